"""Reads what the panel shows, and uses it as a hand would."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.parts import ElidedButton, without_breaks

W = TypeVar("W", bound=QWidget)


def text_of(widget: QLabel | QAbstractButton) -> str:
    """Return the whole text of a label or button."""
    return widget.full_text if isinstance(widget, ElidedButton) else without_breaks(widget.text())


def settle() -> None:
    """Let Qt show what was added."""
    QApplication.processEvents()


def texts(where: QWidget) -> list[str]:
    """Return every text that can be seen inside `where`, from top to bottom."""
    settle()
    found: list[QLabel | QAbstractButton] = [
        *where.findChildren(QLabel),
        *where.findChildren(QAbstractButton),
    ]
    seen = [widget for widget in found if widget.isVisible() and widget.text()]
    seen.sort(key=lambda widget: widget.mapTo(where, widget.rect().topLeft()).y())
    return [text_of(widget) for widget in seen]


def part(panel: QWidget, kind: type[W], name: str) -> W:
    """Return the control of this name; there must be one."""
    settle()
    found = panel.findChild(kind, name)
    assert found is not None, f"{name} is not in the panel"
    return found


def label(panel: QWidget, name: str) -> str:
    """Return the text of the label of this name, empty when it can't be seen."""
    found = part(panel, QLabel, name)
    return text_of(found) if found.isVisible() else ""


def press(panel: QWidget, name: str) -> None:
    """Click the button of this name."""
    QTest.mouseClick(part(panel, QAbstractButton, name), Qt.MouseButton.LeftButton)


def trigger(where: QWidget, name: str) -> None:
    """Choose the menu entry of this name."""
    found = where.findChild(QAction, name)
    assert found is not None, f"no entry {name}"
    assert found.isVisible()
    found.trigger()


def note(panel: ContactPanel) -> QPlainTextEdit:
    """Return the field that the journal is written in."""
    return part(panel, QPlainTextEdit, "note")


def ctrl_enter(editor: QWidget) -> None:
    """Press Ctrl+Enter."""
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def section(panel: ContactPanel, name: str) -> str:
    """Return all that a part of the panel says, one text a line."""
    return "\n".join(texts(part(panel, QWidget, name)))
