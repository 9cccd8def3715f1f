"""A dialog and its command, over a worker of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.errors import PisteurError
from pisteur.presentation.runner import Runner
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.flows import WindowFlows
from pisteur.ui.theme.theme import Theme
from support.clock import FakeClock


@pytest.fixture
def context(qtbot: QtBot, services: Services, clock: FakeClock) -> Iterator[UiContext]:
    """Return one whose flows lie over a window of their own."""
    runner = Runner(lambda: services)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = UiContext(runner, Theme(), clock, window)
    made.flows = WindowFlows(made, window)
    yield made
    runner.close()


def test_a_dialog_whose_command_meets_a_bug_keeps_what_was_typed_and_can_be_used_again(
    qtbot: QtBot, services: Services, context: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    said: list[PisteurError] = []
    context.error_requested.connect(said.append)
    context.flows.add_lead()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AddLeadDialog)
    dialog.line.setText("Garage Morel")

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("sys.excepthook", lambda kind, error, trace: caught.append(error))
        patch.setattr(services.contacts, "add_lead", broken)
        dialog.accept()
        qtbot.waitUntil(lambda: bool(caught) and context.runner.idle)
    assert dialog.isVisible()
    assert dialog.line.text() == "Garage Morel"
    # The report of the bug is all that is said of it.
    assert said == []
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert services.db.rows("SELECT count(*) FROM contacts")[0][0] == 1


@pytest.mark.parametrize("stays", [False, True])
def test_a_dialog_whose_command_is_on_disk_answers_although_what_follows_meets_a_bug(
    qtbot: QtBot,
    services: Services,
    context: UiContext,
    monkeypatch: pytest.MonkeyPatch,
    *,
    stays: bool,
) -> None:
    caught: list[BaseException] = []
    context.flows.add_lead()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AddLeadDialog)
    dialog.line.setText("Garage Morel")

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: caught.append(error))
    monkeypatch.setattr(context, "show_contact", broken)
    if stays:
        dialog.next.click()
    else:
        dialog.accept()
    qtbot.waitUntil(lambda: context.runner.idle)
    assert [type(error) for error in caught] == [ZeroDivisionError]
    # It does not invite to add the same lead once more, and can be closed.
    if stays:
        assert (dialog.isVisible(), dialog.line.text()) == (True, "")
        dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert services.db.rows("SELECT count(*) FROM contacts")[0][0] == 1
