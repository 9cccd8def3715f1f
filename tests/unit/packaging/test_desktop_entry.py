"""The files that show Pisteur in a Linux menu are valid, by the field's own checkers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import pisteur

ROOT = Path(__file__).parents[3]
LINUX = ROOT / "packaging" / "linux"
ENTRY = LINUX / "org.pisteur.Pisteur.desktop"
METAINFO = LINUX / "org.pisteur.Pisteur.metainfo.xml"

pytestmark = pytest.mark.skipif("sys.platform != 'linux'", reason="menus of Linux")


def test_the_desktop_entry_is_valid() -> None:
    ran = subprocess.run(["desktop-file-validate", str(ENTRY)], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, b"")


def test_the_metainfo_is_valid() -> None:
    command = ["appstreamcli", "validate", "--no-net", str(METAINFO)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    serious = re.findall(r"^[EW]: (.+)$", ran.stdout, re.MULTILINE)
    # There is no web site to name.
    assert [hint for hint in serious if "url-homepage-missing" not in hint] == []
    assert "Validation" in ran.stdout


def test_the_metainfo_names_the_entry_and_the_version() -> None:
    root = ElementTree.parse(METAINFO).getroot()  # noqa: S314 - our own file.
    assert root.findtext("launchable") == ENTRY.name
    newest = root.find("releases/release")
    assert newest is not None
    assert newest.get("version") == pisteur.__version__


def test_the_entry_names_an_icon_that_is_shipped() -> None:
    name = re.search(r"^Icon=(.+)$", ENTRY.read_text(encoding="utf-8"), re.MULTILINE)
    assert name is not None
    assert (ROOT / "resources" / "icons" / f"{name.group(1)}.svg").is_file()


def test_the_icon_shows_a_light_mark_on_teal_at_sixteen_pixels(qapp: object) -> None:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "pisteur.svg")).render(painter)
    painter.end()
    shades = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    assert QColor("#1f6f6b") in shades
    assert sum(shade.lightness() > 200 and shade.alpha() == 255 for shade in shades) >= 20
