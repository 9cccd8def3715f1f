"""The panel beside the board: a note, and a contact edited with a mistake put right."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import select


def test_a_note_is_kept_and_a_wrong_address_is_said_beside_its_field(
    start: Start, fresh: Path
) -> None:
    window = start(fresh)
    window.add_lead("Garage Morel 06 39 98 12 34")
    window.click_card("Garage Morel")
    window.wait_for(panel=True)

    window.click("note")
    window.wait(lambda: window.box("note")["focused"])
    window.type("Met at the fair. Wants a new sign.")
    window.key("Return")
    window.type("Call back in March.")
    window.key("ctrl+Return")
    window.says("Met at the fair", "journal")
    window.wait(lambda: window.box("note")["text"] == "")
    window.wait_for(undo="Undo")

    window.key("ctrl+e")
    window.wait_for(dialog="contact-dialog")
    window.fill("company", "Garage Morel & Fils")
    window.fill("email-1", "morel at garage.example")
    window.key("ctrl+Return")
    window.says("morel at garage.example")
    window.wait_for(dialog="contact-dialog", focus="email-1")
    said = [text for text in window.texts() if "e-mail" in text.lower() and len(text) > 20]
    assert said, window.texts()
    window.fill("email-1", "morel@garage.example")
    window.key("ctrl+Return")
    window.wait_for(dialog="", undo="Undo")
    window.says("morel@garage.example", "contact-panel")
    assert window.close() == 0
    assert select(fresh, "SELECT body FROM interactions") == [
        ("Met at the fair. Wants a new sign.\nCall back in March.",)
    ]
    assert select(fresh, "SELECT company FROM contacts") == [("Garage Morel & Fils",)]
    found = select(fresh, "SELECT normalised FROM contact_points ORDER BY kind")
    assert ("morel@garage.example",) in found
