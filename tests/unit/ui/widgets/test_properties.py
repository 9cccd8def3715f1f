"""Texts that are never taken for markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as QtGuiQt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pisteur.ui.widgets.properties import make_label, set_tool_tip


@pytest.mark.parametrize(
    "text",
    [
        "À qualifier : 3 cartes, 1\u202f800\u00a0€",
        "<b>Zoé & Cie</b>",
        "deux  espaces",
        "two\nlines\n\nand a\tcolumn",
    ],
)
def test_a_tool_tip_is_what_qt_makes_of_the_plain_text(qtbot: QtBot, text: str) -> None:
    widget = QLabel()
    qtbot.addWidget(widget)
    set_tool_tip(widget, text)
    assert widget.toolTip() == QtGuiQt.convertFromPlainText(text)
    set_tool_tip(widget, "")
    assert not widget.toolTip()


def test_a_label_shows_its_text_plain(qtbot: QtBot) -> None:
    label = make_label("<b>Zoé</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
