"""Sheets to print, read back by programs that did not write them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pisteur.exchange.tables_out import Cell, Money, Part, Sheet
from pisteur.i18n import set_language
from pisteur.presentation.pdf import render_sheet

pytestmark = [
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed"),
    pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed"),
]
TODAY = date(2026, 11, 22)
FACTS = Part("Identité", (), [("Nom", "Inès Roche"), ("Note", "cœur, “oui”, <b>&amp;</b>")])
ROW: tuple[Cell, ...] = (date(2026, 11, 25), time(14, 30), "Rappeler", Money(123_456), None)
ACTIONS = Part(date(2026, 11, 25), ("Day", "Time", "Action", "Amount", "Note"), [ROW])


def read(path: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["pdftotext", *arguments, str(path), "-"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


def written(tmp_path: Path, *parts: Part, title: str = "Fiche") -> Path:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(render_sheet(Sheet(title, TODAY, parts)))
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True, timeout=60)
    return path


def test_text_can_be_selected_and_markup_stays_text(qtbot: QtBot, tmp_path: Path) -> None:
    set_language("fr")
    text = read(written(tmp_path, FACTS, ACTIONS), "-layout")
    words = " ".join(text.split())
    assert "Nom Inès Roche" in words
    assert "cœur, “oui”, <b>&amp;</b>" in words
    assert "25/11/2026 14:30 Rappeler 1 234,56 €" in words.replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    assert "Mercredi 25 novembre" in words
    assert "Dimanche 22 novembre 2026" in words


def test_pages_are_numbered_of_how_many_and_headings_come_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    many = Part("Actions", ("Action", "Note"), [(f"Action {n}", "x") for n in range(120)])
    path = written(tmp_path, many)
    pages = read(path).split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert "Note" in page
    assert [f"Action {n}\n" in "".join(pages) for n in range(120)] == [True] * 120


def test_a_title_is_not_left_alone_at_the_foot_of_a_page(qtbot: QtBot, tmp_path: Path) -> None:
    for above in range(30, 50):
        first = Part("First", ("Action",), [(f"Action {n}",) for n in range(above)])
        pages = read(written(tmp_path, first, Part("Second", ("Action",), [("Last one",)])))
        with_title = [page for page in pages.split("\f") if "Second" in page]
        assert ["Last one" in page for page in with_title] == [True], above


def test_a_very_long_text_goes_on_over_pages(qtbot: QtBot, tmp_path: Path) -> None:
    note = " ".join(f"mot{n}" for n in range(4000))
    words = read(written(tmp_path, Part("Journal", (), [("Note", note)]))).split()
    assert {f"mot{n}" for n in range(4000)} <= set(words)


def test_fonts_are_embedded(qtbot: QtBot, tmp_path: Path) -> None:
    done = subprocess.run(
        ["pdffonts", str(written(tmp_path, FACTS))],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    fonts = done.stdout.splitlines()[2:]
    assert fonts
    # The columns: embedded, subset, with Unicode, object, generation.
    assert {(font.split()[-5], font.split()[-3]) for font in fonts} == {("yes", "yes")}


def test_a_sheet_is_made_without_a_window_or_a_screen(tmp_path: Path) -> None:
    data, path = tmp_path / "data" / "pisteur.db", tmp_path / "day.pdf"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    subprocess.run(
        [
            *(sys.executable, "-m", "pisteur", "--lang", "fr", "--data", str(data)),
            *("export", "follow-ups", "--format", "pdf", "-o", str(path)),
        ],
        check=True,
        env=environment,
        capture_output=True,
        timeout=120,
    )
    assert "page 1" in read(path)


def test_a_row_stays_whole_unless_it_takes_half_a_page(qtbot: QtBot, tmp_path: Path) -> None:
    rows = [
        (f"Action {n}", "\n".join(f"n{n}l{line}" for line in range(n % 9 + 1))) for n in range(90)
    ]
    path = written(tmp_path, Part("Actions", ("Action", "Note"), rows))
    pages = read(path).split("\f")[:-1]
    for number, (_action, note) in enumerate(rows):
        lines = set(note.split())
        parts = [lines & set(page.split()) for page in pages]
        assert [part for part in parts if part] == [lines], number
    assert all("Action " in page and "Note" in page for page in pages)


def test_long_rows_and_many_parts_leave_no_page_empty(qtbot: QtBot, tmp_path: Path) -> None:
    long = " ".join(f"mot{n}" for n in range(500))
    journal = Part(
        "Journal", ("Jour", "Texte"), [(TODAY, long if n % 3 else "court") for n in range(9)]
    )
    for count in range(38, 46, 2):
        history = Part("Histoire", ("Jour", "Texte"), [(TODAY, f"ligne{n}") for n in range(count)])
        pages = read(written(tmp_path, history, journal, FACTS, history)).split("\f")[:-1]
        assert min(len(page.split()) for page in pages) > 12, count


def test_what_has_much_to_say_gets_more_of_the_width(qtbot: QtBot, tmp_path: Path) -> None:
    note = "un mot puis un autre " * 140
    part = Part("Journal", ("Jour", "Quoi", "Texte", "Issue"), [(TODAY, "Appel", note, "oui")])
    text = read(written(tmp_path, part), "-layout")
    assert max(len(line.split()) for line in text.splitlines() if "autre" in line) > 8


def test_an_amount_stays_on_one_line(qtbot: QtBot, tmp_path: Path) -> None:
    set_language("fr")
    part = Part("Ventes", ("Jour", "Montant", "Note"), [(TODAY, Money(123_456_789), "x" * 300)])
    words = read(written(tmp_path, part), "-layout")
    assert "1234567,89€" in "".join(
        next(line for line in words.splitlines() if "€" in line).split()
    )


def left_of(path: Path, word: str) -> list[float]:
    """Return how far from the edge of the paper `word` begins, wherever it stands."""
    found = read(path, "-bbox").splitlines()
    return [float(line.split('"')[1]) for line in found if line.endswith(f">{word}</word>")]


def test_the_columns_of_each_day_stand_below_each_other(qtbot: QtBot, tmp_path: Path) -> None:
    headings = ("Action", "Contact", "Phone, e-mail", "Amount")
    days = [
        Part(
            date(2026, 11, 22 + day),
            ("Time", *headings),
            [(None, "Rappeler " * (1 + 9 * day), "Inès " * (4 - day), "06 39 98 00 01", None)],
        )
        for day in range(3)
    ]
    late = Part("Late", ("Due on", *headings), [(TODAY, "Rappeler", "Paul Lenoir", "", Money(5))])
    path = written(tmp_path, late, *days)
    assert {word: len(set(left_of(path, word))) for word in ("Action", "Contact", "Phone,")} == {
        "Action": 1,
        "Contact": 1,
        "Phone,": 1,
    }


def test_an_address_is_not_parted_for_the_sake_of_a_long_note(qtbot: QtBot, tmp_path: Path) -> None:
    headings = ("Jour", "Action", "Contact", "Courriel", "Montant")
    row: tuple[Cell, ...] = (TODAY, "un mot " * 90, "Inès Roche", "contact@lilalou.example", None)
    text = read(written(tmp_path, Part("Actions", headings, [row])), "-layout")
    assert "contact@lilalou.example" in text


def test_a_tab_in_a_note_takes_little_room(qtbot: QtBot, tmp_path: Path) -> None:
    path = written(tmp_path, Part("Notes", (), [("Note", "avant\n\taprès")]))
    before, after = left_of(path, "avant")[0], left_of(path, "après")[0]
    assert before < after < before + 20


def test_the_last_words_take_the_room_that_short_columns_leave(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = written(tmp_path, Part("Histoire", ("Jour", "Fait"), [(TODAY, "Ajouté")]))
    assert left_of(path, "Fait")[0] < 140
