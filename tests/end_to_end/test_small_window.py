"""On a small laptop: 1024 × 640 is enough for the whole walk."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import Window, cards_on_disk

WIDTH, HEIGHT = 1024, 640
CARD = "Garage Morel"


def test_everything_can_be_reached_in_a_small_window(start: Start, fresh: Path) -> None:
    window = start(fresh)
    shrink(window)
    window.add_lead(CARD)
    window.drag(CARD, window.column_end("Qualified prospect"))
    window.wait_for(dialog="qualification-dialog")
    for place in range(1, 6):
        window.says(f"Step {place} of 6")
        fits(window)
        window.key("1")
        window.click("accept")
    window.says("Make a prospect")
    fits(window)
    window.click("accept")
    window.wait_for_board(Qualified_prospect=[CARD])
    window.drag(CARD, window.column_end("Won"))
    window.wait_for(dialog="sale-dialog", focus="amount")
    fits(window)
    window.type("900")
    window.click("accept")
    window.wait_for_board(Won=[CARD])
    window.click_card(CARD)
    window.wait_for(panel=True)
    window.key("ctrl+e")
    window.wait_for(dialog="contact-dialog")
    fits(window)
    window.click("cancel")
    window.wait_for(dialog="")
    for keys, page in (("ctrl+1", "today"), ("ctrl+3", "contacts"), ("ctrl+2", "board")):
        window.key(keys)
        window.wait_for(page=page)
    assert window.state["size"] == [WIDTH, HEIGHT]
    assert window.close() == 0
    assert cards_on_disk(fresh)["Won"] == [CARD]


def shrink(window: Window) -> None:
    """Make the window small, as a user does by its corner."""
    tool = window.screen.tool
    tool("getactivewindow", "windowsize", WIDTH, HEIGHT)
    window.wait(lambda: window.state["size"] == [WIDTH, HEIGHT])
    window.wait_for()


def fits(window: Window) -> None:
    """See that the dialog on top is no larger than the small screen, title bar included."""
    dialog = window.box(window.state["dialog"])
    assert dialog["w"] <= WIDTH, dialog
    assert dialog["h"] <= HEIGHT - 30, dialog
