"""A list from a spreadsheet, brought in through the window and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from end_to_end.conftest import Start
from support.window import select

LIST = """\
Société;Nom;Prénom;Téléphone;E-mail
Boulangerie Cœur de Blé;Lefèvre;Zoé;06 39 98 10 01;zoe@exemple.example
;;;06 39 98 10 02;
;;;;seulement@exemple.example
Menuiserie Hébrard;Hébrard;Jérôme;06 39 98 10 03;
;;;;
Garage « Été »;;;01 99 00 12 34;
"""


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "pistes.csv"
    path.write_text(LIST, encoding="cp1252")
    return path


def test_a_list_from_a_french_spreadsheet_comes_in_whole_and_goes_again(
    start: Start, fresh: Path, leads: Path
) -> None:
    window = start(fresh)
    window.key("ctrl+i")
    window.wait_for(dialog="import-dialog")
    window.click("import-choose")
    window.wait_for(dialog="ask-open", focus="fileNameEdit")
    window.type(str(leads))
    window.wait(lambda: window.box("fileNameEdit")["text"] == str(leads))
    window.key("Return")
    window.wait_for(dialog="import-dialog", title="pistes.csv")
    window.says("Windows-1252")
    window.says("semicolons")
    window.key("Return")
    window.says("Import 5 rows")
    window.key("Return")
    window.says("5 contacts were added.", "import-report-page")
    window.says("1 row was left out", "import-report-page")
    rejected = window.rows("import-rejected")
    assert len(rejected) == 1
    assert rejected[0]["cells"][0].startswith("Line 6: ")
    counted = [int(text) for text in window.texts("import-report-page") if text.isdecimal()]
    assert counted and (sum(counted) in (6, 12)), counted
    window.key("Return")
    window.wait_for(dialog="", undo="Undo: Import")
    assert len(window.board["New lead"]) == 5
    assert "Garage « Été »" in window.board["New lead"]

    window.menu("menu-edit", "action-undo")
    window.wait_for(toast="Undone: Import", undo=None)
    window.says("Your pipeline starts with a name", "board-empty")
    window.menu("menu-edit", "action-redo")
    window.wait(lambda: len(window.board["New lead"]) == 5)
    window.wait_for(redo=None)
    assert window.close() == 0
    names = {row[0] for row in select(fresh, "SELECT display_name FROM contacts")}
    assert {"Zoé Lefèvre", "Jérôme Hébrard", "Garage « Été »"} <= names
    assert len(names) == 5


def test_the_button_of_the_report_takes_the_import_back(
    start: Start, fresh: Path, leads: Path
) -> None:
    window = start(fresh)
    window.click("empty-import")
    window.wait_for(dialog="import-dialog", focus="import-choose")
    window.key("Return")
    window.wait_for(dialog="ask-open", focus="fileNameEdit")
    window.type(str(leads))
    window.key("Return")
    window.wait_for(title="pistes.csv")
    window.key("Return")
    window.says("Import 5 rows")
    window.key("Return")
    window.click("import-undo")
    window.says("The import was undone", "import-report-page")
    window.key("Return")
    window.wait_for(dialog="", undo=None)
    assert window.close() == 0
    assert select(fresh, "SELECT count(*) FROM contacts, contact_points") == [(0,)]
