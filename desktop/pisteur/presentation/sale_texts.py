"""A sale in words: its state, what is still due, what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import (
    SaleFault,
    SaleState,
    cashed_in,
    days_late,
    derive_state,
    due_date,
    still_due,
)
from pisteur.domain.snapshots import Unreliable
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation import formats

_PILLS = {
    SaleState.ACCEPTED: "today",
    SaleState.CASHED_IN: "ok",
}


def state(sale: SaleView, today: date) -> tuple[str, str]:
    """Return where a sale is, as the text and the kind of a pill; late says by how many days."""
    late = days_late(sale.facts, today)
    if late:
        text = ngettext("{count} day late", "{count} days late", late)
        return formats.counted(text, late), "late"
    found = derive_state(sale.facts)
    return label(found), _PILLS.get(found, "planned")


def name(sale: SaleView) -> str:
    """Return what a sale is called in a sentence or a title."""
    amount, day = formats.money(sale.amount_cents), formats.full_date(sale.accepted_on)
    return _("{amount} on {date}").format(amount=amount, date=day)


def money_line(sale: SaleView) -> str:
    """Return invoice and what is still due of a sale, empty when there is nothing to say."""
    parts = []
    if sale.invoiced_on is not None:
        day = formats.full_date(sale.invoiced_on)
        text = _("Invoiced on {date}")
        if sale.invoice_reference:
            text = _("Invoice {reference} of {date}")
        parts.append(text.format(reference=sale.invoice_reference, date=day))
    due, by = still_due(sale.facts), due_date(sale.facts)
    if due and by is not None:
        text = _("{amount} still due, by {date}")
        parts.append(text.format(amount=formats.money(due), date=formats.full_date(by)))
    elif due and sale.payments:
        parts.append(_("{amount} still due").format(amount=formats.money(due)))
    elif sale.cancelled_on is None and cashed_in(sale.facts) > sale.amount_cents:
        over = formats.money(cashed_in(sale.facts) - sale.amount_cents)
        parts.append(_("{amount} overpaid").format(amount=over))
    elif sale.cancelled_on is not None and cashed_in(sale.facts) > 0:
        amount = formats.money(cashed_in(sale.facts))
        parts.append(_("{amount} to give back").format(amount=amount))
    return " · ".join(parts)


def totals_line(sales: Iterable[SaleView]) -> str:
    """Return what the customer bought in all, and what is still due of it; empty without sales."""
    standing = [sale for sale in sales if sale.cancelled_on is None]
    if not standing:
        return ""
    bought = formats.money(sum(sale.amount_cents for sale in standing))
    due = sum(still_due(sale.facts) for sale in standing)
    if not due:
        return _("Bought in all: {amount}, all paid").format(amount=bought)
    return _("Bought in all: {amount}, still due: {due}").format(
        amount=bought, due=formats.money(due)
    )


def odd_text(faults: Iterable[SaleFault], cents: int = 0) -> str:
    """Return what is odd about a sale but possible, a sentence each.

    Args:
        cents: what came in and is to be given back, for a cancelled sale.
    """
    sentences = {
        SaleFault.CASHED_TOO_MUCH: _("More came in than this sale is worth."),
        SaleFault.CASHED_BEFORE_ACCEPTED: _("Money came in before the order was accepted."),
        SaleFault.CASHED_WITHOUT_INVOICE: _("Everything is paid, and no invoice is noted."),
        SaleFault.CANCELLED_AFTER_CASHED: _(
            "{amount} had come in: once you have given it back, note it as a payment."
        ).format(amount=formats.money(cents)),
    }
    return " ".join(sentences[fault] for fault in faults if fault in sentences)


def unreliable_text(said: Unreliable) -> str:
    """Return the warning about an unreliable payer."""
    if said.since is None:
        return _("Unreliable payer: {reason}").format(reason=said.reason)
    return _("Unreliable payer since {date}: {reason}").format(
        date=formats.full_date(said.since), reason=said.reason
    )


def late_reason(sale: SaleView, today: date) -> str:
    """Return the reason proposed for saying that someone pays unreliably."""
    late = days_late(sale.facts, today)
    if sale.invoice_reference:
        text = ngettext(
            "Invoice {reference}: {count} day late", "Invoice {reference}: {count} days late", late
        )
        return formats.counted(text, late, reference=sale.invoice_reference)
    text = ngettext(
        "Sale of {amount}: {count} day late", "Sale of {amount}: {count} days late", late
    )
    return formats.counted(text, late, amount=formats.money(sale.amount_cents))
