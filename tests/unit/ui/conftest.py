"""What holds for every widget of the window, checked under each of its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from pisteur.ui.theme.theme import Theme
from support.ui import look_restored


@pytest.fixture(autouse=True)
def _no_part_is_a_window_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when a part was shown before it had a parent.

    It is a window of its own then: it flashes on the screen, and takes the focus away.
    """
    shown: list[tuple[QWidget, str]] = []
    plain = QWidget.setVisible

    def set_visible(self: QWidget, visible: bool) -> None:
        if visible and self.parentWidget() is None:
            shown.append((self, f"{type(self).__name__} {self.objectName()}"))
        plain(self, visible)

    monkeypatch.setattr(QWidget, "setVisible", set_visible)
    yield
    wrong = [
        name
        for widget, name in shown
        if shiboken6.isValid(widget) and widget.parentWidget() is not None
    ]
    assert not wrong


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Return a theme that one test may put on the application."""
    with look_restored(qapp):
        made = Theme()
        yield made
        made.deleteLater()
