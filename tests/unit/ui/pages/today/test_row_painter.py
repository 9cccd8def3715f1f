"""How the row of the day divides its room."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import CompleteFollowUp, PlanFollowUp
from pisteur.domain.words import FollowUpKind, Outcome
from pisteur.presentation.today_model import TodayModel
from pisteur.services.services import Services
from pisteur.ui.pages.today import row_painter
from pisteur.ui.pages.today.row_list import TodayList
from pisteur.ui.pages.today.row_painter import BOX_HEIGHT, ICON_SIDE, Mood
from pisteur.ui.theme.theme import Theme
from support.people import lead

LONG = "Send the three drafts and ask which is best"
WIDTH = 780
PLAIN = Mood(selected=False, focused=False, hovered=False)
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=22"


@pytest.mark.parametrize(("rrule", "repeats"), [("", False), (MONTHLY, True)])
def test_a_long_title_takes_the_room_that_is_free_beside_it(
    services: Services,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    rrule: str,
    repeats: bool,
) -> None:
    contact, deal = lead(services, "Zoé")
    command = PlanFollowUp(contact, deal, FollowUpKind.CALL, LONG, date(2026, 11, 22), rrule=rrule)
    services.follow_ups.plan(command)
    model, theme = TodayModel(), Theme()
    model.show(services.today.today())
    drawn: dict[str, QRect] = {}
    monkeypatch.setattr(
        row_painter, "write", lambda _p, place, text, *_rest: drawn.setdefault(text, place)
    )
    marks = []
    view = TodayList(theme)
    view.setModel(model)
    qtbot.addWidget(view)
    rows = view._painter
    monkeypatch.setattr(rows, "_paint_repeats", lambda _painter, corner: marks.append(corner))
    picture = QImage(QSize(WIDTH, 60), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    rows.paint(painter, QRect(0, 0, WIDTH, 44), 1, PLAIN)
    painter.end()
    wanted = theme.fonts.body_bold_metrics.horizontalAdvance(LONG)
    assert drawn[LONG].width() >= wanted
    assert drawn["Zoé"].width() >= theme.fonts.body_metrics.horizontalAdvance("Zoé")
    assert drawn["Zoé"].left() > drawn[LONG].left() + wanted
    assert bool(marks) is repeats
    if marks:
        assert drawn[LONG].left() + wanted < marks[0].x() < drawn["Zoé"].left() - ICON_SIDE
        assert marks[0].y() < BOX_HEIGHT


def test_the_columns_of_all_rows_line_up(
    services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("Zoé", "Call", ""), ("Léa", LONG, ""), ("Ali", "Call back", MONTHLY)]
    for name, title, rrule in rows:
        contact, deal = lead(services, name)
        day = date(2026, 11, 22)
        services.follow_ups.plan(
            PlanFollowUp(contact, deal, FollowUpKind.CALL, title, day, rrule=rrule)
        )
    drawn: dict[str, QRect] = {}
    monkeypatch.setattr(
        row_painter, "write", lambda _p, place, text, *_rest: drawn.setdefault(text, place)
    )
    theme, model = Theme(), TodayModel()
    view = TodayList(theme)
    qtbot.addWidget(view)
    view.setModel(model)

    def columns() -> set[int]:
        drawn.clear()
        model.show(services.today.today())
        view._painter.pictures.begin()
        picture = QImage(QSize(WIDTH, 60), QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        for row in range(model.rowCount()):
            view._painter.paint(painter, QRect(0, 0, WIDTH, 44), row, PLAIN)
        painter.end()
        return {drawn[name].left() for name, _title, _rrule in rows}

    (wide,) = columns()
    # The room is found out anew when the long title is gone.
    services.follow_ups.complete(CompleteFollowUp(2, Outcome.YES))
    del rows[1]
    (narrow,) = columns()
    assert narrow < wide
