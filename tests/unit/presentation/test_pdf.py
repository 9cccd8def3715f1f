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
