"""How the row of the day divides its room."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.presentation.today_model import TodayModel
from pisteur.services.services import Services
from pisteur.ui.pages.today import row_delegate
from pisteur.ui.pages.today.row_delegate import BOX_HEIGHT, ICON_SIDE, TodayDelegate
from pisteur.ui.theme.theme import Theme
from support.people import lead

LONG = "Send the three drafts and ask which is best"
WIDTH = 780


@pytest.mark.parametrize(("rrule", "repeats"), [("", False), ("FREQ=MONTHLY;BYMONTHDAY=22", True)])
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
        row_delegate, "write", lambda _p, place, text, *_rest: drawn.setdefault(text, place)
    )
    marks = []
    view = QListView()
    qtbot.addWidget(view)
    delegate = TodayDelegate(theme, view)
    monkeypatch.setattr(delegate, "_paint_repeats", lambda _painter, corner: marks.append(corner))
    picture = QImage(QSize(WIDTH, 60), QImage.Format.Format_RGB32)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, 44)
    painter = QPainter(picture)
    delegate.paint(painter, option, model.index(1))
    painter.end()
    wanted = theme.fonts.body_bold_metrics.horizontalAdvance(LONG)
    assert drawn[LONG].width() >= wanted
    assert drawn["Zoé"].width() >= theme.fonts.body_metrics.horizontalAdvance("Zoé")
    assert drawn["Zoé"].left() > drawn[LONG].left() + wanted
    assert bool(marks) is repeats
    if marks:
        assert drawn[LONG].left() + wanted < marks[0].x() < drawn["Zoé"].left() - ICON_SIDE
        assert marks[0].y() < BOX_HEIGHT
