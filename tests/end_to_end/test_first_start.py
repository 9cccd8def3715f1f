"""The first start: an empty board that says what to do, and the demonstration."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import cards_on_disk, select


def test_an_empty_board_says_what_to_do_and_the_demonstration_comes_and_goes_by_one_click(
    start: Start, fresh: Path
) -> None:
    window = start(fresh)
    assert window.state["page"] == "board"
    window.says("Your pipeline starts with a name", "board-empty")
    window.says("1. Add a lead", "board-empty")

    window.click("empty-demo")
    window.wait_for(toast="The demonstration is loaded", undo="Undo: Load the demonstration")
    shown = window.board
    assert sum(map(len, shown.values())) > 8
    assert window.close() == 0
    assert cards_on_disk(fresh) == shown

    window = start(fresh)
    assert window.board == shown
    window.menu("menu-file", "action-remove_demo")
    window.wait_for(toast="The demonstration is gone")
    window.says("Your pipeline starts with a name", "board-empty")
    assert window.close() == 0
    assert select(fresh, "SELECT count(*) FROM contacts") == [(0,)]

    window = start(fresh)
    window.says("Your pipeline starts with a name", "board-empty")
    assert window.close() == 0
