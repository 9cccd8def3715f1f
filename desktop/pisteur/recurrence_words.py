"""Says in words when a follow-up comes again."""

from __future__ import annotations

from pisteur.domain.recurrence import Every, Recurrence, from_rrule
from pisteur.i18n import _, ngettext, pgettext

LAST_DAY = 31


def repeats_text(rrule: str, *, from_done: bool = False) -> str:
    """Return the words for a stored rule; empty for none, and for one that is not Pisteur's."""
    rule = from_rrule(rrule) if rrule else None
    if rule is None:
        return ""
    return done_text(rule) if from_done else rule_text(rule)


def repeats_sentence(rrule: str, *, from_done: bool = False) -> str:
    """Return “Repeats …” for a stored rule; empty where `repeats_text` is."""
    rule = repeats_text(rrule, from_done=from_done)
    return _("Repeats {rule}").format(rule=rule) if rule else ""


def day_text(rule: Recurrence) -> str:
    """Return on which day a rule falls, without how often."""
    match rule.every:
        case Every.WEEKS:
            text = pgettext("repeats", "on {day}")
        case Every.MONTHS_ON_WEEKDAY:
            text = pgettext("repeats", "on the {day} of the month")
        case Every.MONTHS_ON_LAST_WORKING_DAY:
            text = pgettext("repeats", "on the last working day of the month")
        case Every.MONTHS_ON_DAY if rule.month_day == LAST_DAY:
            text = pgettext("repeats", "on the last day of the month")
        case Every.MONTHS_ON_DAY:
            text = pgettext("repeats", "on day {day} of the month")
    return text.format(day=_day(rule))


def done_text(rule: Recurrence) -> str:
    """Return the words for a rule that is counted from the day it is done."""
    count = rule.interval
    if rule.every is Every.WEEKS:
        text = ngettext("{count} week after it is done", "{count} weeks after it is done", count)
    else:
        text = ngettext("{count} month after it is done", "{count} months after it is done", count)
    return text.format(count=count)


def rule_text(rule: Recurrence) -> str:
    """Return the words for a rule, such as “every 3 months, on day 15”."""
    return _pattern(rule).format(count=rule.interval, day=_day(rule))


def _pattern(rule: Recurrence) -> str:
    count = rule.interval
    match rule.every:
        case Every.WEEKS:
            return ngettext("every week, on {day}", "every {count} weeks, on {day}", count)
        case Every.MONTHS_ON_WEEKDAY:
            return ngettext(
                "every month, on the {day}", "every {count} months, on the {day}", count
            )
        case Every.MONTHS_ON_LAST_WORKING_DAY:
            return ngettext(
                "every month, on the last working day",
                "every {count} months, on the last working day",
                count,
            )
        case Every.MONTHS_ON_DAY if rule.month_day == LAST_DAY:
            return ngettext(
                "every month, on the last day", "every {count} months, on the last day", count
            )
        case Every.MONTHS_ON_DAY:
            return ngettext(
                "every month, on day {day}", "every {count} months, on day {day}", count
            )


def _day(rule: Recurrence) -> str:
    weekday = weekday_names()[rule.weekday]
    match rule.every:
        case Every.WEEKS:
            return weekday
        case Every.MONTHS_ON_WEEKDAY:
            return nth_names()[rule.nth].format(weekday=weekday)
        case _:
            return first_day() if rule.month_day == 1 else str(rule.month_day)


def first_day() -> str:
    """Return the first day of a month as a number in a sentence."""
    return pgettext("day of the month", "1")


def weekday_names() -> tuple[str, ...]:
    """Return the names of the days, Monday first, as in a sentence."""
    return (
        pgettext("in a sentence", "Monday"),
        pgettext("in a sentence", "Tuesday"),
        pgettext("in a sentence", "Wednesday"),
        pgettext("in a sentence", "Thursday"),
        pgettext("in a sentence", "Friday"),
        pgettext("in a sentence", "Saturday"),
        pgettext("in a sentence", "Sunday"),
    )


def nth_names() -> dict[int, str]:
    """Return which weekday of a month, by its number, -1 for the last."""
    return {
        1: pgettext("weekday of a month", "first {weekday}"),
        2: pgettext("weekday of a month", "second {weekday}"),
        3: pgettext("weekday of a month", "third {weekday}"),
        4: pgettext("weekday of a month", "fourth {weekday}"),
        -1: pgettext("weekday of a month", "last {weekday}"),
    }
