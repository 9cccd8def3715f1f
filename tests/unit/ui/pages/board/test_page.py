"""The Pipeline page: filter, empty faces, following changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QFontMetrics, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import AddLead, Forced, MoveCards, StandBy
from pisteur.domain.settings import PIPELINE, STALE_DAYS
from pisteur.domain.words import Heat, Zone
from pisteur.presentation.board_state import BoardFilter
from pisteur.presentation.runner import Runner
from pisteur.services.board import read_board
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from pisteur.storage.change_log import ChangeSet
from pisteur.ui.context import UiContext
from pisteur.ui.pages.board import page as page_module
from pisteur.ui.pages.board.card_painter import card_box
from pisteur.ui.pages.board.column import Column, ColumnName, two_lines
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.theme.theme import Theme
from support import people
from support.clock import FakeClock
from support.crowd import crowd

from .conftest import Board

LEFT = Qt.MouseButton.LeftButton


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)


def tick(page: BoardPage, name: str) -> None:
    # The entries are made when the menu opens.
    page.bar.filter_button.menu().aboutToShow.emit()
    action = page.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


def visible(page: QWidget, name: str) -> bool:
    found = page.findChild(QWidget, name)
    return isinstance(found, QWidget) and found.isVisible()


def test_typing_filters_and_clearing_shows_all_again(board: Board) -> None:
    board.page.bar.search.setText("lead b")
    assert board.titles("New lead") == ["Lead B"]
    assert board.titles("Quote sent") == []
    assert board.view("Quote sent").hint == "No card here matches the filter."
    board.page.bar.search.setText("")
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead C", "Lead D"]
    assert board.titles("Quote sent") == ["Prospect Q"]


def test_an_empty_column_says_what_to_do_where_nothing_is_hidden(board: Board) -> None:
    board.page.bar.show_filter(BoardFilter(standby=True))
    assert board.titles("Won") == []
    assert board.view("Won").hint == "Drop a card here."


def test_a_filter_that_hides_all_says_so_and_can_be_cleared(board: Board) -> None:
    board.page.bar.search.setText("nobody")
    assert visible(board.page, "board-none-shown")
    click(board.page, "clear-filter")
    assert board.page.bar.search.text() == ""
    assert not visible(board.page, "board-none-shown")
    assert visible(board.page, "board-columns")


def test_heat_and_filters_are_said_on_their_buttons(board: Board, services: Services) -> None:
    card = board.view("New lead").column.card_at(1)
    assert card is not None
    services.contacts.set_heat((card.contact_id,), Heat.HOT)
    board.page._read_again()
    tick(board.page, "filter-hot")
    assert board.titles("New lead") == ["Lead B"]
    assert board.page.bar.heat_button.text() == "Heat: hot"
    tick(board.page, "filter-hot")
    tick(board.page, "filter-without-action")
    assert board.page.bar.filter_button.text() == "Filters: 1"
    assert board.page.bar.heat_button.text() == "Heat"
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead C", "Lead D"]


def test_the_menus_are_filled_when_they_open_and_keep_what_was_set_before(board: Board) -> None:
    bar = board.page.bar
    bar.show_filter(BoardFilter(standby=True, heats=frozenset({"hot"})))
    bar.search.setText("garage")
    wanted = BoardFilter("garage", heats=frozenset({"hot"}), standby=True)
    assert bar.filter == wanted
    assert bar.filter_button.menu().isEmpty()
    bar.heat_button.menu().popup(QPoint(0, 0))
    bar.heat_button.menu().hide()
    ticked = [a.objectName() for a in board.page.findChildren(QAction) if a.isChecked()]
    assert ticked == ["filter-hot", "filter-standby"]
    assert bar.filter == wanted
    assert board.page.state.filter == wanted


def test_standbys_are_hidden_and_can_be_shown(board: Board) -> None:
    card_id = board.view("New lead").column.id_at(0)
    assert card_id is not None
    command = StandBy(card_id, date(2026, 12, 15))
    board.page._context.runner.command(lambda s: s.opportunities.stand_by(command))
    assert board.titles("New lead") == ["Lead B", "Lead C", "Lead D"]
    tick(board.page, "filter-standby")
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead C", "Lead D"]


def test_when_all_is_on_standby_the_page_offers_to_show_them(
    services: Services, open_board: Callable[[], Board]
) -> None:
    card_id = people.lead(services)[1]
    services.opportunities.stand_by(StandBy(card_id, date(2026, 12, 15)))
    board = open_board()
    click(board.page, "show-standby")
    assert board.titles("New lead") == ["Garage Morel"]


def test_an_empty_board_says_what_to_do_and_offers_it(
    open_board: Callable[[], Board], qtbot: QtBot
) -> None:
    board = open_board()
    assert visible(board.page, "board-empty")
    click(board.page, "empty-add-lead")
    assert board.flows.calls == [("add_lead", ())]
    with qtbot.waitSignal(board.page.import_requested):
        click(board.page, "empty-import")
    with qtbot.waitSignal(board.page.demo_requested):
        click(board.page, "empty-demo")


def test_the_first_lead_brings_the_columns(
    services: Services, open_board: Callable[[], Board]
) -> None:
    board = open_board()
    board.page._context.runner.command(lambda s: s.contacts.add_lead(AddLead("Morel")))
    assert visible(board.page, "board-columns")
    assert board.titles("New lead") == ["Morel"]


def test_new_lead_asks_for_one(board: Board) -> None:
    click(board.page, "board-new-lead")
    assert board.flows.calls == [("add_lead", ())]


def test_a_change_made_elsewhere_keeps_selection_focus_and_scroll(long_board: Board) -> None:
    board, view = long_board, long_board.view("New lead")
    view.take_row(10)
    bar = view.verticalScrollBar()
    bar.setValue(333)
    name = board.selected()
    below = view.column.card_at(20)
    assert below is not None
    contact_ids = (below.contact_id,)
    board.page._context.runner.command(lambda s: s.contacts.set_heat(contact_ids, Heat.HOT))
    board.page._context.runner.command(lambda s: s.opportunities.delete((below.id,)))
    QApplication.processEvents()
    assert len(board.titles("New lead")) == 29
    assert bar.value() == 333
    assert board.selected() == name
    assert view.hasFocus()


def test_undo_takes_a_moved_card_back(board: Board) -> None:
    card_id = board.view("New lead").column.id_at(0)
    assert card_id is not None
    board.page._move(MoveCards((card_id,), people.stage(board.services, "To qualify")))
    assert board.titles("To qualify") == ["Lead A"]
    board.page._context.runner.command(lambda s: s.undo())
    assert board.titles("To qualify") == []
    assert board.titles("New lead") == ["Lead A", "Lead B", "Lead C", "Lead D"]


def test_a_large_import_is_read_anew(board: Board) -> None:
    runner = board.page._context.runner
    crowd(board.services, 600)
    changes = []
    runner.changed.connect(lambda found, _: changes.append(found))
    runner.command(lambda s: s.contacts.add_lead(AddLead("Morel")))
    many = type(changes[0])({"opportunities": frozenset(range(600))})
    board.services.contacts.add_lead(AddLead("Unseen"))
    runner.command(lambda _s: Done(None, many))
    assert "Unseen" in board.titles("New lead")


def test_a_board_read_anew_draws_only_the_cards_that_look_another(
    board: Board, services: Services, clock: FakeClock
) -> None:
    def pictures() -> dict[int, QPixmap]:
        for view in board.page.columns.views:
            view.viewport().repaint()
        return {i: picture for i, (_look, picture) in kept.items()}

    kept = board.page.columns._cards._pictures
    clock.advance(days=3)
    board.page.state.set_today(clock.today())
    before = pictures()
    assert before
    board.page._read_again()
    assert all(before[i] is picture for i, picture in pictures().items())
    # Every card has nothing planned, and is stale now.
    services.settings.put(STALE_DAYS, 2)
    board.page._read_again()
    assert not any(before[i] is picture for i, picture in pictures().items())


def test_cards_are_made_ready_for_the_search_in_turns(
    board: Board, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "FOLDED_IN_A_TURN", 2)
    state = board.page.state
    board.page._read_again()
    assert state.fold_more(0)
    qtbot.waitUntil(lambda: not state.fold_more(0))


def test_a_moved_card_is_painted_in_its_column_before_other_views_are_told(board: Board) -> None:
    card_id = board.view("New lead").column.id_at(0)
    painted: list[list[str]] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt’s
            if event.type() == QEvent.Type.Paint:
                painted.append(board.titles("Qualified prospect"))
            return False

    QApplication.processEvents()
    watch = Watch()
    board.view("Qualified prospect").viewport().installEventFilter(watch)
    told: list[int] = []
    board.page._context.runner.changed.connect(lambda changes, who: told.append(len(painted)))
    assert card_id is not None
    target = people.stage(board.services, "Qualified prospect")
    board.page._move(MoveCards((card_id,), target, None, {card_id: Forced("Recommended")}))
    assert painted == [["Prospect P", "Lead A"]]
    assert told == [1]


def test_zone_headers_say_counts_and_amounts(board: Board) -> None:
    header = board.page.columns.zone_header(Zone.LEADS)
    assert header.accessibleName() == "Leads: 4 cards, €0"
    board.page.bar.search.setText("lead b")
    assert header.accessibleName() == "Leads: 1 card, €0"


def test_what_is_done_before_another_board_is_read_is_on_it(
    services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    made = services.pipelines.add("Training").value
    runner = Runner(lambda: services)
    context = UiContext(runner, Theme(), clock)
    page = BoardPage(context, read_board(services.db.raw))
    qtbot.addWidget(page)
    taken: list[tuple[int, int]] = []

    def add_lead(changes: ChangeSet, _initiator: object) -> None:
        # The board was asked for anew, and is not there yet.
        if changes.touches("settings"):
            runner.command(lambda s: s.contacts.add_lead(AddLead("Garage Morel")), taken.append)

    runner.changed.connect(add_lead)
    runner.command(lambda s: s.settings.put(PIPELINE, made))
    qtbot.waitUntil(lambda: bool(taken) and runner.idle)
    assert page.state.pipeline_id == made
    assert page.state.shown_count == 1
    runner.close()
    context.deleteLater()


def test_a_new_day_makes_what_was_due_yesterday_late(
    services: Services, clock: FakeClock, board: Board
) -> None:
    board.page.hide()
    clock.go_to(date(2027, 6, 1))
    board.page.show()
    view = board.view("New lead")
    assert view.column.index(0).data(view.column.STALE_ROLE) is True


def test_another_column_is_shown_with_its_cards(board: Board, services: Services) -> None:
    services.db.raw.execute("UPDATE stages SET name = 'Traces' WHERE name = 'New lead'")
    board.page._read_again()
    assert board.view("Traces").accessibleName() == "Traces: 4 cards, €0"
    assert board.titles("Traces") == ["Lead A", "Lead B", "Lead C", "Lead D"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_cards_are_painted_in_the_colours_of_the_theme(
    board: Board, qapp: QApplication, mode: str
) -> None:
    theme = board.page._context.theme
    theme.apply(qapp, mode)
    view = board.view("New lead")
    box = card_box(view.visualRect(view.column.index(0)), view.width())
    picture = view.viewport().grab().toImage()
    inside = picture.pixelColor(box.right() - 20, box.top() + 4)
    assert inside.name() == theme.tokens.panel
    stripe = picture.pixelColor(box.left() + 2, box.center().y())
    assert stripe.name() == theme.tokens.cold


def test_at_the_smallest_window_every_column_is_in_sight(board: Board, qtbot: QtBot) -> None:
    board.page.resize(836, 560)
    QApplication.processEvents()
    assert board.page.columns.horizontalScrollBar().maximum() == 0
    assert board.page.minimumSizeHint().width() <= 836


def test_columns_scroll_sideways_rather_than_get_too_narrow(board: Board, qtbot: QtBot) -> None:
    board.page.resize(560, 560)
    QApplication.processEvents()
    assert board.page.columns.horizontalScrollBar().maximum() > 0
    assert all(view.width() > 120 for view in board.page.columns.views)


@pytest.mark.parametrize(
    "lines", [["Prospect", "qualifié"], ["Devis envoyé"], ["Devis envoyé", "et relancé"]]
)
def test_the_name_of_a_column_stands_on_two_lines_where_there_is_no_room_for_one(
    qapp: QApplication, lines: list[str]
) -> None:
    metrics = QFontMetrics(qapp.font())
    width = max(map(metrics.horizontalAdvance, lines)) + 2
    assert two_lines(metrics, " ".join(lines), width) == lines


def test_a_name_without_a_gap_is_cut(qapp: QApplication) -> None:
    (line,) = two_lines(QFontMetrics(qapp.font()), "Kundenrückgewinnung" * 3, 80)
    assert line.endswith("…")


def test_the_names_of_all_columns_have_one_size_of_letters(board: Board, qtbot: QtBot) -> None:
    names = board.page.findChildren(ColumnName)
    board.page.resize(1600, 560)
    qtbot.wait(20)
    short, long = names[0], names[-1]
    large = short.grab().toImage()
    long.setText("Won, delivered and paid")
    board.page.resize(836, 560)
    qtbot.wait(20)
    assert short._fits
    assert not long._fits
    # Painted anew and smaller, though it would fit.
    assert ink_width(short.grab().toImage()) < ink_width(large)


def test_a_name_written_from_right_to_left_makes_no_other_small(board: Board, qtbot: QtBot) -> None:
    names = board.page.findChildren(ColumnName)
    names[0].setText("לקוח חדש")
    board.page.resize(1600, 560)
    qtbot.wait(20)
    assert all(name._fits for name in names)


def ink_width(image: QImage) -> int:
    """Return how far to the right something is painted, in pixels."""
    ground = image.pixel(image.width() - 1, 0)
    return max(
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    )


def test_the_tool_tip_of_a_narrow_column_has_its_name_whole_its_count_and_its_sum(
    board: Board, qtbot: QtBot
) -> None:
    board.page.resize(836, 560)
    column = board.page.findChild(Column)
    assert isinstance(column, Column)
    name = column.findChild(ColumnName)
    assert isinstance(name, ColumnName)
    assert name.height() >= 2 * name.fontMetrics().height() - 8
    # That of the column shows through.
    assert name.toolTip() == ""
    assert "New lead: 4 cards, €0" in column.toolTip().replace("\u00a0", " ")
