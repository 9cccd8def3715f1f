"""Search finds people as they are remembered, not as they are spelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from end_to_end.conftest import Start
from support.window import Window, run_command

LIST = """\
Société;Nom;Prénom;Téléphone;E-mail;Commentaire
Boulangerie Cœur de Blé;Lefèvre;Zoé;06 39 98 10 01;zoe@ble.example;
Menuiserie Hébrard;Hébrard;Jérôme;01 99 00 12 34;jh@bois.example;
Garage Morel;Morel;Paul;;paul@morel.example;Veut une enseigne lumineuse
"""


@pytest.mark.usefixtures("french_keyboard")
def test_accents_spellings_of_numbers_and_words_of_notes_all_find(
    start: Start, fresh: Path, tmp_path: Path, home: Path
) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text(LIST, encoding="utf-8")
    window = start(fresh)
    assert window.close() == 0
    done = run_command(window.screen, home, fresh, "import", str(leads))
    assert done.returncode == 0, done.stderr

    window = start(fresh)
    window.key("ctrl+f")
    window.wait_for(page="contacts", focus="contacts-search")
    for typed, name in (
        ("lefevre", "Zoé Lefèvre"),
        ("coeur de ble", "Zoé Lefèvre"),
        ("hébrard", "Jérôme Hébrard"),
        ("+33 1 99 00 12 34", "Jérôme Hébrard"),
        ("0199001234", "Jérôme Hébrard"),
        ("98.10.01", "Zoé Lefèvre"),
        ("paul@morel", "Paul Morel"),
        ("lumineuse", "Paul Morel"),
    ):
        window.key("ctrl+a")
        window.type(typed)
        window.wait(lambda n=name: found(window) == [n], f"{name} by {typed}")  # type: ignore[misc]
    window.key("ctrl+a")
    window.type("xyzzy")
    window.says("Nothing found")
    window.key("Escape")
    window.wait(lambda: len(found(window)) == 3)
    # The same from anywhere, with the keyboard alone.
    window.key("ctrl+2")
    window.wait_for(page="board")
    window.key("ctrl+k")
    window.wait_for(focus="palette-search")
    window.type("lumineuse")
    window.key("Return")
    window.says("Garage Morel")
    window.wait_for(page="board")
    assert window.close() == 0


def found(window: Window) -> list[str]:
    """Return the names that the table shows."""
    return [row["cells"][0] for row in window.rows("contacts-table")]
