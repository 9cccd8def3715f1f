"""The pairs as a list: put in words when they come into view, for there may be hundreds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from pisteur.i18n import _
from pisteur.presentation.duplicate_texts import pair_title, reasons_text, score_text
from pisteur.ui.widgets.editor_rows import ROW, EditorRow, RowDelegate, RowKey, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from pisteur.domain.duplicates import PairView

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


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

    Signals:
        merge_pressed, dismiss_pressed: for the current pair.
    """

    merge_pressed = Signal()
    dismiss_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicates-list")
        self.setAccessibleName(_("Contacts that may be the same"))
        self.setProperty("rows", True)
        self.pairs = PairModel()
        self.pairs.setParent(self)
        self.setModel(self.pairs)
        self.setItemDelegate(RowDelegate(self))
        # Else each pair would be put in words to be measured.
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

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
