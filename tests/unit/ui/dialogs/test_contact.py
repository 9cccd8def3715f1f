"""Editing a contact: every field is kept, and what is wrong is said beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from pisteur.domain.commands import EditContact, PointInput
from pisteur.domain.words import Heat, Nature, PointKind
from pisteur.services.services import Services
from pisteur.ui.dialogs.contact import FRAME, EditContactDialog
from pisteur.ui.dialogs.form import ConfirmDialog
from pisteur.ui.dialogs.points import PointField
from support import people
from support.desk import Desk

FULL = EditContact(
    contact_id=0,
    civility="Mme",
    given_name="Inès",
    family_name="Roche",
    company="Atelier Fauve",
    job_title="Gérante",
    nature=Nature.PROFESSIONAL,
    heat=Heat.WARM,
    points=(
        PointInput(PointKind.PHONE, "06 39 98 12 34", "mobile"),
        PointInput(PointKind.PHONE, "01 99 00 12 34"),
        PointInput(PointKind.EMAIL, "ines@example.org", "work"),
    ),
    street="1 rue du Pont",
    postal_code="69001",
    city="Lyon",
    country="France",
    website="https://example.org",
    siret="73282932000074",
    source="Fair",
    tags=("graphic", "lyon"),
)


@pytest.fixture
def dialog(desk: Desk, services: Services) -> EditContactDialog:
    contact, _card = people.lead(services, "Inès Roche")
    services.contacts.edit(replace(FULL, contact_id=contact))
    desk.flows.edit_contact(contact)
    return desk.dialog(EditContactDialog)


def fields(dialog: EditContactDialog, kind: PointKind) -> list[PointField]:
    found = [one for one in dialog.findChildren(PointField) if isinstance(one, PointField)]
    return [one for one in found if one.kind is kind and not one.isHidden()]


def test_every_field_is_shown_and_kept(dialog: EditContactDialog) -> None:
    assert dialog.read() == replace(FULL, contact_id=dialog.read().contact_id)
    assert not dialog.has_unsaved()


def test_tab_goes_through_the_fields_as_one_reads(dialog: EditContactDialog) -> None:
    seen: list[str] = []
    dialog.edit("civility").setFocus()
    for _step in range(24):
        focused = dialog.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    names = ["civility", "company", "job_title", "phone-1", "phone-2", "email-1", "street"]
    assert [name for name in seen if name in names] == names


def test_tab_goes_through_each_phone_and_then_to_the_button_for_one_more(
    dialog: EditContactDialog,
) -> None:
    add = dialog.findChild(QPushButton, "phone-add")
    assert isinstance(add, QPushButton)
    add.click()
    QApplication.processEvents()  # Only then is the new line shown.
    passed = []
    fields(dialog, PointKind.PHONE)[0].value.setFocus()
    for _step in range(11):
        focused = dialog.focusWidget()
        assert focused is not None
        passed.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    lines = [(f"phone-{n}", f"phone-label-{n}", f"phone-remove-{n}") for n in (1, 2, 3)]
    assert passed == [*(stop for line in lines for stop in line), "phone-add", "email-1"]


def test_all_fields_are_in_sight_where_the_window_has_room(desk: Desk, services: Services) -> None:
    contact, _card = people.lead(services, "Inès Roche")
    for height, scrolls in ((900, False), (560, True)):
        desk.window.resize(1024, height)
        desk.flows.edit_contact(contact)
        dialog = desk.dialog(EditContactDialog)
        assert dialog.height() <= height - FRAME
        assert (dialog._area.verticalScrollBar().maximum() > 0) is scrolls
        dialog.reject()


def test_saving_again_changes_nothing_but_what_was_edited(
    desk: Desk, services: Services, dialog: EditContactDialog
) -> None:
    contact = dialog.read().contact_id
    before = services.contact_view.contact(contact)
    dialog.edit("tags").setText("lyon, fair 2026")
    dialog.primary.click()
    assert desk.dialogs_open == 0
    after = services.contact_view.contact(contact)
    tags = ("fair 2026", "lyon")
    assert after == replace(before, tags=tags, facts=before.facts._replace(tags=tags))


def test_a_wrong_address_is_said_on_leaving_the_field(dialog: EditContactDialog) -> None:
    email = fields(dialog, PointKind.EMAIL)[0]
    email.value.setText("ines@")
    email.value.editingFinished.emit()
    assert email.error == "“ines@” is not an e-mail address. Check the @ and the end."
    email.value.setText("ines@example.org")
    email.value.editingFinished.emit()
    assert email.error is None


def test_a_wrong_address_stops_the_saving_and_is_kept(
    desk: Desk, dialog: EditContactDialog
) -> None:
    email = fields(dialog, PointKind.EMAIL)[0]
    email.value.setText("ines@")
    dialog.edit("city").setText("Paris")
    dialog.primary.click()
    assert desk.dialog(EditContactDialog) is dialog
    assert email.error is not None
    assert (email.value.text(), dialog.edit("city").text()) == ("ines@", "Paris")
    assert desk.changes == 0


def test_a_wrong_siret_is_said_on_leaving_and_on_saving(
    desk: Desk, dialog: EditContactDialog
) -> None:
    dialog.edit("siret").setText("123")
    dialog.edit("siret").editingFinished.emit()
    wanted = "“123” is not a valid SIRET: 14 digits, check digit included."
    assert dialog.fields["siret"].error == wanted
    dialog.primary.click()
    assert dialog.fields["siret"].error == wanted
    assert desk.changes == 0
    dialog.edit("siret").setText("732 829 320 00074")
    dialog.primary.click()
    assert desk.dialogs_open == 0


def test_odd_phones_and_postal_codes_are_hinted_at_and_kept(
    desk: Desk, dialog: EditContactDialog
) -> None:
    phone = fields(dialog, PointKind.PHONE)[0]
    phone.value.setText("ask Paul")
    phone.value.editingFinished.emit()
    dialog.edit("postal_code").setText("6900")
    dialog.edit("postal_code").editingFinished.emit()
    said = [label.text() for label in dialog.findChildren(QLabel) if isinstance(label, QLabel)]
    assert "This does not look like a number. It is kept as typed." in said
    assert "A French postal code has five digits. It is kept as typed." in said
    dialog.primary.click()
    assert desk.count("contact_points", "value = 'ask Paul'") == 1
    assert desk.count("contacts", "postal_code = '6900'") == 1


def test_a_foreign_postal_code_is_not_remarked_on(dialog: EditContactDialog) -> None:
    dialog.edit("postal_code").setText("SW1A 1AA")
    dialog.edit("country").setText("United Kingdom")
    dialog.edit("country").editingFinished.emit()
    said = [label.text() for label in dialog.findChildren(QLabel) if isinstance(label, QLabel)]
    assert "A French postal code has five digits. It is kept as typed." not in said


def test_phones_can_be_added_and_taken_off(desk: Desk, dialog: EditContactDialog) -> None:
    remove = dialog.findChild(QToolButton, "phone-remove-1")
    assert isinstance(remove, QToolButton)
    remove.click()
    dialog.phones._add_and_go()
    desk.write("02 61 91 12 34")
    dialog.primary.click()
    found = desk.services.db.rows(
        "SELECT value FROM contact_points WHERE kind = 'phone' ORDER BY position"
    )
    assert [row[0] for row in found] == ["01 99 00 12 34", "02 61 91 12 34"]


def test_a_contact_emptied_of_everything_is_refused(desk: Desk, dialog: EditContactDialog) -> None:
    for name in ("given_name", "family_name", "company"):
        dialog.edit(name).clear()
    for point in dialog.findChildren(PointField):
        assert isinstance(point, PointField)
        point.value.clear()
    dialog.primary.click()
    assert dialog.fields["family_name"].error is not None
    assert desk.dialog(EditContactDialog) is dialog


def test_unsaved_changes_are_asked_about(desk: Desk, dialog: EditContactDialog) -> None:
    dialog.edit("city").setText("Paris")
    desk.press(Qt.Key.Key_Escape)
    desk.dialog(ConfirmDialog).reject()
    assert desk.dialog(EditContactDialog) is dialog
    assert dialog.edit("city").text() == "Paris"
    desk.press(Qt.Key.Key_Escape)
    desk.dialog(ConfirmDialog).accept()
    assert (desk.dialogs_open, desk.changes) == (0, 0)
