"""When an action comes again, as chosen beside its day."""

from __future__ import annotations

from datetime import date

from pisteur.ui.dialogs.plan import PlanDialog
from support import people
from support.desk import Desk


def test_what_comes_on_last_working_days_begins_on_one(desk: Desk) -> None:
    contact_id, card_id = people.prospect(desk.services)
    desk.flows.plan(contact_id, card_id)
    dialog = desk.dialog(PlanDialog)
    dialog.form.due.set_day(date(2026, 11, 24))
    field = dialog.form.repeat
    assert field is not None
    field.choice.setCurrentIndex(4)
    field.choice.activated.emit(4)
    assert dialog.form.due.day == date(2026, 11, 30)
    assert field.choice.currentIndex() == 4
    assert field.editor.accessibleDescription().startswith("Then on 31/12/2026")
    dialog.primary.click()
    (action,) = desk.services.contact_view.contact(contact_id).follow_ups
    assert (action.due_on, action.rrule) == (date(2026, 11, 30), field.rrule)
