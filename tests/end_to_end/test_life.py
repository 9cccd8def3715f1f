"""One name of a purchased list becomes a customer, and buys again a year later.

In a real window, by mouse and keyboard; the window is closed and opened again on later days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from end_to_end.conftest import Start
from end_to_end.test_today import choose
from support.window import Window, select

LIST = """\
Company;Phone;E-mail
Boulangerie Cœur de Blé;06 39 98 10 01;
Menuiserie Hébrard;06 39 98 10 03;jerome@exemple.example
Garage Été;01 99 00 12 34;
"""
NAME = "Menuiserie Hébrard"

Open = Callable[[date], Window]


@pytest.fixture
def on(start: Start, fresh: Path) -> Open:
    """Return what closes the window and opens it again on a day."""
    opened: list[Window] = []

    def open_on(day: date) -> Window:
        if opened:
            assert opened[-1].close() == 0
        opened.append(start(fresh, day=day))
        return opened[-1]

    return open_on


def test_a_name_of_a_purchased_list_becomes_a_customer_who_comes_back(
    on: Open, fresh: Path, tmp_path: Path
) -> None:
    bring_in(on(date(2026, 11, 23)), tmp_path)
    try_to_reach(on(date(2026, 11, 24)))
    qualify(on(date(2026, 11, 26)))
    send_quote(on(date(2026, 11, 30)))
    hesitate(on(date(2026, 12, 2)))
    sell(on(date(2026, 12, 7)), fresh)
    look_after(on(date(2027, 1, 11)))
    window = on(date(2027, 12, 6))
    sell_again(window)
    assert window.close() == 0

    sales = select(fresh, "SELECT amount_cents, accepted_on FROM sales ORDER BY id")
    assert sales == [(180_000, "2026-12-07"), (90_000, "2027-12-06")]
    assert select(fresh, "SELECT amount_cents FROM payments") == [(180_000,)]
    assert select(fresh, "SELECT score FROM satisfactions") == [(10,)]
    # The others of the list are where they were.
    assert select(fresh, "SELECT count(*) FROM contacts") == [(3,)]
    assert select(fresh, "SELECT count(*) FROM opportunities WHERE state = 'open'") == [(2,)]


def bring_in(window: Window, folder: Path) -> None:
    """Import the list; the name is a lead, a mere trace."""
    path = folder / "purchased.csv"
    path.write_text(LIST, encoding="utf-8")
    window.key("ctrl+i")
    window.wait_for(dialog="import-dialog")
    window.click("import-choose")
    window.wait_for(dialog="ask-open", focus="fileNameEdit")
    window.type(str(path))
    window.wait(lambda: window.box("fileNameEdit")["text"] == str(path))
    window.key("Return")
    window.wait_for(dialog="import-dialog", title="purchased.csv")
    window.key("Return")
    window.says("Import 3 rows")
    window.key("Return")
    window.says("3 contacts were added.", "import-report-page")
    window.key("Return")
    window.wait_for(dialog="")
    window.click_card(NAME)
    assert status(window) == "lead"


def try_to_reach(window: Window) -> None:
    """Call: no answer, which is no refusal; the next attempt is proposed."""
    window.click_card(NAME)
    window.click("plan")
    window.wait_for(dialog="plan-dialog")
    window.fill("title", "Introduce myself")
    window.key("Return")
    window.wait_for(dialog="")
    window.click("done")
    window.wait_for(dialog="complete-dialog")
    window.click("outcome-no_answer")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.says("1 attempt in 30 days", "next-action")
    assert status(window) == "lead"


def qualify(window: Window) -> None:
    """On the next call all is said: in the target, has the means, decides. A prospect."""
    window.drag(NAME, window.column_end("Qualified prospect"))
    window.wait_for(dialog="qualification-dialog")
    for place in range(1, 4):
        window.says(f"Step {place} of 6")
        window.key("1")
        window.key("Return")
    window.click("skip")
    window.says("Make a prospect")
    window.key("Return")
    window.wait_for(dialog="")
    window.wait_for_board(Qualified_prospect=[NAME])
    window.click_card(NAME)
    assert status(window) == "prospect"


def send_quote(window: Window) -> None:
    """A quote goes out; the follow-ups of the cadence are proposed, and planned with it."""
    window.click_card(NAME)
    window.click("actions")
    window.menu("send-quote")
    window.wait_for(dialog="quote-dialog")
    window.fill("quote-reference", "D-2026-12")
    window.fill("amount", "1800")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.says("After a quote", "running-cadences")


def hesitate(window: Window) -> None:
    """Two days later: neither yes nor no. The answer keeps its own mark, the rest stays planned."""
    window.key("ctrl+1")
    window.wait_for(page="today", focus="today-list")
    choose(window, "quote")
    window.key("Return")
    window.wait_for(dialog="complete-dialog")
    window.click("outcome-ambiguous")
    window.fill("journal-note", "Wants to sleep on it")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.key("ctrl+2")
    window.click_card(NAME)
    window.says("Unclear answer on 02/12: get a clear yes or no", "contact-panel")


def sell(window: Window, data: Path) -> None:
    """Yes: a sale with its evidence; what was still to come of the cadence is cancelled."""
    window.drag(NAME, window.column_end("Won"))
    window.wait_for(dialog="sale-dialog", focus="amount")
    window.fill("amount", "1800")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.wait_for_board(Won=[NAME])
    window.click_card(NAME)
    assert status(window) == "customer"


def look_after(window: Window) -> None:
    """Five weeks on: paid, and delighted."""
    window.click_card(NAME)
    window.scroll_to("sale-1", "panel-scroll")
    window.click("sale-1")
    window.menu("pay-sale")
    window.wait_for(dialog="payment-dialog")
    window.fill("amount", "1800")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.scroll_to("note-satisfaction", "panel-scroll")
    window.click("note-satisfaction")
    window.wait_for(dialog="satisfaction-dialog")
    window.click("score-10")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.says("10", "satisfactions")


def sell_again(window: Window) -> None:
    """A year later the customer buys again, without going through the gates anew."""
    window.click_card(NAME)
    window.scroll_to("new-sale", "panel-scroll")
    window.click("new-sale")
    window.wait_for(dialog="sale-dialog")
    window.fill("sale-title", "Shop window")
    window.fill("amount", "900")
    window.key("ctrl+Return")
    window.wait_for(dialog="")
    window.says("€2,700", "sales")
    assert status(window) == "customer"


def status(window: Window) -> str:
    """Return the status that the panel shows, in small letters."""
    window.wait_for()
    text: str = window.box("status")["text"]
    return text.lower()
