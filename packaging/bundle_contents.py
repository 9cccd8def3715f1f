"""Says which files go into wheels and bundles besides modules, and what a bundle leaves out.

PyInstaller takes whole families of Qt (declarative user interfaces, databases, embedded screens)
that the app never loads. What a window needs on any system stays: see `NEVER_DROPPED`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

NEVER_DROPPED = ("libqxcb", "libqoffscreen", "libqsvg", "qtbase_fr.qm")

# Parts of the app that no import statement names: read from disk, or loaded by name.
HIDDEN_IMPORTS = ["alembic", "logging.config", "sqlalchemy.dialects.sqlite", "tzlocal", "zoneinfo"]

EXCLUDED_MODULES = [
    "_pytest",
    "babel",
    "hatchling",
    "hypothesis",
    "IPython",
    "lib2to3",
    "mypy",
    "numpy",
    "phonenumbers.carrier",
    "phonenumbers.carrierdata",
    "phonenumbers.geocoder",
    "phonenumbers.geodata",
    "phonenumbers.timezone",
    "phonenumbers.tzdata",
    "PIL",
    "pip",
    "pkg_resources",
    "pygments",
    "pytest",
    "setuptools",
    "test",
    "tkinter",
]

# Shown in the README, or the source of a compiled file: of no use to an installed app.
LEFT_OUT_FOLDERS = {"screenshots"}
LEFT_OUT_SUFFIXES = {".po", ".pot"}

_UNUSED = re.compile(
    r"""
      Qt6?(Qml|Quick|Pdf|Sql|Test|Designer|Help|UiTools|VirtualKeyboard|LabsStyleKit|Labs\w*)
    | Qt6?(WaylandCompositor|WaylandEglCompositor|EglF[Ss]|Quick3D|ShaderTools|Concurrent)
    | /(qml|qmltooling|sqldrivers|egldeviceintegrations|generic|designer|vectorimageformats)/
    | /(networkinformation|tls|wayland-graphics-integration-server)/
    | platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\b
    | platforminputcontexts/(lib)?qtvirtualkeyboard
    | platformthemes/libqgtk3 | imageformats/(lib)?q(pdf|tga|wbmp|tiff|webp|icns)\b
    | lib(gtk-3|gdk-3|gdk_pixbuf|atk|atk-bridge|atspi|cairo|cairo-gobject|pango\w*|epoxy)[-.\d]
    | opengl32sw
    """,
    re.VERBOSE,
)
# Where `pisteur.presentation.kept_code` looks; a bundle writes no compiled modules itself.
CODE_OF_QT = "pisteur/presentation/__pycache__/of_qt.code"
_COMPILE = """
import sys
from pathlib import Path
from pisteur.presentation.kept_code import KeptCode
sys.dont_write_bytecode = False
with KeptCode(Path(sys.argv[1])):
    import PySide6.QtCore
"""

_TRANSLATION = re.compile(r"/translations/\w+\.qm$")


def is_wanted(destination: str) -> bool:
    """Say whether the file at `destination` (its path inside the bundle) belongs there."""
    path = destination.replace("\\", "/")
    if any(name in path for name in NEVER_DROPPED):
        return True
    if _TRANSLATION.search(path):
        return False
    return not _UNUSED.search(path)


def shipped(resources: Path) -> dict[str, str]:
    """Return each file of `resources` that is shipped, with its place beside `pisteur`."""
    places = {}
    for file in sorted(resources.rglob("*")):
        inside = file.relative_to(resources)
        wanted = inside.parts[0] not in LEFT_OUT_FOLDERS and file.suffix not in LEFT_OUT_SUFFIXES
        if file.is_file() and wanted:
            places[str(file)] = f"pisteur/_resources/{inside.as_posix()}"
    return places


def data_files(root: Path) -> list[tuple[str, str]]:
    """Return (file, folder in the bundle) for the resources and the migrations of `root`.

    Alembic reads the migrations as source files, so they are data besides being modules.
    """
    pairs = [(file, str(Path(place).parent)) for file, place in shipped(root / "resources").items()]
    package = root / "desktop" / "pisteur"
    for file in sorted((package / "storage" / "migrations").rglob("*")):
        if file.suffix in {".py", ".sql", ".mako"}:
            place = Path("pisteur") / file.relative_to(package)
            pairs.append((str(file), str(place.parent)))
    return [*pairs, (str(root / "LICENSE"), ".")]


def code_of_qt(root: Path, folder: Path) -> tuple[str, str]:
    """Compile in `folder` what PySide6 would at each start; return it and its place in the bundle.

    By the Python that goes into the bundle: for any other it does not count.
    """
    place = Path(CODE_OF_QT)
    file = folder / place.name
    packages = {**os.environ, "PYTHONPATH": str(root / "desktop")}
    subprocess.run([sys.executable, "-c", _COMPILE, str(file)], env=packages, check=True)
    return str(file), str(place.parent)
