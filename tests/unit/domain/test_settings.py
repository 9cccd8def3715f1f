"""Settings take the values that they declare, and no others."""

from __future__ import annotations

import pytest

from pisteur.domain import settings
from pisteur.domain.errors import DomainError
from pisteur.domain.settings import Setting
from pisteur.domain.working_days import Region


def test_every_default_is_allowed() -> None:
    for setting in settings.ALL:
        assert setting.check(setting.default) == setting.default


def test_keys_are_unique() -> None:
    assert len({setting.key for setting in settings.ALL}) == len(settings.ALL)


def test_every_declared_setting_is_listed() -> None:
    declared = {value for value in vars(settings).values() if isinstance(value, Setting)}
    assert declared == set(settings.ALL)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (settings.THEME, "pink"),
        (settings.THEME, None),
        (settings.THEME, 1),
        (settings.STALE_DAYS, 0),
        (settings.STALE_DAYS, 366),
        (settings.STALE_DAYS, "14"),
        (settings.STALE_DAYS, True),
        (settings.STALE_DAYS, 14.0),
        (settings.STALE_DAYS, None),
        (settings.DORMANCY_MONTHS, 0),
        (settings.DORMANCY_MONTHS, True),
    ],
)
def test_what_does_not_fit_is_refused_beside_the_setting(
    setting: Setting[object], value: object
) -> None:
    with pytest.raises(DomainError) as caught:
        setting.check(value)
    assert (caught.value.code, caught.value.field) == ("setting.invalid", setting.key)


def test_the_dormancy_limit_may_be_never() -> None:
    assert settings.DORMANCY_MONTHS.check(None) is None


def test_the_regions_offered_are_those_whose_holidays_are_known() -> None:
    assert set(settings.REGIONS) == {region.value for region in Region}


def test_a_number_that_is_off_until_set_takes_numbers_and_off_only() -> None:
    assert settings.REQUALIFY_MONTHS.check(None) is None
    assert settings.REQUALIFY_MONTHS.check(12) == 12
    for wrong in ("12", True, 0):
        with pytest.raises(DomainError):
            settings.REQUALIFY_MONTHS.check(wrong)
