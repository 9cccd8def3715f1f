"""Amounts and dates are read as the list writes them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.table import Wishes
from pisteur.exchange.values import (
    DateOrder,
    DecimalMark,
    Spelling,
    find_mark,
    find_order,
    read_amount,
    read_date,
)

COMMA, POINT = DecimalMark.COMMA, DecimalMark.POINT
DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD
SPACES = ("", " ", "\u00a0", "\u202f", "'", "’")
AFFIXES = (
    ("", ""),
    ("", " €"),
    ("", "€"),
    ("€ ", ""),
    ("", " EUR"),
    ("", " € HT"),
    ("~", " euros"),
)


def written(cents: int, group: str, mark: str, *, decimals: bool) -> str:
    whole = f"{cents // 100:,}".replace(",", group)
    return f"{whole}{mark}{cents % 100:02}" if decimals else whole


@given(
    cents=st.integers(0, 10**12),
    mark=st.sampled_from(DecimalMark),
    group=st.sampled_from((*SPACES, "other")),
    affix=st.sampled_from(AFFIXES),
    decimals=st.booleans(),
)
def test_an_amount_in_each_spelling_is_read_back(
    cents: int, mark: DecimalMark, group: str, affix: tuple[str, str], decimals: bool
) -> None:
    sign, other = (",", ".") if mark is COMMA else (".", ",")
    if not decimals:
        cents -= cents % 100
    text = written(cents, other if group == "other" else group, sign, decimals=decimals)
    assert read_amount(f"{affix[0]}{text}{affix[1]}", mark) == cents


DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"
ORDERS = {DMY: "%d{0}%m{0}", MDY: "%m{0}%d{0}"}


@given(
    day=DAYS,
    order=st.sampled_from((DMY, MDY)),
    dash=st.sampled_from("/.- "),
    year=st.sampled_from(("%Y", "%y")),
    time=st.sampled_from(("", " 09:30", " 9h30", "T09:30:00Z", " 09:30:00.000", " 9:30 PM")),
)
def test_a_date_of_figures_in_each_order_is_read_back(
    day: date, order: DateOrder, dash: str, year: str, time: str
) -> None:
    text = day.strftime(ORDERS[order].format(dash) + year)
    assert read_date(text + time, order) == day


@given(day=DAYS, order=st.sampled_from(DateOrder))
def test_a_date_that_can_mean_one_day_only_is_read_whatever_the_order(
    day: date, order: DateOrder
) -> None:
    french, english = FRENCH.split()[day.month - 1], ENGLISH.split()[day.month - 1]
    for text in (
        day.isoformat(),
        day.strftime("%Y/%m/%d 10:12"),
        day.strftime("%Y%m%d"),
        f"{day.day} {french} {day.year}",
        f"lundi {day.day} {french.upper()} {day.year}",
        f"{day.day:02}-{english}-{day.year}",
        f"{english} {day.day}, {day.year}",
        str((day - date(1899, 12, 30)).days),
        f"{(day - date(1899, 12, 30)).days},75",
    ):
        assert read_date(text, order) == day, text


@given(day=DAYS)
def test_a_short_year_may_come_first(day: date) -> None:
    assert read_date(day.strftime("%y-%m-%d"), YMD) == day


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 200 € HT", 1200_00),
        ("1,2k€", 1200_00),
        ("1,2 M€", 1_200_000_00),
        ("12 k", 12_000_00),
        ("0", 0),
        ("2400.5", 2400_50),
        ("1,200.50", 1200_50),
        ("1,234,567", 1_234_567_00),
        ("0,125", 13),
    ],
)
def test_what_can_mean_one_amount_only_is_read_in_a_list_with_commas(text: str, cents: int) -> None:
    assert read_amount(text, COMMA) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "abc",
        "1 à 2",
        "1.2.3",
        "1,2,3,",
        "12%",
        "k",
        "€",
        "٣٤",
        "9" * 39,
        "1-2",
        ",",
        "1e5",
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text, COMMA) is None
    assert read_amount(text, POINT) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bientôt",
        "31/02/2026",
        "12/31/2026",
        "1/1/123",
        "99999",
        "12345",
        "0000-01-01",
        "T1",
        "6",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text, DMY) is None


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((), (COMMA, True)),
        (("1200", "50"), (COMMA, True)),
        (("1 200,50", "1.200"), (COMMA, True)),
        (("1,200", "950.5"), (POINT, True)),
        (("1,200,300",), (POINT, True)),
        (("1.200",), (COMMA, False)),
        (("1,200",), (POINT, False)),
        (("1,200", "1.200"), (COMMA, False)),
        # A workbook has figures with a point beside texts with a comma.
        (("149.9", "150 € TTC", "449,90"), (COMMA, True)),
        (("149.9", "449,90", "1.200"), (COMMA, False)),
        (("0.500",), (POINT, True)),
    ],
)
def test_the_decimal_mark_is_found_from_all_cells(
    cells: tuple[str, ...], found: tuple[DecimalMark, bool]
) -> None:
    assert find_mark(cells) == found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((), (DMY, True)),
        (("2026-01-02", "2027-03-04"), (YMD, True)),
        (("01/02/2026", "05/06/2026"), (DMY, False)),
        (("01/02/2026", "31/01/2026"), (DMY, True)),
        (("01/02/2026", "01/31/2026"), (MDY, True)),
        (("01/01/2026",), (DMY, True)),
        (("01/02/03",), (DMY, False)),
        (("27/12/31", "32/01/15"), (YMD, True)),
        (("12 mars 2026", "bientôt"), (DMY, True)),
    ],
)
def test_the_order_of_dates_is_found_from_all_cells(
    cells: tuple[str, ...], found: tuple[DateOrder, bool]
) -> None:
    assert find_order(cells) == found


def test_the_whole_file_decides_and_the_user_overrules(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [f"A{i};1.200;01/02/2026" for i in range(200)]
    path.write_text("\n".join(["Nom;Montant;Date de clôture prévue", *rows, "B;950.5;03/31/2026"]))
    assert inspect_file(path).spelling == Spelling(POINT, MDY)
    first = parse_leads(path).records[0].deal
    assert first is not None
    assert (first.amount_cents, first.expected_on) == (1_20, date(2026, 1, 2))
    wishes = Wishes(decimal=COMMA, dates=DMY)
    leads = parse_leads(path, wishes=wishes)
    first, last = leads.records[0].deal, leads.records[-1]
    assert first is not None
    assert (first.amount_cents, first.expected_on) == (1200_00, date(2026, 2, 1))
    assert last.deal is not None
    assert (last.deal.amount_cents, last.deal.expected_on) == (950_50, None)
    assert [(line, issue.code) for line, issue in leads.warnings()] == [
        (202, "cell.date_unreadable")
    ]
    assert last.notes == "Date de clôture prévue: 03/31/2026"


def test_what_can_not_be_read_is_named_and_kept_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Nom;Montant;Devise;Date de clôture;Statut\n"
        "A;à voir;EUR;bientôt;bizarre\nB;$900;;;\nC;900;USD;;\nD;-;;NC;\nE;;Toujours plus;;\n",
        encoding="utf-8",
    )
    leads = parse_leads(path)
    assert [(line, issue.code, issue.column) for line, issue in leads.warnings()] == [
        (2, "cell.amount_unreadable", "Montant"),
        (2, "cell.date_unreadable", "Date de clôture"),
        (2, "cell.unknown_word", "Statut"),
        (3, "cell.other_currency", "Montant"),
        (4, "cell.other_currency", "Montant"),
    ]
    assert [record.notes for record in leads.records] == [
        "Montant: à voir\nDate de clôture: bientôt\nStatut: bizarre",
        "Montant: $900",
        "Montant: 900\nDevise: USD",
        "",
        "Devise: Toujours plus",
    ]
    assert [record.deal for record in leads.records] == [None] * 5


def test_days_of_a_spreadsheet_are_counted_as_it_counts_them() -> None:
    assert read_date("46387", DMY) == date(2026, 12, 31)
    assert read_date("25569", DMY) == date(1970, 1, 1)
    assert read_date("80001", DMY) is None
    assert date(1899, 12, 30) + timedelta(days=46387) == date(2026, 12, 31)
