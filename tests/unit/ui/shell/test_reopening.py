"""The window that opens again: in which language."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest

from pisteur import app
from pisteur.app import Options
from pisteur.ui.shell.window import Restart
from support.clock import FakeClock


@pytest.mark.parametrize(
    ("restart", "language"),
    [
        # The one that was chosen in the window, which the file has by now.
        (Restart(), None),
        (Restart(Path("backup.db")), "fr"),
    ],
)
def test_a_language_asked_for_at_the_start_holds_until_another_is_chosen(
    monkeypatch: pytest.MonkeyPatch, clock: FakeClock, restart: Restart, language: str | None
) -> None:
    opened: list[Options] = []
    ends = [restart, None]

    def open_(*arguments: object) -> MagicMock:
        opened.append(arguments[-1])  # type: ignore[arg-type] # the last
        session = MagicMock()
        session.window.restart = ends.pop(0)
        return session

    for name in ("make_application", "Collector", "Theme"):
        monkeypatch.setattr(app, name, MagicMock())
    monkeypatch.setattr(app, "_open", open_)
    assert app.run_window(Path("pisteur.db"), Options("fr", clock)) == 0
    first, again = opened
    assert (first.language, again.language) == ("fr", language)
    assert again.clock is clock
