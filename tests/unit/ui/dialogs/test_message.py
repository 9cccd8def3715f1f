"""Writing to a contact: filled in, handed over, and in the journal only once it was sent."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from pisteur.domain import settings
from pisteur.domain.commands import DealInput, PlanFollowUp, WriteInteraction
from pisteur.domain.errors import StorageError
from pisteur.domain.snapshots import JournalEntry
from pisteur.domain.templates import Field
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind
from pisteur.domain.writing import TemplateInput
from pisteur.ui.dialogs.complete import CompleteDialog
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.dialogs.message import MessageDialog
from support import people
from support.desk import Desk

LINE = "Inès Roche ines@fauve.example 06 39 98 12 34"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system was asked to open."""
    links: list[QUrl] = []

    def open_url(target: QUrl) -> bool:
        links.append(target)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return links


@pytest.fixture
def contact(desk: Desk) -> tuple[int, int]:
    """Someone new with an address and a phone; the only template is short and whole."""
    for template in desk.services.templates.templates():
        desk.services.templates.remove(template.id)
    short = TemplateInput("Short", "About {deal}", "Hello from {my name}")
    desk.services.templates.add(short)
    desk.services.settings.put(settings.MY_NAME, "Zoé & Co")
    contact_id, card_id = people.lead(desk.services, LINE)
    desk.services.opportunities.edit(card_id, DealInput("Website"))
    return contact_id, card_id


def write(desk: Desk, contact: tuple[int, int], *more: object) -> MessageDialog:
    desk.flows.write(*contact, *more)  # type: ignore[arg-type]
    return desk.dialog(MessageDialog)


def journal(desk: Desk, contact_id: int) -> list[JournalEntry]:
    entries = desk.services.contact_view.contact(contact_id).journal
    return [entry for entry in entries if entry.interaction_id is not None]


def label(dialog: MessageDialog, name: str) -> QLabel:
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def test_the_template_is_filled_in_and_opened_in_the_mail_program(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    assert dialog.message.text == ("About Website", "Hello from Zoé & Co")
    assert not dialog.message.gaps.isVisible()
    dialog.primary.click()
    (url,) = opened
    assert url.toEncoded().data() == (
        b"mailto:ines@fauve.example?subject=About%20Website&body=Hello%20from%20Zo%C3%A9%20%26%20Co"
    )


def test_no_break_spaces_are_kept_and_a_letter_not_touched_is_left_without_a_question(
    desk: Desk, contact: tuple[int, int]
) -> None:
    body = "Une question\u00a0: oui\u202f?\n\nÀ bientôt"
    desk.services.templates.add(TemplateInput("French", "Oui, non", body))
    dialog = write(desk, contact)
    dialog.template.setCurrentIndex(dialog.template.findText("French"))
    assert dialog.message.text == ("Oui, non", body)
    dialog.template.setCurrentIndex(0)
    dialog.reject()
    assert desk.dialogs_open == 0


def test_nothing_is_in_the_journal_until_the_user_says_that_it_was_sent(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    before = desk.services.db.undo_label
    dialog.primary.click()
    assert len(opened) == 1
    assert journal(desk, contact[0]) == []
    assert dialog.windowTitle() == "Is it sent?"
    dialog.secondary.click()
    assert desk.dialogs_open == 0
    assert journal(desk, contact[0]) == []
    assert desk.services.db.undo_label == before


def test_once_sent_the_journal_has_its_template_subject_and_words_and_it_counts(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    dialog.primary.click()
    dialog.primary.click()
    assert desk.dialogs_open == 0
    (entry,) = journal(desk, contact[0])
    assert (entry.kind, entry.direction) == (InteractionKind.EMAIL, Direction.OUTGOING)
    assert entry.body == "Short · About Website\n\nHello from Zoé & Co"
    assert desk.services.contact_view.contact(contact[0]).persistence.attempts == 1
    assert desk.notices == [("In the journal: message to Inès Roche", True)]
    desk.services.undo()
    assert journal(desk, contact[0]) == []


def test_all_of_it_goes_by_keyboard(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    write(desk, contact)
    ctrl = Qt.KeyboardModifier.ControlModifier
    desk.press(Qt.Key.Key_Return, modifier=ctrl)
    desk.press(Qt.Key.Key_Return)
    assert len(opened) == 1
    assert len(journal(desk, contact[0])) == 1


def test_what_was_changed_by_hand_is_what_is_sent_and_noted(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    dialog.message.subject.setText("Other")
    dialog.message.body.setPlainText("Mine\n")
    dialog.primary.click()
    dialog.primary.click()
    assert opened[0].toString().endswith("?subject=Other&body=Mine")
    assert journal(desk, contact[0])[0].body == "Short · Other\n\nMine"


def test_back_to_the_text_nothing_is_lost(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    dialog.message.body.setPlainText("Mine")
    dialog.primary.click()
    back = dialog.findChild(QPushButton, "back")
    assert isinstance(back, QPushButton)
    back.click()
    assert dialog.message.body.isVisible()
    assert dialog.message.text[1] == "Mine"
    dialog.primary.click()
    assert len(opened) == 2


# What is missing.


@pytest.fixture
def gappy(desk: Desk, contact: tuple[int, int]) -> tuple[int, int]:
    desk.services.templates.add(
        TemplateInput("Gaps", "{useful link}", "🙂 {useful link}, {my trade}, {useful link}.")
    )
    return contact


def open_gappy(desk: Desk, contact: tuple[int, int]) -> MessageDialog:
    dialog = write(desk, contact)
    dialog.template.setCurrentIndex(dialog.template.findText("Gaps"))
    dialog.message.gaps.focus_first()
    return dialog


def test_missing_fields_are_named_marked_and_not_sent(
    desk: Desk, gappy: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = open_gappy(desk, gappy)
    assert dialog.message.gaps.fields == (Field.RESOURCE, Field.MY_TRADE)
    marked = [own.cursor.selectedText() for own in dialog.message.body.extraSelections()]
    assert marked == ["{useful link}", "{my trade}", "{useful link}"]
    dialog.primary.click()
    assert opened == []
    error = dialog.fields["body"].error
    assert error == "Fill these in or take them out: {useful link}, {my trade}"


def test_missing_fields_are_filled_in_with_tab_everywhere_they_stand(
    desk: Desk, gappy: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = open_gappy(desk, gappy)
    desk.write("a.example")
    desk.press(Qt.Key.Key_Tab)
    assert dialog.message.text == ("a.example", "🙂 a.example, {my trade}, a.example.")
    assert dialog.message.gaps.fields == (Field.MY_TRADE,)
    desk.write("plumber")
    desk.press(Qt.Key.Key_Return)
    assert dialog.message.text[1] == "🙂 a.example, plumber, a.example."
    assert not dialog.message.gaps.isVisible()
    assert opened == []
    dialog.primary.click()
    assert len(opened) == 1


def test_what_the_user_says_of_himself_is_kept_for_the_next_message(
    desk: Desk, gappy: tuple[int, int]
) -> None:
    open_gappy(desk, gappy)
    desk.press(Qt.Key.Key_Tab)
    desk.write("plumber")
    desk.press(Qt.Key.Key_Tab)
    assert desk.services.settings.get(settings.MY_TRADE) == "plumber"


def test_filling_in_is_undone_in_the_text_and_asked_for_again(
    desk: Desk, gappy: tuple[int, int]
) -> None:
    dialog = open_gappy(desk, gappy)
    desk.write("a.example")
    desk.press(Qt.Key.Key_Tab)
    dialog.message.body.undo()
    assert dialog.message.gaps.fields == (Field.RESOURCE, Field.MY_TRADE)


# Ways to send.


def test_a_text_too_long_for_a_link_goes_to_the_clipboard_and_that_is_said(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    long = "é" * 900
    dialog.message.body.setPlainText(long)
    dialog.primary.click()
    assert opened[0].toEncoded().data() == b"mailto:ines@fauve.example?subject=About%20Website"
    assert QApplication.clipboard().text() == long
    assert "on the clipboard, paste it there" in label(dialog, "handed-over").text()


def test_a_text_is_copied_with_its_subject(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    copy = dialog.findChild(QPushButton, "copy")
    assert isinstance(copy, QPushButton)
    copy.click()
    assert QApplication.clipboard().text() == "About Website\n\nHello from Zoé & Co"
    assert opened == []
    dialog.primary.click()
    assert journal(desk, contact[0])[0].kind is InteractionKind.EMAIL


def test_to_a_phone_it_is_copied_without_subject_and_noted_as_a_message(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact, None, "06 39 98 12 34")
    assert not dialog.message.subject.isVisible()
    assert dialog.primary.text() == "Copy"
    dialog.primary.click()
    assert QApplication.clipboard().text() == "Hello from Zoé & Co"
    assert opened == []
    dialog.primary.click()
    (entry,) = journal(desk, contact[0])
    assert (entry.kind, entry.body) == (InteractionKind.MESSAGE, "Short\n\nHello from Zoé & Co")


def test_a_script_read_on_the_phone_is_noted_as_a_call(
    desk: Desk, contact: tuple[int, int]
) -> None:
    dialog = write(desk, contact, None, "06 39 98 12 34")
    dialog.primary.click()
    call = dialog.findChild(QPushButton, "sent-as-call")
    assert isinstance(call, QPushButton)
    call.click()
    dialog.primary.click()
    assert journal(desk, contact[0])[0].kind is InteractionKind.CALL


def test_with_several_addresses_the_one_asked_for_is_chosen_and_mails_come_first(
    desk: Desk, contact: tuple[int, int]
) -> None:
    dialog = write(desk, contact)
    shown = [dialog.to.itemText(place) for place in range(dialog.to.count())]
    assert shown == ["ines@fauve.example", "06\u00a039\u00a098\u00a012\u00a034"]
    assert dialog.to.currentIndex() == 0
    dialog.reject()
    assert write(desk, contact, None, "06 39 98 12 34").to.currentIndex() == 1


def test_without_any_address_it_can_be_copied(desk: Desk, contact: tuple[int, int]) -> None:
    other = people.lead(desk.services, "Nobody")
    dialog = write(desk, other)
    assert (dialog.to.currentText(), dialog.to.isEnabled()) == ("No address known", False)
    dialog.message.body.setPlainText("Hello")
    dialog.primary.click()
    assert QApplication.clipboard().text() == "Hello"


# Templates.


def test_a_text_changed_by_hand_is_there_again_after_a_look_at_another_template(
    desk: Desk, gappy: tuple[int, int]
) -> None:
    dialog = write(desk, gappy)
    dialog.message.body.setPlainText("Mine")
    dialog.template.setCurrentIndex(dialog.template.findText("Gaps"))
    assert dialog.message.text[1].startswith("🙂")
    dialog.template.setCurrentIndex(dialog.template.findText("Short"))
    assert dialog.message.text[1] == "Mine"


def test_closing_asks_before_a_text_changed_by_hand_is_lost(
    desk: Desk, contact: tuple[int, int]
) -> None:
    dialog = write(desk, contact)
    dialog.message.body.setPlainText("Mine")
    dialog.reject()
    desk.dialog(ConfirmDialog)


def test_without_a_template_an_empty_message_is_not_handed_over(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    dialog = write(desk, contact)
    dialog.template.setCurrentIndex(dialog.template.findText("Without a template"))
    assert dialog.message.text == ("", "")
    dialog.primary.click()
    assert dialog.fields["body"].error == "Write the message."
    dialog.message.body.setPlainText("Hello")
    dialog.primary.click()
    dialog.primary.click()
    assert journal(desk, contact[0])[0].body == "Hello"


def test_the_quote_reminds_of_its_file_before_and_after(desk: Desk, opened: list[QUrl]) -> None:
    contact = people.prospect(desk.services, "Fauve ines@fauve.example")
    dialog = write(desk, contact)
    assert dialog.template.currentText() == "Quote sent"
    assert label(dialog, "attach").isVisible()
    dialog.message.show_text("Quote", "Here it is.")
    dialog.primary.click()
    assert len(opened) == 1
    assert label(dialog, "attached").isVisible()
    dialog.findChild(QPushButton, "back").click()  # type: ignore[union-attr]
    dialog.template.setCurrentIndex(dialog.template.findText("Thanks"))
    assert not label(dialog, "attach").isVisible()
    dialog.message.show_text("Thanks", "Thank you.")
    dialog.primary.click()
    assert not label(dialog, "attached").isVisible()


# Warnings and actions.


class TestRule6PersistentNotAnnoying:
    def test_it_warns_when_the_limit_of_attempts_is_reached(
        self, desk: Desk, contact: tuple[int, int]
    ) -> None:
        assert not label(write(desk, contact), "warning").isVisible()
        desk.dialog(MessageDialog).reject()
        desk.services.settings.put(settings.ATTEMPTS_LIMIT, 1)
        desk.services.journal.write(
            WriteInteraction(*contact, InteractionKind.CALL, "x", Direction.OUTGOING)
        )
        warning = label(write(desk, contact), "warning")
        assert warning.isVisible()
        assert warning.text().startswith("1 attempt in 30 days, your limit is 1 · no reply yet")

    def test_a_message_counts_as_an_attempt_from_when_it_was_sent(
        self, desk: Desk, contact: tuple[int, int], opened: list[QUrl]
    ) -> None:
        desk.services.settings.put(settings.ATTEMPTS_LIMIT, 1)
        for sent in (False, True):
            dialog = write(desk, contact)
            assert not label(dialog, "warning").isVisible()
            dialog.primary.click()
            (dialog.primary if sent else dialog.secondary).click()
        assert label(write(desk, contact), "warning").isVisible()


class TestRule8NothingIsLost:
    def test_a_disk_that_fails_leaves_the_question_and_the_text(
        self,
        desk: Desk,
        contact: tuple[int, int],
        opened: list[QUrl],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(_command: object) -> None:
            raise StorageError("disk.full", path="/there", detail="full")

        dialog = write(desk, contact)
        dialog.message.body.setPlainText("Mine")
        dialog.primary.click()
        monkeypatch.setattr(desk.services.journal, "write", fail)
        dialog.primary.click()
        assert [error.code for error in desk.errors] == ["disk.full"]
        assert desk.dialog(MessageDialog).message.text[1] == "Mine"
        monkeypatch.undo()
        dialog.primary.click()
        assert desk.dialogs_open == 0
        assert len(journal(desk, contact[0])) == 1


def plan(desk: Desk, contact: tuple[int, int]) -> int:
    command = PlanFollowUp(*contact, FollowUpKind.EMAIL, "Remind", date(2026, 11, 22))
    return desk.services.follow_ups.plan(command).value


def test_the_action_that_it_was_written_for_is_ticked_off_with_it(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    action = plan(desk, contact)
    dialog = write(desk, contact, action)
    dialog.primary.click()
    dialog.primary.click()
    complete = desk.dialog(CompleteDialog)
    assert desk.dialogs_open == 1
    assert "Remind" in complete.windowTitle()
    assert len(journal(desk, contact[0])) == 1


def test_the_action_stays_when_the_user_says_so(
    desk: Desk, contact: tuple[int, int], opened: list[QUrl]
) -> None:
    action = plan(desk, contact)
    dialog = write(desk, contact, action)
    dialog.primary.click()
    dialog.sent._complete.click()
    dialog.primary.click()
    assert desk.dialogs_open == 0
    assert len(journal(desk, contact[0])) == 1


def test_someone_who_is_gone_is_said_to_be(desk: Desk) -> None:
    desk.flows.write(4711)
    assert [error.code for error in desk.errors] == ["record.gone"]
    assert desk.dialogs_open == 0


def test_the_dialog_fits_a_small_window_with_everything_asked(desk: Desk) -> None:
    contact = people.prospect(desk.services, LINE)
    dialog = write(desk, contact)
    assert len(dialog.message.gaps.fields) > 3
    QApplication.processEvents()
    assert dialog.width() <= 1024
    assert dialog.height() <= 600
