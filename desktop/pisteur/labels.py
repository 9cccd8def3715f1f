"""The words on screen for the closed sets of `pisteur.domain.words`.

The context given to the translators is the name of the set: "Call" as an exchange and "Call" as
an action need not be the same word.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pisteur.domain.board_words import Answer, Gate, Heat, OpportunityState, Zone
from pisteur.i18n import pgettext


def label(value: StrEnum) -> str:
    """Return the words for a value, in the language that is spoken.

    Raises:
        KeyError: for a value of a set that has no words here.
    """
    words = _WORDS.get((type(value), value.value))
    if words is None:
        # Sets that no card shows are not imported before the first paint.
        from pisteur.labels_selling import WORDS  # noqa: PLC0415 - see above

        words = WORDS[type(value), value.value]
    return words()


def within_sentence(name: str) -> str:
    """Return a name that the user gave, such as that of a criterion, as it stands in a sentence.

    A capital at its beginning goes; one that belongs to it stays: “B2B”, “CHR”, “iPad”.
    """
    first = name.split(" ", 1)[0]
    return name if first[1:] != first[1:].lower() else name[:1].lower() + name[1:]


_WORDS: dict[tuple[type[StrEnum], str], Callable[[], str]] = {
    (Zone, Zone.LEADS): lambda: pgettext("Zone", "Leads"),
    (Zone, Zone.PROSPECTS): lambda: pgettext("Zone", "Prospects"),
    (Zone, Zone.CUSTOMERS): lambda: pgettext("Zone", "Customers"),
    (Gate, Gate.QUALIFICATION): lambda: pgettext("Gate", "to qualify"),
    (Gate, Gate.SALE): lambda: pgettext("Gate", "sale to record"),
    (Heat, Heat.COLD): lambda: pgettext("Heat", "cold"),
    (Heat, Heat.WARM): lambda: pgettext("Heat", "warm"),
    (Heat, Heat.HOT): lambda: pgettext("Heat", "hot"),
    (Answer, Answer.YES): lambda: pgettext("Answer", "Yes"),
    (Answer, Answer.UNKNOWN): lambda: pgettext("Answer", "Not known yet"),
    (Answer, Answer.NO): lambda: pgettext("Answer", "No"),
    (OpportunityState, OpportunityState.OPEN): lambda: pgettext("OpportunityState", "Open"),
    (OpportunityState, OpportunityState.STANDBY): lambda: pgettext(
        "OpportunityState", "On standby"
    ),
    (OpportunityState, OpportunityState.WON): lambda: pgettext("OpportunityState", "Won"),
    (OpportunityState, OpportunityState.LOST): lambda: pgettext("OpportunityState", "Lost"),
}
