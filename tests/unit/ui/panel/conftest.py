"""The panel over real services, in a runner that works at once."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_panel import ContactPanel
from support.clock import FakeClock
from support.ui import RecordingFlows, make_context


@pytest.fixture
def made(qtbot: QtBot, services: Services, clock: FakeClock) -> tuple[UiContext, RecordingFlows]:
    return make_context(services, clock)


@pytest.fixture
def context(made: tuple[UiContext, RecordingFlows]) -> UiContext:
    return made[0]


@pytest.fixture
def flows(made: tuple[UiContext, RecordingFlows]) -> RecordingFlows:
    return made[1]


@pytest.fixture
def panel(qtbot: QtBot, context: UiContext) -> ContactPanel:
    shown = ContactPanel(context)
    qtbot.addWidget(shown)
    shown.resize(336, 820)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown
