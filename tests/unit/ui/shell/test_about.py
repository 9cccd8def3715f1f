"""The list of keys that F1 shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from pisteur import i18n
from pisteur.ui.shell.about import show_shortcuts
from pisteur.ui.shell.actions import Actions


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def test_the_keys_of_a_french_row_of_digits_are_listed_in_french_only(
    qtbot: QtBot, language: str
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window.menuBar())
    actions.fill({})
    show_shortcuts(window, actions)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert ("Ctrl+1" in texts, "Ctrl+1, Ctrl+&" in texts) == (language == "en", language == "fr")
    # What is another key on every keyboard stays.
    assert any("Ctrl+Y" in text and "," in text for text in texts)
    dialog.close()
