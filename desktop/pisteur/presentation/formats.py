"""Amounts, dates, times, phones and sizes as a person reads them, in the language in force.

Not for storage or exchange, which have formats of their own; not for whole sentences.
The few words in here (“demain”, “−3 j”) are part of a date's format, as the names of months are,
and come with it rather than from the catalogue of messages.

Typography: U+202F groups digits in French, U+00A0 stands before a unit, U+2212 is the minus.
English is written the British way, day before month.
"""

from __future__ import annotations

import re
from datetime import date, time

from pisteur.i18n import current_language

NBSP = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"

DAYS_OF_WEEK_AHEAD = 6
DAYS_SPOKEN_AS_DAYS = 60
DAYS_SPOKEN_AS_MONTHS = 730

_FRENCH_NUMBER = re.compile(r"^(?:\+33|0)([1-9])(\d\d)(\d\d)(\d\d)(\d\d)$")


class _Speech:
    """What one language writes. Plain classes: a named tuple costs the first paint more."""

    group: str
    point: str
    money: str
    percent: str
    first_of_month: str
    today: str
    tomorrow: str
    yesterday: str
    late: str
    days_ago: str
    months_ago: str
    year_ago: str
    years_ago: str
    days: str
    sizes: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


class _French(_Speech):
    group = NARROW
    point = ","
    money = "{sign}{number}" + NBSP + "€"
    percent = "{number}" + NARROW + "%"
    first_of_month = "1er"
    today = "auj."
    tomorrow = "demain"
    yesterday = "hier"
    late = MINUS + "{n}" + NBSP + "j"
    days_ago = "il y a {n}" + NBSP + "j"
    months_ago = "il y a {n}" + NBSP + "mois"
    year_ago = "il y a 1" + NBSP + "an"
    years_ago = "il y a {n}" + NBSP + "ans"
    days = "{n}" + NBSP + "j"
    sizes = ("o", "ko", "Mo", "Go", "To")
    weekdays = _words("lundi mardi mercredi jeudi vendredi samedi dimanche")
    short_weekdays = _words("lun. mar. mer. jeu. ven. sam. dim.")
    months = _words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    )


class _English(_Speech):
    group = ","
    point = "."
    money = "{sign}€{number}"
    percent = "{number}%"
    first_of_month = "1"
    today = "today"
    tomorrow = "tomorrow"
    yesterday = "yesterday"
    late = MINUS + "{n}" + NBSP + "d"
    days_ago = "{n}" + NBSP + "d ago"
    months_ago = "{n}" + NBSP + "mo. ago"
    year_ago = "1" + NBSP + "yr ago"
    years_ago = "{n}" + NBSP + "yrs ago"
    days = "{n}" + NBSP + "d"
    sizes = ("B", "kB", "MB", "GB", "TB")
    weekdays = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
    short_weekdays = _words("Mon Tue Wed Thu Fri Sat Sun")
    months = _words(
        "January February March April May June July August September October November December"
    )


def _here() -> type[_Speech]:
    return _French if current_language() == "fr" else _English


def number(value: int) -> str:
    """Return a whole number, digits in threes: `1 243`."""
    digits = f"{abs(value):,}".replace(",", _here().group)
    return MINUS + digits if value < 0 else digits


def counted(message: str, n: int, **names: object) -> str:
    """Fill `{count}` of a message that `ngettext` chose for `n`: `1 243 contacts`."""
    return message.format(count=number(n), **names)


def money(cents: int, *, approximate: bool = False) -> str:
    """Return an amount of euro cents: `4 900 €`, `1 234,56 €`; `~1 800 €` when approximate."""
    speech = _here()
    euros, rest = divmod(abs(cents), 100)
    digits = f"{euros:,}".replace(",", speech.group)
    if rest:
        digits += f"{speech.point}{rest:02d}"
    sign = ("~" if approximate else "") + (MINUS if cents < 0 else "")
    return speech.money.format(sign=sign, number=digits)


def percent_sign() -> str:
    """Return what follows a number of percent: `%`, in French after a space."""
    return _here().percent.format(number="")


def percent(share: float) -> str:
    """Return a share between 0 and 1: `58 %`, with one decimal under one percent: `0,4 %`."""
    speech = _here()
    hundredths = share * 100
    if 0 < abs(hundredths) < 1:
        shown = f"{hundredths:.1f}".replace(".", speech.point)
    else:
        shown = f"{hundredths:.0f}"
    return speech.percent.format(number=shown.replace("-", MINUS))


def short_date(day: date, today: date) -> str:
    """Return `12/11`, or `12/11/2025` when the year is not that of `today`."""
    shown = f"{day.day:02d}/{day.month:02d}"
    return shown if day.year == today.year else f"{shown}/{day.year}"


def full_date(day: date) -> str:
    """Return `12/11/2025`, the year always."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def day_and_month(day: date) -> str:
    """Return `22 novembre`, `1er décembre`."""
    speech = _here()
    place = speech.first_of_month if day.day == 1 else str(day.day)
    return f"{place} {speech.months[day.month - 1]}"


def long_date(day: date, today: date | None = None) -> str:
    """Return `dimanche 22 novembre`, with the year when it is not that of `today`."""
    shown = f"{_here().weekdays[day.weekday()]} {day_and_month(day)}"
    return shown if today is None or day.year == today.year else f"{shown} {day.year}"


def month_and_year(day: date) -> str:
    """Return `mars 2025`."""
    return f"{_here().months[day.month - 1]} {day.year}"


def sentence_start(text: str) -> str:
    """Return `text` with its first letter as a capital, for a heading made of a date."""
    return text[:1].upper() + text[1:]


def weekday_date(day: date) -> str:
    """Return `mar. 25`, for a day near enough not to need its month."""
    return f"{_here().short_weekdays[day.weekday()]}{NBSP}{day.day}"


def clock(at: time) -> str:
    """Return `14:00`."""
    return f"{at.hour:02d}:{at.minute:02d}"


def due_text(day: date, today: date, at: time | None = None) -> str:
    """Return when something is due, as short as it can be said.

    Overdue `−3 j`, `auj.` or `auj. 14:00`, `demain`, `mar. 25` in the coming week, else `02/12`.
    """
    speech = _here()
    ahead = (day - today).days
    if ahead < 0:
        return speech.late.format(n=number(-ahead))
    if ahead <= 1:
        word = speech.tomorrow if ahead else speech.today
    else:
        word = weekday_date(day) if ahead <= DAYS_OF_WEEK_AHEAD else short_date(day, today)
    return word if at is None else f"{word}{NBSP}{clock(at)}"


def due_kind(day: date, today: date) -> str:
    """Return the kind of pill for a due date: `late`, `today` or `planned`."""
    if day < today:
        return "late"
    return "today" if day == today else "planned"


def ago(day: date, today: date) -> str:
    """Return how long ago `day` was: `auj.`, `hier`, `il y a 3 j`, `il y a 4 mois`, `il y a 2 ans`.

    A day still to come is said as `due_text` says it.
    """
    speech = _here()
    past = (today - day).days
    if past < 0:
        return due_text(day, today)
    if past <= 1:
        return speech.yesterday if past else speech.today
    if past < DAYS_SPOKEN_AS_DAYS:
        return speech.days_ago.format(n=past)
    # Whole calendar units, so that an anniversary is said as one.
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if past < DAYS_SPOKEN_AS_MONTHS and months < 24:
        return speech.year_ago if months == 12 else speech.months_ago.format(n=months)
    return speech.years_ago.format(n=months // 12)


def days(n: int) -> str:
    """Return a duration in days: `14 j`."""
    return _here().days.format(n=number(n))


def phone(stored: str) -> str:
    """Return a French number, E.164 or national, in pairs: `06 39 98 12 34`; others as typed."""
    match = _FRENCH_NUMBER.match(stored)
    if match is None:
        return stored
    first, *pairs = match.groups()
    return NBSP.join((f"0{first}", *pairs))


def file_size(size: int) -> str:
    """Return a size in bytes by thousands: `14,2 Mo`; whole below a megabyte and above 100."""
    speech = _here()
    value, step = float(size), 0
    while value >= 999.5 and step < len(speech.sizes) - 1:
        value /= 1000
        step += 1
    shown = f"{value:.0f}" if step < 2 or value >= 99.95 else f"{value:.1f}"
    return f"{shown.replace('.', speech.point)}{NBSP}{speech.sizes[step]}"
