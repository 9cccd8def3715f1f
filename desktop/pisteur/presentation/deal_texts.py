"""Words for what is known of a deal: means stated."""

from __future__ import annotations

from pisteur.domain.offers import Budget
from pisteur.i18n import _
from pisteur.presentation.formats import money


def budget_text(budget: Budget) -> str:
    """Return the means stated in words that `domain.offers.parse_budget` reads; empty for none."""
    least, most = budget
    if least is not None and most is not None:
        if least == most:
            return money(most)
        return _("{least} to {most}").format(least=_figures(least), most=_figures(most))
    if most is not None:
        return _("up to {amount}").format(amount=money(most))
    return _("from {amount}").format(amount=money(least)) if least is not None else ""


def _figures(cents: int) -> str:
    """Return an amount without the sign of the currency: a range begins with a figure."""
    return money(cents).replace("€", "").strip()
