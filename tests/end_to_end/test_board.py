"""The board: leads added in one line, cards moved by mouse and keys, the order kept."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import cards_on_disk

LEADS = ("Delta Roof", "Charlie Garage", "Bravo Studio", "Alpha Works")


def test_cards_go_where_they_are_dragged_and_stay_there_after_a_restart(
    start: Start, fresh: Path
) -> None:
    window = start(fresh)
    for lead in LEADS:
        window.add_lead(f"{lead} 06 39 98 12 {LEADS.index(lead):02}")
    first = window.board["New lead"]
    assert sorted(first) == sorted(LEADS)

    a, b, c, d = first
    window.drag(d, window.above(a))
    window.wait_for_board(New_lead=[d, a, b, c])
    window.drag(d, window.column_end("New lead"))
    window.wait_for_board(New_lead=[a, b, c, d])
    window.drag(b, window.column_end("To qualify"))
    window.wait_for_board(New_lead=[a, c, d], To_qualify=[b])
    window.drag(d, window.above(b))
    window.wait_for_board(New_lead=[a, c], To_qualify=[d, b])

    window.click_card(a)
    window.click_card(c, add=True)
    assert window.selected == [a, c]
    window.drag(c, window.above(b))
    window.wait_for_board(New_lead=[], To_qualify=[d, a, c, b])
    assert window.close() == 0
    assert cards_on_disk(fresh)["To qualify"] == [d, a, c, b]

    window = start(fresh)
    assert window.board["To qualify"] == [d, a, c, b]
    assert window.board["New lead"] == []
    assert window.close() == 0


def test_a_card_may_be_dropped_where_a_notice_lies(start: Start, fresh: Path) -> None:
    window = start(fresh)
    window.add_lead("Delta Roof")
    long = "Charlie Garage and Sons, repairs of all kinds since the war, Lyon and around"
    window.add_lead(long)
    notice, column = window.box("toast"), window.ask("board")["To qualify"]
    x = max(notice["x"], column["x"]) + 16
    assert x < column["x"] + column["w"]
    window.drag("Delta Roof", (x, notice["y"] + notice["h"] // 2))
    window.wait(lambda: window.board["To qualify"] == ["Delta Roof"])
    assert window.close() == 0


def test_cards_go_where_the_keys_send_them(start: Start, fresh: Path) -> None:
    window = start(fresh)
    for lead in LEADS[:3]:
        window.add_lead(lead)
    a, b, c = window.board["New lead"]
    window.click_card(a)
    window.key("ctrl+shift+Down")
    window.wait_for_board(New_lead=[b, a, c])
    window.key("ctrl+shift+Right")
    window.wait_for_board(New_lead=[b, c], To_qualify=[a])
    assert window.selected == [a]
    window.key("Left")
    window.wait(lambda: window.selected == [b])
    window.key("shift+Down")
    window.wait(lambda: window.selected == [b, c])
    window.key("ctrl+shift+Right")
    window.wait(lambda: sorted(window.board["To qualify"]) == sorted([a, b, c]))
    window.wait_for()
    order = window.board["To qualify"]
    assert order.index(b) + 1 == order.index(c)
    assert window.selected == [b, c]
    window.key("ctrl+shift+Left")
    window.wait_for_board(New_lead=[b, c], To_qualify=[a])
    assert window.close() == 0
    assert cards_on_disk(fresh)["New lead"] == [b, c]
