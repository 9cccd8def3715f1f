"""One column of the board as a Qt model: thin, over the shared `BoardState`.

It changes nothing: a drop becomes a `MoveCards` in `cards_dropped`, and what came of it arrives by
`sync`. So it has neither `moveRows` nor `removeRows`, which views call during and after a drag and
which would lose the card.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import ClassVar

from PySide6 import QtCore, QtGui
from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Signal,
)

from pisteur.domain.board import Card
from pisteur.presentation import board_moves, card_texts, qt_numbers
from pisteur.presentation.board_state import BoardState
from pisteur.presentation.row_changes import row_changes

MIME_TYPE = "application/x-pisteur-cards"
# Names the process: ids of another window's data file mean nothing here.
ORIGIN_TYPE = "application/x-pisteur-origin"

Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_SIZE_ROLE = qt_numbers.SIZE_HINT_ROLE


@cache
def _card_flags() -> QtCore.Qt.ItemFlag:
    # Put together once: joining flags of PySide6 takes microseconds, and views ask for each card.
    flag = QtCore.Qt.ItemFlag
    return (
        flag.ItemIsEnabled
        | flag.ItemIsSelectable
        | flag.ItemIsDragEnabled
        | flag.ItemNeverHasChildren
    )


def _tool_tip(card: Card, state: BoardState) -> str:
    wraps = QtGui.Qt.WhiteSpaceMode.WhiteSpaceNormal
    return QtGui.Qt.convertFromPlainText(card_texts.tool_tip(card, state), wraps)


class ColumnModel(QAbstractListModel):
    """The cards shown in one column.

    Attributes:
        row_size: of each row, given by who paints the cards; views ask for it here.

    Signals:
        cards_dropped: the `MoveCards` that a drop asks for.
    """

    cards_dropped = Signal(object)

    CARD_ID_ROLE = qt_numbers.USER_ROLE + 1
    STALE_ROLE = CARD_ID_ROLE + 1

    _ROLES: ClassVar[dict[int, Callable[[Card, BoardState], object]]] = {
        qt_numbers.DISPLAY_ROLE: lambda card, _state: card.title,
        CARD_ID_ROLE: lambda card, _state: card.id,
        STALE_ROLE: lambda card, state: state.is_stale(card),
        qt_numbers.TOOL_TIP_ROLE: _tool_tip,
        qt_numbers.ACCESSIBLE_TEXT_ROLE: lambda card, _state: card_texts.accessible_name(card),
        qt_numbers.ACCESSIBLE_DESCRIPTION_ROLE: card_texts.accessible_description,
    }

    # The tallest common screen (2,160 pixels) opens at once; Qt walks through every loaded row when
    # it lays a view out.
    FIRST_CHUNK = 24
    CHUNK = 200
    # With more separate runs of rows than this, building anew is cheaper than following each.
    MANY_RUNS = 60

    def __init__(self, state: BoardState, stage_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.stage_id = stage_id
        self.row_size = QSize()
        # What the column shows, as of the last `sync`, and the part of it that is loaded.
        self._all = state.ids(stage_id)
        self._ids: list[int] = self._all[: self.FIRST_CHUNK]
        self._busy = False

    # What views ask.

    def rowCount(self, parent: Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def canFetchMore(self, parent: Index, /) -> bool:
        # Not while rows come and go: whoever listens may ask for more at each signal.
        if parent.isValid() or self._busy:
            return False
        return len(self._ids) < len(self._all)

    def fetchMore(self, parent: Index, /) -> None:
        first = len(self._ids)
        more = self._all[first : first + self.CHUNK]
        if more and self.canFetchMore(parent):
            self._busy = True
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._ids.extend(more)
            self._busy = False
            self.endInsertRows()

    def data(self, index: Index, role: int = qt_numbers.DISPLAY_ROLE, /) -> object:
        if role == _SIZE_ROLE:
            return self.row_size
        card = self.card_at(index.row()) if index.isValid() else None
        if card is None:
            return None
        make = self._ROLES.get(role)
        return make(card, self._state) if make is not None else None

    def flags(self, index: Index, /) -> QtCore.Qt.ItemFlag:
        return _card_flags() if index.isValid() else QtCore.Qt.ItemFlag.ItemIsDropEnabled

    # What the board asks.

    @property
    def state(self) -> BoardState:
        """The board that this is a column of."""
        return self._state

    def card_at(self, row: int) -> Card | None:
        """Return the card in a row."""
        return self._state.card(self._ids[row]) if 0 <= row < len(self._ids) else None

    def id_at(self, row: int) -> int | None:
        """Return the id of the card in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, card_id: int) -> int | None:
        """Return the row of a card, loading as far as it; None when the column does not show it."""
        if card_id not in self._all:
            return None
        row = self._all.index(card_id)
        while row >= len(self._ids) and self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())
        return row if row < len(self._ids) else None

    @property
    def current(self) -> bool:
        """Whether `sync` would do nothing: the board makes the list of a changed column anew."""
        return self._state.ids(self.stage_id) is self._all

    def sync(self, changed: Collection[int] = ()) -> None:
        """Follow the board: touch only the rows that differ, and repaint the cards in `changed`."""
        if self.current:
            return
        self._all = self._state.ids(self.stage_id)
        # Room for those that arrived, so that they push no loaded card out; a column where none
        # did is left alone.
        arrived = set(changed).difference(self._ids)
        here = self._all[: len(self._ids) + len(arrived)]
        most = max(self.FIRST_CHUNK, len(self._ids) + len(arrived.intersection(here)))
        self._busy = True
        self._follow(self._all[:most])
        self._busy = False
        for row, card_id in enumerate(self._ids):
            if card_id in changed:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _follow(self, wanted: list[int]) -> None:
        removed, inserted = row_changes(self._ids, wanted)
        if len(removed) + len(inserted) > self.MANY_RUNS:
            self.beginResetModel()
            self._ids = wanted
            self.endResetModel()
            return
        for first, last in reversed(removed):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()
        for first, last in inserted:
            self.beginInsertRows(QModelIndex(), first, last)
            self._ids[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    # Dragging.

    def supportedDragActions(self) -> QtCore.Qt.DropAction:
        return QtCore.Qt.DropAction.MoveAction

    def supportedDropActions(self) -> QtCore.Qt.DropAction:
        return QtCore.Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        import json  # noqa: PLC0415 - here and below: not before the first paint

        rows = sorted({index.row() for index in indexes if index.isValid()})
        mime = QMimeData()
        mime.setData(MIME_TYPE, json.dumps([self._ids[row] for row in rows]).encode())
        mime.setData(ORIGIN_TYPE, _origin())
        return mime

    def canDropMimeData(
        self, data: QMimeData, action: QtCore.Qt.DropAction, row: int, column: int, parent: Index, /
    ) -> bool:
        return bool(self.dragged_ids(data))

    def dropMimeData(
        self, data: QMimeData, action: QtCore.Qt.DropAction, row: int, column: int, parent: Index, /
    ) -> bool:
        ids = self.dragged_ids(data)
        if not ids:
            return False
        if parent.isValid():
            row = parent.row()
        self.cards_dropped.emit(board_moves.drop(self._state, ids, self.stage_id, row))
        return True

    def dragged_ids(self, data: QMimeData) -> tuple[int, ...]:
        """Return the cards of this board that `data` names; none for anything else."""
        if not data.hasFormat(MIME_TYPE):
            return ()
        if data.hasFormat(ORIGIN_TYPE) and data.data(ORIGIN_TYPE).data() != _origin():
            return ()
        import json  # noqa: PLC0415

        try:
            ids = json.loads(bytes(data.data(MIME_TYPE).data()))
        except ValueError:
            return ()
        if not isinstance(ids, list):
            return ()
        return tuple(i for i in ids if isinstance(i, int) and self._state.card(i) is not None)


def _origin() -> bytes:
    return str(QCoreApplication.applicationPid()).encode()
