"""Says in words what Pisteur noted by itself in the history of a contact.

The details come from the data file: a detail that is missing or not known is left out, never
shown as code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from pisteur.domain.cadences import CadenceEvent
from pisteur.domain.oppositions import Channel
from pisteur.domain.words import EventKind, Gate, Heat, LostReason, Verdict
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats

Detail = Mapping[str, str]


def event_text(kind: EventKind, detail: Detail, today: date) -> str:
    """Return the line of the history for an event; dates are short when of the year of `today`."""
    return _TEXTS[kind](detail, today)


def _created(_detail: Detail, _today: date) -> str:
    return _("Added to Pisteur")


def _imported(detail: Detail, today: date) -> str:
    title = detail.get("title", "") or detail.get("action", "")
    day = _day(detail.get("action_on"), today)
    if title and (name := detail.get("list", "")):
        return _("“{title}” imported with the list “{list}”").format(title=title, list=name)
    if day and (name := detail.get("list", "")):
        text = _("Action of {date} imported with the list “{list}”")
        return text.format(date=day, list=name)
    if name := detail.get("list", ""):
        return _("Imported with the list “{list}”").format(list=name)
    return _("Imported")


def _moved(detail: Detail, _today: date) -> str:
    source, target = detail.get("source", ""), detail.get("target", "")
    if source and target:
        return _("Moved from “{source}” to “{target}”").format(source=source, target=target)
    return _("Moved to “{target}”").format(target=target) if target else _("Moved")


def _qualified(detail: Detail, _today: date) -> str:
    match detail.get("verdict"):
        case Verdict.PROSPECT:
            return _("Qualified: is a prospect")
        case Verdict.FIND_OUT:
            return _("Qualified: stays a lead, not everything is known yet")
        case Verdict.OUT:
            return _("Qualified: the answer to a required criterion is no")
        case _:
            return _("Qualified")


def _gate_forced(detail: Detail, _today: date) -> str:
    reason = detail.get("reason", "")
    match detail.get("gate"):
        case Gate.QUALIFICATION:
            return _("Moved on without qualification, because: {reason}").format(reason=reason)
        case Gate.SALE:
            return _("Moved on without a sale, because: {reason}").format(reason=reason)
        case _:
            return _("Step skipped, because: {reason}").format(reason=reason)


def _sale(detail: Detail, today: date) -> str:
    amount, day = _amount(detail), _day(detail.get("accepted_on"), today)
    if amount and day:
        return _("Sale of {amount}, accepted on {date}").format(amount=amount, date=day)
    return _("Sale of {amount}").format(amount=amount) if amount else _("Sale")


def _sale_cancelled(detail: Detail, _today: date) -> str:
    if amount := _amount(detail):
        return _("Sale of {amount} cancelled").format(amount=amount)
    return _("Sale cancelled")


def _sale_restored(detail: Detail, _today: date) -> str:
    if amount := _amount(detail):
        return _("Sale of {amount} stands again").format(amount=amount)
    return _("Sale stands again")


def _invoiced(detail: Detail, _today: date) -> str:
    amount, reference = _amount(detail), detail.get("reference", "")
    if amount and reference:
        return _("Invoice {reference}: {amount}").format(reference=reference, amount=amount)
    return _("Invoiced: {amount}").format(amount=amount) if amount else _("Invoiced")


def _payment(detail: Detail, _today: date) -> str:
    amount = _amount(detail)
    if amount.startswith(formats.MINUS):
        given = amount.removeprefix(formats.MINUS)
        return _("{amount} given back").format(amount=given)
    return _("{amount} came in").format(amount=amount) if amount else _("Payment")


def _satisfaction(detail: Detail, _today: date) -> str:
    if score := detail.get("score", ""):
        return _("Satisfaction: {score} out of 10").format(score=score)
    return _("Satisfaction noted")


def _unreliable(detail: Detail, _today: date) -> str:
    if reason := detail.get("reason", ""):
        return _("Marked as an unreliable payer: {reason}").format(reason=reason)
    return _("Marked as an unreliable payer")


def _reliable(_detail: Detail, _today: date) -> str:
    return _("No longer marked as an unreliable payer")


def _lost(detail: Detail, _today: date) -> str:
    # Histories of before reasons were data hold the key.
    if reason := _word(LostReason, detail.get("reason")) or detail.get("reason", ""):
        return _("Lost: {reason}").format(reason=reason)
    return _("Lost")


def _standby(detail: Detail, today: date) -> str:
    if day := _day(detail.get("until"), today):
        return _("On standby until {date}").format(date=day)
    return _("On standby")


def _referred(detail: Detail, _today: date) -> str:
    title = detail.get("title", "")
    if name := detail.get("to", ""):
        return _("“{title}” handed over to {name}, who decides").format(title=title, name=name)
    if name := detail.get("by", ""):
        return _("Takes over “{title}” from {name}: decides").format(title=title, name=name)
    return _("Handed over to the person who decides")


def _reopened(_detail: Detail, _today: date) -> str:
    return _("Taken up again")


def _follow_up_done(detail: Detail, _today: date) -> str:
    if title := detail.get("title", ""):
        return _("Done: “{title}”").format(title=title)
    return _("Action done")


def _follow_up_postponed(detail: Detail, today: date) -> str:
    title, day = detail.get("title", ""), _day(detail.get("due_on"), today)
    if title and day:
        return _("Postponed to {date}: “{title}”").format(date=day, title=title)
    return _("Postponed: “{title}”").format(title=title) if title else _("Action postponed")


def _cadence_started(detail: Detail, _today: date) -> str:
    return _("Cadence started: {name}").format(name=detail.get("name", ""))


def _cadence_stopped(detail: Detail, _today: date) -> str:
    name = detail.get("name", "")
    if why := _word(CadenceEvent, detail.get("by")):
        return _("Cadence stopped ({why}): {name}").format(name=name, why=why)
    return _("Cadence stopped: {name}").format(name=name)


def _quote_sent(detail: Detail, today: date) -> str:
    reference = detail.get("reference", "")
    until = _day(detail.get("expires_on"), today)
    if reference and until:
        return _("Quote {reference} sent, valid until {date}").format(
            reference=reference, date=until
        )
    if until:
        return _("Quote sent, valid until {date}").format(date=until)
    return _("Quote {reference} sent").format(reference=reference) if reference else _("Quote sent")


def _merged(detail: Detail, _today: date) -> str:
    name, lists = detail.get("name", ""), detail.get("list", "")
    if name and lists:
        return _("Merged with “{name}”, of the list “{list}”").format(name=name, list=lists)
    return _("Merged with “{name}”").format(name=name) if name else _("Merged")


def _objected(detail: Detail, _today: date) -> str:
    if channel := _word(Channel, detail.get("channel")):
        return _("Objected: {channel}").format(channel=channel)
    return _("Objected")


def _objection_lifted(detail: Detail, _today: date) -> str:
    if channel := _word(Channel, detail.get("channel")):
        return _("Agrees to be approached again: {channel}").format(channel=channel)
    return _("Agrees to be approached again")


def _heat_kept(detail: Detail, _today: date) -> str:
    if heat := _word(Heat, detail.get("heat")):
        return _("Heat kept: {heat}").format(heat=heat)
    return _("Heat kept")


def _amount(detail: Detail) -> str:
    cents = detail.get("amount_cents", "")
    return formats.money(int(cents)) if cents.removeprefix("-").isdecimal() else ""


def _day(text: str | None, today: date) -> str:
    try:
        return formats.short_date(date.fromisoformat(text or ""), today)
    except ValueError:
        return ""


def _word(words: type[StrEnum], value: str | None) -> str:
    return label(words(value)) if value in set(words) else ""


_TEXTS: dict[EventKind, Callable[[Detail, date], str]] = {
    EventKind.CREATED: _created,
    EventKind.IMPORTED: _imported,
    EventKind.MOVED: _moved,
    EventKind.QUALIFIED: _qualified,
    EventKind.GATE_FORCED: _gate_forced,
    EventKind.SALE: _sale,
    EventKind.SALE_CANCELLED: _sale_cancelled,
    EventKind.SALE_RESTORED: _sale_restored,
    EventKind.INVOICED: _invoiced,
    EventKind.PAYMENT: _payment,
    EventKind.SATISFACTION: _satisfaction,
    EventKind.UNRELIABLE: _unreliable,
    EventKind.RELIABLE: _reliable,
    EventKind.LOST: _lost,
    EventKind.STANDBY: _standby,
    EventKind.REFERRED: _referred,
    EventKind.REOPENED: _reopened,
    EventKind.OBJECTED: _objected,
    EventKind.OBJECTION_LIFTED: _objection_lifted,
    EventKind.FOLLOW_UP_DONE: _follow_up_done,
    EventKind.FOLLOW_UP_POSTPONED: _follow_up_postponed,
    EventKind.HEAT_KEPT: _heat_kept,
    EventKind.CADENCE_STARTED: _cadence_started,
    EventKind.CADENCE_STOPPED: _cadence_stopped,
    EventKind.QUOTE_SENT: _quote_sent,
    EventKind.MERGED: _merged,
}
