"""Every error that a person may meet has its sentence, with all that the sentence names."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import pisteur
from pisteur import i18n
from pisteur.domain.cadences import CadenceFault
from pisteur.domain.errors import DomainError, StorageError
from pisteur.domain.words import Gate
from pisteur.error_texts import TEXTS, error_text
from pisteur.exchange.errors import ExchangeError, describe
from pisteur.services.gates import GateClosedError

PACKAGE = Path(pisteur.__file__).parent
_CODE = re.compile(r"^[a-z_]+\.[a-z_]+$")

# Raised with a code that is not written where they are raised: gates, faults, SQLite's errors.
MADE = {
    **{f"gate.{gate.value}": {"gate"} for gate in Gate},
    **{f"cadence.{fault.value}": set[str]() for fault in CadenceFault},
    **{
        code: {"path", "detail"}
        for code in (
            *("file.locked", "file.read_only", "disk.full", "file.damaged", "disk.failed"),
            *("database.refused", "memory.full", "text.too_long"),
            *("restore.missing", "restore.damaged", "restore.foreign", "restore.newer"),
        )
    },
}


@dataclass(frozen=True)
class Raised:
    """One place that makes an error."""

    place: str
    kind: str
    code: str
    given: frozenset[str]


def raised() -> list[Raised]:
    """Return every error made with a code written out."""
    return [found for path in sorted(PACKAGE.rglob("*.py")) for found in _raised_in(path)]


def _raised_in(path: Path) -> Iterator[Raised]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        code, kind = node.args[0], ast.unparse(node.func)
        # The last is how a class of errors gives its own code.
        if kind not in {"DomainError", "StorageError", "ExchangeError", "super().__init__"}:
            continue
        if isinstance(code, ast.Constant) and _CODE.match(str(code.value)):
            given = {keyword.arg for keyword in node.keywords if keyword.arg}
            place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            yield Raised(place, kind, str(code.value), frozenset(given - {"field"}))


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def ours() -> list[Raised]:
    return [found for found in raised() if found.kind != "ExchangeError"]


def test_errors_are_found_in_the_source() -> None:
    # The measure must be able to fail.
    codes = {found.code for found in raised()}
    assert {"record.gone", "file.newer", "sale.in_future", "file.empty"} <= codes


def test_every_code_has_its_sentence() -> None:
    missing = {f"{found.place} {found.code}" for found in ours() if found.code not in TEXTS}
    assert not missing
    assert set(MADE) <= set(TEXTS)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_sentence_gets_what_it_names(language: str) -> None:
    i18n.set_language(language)
    for found in ours():
        names = placeholders(TEXTS[found.code]())
        assert names <= found.given, f"{found.place} {found.code} lacks {names - found.given}"
    for code, given in MADE.items():
        assert placeholders(TEXTS[code]()) <= given, code


def test_no_sentence_is_left_over() -> None:
    codes = {found.code for found in ours()} | set(MADE)
    assert set(TEXTS) <= codes


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_sentence_is_whole(language: str) -> None:
    i18n.set_language(language)
    for code, make in TEXTS.items():
        assert make()[-1] in ".!?:", code
        assert "'" not in make(), f"{code} wants the apostrophe ’"


def test_every_error_of_a_file_has_its_own_sentence() -> None:
    unknown = describe(ExchangeError("no.such.code", "list.csv"))
    for found in raised():
        if found.kind == "ExchangeError":
            fill: dict[str, Any] = dict.fromkeys(found.given - {"line", "column"}, "x")
            sentence = describe(ExchangeError(found.code, "list.csv", **fill))
            assert sentence != unknown, f"{found.place} {found.code}"
            assert "{" not in sentence, found.place


def test_the_sentence_names_the_file_and_what_was_typed() -> None:
    assert "x.db" in error_text(StorageError("file.newer", path="x.db"))
    assert "“12 $”" in error_text(DomainError("amount.unreadable", text="12 $"))
    assert error_text(GateClosedError(Gate.SALE, (1,))).startswith("Record the sale first")


def test_a_code_that_nobody_wrote_a_sentence_for_is_still_said() -> None:
    assert "no.such.code" in error_text(DomainError("no.such.code"))


def test_text_with_braces_is_said_as_it_is() -> None:
    assert "{path}" in error_text(DomainError("amount.unreadable", text="{path}"))
