"""The shape of delimited text: delimiter, headings, true line numbers, limits."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.table import MAX_COLUMNS, Table
from pisteur.exchange.tabular import read_text


def table(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_text(path)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    found = table(tmp_path, f"Nom{delimiter}Email\nRoche{delimiter}ines@exemple.fr\n")
    assert found.delimiter == delimiter
    assert [cells for _first, _last, cells in found.rows()] == [["Roche", "ines@exemple.fr"]]


def test_commas_inside_cells_do_not_make_a_comma_list(tmp_path: Path) -> None:
    text = "Nom;Ville\nDupont, Jean;Lyon, 3e\nMorel, Anne;Nice, centre\n"
    assert table(tmp_path, text).delimiter == ";"


def test_one_column_of_names_with_commas_is_one_column(tmp_path: Path) -> None:
    found = table(tmp_path, "Nom\nDupont, Jean\nMorel, Anne\n")
    assert [cells for _first, _last, cells in found.rows()] == [["Dupont, Jean"], ["Morel, Anne"]]


def test_line_numbers_are_those_of_the_file_despite_breaks_in_cells(tmp_path: Path) -> None:
    text = 'Nom;Note\nA;"one\ntwo\r\nthree"\nB;x\n\nC;"y\u2028z"\nD;w'
    rows = list(table(tmp_path, text).rows())
    assert [(first, last) for first, last, _cells in rows] == [
        (2, 4),
        (5, 5),
        (6, 6),
        (7, 7),
        (8, 8),
    ]
    assert rows[0][2] == ["A", "one\ntwo\r\nthree"]
    assert rows[3][2] == ["C", "y\u2028z"]


def test_blank_rows_count_between_rows_and_not_at_the_end(tmp_path: Path) -> None:
    text = "Nom;Email\nA;\n;\n\n  ; \nB;\n;\n\n;\n"
    rows = list(table(tmp_path, text).rows())
    assert [(first, cells) for first, _last, cells in rows] == [
        (2, ["A", ""]),
        (3, []),
        (4, []),
        (5, []),
        (6, ["B", ""]),
    ]


def test_the_row_of_headings_is_found_below_titles_and_blank_rows(tmp_path: Path) -> None:
    text = ";;\n;;\nListe de notes 2026;;\n;;\nNom*;Prénom;Tél.\nRoche;Inès;06 39 98 00 01\n"
    found = table(tmp_path, text)
    assert (found.header_line, found.headings) == (5, ("Nom*", "Prénom", "Tél."))
    assert [first for first, _last, _cells in found.rows()] == [6]


def test_a_file_of_data_only_has_no_headings_and_loses_no_row(tmp_path: Path) -> None:
    found = table(tmp_path, "Roche;06 39 98 00 01\nVidal;06 39 98 00 02\n")
    assert found.header_line is None
    assert found.headings == ("", "")
    assert len(list(found.rows())) == 2


def test_unknown_headings_above_data_are_headings(tmp_path: Path) -> None:
    found = table(tmp_path, "Vorname;Rufnummer\nInge;0639980001\nUwe;0639980002\n")
    assert (found.header_line, found.headings) == (1, ("Vorname", "Rufnummer"))


def test_a_first_row_of_data_with_an_empty_phone_is_not_taken_for_headings(tmp_path: Path) -> None:
    found = table(tmp_path, "Roche;;Paris\nVidal;06 39 98 00 02;Lyon\n")
    assert found.header_line is None
    assert len(list(found.rows())) == 2


def test_a_declared_delimiter_is_believed_and_is_no_row(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=,\nNom,Email\nRoche,ines@exemple.fr\n")
    assert (found.delimiter, found.header_line) == (",", 2)


def test_columns_beyond_the_headings_are_seen(tmp_path: Path) -> None:
    found = table(tmp_path, "Nom;Email\nA;a@exemple.fr;06 39 98 00 01\nB;;06 39 98 00 02\n")
    assert found.headings == ("Nom", "Email", "")


@pytest.mark.parametrize("text", ["\ufeff", "\r\n\r\n", ";;;\r\n;;;\r\n", "   \n"])
def test_a_file_of_nothing_is_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        table(tmp_path, text)
    assert caught.value.code == "file.empty"


def test_an_unclosed_quotation_is_an_error_that_names_its_line(tmp_path: Path) -> None:
    text = 'Nom;Email\nA;a@exemple.fr\n"B;b@exemple.fr\nC;c@exemple.fr\n'
    with pytest.raises(ExchangeError) as caught:
        list(table(tmp_path, text).rows())
    assert (caught.value.code, caught.value.line) == ("file.quote_not_closed", 3)
    assert "line 3" in str(caught.value)


def test_a_stray_quotation_in_a_large_file_is_refused_within_a_second(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b'Nom;Email\nA;a@exemple.fr\n"B;b\n' + b"C;c@exemple.fr\n" * 3_900_000)
    assert path.stat().st_size > 55 * 1024 * 1024
    found = read_text(path)
    started = time.process_time()
    with pytest.raises(ExchangeError) as caught:
        list(found.rows())
    assert time.process_time() - started < 1
    assert (caught.value.code, caught.value.line) == ("file.cell_too_long", 3)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError) as caught:
        table(tmp_path, "Nom;Email" + ";x" * MAX_COLUMNS + "\n" + "A;a@exemple.fr\n")
    assert caught.value.code == "file.too_many_columns"


def test_quotes_doubled_inside_a_cell_are_one(tmp_path: Path) -> None:
    rows = list(table(tmp_path, 'Nom;Note\nA;"dit ""oui"""\n').rows())
    assert rows[0][2] == ["A", 'dit "oui"']


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t;,\"'"),
    max_size=12,
)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=8), delimiter=st.sampled_from(";,\t"))
def test_whatever_csv_writes_is_read_back_cell_for_cell(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    filled = [list(row) for row in rows if "".join(row).strip()]
    writer.writerows([["Prénom", "Nom", "Email"], *filled])
    found = table(tmp_path, out.getvalue())
    assert [cells for _first, _last, cells in found.rows()] == filled
