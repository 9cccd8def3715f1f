"""The benchmarks run at a size for every day, say what they found, and judge it rightly."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import harness, measure
from benchmarks.data import Size
from benchmarks.harness import against, limited, percentile, table, told
from benchmarks.importing import judge
from benchmarks.importing import measure as measure_import
from benchmarks.lists import write_list
from benchmarks.plot import draw
from pisteur.exchange.leads import parse_leads
from pisteur.services.phones import normalise_phone

SIZE = Size(contacts=40, deals=20, notes=60)
KEYS = {"name", "size", "floor", "figure", "ratio", "goal", "met"}


def test_a_ratio_or_a_figure_over_its_goal_is_missed() -> None:
    assert against("a", SIZE, 2.0, 8.0, 4)["met"] is True
    assert against("a", SIZE, 2.0, 8.1, 4)["met"] is False
    assert limited("a", SIZE, 50.0, 50)["met"] is True
    assert limited("a", SIZE, 50.1, 50)["met"] is False
    assert set(against("a", SIZE, 2.0, 8.0, 4)) >= KEYS
    assert set(limited("a", SIZE, 2.0, 4)) >= KEYS


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile(range(100), 0.99) == 99
    assert percentile([3.0], 0.5) == 3.0


def test_the_table_puts_those_of_one_goal_together_and_shows_what_is_missed() -> None:
    lines = [
        limited("late", SIZE, 60, 50, of="G10"),
        told("a line", SIZE, 1.5),
        against("early", SIZE, 1, 1, 2, of="G2"),
    ]
    rows = table(lines).splitlines()
    assert [row.split()[0] for row in rows] == ["goal", "G2", "G10", "a"]
    assert rows[1].endswith("yes")
    assert rows[2].endswith("NO")


def test_a_missed_goal_is_the_exit_code_and_a_kept_file_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.db"
    sizes = []

    def told_to(_path: Path, size: Size, _runs: int) -> list[harness.Line]:
        sizes.append(size)
        return [limited("something", size, figure, 10, of="G5")]

    monkeypatch.setattr(measure, "queries", told_to)
    asked = ["queries", "--data", str(kept), "--cards", "20", "--contacts", "40", "--notes", "60"]
    monkeypatch.setattr(sys, "argv", ["benchmarks", *asked])
    figure = 9.0
    assert measure.main() == 0
    made = kept.stat().st_mtime_ns
    figure = 11.0
    assert measure.main() == 1
    assert kept.stat().st_mtime_ns == made
    assert sizes == [SIZE, SIZE]
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["met"] is True
    assert first["size"] == {"contacts": 40, "deals": 20, "notes": 60}


def test_a_list_is_read_whole_and_no_number_comes_twice(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_list(path, 200)
    leads = parse_leads(path)
    assert len(leads.records) == 200
    assert not leads.rejected
    numbers = [normalise_phone(phone.value) for record in leads.records for phone in record.phones]
    assert len(numbers) == len(set(numbers)) == 200
    assert None not in numbers


def test_an_import_is_measured_against_all_its_parts(tmp_path: Path) -> None:
    leads = tmp_path / "list.csv"
    write_list(leads, 40)
    lines = {line["name"]: line for line in judge(SIZE, measure_import(tmp_path, leads))}
    whole = lines["import of a list, durable, with search index"]
    assert set(whole["parts_ms"]) == {"csv", "phones", "insert", "index"}
    assert whole["floor"] > 0
    assert {line["of"] for line in lines.values()} == {"G7", "G10"}


def test_the_plot_has_a_line_for_each_cost() -> None:
    costs = {"move": [1.0, 1.1, 1.2], "import": [10.0, 20.0, 45.0]}
    root = ET.fromstring(draw("Cost & size", [1000, 10_000, 100_000], costs, limit=2))  # noqa: S314
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2
    assert all(len(str(line.get("points")).split()) == 3 for line in lines)
