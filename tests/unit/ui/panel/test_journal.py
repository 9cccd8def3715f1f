from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import WriteInteraction
from pisteur.domain.errors import StorageError
from pisteur.domain.snapshots import JournalEntry
from pisteur.domain.words import Direction, Heat, InteractionKind, Outcome
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.widgets.breaks import BREAK
from support import people

from .reading import body_of, ctrl_enter, label, note, of_line, part, press, section, texts


@pytest.fixture
def shown(panel: ContactPanel, services: Services) -> tuple[int, int]:
    """The panel shows a lead: (contact id, opportunity id)."""
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    return contact_id, deal_id


def exchanges(services: Services, contact_id: int) -> list[JournalEntry]:
    journal = services.contact_view.contact(contact_id).journal
    return [entry for entry in journal if entry.interaction_id is not None]


def write(services: Services, contact_id: int, body: str) -> int:
    command = WriteInteraction(contact_id, None, InteractionKind.NOTE, body)
    return services.journal.write(command).value


def reads(qtbot: QtBot, panel: ContactPanel, line: str) -> None:
    """Wait until a line is shown: the rest may still be read."""
    qtbot.waitUntil(lambda: line in section(panel, "journal"))


# Writing.


def test_ctrl_enter_saves_a_note_shows_it_and_empties_the_field(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    QTest.keyClicks(note(panel), "Wants a quote")
    ctrl_enter(note(panel))
    saved = exchanges(services, shown[0])
    assert [(e.body, e.kind, e.direction) for e in saved] == [
        ("Wants a quote", InteractionKind.NOTE, Direction.NONE)
    ]
    assert note(panel).toPlainText() == ""
    assert "Wants a quote" in section(panel, "journal")


def test_undo_is_the_windows_until_something_is_typed(
    panel: ContactPanel, shown: tuple[int, int]
) -> None:
    def kept_by_the_field() -> bool:
        control = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control)
        event.ignore()
        QApplication.sendEvent(note(panel), event)
        return event.isAccepted()

    assert not kept_by_the_field()
    QTest.keyClicks(note(panel), "Wants a quote")
    assert kept_by_the_field()
    note(panel).undo()
    assert note(panel).toPlainText() == ""
    assert kept_by_the_field()
    QTest.keyClicks(note(panel), "Wants a quote")
    ctrl_enter(note(panel))
    assert not kept_by_the_field()


def test_an_exchange_keeps_who_made_it_and_how_it_went(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    direction = part(panel, QComboBox, "direction")
    outcome = part(panel, QComboBox, "outcome")
    assert not direction.isVisible()
    press(panel, "kind-call")
    assert direction.isVisible()
    direction.setCurrentIndex(direction.findData(Direction.INCOMING))
    outcome.setCurrentIndex(outcome.findData(Outcome.AMBIGUOUS))
    note(panel).setPlainText("Maybe")
    press(panel, "save-note")
    saved = exchanges(services, shown[0])[0]
    assert (saved.kind, saved.direction, saved.outcome) == (
        InteractionKind.CALL,
        Direction.INCOMING,
        Outcome.AMBIGUOUS,
    )
    said = section(panel, "journal")
    assert "22/11 · Unclear answer · They contacted me" in said
    assert not direction.isVisible()


def test_a_call_without_answer_needs_no_text(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    press(panel, "kind-call")
    outcome = part(panel, QComboBox, "outcome")
    outcome.setCurrentIndex(outcome.findData(Outcome.NO_ANSWER))
    press(panel, "save-note")
    assert exchanges(services, shown[0])[0].outcome is Outcome.NO_ANSWER


def test_an_empty_note_says_so_beside_the_field(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    ctrl_enter(note(panel))
    assert label(part(panel, QWidget, "composer"), "error") == "Write something first."
    assert exchanges(services, shown[0]) == []
    QTest.keyClicks(note(panel), "x")
    assert label(part(panel, QWidget, "composer"), "error") == ""


def test_a_disk_that_fails_keeps_what_was_typed(
    panel: ContactPanel,
    services: Services,
    shown: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_command: WriteInteraction) -> None:
        raise StorageError("disk.full")

    note(panel).setPlainText("Wants a quote")
    with monkeypatch.context() as patched:
        patched.setattr(services.journal, "write", fail)
        ctrl_enter(note(panel))
    assert note(panel).toPlainText() == "Wants a quote"
    assert "The disk is full" in label(part(panel, QWidget, "composer"), "error")
    assert not note(panel).isReadOnly()
    ctrl_enter(note(panel))
    assert [e.body for e in exchanges(services, shown[0])] == ["Wants a quote"]


def test_a_refresh_keeps_what_is_being_typed(
    panel: ContactPanel, context: UiContext, shown: tuple[int, int]
) -> None:
    note(panel).setFocus()
    QTest.keyClicks(note(panel), "half a sent")
    context.runner.command(lambda s: s.contacts.set_heat((shown[0],), Heat.HOT))
    assert note(panel).toPlainText() == "half a sent"
    assert note(panel).textCursor().position() == len("half a sent")


def test_what_is_typed_waits_for_its_contact(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    other_id, _deal = people.lead(services, "Atelier Fauve")
    press(panel, "kind-email")
    QTest.keyClicks(note(panel), "for Morel")
    panel.show_contact(other_id)
    assert note(panel).toPlainText() == ""
    panel.clear()
    panel.show_contact(*shown)
    assert note(panel).toPlainText() == "for Morel"
    ctrl_enter(note(panel))
    assert exchanges(services, shown[0])[0].kind is InteractionKind.EMAIL
    assert exchanges(services, other_id) == []


def test_the_field_grows_with_its_lines_up_to_a_limit(
    panel: ContactPanel, shown: tuple[int, int]
) -> None:
    heights = []
    for lines in (1, 3, 5, 30):
        note(panel).setPlainText("\n".join("abc"[:1] * lines))
        heights.append(note(panel).height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_writing_starts_from_outside_with_the_kind_asked_for(
    panel: ContactPanel, shown: tuple[int, int]
) -> None:
    panel.activateWindow()
    panel.write(InteractionKind.CALL)
    assert QApplication.focusWidget() is note(panel)
    assert part(panel, QComboBox, "direction").isVisible()


# Reading.


def test_the_newest_line_is_on_top_and_events_are_said_in_words(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    write(services, shown[0], "first")
    write(services, shown[0], "second")
    panel.refresh()
    said = texts(part(panel, QWidget, "journal"))
    assert said.index("second") < said.index("first") < said.index("Added to Pisteur · 22/11")


def test_line_breaks_and_markup_are_shown_as_written(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    body = "one\n<img src='file:///x'>\n<b>two</b>"
    line = write(services, shown[0], body)
    panel.refresh()
    assert body in section(panel, "journal")
    found = body_of(panel, line)
    assert found.text() == body
    assert found.textFormat() == Qt.TextFormat.PlainText
    assert section(panel, "journal").count(body) == 1


def test_the_text_of_a_line_is_copied_as_written_long_words_too(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    address = "https://morel.example/a-very-long-path/that/does-not-end"
    line = write(services, shown[0], f"see\n{address}")
    panel.refresh()
    body = body_of(panel, line)
    assert BREAK in body.text()
    body.setSelection(4, len(body.text()) - 4)
    QTest.keyClick(body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == address
    body.setSelection(0, 0)
    of_line(panel, line, "copy")
    assert QApplication.clipboard().text() == f"see\n{address}"


# Correcting.


def test_a_line_is_corrected_in_place(
    panel: ContactPanel, services: Services, shown: tuple[int, int]
) -> None:
    line = write(services, shown[0], "Wants a quite")
    panel.refresh()
    of_line(panel, line, "correct")
    editor = part(panel, QPlainTextEdit, "correction-editor")
    assert editor.toPlainText() == "Wants a quite"
    editor.setPlainText("Wants a quote")
    ctrl_enter(editor)
    assert exchanges(services, shown[0])[0].body == "Wants a quote"
    assert not editor.isVisible()
    assert "Wants a quote" in texts(panel)


def test_escape_leaves_a_line_as_it_was_and_the_panel_open(
    panel: ContactPanel, services: Services, shown: tuple[int, int], qtbot: QtBot
) -> None:
    line = write(services, shown[0], "as it was")
    panel.refresh()
    of_line(panel, line, "correct")
    editor = part(panel, QPlainTextEdit, "correction-editor")
    editor.setPlainText("otherwise")
    with qtbot.assertNotEmitted(panel.closed):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert "as it was" in texts(panel)
    assert exchanges(services, shown[0])[0].body == "as it was"


def test_a_correction_that_fails_or_is_overtaken_by_a_refresh_keeps_its_text(
    panel: ContactPanel, context: UiContext, services: Services, shown: tuple[int, int]
) -> None:
    line = write(services, shown[0], "as it was")
    panel.refresh()
    of_line(panel, line, "correct")
    editor = part(panel, QPlainTextEdit, "correction-editor")
    editor.setPlainText("half")
    context.runner.command(lambda s: s.contacts.set_heat((shown[0],), Heat.HOT))
    assert part(panel, QPlainTextEdit, "correction-editor").toPlainText() == "half"
    assert "as it was" not in texts(panel)
    editor.setPlainText("")
    ctrl_enter(editor)
    row = part(panel, QWidget, f"exchange-{line}")
    assert label(row, "error") == "Write something first."
    assert exchanges(services, shown[0])[0].body == "as it was"


def test_a_line_is_deleted_and_comes_back_by_undo(
    panel: ContactPanel, context: UiContext, services: Services, shown: tuple[int, int]
) -> None:
    line = write(services, shown[0], "not meant")
    panel.refresh()
    notices: list[object] = []
    context.notice_requested.connect(lambda text, _undo: notices.append(text))
    of_line(panel, line, "delete")
    assert "not meant" not in texts(panel)
    assert notices == ["Line deleted from the journal"]
    context.runner.command(lambda s: s.undo())
    assert "not meant" in texts(panel)


def test_undoing_a_line_takes_it_out_of_sight(
    panel: ContactPanel, context: UiContext, shown: tuple[int, int]
) -> None:
    QTest.keyClicks(note(panel), "written and undone")
    ctrl_enter(note(panel))
    assert "written and undone" in texts(panel)
    context.runner.command(lambda s: s.undo())
    assert "written and undone" not in texts(panel)
