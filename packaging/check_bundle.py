"""Tries the bundle as a stranger's machine would: an empty environment, a new home, no screen.

`python3 packaging/check_bundle.py [folder]`, after `dev.py bundle`. Exit 1 and one line a fault.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST_MB = 220
TIMEOUT_S = 300
# The least that a workbook consists of; one cell.
WORKBOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    ),
    "xl/worksheets/sheet1.xml": (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Morel</t></is></c></row>'
        "</sheetData></worksheet>"
    ),
}


def program_of(bundle: Path) -> Path:
    """Return the program inside the folder `bundle`."""
    return bundle / ("pisteur.exe" if os.name == "nt" else "pisteur")


def size_mb(bundle: Path) -> float:
    """Return the size of the files in `bundle`, in millions of bytes, links not followed."""
    files = (f for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
    return sum(f.stat().st_size for f in files) / 1e6


def broken_links(bundle: Path) -> list[str]:
    """Name the links in `bundle` that point at nothing, or outside of it."""
    inside = bundle.resolve()
    links = (f for f in bundle.rglob("*") if f.is_symlink())
    return [f.name for f in links if not f.exists() or not f.resolve().is_relative_to(inside)]


def files_naming(bundle: Path, path: Path) -> list[str]:
    """Name the files in `bundle` that hold the build machine's `path`."""
    sought = os.fsencode(path)
    files = (f for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
    return [str(f.relative_to(bundle)) for f in files if sought in f.read_bytes()]


def start(bundle: Path, *arguments: str, orders: str = "") -> subprocess.CompletedProcess[str]:
    """Run the bundle with `arguments` and next to nothing in its environment.

    Args:
        bundle: its folder.
        arguments: of the program.
        orders: what it reads from its standard input.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        if os.name == "nt":
            environment |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "USERPROFILE": home}
        return subprocess.run(
            [program_of(bundle), *arguments],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            cwd=home,
            input=orders,
            timeout=TIMEOUT_S,
        )


def workbook_fault(bundle: Path) -> str:
    """Say what is wrong with how `bundle` reads a workbook, or nothing.

    The reader is started as `pisteur.exchange.workbook` starts it; only there does the bundle
    load its library.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        with zipfile.ZipFile(path, "w") as packed:
            for name, part in WORKBOOK.items():
                packed.writestr(name, part)
        request = {
            "path": str(path),
            "sheet": None,
            "yes": "yes",
            "no": "no",
            "max_rows": 100,
            "first_rows": 10,
            "seconds": 60,
            "memory": 2 * 1024**3,
        }
        ran = start(bundle, "read-workbook", orders=json.dumps(request))
    if ran.returncode == 0 and '["Morel"]' in ran.stdout.splitlines():
        return ""
    return f"does not read a workbook: {ran.returncode} {ran.stdout.strip()} {ran.stderr.strip()}"


def search_fault(bundle: Path) -> str:
    """Say what is wrong with how `bundle` looks for duplicates, or nothing.

    The search is started as `pisteur.services.duplicates_apart` starts it; where that fails, the
    window makes do with slices, and nobody would notice.
    """
    twin = ["Zoé Roche", "Zoé Roche", "", "", "", "", []]
    orders = json.dumps([[1, *twin], [2, *twin]])
    ran = start(bundle, "find-duplicates", orders=f"{orders}\n\n")
    found = ran.stdout.splitlines()
    if ran.returncode == 0 and found[-1:] == ["end"] and "[1, 2, " in ran.stdout:
        return ""
    return f"finds no duplicates: {ran.returncode} {ran.stdout.strip()} {ran.stderr.strip()}"


def faults(bundle: Path) -> list[str]:
    """Return what is wrong with `bundle`, one line each."""
    if not program_of(bundle).is_file():
        return [f"there is no bundle in {bundle}; `python3 packaging/dev.py bundle` builds it"]
    found = [f"broken link: {name}" for name in broken_links(bundle)]
    found += [f"names the build folder: {name}" for name in files_naming(bundle, ROOT)]
    if size_mb(bundle) > LARGEST_MB:
        found.append(f"larger than {LARGEST_MB} MB")
    for argument in ("--version", "self-test"):
        ran = start(bundle, argument)
        print(f"pisteur {argument}: {ran.stdout.strip()}")
        if ran.returncode or not ran.stdout.strip():
            found.append(f"pisteur {argument} ended with {ran.returncode}: {ran.stderr.strip()}")
    return [*found, *filter(None, [workbook_fault(bundle), search_fault(bundle)])]


def main(arguments: list[str]) -> int:
    """Check the bundle in the folder that `arguments` name, or in `dist/pisteur`."""
    bundle = Path(arguments[0]) if arguments else ROOT / "dist" / "pisteur"
    found = faults(bundle)
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print(f"The bundle works: {size_mb(bundle):.0f} MB, in an empty environment.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
