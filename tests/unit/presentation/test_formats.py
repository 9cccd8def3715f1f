"""What people read is written as their language writes it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.money import parse_amount
from pisteur.domain.reach import normalise_french_phone
from pisteur.presentation import formats

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    # The formats need no catalogue, which may not have been made yet.
    monkeypatch.setattr(formats, "current_language", lambda: "fr")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "current_language", lambda: "en")


@pytest.mark.usefixtures("french")
class TestFrench:
    @pytest.mark.parametrize(
        ("cents", "shown"),
        [
            (0, "0\u00a0€"),
            (490_000, "4\u202f900\u00a0€"),
            (123_456, "1\u202f234,56\u00a0€"),
            (5, "0,05\u00a0€"),
            (-95_000, "\u2212950\u00a0€"),
            (100_000_000, "1\u202f000\u202f000\u00a0€"),
        ],
    )
    def test_amounts_have_cents_only_when_there_are_some(self, cents: int, shown: str) -> None:
        assert formats.money(cents) == shown

    def test_an_estimate_is_marked(self) -> None:
        assert formats.money(180_000, approximate=True) == "~1\u202f800\u00a0€"

    def test_shares_keep_a_decimal_only_where_it_says_something(self) -> None:
        assert formats.percent(0.58) == "58\u202f%"
        assert formats.percent_sign() == "\u202f%"
        assert formats.percent(0.004) == "0,4\u202f%"
        assert formats.percent(0) == "0\u202f%"
        assert formats.percent(-0.2) == "\u221220\u202f%"

    def test_the_year_is_written_when_it_is_another(self) -> None:
        assert formats.short_date(date(2026, 11, 12), SUNDAY) == "12/11"
        assert formats.short_date(date(2025, 11, 12), SUNDAY) == "12/11/2025"
        assert formats.full_date(date(2026, 2, 1)) == "01/02/2026"
        assert formats.long_date(date(2027, 1, 4), SUNDAY) == "lundi 4 janvier 2027"

    def test_days_have_their_names(self) -> None:
        assert formats.long_date(SUNDAY) == "dimanche 22 novembre"
        assert formats.long_date(date(2026, 12, 1), SUNDAY) == "mardi 1er décembre"
        assert formats.day_and_month(date(2026, 12, 1)) == "1er décembre"
        assert formats.sentence_start(formats.long_date(SUNDAY)) == "Dimanche 22 novembre"
        assert formats.weekday_date(date(2026, 11, 24)) == "mar.\u00a024"

    @pytest.mark.parametrize(
        ("ahead", "shown", "kind"),
        [
            (-3, "\u22123\u00a0j", "late"),
            (-1200, "\u22121\u202f200\u00a0j", "late"),
            (0, "auj.", "today"),
            (1, "demain", "planned"),
            (2, "mar.\u00a024", "planned"),
            (6, "sam.\u00a028", "planned"),
            (7, "29/11", "planned"),
            (47, "08/01/2027", "planned"),
        ],
    )
    def test_what_is_due_is_said_shortly(self, ahead: int, shown: str, kind: str) -> None:
        day = SUNDAY + timedelta(days=ahead)
        assert formats.due_text(day, SUNDAY) == shown
        assert formats.due_kind(day, SUNDAY) == kind

    def test_the_hour_of_something_due_is_said_unless_it_is_overdue(self) -> None:
        at = time(14, 0)
        assert formats.due_text(SUNDAY, SUNDAY, at) == "auj.\u00a014:00"
        assert formats.due_text(SUNDAY - timedelta(days=1), SUNDAY, at) == "\u22121\u00a0j"
        assert formats.clock(time(9, 5)) == "09:05"

    @pytest.mark.parametrize(
        ("day", "shown"),
        [
            (SUNDAY, "auj."),
            (date(2026, 11, 21), "hier"),
            (date(2026, 11, 19), "il y a 3\u00a0j"),
            (date(2026, 9, 24), "il y a 59\u00a0j"),
            (date(2026, 9, 22), "il y a 2\u00a0mois"),
            (date(2025, 11, 23), "il y a 11\u00a0mois"),
            (date(2025, 11, 22), "il y a 1\u00a0an"),
            (date(2024, 11, 23), "il y a 23\u00a0mois"),
            (date(2024, 11, 22), "il y a 2\u00a0ans"),
            (date(2021, 1, 1), "il y a 5\u00a0ans"),
            (date(2026, 11, 23), "demain"),
        ],
    )
    def test_the_past_is_said_in_the_unit_that_fits(self, day: date, shown: str) -> None:
        assert formats.ago(day, SUNDAY) == shown

    @pytest.mark.parametrize(
        ("size", "shown"),
        [
            (0, "0\u00a0o"),
            (999, "999\u00a0o"),
            (1000, "1\u00a0ko"),
            (999_499, "999\u00a0ko"),
            (999_500, "1,0\u00a0Mo"),
            (14_200_000, "14,2\u00a0Mo"),
            (143_000_000, "143\u00a0Mo"),
            (99_960_000, "100\u00a0Mo"),
            (7 * 10**15, "7000\u00a0To"),
        ],
    )
    def test_sizes_are_in_the_unit_that_fits(self, size: int, shown: str) -> None:
        assert formats.file_size(size) == shown

    def test_a_count_fills_the_message_chosen_for_it(self) -> None:
        message = "{count} contacts dans {name}"
        assert formats.counted(message, 1243, name="Ain") == "1\u202f243 contacts dans Ain"
        assert formats.days(14) == "14\u00a0j"

    @given(cents=st.integers(min_value=0, max_value=10**13))
    def test_an_amount_shown_can_be_typed_back(self, cents: int) -> None:
        assert parse_amount(formats.money(cents)) == cents


@pytest.mark.usefixtures("english")
class TestEnglish:
    def test_amounts(self) -> None:
        assert formats.money(490_000) == "€4,900"
        assert formats.money(123_456) == "€1,234.56"
        assert formats.money(-123_400) == "\u2212€1,234"
        assert formats.money(180_000, approximate=True) == "~€1,800"
        assert formats.percent(0.58) == "58%"
        assert formats.percent_sign() == "%"
        assert formats.number(-1243) == "\u22121,243"

    def test_dates(self) -> None:
        assert formats.long_date(SUNDAY) == "Sunday 22 November"
        assert formats.long_date(date(2026, 12, 1)) == "Tuesday 1 December"
        assert formats.weekday_date(date(2026, 11, 24)) == "Tue\u00a024"
        assert formats.short_date(date(2026, 12, 2), SUNDAY) == "02/12"

    def test_near_days(self) -> None:
        said = [formats.due_text(SUNDAY + timedelta(days=n), SUNDAY) for n in (-3, 0, 1, 2, 10)]
        assert said == ["\u22123\u00a0d", "today", "tomorrow", "Tue\u00a024", "02/12"]
        past = [formats.ago(SUNDAY - timedelta(days=n), SUNDAY) for n in (1, 3, 100, 400, 900)]
        assert past == [
            "yesterday",
            "3\u00a0d ago",
            "3\u00a0mo. ago",
            "13\u00a0mo. ago",
            "2\u00a0yrs ago",
        ]

    def test_sizes(self) -> None:
        assert formats.file_size(14_200_000) == "14.2\u00a0MB"


class TestPhone:
    @pytest.mark.parametrize("stored", ["+33639981234", "0639981234"])
    def test_a_french_number_is_read_in_pairs(self, stored: str) -> None:
        assert formats.phone(stored) == "06\u00a039\u00a098\u00a012\u00a034"

    @pytest.mark.parametrize("typed", ["+32 2 555 01 23", "poste 12", "+3363998123", "", "36 39"])
    def test_any_other_is_left_as_typed(self, typed: str) -> None:
        assert formats.phone(typed) == typed

    @given(rest=st.integers(min_value=10**8, max_value=10**9 - 1))
    def test_what_is_shown_is_read_back_as_what_was_stored(self, rest: int) -> None:
        assert normalise_french_phone(formats.phone(f"+33{rest}")) == f"+33{rest}"
