"""The sections of the settings, in their order: one line each.

A section is a widget made with the `UiContext` when it is first shown, in its place from the start:
the style sheet is matched again for each parent. Its module is imported then. It has no title of
its own: the page shows the one given here. When the window shall open again after a change, it has
a signal `restart_requested`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from PySide6.QtWidgets import QWidget

from pisteur.i18n import _
from pisteur.ui.context import UiContext


class SettingsSection(NamedTuple):
    """One section.

    Attributes:
        key: by which it is opened (`flows.open_settings`).
        title: returns its name in the language of the window.
        make: makes its widget in a parent.
    """

    key: str
    title: Callable[[], str]
    make: Callable[[UiContext, QWidget], QWidget]


def lazily(module: str, name: str) -> Callable[[UiContext, QWidget], QWidget]:
    """Return what makes the widget `name` of a module of this package, imported only then."""

    def make(context: UiContext, parent: QWidget) -> QWidget:
        found = getattr(import_module(f"pisteur.ui.pages.settings.{module}"), name)
        return cast("QWidget", found(context, parent))

    return make


SECTIONS: tuple[SettingsSection, ...] = (
    SettingsSection("general", lambda: _("General"), lazily("general", "GeneralSection")),
    SettingsSection("me", lambda: _("My details"), lazily("me", "MeSection")),
    SettingsSection("criteria", lambda: _("Criteria"), lazily("criteria", "CriteriaSection")),
    SettingsSection("profile", lambda: _("Ideal customer"), lazily("profile", "ProfileSection")),
    SettingsSection("offers", lambda: _("Offers"), lazily("offers", "OffersSection")),
    SettingsSection(
        "templates", lambda: _("Message templates"), lazily("templates", "TemplatesSection")
    ),
    SettingsSection("cadences", lambda: _("Cadences"), lazily("cadences", "CadencesSection")),
    SettingsSection("stages", lambda: _("Pipelines"), lazily("stages", "StagesSection")),
    SettingsSection("calendar", lambda: _("Calendar"), lazily("calendar", "CalendarSection")),
    SettingsSection("reasons", lambda: _("Reasons"), lazily("reasons", "ReasonsSection")),
)
