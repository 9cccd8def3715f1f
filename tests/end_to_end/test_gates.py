"""From lead to prospect by the qualification, from prospect to customer by a sale."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import Window, cards_on_disk, select

CARD = "Garage Morel"


def drag_to(window: Window, stage: str) -> None:
    window.drag(CARD, window.column_end(stage))


def test_a_card_becomes_a_prospect_by_its_answers_and_a_customer_by_its_sale(
    start: Start, fresh: Path
) -> None:
    window = start(fresh)
    window.add_lead(CARD)

    drag_to(window, "Qualified prospect")
    window.wait_for(dialog="qualification-dialog")
    window.key("Escape")
    window.wait_for(dialog="")
    window.wait_for_board(New_lead=[CARD], Qualified_prospect=[])

    # What is not known yet: the card stays, and the action that finds out is planned.
    drag_to(window, "Qualified prospect")
    window.wait_for(dialog="qualification-dialog")
    for digit in "121":
        window.key(digit)
        window.key("Return")
    window.click("skip")
    window.says("Ask for the budget")
    window.says("Keep as lead")
    window.key("Return")
    window.wait_for(dialog="")
    window.wait_for_board(New_lead=[CARD], Qualified_prospect=[])
    window.click_card(CARD)
    window.says("Ask for the budget", "next-action")

    # Yes, by keyboard, beginning at what was not known; what was answered is still there.
    drag_to(window, "Qualified prospect")
    window.wait_for(dialog="qualification-dialog")
    for page in range(1, 5):
        window.says(f"Step {page + 1} of 6")
        window.key("1")
        window.key("Return")
    window.says("Make a prospect")
    window.key("Return")
    window.wait_for(dialog="")
    window.wait_for_board(New_lead=[], Qualified_prospect=[CARD])
    window.wait(lambda: "prospect" in window.box("status")["text"].lower())

    drag_to(window, "Won")
    window.wait_for(dialog="sale-dialog", focus="amount")
    window.key("Escape")
    window.wait_for(dialog="")
    window.wait_for_board(Qualified_prospect=[CARD], Won=[])

    drag_to(window, "Won")
    window.wait_for(dialog="sale-dialog", focus="amount")
    window.key("Return")
    window.wait(lambda: "invalid" not in window.state and window.state["dialog"] == "sale-dialog")
    window.type("1 250,50")
    window.key("Return")
    window.wait_for(dialog="")
    window.wait_for_board(Qualified_prospect=[], Won=[CARD])
    window.wait(lambda: "customer" in window.box("status")["text"].lower())
    assert window.close() == 0
    assert cards_on_disk(fresh)["Won"] == [CARD]
    assert select(fresh, "SELECT amount_cents FROM sales") == [(125_050,)]
    verdicts = select(fresh, "SELECT verdict, positive FROM qualifications ORDER BY id")
    assert [positive for _verdict, positive in verdicts] == [0, 1]
    assert select(fresh, "SELECT count(*) FROM follow_ups WHERE criterion_id IS NOT NULL") == [(1,)]
