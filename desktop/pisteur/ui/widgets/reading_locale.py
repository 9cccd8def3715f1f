"""How Qt's own widgets write dates and numbers, in the language in force.

Not imported before the first paint: QLocale brings 800 names of languages, scripts and countries,
and PySide6 makes a Python object of each.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from pisteur.i18n import current_language


def reading_locale() -> QLocale:
    """Return Qt's locale for the language in force: the day first, weeks from Monday."""
    return QLocale("fr_FR" if current_language() == "fr" else "en_GB")
