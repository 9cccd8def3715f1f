"""A sale in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pisteur.domain.sale_snapshots import PaymentView, SaleView
from pisteur.domain.sale_states import WARNINGS, SaleFault
from pisteur.domain.snapshots import Unreliable
from pisteur.domain.words import AcceptedHow
from pisteur.i18n import set_language
from pisteur.presentation import sale_texts

TODAY = date(2026, 11, 22)
SALE = SaleView(1, 1, 120_000, date(2026, 10, 1), AcceptedHow.SIGNED_QUOTE, "", "", None)
INVOICED = replace(SALE, invoiced_on=date(2026, 10, 5), payment_due_on=date(2026, 12, 4))


def paid(sale: SaleView, *cents: int) -> SaleView:
    return replace(
        sale,
        payments=tuple(PaymentView(n, date(2026, 11, 1), own, "") for n, own in enumerate(cents)),
    )


@pytest.mark.parametrize(
    ("sale", "state", "money"),
    [
        (SALE, ("To invoice", "today"), ""),
        (
            INVOICED,
            ("Invoiced", "planned"),
            "Invoiced on 05/10/2026 · €1,200 still due, by 04/12/2026",
        ),
        (paid(SALE, 20_000), ("Partly paid", "planned"), "€1,000 still due"),
        (paid(SALE, 120_000), ("Paid", "ok"), ""),
        (
            replace(INVOICED, payment_due_on=date(2026, 11, 21), invoice_reference="F-9"),
            ("1 day late", "late"),
            "Invoice F-9 of 05/10/2026 · €1,200 still due, by 21/11/2026",
        ),
        (replace(SALE, cancelled_on=TODAY), ("Cancelled", "planned"), ""),
        (
            paid(replace(SALE, cancelled_on=TODAY), 5_000),
            ("Cancelled", "planned"),
            "€50 to give back",
        ),
    ],
)
def test_a_sale_says_where_it_is_and_what_is_due(
    sale: SaleView, state: tuple[str, str], money: str
) -> None:
    assert sale_texts.state(sale, TODAY) == state
    assert sale_texts.money_line(sale) == money


def test_a_sale_says_what_came_in_beyond_its_amount() -> None:
    assert sale_texts.money_line(paid(SALE, 125_000)) == "€50 overpaid"


def test_totals_leave_cancelled_sales_out() -> None:
    cancelled = replace(SALE, cancelled_on=TODAY)
    both = (SALE, paid(SALE, 120_000), cancelled)
    assert sale_texts.totals_line(both) == "Bought in all: €2,400, still due: €1,200"
    assert sale_texts.totals_line((paid(SALE, 120_000),)) == "Bought in all: €1,200, all paid"
    assert sale_texts.totals_line((cancelled,)) == ""


@pytest.mark.parametrize("fault", SaleFault)
def test_every_warning_has_a_sentence_and_nothing_else_has(fault: SaleFault) -> None:
    assert bool(sale_texts.odd_text((fault,), 5_000)) is (fault in WARNINGS)


def test_an_unreliable_payer_is_said_with_reason_and_day() -> None:
    said = sale_texts.unreliable_text(Unreliable("Late", date(2026, 11, 1)))
    assert said == "Unreliable payer since 01/11/2026: Late"
    assert sale_texts.unreliable_text(Unreliable("Late", None)) == "Unreliable payer: Late"


def test_the_reason_proposed_names_invoice_or_amount() -> None:
    late = replace(INVOICED, payment_due_on=date(2026, 10, 22))
    assert sale_texts.late_reason(late, TODAY) == "Sale of €1,200: 31 days late"
    named = replace(late, invoice_reference="F-9")
    assert sale_texts.late_reason(named, TODAY) == "Invoice F-9: 31 days late"


def test_french_says_late_in_days() -> None:
    set_language("fr")
    late = replace(INVOICED, payment_due_on=date(2026, 11, 20))
    assert sale_texts.state(late, TODAY) == ("2 jours de retard", "late")
