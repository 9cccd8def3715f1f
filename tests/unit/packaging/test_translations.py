"""Catalogues are compiled whole, and only when they changed."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

import dev_translations

SHIPPED = Path(__file__).parents[3] / "resources" / "translations"
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def _write(folder: Path, body: str) -> Path:
    po = folder / "fr.po"
    po.write_text(HEADER + body, encoding="utf-8")
    return po


def test_a_catalogue_that_was_never_compiled_is_stale(tmp_path: Path) -> None:
    po = _write(tmp_path, "")
    assert dev_translations.stale(tmp_path) == [po]


def test_a_compiled_catalogue_is_not_stale_until_it_changes(tmp_path: Path) -> None:
    po = _write(tmp_path, 'msgid "Yes"\nmsgstr "Oui"\n')
    assert dev_translations.compile_stale(tmp_path) == [tmp_path / "fr.mo"]
    assert dev_translations.compile_stale(tmp_path) == []
    later = po.with_suffix(".mo").stat().st_mtime + 10
    os.utime(po, (later, later))
    assert dev_translations.stale(tmp_path) == [po]


def test_a_folder_without_catalogues_has_nothing_to_compile(tmp_path: Path) -> None:
    assert dev_translations.compile_stale(tmp_path) == []
    assert dev_translations.compile_stale(tmp_path / "missing") == []


def test_a_catalogue_with_an_error_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    po = _write(tmp_path, 'msgid "Yes"\nmsgsrt "Oui"\n')
    with pytest.raises(PoFileError):
        dev_translations.compile_catalogue(po)
    assert not (tmp_path / "fr.mo").exists()


@pytest.mark.parametrize("po", sorted(SHIPPED.glob("*.po")), ids=lambda po: po.name)
def test_every_translation_of_a_shipped_catalogue_is_compiled(po: Path, tmp_path: Path) -> None:
    copy = tmp_path / po.name
    copy.write_bytes(po.read_bytes())
    with dev_translations.compile_catalogue(copy).open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)
    with po.open("rb") as source:
        messages = [m for m in read_po(source, locale=po.stem) if m.id and any(_written_forms(m))]
    assert messages
    for message in messages:
        assert _compiled_forms(spoken, message) == _written_forms(message)


def _written_forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _compiled_forms(spoken: gettext.GNUTranslations, message: Message) -> list[str]:
    if isinstance(message.id, str):
        if message.context:
            return [spoken.pgettext(message.context, message.id)]
        return [spoken.gettext(message.id)]
    one, many = message.id
    if message.context:
        return [spoken.npgettext(message.context, one, many, n) for n in (1, 5)]
    return [spoken.ngettext(one, many, n) for n in (1, 5)]
