"""What a card says in words: its chip, its tool tip, and what a screen reader reads of it.

Plain text throughout; whoever shows it as a tool tip escapes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from pisteur.domain.board import Card
from pisteur.domain.board_words import Answer, Heat
from pisteur.i18n import _, isolated, pgettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.presentation.board_state import OPEN, STANDBY, BoardState

_ANSWERS = {"y": Answer.YES, "n": Answer.NO, "u": Answer.UNKNOWN}


class Chip(NamedTuple):
    """The chip at the foot of a card: what is next and when; `what` gives way when it is narrow.

    Attributes:
        kind: late, today, planned, or none for a running deal with nothing planned.
        brief: stands for `what` where hardly a word of it would be left; may be empty.
    """

    what: str
    when: str
    kind: str
    brief: str = ""


def answers(card: Card, criteria: Sequence[str]) -> tuple[str, ...]:
    """Return `yes`, `no` or `unknown` for each required criterion, given by letters or names."""
    known = card.pips.ljust(len(criteria), "u")[: len(criteria)]
    return tuple(_ANSWERS.get(pip, Answer.UNKNOWN).value for pip in known)


def chip(card: Card, state: BoardState) -> Chip | None:
    """Return the chip of a card, or None for a won deal with nothing planned."""
    today = state.today
    if card.state == STANDBY and card.standby_until:
        day = date.fromisoformat(card.standby_until)
        return Chip(_("On standby"), formats.due_text(day, today), "planned")
    if card.action is not None and card.due_on:
        day = date.fromisoformat(card.due_on)
        at = time.fromisoformat(card.due_time) if card.due_time else None
        when, kind = formats.due_text(day, today, at), formats.due_kind(day, today)
        return Chip(card.action, when, kind, _brief(card.action_kind))
    if card.state != OPEN:
        return None
    when = formats.ago(_last_day(card), today) if state.is_stale(card) else ""
    return Chip(_("No action"), when, "none")


def _brief(action_kind: str) -> str:
    """Return the shortest word for what is to be done; nothing for kinds that say little."""
    if action_kind == "call":
        return pgettext("card", "Call")
    if action_kind == "email":
        return pgettext("card", "E-mail")
    return pgettext("card", "Meeting") if action_kind == "meeting" else ""


def _last_day(card: Card) -> date:
    return date.fromisoformat(card.last_activity[:10])


def amount(card: Card) -> str:
    """Return the amount, or nothing."""
    return "" if card.amount_cents is None else formats.money(card.amount_cents)


def rounded_amount(card: Card) -> str:
    """Return the amount in whole euros, marked as not exact, or nothing."""
    if card.amount_cents is None:
        return ""
    euros = (card.amount_cents + 50) // 100
    return formats.money(euros * 100, approximate=euros * 100 != card.amount_cents)


def thousands(card: Card) -> str:
    """Return the amount in thousands of euros, marked as not exact, or nothing."""
    if card.amount_cents is None:
        return ""
    count = formats.number((card.amount_cents + 50_000) // 100_000)
    return _("~€{count}k").format(count=count)


def heat(card: Card) -> str:
    """Return the word for how warm the contact is."""
    return label(Heat(card.heat))


def qualification(card: Card, criteria: tuple[str, ...]) -> str:
    """Return the answers to the criteria of these names in words: letters are for the eye."""
    if not card.pips:
        return _("Not qualified yet")
    words = (
        _("{criterion}: {answer}").format(criterion=isolated(name), answer=label(Answer(answer)))
        for name, answer in zip(criteria, answers(card, criteria), strict=True)
    )
    return ", ".join(words)


def next_action(card: Card, state: BoardState) -> str:
    """Return what is planned and when, as a sentence."""
    if card.state == STANDBY and card.standby_until:
        day = formats.long_date(date.fromisoformat(card.standby_until), state.today)
        return _("On standby until {day}").format(day=day)
    if card.action is None or not card.due_on:
        if state.is_stale(card):
            since = formats.ago(_last_day(card), state.today)
            return _("No next action, and last movement {since}").format(since=since)
        return _("No next action") if card.state == OPEN else ""
    day = formats.long_date(date.fromisoformat(card.due_on), state.today)
    if card.due_time:
        at = formats.clock(time.fromisoformat(card.due_time))
        day = _("{day} at {time}").format(day=day, time=at)
    if state.is_late(card):
        return _("Overdue: {action}, {day}").format(action=card.action, day=day)
    return _("Next action: {action}, {day}").format(action=card.action, day=day)


def forced(card: Card) -> str:
    """Return why the card is behind a gate without evidence, a line for each, or nothing."""
    reasons = filter(None, (card.forced_reason, card.forced_sale_reason))
    return "\n".join(_("Step skipped: {reason}").format(reason=reason) for reason in reasons)


def unreliable(card: Card) -> str:
    """Return why the contact is an unreliable payer, or nothing."""
    if not card.unreliable_reason:
        return ""
    return _("Unreliable payer: {reason}").format(reason=card.unreliable_reason)


def open_answer(card: Card) -> str:
    """Return that a clear yes or no is still to be had, or nothing."""
    waits = card.open_answer and card.state == OPEN
    return _("Unclear answer: get a clear yes or no") if waits else ""


def accessible_name(card: Card) -> str:
    """Return title, who, amount and heat."""
    return ", ".join(
        filter(None, (isolated(card.title), isolated(card.who), amount(card), heat(card)))
    )


def accessible_description(card: Card, state: BoardState) -> str:
    """Return qualification and next action in words."""
    known = qualification(card, state.criteria)
    warned = (unreliable(card), forced(card), open_answer(card))
    return "; ".join(filter(None, (known, next_action(card, state), *warned)))


def tool_tip(card: Card, state: BoardState) -> str:
    """Return everything that the card shows, whole, a line each."""
    worth = ", ".join(filter(None, (amount(card), heat(card))))
    known = qualification(card, state.criteria)
    warned = (unreliable(card), forced(card), open_answer(card))
    lines = (card.title, card.who, worth, known, next_action(card, state), *warned)
    return "\n".join(filter(None, lines))
