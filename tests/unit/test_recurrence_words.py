"""Repetitions in words, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur import i18n
from pisteur.domain.recurrence import (
    Recurrence,
    last_working_day,
    monthly_like,
    monthly_weekday_like,
    to_rrule,
    weekly_like,
)
from pisteur.recurrence_words import day_text, repeats_text

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("rule", "english", "french"),
    [
        (weekly_like(MONDAY, 1), "every week, on Monday", "chaque semaine, le lundi"),
        (weekly_like(MONDAY, 2), "every 2 weeks, on Monday", "toutes les 2 semaines, le lundi"),
        (monthly_like(MONDAY, 3), "every 3 months, on day 16", "tous les 3 mois, le 16"),
        (monthly_like(date(2026, 11, 1), 1), "every month, on day 1", "chaque mois, le 1er"),
        (
            monthly_like(date(2026, 12, 31), 1),
            "every month, on the last day",
            "chaque mois, le dernier jour",
        ),
        (
            monthly_weekday_like(MONDAY, 1),
            "every month, on the third Monday",
            "chaque mois, le troisième lundi",
        ),
        (
            last_working_day(2),
            "every 2 months, on the last working day",
            "tous les 2 mois, le dernier jour ouvré",
        ),
    ],
)
def test_a_rule_is_said_in_both_languages(rule: Recurrence, english: str, french: str) -> None:
    assert repeats_text(to_rrule(rule)) == english
    i18n.set_language("fr")
    assert repeats_text(to_rrule(rule)) == french


def test_one_counted_from_the_day_it_is_done_names_no_day() -> None:
    assert repeats_text(to_rrule(monthly_like(MONDAY, 3)), from_done=True) == (
        "3 months after it is done"
    )


def test_the_day_alone_leaves_out_how_often() -> None:
    assert day_text(monthly_weekday_like(MONDAY, 3)) == "on the third Monday of the month"


@pytest.mark.parametrize("text", ["", "FREQ=SECONDLY"])
def test_nothing_and_what_is_not_pisteurs_say_nothing(text: str) -> None:
    assert repeats_text(text) == ""
