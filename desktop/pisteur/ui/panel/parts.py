"""Small parts of the panel that the kit does not have: text that always fits, dots, rows.

The panel may be 300 pixels wide and the texts come from others: no word may push it wider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from pisteur.ui.widgets.breaks import breakable, without_breaks
from pisteur.ui.widgets.properties import set_look, set_tool_tip
from pisteur.ui.widgets.push_button import PushButton

NARROWEST_LINE = 120
DOT = QSize(12, 8)


class FittingLabel(QLabel):
    """A label of plain text that wraps, inside long words too."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._emptied = False
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), NARROWEST_LINE), hint.height())

    def show_text(self, text: str) -> None:
        """Show `text`; hidden when it is empty."""
        self.setText(breakable(text))
        self.setAccessibleName(text)
        # Shown only after it was hidden here: a new one is shown with its row, and each show
        # of its own would lay the whole panel out again.
        if bool(text) == self._emptied:
            self._emptied = not text
            self.setHidden(not text)


class SelectableText(FittingLabel):
    """Such a label whose text can be selected and copied, by mouse and keyboard."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role, parent)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        # Reached by mouse; a stop for every line of a journal would make Tab useless.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        # The row that holds it has one menu for the text and for what can be done with it.
        event.ignore()

    def copy(self) -> None:
        """Copy the selection, or all when nothing is selected."""
        copy_text(without_breaks(self.selectedText() or self.text()).replace("\u2029", "\n"))


def copy_text(text: str) -> None:
    """Put `text` on the clipboard."""
    QApplication.clipboard().setText(text)


class ElidedButton(PushButton):
    """A button whose text ends in … where it does not fit; the tool tip has it whole."""

    def __init__(self, role: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setProperty("role", role)
        # A push button does not shrink below its text by itself.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, name: str = "") -> None:
        """Show `text`; screen readers say `name` if given."""
        self._full = text
        self.setAccessibleName(name or text)
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        cut = metrics.horizontalAdvance(self._full) - metrics.horizontalAdvance(self.text())
        return super().sizeHint() + QSize(cut, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = self.fontMetrics()
        around = super().sizeHint().width() - metrics.horizontalAdvance(self.text())
        room = max(0, self.width() - around)
        if self.isCheckable():
            # The style sheet sets the one that is chosen in bold, which the metrics don't know.
            room = room * 7 // 8
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        whole = metrics.horizontalAdvance(self._full) <= room
        # An ampersand is no shortcut here.
        self.setText((self._full if whole else shown).replace("&", "&&"))
        set_tool_tip(self, "" if whole else self._full)


def link_in_row(text: str, follow: Callable[[], None], *, name: str) -> QWidget:
    """Return a link as narrow as its text, for a grid of facts."""
    made = ElidedButton("link", name=name)
    made.setProperty("compact", True)
    made.show_text(text)
    made.clicked.connect(follow)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made)
    row.addStretch(1)
    return holder


class CalmComboBox(QComboBox):
    """A list to choose from that the wheel scrolls past, as it lies on a page that scrolls."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("role", "chip")

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()


def dot_icon(colour: str) -> QIcon:
    """Return a round mark of 8 pixels as an icon of `DOT`, whose rest keeps words off it."""
    made = QIcon()
    for side in (8, 16, 24):
        drawn = QPixmap(DOT * side / 8)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(0, 0, side, side)
        painter.end()
        made.addPixmap(drawn)
    return made


def make_tool_button(name: str, label: str, menu: QMenu | None = None) -> QToolButton:
    """Return a small square button; with `menu` it opens it."""
    made = QToolButton()
    made.setObjectName(name)
    made.setAccessibleName(label)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    set_tool_tip(made, label)
    if menu is not None:
        menu.setParent(made, menu.windowFlags())
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made


def add_action(menu: QMenu, text: str, slot: Callable[[], object], *, name: str) -> QAction:
    """Add an entry that calls `slot`, a bound method."""
    made = menu.addAction(text)
    made.setObjectName(name)
    made.triggered.connect(slot)
    return made


class Changes:
    """Says whether what a part of the panel shows is another than before."""

    def __init__(self) -> None:
        self._before: tuple[object, ...] | None = None

    def of(self, *shown: object) -> bool:
        """Return whether `shown` differs from the last time."""
        changed = shown != self._before
        self._before = shown
        return changed


class PlacedByHand(QWidget):
    """A widget that lays out what it holds without a layout."""

    def stops(self) -> list[QWidget]:
        """Return where Tab may stop in it, from top to bottom."""
        raise NotImplementedError


def tab_stops(layout: QLayout) -> list[QWidget]:
    """Return the widgets of `layout` that Tab stops at, in the order in which they lie."""
    tab = Qt.FocusPolicy.TabFocus
    return [widget for widget in _laid_out(layout) if widget.focusPolicy() & tab]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    # Not by `itemAt`, see `ui.widgets.discard`.
    owner = layout.parentWidget()
    if owner is None:
        return
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    parts: list[QWidget | QLayout] = [
        *owner.findChildren(QWidget, options=direct),
        *layout.findChildren(QLayout, options=direct),
    ]
    places = {part: layout.indexOf(part) for part in parts}
    for part in sorted((part for part in parts if places[part] >= 0), key=places.__getitem__):
        if isinstance(part, QWidget):
            yield part
        if isinstance(part, PlacedByHand):
            yield from part.stops()
        inner = part.layout()
        if inner is not None:
            yield from _laid_out(inner)


class ErrorLine(QLabel):
    """What is wrong with the input above it; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setObjectName("error")
        self.setProperty("role", "error")
        self.hide()

    def show_error(self, editor: QWidget, text: str) -> None:
        """Show `text`, and mark `editor`; empty for none."""
        self.setText(breakable(text))
        self.setVisible(bool(text))
        set_look(editor, "invalid", bool(text))
        editor.setAccessibleDescription(text)
