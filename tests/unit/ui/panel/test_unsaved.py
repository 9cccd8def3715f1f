"""What is typed in the panel and not saved: whose it is, and the way back to it."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from pisteur.domain.commands import WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people

from .reading import ctrl_enter, note, of_line, part, press, trigger


def question(panel: ContactPanel) -> QLineEdit:
    return part(panel, QLineEdit, "add-concern")


def whose(panel: ContactPanel) -> int | None:
    return panel.unsaved


def test_a_note_is_unsaved_until_it_is_on_disk(panel: ContactPanel, services: Services) -> None:
    contact_id, _deal = people.lead(services)
    assert whose(panel) is None
    panel.show_contact(contact_id)
    QTest.keyClicks(note(panel), "  ")
    assert whose(panel) is None
    QTest.keyClicks(note(panel), "Wants a quote")
    assert whose(panel) == contact_id
    ctrl_enter(note(panel))
    assert whose(panel) is None


def test_what_is_typed_for_somebody_who_is_not_shown_any_more_counts(
    panel: ContactPanel, services: Services
) -> None:
    (first, _), (other, _) = people.lead(services), people.lead(services, "Atelier Fauve")
    panel.show_contact(first)
    QTest.keyClicks(note(panel), "Wants a quote")
    panel.show_contact(other)
    assert whose(panel) == first
    # Who is shown comes first: the way back is the shortest.
    QTest.keyClicks(question(panel), "Since when?")
    assert whose(panel) == other
    panel.go_on(other)
    assert QApplication.focusWidget() is question(panel)
    panel.show_contact(first)
    panel.go_on(first)
    assert QApplication.focusWidget() is note(panel)
    assert note(panel).toPlainText() == "Wants a quote"
    panel.clear()
    assert whose(panel) == first


def test_a_line_that_is_being_mended_counts_once_it_is_another(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, _deal = people.lead(services)
    asked = services.concerns.add(contact_id, None, "Since when?").value
    panel.show_contact(contact_id)
    press(panel, f"answer-{asked}")
    editor = part(panel, QPlainTextEdit, "concern-editor")
    assert whose(panel) is None
    QTest.keyClicks(editor, "1998")
    assert whose(panel) == contact_id
    note(panel).setFocus()
    panel.go_on(contact_id)
    assert QApplication.focusWidget() is editor


def test_an_answer_that_was_begun_is_there_when_its_contact_is_shown_again(
    panel: ContactPanel, services: Services
) -> None:
    (first, _), (other, _) = people.lead(services), people.lead(services, "Atelier Fauve")
    asked = services.concerns.add(first, None, "Since when?").value
    panel.show_contact(first)
    press(panel, f"answer-{asked}")
    QTest.keyClicks(part(panel, QPlainTextEdit, "concern-editor"), "1998")
    panel.show_contact(other)
    assert panel.findChild(QPlainTextEdit, "concern-editor") is None
    assert whose(panel) == first
    panel.show_contact(first)
    editor = part(panel, QPlainTextEdit, "concern-editor")
    assert editor.toPlainText() == "1998"
    ctrl_enter(editor)
    concern = services.contact_view.contact(first).concerns[0]
    assert (concern.answer, whose(panel)) == ("1998", None)


def test_a_line_that_is_being_mended_is_so_when_its_contact_is_shown_again(
    panel: ContactPanel, services: Services
) -> None:
    (first, _), (other, _) = people.lead(services), people.lead(services, "Atelier Fauve")
    write = WriteInteraction(first, None, InteractionKind.NOTE, "Wants a quote")
    line = services.journal.write(write).value
    panel.show_contact(first)
    of_line(panel, line, "correct")
    part(panel, QPlainTextEdit, "correction-editor").appendPlainText("soon")
    panel.show_contact(other)
    assert panel.findChild(QPlainTextEdit, "correction-editor") is None
    assert whose(panel) == first
    panel.show_contact(first)
    editor = part(panel, QPlainTextEdit, "correction-editor")
    assert editor.toPlainText() == "Wants a quote\nsoon"
    ctrl_enter(editor)
    body = services.contact_view.contact(first).journal[0].body
    assert (body, whose(panel)) == ("Wants a quote\nsoon", None)


def test_an_answer_begun_to_a_question_that_is_gone_is_not_asked_about(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact_id, _deal = people.lead(services)
    asked = services.concerns.add(contact_id, None, "Since when?").value
    panel.show_contact(contact_id)
    press(panel, f"answer-{asked}")
    QTest.keyClicks(part(panel, QPlainTextEdit, "concern-editor"), "1998")
    context.runner.command(lambda s: s.concerns.delete(asked))
    assert whose(panel) is None
    # It is there again with its question.
    context.runner.command(lambda s: s.undo())
    assert part(panel, QPlainTextEdit, "concern-editor").toPlainText() == "1998"
    assert whose(panel) == contact_id


def test_a_text_begun_about_an_answered_question_stays_in_sight(
    panel: ContactPanel, services: Services
) -> None:
    (first, _), (other, _) = people.lead(services), people.lead(services, "Atelier Fauve")
    asked = services.concerns.add(first, None, "Since when?").value
    services.concerns.answer(asked, "1998")
    panel.show_contact(first)
    part(panel, QPushButton, "answered-concerns").setChecked(True)
    trigger(part(panel, QToolButton, f"concern-menu-{asked}").menu(), "correct-answer")
    QTest.keyClicks(part(panel, QPlainTextEdit, "concern-editor"), "1999")
    part(panel, QPushButton, "answered-concerns").setChecked(False)
    assert whose(panel) == first
    panel.show_contact(other)
    panel.show_contact(first)
    editor = part(panel, QPlainTextEdit, "concern-editor")
    assert (editor.isVisible(), editor.toPlainText()) == (True, "1999")
    assert whose(panel) == first
    ctrl_enter(editor)
    assert part(panel, QWidget, f"concern-{asked}").isHidden()


def test_a_line_that_is_mended_keeps_its_no_break_spaces(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, _deal = people.lead(services)
    write = WriteInteraction(contact_id, None, InteractionKind.NOTE, "Ça va\u00a0?")
    line = services.journal.write(write).value
    panel.show_contact(contact_id)
    of_line(panel, line, "correct")
    editor = part(panel, QPlainTextEdit, "correction-editor")
    editor.appendPlainText("Oui\u00a0!")
    ctrl_enter(editor)
    note(panel).setPlainText("Et après\u00a0?")
    ctrl_enter(note(panel))
    bodies = {entry.body for entry in services.contact_view.contact(contact_id).journal}
    assert bodies >= {"Ça va\u00a0?\nOui\u00a0!", "Et après\u00a0?"}


def test_what_was_typed_for_somebody_deleted_beside_the_panel_waits_for_them_unasked(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    (first, _), (other, _) = people.lead(services), people.lead(services, "Atelier Fauve")
    panel.show_contact(first)
    QTest.keyClicks(note(panel), "Wants a quote")
    panel.show_contact(other)
    context.runner.command(lambda s: s.contacts.delete((first,)))
    assert whose(panel) is None
    context.runner.command(lambda s: s.undo())
    assert whose(panel) == first
    panel.show_contact(first)
    assert note(panel).toPlainText() == "Wants a quote"


def test_what_was_typed_for_somebody_who_is_deleted_is_gone(
    panel: ContactPanel, services: Services, context: UiContext
) -> None:
    contact_id, _deal = people.lead(services)
    panel.show_contact(contact_id)
    QTest.keyClicks(note(panel), "Wants a quote")
    QTest.keyClicks(question(panel), "Since when?")
    asked = services.concerns.add(contact_id, None, "How long?").value
    panel.refresh()
    press(panel, f"answer-{asked}")
    QTest.keyClicks(part(panel, QPlainTextEdit, "concern-editor"), "Two weeks")
    write = WriteInteraction(contact_id, None, InteractionKind.NOTE, "Wants a quote")
    line = services.journal.write(write).value
    panel.refresh()
    of_line(panel, line, "correct")
    part(panel, QPlainTextEdit, "correction-editor").appendPlainText("soon")
    context.runner.command(lambda s: s.contacts.delete((contact_id,)))
    assert whose(panel) is None
    panel.show_contact(people.lead(services, "Atelier Fauve")[0])
    assert whose(panel) is None
