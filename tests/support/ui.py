"""What tests of pages and dialogs are made with: a context over real services, and flows that
only note what was asked of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from pisteur.domain.calendar import Clock
from pisteur.presentation.runner import ImmediateRunner
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.theme.theme import Theme


class RecordingFlows:
    """Stands for `WindowFlows`; `calls` has (name, arguments) of each call."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[object, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def note(*arguments: object) -> None:
            self.calls.append((name, arguments))

        return note


def make_context(services: Services, clock: Clock) -> tuple[UiContext, RecordingFlows]:
    """Return a context whose runner works at once, and its flows."""
    runner = ImmediateRunner(lambda: services)
    flows = RecordingFlows()
    context = UiContext(runner, Theme(), clock)
    runner.setParent(context)
    context.theme.setParent(context)
    context.flows = flows
    return context, flows


@contextmanager
def look_restored(app: QApplication) -> Iterator[None]:
    """Take a theme that a test puts on `app` off again."""
    font = app.font()
    try:
        yield
    finally:
        # A sheet without rules, not none: taken away from under widgets that live, Qt keeps
        # pointers to some of them after they are gone, and the next sheet crashes on those. The
        # app itself only ever changes its sheet for another.
        app.setStyleSheet("/* bare */")
        app.setPalette(QPalette())
        app.setFont(font)
