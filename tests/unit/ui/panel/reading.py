"""Reads what the panel shows, and uses it as a hand would."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.journal_rows import JournalRow
from pisteur.ui.panel.parts import ElidedButton, SelectableText
from pisteur.ui.widgets.breaks import without_breaks

W = TypeVar("W", bound=QWidget)


def text_of(widget: QLabel | QAbstractButton) -> str:
    """Return the whole text of a label or button."""
    return widget._full if isinstance(widget, ElidedButton) else without_breaks(widget.text())


def settle() -> None:
    """Let Qt show what was added."""
    QApplication.processEvents()


def texts(where: QWidget) -> list[str]:
    """Return every text that can be seen inside `where`, from top to bottom.

    Lines of the journal are painted by their rows: of one that is no row, each is a text.
    """
    settle()
    found: list[QLabel | QAbstractButton] = [
        *(
            each
            for each in where.findChildren(QLabel)
            if not isinstance(each, SelectableText)
            or not isinstance(each.parentWidget(), JournalRow)
        ),
        *where.findChildren(QAbstractButton),
    ]
    seen: list[tuple[int, list[str]]] = [
        (_top(widget, where), [text_of(widget)])
        for widget in found
        if widget.isVisible() and widget.text()
    ]
    rows = [row for row in where.findChildren(JournalRow) if row.isVisible()]
    seen += [(_top(row, where), row.said.split("\n")) for row in rows]
    seen.sort(key=lambda line: line[0])
    return [text for _top, texts in seen for text in texts]


def _top(widget: QWidget, where: QWidget) -> int:
    return widget.mapTo(where, widget.rect().topLeft()).y()


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


def of_line(panel: ContactPanel, line: int, name: str) -> None:
    """Choose an entry of the menu of a line of the journal."""
    press(panel, f"exchange-menu-{line}")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    trigger(menu, name)
    menu.close()


def body_of(panel: ContactPanel, line: int) -> SelectableText:
    """Put the pointer on a line of the journal; returns its text, which can be selected now."""
    row = part(panel, QWidget, f"exchange-{line}")
    centre = QPointF(row.rect().center())
    QApplication.sendEvent(row, QEnterEvent(centre, centre, row.mapToGlobal(centre)))
    return part(row, SelectableText, f"body-{line}")


def note(panel: ContactPanel) -> QPlainTextEdit:
    """Return the field that the journal is written in."""
    return part(panel, QPlainTextEdit, "note")


def ctrl_enter(editor: QWidget) -> None:
    """Press Ctrl+Enter."""
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def section(panel: ContactPanel, name: str) -> str:
    """Return all that a part of the panel says, one text a line."""
    return "\n".join(texts(part(panel, QWidget, name)))
