"""A window that is read from left to right stays so whoever it shows: a name in Hebrew or Arabic
turns neither the sentence that it begins nor the label that it is.
"""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import APART_FROM, _, isolated
from pisteur.presentation.today_model import TodayModel
from pisteur.services.services import Services
from pisteur.ui.dialogs.plan_form import KINDS, default_title
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.parts import SelectableText
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog
from support import people
from support.clock import FakeClock
from support.ui import make_context

NAME, COMPANY = "דוד לוי", "קפה תל אביב 24"
WIDE = 320


def first_ink(widget: QWidget) -> int:
    """Return where what is written on a widget begins, in pixels from its left."""
    picture = widget.grab().toImage()
    ground = picture.pixel(picture.width() - 1, picture.height() - 1)
    return next(
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != ground for y in range(picture.height()))
    )


@pytest.mark.parametrize("text", ["{name} is saved.", "“{name}” is lost."])
def test_a_sentence_that_begins_with_such_a_name_begins_at_the_left(
    qtbot: QtBot, text: str
) -> None:
    label = make_label(_(text).format(name=NAME))
    qtbot.addWidget(label)
    label.resize(WIDE, 24)
    assert first_ink(label) < WIDE // 4


def test_the_panel_names_them_at_the_left(
    qtbot: QtBot, services: Services, clock: FakeClock
) -> None:
    context, _flows = make_context(services, clock)
    panel = ContactPanel(context)
    qtbot.addWidget(panel)
    panel.resize(WIDE, 800)
    panel.show()
    contact_id, card_id = people.lead(services, f"{NAME}, {COMPANY}, 06 39 98 12 34")
    panel.show_contact(contact_id, card_id)
    for name in ("title", "who"):
        label = panel.findChild(QLabel, name)
        assert label is not None
        assert label.text()
        assert first_ink(label) < WIDE // 4


@pytest.mark.parametrize(("wide", "told"), [(WIDE, False), (60, True)])
def test_a_label_of_one_line_begins_at_the_left_and_is_told_whole_when_it_is_cut(
    qtbot: QtBot, wide: int, *, told: bool
) -> None:
    label = ElidedLabel(COMPANY)
    qtbot.addWidget(label)
    label.resize(wide, 24)
    label.show()
    assert first_ink(label) < wide // 4
    assert bool(label.toolTip()) is told


def test_company_and_name_stand_in_this_order_and_each_by_itself(
    qtbot: QtBot, services: Services
) -> None:
    contact_id, card_id = people.lead(services, f"{NAME}, {COMPANY}, 06 39 98 12 34")
    command = PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "Call", date(2026, 11, 22))
    services.follow_ups.plan(command)
    model = TodayModel()
    model.show(services.today.today())
    lines = (model.line(model.index(place)) for place in range(model.rowCount()))
    (row,) = [line for line in lines if line is not None]
    assert row.who == f"{isolated(COMPANY)} · {isolated(NAME)}"


def test_the_title_in_the_frame_of_a_window_has_no_unseen_signs(qtbot: QtBot) -> None:
    dialog = SheetDialog(_("Call {name}").format(name=NAME), accept_text="Call")
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == f"Call {NAME}"
    (title, *_others) = dialog.findChildren(QLabel)
    assert title.text() == f"Call {isolated(NAME)}"


def test_what_is_copied_is_the_name_alone(qtbot: QtBot) -> None:
    label = SelectableText()
    qtbot.addWidget(label)
    label.show_text(isolated(NAME))
    label.copy()
    assert QApplication.clipboard().text() == NAME


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_proposed_for_an_action_is_as_it_will_be_stored(kind: FollowUpKind) -> None:
    assert APART_FROM not in default_title(kind, NAME)
