"""Working days of France: Monday to Friday without public holidays.

Holidays: the eleven of article L. 3133-1 of the labour code; Good Friday and 26 December in
Alsace-Moselle (article L. 3134-13); overseas, the day that remembers the abolition of slavery
(decree 83-1003, Saint-Martin as kept since 2018). All dates are local calendar dates.
Not for weeks and months: see `calendar`.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Region(StrEnum):
    """Where the user works, as far as holidays differ."""

    FRANCE = "france"
    ALSACE_MOSELLE = "alsace_moselle"
    GUADELOUPE = "guadeloupe"
    GUYANE = "guyane"
    MARTINIQUE = "martinique"
    MAYOTTE = "mayotte"
    REUNION = "reunion"
    SAINT_BARTHELEMY = "saint_barthelemy"
    SAINT_MARTIN = "saint_martin"


class HolidayName(StrEnum):
    """Which holiday a day is."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY_1945 = "victory_1945"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    ABOLITION = "abolition"
    NATIONAL_DAY = "national_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE_1918 = "armistice_1918"
    CHRISTMAS = "christmas"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"


class Holiday(NamedTuple):
    """One public holiday of one year."""

    day: date
    name: HolidayName


# Month and day.
_FIXED = {
    HolidayName.NEW_YEAR: (1, 1),
    HolidayName.LABOUR_DAY: (5, 1),
    HolidayName.VICTORY_1945: (5, 8),
    HolidayName.NATIONAL_DAY: (7, 14),
    HolidayName.ASSUMPTION: (8, 15),
    HolidayName.ALL_SAINTS: (11, 1),
    HolidayName.ARMISTICE_1918: (11, 11),
    HolidayName.CHRISTMAS: (12, 25),
}
# Days after Easter Sunday.
_MOVABLE = {
    HolidayName.EASTER_MONDAY: 1,
    HolidayName.ASCENSION: 39,
    HolidayName.WHIT_MONDAY: 50,
}
_ABOLITION = {
    Region.GUADELOUPE: (5, 27),
    Region.GUYANE: (6, 10),
    Region.MARTINIQUE: (5, 22),
    Region.MAYOTTE: (4, 27),
    Region.REUNION: (12, 20),
    Region.SAINT_BARTHELEMY: (10, 9),
    Region.SAINT_MARTIN: (5, 28),
}


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the anonymous (Meeus) algorithm."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, of_leap = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leaps - epact - of_leap) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def public_holidays(year: int, region: Region = Region.FRANCE) -> tuple[Holiday, ...]:
    """Return the public holidays of a year in the order of their days.

    Two may fall on one day (Ascension on 8 May 2070): both are given.
    """
    easter = easter_sunday(year)
    found = [Holiday(date(year, *on), name) for name, on in _FIXED.items()]
    found += [Holiday(easter + timedelta(days=n), name) for name, n in _MOVABLE.items()]
    if region is Region.ALSACE_MOSELLE:
        found.append(Holiday(easter - timedelta(days=2), HolidayName.GOOD_FRIDAY))
        found.append(Holiday(date(year, 12, 26), HolidayName.SECOND_CHRISTMAS_DAY))
    elif region in _ABOLITION:
        found.append(Holiday(date(year, *_ABOLITION[region]), HolidayName.ABOLITION))
    return tuple(sorted(found))


def holiday_on(day: date, region: Region = Region.FRANCE) -> HolidayName | None:
    """Return which public holiday `day` is, the first if it is two, or None."""
    on = (day.month, day.day)
    for name, fixed in _FIXED.items():
        if on == fixed:
            return name
    return next((h.name for h in public_holidays(day.year, region) if h.day == day), None)


def is_working_day(day: date, region: Region = Region.FRANCE) -> bool:
    """Return whether `day` is a Monday to Friday and no public holiday."""
    return day.weekday() < 5 and holiday_on(day, region) is None


def working_day_from(day: date, region: Region = Region.FRANCE) -> date:
    """Return `day` itself when it is a working day, else the first one after it."""
    while not is_working_day(day, region):
        day += ONE_DAY
    return day


def working_day_until(day: date, region: Region = Region.FRANCE) -> date:
    """Return `day` itself when it is a working day, else the last one before it."""
    while not is_working_day(day, region):
        day -= ONE_DAY
    return day


def next_working_day(day: date, region: Region = Region.FRANCE) -> date:
    """Return the first working day after `day`."""
    return working_day_from(day + ONE_DAY, region)


def previous_working_day(day: date, region: Region = Region.FRANCE) -> date:
    """Return the last working day before `day`."""
    return working_day_until(day - ONE_DAY, region)


def add_working_days(day: date, count: int, region: Region = Region.FRANCE) -> date:
    """Return the working day that is `count` working days after `day`, before it if negative.

    Counting begins beside `day`, which need not be a working day: one working day after a
    Saturday is the Monday. For 0 it is `day`, or the first working day after it.
    """
    if count == 0:
        return working_day_from(day, region)
    step = next_working_day if count > 0 else previous_working_day
    for _number in range(abs(count)):
        day = step(day, region)
    return day
