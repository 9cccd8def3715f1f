"""Says in words why a contact has its status, which gate was forced, and how often one tried."""

from __future__ import annotations

from datetime import date

from pisteur.domain.persistence import Persistence
from pisteur.domain.snapshots import AnswerView, OpportunityView, StatusReason
from pisteur.domain.words import Answer, Status
from pisteur.i18n import _, ngettext
from pisteur.labels import within_sentence
from pisteur.presentation import formats
from pisteur.ui.panel.shown import Shown, local_day


def reason_text(shown: Shown) -> str:
    """Return why the contact is a lead, a prospect, a customer or dormant."""
    reason, today = shown.view.reason, shown.today
    match reason.status:
        case Status.CUSTOMER:
            return _("Customer: last sale on {date}").format(date=_full(reason.last_sale_on))
        case Status.DORMANT:
            return _dormant(reason, shown.dormancy_months)
        case Status.PROSPECT:
            return _prospect(shown, today)
        case _:
            return _lead(shown)


def _dormant(reason: StatusReason, months: int | None) -> str:
    day = _full(reason.last_sale_on)
    if months is None:
        return _("Dormant customer: last sale on {date}").format(date=day)
    text = ngettext(
        "Dormant customer: last sale on {date}, more than {count} month ago",
        "Dormant customer: last sale on {date}, more than {count} months ago",
        months,
    )
    return formats.counted(text, months, date=day)


def _prospect(shown: Shown, today: date) -> str:
    view = shown.view
    latest = view.qualification
    if latest is None:
        return _("Prospect: qualified")
    said = [_said_yes(a) for a in latest.answers if a.criterion.required]
    return _("Prospect, qualified on {date}: {criteria}").format(
        date=formats.short_date(local_day(latest.made_at), today), criteria=", ".join(said)
    )


def _said_yes(answer: AnswerView) -> str:
    match answer.criterion.key:
        case "target":
            return _("in the target")
        case "means":
            return _("has the means")
        case "decision":
            return _("can decide")
        case _:
            return within_sentence(answer.criterion.name)


def _lead(shown: Shown) -> str:
    reason = shown.view.reason
    missing = ", ".join(map(within_sentence, reason.missing))
    refused = ", ".join(map(within_sentence, reason.refused))
    if shown.view.qualification is None:
        if not missing:
            return _("Lead: not qualified yet")
        return _("Lead, not qualified yet. To find out: {missing}").format(missing=missing)
    if refused and missing:
        return _("Lead, because the answer was no: {refused}. Not known yet: {missing}").format(
            refused=refused, missing=missing
        )
    if refused:
        return _("Lead, because the answer was no: {refused}").format(refused=refused)
    return _("Lead, because not known yet: {missing}").format(missing=missing)


def forced_text(deal: OpportunityView | None) -> str:
    """Return which gates the user opened without evidence, and why; empty when none."""
    if deal is None:
        return ""
    given = (
        (deal.forced_reason, _("Here without qualification, because: {reason}")),
        (deal.forced_sale_reason, _("Here without a sale, because: {reason}")),
    )
    return "\n".join(text.format(reason=reason) for reason, text in given if reason)


def attempts_text(shown: Shown) -> tuple[str, bool]:
    """Return how often one tried in 30 days and whether they replied; and whether to warn.

    The time to warn is before the attempt that would pass the user's own limit.
    """
    found = shown.view.persistence
    return persistence_text(found, shown.today), found.reached


def persistence_text(found: Persistence, today: date) -> str:
    """Return how often one tried in 30 days, whether they replied, and when one may try again."""
    count = found.attempts
    if found.reached:
        text = ngettext(
            "{count} attempt in 30 days, your limit is {limit}",
            "{count} attempts in 30 days, your limit is {limit}",
            count,
        )
        tried = formats.counted(text, count, limit=formats.number(found.limit))
    elif count:
        text = ngettext("{count} attempt in 30 days", "{count} attempts in 30 days", count)
        tried = formats.counted(text, count)
    else:
        tried = ""
    if found.last_reply_on is not None:
        day = formats.short_date(found.last_reply_on, today)
        reply = _("last reply on {date}").format(date=day)
    else:
        reply = _("no reply yet") if count else ""
    free = ""
    if found.reached:
        day = formats.short_date(found.free_again_on, today)
        free = _("free again on {date}").format(date=day)
    said = " · ".join(part for part in (tried, reply, free) if part)
    return said[:1].upper() + said[1:]


def answer_text(answer: AnswerView) -> str:
    """Return a criterion with its answer and what it rests on."""
    names = {"criterion": answer.criterion.name, "evidence": answer.evidence}
    if answer.evidence:
        texts = {
            Answer.YES: _("{criterion}: yes — {evidence}"),
            Answer.NO: _("{criterion}: no — {evidence}"),
            Answer.UNKNOWN: _("{criterion}: not known yet — {evidence}"),
        }
    else:
        texts = {
            Answer.YES: _("{criterion}: yes"),
            Answer.NO: _("{criterion}: no"),
            Answer.UNKNOWN: _("{criterion}: not known yet"),
        }
    return texts[answer.answer].format(**names)


def _full(day: date | None) -> str:
    return formats.full_date(day) if day else ""
