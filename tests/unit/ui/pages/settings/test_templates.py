"""The templates in the settings: listed, edited with a preview, put away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton

from pisteur.domain import settings
from pisteur.ui.dialogs.template import TemplateDialog
from pisteur.ui.pages.settings.templates import TemplatesSection
from support.desk import Desk

Place = Callable[[Callable[..., TemplatesSection]], TemplatesSection]


@pytest.fixture
def section(place: Place) -> TemplatesSection:
    return place(TemplatesSection)


def edit(section: TemplatesSection, desk: Desk, name: str) -> TemplateDialog:
    found = next(row.id for row in section.editor.rows if row.name == name)
    section.editor.edit_asked.emit(found)
    return desk.dialog(TemplateDialog)


def text(dialog: TemplateDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def insert(dialog: TemplateDialog, name: str) -> None:
    found = dialog.findChild(QAction, f"insert-{name}")
    assert found is not None
    found.trigger()


def test_the_shipped_ones_are_listed_with_their_subjects(section: TemplatesSection) -> None:
    assert len(section.editor.rows) == 8
    first = section.editor.rows[0]
    assert (first.name, first.mark) == ("First contact", "")
    assert "{deal}" in first.detail


def test_one_is_written_by_keyboard_with_fields_from_the_menus(
    section: TemplatesSection, desk: Desk
) -> None:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(TemplateDialog)
    desk.write("Christmas")
    dialog.text.setFocus()
    insert(dialog, "greeting")
    desk.write(", best wishes. ")
    insert(dialog, "my_name")
    dialog.subject.setFocus()
    desk.write("For ")
    insert(dialog, "company")
    desk.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    made = desk.services.templates.templates()[-1]
    assert (made.name, made.subject) == ("Christmas", "For {company}")
    assert made.body == "{hello}, best wishes. {my name}"
    assert section.editor.current_id == made.id


def test_a_field_is_inserted_in_the_language_of_the_text(
    section: TemplatesSection, desk: Desk
) -> None:
    dialog = edit(section, desk, "Thanks")
    dialog.text.setPlainText("{bonjour}, {prénom} ")
    dialog.subject.clear()
    insert(dialog, "city")
    assert "{ville}" in dialog.text.toPlainText()


def test_the_preview_shows_how_it_reads_and_what_is_left(
    section: TemplatesSection, desk: Desk
) -> None:
    desk.context.runner.command(lambda s: s.settings.put(settings.MY_NAME, "Zoé"))
    dialog = edit(section, desk, "Thanks")
    dialog.subject.setText("For {company}")
    dialog.text.setPlainText("{hello}, see {useful link}. {my name}")
    assert text(dialog, "preview-subject") == "For Atelier Fauve"
    assert text(dialog, "preview-body") == "Hello Ms Roche, see {useful link}. Zoé"
    assert text(dialog, "preview-left") == "To fill in when you write: {useful link}"
    dialog.text.setPlainText("{helo}")
    assert text(dialog, "preview-left") == "Not a field: {helo}"


def test_the_shipped_text_comes_back_at_a_button(section: TemplatesSection, desk: Desk) -> None:
    shipped = desk.services.templates.templates()[0]
    dialog = edit(section, desk, "First contact")
    dialog.name.setText("Mine")
    dialog.text.setPlainText("Mine")
    dialog.primary.click()
    dialog = edit(section, desk, "Mine")
    back = dialog.findChild(QPushButton, "shipped")
    assert isinstance(back, QPushButton)
    back.click()
    dialog.primary.click()
    assert desk.services.templates.templates()[0] == shipped


def test_one_of_the_users_own_has_no_shipped_text(section: TemplatesSection, desk: Desk) -> None:
    section.editor.add_asked.emit()
    assert desk.dialog(TemplateDialog).findChild(QPushButton, "shipped") is None


def test_what_is_missing_is_said_beside_its_field(section: TemplatesSection, desk: Desk) -> None:
    section.editor.add_asked.emit()
    dialog = desk.dialog(TemplateDialog)
    dialog.primary.click()
    assert dialog.fields["name"].error == "Give the template a name."
    dialog.name.setText("Thanks")
    dialog.primary.click()
    assert dialog.fields["body"].error == "Write the message."
    dialog.text.setPlainText("x")
    dialog.primary.click()
    assert dialog.fields["name"].error == "“Thanks” is already in the list."


def test_a_shipped_one_is_put_away_and_offered_again(section: TemplatesSection, desk: Desk) -> None:
    first = section.editor.rows[0].id
    section.editor.remove_asked.emit(first)
    assert desk.notices == [("Template put away: it is no longer offered", True)]
    assert section.editor.rows[0].mark == "Put away"
    dialog = edit(section, desk, "First contact")
    assert not dialog.offered.isChecked()
    dialog.offered.click()
    dialog.primary.click()
    assert section.editor.rows[0].mark == ""


def test_they_are_ordered_from_the_list(section: TemplatesSection, desk: Desk) -> None:
    ids = tuple(row.id for row in section.editor.rows)
    section.editor.order_asked.emit(ids[::-1])
    assert tuple(row.id for row in section.editor.rows) == ids[::-1]


def test_the_dialog_fits_a_small_window(section: TemplatesSection, desk: Desk) -> None:
    dialog = edit(section, desk, "Thanks")
    assert dialog.minimumSizeHint().width() <= 1024
    assert dialog.height() <= 640
