"""Every setting, declared once: key, type, default, and which values it takes.

Stored in the data file, in the table `settings`, as JSON. The words that explain a setting are
in `pisteur.labels`. A setting that the user changes on purpose is undoable; the state of the
window is not.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar, cast

from pisteur.domain.errors import DomainError

T = TypeVar("T")


class Setting(NamedTuple, Generic[T]):
    """One setting; no dataclass, which would cost the first paint milliseconds.

    Attributes:
        key: name in the table.
        default: value when nothing is stored; its type is the setting's type.
        choices: the allowed values, empty for any.
        minimum, maximum: bounds of a number.
        nullable: whether None is a value ("never").
        undoable: whether a change is a step in the Edit menu.
    """

    key: str
    default: T
    choices: tuple[T, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    nullable: bool = False
    undoable: bool = True

    def check(self, value: object) -> T:
        """Return `value` if it is allowed.

        Raises:
            DomainError: `setting.invalid`, with the key.
        """
        if value is None and self.nullable:
            return cast(T, value)
        # A setting that is off until it is set holds a number.
        fits = type(value) is (int if self.default is None else type(self.default))
        if fits and self.choices:
            fits = value in self.choices
        if fits and isinstance(value, int) and not isinstance(value, bool):
            fits = (self.minimum is None or value >= self.minimum) and (
                self.maximum is None or value <= self.maximum
            )
        if not fits:
            raise DomainError("setting.invalid", field=self.key, value=value)
        return cast(T, value)


LANGUAGE = Setting("language", "system", choices=("system", "fr", "en"))
THEME = Setting("theme", "system", choices=("system", "light", "dark"))
DORMANCY_MONTHS: Setting[int | None] = Setting(
    "dormancy_months", 24, minimum=1, maximum=240, nullable=True
)
PHONE_REGION = Setting("phone_region", "FR")
STALE_DAYS = Setting("stale_days", 14, minimum=1, maximum=365)
ATTEMPTS_LIMIT = Setting("attempts_limit", 4, minimum=1, maximum=50)
# The values of `working_days.Region`, which is not needed before the first paint.
REGIONS = (
    *("france", "alsace_moselle", "guadeloupe", "guyane", "martinique", "mayotte"),
    *("reunion", "saint_barthelemy", "saint_martin"),
)
REGION = Setting("region", "france", choices=REGIONS)
REQUALIFY_MONTHS: Setting[int | None] = Setting(
    "requalify_months", None, minimum=1, maximum=240, nullable=True
)
DORMANCY_WARNING_DAYS = Setting("dormancy_warning_days", 30, minimum=1, maximum=365)
VOLUME_HIGH_CENTS: Setting[int | None] = Setting(
    "volume_high_cents", None, minimum=1, nullable=True
)
VOLUME_MEDIUM_CENTS: Setting[int | None] = Setting(
    "volume_medium_cents", None, minimum=1, nullable=True
)
MY_NAME = Setting("my_name", "")
MY_COMPANY = Setting("my_company", "")
MY_TRADE = Setting("my_trade", "")
MY_PHONE = Setting("my_phone", "")
# A calendar file that is kept up to date; empty for none. The alarms hold for every export.
CALENDAR_FILE = Setting("calendar_file", "")
CALENDAR_TASKS = Setting("calendar_tasks", default=False)
CALENDAR_ALARM_BEFORE: Setting[int | None] = Setting(
    "calendar_alarm_before", 10, minimum=0, maximum=7 * 24 * 60, nullable=True
)
CALENDAR_ALARM_AT: Setting[int | None] = Setting(
    "calendar_alarm_at", 9 * 60, minimum=0, maximum=24 * 60 - 1, nullable=True
)
# Of the hashes that are kept of those who objected and are gone; made when first needed.
OPPOSITION_SALT = Setting("opposition_salt", "", undoable=False)
PIPELINE = Setting("pipeline", 0, minimum=0, undoable=False)
WINDOW = Setting("window", "", undoable=False)

ALL: tuple[Setting[object], ...] = cast(
    "tuple[Setting[object], ...]",
    (
        LANGUAGE,
        THEME,
        DORMANCY_MONTHS,
        PHONE_REGION,
        STALE_DAYS,
        ATTEMPTS_LIMIT,
        REGION,
        REQUALIFY_MONTHS,
        DORMANCY_WARNING_DAYS,
        VOLUME_HIGH_CENTS,
        VOLUME_MEDIUM_CENTS,
        MY_NAME,
        MY_COMPANY,
        MY_TRADE,
        MY_PHONE,
        CALENDAR_FILE,
        CALENDAR_TASKS,
        CALENDAR_ALARM_BEFORE,
        CALENDAR_ALARM_AT,
        OPPOSITION_SALT,
        PIPELINE,
        WINDOW,
    ),
)
