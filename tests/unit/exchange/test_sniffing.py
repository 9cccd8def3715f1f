"""What a file is, from its bytes."""

from __future__ import annotations

import errno
import time
from pathlib import Path

import pytest

from pisteur.exchange.errors import ExchangeError, describe
from pisteur.exchange.sniffing import MAX_BYTES, sniff

TEXT = "Prénom;Nom\r\nZoé;Lefèvre\r\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_each_encoding_that_french_lists_come_in_is_recognised(
    tmp_path: Path, encoding: str, found: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(TEXT.encode(encoding))
    sniffed = sniff(path)
    assert sniffed.encoding == found
    assert path.read_bytes().decode(sniffed.encoding).lstrip("\ufeff") == TEXT


def test_an_accent_far_from_the_start_still_decides_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"a;b\r\n" * 600_000 + "é;ç\r\n".encode("cp1252"))
    assert sniff(path).encoding == "cp1252"


def test_a_letter_cut_by_a_chunk_border_is_still_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"a\n" * ((1 << 19) - 1) + b"a" + "é".encode() + b"\n")
    assert sniff(path).encoding == "utf-8"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "file.spreadsheet"),
        (b"PK\x03\x04\x14\x00other.txt", "file.archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "file.spreadsheet"),
        (b"%PDF-1.7\n", "file.pdf"),
        (b"\x1f\x8b\x08\x00", "file.archive"),
        (b"SQLite format 3\x00" + b"\0" * 100, "archive.data_file"),
        (b'{\n  "format": "pisteur-archive",\n  "version": 3\n}', "archive.no_list"),
        (b"a;b\0c\nd;e\n", "file.binary"),
        (bytes(range(1, 32)) * 20, "file.binary"),
    ],
)
def test_what_is_no_list_is_refused_by_its_kind(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ExchangeError) as caught:
        sniff(path)
    assert caught.value.code == code
    assert "list.csv" in describe(caught.value)


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"“none\.csv” does not exist"):
        sniff(tmp_path / "none.csv")
    with pytest.raises(ExchangeError, match="is a folder"):
        sniff(tmp_path)


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ExchangeError) as caught:
        sniff(path)
    # In the user's words, not in the system's.
    assert describe(caught.value) == "“list.csv” can’t be read: you may not open it."


def test_a_hundred_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b'Nom;Email\n"')
        file.truncate(100 * 1024 * 1024)
    started = time.process_time()
    with pytest.raises(ExchangeError, match="100 MB, and 60 MB at most"):
        sniff(path)
    assert time.process_time() - started < 1
    assert MAX_BYTES == 60 * 1024 * 1024


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"a;" * (3 << 20))
    with pytest.raises(ExchangeError) as caught:
        sniff(path)
    assert caught.value.code == "file.line_too_long"


@pytest.mark.parametrize("before", [0, 200_000])
def test_accents_encoded_twice_are_noticed_wherever_they_stand(tmp_path: Path, before: int) -> None:
    path = tmp_path / "list.csv"
    lines = ["Garage Morel\n"] * 200_000
    lines.insert(before, "ZoÃ©\n")
    path.write_text("".join(lines), encoding="utf-8")
    assert sniff(path).maybe_garbled
