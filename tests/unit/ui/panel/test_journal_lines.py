"""A journal of thousands of lines: only those in sight have a row; paging, scrolling, keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.words import Direction, Heat, InteractionKind
from pisteur.services.services import Services
from pisteur.storage.tables import Interaction
from pisteur.ui.context import UiContext
from pisteur.ui.panel import journal_lines
from pisteur.ui.panel.body_text import BodyText
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.exchange_row import ExchangeRow
from pisteur.ui.panel.journal_lines import MOST_FILLED, JournalLines
from pisteur.ui.panel.journal_rows import MOST_DRAWN, JournalRow
from support import people

from .reading import body_of, ctrl_enter, of_line, part, press, texts

MANY = 5000
# Turns of the event loop in which all rows of a panel come.
TURNS = 12
# Rows that a panel of 820 pixels can show at once, of a line each, and a few beyond.
MOST_ROWS = 40


@pytest.fixture(autouse=True)
def rows_without_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows come in the next turn, not with the next frame."""
    monkeypatch.setattr(journal_lines, "NEXT_MS", 0)


def settle() -> None:
    """Let all rows come that belong into sight."""
    for _turn in range(TURNS):
        QApplication.processEvents()


def fill(services: Services, contact_id: int, count: int, body: str = "Line {number}.") -> None:
    """Write exchanges, the first of them the newest, after what is there."""
    now = services.workspace.clock.now()
    with services.db.step("") as step:
        step.session.add_all(
            Interaction(
                contact_id=contact_id,
                kind=InteractionKind.NOTE.value,
                direction=Direction.NONE.value,
                body=body.format(number=number),
                happened_at=now + timedelta(minutes=count - number),
                created_at=now,
            )
            for number in range(count)
        )


def fill_far(panel: ContactPanel, services: Services, shown: int) -> None:
    """Write sixty lines, and show them all."""
    fill(services, shown, 60)
    panel.refresh()
    for _time in range(2):
        press(panel, "earlier")
        settle()


@pytest.fixture
def shown(panel: ContactPanel, services: Services) -> int:
    """The panel shows a lead: its id."""
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    return contact_id


def lines_of(panel: ContactPanel) -> JournalLines:
    found = panel.findChild(JournalLines)
    assert found is not None
    return found


def rows(panel: ContactPanel) -> list[JournalRow]:
    return panel.findChildren(JournalRow)


def said(panel: ContactPanel) -> list[str]:
    """Return what the rows in sight or near it say, from top to bottom."""
    settle()
    return [row.said for row in lines_of(panel).rows]


def of_row(panel: ContactPanel, place: int, name: str) -> ExchangeRow:
    """Choose an entry of the menu of a row of the journal, counted from the top."""
    row = lines_of(panel).rows[place]
    assert isinstance(row, ExchangeRow)
    assert row.entry is not None
    of_line(panel, row.entry.interaction_id or 0, name)
    return row


def has_line(panel: ContactPanel, number: int) -> bool:
    return any(f"Line {number}." in line for line in said(panel))


def area(panel: ContactPanel) -> QScrollArea:
    return part(panel, QScrollArea, "panel-scroll")


def scroll(panel: ContactPanel, place: int) -> None:
    area(panel).verticalScrollBar().setValue(place)
    settle()


def through(panel: ContactPanel) -> Iterator[list[str]]:
    """Scroll from the top to the bottom and give what is said on the way."""
    bar = area(panel).verticalScrollBar()
    scroll(panel, 0)
    while True:
        yield said(panel)
        before = bar.value()
        scroll(panel, before + 400)
        if bar.value() == before:
            return


def show_all(panel: ContactPanel, qtbot: QtBot) -> None:
    """Press the button for earlier lines until there are none."""
    earlier = part(panel, QPushButton, "earlier")
    for _time in range(MANY // 50 + 2):
        if earlier.isHidden():
            return
        before = earlier.text(), lines_of(panel).height()
        earlier.click()
        settle()
        assert (earlier.text(), lines_of(panel).height()) != before
    raise AssertionError("there is no end")


# However many lines there are.


def test_five_thousand_lines_page_without_a_row_for_what_is_not_in_sight(
    panel: ContactPanel,
    services: Services,
    shown: int,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(services, shown, MANY)
    laid_out: list[int] = []
    measured = BodyText.height

    def counted(self: BodyText, width: int) -> int:
        laid_out.append(width)
        return measured(self, width)

    monkeypatch.setattr(BodyText, "height", counted)
    panel.refresh()
    show_all(panel, qtbot)
    assert len(rows(panel)) <= MOST_ROWS
    # A page lays out what came into sight, at most.
    assert len(laid_out) <= MOST_ROWS
    scroll(panel, 40_000)
    assert len([line for line in said(panel) if line.startswith("Note")]) > 5
    scroll(panel, area(panel).verticalScrollBar().maximum())
    assert len(rows(panel)) <= MOST_ROWS
    assert len(laid_out) <= 4 * MOST_ROWS


def test_every_line_is_met_once_and_in_order_on_the_way_down(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 130, "Line {number}. " + "words that take a few lines " * 4)
    panel.refresh()
    show_all(panel, qtbot)
    met: list[str] = []
    for view in through(panel):
        assert len(set(view)) == len(view)
        met += [line for line in view if line not in met]
    numbers = [int(line.split("Line ")[1].split(".")[0]) for line in met if "Line " in line]
    assert numbers == list(range(130))
    assert len(rows(panel)) <= MOST_ROWS


def test_rows_lie_one_under_the_other_as_high_as_their_texts(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 60, "Line {number}. " + "a text that is wrapped in its row " * 5)
    panel.refresh()
    press(panel, "earlier")
    scroll(panel, 2500)
    seen = lines_of(panel).rows
    assert len(seen) > 5
    for above, below in pairwise(seen):
        assert above.geometry().bottom() < below.geometry().top() <= above.geometry().bottom() + 12
    line = seen[3]
    assert isinstance(line, ExchangeRow)
    label = body_of(panel, (line.entry and line.entry.interaction_id) or 0)
    assert label.heightForWidth(label.width()) == label.height()


def test_what_is_looked_at_stays_where_it_is_while_lines_above_get_their_true_heights(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 200, "Line {number}.\n" + "iiii iiii " * 40)
    panel.refresh()
    show_all(panel, qtbot)
    bar = area(panel).verticalScrollBar()
    scroll(panel, bar.maximum() // 3)
    lines = lines_of(panel)
    for _time in range(12):
        first = next(row for row in lines.rows if row.visibleRegion().boundingRect().height() > 20)
        name = first.objectName()
        before = first.mapTo(area(panel).viewport(), first.rect().topLeft()).y()
        scroll(panel, bar.value() - 40)
        again = part(panel, QWidget, name)
        after = again.mapTo(area(panel).viewport(), again.rect().topLeft()).y()
        assert after - before == 40


def test_a_new_width_has_all_lines_measured_anew(
    panel: ContactPanel, services: Services, shown: int
) -> None:
    fill(services, shown, 60, "Line {number}. " + "a text that is wrapped in its row " * 5)
    panel.refresh()
    press(panel, "earlier")
    settle()
    narrow = lines_of(panel).height()
    panel.resize(600, 820)
    settle()
    assert lines_of(panel).height() < narrow
    scroll(panel, 300)
    seen = [row for row in lines_of(panel).rows if isinstance(row, ExchangeRow)]
    assert {row.width() for row in seen} == {lines_of(panel).width()}


# Paging.


def test_the_newest_lines_are_shown_and_earlier_ones_when_asked_for(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 60)
    panel.refresh()
    assert has_line(panel, 5)
    assert not has_line(panel, 6)
    assert "Show 50 earlier lines" in texts(panel)
    press(panel, "earlier")
    assert has_line(panel, 6)
    assert "Show 5 earlier lines" in texts(panel)
    press(panel, "earlier")
    assert part(panel, QWidget, "earlier").isHidden()
    assert "Added to Pisteur · 22/11" in [line for view in through(panel) for line in view]


def test_a_long_journal_is_read_a_portion_at_a_time_and_stays_open_when_something_changes(
    panel: ContactPanel, context: UiContext, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 180)
    read: list[int] = []
    earlier_lines = services.contact_view.earlier_lines

    def portion(contact_id: int, written: int, noted: int, count: int) -> object:
        read.append(count)
        return earlier_lines(contact_id, written, noted, count)

    services.contact_view.earlier_lines = portion  # type: ignore[method-assign,assignment]
    panel.refresh()
    show_all(panel, qtbot)
    assert len(read) > 1
    assert max(read) <= 100
    met = {line for view in through(panel) for line in view}
    context.runner.command(lambda s: s.contacts.set_heat((shown,), Heat.WARM))
    assert {line for view in through(panel) for line in view} == met
    assert any("Line 179." in line for line in met)
    other = people.lead(services, "Other 01 99 00 12 34")[0]
    panel.show_contact(other)
    panel.show_contact(shown)
    assert "Show 50 earlier lines" in texts(panel)


def test_a_line_that_is_deleted_leaves_its_place_to_the_next(
    panel: ContactPanel, services: Services, shown: int
) -> None:
    fill(services, shown, 4)
    panel.refresh()
    of_row(panel, 1, "delete")
    assert [line.split("Line ")[1] for line in said(panel) if "Line " in line] == ["0.", "2.", "3."]


# What the user is at work on stays.


def test_a_correction_outlives_being_scrolled_out_of_sight(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 300)
    panel.refresh()
    show_all(panel, qtbot)
    scroll(panel, 0)
    of_row(panel, 0, "correct")
    editor = part(panel, QPlainTextEdit, "correction-editor")
    editor.setPlainText("half")
    scroll(panel, 6000)
    assert not has_line(panel, 3)
    scroll(panel, 0)
    assert part(panel, QPlainTextEdit, "correction-editor") is editor
    editor.setPlainText("Corrected.")
    ctrl_enter(editor)
    assert any("Corrected." in line for line in said(panel))


def test_a_correction_makes_room_for_what_is_written(
    panel: ContactPanel, services: Services, shown: int
) -> None:
    fill(services, shown, 3)
    panel.refresh()
    row = of_row(panel, 0, "correct")
    settle()
    before = row.height()
    part(panel, QPlainTextEdit, "correction-editor").setPlainText("\n".join("abcdefgh"))
    settle()
    assert row.height() > before
    assert lines_of(panel).rows[1].y() >= row.height()


def test_what_is_selected_stays_selected_when_the_pointer_leaves(
    panel: ContactPanel, services: Services, shown: int
) -> None:
    fill(services, shown, 2)
    panel.refresh()
    row = lines_of(panel).rows[0]
    assert isinstance(row, ExchangeRow)
    assert row.entry is not None
    line = row.entry.interaction_id or 0
    body_of(panel, line).setSelection(0, 4)
    QTest.mouseMove(panel, panel.rect().topLeft())
    of_line(panel, line, "copy")
    assert QApplication.clipboard().text() == "Line"


# By keyboard.


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def focused() -> str:
    """Return what the line with the focus says, empty when it is elsewhere."""
    row = here().parentWidget()
    return row.accessibleDescription() if isinstance(row, ExchangeRow) else ""


def test_tab_stops_at_one_line_and_the_arrows_go_to_all_of_them(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 120)
    panel.refresh()
    show_all(panel, qtbot)
    panel.activateWindow()
    part(panel, QWidget, "note").setFocus()
    for _time in range(3):
        QTest.keyClick(here(), Qt.Key.Key_Tab)
        if focused():
            break
    passed = [focused()]
    for _time in range(119):
        QTest.keyClick(here(), Qt.Key.Key_Down)
        passed.append(focused())
        assert not here().visibleRegion().isEmpty()
    assert passed == [f"Line {number}." for number in range(120)]
    assert len(rows(panel)) <= MOST_ROWS
    QTest.keyClick(here(), Qt.Key.Key_Up)
    assert focused() == "Line 118."
    QTest.keyClick(here(), Qt.Key.Key_Home)
    assert focused() == "Line 0."
    QTest.keyClick(here(), Qt.Key.Key_End)
    assert focused() == "Line 119."
    QTest.keyClick(here(), Qt.Key.Key_Tab)
    assert focused() == ""
    QTest.keyClick(here(), Qt.Key.Key_Backtab)
    assert focused() == "Line 119."


def test_the_menu_of_a_line_opens_by_key(
    panel: ContactPanel, services: Services, shown: int
) -> None:
    fill(services, shown, 2)
    panel.refresh()
    panel.activateWindow()
    more = part(panel, QWidget, f"exchange-menu-{_ids(panel)[1]}")
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def _ids(panel: ContactPanel) -> list[int]:
    found = [row.entry for row in lines_of(panel).rows]
    return [entry.interaction_id or 0 for entry in found if entry is not None]


# A line that was looked for.


def test_a_line_that_was_found_is_scrolled_to_and_stands_out(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 3000)
    found = services.search.find("2600")
    wanted = found.notes[0].interaction_id
    assert wanted is not None
    panel.show_line(wanted)
    qtbot.waitUntil(lambda: has_line(panel, 2599))
    row = part(panel, ExchangeRow, f"exchange-{wanted}")
    assert not row.visibleRegion().isEmpty()
    assert row.marked
    assert [other.marked for other in lines_of(panel).rows].count(True) == 1
    assert len(rows(panel)) <= MOST_ROWS
    assert not part(panel, QWidget, "earlier").isHidden()
    panel.show_contact(people.lead(services, "Other 01 99 00 12 34")[0])
    panel.show_contact(shown)
    assert not any(other.marked for other in lines_of(panel).rows)


def test_a_line_that_is_gone_meanwhile_leaves_the_panel_as_it_is(
    panel: ContactPanel, services: Services, shown: int
) -> None:
    fill(services, shown, 20)
    panel.show_line(4711)
    assert has_line(panel, 0)
    assert area(panel).verticalScrollBar().value() == 0


def test_one_go_draws_few_rows_and_the_rest_follow(
    panel: ContactPanel,
    services: Services,
    shown: int,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_far(panel, services, shown)
    scroll(panel, 0)
    drawn: list[JournalRow] = []
    draw = ExchangeRow.draw

    def count(row: ExchangeRow, painter: QPainter) -> None:
        drawn.append(row)
        draw(row, painter)

    monkeypatch.setattr(ExchangeRow, "draw", count)
    view = area(panel)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    lines = lines_of(panel)
    there = [len(lines.rows)]
    assert there == [MOST_FILLED]
    while len(lines.rows) < 2 * MOST_DRAWN:
        before = len(drawn)
        view.viewport().repaint()
        assert len(drawn) - before <= MOST_DRAWN
        QApplication.processEvents()
        assert len(lines.rows) - there[-1] <= MOST_FILLED
        there.append(len(lines.rows))
    qtbot.waitUntil(lambda: set(drawn) >= set(_in_sight(lines)))
    assert len(_in_sight(lines)) > 2 * MOST_DRAWN
    # Each once: what was drawn is copied.
    assert len(drawn) == len(set(drawn))


def test_rows_that_are_there_are_drawn_anew_few_at_a_time(
    panel: ContactPanel,
    services: Services,
    shown: int,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_far(panel, services, shown)
    view = area(panel)
    scroll(panel, view.verticalScrollBar().maximum() // 2)
    lines = lines_of(panel)
    assert len(_in_sight(lines)) > 2 * MOST_DRAWN
    drawn: list[ExchangeRow] = []
    monkeypatch.setattr(ExchangeRow, "draw", lambda row, _painter: drawn.append(row))
    for row in lines.rows:
        row.draw_anew()
    lines.repaint()
    assert len(drawn) == MOST_DRAWN
    qtbot.waitUntil(lambda: set(drawn) >= set(_in_sight(lines)))


def test_the_rows_of_a_jump_are_those_of_scrolling_there_slowly(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 150, "Line {number}. " + "words that take a few lines " * 4)
    panel.refresh()
    show_all(panel, qtbot)
    lines, bar = lines_of(panel), area(panel).verticalScrollBar()
    for _view in through(panel):
        pass
    for place in (4000, 900, 2500):
        for way in range(bar.value(), place, 40 if place > bar.value() else -40):
            scroll(panel, way)
        scroll(panel, place)
        slowly = set(_shapes(lines))
        scroll(panel, bar.maximum())
        scroll(panel, 0)
        bar.setValue(place)
        qtbot.waitUntil(partial(_all_shown, lines, slowly))


def test_what_lies_below_the_lines_hears_of_their_heights_at_rest_or_when_it_comes_into_sight(
    panel: ContactPanel, services: Services, shown: int, qtbot: QtBot
) -> None:
    fill(services, shown, 150, "Line {number}.\n" + "iiii iiii " * 40)
    panel.refresh()
    show_all(panel, qtbot)
    lines, bar = lines_of(panel), area(panel).verticalScrollBar()
    before = lines.height()
    bar.setValue(bar.maximum() // 3)
    assert lines.height() == before
    qtbot.waitUntil(lambda: lines.height() != before)
    scroll(panel, bar.maximum())
    bottom = lines.rows[-1]
    assert bottom.entry is not None
    assert bottom.geometry().bottom() == lines.rect().bottom()


def _in_sight(lines: JournalLines) -> list[JournalRow]:
    return [row for row in lines.rows if not row.visibleRegion().isEmpty()]


def _all_shown(lines: JournalLines, wanted: set[tuple[str, int, int]]) -> bool:
    return wanted <= set(_shapes(lines))


def _shapes(lines: JournalLines) -> list[tuple[str, int, int]]:
    return [(row.said, row.y(), row.height()) for row in _in_sight(lines)]
