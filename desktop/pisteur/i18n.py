"""Translation of what a user reads, by gettext, the same in window, services and command line.

Messages are written in English in the source; `resources/translations/fr.po` holds the French.
Not for formats of dates and amounts: `pisteur.presentation.formats` does those.

The active catalogue is process-wide, as gettext's own is: one process speaks one language.
"""

from __future__ import annotations

import gettext as _gettext
import os
from struct import unpack_from
from typing import IO

from pisteur.resources import resource_path

LANGUAGES = ("fr", "en")


class _Catalogue(_gettext.GNUTranslations):
    """A compiled catalogue, read in one go: gettext's own way takes 5 ms before the first paint.

    For catalogues as `packaging/dev.py` makes them: little-endian, UTF-8, plurals as in French.
    """

    def _parse(self, fp: IO[bytes]) -> None:  # type: ignore[override]
        raw = fp.read()
        count, originals, translations = unpack_from("<III", raw, 8)
        self._catalog: dict[str | tuple[str, int], str] = {}
        places = iter(unpack_from(f"<{2 * count}I", raw, originals))
        texts = iter(unpack_from(f"<{2 * count}I", raw, translations))
        for length, start, text_length, text_start in zip(
            places, places, texts, texts, strict=True
        ):
            message = raw[start : start + length].decode()
            text = raw[text_start : text_start + text_length].decode()
            if "\0" in message:
                singular = message.partition("\0")[0]
                for form, translation in enumerate(text.split("\0")):
                    self._catalog[singular, form] = translation
            else:
                self._catalog[message] = text

    @staticmethod
    def plural(n: int) -> int:
        """Return which form goes with `n`: French counts none as one."""
        return int(n > 1)


class _Active:
    """What this process speaks."""

    translations: _gettext.NullTranslations = _gettext.NullTranslations()
    language = "en"


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
    if language == "en":
        _Active.translations = _gettext.NullTranslations()
    else:
        with resource_path(f"translations/{language}.mo").open("rb") as catalogue:
            _Active.translations = _Catalogue(catalogue)
    _Active.language = language


def current_language() -> str:
    """Return the language that texts are made in, `fr` or `en`."""
    return _Active.language


def _(message: str) -> str:
    """Translate `message`."""
    return _Active.translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that counts `n` things; the caller fills in the number."""
    return _Active.translations.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a short `message` whose meaning depends on where it stands."""
    return _Active.translations.pgettext(context, message)
