"""Today, worked through by keyboard alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from end_to_end.conftest import Start
from support.window import Window, select

OPEN = "done_at IS NULL AND cancelled_at IS NULL"


def choose(window: Window, title: str) -> None:
    """Go to a row by the arrow keys."""

    def current() -> str:
        return next((r["cells"][0] for r in window.rows("today-list") if r["current"]), "")

    window.wait(lambda: any(title in r["cells"][0] for r in window.rows("today-list")), title)
    window.key("Home")
    window.wait_for(focus="today-list")
    for _step in range(20):
        if title in current():
            return
        before = current()
        window.key("Down")
        window.wait(lambda b=before: current() != b, "another row")  # type: ignore[misc]
    raise AssertionError(f"{title} can't be reached: {window.rows('today-list')}")


def test_each_deal_gets_what_comes_next_without_the_mouse(start: Start, fresh: Path) -> None:
    window = start(fresh)
    for name in ("Alpha Works", "Bravo Studio", "Charlie Garage", "Delta Roof"):
        window.add_lead(name)
    window.key("ctrl+1")
    window.wait_for(page="today", focus="today-list")

    # Deals without next action: Enter plans it, here for this very day.
    plan(window, "Alpha Works", "Send the brochure")
    plan(window, "Delta Roof", "Measure the roof")

    choose(window, "Measure the roof")
    window.key("p")
    window.wait_for(popup="postpone-menu")
    window.key("Return")
    window.wait_for(popup="", toast="Postponed to")

    # Done: what comes next is asked, and planned.
    choose(window, "Send the brochure")
    window.key("Return")
    window.wait_for(dialog="complete-dialog")
    window.key("ctrl+Return")
    window.wait_for(dialog="")

    # Standby with a date, and lost with its reason.
    choose(window, "Bravo Studio")
    window.key("Menu")
    window.wait_for(popup="today-menu")
    reach(window, "Put on standby")
    window.wait_for(dialog="standby-dialog")
    window.key("Return")
    window.wait_for(dialog="")
    choose(window, "Charlie Garage")
    window.key("Menu")
    window.wait_for(popup="today-menu")
    reach(window, "Lost")
    window.wait_for(dialog="lose-dialog")
    window.key("Return")
    window.says("Choose a reason")
    window.key("2")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.wait(lambda: not any("Charlie" in r["cells"][0] for r in window.rows("today-list")))
    assert window.close() == 0

    states = dict(
        select(
            fresh,
            "SELECT c.display_name, o.state FROM opportunities o"
            " JOIN contacts c ON c.id = o.contact_id",
        )
    )
    assert states == {
        "Alpha Works": "open",
        "Bravo Studio": "standby",
        "Charlie Garage": "lost",
        "Delta Roof": "open",
    }
    until = select(fresh, "SELECT standby_until FROM opportunities WHERE state = 'standby'")
    assert date.fromisoformat(until[0][0]) > date.today() + timedelta(days=27)  # noqa: DTZ011
    assert select(fresh, "SELECT lost_reason FROM opportunities WHERE state = 'lost'")[0][0]
    tomorrow = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011
    planned = select(fresh, f"SELECT title, due_on FROM follow_ups WHERE {OPEN} ORDER BY title")
    assert [title for title, _due in planned] == ["Call Alpha Works", "Measure the roof"]
    assert planned[0][1] >= tomorrow
    assert planned[1][1] == tomorrow
    done = select(fresh, "SELECT title FROM follow_ups WHERE done_at IS NOT NULL")
    assert done == [("Send the brochure",)]


def plan(window: Window, deal: str, title: str) -> None:
    """Plan an action of a deal for today."""
    choose(window, deal)
    window.key("Return")
    window.wait_for(dialog="plan-dialog", focus="title")
    window.type(title)
    window.key("Tab")
    window.wait_for(focus="due-on")
    window.key("Home")
    window.type(date.today().strftime("%d/%m/%Y"))  # noqa: DTZ011
    window.key("ctrl+Return")
    window.wait_for(dialog="")


def reach(window: Window, text: str) -> None:
    """Choose the entry of the open menu that starts so, by arrows."""
    entries = window.ask("menu")
    place = next(n for n, entry in enumerate(entries) if entry.startswith(text))
    window.key(*["Down"] * (place + 1), "Return")
