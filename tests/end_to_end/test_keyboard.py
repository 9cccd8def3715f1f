"""From the start to a finished qualification without a mouse, in French, on a French keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from end_to_end.conftest import Start
from support.window import cards_on_disk, select

CARD = "Garage Bénédicte"


@pytest.mark.usefixtures("french_keyboard")
def test_a_lead_is_added_and_qualified_by_keys_alone(start: Start, fresh: Path) -> None:
    window = start(fresh, language="fr")
    window.ask("watch")
    window.add_lead(CARD)
    window.wait_for_board(Nouvelle_piste=[CARD])
    window.key("Down")
    window.wait(lambda: window.selected == [CARD])
    window.key("ctrl+shift+Right")
    window.wait_for_board(À_qualifier=[CARD])
    window.key("ctrl+shift+Right")
    window.wait_for(dialog="qualification-dialog")
    # The keys of the row of digits, unshifted: they write & é " on this keyboard.
    for place, key in enumerate(("ampersand", "eacute", "ampersand"), 1):
        window.says(f"{place}")
        window.key(key, "Return")
    window.wait(lambda: window.ask("box", name="skip"))
    # Back to what is not known yet: it is now.
    window.key("alt+Left", "alt+Left")
    window.wait(lambda: window.ask("box", name="answer-means"))
    window.key("ampersand", "Return", "Return")
    window.wait(lambda: window.ask("box", name="skip"))
    for _optional in range(2):
        window.key("Return")
    window.wait(lambda: window.ask("box", name="verdict"))
    window.key("Return")
    window.wait_for(dialog="")
    window.wait_for_board(Prospect_qualifié=[CARD])
    for key, page in (("ampersand", "today"), ("quotedbl", "contacts"), ("eacute", "board")):
        window.key(f"ctrl+{key}")
        window.wait_for(page=page)
    window.stays_responsive()
    window.key("ctrl+q")
    assert window.process.wait(15) == 0
    assert window.said == ""
    assert cards_on_disk(fresh)["Prospect qualifié"] == [CARD]
    assert select(fresh, "SELECT positive FROM qualifications") == [(1,)]
