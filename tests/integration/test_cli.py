"""The command line, as a script would use it."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pisteur import __version__, i18n, start
from pisteur.cli import run
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.words import FollowUpKind
from pisteur.exchange.heading_table import Field
from pisteur.exchange.mapping import Mapping, Target
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.connection import APPLICATION_ID, SCHEMA_VERSION
from support.people import lead
from support.workbooks import write_xlsx

LIST = """\
Nom;Société;Téléphone;E-mail
Inès Roche;Atelier Fauve;06 39 98 11 22;
;;;
;;;lune@lune.example
"""


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(LIST, encoding="cp1252")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "pisteur.db"


def pisteur(data: Path, *arguments: str) -> int:
    return run(["--lang", "en", "--data", str(data), *arguments])


def last_json(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"pisteur {__version__}\n"


def test_a_wrong_word_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        run(["improt"])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-h"], ("utilisation", "affiche cette aide", "commandes :")),
        (["import", "-h"], ("utilisation", "arguments :", "options :")),
        (["improt"], ("choix", "erreur")),
        (["import"], ("il manque",)),
        (["export", "tout", "--format", "csv", "-o", "x"], ("argument QUOI : choix inconnu",)),
        (["check", "--reparer"], ("arguments inconnus",)),
        (["export", "contacts", "--format", "csv", "-o", "x", "--from", "demain"], ("un jour",)),
        (["import", "x", "--board", "--no-board"], ("--board",)),
    ],
)
def test_help_and_wrong_usage_speak_french_throughout(
    arguments: list[str], said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(["--lang", "fr", *arguments])
    out, err = capsys.readouterr()
    text = (out + err).replace("\N{NO-BREAK SPACE}", " ")
    for words in said:
        assert words in text
    for english in ("usage:", "show this", "positional", "error", "required", "argument is"):
        assert english not in text
    assert not re.search(r"\b(choose|allowed|expected|unrecognized)\b", text)


def test_without_arguments_the_window_waits_for_no_parser() -> None:
    program = (
        "import sys; from pisteur import start; from pisteur.__main__ import main;"
        "start.open_window = lambda: 7; sys.argv = ['pisteur']; assert main() == 7;"
        "assert 'argparse' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("system", "spoken"), [("fr_FR.UTF-8", "fr"), ("en_GB.UTF-8", "en")])
def test_a_window_speaks_before_a_file_is_open(system: str, spoken: str) -> None:
    # What is wrong with a file that cannot be opened is said in the language of the computer.
    program = (
        "import sys; from pisteur import app, i18n; from pisteur.__main__ import main;"
        "app.run_window = lambda path, options: print(i18n.current_language());"
        "sys.argv = ['pisteur']; main()"
    )
    environment = {n: v for n, v in os.environ.items() if not n.startswith("LC_")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "LANG": system, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == spoken, done.stderr


def test_a_data_file_and_a_language_reach_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, str | None]] = []

    def note(data: str | None, language: str | None) -> int:
        asked.append((data, language))
        return 0

    monkeypatch.setattr(start, "open_window", note)
    assert run(["--data", "here.db", "--lang", "en"]) == 0
    assert asked == [("here.db", "en")]


def test_an_import_counts_every_row_and_names_what_is_not_taken(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pisteur(data, "import", str(leads), "--source", "Fair", "--json") == 0
    out = capsys.readouterr().out.splitlines()
    counts = json.loads(out[-1])
    assert counts == {
        "rows": 3,
        "new": 2,
        "identical": 0,
        "fills_gap": 0,
        "conflict": 0,
        "rejected": 1,
        "done": {"added": 2, "completed": 0, "replaced": 0, "left": 0},
    }
    assert any("Line 3" in line for line in out)


def test_the_same_list_again_changes_nothing(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads))
    before = data.read_bytes()
    assert pisteur(data, "import", str(leads), "--json") == 0
    counts = last_json(capsys)
    assert (counts["new"], counts["identical"]) == (0, 2)
    assert data.read_bytes() == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_data(data).connection.close()
    before = data.read_bytes()
    assert pisteur(data, "import", str(leads), "--dry-run", "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out.splitlines()[-1])["new"] == 2
    assert "To add: 2, to complete: 0, to replace: 0, to leave as they are: 0." in out
    assert data.read_bytes() == before


@pytest.fixture
def second(data: Path, tmp_path: Path) -> Path:
    """Return a list with a new name, one with a gap filled and one contradicted."""
    first, path = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(
        "Nom;E-mail;Ville\nLéa;lea@exemple.test;Lyon\nMarc;marc@exemple.test;\n", encoding="utf-8"
    )
    path.write_text(
        "Nom;E-mail;Ville;Tél\n"
        "Zoé;zoe@exemple.test;;\n"
        "Marc;marc@exemple.test;Nice;\n"
        "Léa;lea@exemple.test;Paris;06 39 98 00 05\n",
        encoding="utf-8",
    )
    pisteur(data, "import", str(first))
    return path


@pytest.mark.parametrize(
    ("options", "done", "stored"),
    [
        ((), (1, 1, 0, 1), [("Léa", "Lyon", 1), ("Marc", "Nice", 1), ("Zoé", "", 1)]),
        (("--new", "skip"), (0, 1, 0, 2), [("Léa", "Lyon", 1), ("Marc", "Nice", 1)]),
        (
            ("--on-gap", "leave"),
            (1, 0, 0, 2),
            [("Léa", "Lyon", 1), ("Marc", "", 1), ("Zoé", "", 1)],
        ),
        (
            ("--on-conflict", "fill"),
            (1, 2, 0, 0),
            [("Léa", "Lyon", 2), ("Marc", "Nice", 1), ("Zoé", "", 1)],
        ),
        (
            ("--on-conflict", "file", "--on-gap", "leave", "--new", "skip"),
            (0, 0, 1, 2),
            [("Léa", "Paris", 2), ("Marc", "", 1)],
        ),
    ],
)
def test_each_kind_of_row_is_treated_as_told_and_a_dry_run_foretells_it(
    data: Path,
    second: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    options: tuple[str, ...],
    done: tuple[int, ...],
    stored: list[tuple[object, ...]],
) -> None:
    for more in (["--dry-run"], []):
        assert pisteur(data, "import", str(second), "--json", *options, *more) == 0
        said = last_json(capsys)["done"]
        assert isinstance(said, dict)
        assert tuple(said.values()) == done
    services = Services(open_data(data))
    found = services.db.rows(
        "SELECT c.name, c.city, count(p.id) FROM contacts c"
        " JOIN contact_points p ON p.contact_id = c.id GROUP BY c.id ORDER BY c.name"
    )
    services.close()
    assert [tuple(row) for row in found] == stored


def test_a_sheet_of_a_workbook_is_chosen_by_its_name(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Clients": [["Société", "Tél"], ["Garage Morel", "06 39 98 60 02"]],
        "Prospects": [["Société", "Tél"], ["Garage Vidal", "06 39 98 60 03"]],
    }
    path = write_xlsx(tmp_path / "a.xlsx", sheets)
    assert pisteur(data, "import", str(path), "--sheet", "Prospects") == 0
    services = Services(open_data(data))
    names = services.db.rows("SELECT display_name FROM contacts")
    services.close()
    assert [tuple(row) for row in names] == [("Garage Vidal",)]
    capsys.readouterr()
    assert pisteur(data, "import", str(path), "--sheet", "Nowhere") == 1
    assert "Nowhere" in capsys.readouterr().err


def test_rejected_rows_are_written_with_their_reason(
    data: Path, leads: Path, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    assert pisteur(data, "import", str(leads), "--rejects", str(rejects)) == 0
    text = rejects.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 2
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600


def test_rejected_rows_are_not_written_over_the_data_file(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads))
    before = data.read_bytes()
    for more in ([], ["--dry-run"]):
        assert pisteur(data, "import", str(leads), "--rejects", str(data), *more) == 1
    assert data.read_bytes() == before
    assert "your own data file" in capsys.readouterr().err


def test_rejected_rows_are_not_written_over_the_list_itself_by_whatever_name(
    data: Path, leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    linked, hard = tmp_path / "link.csv", tmp_path / "hard.csv"
    linked.symlink_to(leads)
    os.link(leads, hard)
    before = leads.read_bytes()
    for target in (leads, linked, hard):
        for more in ([], ["--dry-run"]):
            assert pisteur(data, "import", str(leads), "--rejects", str(target), *more) == 1
            assert "is the list itself" in capsys.readouterr().err
    assert leads.read_bytes() == before
    assert not data.exists()


def many_people(folder: Path, count: int, columns: str, cells: str) -> Path:
    """Write a list of so many names, with more columns; `{n}` in their cells is the row."""
    path = folder / "people.csv"
    rows = (f"Nom {n};nom{n}@exemple.test;{cells.format(n=n)}" for n in range(count))
    path.write_text("\n".join([f"Nom;E-mail;{columns}", *rows]), encoding="utf-8")
    return path


def test_an_import_says_what_a_whole_list_leaves_behind(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = many_people(tmp_path, 51, "Montant;Étape", "900;Qualifié")
    crowded = "51 open deals would flood the board: what the list says of them goes to the notes."
    pisteur(data, "import", str(path), "--dry-run")
    assert crowded in capsys.readouterr().out.splitlines()
    pisteur(data, "import", str(path), "--dry-run", "--board")
    out = capsys.readouterr().out
    assert out.count("because the list says so") == 1
    assert crowded not in out
    pisteur(data, "import", str(path))
    assert crowded in capsys.readouterr().out.splitlines()
    pisteur(data, "import", str(path))
    said = "Everything is already here: nothing to import."
    assert said in capsys.readouterr().out.splitlines()


def test_what_was_set_aside_in_a_row_is_said(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = many_people(tmp_path, 22, "SIRET", "{n}")
    pisteur(data, "import", str(path), "--dry-run")
    out = capsys.readouterr().out
    wanted = "Line 2: SIRET: “0” is not a valid SIRET; it was put in the notes."
    assert wanted in out.splitlines()
    assert out.count("put in the notes") == 20
    assert "… and 2 more remarks." in out


@pytest.fixture
def camille(data: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a list that has someone again, stored without one, with addresses."""
    path = tmp_path / "salon.csv"
    path.write_text("Nom;Société\nCamille Roux;Atelier Roux\n", encoding="utf-8")
    assert pisteur(data, "import", str(path)) == 0

    def write(*addresses: str) -> Path:
        rows = [f"Camille Roux;Atelier Roux;{address}" for address in addresses]
        path.write_text("\n".join(("Nom;Société;E-mail", *rows, "")), encoding="utf-8")
        return path

    return write


def test_an_import_says_who_is_recognised_by_name(
    data: Path, camille: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = camille("camille@roux.example")
    said = (
        "1 contact without phone and e-mail is recognised by name and company, or by name and"
        " place."
    )
    for more in (["--dry-run"], []):
        capsys.readouterr()
        assert pisteur(data, "import", str(path), "--json", *more) == 0
        lines = capsys.readouterr().out.splitlines()
        assert said in lines
        counts = json.loads(lines[-1])
        assert (counts["rows"], counts["fills_gap"], counts["new"]) == (1, 1, 0)
    assert pisteur(data, "import", str(path), "--json") == 0
    lines = capsys.readouterr().out.splitlines()
    assert said not in lines
    assert json.loads(lines[-1])["identical"] == 1


def test_a_dry_run_says_which_new_names_are_those_of_somebody_else(
    data: Path, camille: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = camille("camille@roux.example", "contact@roux.example")
    capsys.readouterr()
    assert pisteur(data, "import", str(path), "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Line 3: Same name and company as line 2." in lines
    assert any(line.startswith("1 new name is that of somebody else") for line in lines)


def test_an_import_says_how_many_names_somebody_of_the_same_company_had(
    data: Path, camille: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    said = (
        "1 name that was added is that of somebody else of the same company: merge the two with"
        " “Find duplicates…”."
    )
    path = camille("camille@roux.example", "contact@roux.example")
    capsys.readouterr()
    assert pisteur(data, "import", str(path)) == 0
    assert said in capsys.readouterr().out.splitlines()
    assert pisteur(data, "import", str(path)) == 0
    assert "somebody else" not in capsys.readouterr().out


def test_an_import_says_where_the_backup_before_it_is(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads), "--dry-run")
    assert "backup" not in capsys.readouterr().out
    pisteur(data, "import", str(leads))
    (made,) = data.parent.glob("backups/*.before-import.db")
    assert str(made) in capsys.readouterr().out
    pisteur(data, "import", str(leads))
    assert "backup" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("what", "file_format", "start"),
    [
        ("follow-ups", "ics", b"BEGIN:VCALENDAR"),
        ("follow-ups", "xlsx", b"PK"),
        ("follow-ups", "pdf", b"%PDF-1."),
        ("contacts", "csv", b"\xef\xbb\xbf"),
        ("contacts", "xlsx", b"PK"),
        ("contacts", "vcf", b"BEGIN:VCARD\r\nVERSION:4.0\r\n"),
        ("opportunities", "csv", b"\xef\xbb\xbf"),
        ("opportunities", "xlsx", b"PK"),
        ("archive", "json", b"{"),
    ],
)
def test_exports_write_a_private_file(
    data: Path, leads: Path, *, what: str, file_format: str, start: bytes
) -> None:
    pisteur(data, "import", str(leads))
    target = leads.with_name(f"out.{file_format}")
    assert pisteur(data, "export", what, "--format", file_format, "-o", str(target)) == 0
    assert target.read_bytes().startswith(start)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("what", "file_format"),
    [("contacts", "csv"), ("contacts", "xlsx"), ("archive", "json"), ("follow-ups", "pdf")],
)
def test_a_dash_exports_to_the_standard_output_and_nothing_else_goes_there(
    data: Path,
    leads: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    *,
    what: str,
    file_format: str,
) -> None:
    pisteur(data, "import", str(leads))
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    target = tmp_path / "folder" / "out"
    export = ("export", what, "--format", file_format, "-o")
    assert pisteur(data, *export, str(target)) == 0
    capfdbinary.readouterr()
    assert pisteur(data, *export, "-", "--json") == 0
    found = capfdbinary.readouterr()
    begun = target.read_bytes()[:100]
    assert found.out[:4] == begun[:4]
    assert len(found.out) == pytest.approx(len(target.read_bytes()), abs=100)
    said, result = found.err.decode().splitlines()[-2:]
    count = json.loads(result)["records"]
    assert json.loads(result) == {"records": count, "path": "-"}
    assert said.startswith(f"{count} record")
    assert said.endswith(" written to the standard output.")
    target.unlink()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_reader_that_has_had_enough_ends_an_export_without_a_word(
    data: Path, leads: Path
) -> None:
    pisteur(data, "import", str(leads))
    code = "import sys; from pisteur.cli import run; sys.exit(run(sys.argv[1:]))"
    export = ["export", "archive", "--format", "json", "-o", "-"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", code, "--lang", "en", "--data", str(data), *export],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "2 records written to the standard output.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full here")
def test_a_full_standard_output_is_said(data: Path, leads: Path) -> None:
    pisteur(data, "import", str(leads))
    code = "import sys; from pisteur.cli import run; sys.exit(run(sys.argv[1:]))"
    export = ["export", "archive", "--format", "json", "-o", "-"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "--lang", "en", "--data", str(data), *export],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 1
    assert done.stderr == "“-” can’t be written: No space left on device.\n"


@pytest.mark.parametrize(
    "arguments", [("backup", "-o", "-"), ("import", "x.csv", "--rejects", "-")]
)
def test_what_goes_to_a_file_only_takes_no_dash(
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        pisteur(data, *arguments)
    assert ended.value.code == 2
    assert "This goes to a file: name one instead of “-”." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_follow_ups_are_exported_for_a_period(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = Services(open_data(data))
    contact_id, card_id = lead(services)
    for day in (1, 15, 28):
        due = services.workspace.clock.today().replace(year=2030, month=1, day=day)
        services.follow_ups.plan(
            PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, f"Call {day}", due)
        )
    services.close()
    period = ("--from", "2030-01-10", "--to", "2030-01-20")
    target = str(tmp_path / "out.csv")
    assert (
        pisteur(data, "export", "follow-ups", "--format", "csv", "-o", target, *period, "--json")
        == 0
    )
    assert last_json(capsys)["records"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("contacts", "--format", "ics"), "contacts can’t be written as ics."),
        (("follow-ups", "--format", "vcf"), "follow-ups can’t be written as vcf."),
        (("archive", "--format", "pdf"), "archive can’t be written as pdf."),
        (
            ("contacts", "--format", "csv", "--to", "2026-12-01"),
            "--from and --to are for actions with a day, not for contacts.",
        ),
        (
            ("archive", "--format", "json", "--search", "x"),
            "--search is for contacts and deals, not for archive.",
        ),
        (
            ("follow-ups", "--format", "ics", "--contact", "x"),
            "--contact is for contacts and deals, not for follow-ups.",
        ),
        (
            ("contacts", "--format", "csv", "--contact", "x", "--search", "x"),
            "--contact and --search don’t go together.",
        ),
    ],
)
def test_an_export_that_does_not_fit_is_wrong_usage_in_a_sentence(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    target = tmp_path / "out"
    assert pisteur(data, "export", *arguments, "-o", str(target)) == 2
    assert capsys.readouterr().err == said + "\n"
    assert not target.exists()
    assert not data.exists()


def test_variants_of_a_format_are_asked_for_by_options(
    data: Path, leads: Path, tmp_path: Path
) -> None:
    pisteur(data, "import", str(leads))
    card = tmp_path / "out.vcf"
    pisteur(data, "export", "contacts", "--format", "vcf", "--vcard", "3", "-o", str(card))
    assert b"VERSION:3.0" in card.read_bytes()
    table = tmp_path / "out.csv"
    pisteur(data, "export", "contacts", "--format", "csv", "--plain", "-o", str(table))
    assert table.read_text(encoding="utf-8").startswith("Salutation,")
    tasks = tmp_path / "out.ics"
    with_one_action(data)
    pisteur(data, "export", "follow-ups", "--format", "ics", "--tasks", "-o", str(tasks))
    assert b"BEGIN:VTODO" in tasks.read_bytes()


def test_names_written_from_right_to_left_are_said_as_they_are_typed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "דוד לוי"
    leads = tmp_path / "leads.csv"
    leads.write_text(f"Nom;Téléphone\nMona;{name}\n", encoding="utf-8")
    assert pisteur(data, "import", str(leads)) == 0
    assert f"“{name}”" in capsys.readouterr().out
    export = ("export", "contacts", "--format", "csv", "-o", str(tmp_path / "out.csv"))
    assert pisteur(data, *export, "--contact", name) == 1
    said = capsys.readouterr().err
    assert said == f"No contact has the number or the name “{name}”.\n"
    with pytest.raises(SystemExit):
        pisteur(data, *export, "--from", name)
    assert f"“{name}” is not a day." in capsys.readouterr().err


def with_one_action(data: Path) -> None:
    services = Services(open_data(data))
    contact_id, card_id = lead(services)
    due = services.workspace.clock.today()
    services.follow_ups.plan(PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "Call", due))
    services.close()


def test_a_search_narrows_what_goes_out_to_one_contact_for_a_pdf(
    data: Path, leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads))
    target = tmp_path / "out.pdf"
    export = ("export", "contacts", "--format", "pdf", "-o", str(target))
    assert pisteur(data, *export) == 1
    said = capsys.readouterr().err
    assert said.startswith("A PDF holds one contact: name it with --contact, by its number or")
    assert pisteur(data, *export, "--search", "roche", "--json") == 0
    assert last_json(capsys)["records"] == 1
    assert target.read_bytes().startswith(b"%PDF-1.")


def test_one_contact_is_named_by_number_or_in_full_for_a_pdf(
    data: Path, leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads))
    services = Services(open_data(data))
    contact_id, _card = lead(services, "Zoé Ozan")
    services.close()
    target = tmp_path / "out.pdf"
    export = ("export", "contacts", "--format", "pdf", "-o", str(target), "--contact")
    for said in ("zoe ozan", str(contact_id)):
        target.unlink(missing_ok=True)
        assert pisteur(data, *export, said) == 0
        assert target.read_bytes().startswith(b"%PDF-1.")
    target.unlink()
    capsys.readouterr()
    assert pisteur(data, *export, "Zoé") == 1
    assert capsys.readouterr().err == "No contact has the number or the name “Zoé”.\n"
    assert not target.exists()


def test_the_archive_comes_back_into_an_empty_file(data: Path, leads: Path, tmp_path: Path) -> None:
    pisteur(data, "import", str(leads))
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert pisteur(data, "export", "archive", "--format", "json", "-o", str(first)) == 0
    other = tmp_path / "other.db"
    assert pisteur(other, "import", str(first)) == 0
    assert pisteur(other, "export", "archive", "--format", "json", "-o", str(second)) == 0
    one, two = (json.loads(path.read_bytes()) for path in (first, second))
    for archive in (one, two):
        archive.pop("created_at", None)
    assert one == two


def test_a_dry_run_of_an_archive_changes_nothing(
    data: Path, leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads))
    archive, again = tmp_path / "all.json", tmp_path / "again.json"
    pisteur(data, "export", "archive", "--format", "json", "-o", str(archive))
    other = tmp_path / "other.db"
    assert pisteur(other, "check") == 0
    before = other.read_bytes()
    capsys.readouterr()
    assert pisteur(other, "import", str(archive), "--dry-run", "--json") == 0
    *said, counts = capsys.readouterr().out.splitlines()
    assert said == [
        "2 contacts would be brought in.",
        "Nothing was changed: this was a dry run.",
    ]
    assert json.loads(counts)["contacts"] == 2
    services = Services(open_data(other))
    assert services.db.rows("SELECT count(*) FROM contacts") == [(0,)]
    services.close()
    assert other.read_bytes() == before
    # What it says of a damaged one is what the import would.
    again.write_text(archive.read_text(encoding="utf-8").replace('"zone"', '"zonne"'))
    assert pisteur(other, "import", str(again), "--dry-run") == 1


def test_a_backup_can_be_restored(data: Path, leads: Path, tmp_path: Path) -> None:
    pisteur(data, "import", str(leads))
    copy = tmp_path / "copy.db"
    assert pisteur(data, "backup", "-o", str(copy)) == 0
    services = Services(open_data(data))
    services.contacts.delete([1, 2])
    services.close()
    assert pisteur(data, "restore", str(copy)) == 0
    services = Services(open_data(data))
    assert services.db.rows("SELECT count(*) FROM contacts") == [(2,)]
    services.close()


def test_a_sound_file_is_said_to_be_sound(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pisteur(data, "import", str(leads))
    assert pisteur(data, "check", "--json") == 0
    assert last_json(capsys)["ok"] is True


def test_a_check_says_what_a_repair_mends_and_what_it_can_not(
    data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(sql: str) -> None:
        services = Services(open_data(data))
        services.db.raw.execute("PRAGMA foreign_keys=OFF")
        services.db.raw.execute(sql)
        services.close()

    def checked(*options: str) -> tuple[int, str]:
        capsys.readouterr()
        code = pisteur(data, "check", *options)
        return code, capsys.readouterr().out.splitlines()[-1]

    pisteur(data, "import", str(leads))
    spoil("UPDATE contacts SET qualified = 1")
    mends = "The data file has problems. “pisteur check --repair” mends them without loss."
    assert checked() == (1, mends)
    mended = "All of this was repaired. The data file is sound."
    assert checked("--repair") == (0, mended)
    assert checked() == (0, "The data file is sound.")
    spoil("UPDATE opportunities SET contact_id = 99")
    for options in ((), ("--repair",)):
        code, said = checked(*options)
        assert code == 1
        assert said.startswith("The data file has problems that can’t be repaired. Go back to a")


class TestBadInput:
    """One plain sentence, exit code 1, and nothing changed."""

    def said(self, capsys: pytest.CaptureFixture[str]) -> str:
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1
        return lines[0]

    def test_a_list_that_does_not_exist(
        self, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert pisteur(data, "import", str(tmp_path / "none.csv")) == 1
        assert "none.csv" in self.said(capsys)

    def test_a_folder(self, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert pisteur(data, "import", str(tmp_path)) == 1
        assert "folder" in self.said(capsys)

    def test_a_file_of_a_hundred_megabytes(
        self, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        big = tmp_path / "big.csv"
        with big.open("wb") as file:
            file.truncate(100 * 1024 * 1024)
        assert pisteur(data, "import", str(big)) == 1
        assert "too large" in self.said(capsys)

    def test_no_heading_and_nothing_recognisable(
        self, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "odd.csv"
        path.write_text("a;b\nx;y\n")
        assert pisteur(data, "import", str(path)) == 1
        assert "odd.csv" in self.said(capsys)

    @pytest.mark.parametrize("content", [b"", b"no database at all" * 20])
    def test_a_data_file_that_is_none(
        self, data: Path, content: bytes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        data.parent.mkdir()
        data.write_bytes(content)
        assert pisteur(data, "check") == 1
        assert "untouched" in self.said(capsys)
        assert data.read_bytes() == content

    def test_a_data_file_of_a_newer_version(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = open_data(data)
        file.connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
        file.connection.close()
        before = data.read_bytes()
        assert pisteur(data, "check") == 1
        assert "newer" in self.said(capsys)
        assert data.read_bytes() == before

    def test_a_data_file_of_another_program(
        self, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = open_data(data)
        file.connection.execute(f"PRAGMA application_id={APPLICATION_ID + 1}")
        file.connection.close()
        before = data.read_bytes()
        assert pisteur(data, "check") == 1
        assert "another program" in self.said(capsys)
        assert data.read_bytes() == before

    def test_a_data_file_that_a_window_holds(
        self, data: Path, leads: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        holder = open_data(data)
        result = subprocess.run(
            [
                sys.executable,
                "-m",
                "pisteur",
                "--lang",
                "en",
                "--data",
                str(data),
                "import",
                str(leads),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        holder.connection.close()
        assert result.returncode == 1
        assert result.stderr.count("\n") == 1
        assert "in use" in result.stderr

    def test_a_disk_that_is_full(self, data: Path, leads: Path, tmp_path: Path) -> None:
        """The limit on file size makes the write fail as a full disk does."""
        open_data(data).connection.close()
        before = data.read_bytes()
        rows = "\n".join(f"Nom {n};Société {n};;nom{n}@exemple.example" for n in range(5000))
        leads.write_text(f"Nom;Société;Téléphone;E-mail\n{rows}\n")
        arguments = ["--lang", "en", "--data", str(data), "import", str(leads)]
        code = f"""
import resource, signal
from pisteur.cli import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before)}, {len(before)}))
raise SystemExit(run({arguments!r}))
"""
        result = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
        )
        assert result.returncode == 1, result.stderr
        assert result.stderr.count("\n") == 1
        assert "not saved" in result.stderr or "disk" in result.stderr
        assert data.read_bytes() == before


def test_the_environment_names_the_data_file(
    tmp_path: Path, leads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PISTEUR_DATA", str(tmp_path / "env.db"))
    assert run(["import", str(leads)]) == 0
    assert (tmp_path / "env.db").exists()


def test_french_is_spoken_when_asked_for(data: Path, leads: Path) -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pisteur",
            "--data",
            str(data),
            "import",
            "--lang",
            "fr",
            str(leads),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "lignes" in result.stdout
    assert i18n.current_language() == "en"


def test_the_self_test_opens_every_page() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pisteur", "self-test"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "ok"


def test_how_a_list_writes_amounts_and_dates_can_be_said(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(
        "Nom;Montant;Étape;Date de clôture prévue\nZoé;1.200;Qualifié;01/02/2027\n",
        encoding="utf-8",
    )
    assert pisteur(data, "import", str(path), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "No date tells the day from the month" in said
    assert "twelve hundred" in said
    assert "1 deal goes to PROSPECTS because the list says so." in said
    given = ("--dates", "mdy", "--decimal", "point")
    assert pisteur(data, "import", str(path), *given) == 0
    assert "No date tells" not in capsys.readouterr().out
    services = Services(open_data(data))
    found = services.db.rows("SELECT amount_cents, expected_on FROM opportunities")
    services.close()
    assert [tuple(row) for row in found] == [(120, "2027-01-02")]


def _kept(data: Path, name: str, targets: tuple[Target | None, ...]) -> None:
    services = Services(open_data(data))
    services.mappings.save(name, ["Nom", "Lieu dit"], Mapping(targets))
    services.close()


def test_columns_that_were_kept_hold_for_the_same_headings_and_by_name(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _kept(data, "Salon", (Target(Field.NAME), Target(Field.CITY)))
    path = tmp_path / "list.csv"
    path.write_text("Nom;Lieu dit\nZoé;Nîmes\n", encoding="utf-8")
    assert pisteur(data, "import", str(path)) == 0
    assert "Columns as kept under “Salon”." in capsys.readouterr().out
    _kept(data, "Other", (Target(Field.COMPANY), Target(Field.NAME)))
    path.write_text("Nom;Email\nMarc;Yves\n", encoding="utf-8")
    assert pisteur(data, "import", str(path), "--columns", "salon") == 0
    services = Services(open_data(data))
    found = services.db.rows("SELECT name, city FROM contacts ORDER BY id")
    services.close()
    assert [tuple(row) for row in found] == [("Zoé", "Nîmes"), ("Marc", "Yves")]
    assert pisteur(data, "import", str(path), "--columns", "Nobody") == 1
    assert "No columns are kept under “Nobody”." in capsys.readouterr().err
    path.write_text("Nom;Email;Nu\nMarc;Yves;1\n", encoding="utf-8")
    assert pisteur(data, "import", str(path), "--columns", "Salon") == 1
    assert "“Salon” is kept for 2 columns, and this list has 3." in capsys.readouterr().err


def test_the_same_remark_about_many_rows_is_said_once_with_its_count(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    rows = [f"N{n};n{n}@exemple.fr;Site;Zorglub" for n in range(8)]
    path.write_text(
        "\n".join(["Nom;E-mail;Titre affaire;Étape", *rows, ";;;", ";;;", "Fin;;;"]) + "\n",
        encoding="utf-8",
    )
    assert pisteur(data, "import", str(path), "--dry-run") == 0
    said = capsys.readouterr().out
    assert said.count("Zorglub") == 1
    assert "8 rows: “Zorglub” is none of your columns" in said
    assert "(lines 2, 3, 4, 5, 6, …)" in said
    assert "2 rows not taken: The row is empty. (lines 10, 11)" in said


def test_a_list_plans_next_actions_and_says_how_many(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom;E-mail;Relance\nZoé;z@exemple.fr;30/11/2020\n", encoding="utf-8")
    assert pisteur(data, "import", str(path), "--dry-run") == 0
    assert pisteur(data, "import", str(path)) == 0
    assert "1 action is planned." in capsys.readouterr().out
    assert pisteur(data, "import", str(path)) == 0
    services = Services(open_data(data))
    found = services.db.rows("SELECT due_on FROM follow_ups")
    services.close()
    assert [row[0] for row in found] == ["2020-11-30"]


def test_many_won_deals_are_said_to_be_sales_without_a_card(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    rows = [f"N{n};n{n}@exemple.fr;Site;500;Gagné;02/03/2020" for n in range(51)]
    path.write_text(
        "\n".join(["Nom;E-mail;Titre affaire;Montant;Étape;Date de clôture", *rows]) + "\n",
        encoding="utf-8",
    )
    assert pisteur(data, "import", str(path), "--dry-run") == 0
    assert pisteur(data, "import", str(path)) == 0
    sentence = "51 won deals would flood the board: their sales are recorded without a card."
    assert capsys.readouterr().out.count(sentence) == 2
