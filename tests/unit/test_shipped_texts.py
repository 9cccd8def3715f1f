"""The default columns, the criteria and the demonstration say the same in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from pisteur.i18n import LANGUAGES
from pisteur.resources import resource_path
from support.typography import english_faults, french_faults

SETS = ("defaults", "demo", "selling", "templates")
# Codes, figures and addresses, the same for every reader; all other texts are words.
CODES = {
    "zone", "key", "kind", "direction", "outcome", "heat", "nature", "accepted_how", "reason",
    "state", "learnt_how", "answers", "phone", "email", "time", "postal", "website", "siret",
    "trigger", "stops_on", "anchor", "counted", "template",
}  # fmt: skip
FAULTS = {"fr": french_faults, "en": english_faults}


def _shipped(name: str, language: str) -> object:
    return json.loads(resource_path(f"{name}/{language}.json").read_text(encoding="utf-8"))


def _shape(value: object, key: str = "") -> object:
    """Return `value` with every text for readers left out."""
    if isinstance(value, dict):
        return {name: _shape(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner, key) for inner in value]
    if isinstance(value, str) and key not in CODES:
        return "some words" if value else ""
    return value


def _words(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _words(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner, key)
    elif isinstance(value, str) and key not in CODES:
        yield value


@pytest.mark.parametrize("name", SETS)
def test_both_languages_have_the_same_structure_codes_and_figures(name: str) -> None:
    assert _shape(_shipped(name, "fr")) == _shape(_shipped(name, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SETS)
def test_shipped_texts_are_well_set(name: str, language: str) -> None:
    words = list(_words(_shipped(name, language)))
    assert len(words) > 20
    assert {text: found for text in words if (found := FAULTS[language](text))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_criterion_has_a_letter_of_its_own(language: str) -> None:
    shipped = _shipped("defaults", language)
    assert isinstance(shipped, dict)
    letters = [criterion["letter"] for criterion in shipped["criteria"]]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 for letter in letters)
