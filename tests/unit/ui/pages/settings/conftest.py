"""The desk over which sections of the settings open their dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.pages.settings.list_section import ListSection
from support.clock import FakeClock
from support.desk import Desk

S = TypeVar("S", bound=ListSection)


@pytest.fixture
def desk(qtbot: QtBot, services: Services, clock: FakeClock) -> Desk:
    return Desk(qtbot, services, clock)


@pytest.fixture
def place(desk: Desk) -> Callable[[Callable[[UiContext], S]], S]:
    """Return what makes a section and shows it on the desk."""

    def make(section: Callable[[UiContext], S]) -> S:
        made = section(desk.context)
        QVBoxLayout(desk.window).addWidget(made)
        made.show()
        made.setFocus()
        return made

    return make
