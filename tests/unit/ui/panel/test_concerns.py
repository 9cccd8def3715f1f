"""Questions and objections in the panel: noted in one line, answered in place, by keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from pisteur.domain.commands import DealInput, PlanFollowUp
from pisteur.domain.concerns import Concern, ConcernKind
from pisteur.domain.words import FollowUpKind
from pisteur.services.services import Services
from pisteur.ui.panel.concern_row import ConcernRow
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows

from .reading import ctrl_enter, label, part, press, section, settle, texts, trigger


def stored(services: Services, contact_id: int) -> tuple[Concern, ...]:
    return services.contact_view.contact(contact_id).concerns


def line(panel: ContactPanel) -> QLineEdit:
    return part(panel, QLineEdit, "add-concern")


def note(panel: ContactPanel, text: str) -> None:
    line(panel).setFocus()
    QTest.keyClicks(line(panel), text)
    QTest.keyClick(line(panel), Qt.Key.Key_Return)


def answer(panel: ContactPanel, concern: int, text: str) -> None:
    button = part(panel, QPushButton, f"answer-{concern}")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    editor = part(panel, QPlainTextEdit, "concern-editor")
    assert editor.hasFocus()
    QTest.keyClicks(editor, text)
    ctrl_enter(editor)


def test_enter_notes_what_is_typed_for_the_deal_shown(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    panel.activateWindow()
    note(panel, "Ready before Christmas?")
    (found,) = stored(services, contact_id)
    assert (found.kind, found.opportunity_id) == (ConcernKind.QUESTION, deal_id)
    assert line(panel).text() == ""
    assert line(panel).hasFocus()
    shown = section(panel, "concerns")
    assert "Question\n" in shown
    assert "Ready before Christmas?" in shown
    assert label(panel, "concerns-count") == "1 open"


def test_nothing_typed_is_said_beside_the_line_and_nothing_is_noted(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, _deal = people.lead(services)
    panel.show_contact(contact_id)
    note(panel, "  ")
    assert "Say in a few words what they asked or objected." in section(panel, "concerns")
    assert stored(services, contact_id) == ()


def test_what_is_typed_stays_with_its_contact(panel: ContactPanel, services: Services) -> None:
    first, _deal = people.lead(services)
    second, _other = people.lead(services, "Atelier Fauve")
    panel.show_contact(first)
    line(panel).setText("Too d")
    panel.show_contact(second)
    assert line(panel).text() == ""
    panel.show_contact(first)
    assert line(panel).text() == "Too d"


def test_it_is_answered_in_place_and_goes_among_the_answered(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.concerns.add(contact_id, deal_id, "Too dear").value
    panel.show_contact(contact_id, deal_id)
    panel.activateWindow()
    answer(panel, made, "In three payments")
    (found,) = stored(services, contact_id)
    assert (found.answer, found.is_open) == ("In three payments", False)
    assert "Too dear" not in section(panel, "concerns")
    assert label(panel, "concerns-count") == ""
    press(panel, "answered-concerns")
    shown = section(panel, "concerns")
    assert "answered on 22/11" in shown
    assert "In three payments" in shown


def test_an_empty_answer_is_refused_and_the_field_stays(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.concerns.add(contact_id, deal_id, "Too dear").value
    panel.show_contact(contact_id, deal_id)
    panel.activateWindow()
    answer(panel, made, " ")
    assert "Write what you answered: it will serve again." in section(panel, "concerns")
    assert stored(services, contact_id)[0].is_open


def test_escape_leaves_it_open_and_goes_back_to_the_button(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.concerns.add(contact_id, deal_id, "Too dear").value
    panel.show_contact(contact_id, deal_id)
    panel.activateWindow()
    press(panel, f"answer-{made}")
    QTest.keyClick(part(panel, QPlainTextEdit, "concern-editor"), Qt.Key.Key_Escape)
    settle()
    assert part(panel, QPushButton, f"answer-{made}").hasFocus()
    assert panel.findChild(QWidget, "concern-editor") is None
    assert stored(services, contact_id)[0].is_open


def test_an_answer_under_way_survives_another_change(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.concerns.add(contact_id, deal_id, "Too dear").value
    panel.show_contact(contact_id, deal_id)
    press(panel, f"answer-{made}")
    part(panel, QPlainTextEdit, "concern-editor").setPlainText("In thr")
    services.concerns.add(contact_id, deal_id, "Too slow")
    panel.refresh()
    assert "Too slow" in section(panel, "concerns")
    assert part(panel, QPlainTextEdit, "concern-editor").toPlainText() == "In thr"


def menu_of(panel: ContactPanel, concern: int) -> QWidget:
    return part(panel, QToolButton, f"concern-menu-{concern}").menu()


def test_its_menu_takes_up_again_changes_the_kind_edits_and_deletes(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.concerns.add(contact_id, deal_id, "Too dear").value
    services.concerns.answer(made, "In three payments")
    panel.show_contact(contact_id, deal_id)
    press(panel, "answered-concerns")
    trigger(menu_of(panel, made), "reopen")
    assert stored(services, contact_id)[0].is_open
    trigger(menu_of(panel, made), "change-kind")
    assert stored(services, contact_id)[0].kind is ConcernKind.QUESTION
    trigger(menu_of(panel, made), "edit-concern")
    editor = part(panel, QPlainTextEdit, "concern-editor")
    assert editor.toPlainText() == "Too dear"
    editor.setPlainText("May I pay in parts?")
    press(panel, "save-concern")
    assert "May I pay in parts?" in section(panel, "concerns")
    trigger(menu_of(panel, made), "delete-concern")
    assert stored(services, contact_id) == ()
    assert panel.findChild(ConcernRow, f"concern-{made}") is None


def test_a_correction_of_an_answer_starts_from_it(panel: ContactPanel, services: Services) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.concerns.add(contact_id, deal_id, "Too dear").value
    services.concerns.answer(made, "In three payments")
    panel.show_contact(contact_id, deal_id)
    press(panel, "answered-concerns")
    trigger(menu_of(panel, made), "correct-answer")
    assert part(panel, QPlainTextEdit, "concern-editor").toPlainText() == "In three payments"


def test_open_ones_stand_first_and_undo_brings_one_back(
    panel: ContactPanel, services: Services, clock: FakeClock
) -> None:
    contact_id, deal_id = people.lead(services)
    for text in ("first", "second"):
        services.concerns.add(contact_id, deal_id, text)
        clock.advance(days=1)
    panel.show_contact(contact_id, deal_id)
    shown = texts(part(panel, QWidget, "concerns"))
    assert shown.index("first") < shown.index("second")
    panel._context.runner.command(lambda s: s.concerns.delete(1))
    assert "first" not in section(panel, "concerns")
    services.undo()
    panel.refresh()
    shown = texts(part(panel, QWidget, "concerns"))
    assert shown.index("first") < shown.index("second")


def test_that_of_another_deal_says_which(panel: ContactPanel, services: Services) -> None:
    contact_id, deal_id = people.lead(services)
    other = services.opportunities.add(contact_id, DealInput("Brochure")).value
    services.concerns.add(contact_id, other, "Too dear")
    panel.show_contact(contact_id, deal_id)
    assert "22/11 · Brochure" in section(panel, "concerns")


def test_an_action_that_is_written_offers_to_write(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    made = services.follow_ups.plan(
        PlanFollowUp(contact_id, deal_id, FollowUpKind.EMAIL, "Remind", date(2026, 11, 23))
    ).value
    panel.show_contact(contact_id, deal_id)
    press(panel, "write")
    assert flows.calls == [("write", (contact_id, deal_id, made))]
    services.follow_ups.edit(
        made, PlanFollowUp(contact_id, deal_id, FollowUpKind.CALL, "Call", date(2026, 11, 23))
    )
    panel.refresh()
    assert not part(panel, QPushButton, "write").isVisible()


def test_another_action_is_written_from_its_menu_only_when_that_is_how_it_is_done(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    made = {}
    for day, kind in enumerate((FollowUpKind.CALL, FollowUpKind.EMAIL, FollowUpKind.TASK), 23):
        command = PlanFollowUp(contact_id, deal_id, kind, "Next", date(2026, 11, day))
        made[kind] = services.follow_ups.plan(command).value
    panel.show_contact(contact_id, deal_id)
    mail = part(panel, QToolButton, f"other-action-{made[FollowUpKind.EMAIL]}").menu()
    trigger(mail, "write-action")
    assert flows.calls == [("write", (contact_id, deal_id, made[FollowUpKind.EMAIL]))]
    task = part(panel, QToolButton, f"other-action-{made[FollowUpKind.TASK]}").menu()
    offered = [entry.objectName() for entry in task.actions() if entry.isVisible()]
    assert "write-action" not in offered
