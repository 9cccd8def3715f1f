"""Translation of what a user reads, by gettext, the same in window, services and command line.

Messages are written in English in the source; `resources/translations/fr.po` holds the French.
Not for formats of dates and amounts: `pisteur.presentation.formats` does those.

The active catalogue is process-wide, as gettext's own is: one process speaks one language.
"""

from __future__ import annotations

import gettext as _gettext
import os

from pisteur.resources import resource_path

LANGUAGES = ("fr", "en")


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
    if language == "en":
        _Active.translations = _gettext.NullTranslations()
    else:
        with resource_path(f"translations/{language}.mo").open("rb") as catalogue:
            _Active.translations = _gettext.GNUTranslations(catalogue)
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
