"""The language in force: guessed, chosen, and what it does to messages that count or repeat."""

from __future__ import annotations

import gettext
import locale
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from pisteur import i18n
from pisteur.i18n import _, current_language, guess_language, ngettext, pgettext, set_language
from pisteur.resources import resource_path


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return the means to set the environment, from which every word on language is gone."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locale, "setlocale", lambda _category: "C")
    return monkeypatch


@pytest.mark.parametrize(
    ("value", "language"),
    [
        ("fr_FR.UTF-8", "fr"),
        ("fr_CH", "fr"),
        ("en_GB.UTF-8", "en"),
        ("EN_US", "en"),
        ("en", "en"),
        ("de_DE.UTF-8", "fr"),
        ("C.UTF-8", "fr"),
    ],
)
def test_the_language_is_guessed_from_the_environment_and_is_french_otherwise(
    environment: pytest.MonkeyPatch, value: str, language: str
) -> None:
    environment.setenv("LANG", value)
    assert guess_language() == language


def test_the_more_particular_variable_wins(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LANG", "fr_FR.UTF-8")
    environment.setenv("LC_MESSAGES", "en_GB.UTF-8")
    assert guess_language() == "en"
    environment.setenv("LC_ALL", "fr_FR.UTF-8")
    assert guess_language() == "fr"


def test_an_empty_variable_says_nothing(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LC_ALL", "")
    environment.setenv("LANG", "en_GB.UTF-8")
    assert guess_language() == "en"


@pytest.mark.parametrize(
    ("system", "language"),
    [
        ("English_United Kingdom.1252", "en"),
        ("en_US.UTF-8", "en"),
        ("French_France.1252", "fr"),
        ("C", "fr"),
        ("C.UTF-8", "fr"),
    ],
)
def test_without_variables_the_system_is_asked(
    environment: pytest.MonkeyPatch, system: str, language: str
) -> None:
    environment.setattr(locale, "setlocale", lambda _category: system)
    assert guess_language() == language


def test_a_computer_that_names_no_language_is_spoken_to_in_french() -> None:
    silent = {n: v for n, v in os.environ.items() if n != "LANG" and not n.startswith("LC_")}
    code = "from pisteur.i18n import guess_language; print(guess_language())"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=silent, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "fr"


def test_texts_follow_the_language_chosen() -> None:
    set_language("fr")
    assert current_language() == "fr"
    assert _("Save") == "Enregistrer"
    set_language("en")
    assert current_language() == "en"
    assert _("Save") == "Save"


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    set_language("fr")
    with pytest.raises(ValueError, match="'de'"):
        set_language("de")
    assert current_language() == "fr"
    assert _("Save") == "Enregistrer"


def test_a_language_whose_catalogue_is_missing_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(i18n, "resource_path", lambda name: tmp_path / name)
    with pytest.raises(FileNotFoundError):
        set_language("fr")
    assert current_language() == "en"
    assert _("Save") == "Save"


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 0, "{count} contacts"),
        ("en", 1, "{count} contact"),
        ("en", 2, "{count} contacts"),
        ("fr", 0, "{count} contact"),
        ("fr", 1, "{count} contact"),
        ("fr", 2, "{count} contacts"),
        ("fr", 1_000_000, "{count} contacts"),
    ],
)
def test_each_language_counts_in_its_own_way(language: str, count: int, words: str) -> None:
    set_language(language)
    assert ngettext("{count} contact", "{count} contacts", count) == words


def test_one_word_has_a_meaning_for_each_place() -> None:
    set_language("fr")
    assert pgettext("FollowUpKind", "Call") == "Appel"
    assert _("Call") == "Appeler"


def test_a_context_never_reaches_the_reader() -> None:
    for language in i18n.LANGUAGES:
        set_language(language)
        assert pgettext("no such context", "No such message") == "No such message"


def test_a_message_without_translation_is_shown_as_it_is() -> None:
    set_language("fr")
    assert _("No such message") == "No such message"
    assert ngettext("one such", "two such", 2) == "two such"


def test_the_catalogue_is_read_as_gettext_reads_it() -> None:
    with resource_path("translations/fr.mo").open("rb") as file:
        theirs: Any = gettext.GNUTranslations(file)
    set_language("fr")
    assert len(theirs._catalog) > 500
    for key, text in theirs._catalog.items():
        if isinstance(key, str):
            assert i18n._Active.texts[key] == text, key
    counted = [key[0] for key in theirs._catalog if isinstance(key, tuple) and key[1] == 0]
    assert counted
    with resource_path("translations/fr.po").open("rb") as file:
        plurals = {m.id[0]: m.id[1] for m in read_po(file) if m.pluralizable}
    for singular in counted:
        for n in (0, 1, 2, 21, 1_000):
            ours = ngettext(singular, plurals[singular], n)
            assert ours == theirs.ngettext(singular, plurals[singular], n), singular
