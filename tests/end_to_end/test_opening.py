"""A data file that can't be opened: what happened, and the ways on."""

from __future__ import annotations

import shutil
from pathlib import Path

from end_to_end.conftest import Start
from support.window import cards_on_disk, select


def test_a_damaged_file_is_left_alone_and_a_backup_can_be_restored(
    start: Start, fresh: Path, tmp_path: Path
) -> None:
    window = start(fresh)
    window.add_lead("Garage Morel")
    assert window.close() == 0
    backup = tmp_path / "backup.db"
    shutil.copy2(fresh, backup)
    damaged = b"not a database" * 500
    fresh.write_bytes(damaged)

    window = start(fresh, ready=False)
    window.wait(lambda: window.state["active"], "the dialog")
    assert window.state["title"] == "Your data can’t be opened"
    shown = window.texts()
    assert any(str(fresh) in text or fresh.name in text for text in shown), shown
    window.screen.key("Escape")
    assert window.process.wait(10) == 0
    assert fresh.read_bytes() == damaged

    window = start(fresh, ready=False)
    window.wait(lambda: window.state["active"])
    window.click("restore-backup")
    window.wait(lambda: window.state["focus"] == "fileNameEdit")
    window.key("ctrl+a")
    window.type(str(backup))
    window.key("Return")
    window.started()
    assert window.board["New lead"] == ["Garage Morel"]
    assert window.close() == 0
    assert cards_on_disk(fresh)["New lead"] == ["Garage Morel"]
    kept = [path for path in fresh.parent.iterdir() if path.is_file() and path != fresh]
    assert any(path.read_bytes() == damaged for path in kept), kept


def test_another_file_can_be_chosen_in_its_place(start: Start, fresh: Path, tmp_path: Path) -> None:
    good = tmp_path / "good" / "pisteur.db"
    window = start(good)
    window.add_lead("Alpha Works")
    assert window.close() == 0
    fresh.parent.mkdir()
    fresh.write_bytes(b"\x00" * 4096)

    window = start(fresh, ready=False)
    window.wait(lambda: window.state["active"], "the dialog")
    assert window.state["title"] == "Your data can’t be opened"
    window.key("Return")
    window.wait(lambda: window.state["focus"] == "fileNameEdit")
    window.type(str(good))
    window.key("Return")
    window.started()
    assert window.board["New lead"] == ["Alpha Works"]
    assert window.close() == 0
    assert select(good, "SELECT count(*) FROM contacts") == [(1,)]
