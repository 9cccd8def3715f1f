"""Icons are drawn in the colour asked for, sharp at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from pisteur.resources import resource_path
from pisteur.ui.theme.icons import DRAWN_IN, icon

PARTS_OF_THE_STYLE_SHEET = ("arrow-", "tick-", "pisteur")
NAMES = sorted(
    path.stem
    for path in resource_path("icons").glob("*.svg")
    if not path.stem.startswith(PARTS_OF_THE_STYLE_SHEET)
)


def drawn(picture: QImage) -> list[QColor]:
    """The colours of the pixels that are fully covered."""
    colours = (
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    )
    return [colour for colour in colours if colour.alpha() == 255]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_each_icon_is_drawn_in_the_colour_asked_for(name: str) -> None:
    colours = drawn(icon(name, "#ff0000").pixmap(48).toImage())
    assert len(colours) > 20
    assert {colour.name() for colour in colours} == {"#ff0000"}


@pytest.mark.parametrize("name", NAMES)
def test_each_drawing_has_the_grey_that_is_replaced(name: str) -> None:
    assert DRAWN_IN in resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("qapp")
def test_a_disabled_icon_is_fainter() -> None:
    assert drawn(icon("plus", "#ff0000").pixmap(48, QIcon.Mode.Disabled).toImage()) == []


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_sharp_on_a_fine_screen() -> None:
    fine = icon("search", "#000000").pixmap(QSize(24, 24), 2.0)
    assert (fine.width(), fine.devicePixelRatio()) == (48, 2.0)


@pytest.mark.usefixtures("qapp")
def test_the_same_icon_is_made_once() -> None:
    assert icon("plus", "#00ff00") is icon("plus", "#00ff00")


@pytest.mark.usefixtures("qapp")
def test_an_icon_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")
