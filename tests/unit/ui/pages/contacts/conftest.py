"""The page of contacts over real services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pisteur.services.services import Services
from pisteur.ui.pages.contacts.page import ContactsPage
from support.clock import FakeClock
from support.ui import RecordingFlows, make_context


@pytest.fixture
def page(
    qtbot: QtBot, services: Services, clock: FakeClock
) -> Iterator[tuple[ContactsPage, RecordingFlows]]:
    """Return the page, not yet shown, and the flows that it asks."""
    context, flows = make_context(services, clock)
    made = ContactsPage(context)
    made.resize(880, 600)
    qtbot.addWidget(made)
    yield made, flows
    context.deleteLater()
