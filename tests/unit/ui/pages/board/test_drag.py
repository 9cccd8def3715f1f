"""Dragging cards with the mouse: what the view asks for, what is seen meanwhile.

Drops are synthetic events at the viewport; `QDrag.exec` needs a real screen.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import MoveCards
from pisteur.domain.words import Gate, Zone
from pisteur.ui.pages.board.card_painter import MARGIN
from pisteur.ui.pages.board.column_view import ColumnView

from .conftest import Board

MOVE = Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def carry(board: Board, column: str, *rows: int) -> QMimeData:
    """Return what a drag of rows of a column carries."""
    model = board.view(column).column
    return model.mimeData([model.index(row) for row in rows])


def hover(view: ColumnView, mime: QMimeData, at: QPoint) -> bool:
    """Enter a column with a drag and rest at a point; returns whether it may be dropped."""
    viewport = view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, MOVE, mime, LEFT, NONE))
    event = QDragMoveEvent(at, MOVE, mime, LEFT, NONE)
    QApplication.sendEvent(viewport, event)
    return event.isAccepted()


def drop(view: ColumnView, mime: QMimeData, at: QPoint) -> bool:
    """Drop at a point of a column; returns whether it was taken."""
    hover(view, mime, at)
    event = QDropEvent(QPointF(at), MOVE, mime, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def upper(view: ColumnView, row: int) -> QPoint:
    box = view.visualRect(view.column.index(row))
    return QPoint(box.center().x(), box.top() + 10)


def lower(view: ColumnView, row: int) -> QPoint:
    box = view.visualRect(view.column.index(row))
    return QPoint(box.center().x(), box.bottom() - 20)


def gap_below(view: ColumnView, row: int) -> QPoint:
    box = view.visualRect(view.column.index(row))
    return QPoint(box.center().x(), box.bottom() - 1)


def nowhere(view: ColumnView) -> QPoint:
    return QPoint(20, view.viewport().height() - 5)


def test_a_drop_on_the_upper_half_goes_before_and_on_the_lower_half_after(board: Board) -> None:
    view = board.view("New lead")
    drop(view, carry(board, "New lead", 3), upper(view, 1))
    assert board.titles("New lead") == ["Lead A", "Lead D", "Lead B", "Lead C"]
    drop(view, carry(board, "New lead", 1), lower(view, 2))
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead D", "Lead C"]


def test_a_drop_in_the_gap_goes_between_and_not_to_the_end(board: Board) -> None:
    view = board.view("New lead")
    drop(view, carry(board, "New lead", 3), gap_below(view, 0))
    assert board.titles("New lead") == ["Lead A", "Lead D", "Lead B", "Lead C"]


def test_a_drop_below_the_last_card_goes_to_the_end(board: Board) -> None:
    view = board.view("New lead")
    drop(view, carry(board, "New lead", 0), nowhere(view))
    assert board.titles("New lead") == ["Lead B", "Lead C", "Lead D", "Lead A"]


def test_several_cards_are_dropped_into_an_empty_column_in_their_order(board: Board) -> None:
    drop(board.view("To qualify"), carry(board, "New lead", 2, 0), QPoint(20, 50))
    assert board.titles("To qualify") == ["Lead A", "Lead C"]
    assert board.titles("New lead") == ["Lead B", "Lead D"]
    assert board.selected() == ["Lead A", "Lead C"]


def test_a_drop_between_columns_goes_before_the_card_it_points_at(board: Board) -> None:
    view = board.view("Quote sent")
    drop(view, carry(board, "Qualified prospect", 0), upper(view, 0))
    assert board.titles("Quote sent") == ["Prospect P", "Prospect Q"]


def test_a_drop_on_its_own_place_asks_for_nothing(board: Board) -> None:
    view = board.view("New lead")
    assert drop(view, carry(board, "New lead", 1), upper(view, 1))
    assert drop(view, carry(board, "New lead", 1), lower(view, 1))
    assert board.flows.commands == []


def test_a_drop_beyond_a_closed_gate_leaves_the_card_where_it_was(board: Board) -> None:
    drop(board.view("Qualified prospect"), carry(board, "New lead", 0), QPoint(20, 300))
    assert [error.gate for error in board.flows.gates] == [Gate.QUALIFICATION]
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead C", "Lead D"]
    assert board.titles("Qualified prospect") == ["Prospect P"]


def test_what_is_not_a_card_is_refused(board: Board) -> None:
    text = QMimeData()
    text.setText("1")
    view = board.view("To qualify")
    assert not hover(view, text, QPoint(20, 50))
    assert not drop(view, text, QPoint(20, 50))
    assert board.flows.commands == []


def test_the_gate_is_seen_while_cards_hover_beyond_it_and_no_longer(board: Board) -> None:
    columns = board.page.columns
    view = board.view("Qualified prospect")
    hover(view, carry(board, "New lead", 0), QPoint(20, 50))
    assert columns.zone_header(Zone.PROSPECTS).gate is Gate.QUALIFICATION
    assert columns.zone_header(Zone.CUSTOMERS).gate is None
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert columns.zone_header(Zone.PROSPECTS).gate is None
    hover(board.view("Won"), carry(board, "Quote sent", 0), QPoint(20, 50))
    assert columns.zone_header(Zone.CUSTOMERS).gate is Gate.SALE
    hover(board.view("Quote sent"), carry(board, "Qualified prospect", 0), QPoint(20, 50))
    assert columns.zone_header(Zone.PROSPECTS).gate is None


def test_the_line_of_the_drop_is_painted_between_cards(board: Board) -> None:
    view = board.view("New lead")
    before = view.viewport().grab().toImage()
    hover(view, carry(board, "New lead", 3), upper(view, 1))
    during = view.viewport().grab().toImage()
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    after = view.viewport().grab().toImage()
    assert before != during
    assert before == after
    y = view.visualRect(view.column.index(1)).top() - 4
    accent = board.page.columns._theme.tokens.accent
    assert during.pixelColor(view.viewport().width() // 2, y).name() == accent


class Dragging:
    """Stands for `QDrag.exec`: drops on a column, and looks at what is dragged."""

    def __init__(self, target: ColumnView, at: QPoint) -> None:
        self.target = target
        self.at = at
        self.pixmap_width = 0.0
        self.commands_during: list[MoveCards] = []

    def __call__(self, drag: QDrag) -> Qt.DropAction:
        self.pixmap_width = drag.pixmap().deviceIndependentSize().width()
        drop(self.target, drag.mimeData(), self.at)
        drag.deleteLater()
        return MOVE


def test_after_a_whole_drag_the_card_is_in_one_place_and_nothing_is_lost(
    board: Board, qtbot: QtBot
) -> None:
    source, target = board.view("New lead"), board.view("To qualify")
    source.take_row(1)
    dragging = Dragging(target, QPoint(20, 50))
    source.run_drag = dragging  # type: ignore[method-assign]
    source.startDrag(MOVE)
    assert board.titles("New lead") == ["Lead A", "Lead C", "Lead D"]
    assert board.titles("To qualify") == ["Lead B"]
    assert dragging.pixmap_width == source.visualRect(source.column.index(0)).width() - MARGIN


def test_the_services_are_asked_only_once_the_drag_is_over(board: Board, qtbot: QtBot) -> None:
    source, target = board.view("New lead"), board.view("Qualified prospect")
    asked: list[int] = []

    def run(drag: QDrag) -> Qt.DropAction:
        drop(target, drag.mimeData(), QPoint(20, 50))
        asked.append(len(board.flows.commands))
        drag.deleteLater()
        return MOVE

    source.take_row(0)
    source.run_drag = run  # type: ignore[method-assign]
    source.startDrag(MOVE)
    assert asked == [0]
    assert len(board.flows.commands) == 1


def test_the_panel_shows_the_card_that_is_dragged_even_when_it_goes_back(board: Board) -> None:
    source = board.view("New lead")
    source.take_row(0)
    second = source.column.card_at(1)
    assert second is not None
    source.select((second.id,), second.id)
    before = list(board.shown_contacts)

    def run(drag: QDrag) -> Qt.DropAction:
        # Once it is over: a panel that opens moves the columns away under the hand.
        assert board.shown_contacts == before
        drag.deleteLater()
        return Qt.DropAction.IgnoreAction

    source.run_drag = run  # type: ignore[method-assign]
    source.startDrag(MOVE)
    assert board.shown_contacts[-1] == (second.contact_id, second.id)


def test_dragging_several_shows_their_number(board: Board, qtbot: QtBot) -> None:
    source = board.view("New lead")
    pictures = []

    def run(drag: QDrag) -> Qt.DropAction:
        pictures.append(drag.pixmap().toImage())
        drag.deleteLater()
        return Qt.DropAction.IgnoreAction

    source.run_drag = run  # type: ignore[method-assign]
    current = source.column.id_at(0)
    second = source.column.id_at(1)
    assert current is not None
    assert second is not None
    source.select((current,), current)
    source.startDrag(MOVE)
    source.select((current, second), current)
    source.startDrag(MOVE)
    assert pictures[0] != pictures[1]
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead C", "Lead D"]


def test_a_click_selects_and_opens_and_a_double_click_edits(board: Board, qtbot: QtBot) -> None:
    view = board.view("Quote sent")
    card = view.column.card_at(0)
    assert card is not None
    QTest.mouseClick(view.viewport(), LEFT, NONE, upper(view, 0))
    assert board.selected() == ["Prospect Q"]
    assert board.shown_contacts == [(card.contact_id, card.id)]
    QTest.mouseDClick(view.viewport(), LEFT, NONE, upper(view, 0))
    assert ("edit_deal", (card.id,)) in board.flows.calls


def test_a_click_with_control_adds_to_the_selection_without_opening(
    board: Board, qtbot: QtBot
) -> None:
    view = board.view("New lead")
    QTest.mouseClick(view.viewport(), LEFT, NONE, upper(view, 0))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(view.viewport(), LEFT, control, upper(view, 2))
    assert board.selected() == ["Lead A", "Lead C"]
    assert len(board.shown_contacts) == 1


def test_the_board_scrolls_sideways_when_cards_are_held_at_its_edge(
    board: Board, qtbot: QtBot
) -> None:
    board.page.resize(500, 500)
    qtbot.waitUntil(lambda: board.page.columns.horizontalScrollBar().maximum() > 0)
    columns = board.page.columns
    view = board.view("To qualify")
    edge = view.viewport().mapFromGlobal(
        columns.viewport().mapToGlobal(QPoint(columns.viewport().width() - 5, 100))
    )
    hover(view, carry(board, "New lead", 0), edge)
    qtbot.waitUntil(lambda: columns.horizontalScrollBar().value() > 0)
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
