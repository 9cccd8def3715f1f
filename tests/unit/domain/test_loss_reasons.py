"""Reasons for losing are data; lost deals can be woken."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.loss_reasons import LossChoices, LossReason, is_said, offered, wake_on

PRICE = LossReason("price", "Price", 1, wake_after_months=12)
OTHER = LossReason("other", "Other", 2, needs_note=True)
OWN = LossReason("", "Moved away", 0)


def test_reasons_are_offered_in_their_order_without_those_put_away() -> None:
    assert offered([OTHER, PRICE._replace(put_away=True), OWN]) == (OWN, OTHER)


def test_who_said_no_did_answer() -> None:
    silent = LossReason("no_answer", "No answer", 3)
    choices = LossChoices((PRICE, silent, OWN))
    assert choices.after_a_no == LossChoices((PRICE, OWN))


@pytest.mark.parametrize(
    ("reason", "note", "said"),
    [(PRICE, "", True), (OTHER, "", False), (OTHER, "  ", False), (OTHER, "retraite", True)],
)
def test_other_says_nothing_without_a_note(reason: LossReason, note: str, said: bool) -> None:
    assert is_said(reason, note) is said


def test_a_lost_deal_is_woken_on_a_working_day() -> None:
    # A year after is a Sunday.
    assert wake_on(PRICE, date(2027, 5, 16)) == date(2028, 5, 16)
    assert wake_on(PRICE, date(2025, 11, 22)) == date(2026, 11, 23)


def test_a_deal_out_of_the_target_is_left_in_peace() -> None:
    assert wake_on(OTHER, date(2026, 11, 22)) is None
