"""What is heard of the criteria in the table of contacts."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from pisteur.presentation.contacts_model import Column, ContactsModel
from pisteur.services.services import Services
from pisteur.ui.pages.contacts.page import ContactsPage
from support import people
from support.ui import RecordingFlows


def heard(page: ContactsPage) -> tuple[str, str]:
    model = page.table.model()
    assert isinstance(model, ContactsModel)
    return model.letters, model.index(0, Column.PIPS).data()


def test_the_criteria_are_heard_by_their_names_and_seen_by_their_letters(
    page: tuple[ContactsPage, RecordingFlows], services: Services, qtbot: QtBot
) -> None:
    people.prospect(services)
    shown, _flows = page
    shown.show()
    qtbot.waitExposed(shown)
    assert heard(shown) == ("T€D", "Target: Yes, Means: Yes, Decision: Yes")
