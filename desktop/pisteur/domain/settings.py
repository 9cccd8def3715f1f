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
        fits = type(value) is type(self.default)
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
        WINDOW,
    ),
)
BY_KEY = {setting.key: setting for setting in ALL}
