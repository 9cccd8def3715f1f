"""Which message comes to mind first, and how it stands in the journal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pisteur.domain.templates import TemplatePurpose
from pisteur.domain.words import OpportunityState, Status
from pisteur.domain.writing import THANKS_DAYS, Situation, journal_text, propose

TODAY = date(2026, 11, 22)
NEW = Situation(
    Status.LEAD, OpportunityState.OPEN, quoted_on=None, sold_on=None, known=False, reached=False
)
PROSPECT = NEW._replace(status=Status.PROSPECT, known=True)
QUOTED = PROSPECT._replace(quoted_on=TODAY - timedelta(days=8))
SOLD = PROSPECT._replace(status=Status.CUSTOMER, state=OpportunityState.WON)

FIRST = {
    "somebody new": (NEW, TemplatePurpose.FIRST_CONTACT),
    "a lead who is known": (NEW._replace(known=True), TemplatePurpose.USEFUL_RESOURCE),
    "a prospect": (PROSPECT, TemplatePurpose.QUOTE_SENT),
    "a prospect with a quote": (QUOTED, TemplatePurpose.REMINDER),
    "one written to often enough": (QUOTED._replace(reached=True), TemplatePurpose.LAST_MESSAGE),
    "a lost deal": (QUOTED._replace(state=OpportunityState.LOST), TemplatePurpose.USEFUL_RESOURCE),
    "a sale of today": (SOLD._replace(sold_on=TODAY), TemplatePurpose.THANKS),
    "a sale of before": (
        SOLD._replace(sold_on=TODAY - timedelta(days=THANKS_DAYS + 1)),
        TemplatePurpose.SATISFACTION,
    ),
    "a customer's new deal": (
        SOLD._replace(sold_on=TODAY, state=OpportunityState.OPEN),
        TemplatePurpose.QUOTE_SENT,
    ),
    "a dormant customer": (
        SOLD._replace(status=Status.DORMANT, sold_on=date(2020, 1, 1)),
        TemplatePurpose.WAKE_UP,
    ),
}


@pytest.mark.parametrize("who", FIRST)
def test_the_message_that_fits_best_comes_first(who: str) -> None:
    situation, purpose = FIRST[who]
    proposed = propose(situation, TODAY)
    assert proposed[0] is purpose
    assert len(set(proposed)) == len(proposed)


def test_thanks_come_first_until_their_last_day() -> None:
    last = SOLD._replace(sold_on=TODAY - timedelta(days=THANKS_DAYS))
    assert propose(last, TODAY)[0] is TemplatePurpose.THANKS


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Reminder", "Your quote", "Hello"), "Reminder · Your quote\n\nHello"),
        (("", "Your quote", "Hello"), "Your quote\n\nHello"),
        (("Reminder", "", "Hello"), "Reminder\n\nHello"),
        (("", "", "Hello"), "Hello"),
    ],
)
def test_the_journal_says_which_message_it_was_then_its_words(
    parts: tuple[str, str, str], text: str
) -> None:
    assert journal_text(*parts) == text
