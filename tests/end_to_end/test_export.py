"""Everything goes out by the File menu, in formats that others read."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
from python_calamine import CalamineWorkbook

from end_to_end.conftest import Start
from support.window import Window, run_command, select


def export(window: Window, entry: str, path: Path) -> None:
    window.menu("menu-file", "menu-export", entry)
    if entry != "action-export_archive":
        what = "contacts" if entry == "action-export_contacts" else "follow-ups"
        window.wait_for(dialog=f"export-{what}-dialog")
        window.key("Return")
    window.wait_for(dialog="ask-save", focus="fileNameEdit")
    window.key("ctrl+a")
    window.type(str(path))
    window.wait(lambda: window.box("fileNameEdit")["text"] == str(path))
    window.key("Return")
    window.wait_for(dialog="export-done-dialog")
    window.says(str(path))
    window.key("Return")
    window.wait_for(dialog="")


def test_follow_ups_contacts_and_everything_are_written_where_asked(
    start: Start, fresh: Path, tmp_path: Path, home: Path
) -> None:
    window = start(fresh)
    window.click("empty-demo")
    window.wait_for(toast="The demonstration is loaded")
    calendar, actions = tmp_path / "actions.ics", tmp_path / "actions.xlsx"
    contacts, archive = tmp_path / "contacts.xlsx", tmp_path / "all.json"
    export(window, "action-export_ics", calendar)
    export(window, "action-export_table", actions)
    export(window, "action-export_contacts", contacts)
    export(window, "action-export_archive", archive)
    assert window.close() == 0

    planned = select(
        fresh, "SELECT count(*) FROM follow_ups WHERE done_at IS NULL AND cancelled_at IS NULL"
    )[0][0]
    everyone = select(fresh, "SELECT count(*) FROM contacts")[0][0]
    read = icalendar.Calendar.from_ical(calendar.read_bytes())
    assert len(read.walk("VEVENT")) + len(read.walk("VTODO")) == planned > 0
    assert len(table(actions)) == planned
    assert len(table(contacts)) == everyone > 0
    assert len(json.loads(archive.read_text(encoding="utf-8"))["contacts"]) == everyone

    other = tmp_path / "other" / "pisteur.db"
    done = run_command(window.screen, home, other, "import", str(archive))
    assert done.returncode == 0, done.stderr
    assert select(other, "SELECT uid FROM contacts ORDER BY uid") == select(
        fresh, "SELECT uid FROM contacts ORDER BY uid"
    )


def table(path: Path) -> list[list[object]]:
    """Return the rows of a workbook below its headings."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [[*row] for row in rows[1:]]
