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
from hypothesis import given
from hypothesis import strategies as st

from pisteur import i18n
from pisteur.i18n import (
    _,
    bare,
    current_language,
    guess_language,
    isolated,
    ngettext,
    pgettext,
    plain,
    set_language,
)
from pisteur.presentation import formats
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
            context, _mark, message = key.rpartition("\x04")
            assert pgettext(context, message) == text, key
    counted = [key[0] for key in theirs._catalog if isinstance(key, tuple) and key[1] == 0]
    assert counted
    with resource_path("translations/fr.po").open("rb") as file:
        plurals = {m.id[0]: m.id[1] for m in read_po(file) if m.pluralizable}
    for singular in counted:
        for n in (0, 1, 2, 21, 1_000):
            ours = ngettext(singular, plurals[singular], n)
            assert ours == theirs.ngettext(singular, plurals[singular], n), singular


HEBREW, ARABIC = "דוד לוי", "مكتبة النور"


@pytest.mark.parametrize("name", [HEBREW, ARABIC, f"Café {HEBREW}", "\U00010800", "\ufb2a"])
def test_a_name_written_from_right_to_left_is_kept_apart_in_a_sentence(name: str) -> None:
    sentence = _("{name} is saved.").format(name=name)
    assert sentence == f"\u2068{name}\u2069 is saved."
    assert bare(sentence) == f"{name} is saved."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whatever_the_message_comes_by_the_name_is_kept_apart(language: str) -> None:
    set_language(language)
    apart = isolated(HEBREW)
    assert apart in _("Lead added: {name}").format(name=HEBREW)
    assert apart in pgettext("nobody", "{name} and {other}").format(name=HEBREW, other="Zoé")
    for count in (1, 2):
        text = ngettext(
            "Sent you {count} contact: {names}", "Sent you {count} contacts: {names}", count
        )
        assert apart in formats.counted(text, count, names=HEBREW)


@given(st.text(st.characters(max_codepoint=0x58F) | st.sampled_from("’“”…€→−\u202f😀日本")))
def test_every_other_text_stays_byte_for_byte(text: str) -> None:
    assert isolated(text) is text
    assert _("{name} is saved.").format(name=text) == text + " is saved."


def test_numbers_and_formats_are_filled_in_as_ever() -> None:
    assert _("{n:02d} of {n:>3}").format(n=7) == "07 of   7"
    assert _("{} of {}").format(1, HEBREW) == f"1 of \u2068{HEBREW}\u2069"


def test_what_is_stored_or_written_is_formatted_plainly() -> None:
    assert plain(_("Call {name}")).format(name=HEBREW) == f"Call {HEBREW}"


def test_a_sentence_in_a_sentence_keeps_the_direction_of_its_own_words() -> None:
    inner = _("The list “{list}” says: {word}").format(list=HEBREW, word="oui")
    assert isolated(inner) == f"\u2068{inner}\u2069"
