"""A sale’s state is derived, and what does not fit together is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.errors import DomainError
from pisteur.domain.sale_errors import refuse_faults
from pisteur.domain.sale_states import (
    WARNINGS,
    Payment,
    SaleFacts,
    SaleFault,
    SaleState,
    cashed_in,
    days_late,
    derive_state,
    due_date,
    find_faults,
    is_alarming,
    still_due,
    turnover,
)
from pisteur.domain.words import AcceptedHow

TODAY = date(2026, 11, 23)
ACCEPTED = date(2026, 9, 1)
SALE = SaleFacts(100_000, ACCEPTED, AcceptedHow.SIGNED_QUOTE)
INVOICED = SALE._replace(invoiced_on=date(2026, 9, 15))
YESTERDAY = TODAY - timedelta(days=1)


def paid(*amounts: int, on: date = date(2026, 10, 1)) -> tuple[Payment, ...]:
    return tuple(Payment(on, cents) for cents in amounts)


@pytest.mark.parametrize(
    ("sale", "state", "due"),
    [
        (SALE, SaleState.ACCEPTED, 100_000),
        (SALE._replace(payments=paid(30_000)), SaleState.PARTLY_CASHED_IN, 70_000),
        (INVOICED, SaleState.INVOICED, 100_000),
        (INVOICED._replace(payments=paid(30_000, 69_999)), SaleState.PARTLY_CASHED_IN, 1),
        (INVOICED._replace(payments=paid(30_000, 70_000)), SaleState.CASHED_IN, 0),
        (INVOICED._replace(payments=paid(120_000)), SaleState.CASHED_IN, 0),
        (INVOICED._replace(payments=paid(100_000, -100_000)), SaleState.INVOICED, 100_000),
        (INVOICED._replace(cancelled_on=TODAY), SaleState.CANCELLED, 0),
        (
            INVOICED._replace(payments=paid(100_000), cancelled_on=TODAY),
            SaleState.CANCELLED,
            0,
        ),
    ],
)
def test_the_state_follows_from_what_is_recorded(
    sale: SaleFacts, state: SaleState, due: int
) -> None:
    assert (derive_state(sale), still_due(sale)) == (state, due)


@pytest.mark.parametrize(
    ("sale", "faults"),
    [
        (SALE, []),
        (INVOICED._replace(payments=paid(100_000)), []),
        (SALE._replace(payments=paid(30_000)), []),
        (SALE._replace(amount_cents=0), [SaleFault.NO_AMOUNT]),
        (SALE._replace(accepted_how=AcceptedHow.OTHER, note=" "), [SaleFault.NO_PROOF]),
        (SALE._replace(accepted_how=AcceptedHow.OTHER, note="Oui au téléphone"), []),
        (SALE._replace(accepted_on=TODAY + timedelta(days=1)), [SaleFault.ACCEPTED_IN_FUTURE]),
        (
            SALE._replace(invoiced_on=TODAY + timedelta(days=1)),
            [SaleFault.INVOICED_IN_FUTURE],
        ),
        (
            SALE._replace(payments=paid(1, on=TODAY + timedelta(days=1))),
            [SaleFault.CASHED_IN_FUTURE],
        ),
        (
            SALE._replace(cancelled_on=TODAY + timedelta(days=1)),
            [SaleFault.CANCELLED_IN_FUTURE],
        ),
        (
            SALE._replace(invoiced_on=ACCEPTED - timedelta(days=1)),
            [SaleFault.INVOICED_BEFORE_ACCEPTED],
        ),
        (
            SALE._replace(cancelled_on=ACCEPTED - timedelta(days=1)),
            [SaleFault.CANCELLED_BEFORE_ACCEPTED],
        ),
        (SALE._replace(payments=paid(-1)), [SaleFault.PAID_BACK_TOO_MUCH]),
        (INVOICED._replace(payments=paid(100_001)), [SaleFault.CASHED_TOO_MUCH]),
        (
            SALE._replace(payments=paid(1, on=ACCEPTED - timedelta(days=1))),
            [SaleFault.CASHED_BEFORE_ACCEPTED],
        ),
        (SALE._replace(payments=paid(100_000)), [SaleFault.CASHED_WITHOUT_INVOICE]),
        (
            INVOICED._replace(payments=paid(100_000), cancelled_on=TODAY),
            [SaleFault.CANCELLED_AFTER_CASHED],
        ),
        (INVOICED._replace(payments=paid(100_000, -100_000), cancelled_on=TODAY), []),
    ],
)
def test_what_does_not_fit_together_is_said(sale: SaleFacts, faults: list[SaleFault]) -> None:
    assert list(find_faults(sale, TODAY)) == faults


def test_what_may_happen_is_a_warning_and_what_cannot_is_not() -> None:
    assert SaleFault.CANCELLED_AFTER_CASHED in WARNINGS
    assert SaleFault.CASHED_TOO_MUCH in WARNINGS
    assert SaleFault.PAID_BACK_TOO_MUCH not in WARNINGS
    assert SaleFault.NO_AMOUNT not in WARNINGS


@pytest.mark.parametrize(
    ("sale", "due", "late"),
    [
        (SALE, None, 0),
        (INVOICED, date(2026, 10, 15), 39),
        (INVOICED._replace(payment_due_on=YESTERDAY), YESTERDAY, 1),
        (INVOICED._replace(payment_due_on=TODAY), TODAY, 0),
        (INVOICED._replace(payments=paid(99_999)), date(2026, 10, 15), 39),
        (INVOICED._replace(payments=paid(100_000)), date(2026, 10, 15), 0),
        (INVOICED._replace(cancelled_on=TODAY), date(2026, 10, 15), 0),
    ],
)
def test_a_payment_is_late_after_its_term(sale: SaleFacts, due: date | None, late: int) -> None:
    assert (due_date(sale), days_late(sale, TODAY)) == (due, late)


def test_turnover_is_what_came_in_within_the_dates() -> None:
    payments = (
        Payment(date(2025, 12, 31), 1),
        Payment(date(2026, 1, 1), 10),
        Payment(date(2026, 12, 31), 100),
        Payment(date(2027, 1, 1), 1000),
    )
    sales = [SALE._replace(payments=payments), SALE._replace(payments=paid(-4))]
    assert turnover(sales, date(2026, 1, 1), date(2026, 12, 31)) == 106


@given(st.integers(1, 10**9), st.lists(st.integers(-(10**6), 10**9), max_size=5))
def test_what_came_in_and_what_is_due_make_up_the_amount(amount: int, parts: list[int]) -> None:
    sale = INVOICED._replace(amount_cents=amount, payments=paid(*parts))
    assert cashed_in(sale) + still_due(sale) == max(amount, cashed_in(sale))
    assert (derive_state(sale) is SaleState.CASHED_IN) == (still_due(sale) == 0)
    assert (SaleFault.CASHED_TOO_MUCH in find_faults(sale, TODAY)) == (sum(parts) > amount)


def test_a_payment_cannot_be_due_before_its_invoice() -> None:
    invoiced = SALE._replace(invoiced_on=ACCEPTED)
    day_before = ACCEPTED - timedelta(days=1)
    wrong = find_faults(invoiced._replace(payment_due_on=day_before), TODAY)
    assert SaleFault.DUE_BEFORE_INVOICED in wrong
    for due in (ACCEPTED, None):
        found = find_faults(invoiced._replace(payment_due_on=due), TODAY)
        assert SaleFault.DUE_BEFORE_INVOICED not in found


@pytest.mark.parametrize(("days", "alarming"), [(0, False), (30, False), (31, True)])
def test_more_than_thirty_days_late_is_alarming(days: int, alarming: bool) -> None:
    sale = SALE._replace(invoiced_on=ACCEPTED, payment_due_on=ACCEPTED)
    assert is_alarming(sale, ACCEPTED + timedelta(days=days)) is alarming


@pytest.mark.parametrize("fault", SaleFault)
def test_what_is_not_a_warning_is_refused_beside_a_field(fault: SaleFault) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("pisteur.domain.sale_errors.find_faults", lambda *_: (fault,))
        if fault in WARNINGS:
            assert refuse_faults(SALE, TODAY) == (fault,)
            return
        with pytest.raises(DomainError) as caught:
            refuse_faults(SALE, TODAY)
    assert caught.value.field
