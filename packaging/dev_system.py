"""Finds what Qt and the tests need from the operating system, and installs it where that is safe.

A need is looked for where it is used (a library is loaded, a program is searched), not asked of a
package manager, so that nothing is run when all is there and every Linux is judged alike.
macOS and Windows have everything: nothing is looked for there.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path

# Debian's package → what shows that it is there.
WINDOW = {
    "libgl1": "library:libGL.so.1",
    "libegl1": "library:libEGL.so.1",
    "libx11-6": "library:libX11.so.6",
    "libx11-xcb1": "library:libX11-xcb.so.1",
    "libxkbcommon0": "library:libxkbcommon.so.0",
    "libxkbcommon-x11-0": "library:libxkbcommon-x11.so.0",
    "libglib2.0-0": "library:libglib-2.0.so.0",
    "libfontconfig1": "library:libfontconfig.so.1",
    "libfreetype6": "library:libfreetype.so.6",
    "libdbus-1-3": "library:libdbus-1.so.3",
    "libgssapi-krb5-2": "library:libgssapi_krb5.so.2",
    "libbrotli1": "library:libbrotlidec.so.1",
    "zlib1g": "library:libz.so.1",
    "libzstd1": "library:libzstd.so.1",
    "libxcb1": "library:libxcb.so.1",
    "libxcb-cursor0": "library:libxcb-cursor.so.0",
    "libxcb-glx0": "library:libxcb-glx.so.0",
    "libxcb-icccm4": "library:libxcb-icccm.so.4",
    "libxcb-image0": "library:libxcb-image.so.0",
    "libxcb-keysyms1": "library:libxcb-keysyms.so.1",
    "libxcb-randr0": "library:libxcb-randr.so.0",
    "libxcb-render0": "library:libxcb-render.so.0",
    "libxcb-render-util0": "library:libxcb-render-util.so.0",
    "libxcb-shape0": "library:libxcb-shape.so.0",
    "libxcb-shm0": "library:libxcb-shm.so.0",
    "libxcb-sync1": "library:libxcb-sync.so.1",
    "libxcb-util1": "library:libxcb-util.so.1",
    "libxcb-xfixes0": "library:libxcb-xfixes.so.0",
    "libxcb-xkb1": "library:libxcb-xkb.so.1",
    "fonts-dejavu-core": "fonts:/usr/share/fonts:/usr/local/share/fonts:~/.local/share/fonts",
}
TESTS = {
    "git": "program:git",
    "strace": "program:strace",
    "xvfb": "program:Xvfb",
    "xdotool": "program:xdotool",
    "x11-utils": "program:xwininfo",
    "imagemagick": "program:import",
    "openbox": "program:openbox",
    "khal": "program:khal",
    "calcurse": "program:calcurse",
    "libical3": "library:libical.so.3",
    "poppler-utils": "program:pdftotext",
    "qpdf": "program:qpdf",
    "libreoffice-calc": "program:soffice",
    "dbus-daemon": "program:dbus-run-session",
    "at-spi2-core": "file:/usr/libexec/at-spi2-registryd",
    "gir1.2-atspi-2.0": "file:/usr/lib/*/girepository-1.0/Atspi-2.0.typelib",
    "python3-gi": "file:/usr/lib/python3/dist-packages/gi/__init__.py",
    "desktop-file-utils": "program:desktop-file-validate",
    "appstream": "program:appstreamcli",
}


class SetUpError(Exception):
    """The set-up can't go on; the message says in words what the person can do."""


def bundle_needs() -> dict[str, str]:
    """Return what PyInstaller needs; Debian keeps Python's library in a package of its own."""
    needs = {"binutils": "program:objdump"}
    library = str(sysconfig.get_config_var("INSTSONAME"))
    if ".so" in library:
        needs[f"libpython3.{sys.version_info.minor}"] = f"library:{library}"
    return needs


def venv_needs() -> dict[str, str]:
    """Return what makes virtual environments; Debian keeps it in a package of its own."""
    return {f"python3.{sys.version_info.minor}-venv": "module:ensurepip"}


def is_there(sign: str) -> bool:
    """Say whether what `sign` names is here: a library, program, file, font or module."""
    kind, _, name = sign.partition(":")
    match kind:
        case "library":
            return _loads(name)
        case "program":
            return shutil.which(name) is not None
        case "file":
            return any(Path("/").glob(name.lstrip("/")))
        case "fonts":
            return any(_has_fonts(Path(folder).expanduser()) for folder in name.split(":"))
        case "module":
            return importlib.util.find_spec(name) is not None
    raise ValueError(sign)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts(folder: Path) -> bool:
    return any(file.suffix in {".ttf", ".otf", ".ttc"} for file in folder.rglob("*"))


def missing(needs: Mapping[str, str]) -> list[str]:
    """Return the packages among `needs` whose sign isn't there, in their order."""
    return [package for package, sign in needs.items() if not is_there(sign)]


def install_line(packages: Iterable[str]) -> str:
    """Return the line that a person can copy to install `packages` on Debian or Ubuntu."""
    return "sudo apt-get update && sudo apt-get install -y " + " ".join(packages)


def advice(packages: list[str], needs: Mapping[str, str], *, has_apt: bool) -> str:
    """Return what to tell a person for whom nothing can be installed from here."""
    if has_apt:
        what, how = "packages", "\n  " + install_line(packages)
    else:
        what, how = "libraries or programs", " " + ", ".join(_name(needs[p]) for p in packages)
    return f"Pisteur needs {what} that are missing. Install them, then start again:{how}"


def _name(sign: str) -> str:
    return sign.partition(":")[2]


def ensure(needs: Mapping[str, str]) -> None:
    """Install what is missing among `needs` as root on Debian or Ubuntu; else say what is missing.

    Raises:
        SetUpError: something is missing still; the message holds one line to copy.
    """
    if sys.platform != "linux":
        return
    packages = missing(needs)
    if not packages:
        return
    has_apt = shutil.which("apt-get") is not None
    if has_apt and os.geteuid() == 0:
        print("Installing system packages: " + " ".join(packages), flush=True)
        _apt_install(packages)
        packages = missing(needs)
    if packages:
        raise SetUpError(advice(packages, needs, has_apt=has_apt))


def _apt_install(packages: list[str]) -> None:
    """Install `packages`; the list of packages is fetched only when the first try fails."""
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if _quietly(install).returncode == 0:
        return
    _quietly(["apt-get", "update", "-qq"])
    second = _quietly(install)
    if second.returncode:
        raise SetUpError(f"apt-get could not install the missing packages:\n{second.stdout}")


def _quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
