"""The container of the archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.exchange.archive import VERSION, Scalar, archive_chunks, read_archive, write_archive
from pisteur.exchange.errors import ExchangeError, describe

SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
)
ROWS = st.lists(st.dictionaries(st.text(max_size=8), SCALAR, max_size=4), max_size=4)
NAMES = st.text(max_size=8).filter(
    lambda name: name not in ("format", "version", "created_at", "application")
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=st.dictionaries(NAMES, ROWS, max_size=3))
def test_what_is_written_is_read_back(
    tmp_path: Path, tables: dict[str, list[dict[str, Scalar]]]
) -> None:
    path = tmp_path / "archive.json"
    write_archive(tables, path, created_at="2026-11-22T09:00:00Z", application="Pisteur 0.1.0")
    archive = read_archive(path)
    assert archive.tables == tables
    assert (archive.version, archive.created_at) == (VERSION, "2026-11-22T09:00:00Z")


def test_it_is_one_json_object_with_a_row_a_line() -> None:
    rows: Iterator[dict[str, Scalar]] = ({"id": number, "name": "É"} for number in range(1200))
    text = b"".join(archive_chunks({"contacts": rows}, created_at="x", application="y")).decode()
    content = json.loads(text)
    assert content["format"] == "pisteur-archive"
    assert content["version"] == VERSION
    assert len(content["contacts"]) == 1200
    assert '    {"id": 7, "name": "É"},\n' in text


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "archive.json"
    path.write_text(text, encoding="utf-8")
    return path


HEADER = '"format": "pisteur-archive", "version": 1'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file.empty"),
        ("{", "archive.not_json"),
        ("[" * 100_000, "archive.not_json"),
        ("[]", "archive.not_archive"),
        ('{"format": "other", "version": 1}', "archive.not_archive"),
        ('{"format": "pisteur-archive"}', "archive.not_archive"),
        ('{"format": "pisteur-archive", "version": true}', "archive.not_archive"),
        (f'{{"format": "pisteur-archive", "version": {VERSION + 1}}}', "archive.newer"),
        (f'{{{HEADER}, "contacts": {{}}}}', "archive.damaged"),
        (f'{{{HEADER}, "contacts": [1]}}', "archive.damaged"),
        (f'{{{HEADER}, "contacts": [{{"id": [1]}}]}}', "archive.damaged"),
        (f'{{{HEADER}, "contacts": [{{"id": 9223372036854775808}}]}}', "archive.damaged"),
        (f'{{{HEADER}, "contacts": [{{"name": "\\ud800"}}]}}', "archive.damaged"),
        (f'{{{HEADER}, "contacts": [{{"id": NaN}}]}}', "archive.not_json"),
        (f'{{{HEADER}, "contacts": [{{"id": {"9" * 5000}}}]}}', "archive.not_json"),
    ],
)
def test_anything_else_is_refused_in_words(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        read_archive(write(tmp_path, text))
    assert caught.value.code == code
    assert "archive.json" in describe(caught.value)


def test_a_backup_is_told_from_an_archive_and_the_way_in_is_named(tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (x)")
    with pytest.raises(ExchangeError, match="“Restore a backup…” in the File menu") as caught:
        read_archive(path, max_bytes=1)
    assert caught.value.code == "archive.data_file"


def test_a_json_error_names_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"line 2, column 3"):
        read_archive(write(tmp_path, "{\n  oops}"))


def test_a_missing_file_a_folder_and_a_large_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="does not exist"):
        read_archive(tmp_path / "none.json")
    with pytest.raises(ExchangeError, match="is a folder"):
        read_archive(tmp_path)
    path = write(tmp_path, "x" * (2 << 20))
    with pytest.raises(ExchangeError, match="too large: 2 MB, and 1 MB"):
        read_archive(path, max_bytes=1 << 20)
