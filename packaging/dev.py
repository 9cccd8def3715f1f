"""Sets the project up and runs it: `python3 packaging/dev.py run`, or another of `COMMANDS`.

Needs nothing but Python 3.11 or newer. Every command first makes `.venv`, installs what the lock
files name, and compiles the translations, each only when it is out of date. Not part of the app.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what says so to an older Python.
    sys.exit("Pisteur needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import dev_locks
import dev_system
import dev_translations
import dev_venv

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
TRANSLATIONS = ROOT / "resources" / "translations"


def set_up(group: str) -> Path:
    """Make everything ready for the command `group` and return the environment's Python."""
    needs = dict(dev_system.WINDOW)
    if group == "test":
        needs |= dev_system.TESTS
    if group == "bundle":
        needs |= dev_system.bundle_needs()
    if not dev_venv.is_usable(VENV):
        needs |= dev_system.venv_needs()
    dev_system.ensure(needs)
    python = dev_venv.ensure(ROOT, VENV, group)
    translate(python)
    return python


def translate(python: Path) -> None:
    """Compile the catalogues that changed, with the environment's Babel."""
    if dev_translations.stale(TRANSLATIONS):
        script = ROOT / "packaging" / "dev_translations.py"
        subprocess.run([python, script, TRANSLATIONS], check=True)


def run(arguments: list[str]) -> int:
    """Start the app with `arguments`, in the caller's folder."""
    command = [str(set_up("run")), "-m", "pisteur", *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - becomes the app, so that signals reach it.
    return subprocess.run(command, check=False).returncode


def test(arguments: list[str]) -> int:
    """Run every check, report each, and return 1 when one failed."""
    python = str(set_up("test"))
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "pytest": [python, "-m", "pytest", *arguments],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        print("Failed: " + ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


def bundle(arguments: list[str]) -> int:
    """Build the folder `dist/pisteur`, which runs without Python."""
    command = [str(set_up("bundle")), "-m", "PyInstaller", "--noconfirm", "--clean"]
    command += ["--log-level=ERROR", "--distpath=dist", "--workpath=build", *arguments]
    built = subprocess.run([*command, "packaging/pisteur.spec"], cwd=ROOT, check=False)
    if built.returncode == 0:
        print("The bundle is in dist/pisteur; packaging/check_bundle.py tries it.")
    return built.returncode


def lock(arguments: list[str]) -> int:
    """Write the lock files anew; `arguments` go to uv (such as `--upgrade`)."""
    dev_locks.write(ROOT, set_up("run"), arguments)
    return 0


def translations(arguments: list[str]) -> int:
    """Compile the catalogues that changed."""
    set_up("run")
    return 0


def messages(arguments: list[str]) -> int:
    """Bring the catalogues up to date with the messages of the source, then compile them."""
    script = ROOT / "packaging" / "dev_messages.py"
    package = ROOT / "desktop" / "pisteur"
    subprocess.run([set_up("run"), script, TRANSLATIONS, package], check=True)
    return translations(arguments)


def schema(arguments: list[str]) -> int:
    """Write the JSON Schema of the archive anew, after a change of the tables."""
    script = ROOT / "packaging" / "dev_schema.py"
    return subprocess.run([set_up("run"), script, ROOT / "resources"], check=False).returncode


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "bundle": bundle,
    "lock": lock,
    "translations": translations,
    "messages": messages,
    "schema": schema,
}


def main(arguments: list[str]) -> int:
    """Carry out the command that `arguments` begin with; 2 when there is none such."""
    if not arguments or arguments[0] not in COMMANDS:
        print("usage: python3 packaging/dev.py " + "|".join(COMMANDS) + " [arguments…]")
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except dev_system.SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
