"""Translation of what a user reads, from gettext’s catalogues: window, services, command line.

Messages are written in English in the source; `resources/translations/fr.po` holds the French.
Not for formats of dates and amounts: `pisteur.presentation.formats` does those.

Messages are for the screen: a name in Hebrew or Arabic that is put into one is set apart by signs
that are not seen there. What is stored, or written into files, is formatted from `plain(message)`;
what the system or a terminal shows is made `bare`.

The active catalogue is process-wide, as gettext's own is: one process speaks one language.
"""

from __future__ import annotations

import os
from bisect import bisect_left
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


class _Catalogue:
    """A compiled catalogue, whose texts are looked up as they are asked for.

    Most are not before the first paint, and as Python’s objects all of them take half a MiB. For
    catalogues as `packaging/dev.py` makes them: little-endian, UTF-8, in the order of messages.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._count, self._originals, self._translations = unpack_from("<III", content, 8)

    def forms(self, context: str, message: str) -> tuple[str, ...]:
        """Return the text, or that for one and that for several; empty when there is none."""
        wanted = message.encode(), context.encode()
        place = bisect_left(range(self._count), wanted, key=self._key)
        if place == self._count or self._key(place) != wanted:
            return ()
        return tuple(self._at(self._translations, place).decode().split("\0"))

    def _key(self, place: int) -> tuple[bytes, bytes]:
        """Return the message and its context, by which they are sorted."""
        context, _mark, messages = self._at(self._originals, place).rpartition(b"\x04")
        return messages.partition(b"\0")[0], context

    def _at(self, table: int, place: int) -> bytes:
        length, first = unpack_from("<2I", self._content, table + 8 * place)
        return self._content[first : first + length]


class _Active:
    """What this process speaks."""

    catalogue: ClassVar[_Catalogue | None] = None
    # Looked up already: by message, or by context and message as a catalogue joins them.
    forms: ClassVar[dict[str, tuple[str, ...]]] = {}
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
    """Return `text` without the signs of `isolated`, for where they would be seen or kept."""
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
    path = resource_path(f"translations/{language}.mo")
    _Active.catalogue = None if language == "en" else _Catalogue(path.read_bytes())
    _Active.forms = {}
    _Active.language = language


def current_language() -> str:
    """Return the language that texts are made in, `fr` or `en`."""
    return _Active.language


def _(message: str) -> str:
    """Translate `message`."""
    forms = _Active.forms.get(message)
    if forms is None:
        forms = _look_up(message)
    return _message(forms[0] if forms else message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that counts `n` things; the caller fills in the number."""
    # French counts none as one, English as many.
    one = n <= 1 if _Active.language == "fr" else n == 1
    forms = _look_up(singular) or (singular, plural)
    return _message(forms[0 if one else -1])


def pgettext(context: str, message: str) -> str:
    """Translate a short `message` whose meaning depends on where it stands."""
    forms = _look_up(message, context)
    return _message(forms[0] if forms else message)


def _look_up(message: str, context: str = "") -> tuple[str, ...]:
    key = f"{context}\x04{message}" if context else message
    forms = _Active.forms.get(key)
    if forms is None:
        catalogue = _Active.catalogue
        forms = _Active.forms[key] = catalogue.forms(context, message) if catalogue else ()
    return forms


def _message(text: str) -> str:
    return Message(text) if "{" in text else text
