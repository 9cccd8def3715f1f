"""Every message of the source has its French, and both are set as their language is."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

import dev_messages
from pisteur.i18n import LANGUAGES, set_language
from pisteur.ui.shell.actions import Actions
from support.typography import english_faults, french_faults

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "desktop" / "pisteur"
FRENCH = ROOT / "resources" / "translations" / "fr.po"
CALLS = {"_": 1, "ngettext": 2, "pgettext": 2}
ENDS = ".:;!?…),→"
# What French has words for; whole words only.
ENGLISH_WORDS = re.compile(
    r"\b(leads?|deals?|follow-ups?|standby|customers?|board|dormants?|quotes?|consommateurs?)\b",
    re.IGNORECASE,
)
MNEMONIC = re.compile(r"&(?=[^&\s])")


class Pair(NamedTuple):
    """One form of a message, and its French."""

    english: str
    french: str


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Return the messages of the code."""
    return dev_messages.collect(PACKAGE)


@pytest.fixture(scope="module")
def french() -> Catalog:
    """Return the French catalogue."""
    return dev_messages.read(FRENCH)


@pytest.fixture(scope="module")
def pairs(french: Catalog) -> list[Pair]:
    """Return each form of each message with its French."""
    return list(_pairs(french))


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _pairs(catalogue: Catalog) -> Iterator[Pair]:
    for message in catalogue:
        if message.id:
            english, french = _forms(message.id), _forms(message.string or "")
            both = zip(english, french, strict=False)
            # What has no French yet is found by a test of its own.
            yield from (Pair(*forms) for forms in both if all(forms))


def _keys(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(m.context, _forms(m.id)) for m in catalogue if m.id}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _end(text: str) -> str:
    last = text.rstrip()[-1:]
    return last if last in ENDS else ""


def test_every_message_of_the_code_is_in_the_catalogue(source: Catalog, french: Catalog) -> None:
    missing = _keys(source) - _keys(french)
    assert not missing, "run: python3 packaging/dev.py messages"


def test_the_catalogue_holds_nothing_that_the_code_does_not_say(
    source: Catalog, french: Catalog
) -> None:
    assert not _keys(french) - _keys(source), "run: python3 packaging/dev.py messages"
    assert not french.obsolete


def test_every_message_is_translated_and_none_is_guessed(french: Catalog) -> None:
    untranslated = [m.id for m in french if m.id and not all(_forms(m.string or ""))]
    assert untranslated == []
    assert [m.id for m in french if m.id and m.fuzzy] == []


def test_a_message_that_counts_has_both_french_forms(french: Catalog) -> None:
    counting = [m for m in french if isinstance(m.id, tuple | list)]
    assert counting
    assert [m.id for m in counting if len(_forms(m.string or "")) != 2] == []
    assert "n > 1" in french.plural_forms


def test_a_singular_that_may_stand_for_none_says_the_number(french: Catalog) -> None:
    # French counts nought as singular, so that a form without its number would be wrong for it.
    counting = [_forms(m.string) for m in french if isinstance(m.id, tuple | list) and m.string]
    spelt_out = [one for one, _many in counting if re.search(r"\b(un|une)\b", one.lower())]
    assert [one for one in spelt_out if "{count}" not in one and "{rows}" not in one] == [
        "Déplacer une carte"
    ], "add only what is never said of nought"


def test_the_french_fills_in_what_the_english_does(pairs: list[Pair]) -> None:
    wrong = [p for p in pairs if _placeholders(p.english) != _placeholders(p.french)]
    assert wrong == []


def test_placeholders_have_names(pairs: list[Pair]) -> None:
    unnamed = [p.english for p in pairs if "" in _placeholders(p.english)]
    assert unnamed == []
    assert [p.english for p in pairs if re.search(r"%[sd]|%\(", p.english)] == []


def test_the_french_ends_as_the_english_does(pairs: list[Pair]) -> None:
    wrong = [p for p in pairs if _end(p.english) != _end(p.french)]
    assert wrong == []


def test_the_french_keeps_space_around_and_line_breaks(pairs: list[Pair]) -> None:
    def shape(text: str) -> tuple[bool, bool, int]:
        return text[:1].isspace(), text[-1:].isspace(), text.count("\n")

    assert [p for p in pairs if shape(p.english) != shape(p.french)] == []


def test_english_is_well_set(pairs: list[Pair]) -> None:
    assert {p.english: f for p in pairs if (f := english_faults(p.english))} == {}


def test_french_is_well_set(pairs: list[Pair]) -> None:
    assert {p.french: f for p in pairs if (f := french_faults(p.french))} == {}


def test_french_has_no_english_words(pairs: list[Pair]) -> None:
    said = [re.sub(r"\{\w+\}", "", p.french) for p in pairs]
    assert [text for text in said if ENGLISH_WORDS.search(text)] == []


def test_a_mnemonic_stays_a_mnemonic(pairs: list[Pair]) -> None:
    wrong = [
        p for p in pairs if len(MNEMONIC.findall(p.english)) != len(MNEMONIC.findall(p.french))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_a_menu_share_a_mnemonic(qtbot: QtBot, language: str) -> None:
    set_language(language)
    bar = QMenuBar()
    qtbot.addWidget(bar)
    shown = Actions(bar)
    shown.fill({})
    assert shown.by_name
    menus: list[QMenuBar | QMenu] = [bar, *bar.findChildren(QMenu)]
    assert len(menus) > 5
    for menu in menus:
        letters = [found for action in menu.actions() if (found := _mnemonic(action))]
        assert len(letters) == len(set(letters)), [action.text() for action in menu.actions()]
    assert all(_mnemonic(action) for action in bar.actions())


def _mnemonic(action: QAction) -> str:
    found = MNEMONIC.search(action.text().replace("&&", ""))
    return action.text().replace("&&", "")[found.end()].lower() if found else ""


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.name == "i18n.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if _is_message(node):
                assert isinstance(node, ast.Call)
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def _is_message(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS


def test_messages_are_literal_so_that_they_can_be_collected() -> None:
    found = list(_calls())
    assert len(found) > 500
    variable = [
        place
        for place, call in found
        for argument in call.args[: CALLS[call.func.id if isinstance(call.func, ast.Name) else ""]]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert variable == []


def test_sentences_are_whole_not_glued_from_messages() -> None:
    glued = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if any(_sticks(*both) for both in pairwise(_parts(node))):
                glued.append(f"{file.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}")
    assert glued == []


def _parts(node: ast.AST) -> list[ast.expr]:
    """Return what an addition or an f-string is made of, from left to right."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [part for side in (node.left, node.right) for part in (_parts(side) or [side])]
    if isinstance(node, ast.JoinedStr):
        return [v.value if isinstance(v, ast.FormattedValue) else v for v in node.values]
    return []


def _sticks(left: ast.expr, right: ast.expr) -> bool:
    """Say whether one of both is a message, and no line or column stands between them."""
    if not (_speaks(left) or _speaks(right)):
        return False
    last, first = _constant(left)[-1:], _constant(right)[:1]
    return not {last, first} & {"\n", "\t"}


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _speaks(node: ast.expr) -> bool:
    """Say whether `node` is a message, or one that is filled in."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "format" and _is_message(node.func.value)
    return _is_message(node)


def test_the_catalogue_names_no_person_no_address_and_no_machine() -> None:
    text = FRENCH.read_text(encoding="utf-8")
    assert not re.search(r"[\w.]+@[\w.]+\.\w", text)
    places = re.findall(r"^#: (.*)$", text, re.MULTILINE)
    assert places
    for place in " ".join(places).split():
        assert place.startswith("pisteur/")
        assert (ROOT / "desktop" / place).is_file(), place
