"""Dynamic properties that the style sheet reads, and texts that are never taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMenu, QPushButton, QWidget

from pisteur.presentation import qt_numbers
from pisteur.ui.widgets.push_button import PushButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

# Of a menu button: from the right edge to the middle of the arrow, and half its width.
ARROW_INSET = 17
ARROW_REACH = 3.5
ARROW_PEN = 1.6


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set the dynamic property `name` and let the style sheet see it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # The style sheet is yet to look at it, or there is none yet. To ask for the style would load
    # QStyle's enumerations, 20 ms on the way to the first paint.
    if not cast(QApplication, QApplication.instance()).styleSheet():
        return
    if not widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        return
    own = widget.style()
    own.unpolish(widget)
    own.polish(widget)
    widget.update()


def set_surface(widget: QWidget, surface: str) -> None:
    """Give `widget` a surface of the theme: ground, panel, column, card, accent, bad, ok, warn.

    Card and the tints are for QFrame.
    """
    # A style sheet gives frames their background by itself.
    if not isinstance(widget, QFrame):
        widget.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
    set_look(widget, "surface", surface)


def set_tool_tip(widget: QWidget, text: str) -> None:
    """Set `text` as tool tip, whatever it holds, without reading it as markup."""
    widget.setToolTip(_as_markup(text) if text else "")


def _as_markup(text: str) -> str:
    """Return what Qt would make of `text`; a line, on the way to the first paint, without Qt."""
    if "\n" in text or "\t" in text:
        return QtGui.Qt.convertFromPlainText(text)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, name)
    whole = "".join("\xa0" if sign.isspace() else sign for sign in text)
    return f"<p>{whole}</p>"


def make_label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text in a role of the style sheet (title, muted, strong, …)."""
    made = QLabel()
    made.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def make_button(text: str, role: str = "", *, name: str = "", compact: bool = False) -> QPushButton:
    """Return a push button in a role of the style sheet (primary, danger, flat, chip, link).

    `name` becomes its object name, by which tests find it. Screen readers read its text, which
    may change, so it gets no accessible name of its own.
    """
    # The constructor that takes a text also tries for an icon, and so loads QIcon.
    return _prepare(PushButton(), text, role, name=name, compact=compact)


class MenuButton(PushButton):
    """A push button that opens a menu, with an arrow at its right.

    Painted here: an image of the style sheet would load Qt's reader of SVG before the first paint.
    """

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Not `setPen`, which would load Qt's namespace: see `qt_numbers`.
        pen = QPen()
        pen.setColor(self.palette().color(QPalette.ColorRole.Dark))
        pen.setWidthF(ARROW_PEN)
        tip = QPointF(self.width() - ARROW_INSET, (self.height() + ARROW_REACH) / 2)
        arrow = QPainterPath(tip + QPointF(-ARROW_REACH, -ARROW_REACH))
        arrow.lineTo(tip)
        arrow.lineTo(tip + QPointF(ARROW_REACH, -ARROW_REACH))
        painter.strokePath(arrow, pen)


def make_menu_button(
    text: str, menu: QMenu, role: str = "", *, name: str = "", compact: bool = False
) -> QPushButton:
    """Return a push button that opens `menu`, with an arrow at its right.

    It takes a menu that has no parent yet.
    """
    made = _prepare(MenuButton(), text, role, name=name, compact=compact)
    made.setProperty("menu", True)
    if menu.parent() is None:
        menu.setParent(made, menu.windowFlags())
    made.setMenu(menu)
    return made


def _prepare(made: QPushButton, text: str, role: str, *, name: str, compact: bool) -> QPushButton:
    made.setText(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if compact:
        made.setProperty("compact", True)
    return made
