"""Single cells."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.exchange import cells


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a@exemple.fr", ["a@exemple.fr"]),
        ("a@exemple.fr, b@exemple.fr", ["a@exemple.fr", "b@exemple.fr"]),
        ("a@exemple.fr;b@exemple.fr", ["a@exemple.fr", "b@exemple.fr"]),
        (
            "a@exemple.fr / b@exemple.fr|c@exemple.fr",
            ["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"],
        ),
        (
            "a@exemple.fr b@exemple.fr\nc@exemple.fr",
            ["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"],
        ),
        ("a@exemple.fr ::: b@exemple.fr", ["a@exemple.fr", "b@exemple.fr"]),
        ("mailto:a@exemple.fr", ["a@exemple.fr"]),
        ("<a@exemple.fr>", ["a@exemple.fr"]),
        ("NC", []),
        ("-", []),
        ("", []),
    ],
)
def test_emails_are_found_however_they_are_separated(cell: str, values: list[str]) -> None:
    reading = cells.read_emails(cell)
    assert [value for value, _label, _typed in reading.values] == values
    assert reading.problem == ""


def test_what_is_no_email_is_said() -> None:
    assert cells.read_emails("pas une adresse").problem == "cell.email_invalid"
    partly = cells.read_emails("a@exemple.fr, b@exemple")
    assert [value[0] for value in partly.values] == ["a@exemple.fr"]
    assert partly.problem == "cell.email_invalid"


def test_words_around_an_email_are_kept_for_the_notes() -> None:
    reading = cells.read_emails("Inès Roche <ines@exemple.fr>")
    assert [value[0] for value in reading.values] == ["ines@exemple.fr"]
    assert reading.leftover
    assert reading.problem == ""


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("06 39 98 00 01", ["06 39 98 00 01"]),
        ("0639980001", ["0639980001"]),
        ("06.39.98.00.01", ["06.39.98.00.01"]),
        ("+33 (0)6 39 98 00 01", ["+33 (0)6 39 98 00 01"]),
        ("01 99 00 00 01 / 06 39 98 00 01", ["01 99 00 00 01", "06 39 98 00 01"]),
        ("01 99 00 00 01;06 39 98 00 01", ["01 99 00 00 01", "06 39 98 00 01"]),
        ("01 99 00 00 01 06 39 98 00 01", ["01 99 00 00 01", "06 39 98 00 01"]),
        ("01 99 00 00 01 ou 06 39 98 00 01", ["01 99 00 00 01", "06 39 98 00 01"]),
        ("0199000001\n0639980001", ["0199000001", "0639980001"]),
        ("01/99/00/00/01", ["01/99/00/00/01"]),
        ("Mob : 06 39 98 00 01", ["06 39 98 00 01"]),
        ("01 99 00 00 01 poste 12", ["01 99 00 00 01 poste 12"]),
        ("3949", ["3949"]),
        ("néant", []),
        ("n/a", []),
    ],
)
def test_phones_are_found_however_they_are_separated(cell: str, values: list[str]) -> None:
    reading = cells.read_phones(cell)
    assert [value for value, _label, _typed in reading.values] == values
    assert reading.problem == ""


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("06 39 98 00 01 (mari)", ["06 39 98 00 01"]),
        ("06 39 98 00 01 Mme Roux", ["06 39 98 00 01"]),
        ("Mme Roux 0639980001", ["0639980001"]),
        ("tel: 06 39 98 00 01 après 18h", ["06 39 98 00 01"]),
        ("06.39.98.00.01, le soir", ["06.39.98.00.01"]),
        ("06 39 98 00 01, après 18h", ["06 39 98 00 01"]),
        ("0639980001 (Paul) / 0199000001 (Anne)", ["0639980001", "0199000001"]),
        ("Paul 0639980001 Anne +33 1 99 00 00 01", ["0639980001", "+33 1 99 00 00 01"]),
    ],
)
def test_a_number_among_words_is_taken_and_the_words_kept(cell: str, values: list[str]) -> None:
    reading = cells.read_phones(cell)
    assert [value for value, _label, _typed in reading.values] == values
    assert (reading.problem, reading.leftover) == ("", True)


def test_thousands_of_blanks_between_words_take_no_minutes() -> None:
    cell = "a" + " " * 20_000 + "06 39 98 00 01"
    before = process_time()
    reading = cells.read_phones(cell)
    # Hundredths; looked from at each blank, it takes hundreds of times as long.
    assert process_time() - before < 3
    assert reading.problem == "cell.phone_unreadable"


@pytest.mark.parametrize(
    "cell",
    [
        "facture 20260639980001",
        "réf 06399800012",
        "IBAN FR76 3000 4000 0312 3456 7890 143",
        "dossier 12 06 39 98 00 01",
        "x" * 300 + " 06 39 98 00 01",
    ],
)
def test_digits_of_something_longer_are_no_phone(cell: str) -> None:
    reading = cells.read_phones(cell)
    assert (reading.values, reading.problem) == ((), "cell.phone_unreadable")


def test_an_eaten_zero_is_put_back_and_the_typed_text_kept() -> None:
    assert cells.read_phones("639980001").values == (("0639980001", "", "639980001"),)
    assert cells.read_phones("639980001.0").values == (("0639980001", "", "639980001.0"),)
    assert cells.read_phones("639980001", french=False).values == (("639980001", "", ""),)


def test_scientific_notation_is_undone_only_when_no_digit_is_lost() -> None:
    exact = cells.read_phones("6,39980001E+08")
    assert exact.values == (("0639980001", "", "6,39980001E+08"),)
    lost = cells.read_phones("6,4E+08")
    assert (lost.values, lost.problem) == ((), "cell.phone_digits_lost")


@pytest.mark.parametrize("cell", ["à rappeler", "12", "1" * 30, "x" * 5000, "06 39 98 00 0A"])
def test_what_is_no_phone_is_said(cell: str) -> None:
    reading = cells.read_phones(cell)
    assert (reading.values, reading.problem) == ((), "cell.phone_unreadable")


def test_a_label_in_the_cell_is_read() -> None:
    assert cells.read_phones("Mobile: 06 39 98 00 01").values[0][1] == "mobile"


def test_postal_codes_get_their_zero_back_in_france_only() -> None:
    assert cells.read_postal_code("1000", french=True) == "01000"
    assert cells.read_postal_code("75 011", french=True) == "75011"
    assert cells.read_postal_code("1000", french=False) == "1000"
    assert cells.read_postal_code("SW1A 1AA", french=True) == "SW1A 1AA"


@pytest.mark.parametrize(
    ("cell", "siret"),
    [
        ("732 829 320 00074", "73282932000074"),
        ("73282932000079", None),
        ("35600000000048", "35600000000048"),
        ("35600000009075", "35600000009075"),
        ("35600000000055", None),
        ("5551234500012", "05551234500012"),
        ("7,32829E+13", None),
        ("732829320", None),
        ("732829320000745", None),
        ("texte", None),
    ],
)
def test_a_siret_is_valid_or_nothing(cell: str, siret: str | None) -> None:
    assert cells.read_siret(cell) == siret


@pytest.mark.parametrize(
    "text", ["François", "Zoé Lefèvre", "Cœur", "l’été", "50 €", "ÀÉÎÕÜ", "Noël – 1er"]
)
def test_garbled_text_is_repaired_exactly(text: str) -> None:
    def misread(byte: int) -> str:
        raw = bytes([byte])
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")

    garbled = "".join(misread(byte) for byte in text.encode())
    assert cells.repair_garbled(garbled) == text


@pytest.mark.parametrize(
    "text", ["François", "São Tomé", "Ãlvaro", "Â", "à Ã©té ç", "漢字", "plain"]
)
def test_text_that_may_be_right_is_left_alone(text: str) -> None:
    assert cells.repair_garbled(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+49 30 123",
        "-1+1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        " =1",
        "'=x",
        "''+1",
        "＝1",
    ],
)
def test_formulas_are_disarmed(text: str) -> None:
    escaped = cells.escape(text)
    assert escaped[0] == "'"
    assert cells.unescape(escaped) == text


@pytest.mark.parametrize("text", ["0639980001", "01000", "73282932000074"])
def test_numbers_that_a_spreadsheet_would_change_are_kept_as_text(text: str) -> None:
    assert cells.escape(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["Roche", "06 39 98 00 01", "1234,56", "l'été", "'quoted'", "", "75011"]
)
def test_harmless_text_is_written_as_it_is(text: str) -> None:
    assert cells.escape(text) == text


@given(st.text(max_size=30) | st.from_regex(r"['\s]{0,4}[=+\-@\t\r0-9]{0,16}\n?", fullmatch=True))
def test_unescape_is_the_inverse_of_escape(text: str) -> None:
    escaped = cells.escape(text)
    assert cells.unescape(escaped) == text
    assert escaped[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_a_whole_address_is_split_at_its_postal_code() -> None:
    assert cells.split_address("5 quai Nord, 33000 Bordeaux, France") == (
        "5 quai Nord",
        "33000",
        "Bordeaux",
    )
    assert cells.split_address("quelque part") == ("quelque part", "", "")
