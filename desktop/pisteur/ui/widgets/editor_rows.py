"""The rows of a list editor, painted: a name, a word at its right, a muted second line."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pisteur.ui.theme.tokens import Tokens

ROW = Qt.ItemDataRole.UserRole
PADDING = 12
GAP = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EditorRow(NamedTuple):
    """One row.

    Attributes:
        id: what the signals say of it.
        name: the first line.
        detail: the muted second line; may be empty.
        mark: a muted word at the right of the name, such as “Required”; may be empty.
        put_away: whether it is kept out of use, below those in use: edited, but not moved.
    """

    id: int
    name: str
    detail: str = ""
    mark: str = ""
    put_away: bool = False

    @property
    def spoken(self) -> str:
        """All of it, for those who hear it."""
        return ", ".join(part for part in (self.name, self.mark, self.detail) if part)


class RowKey(Enum):
    """What a key asks of the current row."""

    EDIT = 0
    REMOVE = 1


def key_of(event: QKeyEvent) -> RowKey | None:
    """Return what a key asks of the current row, None for nothing of that."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    return _KEYS.get(Qt.Key(event.key()))


_KEYS = {
    Qt.Key.Key_Return: RowKey.EDIT,
    Qt.Key.Key_Enter: RowKey.EDIT,
    Qt.Key.Key_F2: RowKey.EDIT,
    Qt.Key.Key_Delete: RowKey.REMOVE,
}


class RowList(QListWidget):
    """The rows, painted; keys become signals.

    Signals:
        edit_pressed, remove_pressed: for the current row.
        move_pressed: -1 for up, 1 for down.
    """

    edit_pressed = Signal()
    remove_pressed = Signal()
    move_pressed = Signal(object)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("rows", True)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def row_height(self) -> int:
        """The height of a row with both lines."""
        return self._delegate.height(self.font(), detail=True)

    def show_rows(self, rows: Sequence[EditorRow]) -> None:
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.name)
            item.setData(ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            self.addItem(item)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key, asked = event.key(), key_of(event)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if asked is RowKey.EDIT:
            self.edit_pressed.emit()
        elif asked is RowKey.REMOVE:
            self.remove_pressed.emit()
        elif plain and key == Qt.Key.Key_Insert:
            event.ignore()
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.move_pressed.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class RowDelegate(QStyledItemDelegate):
    """Paints name, mark and detail in the colours of the palette."""

    @staticmethod
    def height(font: QFont, *, detail: bool) -> int:
        """Return the height of a row."""
        lines = 2 if detail else 1
        return lines * QFontMetrics(font).height() + (lines - 1) * GAP + PADDING

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        row = index.data(ROW)
        height = self.height(option.font, detail=bool(row.detail))
        return QSize(120, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        row: EditorRow = index.data(ROW)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.brush(QPalette.ColorRole.Highlight))
            radius = Tokens.radius_small
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), radius, radius)
        inner = rect.adjusted(PADDING, PADDING // 2, -PADDING, -PADDING // 2)
        self._paint_texts(painter, inner, option.font, palette, row)
        painter.restore()

    def _paint_texts(
        self, painter: QPainter, inner: QRect, font: QFont, palette: QPalette, row: EditorRow
    ) -> None:
        ink = palette.color(QPalette.ColorRole.Text)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(font).height()
        first = QRect(inner.left(), inner.top(), inner.width(), height)
        painter.setFont(font)
        painter.setPen(muted)
        mark_width = QFontMetrics(font).horizontalAdvance(row.mark) if row.mark else 0
        painter.drawText(first, _RIGHT, row.mark)
        painter.setFont(strong)
        painter.setPen(muted if row.put_away else ink)
        first.setWidth(first.width() - (mark_width + PADDING if mark_width else 0))
        painter.drawText(first, _LEFT, _cut(row.name, strong, first.width()))
        if row.detail:
            second = QRect(inner.left(), inner.top() + height + GAP, inner.width(), height)
            painter.setFont(font)
            painter.setPen(muted)
            painter.drawText(second, _LEFT, _cut(row.detail, font, second.width()))


def _cut(text: str, font: QFont, width: int) -> str:
    line = " ".join(text.split())
    return QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width)
