"""Killed while it works: what the screen had shown as saved is there at the next start.

`--window-kills N` says how often.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from end_to_end.conftest import Start
from support.window import Window, cards_on_disk, is_sound, select

NAMES = ("Alpha Works", "Bravo Studio", "Charlie Garage")
ROWS = 1_000
DEEDS = ("drag", "note", "half an import", "drag", "whole import")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    count: int = request.config.getoption("--window-kills", 5)
    return count


def test_what_was_shown_survives_a_kill(
    start: Start, fresh: Path, kills: int, tmp_path: Path
) -> None:
    dice = random.Random(kills)  # noqa: S311 - to be repeatable
    window = start(fresh)
    for name in NAMES:
        window.add_lead(name)
    notes: list[str] = []
    contacts = len(NAMES)
    for kill in range(kills):
        deed = DEEDS[kill % len(DEEDS)]
        if deed == "drag":
            drag_somewhere(window, dice)
        elif deed == "note":
            notes.append(write_note(window, f"Note number {kill}"))
        else:
            begin_import(window, thousand(tmp_path, kill))
        if deed == "whole import":
            window.says("1,000 contacts were added", "import-report-page")
            contacts += ROWS
        # The screen as it was when the power went.
        places = where(window.board)
        window.kill()
        after = after_recovery(fresh, tmp_path / f"after-{kill}")
        stored = select(after, "SELECT count(*) FROM contacts")[0][0]
        if deed == "half an import" and stored == contacts + ROWS:
            contacts += ROWS
        assert is_sound(after)
        assert stored == contacts, deed
        assert where(cards_on_disk(after)) == places, deed
        assert [row[0] for row in select(after, "SELECT body FROM interactions")] == notes
        window = start(fresh)
        assert where(window.board) == places, deed
    assert window.close() == 0


def drag_somewhere(window: Window, dice: random.Random) -> None:
    """Drag one of the three to the other column, and wait only until the board shows it there."""
    card = dice.choice(NAMES)
    goal = "To qualify" if card in window.board["New lead"] else "New lead"
    x, y = window.column_end(goal)
    window.drag(card, (x, y))
    window.wait(lambda: card in window.board[goal], f"{card} in {goal}")


def write_note(window: Window, text: str) -> str:
    """Write a note; return it as soon as the journal shows it."""
    window.click_card(NAMES[0])
    window.click("note")
    window.wait_for(focus="note")
    window.type(text)
    window.key("ctrl+Return")
    window.says(text, "journal")
    return text


def begin_import(window: Window, path: Path) -> None:
    """Go through the walk of an import, off the board, until it is being written."""
    window.key("ctrl+i")
    window.wait_for(dialog="import-dialog", focus="import-choose")
    window.key("Return")
    window.wait_for(dialog="ask-open", focus="fileNameEdit")
    window.type(str(path))
    window.wait(lambda: window.box("fileNameEdit")["text"] == str(path))
    window.key("Return")
    window.wait_for(title=path.name)
    window.key("Return")
    window.says("Import 1,000 rows")
    window.click("accept")
    window.wait(lambda: not window.state["idle"])


def thousand(folder: Path, number: int) -> Path:
    """Write a list of names that no other list has."""
    path = folder / f"thousand-{number}.csv"
    lines = (f"Société {number}-{n:04};s{number}.{n}@liste.example\n" for n in range(ROWS))
    path.write_text("Société;E-mail\n" + "".join(lines), encoding="cp1252")
    return path


def after_recovery(data: Path, folder: Path) -> Path:
    """Return a copy of the file with what the kill had cut off rolled back, as SQLite does."""
    folder.mkdir()
    for part in data.parent.glob(f"{data.name}*"):
        shutil.copy2(part, folder / part.name)
    copy = folder / data.name
    select(copy, "SELECT 1 FROM contacts LIMIT 1", mode="rw")
    return copy


def where(board: dict[str, list[str]]) -> dict[str, str]:
    """Return the column of each of the three."""
    return {card: stage for stage, cards in board.items() for card in cards if card in NAMES}
