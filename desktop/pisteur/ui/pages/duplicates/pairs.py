"""The pairs as a list: put in words when they come into view, for there may be hundreds.

Rows are painted by the delegate of all such lists, once, and kept as images.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from pisteur.i18n import _
from pisteur.presentation.duplicate_texts import pair_title, reasons_text, score_text
from pisteur.ui.widgets.editor_rows import ROW, EditorRow, RowDelegate, RowKey, key_of
from pisteur.ui.widgets.painting import colour
from pisteur.ui.widgets.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QPixmap

    from pisteur.domain.duplicates import PairView
    from pisteur.ui.theme.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
# What stands for a row that is drawn a moment later.
_EMPTY = -1


class PairModel(QAbstractListModel):
    """Pairs, in words once they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: tuple[PairView, ...] = ()
        self._worded: dict[int, EditorRow] = {}

    def show_pairs(self, pairs: Sequence[PairView]) -> None:
        """Show these in place of those before."""
        self.beginResetModel()
        self.pairs = tuple(pairs)
        self._worded.clear()
        self.endResetModel()

    def _row(self, place: int) -> EditorRow:
        row = self._worded.get(place)
        if row is None:
            view = self.pairs[place]
            reasons, score = reasons_text(view.pair.reasons), score_text(view.pair.score)
            row = self._worded[place] = EditorRow(place, pair_title(view), reasons, score)
        return row

    # Qt.

    def rowCount(self, parent: _Index = _TOP, /) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        if role == ROW:
            return self._row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row(index.row()).name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._row(index.row()).spoken
        return None


class PairList(QListView):
    """The list; keys become signals.

    Attributes:
        pairs: its model.
        pictures: of the rows.

    Signals:
        merge_pressed, dismiss_pressed: for the current pair.
    """

    merge_pressed = Signal()
    dismiss_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pictures = Pictures(self, self._prepare)
        self.setObjectName("duplicates-list")
        self.setAccessibleName(_("Contacts that may be the same"))
        self.setProperty("rows", True)
        self.pairs = PairModel()
        self.pairs.setParent(self)
        self.setModel(self.pairs)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        # Else each pair would be put in words to be measured.
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # Else what is behind is painted first, rounded corners and all, for each frame.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._repaint)

    def show_pairs(self, pairs: Sequence[PairView]) -> None:
        """Show these; the choice stays at its place."""
        place = self.currentIndex().row()
        self.pairs.show_pairs(pairs)
        if pairs:
            place = min(max(place, 0), len(pairs) - 1)
            self.setCurrentIndex(self.pairs.index(place, 0))

    @property
    def current(self) -> PairView | None:
        """The pair that is chosen."""
        index = self.currentIndex()
        return self.pairs.pairs[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = key_of(event)
        if key is RowKey.EDIT:
            self.merge_pressed.emit()
        elif key is RowKey.REMOVE:
            self.dismiss_pressed.emit()
        else:
            super().keyPressEvent(event)

    # Painting.

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Not Qt's own, which has the delegate draw each row anew.
        exposed, count = event.rect(), self.pairs.rowCount()
        painter = QPainter(self.viewport())
        ground = colour(self._theme.tokens.panel)
        place = self.visualRect(self.pairs.index(0, 0))
        if not count or not place.height():
            painter.fillRect(exposed, ground)
            return
        high, top = place.height(), place.top()
        first, last = (
            min(max(0, (y - top) // high), count - 1) for y in (0, self.viewport().height() - 1)
        )
        self.pictures.begin()
        for row in range(max(first, (exposed.top() - top) // high), last + 1):
            painter.drawPixmap(place.left(), top + row * high, self._picture(row, place.size()))
        below = top + (last + 1) * high
        painter.fillRect(0, below, self.viewport().width(), exposed.bottom() + 1 - below, ground)
        self.pictures.finish(first, last)

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self.pictures.forget()

    def _prepare(self, row: int) -> None:
        """Draw a row that is not in sight yet."""
        size = self.visualRect(self.pairs.index(row, 0)).size()
        self._picture(row, size)

    def _picture(self, row: int, size: QSize) -> QPixmap:
        """Return the image of a row, of an empty one while it can't be drawn."""
        shown: PairView | None = self.pairs.pairs[row]
        selected = self.selectionModel().isSelected(self.pairs.index(row, 0))
        ratio = self.viewport().devicePixelRatio()
        look = (shown, selected, size, ratio)
        picture = self.pictures.get(row, look)
        if picture is None and not self.pictures.may_draw():
            row, shown = _EMPTY, None
            look = (shown, False, size, ratio)
            picture = self.pictures.get(row, look)
        if picture is None:
            paint = partial(self._paint_row, row=row, size=size, selected=selected)
            ground = self._theme.tokens.panel
            picture = self.pictures.draw(row, look, size, ratio, ground, paint)
        return picture

    def _paint_row(self, painter: QPainter, row: int, size: QSize, *, selected: bool) -> None:
        if row == _EMPTY:
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(QPoint(), size)
        if selected:
            option.state |= QStyle.StateFlag.State_Selected
        self._delegate.paint(painter, option, self.pairs.index(row, 0))

    def _repaint(self, _tokens: object) -> None:
        self.pictures.forget()
