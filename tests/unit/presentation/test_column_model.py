"""A column as a Qt model: what it tells views, how it follows the board, what a drop asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pisteur.domain.board import BoardDelta, BoardSnapshot, Card, StageView
from pisteur.domain.commands import MoveCards
from pisteur.domain.words import Zone
from pisteur.presentation.board_state import BoardFilter, BoardState
from pisteur.presentation.column_model import MIME_TYPE, ORIGIN_TYPE, ColumnModel
from support.cards import CARD

STAGES = (StageView(1, "New lead", Zone.LEADS, 0), StageView(2, "Quote", Zone.PROSPECTS, 0))
MOVE = Qt.DropAction.MoveAction
ROOT = QModelIndex()


def card(card_id: int, stage_id: int = 1, rank: str = "", title: str = "") -> Card:
    return CARD._replace(
        id=card_id,
        contact_id=card_id,
        stage_id=stage_id,
        rank=rank or f"{card_id:05d}",
        title=title or f"Card {card_id}",
        heat="warm",
        pips="yun",
        action="Relance",
        who="Paul Lenoir",
    )


@pytest.fixture
def state() -> BoardState:
    cards = tuple(card(i) for i in range(1, 6))
    names = ("Target", "Means", "Decision")
    snapshot = BoardSnapshot(STAGES, cards, "C€D", 30, criterion_names=names)
    return BoardState(snapshot, date(2026, 11, 22))


@pytest.fixture
def model(state: BoardState, qtbot: QtBot) -> Iterator[ColumnModel]:
    made = ColumnModel(state, 1)
    tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal, made
    )
    yield made
    tester.deleteLater()
    made.deleteLater()


def ids(model: ColumnModel) -> list[int | None]:
    return [model.id_at(row) for row in range(model.rowCount())]


def dragged(*card_ids: int) -> QMimeData:
    mime = QMimeData()
    mime.setData(MIME_TYPE, json.dumps(card_ids).encode())
    return mime


def dropped(
    model: ColumnModel, mime: QMimeData, row: int, parent: QModelIndex = ROOT
) -> MoveCards | None:
    caught: list[MoveCards] = []
    model.cards_dropped.connect(caught.append)
    taken = model.dropMimeData(mime, MOVE, row, 0, parent)
    model.cards_dropped.disconnect(caught.append)
    assert taken is bool(caught)
    return caught[0] if caught else None


def test_a_drag_carries_ids_from_top_to_bottom(model: ColumnModel) -> None:
    mime = model.mimeData([model.index(3), model.index(1)])
    assert json.loads(bytes(mime.data(MIME_TYPE).data())) == [2, 4]
    assert model.mimeTypes() == [MIME_TYPE]


def test_only_cards_of_this_window_can_be_dropped(model: ColumnModel) -> None:
    foreign = dragged(1)
    foreign.setData(ORIGIN_TYPE, b"another process")
    text = QMimeData()
    text.setText("1")
    broken = QMimeData()
    broken.setData(MIME_TYPE, b"{")
    object_ids = QMimeData()
    object_ids.setData(MIME_TYPE, b'{"a": 1}')
    for mime in (foreign, text, broken, object_ids, dragged(99)):
        assert not model.canDropMimeData(mime, MOVE, 0, 0, ROOT)
        assert dropped(model, mime, 0) is None
    own = model.mimeData([model.index(0)])
    assert model.canDropMimeData(own, MOVE, 0, 0, ROOT)


@pytest.mark.parametrize(
    ("moving", "row", "before"),
    [
        ((1,), 3, 4),
        ((4,), 0, 1),
        ((2, 4), 2, 3),
        ((2, 4), 4, 5),
        ((2,), 5, None),
        ((2,), -1, None),
    ],
)
def test_a_drop_between_cards_of_the_same_column_asks_for_the_right_place(
    model: ColumnModel, moving: tuple[int, ...], row: int, before: int | None
) -> None:
    assert dropped(model, dragged(*moving), row) == MoveCards(moving, 1, before)


def test_a_drop_onto_a_card_goes_before_it(model: ColumnModel) -> None:
    assert dropped(model, dragged(5), -1, model.index(2)) == MoveCards((5,), 1, 3)


def test_a_drop_into_another_column_asks_for_that_column(state: BoardState, qtbot: QtBot) -> None:
    state.apply(BoardDelta((card(6, 2), card(7, 2)), frozenset()))
    other = ColumnModel(state, 2)
    assert dropped(other, dragged(1, 3), 1) == MoveCards((1, 3), 2, 7)
    assert dropped(other, dragged(1, 3), 2) == MoveCards((1, 3), 2, None)


def test_a_drop_below_the_loaded_cards_goes_before_the_next_one_not_to_the_end(
    qtbot: QtBot,
) -> None:
    many = tuple(card(i) for i in range(1, 301))
    state = BoardState(BoardSnapshot(STAGES, many, "C€D", 30), date(2026, 11, 22))
    model = ColumnModel(state, 1)
    loaded = model.rowCount()
    assert loaded < 300
    assert dropped(model, dragged(1), loaded) == MoveCards((1,), 1, loaded + 1)


def test_a_drop_changes_nothing_by_itself(model: ColumnModel) -> None:
    dropped(model, dragged(1), 5)
    assert ids(model) == [1, 2, 3, 4, 5]


def test_views_can_neither_move_nor_remove_rows(model: ColumnModel) -> None:
    assert not model.moveRows(ROOT, 0, 1, ROOT, 3)
    assert not model.removeRows(0, 1)
    assert ids(model) == [1, 2, 3, 4, 5]


def test_cards_are_loaded_in_chunks(qtbot: QtBot) -> None:
    many = tuple(card(i) for i in range(1, 501))
    state = BoardState(BoardSnapshot(STAGES, many, "C€D", 30), date(2026, 11, 22))
    model = ColumnModel(state, 1)
    model.fetchMore(ROOT)
    assert model.rowCount() == ColumnModel.FIRST_CHUNK + ColumnModel.CHUNK
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    assert ids(model) == list(range(1, 501))
    tester.deleteLater()


def test_asking_for_a_row_loads_as_far_as_it(qtbot: QtBot) -> None:
    many = tuple(card(i) for i in range(1, 501))
    state = BoardState(BoardSnapshot(STAGES, many, "C€D", 30), date(2026, 11, 22))
    model = ColumnModel(state, 1)
    assert model.row_of(450) == 449
    assert model.id_at(449) == 450
    assert model.row_of(999) is None


def test_following_a_change_touches_only_the_rows_that_differ(
    state: BoardState, model: ColumnModel, qtbot: QtBot
) -> None:
    held = {i: QPersistentModelIndex(model.index(i - 1)) for i in range(1, 6)}
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.append(first.row()))
    delta = BoardDelta(
        (card(4, rank="00001a"), card(2, title="Other"), card(9, rank="00009")), frozenset({5})
    )
    model.sync(state.apply(delta))
    assert ids(model) == [1, 4, 2, 3, 9]
    assert {i: index.row() for i, index in held.items()} == {1: 0, 2: 2, 3: 3, 4: -1, 5: -1}
    assert 2 in painted
    assert model.index(2).data() == "Other"


def test_a_card_that_left_for_another_column_leaves_the_model(
    state: BoardState, model: ColumnModel
) -> None:
    model.sync(state.apply(BoardDelta((card(3, 2),), frozenset())))
    assert ids(model) == [1, 2, 4, 5]


def test_a_filter_that_changes_many_rows_is_followed(qtbot: QtBot) -> None:
    many = tuple(card(i, title="odd" if i % 2 else "even") for i in range(1, 401))
    state = BoardState(BoardSnapshot(STAGES, many, "C€D", 30), date(2026, 11, 22))
    model = ColumnModel(state, 1)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert model.row_of(400) == 399
    state.set_filter(BoardFilter(text="odd"))
    model.sync()
    assert ids(model) == list(range(1, 400, 2))
    tester.deleteLater()


def test_screen_readers_get_everything_that_the_card_shows(model: ColumnModel) -> None:
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Card 1, Paul Lenoir, €4,900, warm"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == (
        "Target: Yes, Means: Not known yet, Decision: No; Overdue: Relance, Thursday 19 November;"
        " Step skipped: Recommended"
    )


def test_a_tool_tip_shows_markup_as_text(state: BoardState, model: ColumnModel) -> None:
    model.sync(state.apply(BoardDelta((card(1, title="<b>x</b>"),), frozenset())))
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x&lt;/b&gt;" in tip
    assert "Step skipped: Recommended" in tip


def test_cards_can_be_dragged_and_only_the_column_dropped_upon(model: ColumnModel) -> None:
    flags = model.flags(model.index(0))
    assert flags & Qt.ItemFlag.ItemIsDragEnabled
    assert not flags & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(ROOT) == Qt.ItemFlag.ItemIsDropEnabled
    assert model.supportedDragActions() == model.supportedDropActions() == MOVE


def test_a_change_in_another_column_touches_nothing_of_a_column_in_part_loaded(
    qtbot: QtBot,
) -> None:
    others = tuple(card(i) for i in range(1, 201))
    state = BoardState(
        BoardSnapshot(STAGES, (*others, card(900, 2)), "C€D", 30), date(2026, 11, 22)
    )
    model = ColumnModel(state, 1)
    told: list[str] = []
    model.rowsInserted.connect(lambda *_: told.append("inserted"))
    model.rowsRemoved.connect(lambda *_: told.append("removed"))
    model.dataChanged.connect(lambda *_: told.append("changed"))
    changed = state.apply(BoardDelta((card(900, 2, title="Another title"),), frozenset()))
    model.sync(changed)
    assert told == []
    assert model.rowCount() == ColumnModel.FIRST_CHUNK
    changed = state.apply(BoardDelta((card(900, 1, rank="00000"),), frozenset()))
    model.sync(changed)
    assert told == ["inserted", "changed"]
    assert model.rowCount() == ColumnModel.FIRST_CHUNK + 1
