"""Product rules 2 and 3 through the window: gates, and what is not known yet."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import Window, cards_on_disk, select

CARD = "Garage Morel"


def open_gate(window: Window, stage: str, dialog: str) -> None:
    window.drag(CARD, window.column_end(stage))
    window.wait_for(dialog=dialog)


def force(window: Window, reason: str) -> None:
    window.click("move-anyway")
    window.wait_for(dialog="force-dialog", focus="reason")
    window.type(reason)
    window.key("ctrl+Return")
    window.wait_for(dialog="")


class TestRule2CrossingAZoneIsAGate:
    def test_a_cancelled_dialog_puts_the_card_back_and_a_forced_gate_says_why_on_the_card(
        self, start: Start, fresh: Path
    ) -> None:
        window = start(fresh)
        window.add_lead(CARD)
        open_gate(window, "Qualified prospect", "qualification-dialog")
        window.key("Escape")
        window.wait_for(dialog="")
        window.wait_for_board(New_lead=[CARD], Qualified_prospect=[])

        open_gate(window, "Qualified prospect", "qualification-dialog")
        # The way past the gate is on the last page.
        for digit in "122":
            window.key(digit)
            window.key("Return")
        window.click("skip")
        force(window, "an old friend")
        window.wait_for_board(New_lead=[], Qualified_prospect=[CARD])

        # The second gate has a reason of its own, and hides nothing of the first.
        open_gate(window, "Won", "sale-dialog")
        force(window, "paid in kind")
        window.wait_for_board(Qualified_prospect=[], Won=[CARD])
        window.click_card(CARD)
        window.says("an old friend", "forced")
        window.says("paid in kind", "forced")
        window.wait(lambda: "lead" in window.box("status")["text"].lower())

        # Back out is free.
        window.drag(CARD, window.column_end("Qualified prospect"))
        window.wait_for_board(Qualified_prospect=[CARD], Won=[])
        window.wait(lambda: "paid in kind" not in " ".join(window.texts("forced")))
        window.says("an old friend", "forced")
        assert window.close() == 0
        reasons = "SELECT forced_reason, forced_sale_reason FROM opportunities"
        assert select(fresh, reasons) == [("an old friend", "")]

    def test_who_cannot_decide_hands_the_deal_over_to_the_one_who_does(
        self, start: Start, fresh: Path
    ) -> None:
        window = start(fresh)
        window.add_lead("Paul Roche, Garage Morel")
        open_gate(window, "Qualified prospect", "qualification-dialog")
        for digit in "113":
            window.key(digit)
            window.key("Return")
        window.click("skip")
        window.says("Somebody else decides")
        window.fill("person-name", "Marie Durand")
        window.fill("person-reach", "06 39 98 00 11")
        window.key("ctrl+Return")
        window.wait_for(dialog="", toast="the person who decides")
        window.wait_for_board(New_lead=[CARD], Qualified_prospect=[])
        window.click_card(CARD)
        window.says("Call Marie Durand, who decides", "next-action")
        window.says("Paul Roche", "deal-people")
        window.key("ctrl+z")
        window.wait(lambda: "Marie" not in " ".join(window.texts("contact-panel")))
        window.key("ctrl+shift+z")
        window.wait(lambda: window.state["redo"] is None)
        assert window.close() == 0
        assert cards_on_disk(fresh)["New lead"] == [CARD]
        roles = "SELECT c.name, p.role FROM deal_people p JOIN contacts c ON c.id = p.contact_id"
        assert sorted(select(fresh, roles)) == [
            ("Marie Durand", "decider"),
            ("Paul Roche", "user"),
        ]


class TestRule3NotKnownYetIsAValidAnswer:
    def test_it_plans_the_action_that_finds_out_and_the_answer_ticks_it_off(
        self, start: Start, fresh: Path
    ) -> None:
        window = start(fresh)
        window.add_lead(CARD)
        window.click_card(CARD)
        window.click("qualify")
        window.wait_for(dialog="qualification-dialog")
        for digit in "112":
            window.key(digit)
            window.key("Return")
        window.click("skip")
        window.says("Ask who decides")
        window.key("Return")
        window.wait_for(dialog="")
        window.key("ctrl+1")
        window.wait_for(page="today")
        rows = "today-list"
        window.wait(lambda: any("Ask who decides" in r["cells"][0] for r in window.rows(rows)))

        window.click("qualify")
        window.wait_for(dialog="qualification-dialog")
        window.says("Step 3 of 6")
        window.key("1")
        window.key("Return")
        window.click("skip")
        window.key("Return")
        window.wait_for(dialog="")
        window.wait(lambda: not any("Ask who" in r["cells"][0] for r in window.rows(rows)))
        assert window.close() == 0
        assert cards_on_disk(fresh)["Qualified prospect"] == [CARD]
        done = "SELECT done_at IS NOT NULL FROM follow_ups WHERE kind = 'find_out'"
        assert select(fresh, done) == [(1,)]
