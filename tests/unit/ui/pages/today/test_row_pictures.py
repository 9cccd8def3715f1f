"""The rows of the day are painted in portions, and only those in sight are kept as images."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF
from PySide6.QtGui import QHoverEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.presentation.today_model import TodayModel, TodayRow
from pisteur.services.services import Services
from pisteur.ui.pages.today import row_list, row_painter, row_signs
from pisteur.ui.pages.today.row_list import TodayList
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.pictures import MOST_DRAWN
from support.people import lead

PEOPLE = 60


@pytest.fixture
def shown(services: Services, qapp: QApplication, theme: Theme, qtbot: QtBot) -> TodayList:
    theme.apply(qapp, "light")
    for number in range(PEOPLE):
        contact, deal = lead(services, f"Person {number}")
        day = date(2026, 11, 22)
        services.follow_ups.plan(
            PlanFollowUp(contact, deal, FollowUpKind.CALL, f"Call {number}", day)
        )
    made = TodayList(theme)
    qtbot.addWidget(made)
    model = TodayModel(made)
    made.setModel(model)
    made.resize(900, 700)
    # Away from the mouse, below which a row looks different.
    made.move(3000, 3000)
    made.show()
    model.show(services.today.today())
    qtbot.waitUntil(lambda: settled(made))
    return made


def in_sight(view: TodayList) -> set[int]:
    high = view.viewport().height()
    return {
        row
        for row in range(view.model().rowCount())
        if 0 <= view.visualRect(view.model().index(row, 0)).center().y() < high
    }


def settled(view: TodayList) -> bool:
    pictures = view._painter.pictures
    return in_sight(view) < set(pictures.rows) and not pictures._timer.isActive()


def test_a_paint_draws_a_portion_and_the_rest_follows(shown: TodayList, qtbot: QtBot) -> None:
    whole = shown.viewport().grab().toImage()
    pictures = shown._painter.pictures
    assert len(in_sight(shown)) > MOST_DRAWN
    pictures.forget()
    drawn = pictures.drawn
    shown.viewport().repaint()
    assert pictures.drawn - drawn <= MOST_DRAWN + 1
    qtbot.waitUntil(lambda: settled(shown))
    assert shown.viewport().grab().toImage() == whole


def test_what_one_paint_left_out_is_drawn_after_a_paint_of_a_single_row(
    shown: TodayList, qtbot: QtBot
) -> None:
    """As when the focus comes to a row while the page is being shown."""
    whole = shown.viewport().grab().toImage()
    shown._painter.pictures.forget()
    shown.viewport().repaint()
    shown.viewport().repaint(shown.visualRect(shown.model().index(1, 0)))
    qtbot.waitUntil(lambda: settled(shown))
    assert shown.viewport().grab().toImage() == whole


def test_forgetting_the_images_paints_the_view_again(shown: TodayList, qtbot: QtBot) -> None:
    shown._painter.pictures.forget()
    qtbot.waitUntil(lambda: settled(shown))


def test_rows_are_drawn_before_one_scrolls_to_them(shown: TodayList, qtbot: QtBot) -> None:
    pictures, bar = shown._painter.pictures, shown.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: settled(shown))
    drawn = pictures.drawn
    bar.setValue(bar.value() + 60)
    shown.viewport().repaint()
    assert pictures.drawn == drawn


def test_images_of_a_screenful_and_a_half_are_kept_and_none_while_hidden(
    shown: TodayList, qtbot: QtBot
) -> None:
    pictures, bar = shown._painter.pictures, shown.verticalScrollBar()
    for place in range(0, bar.maximum(), 100):
        bar.setValue(place)
        shown.viewport().repaint()
        assert len(pictures.rows) <= 1.5 * (len(in_sight(shown)) + 2)
    shown.hide()
    assert pictures.rows == []


def test_going_back_to_the_first_row_shows_its_heading(shown: TodayList) -> None:
    bar = shown.verticalScrollBar()
    shown.setCurrentIndex(shown.model().index(PEOPLE - 1, 0))
    assert bar.value() > 0
    shown.setCurrentIndex(shown.model().index(1, 0))
    assert bar.value() == 0


def test_laying_the_page_out_asks_no_row_for_anything(
    shown: TodayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        TodayModel, "data", lambda _self, index, _role=0, /: asked.append(index.row())
    )
    monkeypatch.setattr(TodayModel, "flags", lambda _self, index, /: asked.append(index.row()))
    shown.setUpdatesEnabled(False)
    shown.doItemsLayout()
    shown.resize(700, 500)
    assert asked == []
    heights = {shown.visualRect(shown.model().index(row, 0)).height() for row in (0, 1, PEOPLE)}
    assert heights == {row_painter.HEADER_HEIGHT, row_painter.ROW_HEIGHT}


def test_a_heading_that_moves_keeps_its_height(shown: TodayList, services: Services) -> None:
    contact, deal = lead(services, "Late")
    services.follow_ups.plan(
        PlanFollowUp(contact, deal, FollowUpKind.CALL, "Call", date(2026, 11, 20))
    )
    model = shown.model()
    assert isinstance(model, TodayModel)
    model.show(services.today.today())
    rows = [isinstance(line, TodayRow) for line in model.lines]
    assert rows.count(False) == 2
    wanted = [row_painter.ROW_HEIGHT if row else row_painter.HEADER_HEIGHT for row in rows]
    assert [shown.rowHeight(row) for row in range(len(rows))] == wanted


def test_rows_and_headings_that_change_places_have_their_own_height(
    shown: TodayList, services: Services
) -> None:
    model = shown.model()
    assert isinstance(model, TodayModel)
    for late in range(4):
        contact, deal = lead(services, f"Late {late}")
        services.follow_ups.plan(
            PlanFollowUp(contact, deal, FollowUpKind.CALL, "Call", date(2026, 11, 20))
        )
        model.show(services.today.today())
        rows = [isinstance(line, TodayRow) for line in model.lines]
        wanted = [row_painter.ROW_HEIGHT if row else row_painter.HEADER_HEIGHT for row in rows]
        assert [shown.rowHeight(row) for row in range(len(rows))] == wanted


def test_the_mouse_is_over_another_row_when_the_wheel_turns(
    shown: TodayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = QPointF(shown.visualRect(shown.model().index(4, 0)).center())
    view = shown.viewport()
    QApplication.sendEvent(view, QHoverEvent(QEvent.Type.HoverMove, place, place, place))
    assert shown._hovered == 4
    where = view.mapToGlobal(place.toPoint())
    monkeypatch.setattr(row_list, "QCursor", SimpleNamespace(pos=lambda: where))
    shown.verticalScrollBar().setValue(3 * row_painter.ROW_HEIGHT)
    assert shown._hovered == 7


def test_a_row_that_is_chosen_is_painted_with_its_upper_edge(
    shown: TodayList, qtbot: QtBot
) -> None:
    region = QRegion()

    class Painted(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:  # noqa: N802
            nonlocal region
            if isinstance(event, QPaintEvent):
                region += event.region()
            return False

    painted = Painted()
    shown.viewport().installEventFilter(painted)
    shown.setCurrentIndex(shown.model().index(5, 0))
    place = shown.visualRect(shown.model().index(5, 0))
    edge = QPoint(place.left() + 20, place.top() - row_signs.EDGE)
    qtbot.waitUntil(lambda: region.contains(edge))


def test_the_row_under_the_mouse_looks_different_until_it_leaves(shown: TodayList) -> None:
    view = shown.viewport()
    plain = view.grab().toImage()
    place = QPointF(shown.visualRect(shown.model().index(2, 0)).center())
    for kind, differs in ((QEvent.Type.HoverMove, True), (QEvent.Type.HoverLeave, False)):
        QApplication.sendEvent(view, QHoverEvent(kind, place, place, place))
        assert (view.grab().toImage() != plain) is differs


def test_the_icons_of_all_rows_are_made_ahead(
    shown: TodayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(row_painter, "icon", lambda name, _ink: made.append(name))
    steps = sum(1 for _piece in shown.prepare())
    lines = shown.model().lines  # type: ignore[attr-defined]
    assert {line.reach_icon for line in lines if isinstance(line, TodayRow)} - {""} <= set(made)
    assert steps == len(made) == len(set(made))


def test_the_tick_is_drawn_once_for_all_rows(shown: TodayList, qtbot: QtBot) -> None:
    row_signs.ring.cache_clear()
    pictures = shown._painter.pictures
    pictures.forget()
    drawn = pictures.drawn
    shown.viewport().update()
    qtbot.waitUntil(lambda: settled(shown))
    assert pictures.drawn - drawn > MOST_DRAWN
    assert row_signs.ring.cache_info().misses == 1
