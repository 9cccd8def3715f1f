"""The desk that the dialogs are opened from."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pisteur.services.services import Services
from support.clock import FakeClock
from support.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)
