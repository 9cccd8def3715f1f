"""A stand-in answers what it knows, loads its module for all else, and leaves its place."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from pisteur.stand_ins import later, stand_ins

# Of Python, small, and of no use to anybody here.
MODULE = "colorsys"


@pytest.fixture(autouse=True)
def _not_loaded() -> Iterator[None]:
    before = sys.modules.pop(MODULE, None)
    yield
    sys.modules.pop(MODULE, None)
    if before is not None:
        sys.modules[MODULE] = before


def test_it_answers_what_it_knows_without_loading_anything() -> None:
    with stand_ins({MODULE: {"ONE_THIRD": 7}}):
        import colorsys  # noqa: PLC0415

        assert colorsys.ONE_THIRD == 7
        assert sys.modules[MODULE] is colorsys
    assert MODULE not in sys.modules


def test_asked_for_anything_else_it_loads_the_module() -> None:
    with stand_ins({MODULE: {"ONE_THIRD": 7}}):
        import colorsys  # noqa: PLC0415

        assert colorsys.rgb_to_hsv(1, 1, 1) == (0, 0, 1)
        # Now it is there, and what was to be answered without it is not.
        assert pytest.approx(1 / 3) == colorsys.ONE_THIRD
    assert sys.modules[MODULE] is not colorsys


def test_who_imported_it_can_ask_when_it_has_left() -> None:
    with stand_ins({MODULE: {}}):
        import colorsys  # noqa: PLC0415
    assert MODULE not in sys.modules
    assert colorsys.rgb_to_hsv(1, 1, 1) == (0, 0, 1)


def test_what_is_answered_while_nobody_has_loaded_it_is_its_own_afterwards() -> None:
    with stand_ins({MODULE: {}}, {MODULE: {"ONE_SIXTH": 8}}):
        import colorsys  # noqa: PLC0415
    assert colorsys.ONE_SIXTH == 8
    assert colorsys.rgb_to_hsv(1, 1, 1) == (0, 0, 1)
    assert pytest.approx(1 / 6) == colorsys.ONE_SIXTH


def test_a_function_that_loads_later_is_the_one_meant() -> None:
    with stand_ins({MODULE: {"rgb_to_hsv": later(MODULE, "rgb_to_hsv")}}):
        import colorsys  # noqa: PLC0415

        assert colorsys.rgb_to_hsv(1, 1, 1) == (0, 0, 1)


def test_a_module_that_is_loaded_keeps_its_place() -> None:
    import colorsys  # noqa: PLC0415

    with stand_ins({MODULE: {}}):
        assert sys.modules[MODULE] is colorsys
    assert sys.modules[MODULE] is colorsys
