"""Translation of what a user reads, from gettext’s catalogues: window, services, command line.

Messages are written in English in the source; `resources/translations/fr.po` holds the French.
Not for formats of dates and amounts: `pisteur.presentation.formats` does those.

Messages are for the screen: a name in Hebrew or Arabic that is put into one is set apart by signs
that are not seen. What is stored, or written into files, is formatted from `plain(message)`.

The active catalogue is process-wide, as gettext's own is: one process speaks one language.
"""

from __future__ import annotations

import os
from struct import unpack_from
from typing import ClassVar

from pisteur.resources import resource_path

LANGUAGES = ("fr", "en")

# Between them a text is laid out by its own direction, and moves nothing around it.
APART_FROM, APART_TO = "\u2068", "\u2069"
# Hebrew to extended Arabic, their forms for printing, and further alphabets.
_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = (
    (_FIRST_RIGHT_TO_LEFT, "\u08ff"),
    ("\ufb1d", "\ufdff"),
    ("\ufe70", "\ufefc"),
    ("\U00010800", "\U00010fff"),
    ("\U0001e800", "\U0001efff"),
)


class _Active:
    """What this process speaks."""

    # By message, or by context and message as a catalogue joins them; the second for several.
    texts: ClassVar[dict[str, str]] = {}
    plurals: ClassVar[dict[str, str]] = {}
    language = "en"


class Message(str):
    """A message with placeholders, for the screen: what fills them is `isolated`."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Return the sentence."""
        return plain(self).format(
            *map(_apart, values), **{name: _apart(value) for name, value in named.items()}
        )


def plain(message: str) -> str:
    """Return `message` as what is stored or written into files is formatted from."""
    return str(message)


def isolated(text: str) -> str:
    """Return `text` so that it moves nothing around it: the same, unless it has letters that are
    written from right to left. They would turn a sentence that they begin, and take along its
    numbers and punctuation.
    """
    if text.isascii():
        return text
    for letter in text:
        # Asked first, for what is above is an apostrophe or a dash nearly always.
        if letter >= _FIRST_RIGHT_TO_LEFT:
            for first, last in _RIGHT_TO_LEFT:
                if first <= letter <= last:
                    return f"{APART_FROM}{text}{APART_TO}"
    return text


def bare(text: str) -> str:
    """Return `text` without the signs of `isolated`, to be copied or written into a file."""
    return text.replace(APART_FROM, "").replace(APART_TO, "")


def _apart(value: object) -> object:
    return isolated(value) if isinstance(value, str) else value


def guess_language() -> str:
    """Return `fr` or `en` from the environment; French when it says nothing usable."""
    candidates = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    spoken = next((c for c in candidates if c), "")
    if not spoken:
        import locale  # noqa: PLC0415 - rarely needed, and the first paint waits

        # Not getlocale(): it takes "C", which says no language, for American English.
        spoken = locale.setlocale(locale.LC_CTYPE)
    return "en" if spoken.lower().startswith("en") else "fr"


def set_language(language: str) -> None:
    """Speak `language` (`fr` or `en`) from now on; texts already made stay as they are.

    Raises:
        ValueError: for any other language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no translation for {language!r}")
    if language == _Active.language:
        return
    catalogue = resource_path(f"translations/{language}.mo")
    pairs = [] if language == "en" else _read(catalogue.read_bytes())
    # One and several may be the same word in English: of two texts the first is for one.
    _Active.texts = dict(reversed(pairs))
    _Active.plurals = dict(pairs)
    _Active.language = language


def _read(catalogue: bytes) -> list[tuple[str, str]]:
    """Return each message of a compiled catalogue with its text, one before several.

    Read as two runs of texts that zeros part: gettext's own way, one by one, takes 5 ms before the
    first paint. For catalogues as `packaging/dev.py` makes them: little-endian, UTF-8, each run
    without gaps, and two forms for what counts, in the message as in its translation.
    """
    count, originals, translations = unpack_from("<III", catalogue, 8)
    runs = []
    for table in (originals, translations):
        _length, first = unpack_from("<2I", catalogue, table)
        length, last = unpack_from("<2I", catalogue, table + 8 * (count - 1))
        runs.append(catalogue[first : last + length].decode().split("\0"))
    return list(zip(*runs, strict=True))


def current_language() -> str:
    """Return the language that texts are made in, `fr` or `en`."""
    return _Active.language


def _(message: str) -> str:
    """Translate `message`."""
    return _message(_Active.texts.get(message, message))


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that counts `n` things; the caller fills in the number."""
    # French counts none as one, English as many.
    one = n <= 1 if _Active.language == "fr" else n == 1
    return _(singular) if one else _message(_Active.plurals.get(plural, plural))


def pgettext(context: str, message: str) -> str:
    """Translate a short `message` whose meaning depends on where it stands."""
    return _message(_Active.texts.get(f"{context}\x04{message}", message))


def _message(text: str) -> str:
    return Message(text) if "{" in text else text
