"""What is written can be read, in light and in dark."""

from __future__ import annotations

from itertools import product

import pytest

from pisteur.ui.theme.tokens import DARK, LIGHT, Tokens
from pisteur.ui.widgets.painting import pill_colours

ENOUGH_FOR_TEXT = 4.5
ENOUGH_FOR_SHAPES = 3.0

SURFACES = ("ground", "panel", "column", "hover", "accent_tint", "bad_tint", "ok_tint", "warn_tint")
TEXTS = ("ink", "muted", "accent", "bad", "ok", "warn")

themes = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@themes
@pytest.mark.parametrize(("text", "surface"), list(product(TEXTS, SURFACES)))
def test_each_text_can_be_read_on_each_surface(tokens: Tokens, text: str, surface: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, surface)) >= ENOUGH_FOR_TEXT


@themes
@pytest.mark.parametrize("fill", ["accent", "accent_hover"])
def test_the_word_on_the_primary_button_can_be_read(tokens: Tokens, fill: str) -> None:
    assert contrast(tokens.on_accent, getattr(tokens, fill)) >= ENOUGH_FOR_TEXT


@themes
def test_a_notice_turned_inside_out_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.panel, tokens.ink) >= ENOUGH_FOR_TEXT


@themes
@pytest.mark.parametrize("surface", ["ground", "panel", "column"])
def test_a_box_to_tick_and_a_focus_ring_stand_out(tokens: Tokens, surface: str) -> None:
    for shape in (tokens.line_strong, tokens.accent, tokens.ink):
        assert contrast(shape, getattr(tokens, surface)) >= ENOUGH_FOR_SHAPES


@themes
@pytest.mark.parametrize("surface", ["ground", "panel", "column", "hover", "accent_tint"])
@pytest.mark.parametrize("mark", ["hot", "warm", "cold"])
def test_the_marks_of_heat_stand_out(tokens: Tokens, mark: str, surface: str) -> None:
    assert contrast(getattr(tokens, mark), getattr(tokens, surface)) >= ENOUGH_FOR_SHAPES


@themes
def test_the_frame_of_a_refused_criterion_stands_out(tokens: Tokens) -> None:
    for surface in (tokens.bad_tint, tokens.panel, tokens.column):
        assert contrast(pill_colours("no", tokens)[1], surface) >= ENOUGH_FOR_SHAPES


def test_lengths_are_on_a_grid_of_four() -> None:
    for name in ("space", "gap", "margin", "control_height", "compact_height", "row_height"):
        assert getattr(Tokens, name) % 4 == 0
