"""The Edit menu says what it would take back, and does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from end_to_end.conftest import Start
from support.window import Window, cards_on_disk, select

CARD = "Garage Morel"


def test_each_change_goes_back_and_comes_again_by_the_edit_menu(start: Start, fresh: Path) -> None:
    window = start(fresh)
    window.ask("watch")
    window.add_lead(f"{CARD} 06 39 98 12 34")
    window.wait_for(undo=CARD)
    window.menu("menu-edit", "action-undo")
    window.wait_for(toast="Undone: ", undo=None)
    window.says("Your pipeline starts with a name", "board-empty")
    window.menu("menu-edit", "action-redo")
    window.wait_for_board(New_lead=[CARD])

    window.drag(CARD, window.column_end("To qualify"))
    window.wait_for_board(To_qualify=[CARD])
    there_and_back(window, lambda: window.board["To qualify"] == [CARD])

    window.click_card(CARD)
    window.wait_for(panel=True)
    window.click("note")
    window.wait_for(focus="note")
    window.type("A word")
    window.key("ctrl+Return")
    window.says("A word", "journal")
    window.wait(lambda: window.box("note")["text"] == "")
    there_and_back(window, lambda: "A word" in window.texts("journal"))

    # The whole walk and the move are one step.
    window.drag(CARD, window.column_end("Qualified prospect"))
    window.wait_for(dialog="qualification-dialog")
    for place in range(1, 4):
        window.says(f"Step {place} of 6")
        window.key("1", "Return")
    window.click("skip")
    window.says("Make a prospect")
    window.key("Return")
    window.wait_for_board(Qualified_prospect=[CARD])
    there_and_back(window, lambda: window.board["Qualified prospect"] == [CARD])

    window.stays_responsive()
    while window.state["undo"]:
        before = window.state["undo"]
        window.key("ctrl+z")
        window.wait(lambda b=before: window.state["undo"] != b, before)  # type: ignore[misc]
        window.wait_for()
    window.says("Your pipeline starts with a name", "board-empty")
    while window.state["redo"]:
        before = window.state["redo"]
        window.key("ctrl+shift+z")
        window.wait(lambda b=before: window.state["redo"] != b, before)  # type: ignore[misc]
        window.wait_for()
    window.wait_for_board(Qualified_prospect=[CARD])
    assert window.close() == 0
    assert cards_on_disk(fresh)["Qualified prospect"] == [CARD]
    assert select(fresh, "SELECT body FROM interactions") == [("A word",)]


def there_and_back(window: Window, is_done: Callable[[], bool]) -> None:
    """Undo and redo the latest change by the menu, whose words name it both times."""
    window.wait(is_done)
    window.wait_for(redo=None)
    what = window.state["undo"].removeprefix("Undo: ")
    assert what
    window.menu("menu-edit", "action-undo")
    window.wait_for(toast=f"Undone: {what}", redo=f"Redo: {what}")
    window.wait(lambda: not is_done(), f"{what} undone")
    window.menu("menu-edit", "action-redo")
    window.wait_for(toast=f"Redone: {what}", undo=f"Undo: {what}")
    window.wait(is_done, f"{what} done again")
