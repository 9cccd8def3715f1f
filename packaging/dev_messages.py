"""Collects the messages of the source and brings the catalogues (`*.po`) up to date with them.

New messages come in empty, messages that are no longer used go, nothing is guessed. Places name
files without line numbers, and the header no dates, so that a change of the code changes no line
here. Not for compiling: see dev_translations.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
COMMENT_TAG = "Translators:"
# What Babel writes into a header by itself: dates, and places for people's addresses.
_UNWANTED = (
    '"Project-Id-Version:',
    '"Report-Msgid-Bugs-To:',
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    '"Last-Translator:',
    '"Language-Team:',
    '"Generated-By:',
)
_HEADING = "What Pisteur says, in {language}. Messages without a translation are shown in English."


def collect(package: Path) -> Catalog:
    """Return the messages of the Python files in `package`, with context, plural and comments."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - only an environment has Babel.
    from babel.messages.extract import extract_from_dir  # noqa: PLC0415

    template = Catalog(fuzzy=False)
    found = extract_from_dir(
        package,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=(COMMENT_TAG,),
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in found:
        place = f"{package.name}/{Path(file).as_posix()}"
        template.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return template


def read(po: Path) -> Catalog:
    """Return the catalogue `po`.

    Raises:
        babel.messages.pofile.PoFileError: it can't be read; the error names the line.
    """
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with po.open("rb") as source:
        return read_po(source, locale=po.stem, abort_invalid=True)


def written(catalogue: Catalog) -> bytes:
    """Return `catalogue` as the text of a `.po` file."""
    from babel.messages.pofile import write_po  # noqa: PLC0415

    catalogue.fuzzy = False
    catalogue.header_comment = "# " + _HEADING.format(
        language=catalogue.locale.english_name if catalogue.locale else "another language"
    )
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, ignore_obsolete=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_UNWANTED)).encode("utf-8")


def update(po: Path, package: Path) -> tuple[int, int]:
    """Bring `po` up to date with the messages of `package`; return how many came and went.

    A translation stays only with its own message, to the letter.
    """
    template = collect(package)
    catalogue = read(po)
    before = {(m.id, m.context) for m in catalogue if m.id}
    after = {(m.id, m.context) for m in template if m.id}
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    for message in catalogue:
        # What began to count keeps its old words, which Babel marks as a guess.
        if message.id and message.fuzzy:
            message.string = ("", "") if isinstance(message.id, tuple) else ""
            message.flags.discard("fuzzy")
    text = written(catalogue)
    if text != po.read_bytes():
        partial = po.with_suffix(".po.new")
        partial.write_bytes(text)
        partial.replace(po)
    return len(after - before), len(before - after)


def missing(po: Path) -> int:
    """Return how many messages of `po` have no translation."""
    return sum(1 for m in read(po) if m.id and not all(_strings(m.string)))


def _strings(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the forms of a translation, one or, for a message that counts, several."""
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


if __name__ == "__main__":
    for catalogue_file in sorted(Path(sys.argv[1]).glob("*.po")):
        came, went = update(catalogue_file, Path(sys.argv[2]))
        print(
            f"{catalogue_file.name}: {came} new, {went} removed, "
            f"{missing(catalogue_file)} to translate"
        )
