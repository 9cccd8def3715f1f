"""Nothing that is kept names one machine: no absolute path of it, no address of an index."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Each first letter stands in brackets so that this file does not find itself.
FORBIDDEN = re.compile(
    r"/[w]ork/|/[r]oot/|/[h]ome/\w|/[U]sers/\w|[A-Z]:\\\\?[U]sers\\"
    r"|[p]ypi\.(org|python)|[p]ythonhosted|https?://\S+/[s]imple\b"
)


def kept_files() -> list[Path]:
    """Return the files that are tracked, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_kept_file_names_a_machine_or_an_index() -> None:
    files = kept_files()
    assert len(files) > 20
    found = []
    for file in files:
        if not file.is_file():
            continue
        text = file.read_bytes().decode("utf-8", errors="replace")
        found += [f"{file.relative_to(ROOT)}: {hit.group()}" for hit in FORBIDDEN.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["/ro" + "ot/x", "/ho" + "me/anne/x", "C:\\Us" + "ers\\anne", "https://e.org/si" + "mple"],
)
def test_what_names_a_machine_is_recognised(text: str) -> None:
    assert FORBIDDEN.search(text)
