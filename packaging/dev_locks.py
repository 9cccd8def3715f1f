"""Writes the lock files with uv: exact versions, hashes, for every system, no address of an index.

Not for installing them: see dev_venv.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import dev_venv
from dev_system import SetUpError

# Lock file → the optional dependencies of pyproject.toml that it holds besides the app's own.
EXTRAS = {
    "requirements.lock": ("build",),
    "requirements-test.lock": ("build", "test"),
    "requirements-bundle.lock": ("build", "bundle"),
}
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
)
_ADDRESS = re.compile(r"\w+://|\bfile:")


def faults(text: str) -> list[str]:
    """Return what is wrong in the lock file `text`: addresses, options, entries without a hash."""
    found = [f"address: {hit.group()}" for hit in _ADDRESS.finditer(text)]
    entries = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    for entry in entries:
        name, *hashes = re.split(r"\s+--hash=sha256:", entry)
        if "==" not in name or name.startswith("-"):
            found.append(f"not an exact version: {name}")
        if not hashes:
            found.append(f"no hash: {name}")
    return found if entries else ["no entries"]


def write(root: Path, python: Path, arguments: list[str]) -> None:
    """Write every lock file, the first one binding the versions of the others.

    Raises:
        SetUpError: uv failed, or what it wrote has faults.
    """
    uv = _find_uv(python)
    first = next(iter(EXTRAS))
    for name, extras in EXTRAS.items():
        command = [uv, "pip", "compile", *OPTIONS, *arguments, "pyproject.toml"]
        command += [f"--extra={extra}" for extra in extras]
        command += [f"--output-file=packaging/{name}"]
        if name != first:
            command += [f"--constraints=packaging/{first}"]
        if subprocess.run(command, cwd=root, check=False, stdout=subprocess.DEVNULL).returncode:
            raise SetUpError(f"uv could not write {name}; the lines above say why.")
        wrong = faults((root / "packaging" / name).read_text(encoding="utf-8"))
        if wrong:
            raise SetUpError(f"{name} has faults: {'; '.join(wrong)}")


def _find_uv(python: Path) -> str:
    """Return uv's path: the environment's, else the system's, else installed now."""
    beside = shutil.which("uv", path=str(python.parent)) or shutil.which("uv")
    if beside:
        return beside
    dev_venv.install(python, "uv>=0.9")
    return shutil.which("uv", path=str(python.parent)) or "uv"
