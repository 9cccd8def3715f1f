"""Makes the virtual environment and keeps it as the lock files say.

Each lock file that was installed leaves its digest in a stamp inside the environment, so that a
set-up that has nothing to do costs no subprocess. Not for system packages: see dev_system.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from dev_system import SetUpError

LOCKS = {
    "run": "requirements.lock",
    "test": "requirements-test.lock",
    "bundle": "requirements-bundle.lock",
}
STAMP = "pisteur-set-up.json"
OLDEST = (3, 11)


def python_of(venv: Path) -> Path:
    """Return where the Python of the environment `venv` is."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_usable(venv: Path) -> bool:
    """Say whether `venv` is an environment whose Python exists and is new enough."""
    configuration = venv / "pyvenv.cfg"
    if not configuration.is_file() or not python_of(venv).exists():
        return False
    lines = configuration.read_text(encoding="utf-8").splitlines()
    entries = {key.strip(): value.strip() for key, _, value in (li.partition("=") for li in lines)}
    version = entries.get("version") or entries.get("version_info") or ""
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    return tuple(numbers) >= OLDEST


def digest(root: Path, group: str) -> str:
    """Return what an environment for `group` depends on: its lock file, and how we are built."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    built_by = json.dumps([settings["project"], settings["build-system"]], sort_keys=True)
    lock = (root / "packaging" / LOCKS[group]).read_bytes()
    return hashlib.sha256(lock + built_by.encode()).hexdigest()


def read_stamps(venv: Path) -> dict[str, str]:
    """Return the digest of each group that `venv` was filled with."""
    try:
        stamps = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def is_current(root: Path, venv: Path, group: str) -> bool:
    """Say whether `venv` holds what `group` needs; what others need includes what a run needs."""
    stamps = read_stamps(venv)
    holders = {"run", "test", "bundle"} if group == "run" else {group}
    return any(stamps.get(holder) == digest(root, holder) for holder in holders)


def ensure(root: Path, venv: Path, group: str) -> Path:
    """Make `venv` hold what `group` (`run`, `test` or `bundle`) needs; return its Python.

    Raises:
        SetUpError: it could not be made, or the packages could not be had.
    """
    python = python_of(venv)
    if is_usable(venv) and is_current(root, venv, group):
        return python
    if not is_usable(venv):
        _make(venv)
    _ensure_pip(venv)
    print("Installing the locked packages (the first time, about 300 MB on disk)…", flush=True)
    lock = root / "packaging" / LOCKS[group]
    install(python, "--require-hashes", "--requirement", str(lock))
    install(python, "--no-deps", "--no-build-isolation", "--editable", str(root))
    stamps = read_stamps(venv) | {group: digest(root, group)}
    (venv / STAMP).write_text(json.dumps(stamps, indent=1), encoding="utf-8")
    return python


def _make(venv: Path) -> None:
    print(f"Making the virtual environment {venv.name}…", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=False).returncode:
        raise SetUpError("The virtual environment could not be made; the lines above say why.")


def _ensure_pip(venv: Path) -> None:
    """Give `venv` pip, which other tools' environments come without."""
    python = python_of(venv)
    probe = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    if probe.returncode and subprocess.run([python, "-m", "ensurepip"], check=False).returncode:
        _make(venv)


def install(python: Path, *arguments: str) -> None:
    """Run `pip install` with `arguments` in the environment of `python`.

    Raises:
        SetUpError: pip failed, and has said why.
    """
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        command.append("--quiet")
    if subprocess.run([*command, *arguments], check=False).returncode:
        raise SetUpError("The packages could not be installed; the lines above say why.")
