"""Texts of the journal, painted without a label: as the label shows them that takes their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.panel.body_text import BodyText
from pisteur.ui.panel.parts import SelectableText
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import colour

TEXTS = (
    "x",
    "Asked for an offer that holds until the end of the month, with two variants. " * 3,
    "First line.\nSecond line.\r\n\r\nAfter a gap\rand the last one.\n",
    "\nbegins empty",
    "one\ttwo\tthree, with\u00a0a space that does not break and \u2028 a line of its own",
    "Crème brûlée à Œuf — “quoted” ’s 5 000 € e\u0301te\u0301 😀 שלום مرحبا 你好，世界",
    "averyveryveryveryverylongwordwithoutanyplacetobreakitself@example.org/and?more=1",
    "two  spaces   at the end   ",
    "a paragraph\u2029and another",
)


def _canvas(width: int, height: int, ground: str) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(colour(ground))
    return made


@pytest.mark.parametrize("width", [60, 180, 266, 301])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_as_high_and_looks_as_its_label(
    qtbot: QtBot, theme: Theme, text: str, width: int
) -> None:
    tokens, font = theme.tokens, theme.fonts.body
    label = SelectableText()
    qtbot.addWidget(label)
    label.setFont(font)
    label.show_text(text)
    painted = BodyText()
    # What it was before leaves nothing behind.
    painted.take("something else, of two lines\nor three", font)
    painted.height(width + 7)
    shown = label.text()
    painted.take(shown, font)
    height = label.heightForWidth(width)
    assert painted.height(width) == height
    label.resize(width, height)
    theirs, ours = (_canvas(width, height, tokens.panel) for _one in range(2))
    label.render(theirs, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter = QPainter(ours)
    painted.paint(painter, width, label.palette().text().color())
    painter.end()
    assert ours == theirs != _canvas(width, height, tokens.panel)
