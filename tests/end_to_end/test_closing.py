"""Closed while something is under way: it is done, or it has not begun; never half."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import cards_on_disk, is_sound, select

ROWS = 3_000


def test_closing_right_after_a_change_keeps_it(start: Start, fresh: Path) -> None:
    window = start(fresh)
    window.add_lead("Garage Morel")
    window.click_card("Garage Morel")
    window.screen.tool("key", "ctrl+shift+Right", "ctrl+q")
    assert window.process.wait(15) == 0
    assert window.said == ""
    assert cards_on_disk(fresh)["To qualify"] == ["Garage Morel"]


def test_closing_during_an_import_leaves_all_of_it_or_nothing(
    start: Start, fresh: Path, tmp_path: Path
) -> None:
    leads = tmp_path / "many.csv"
    lines = "".join(f"Société {n:04};s{n}@liste.example\n" for n in range(ROWS))
    leads.write_text("Société;E-mail\n" + lines, encoding="utf-8")
    window = start(fresh)
    window.key("ctrl+i")
    window.wait_for(dialog="import-dialog", focus="import-choose")
    window.key("Return")
    window.wait_for(dialog="ask-open", focus="fileNameEdit")
    window.type(str(leads))
    window.key("Return")
    window.wait_for(title="many.csv")
    window.key("Return")
    window.says("Import 3,000 rows")
    window.key("Return")
    window.wait(lambda: not window.state["idle"])
    # As a session manager does it: the dialog does not stop it.
    window.process.terminate()
    window.process.wait(15)
    assert is_sound(fresh)
    assert select(fresh, "SELECT count(*) FROM contacts") in ([(0,)], [(ROWS,)])
    window = start(fresh)
    assert window.close() == 0
