"""Makes the pages other than the board, when they are first shown, and connects what they ask for.

Their modules are loaded here and not above: none is needed for the first paint.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pisteur.ui.context import UiContext
    from pisteur.ui.shell.window import MainWindow


# In the order in which they are made ahead.
PAGES = ("today", "contacts", "dashboard", "lists", "settings", "duplicates")


class PageMaker:
    """Makes a page of `window` by its name."""

    def __init__(self, context: UiContext, window: MainWindow) -> None:
        self._context = context
        self._window = window

    def make(self, name: str, room: QWidget) -> QWidget:
        """Return a new page in `room`; the names are those below.

        In its place from the start: the style sheet is matched again for each parent.
        """
        makers = {
            "today": self._today,
            "contacts": self._contacts,
            "duplicates": self._duplicates,
            "lists": self._lists,
            "dashboard": self._dashboard,
            "settings": self._settings,
        }
        return makers[name](room)

    def ahead(self, room: QWidget) -> Iterator[None]:
        """Make the pages before they are asked for, ready to fill `room`; a piece at each step."""
        from pisteur.ui.shell.ahead import dress  # noqa: PLC0415 - as above

        panel = self._window.panel.made()
        dress(panel, self._window.panel.slot)
        yield
        panel.prepare()
        yield
        for name in PAGES:
            import_module(f"pisteur.ui.pages.{name}.page")
            yield
            page = self._window.page(name)
            yield
            prepare = getattr(page, "prepare", None)
            if prepare is not None:
                yield from prepare()
            dress(page, room)
            yield

    def _today(self, room: QWidget) -> QWidget:
        from pisteur.ui.pages.today.page import TodayPage  # noqa: PLC0415

        page = TodayPage(self._context, parent=room)
        page.urgent_changed.connect(self._window.sidebar.set_urgent)
        page.note_requested.connect(self._window.panel.write_note)
        page.panel_requested.connect(self._window.panel.open)
        page.export_requested.connect(self._window.commands.export_follow_ups)
        # Read before it is shown: the sidebar counts what is urgent.
        page.refresh()
        return page

    def _contacts(self, room: QWidget) -> QWidget:
        from pisteur.ui.pages.contacts.page import ContactsPage  # noqa: PLC0415

        page = ContactsPage(self._context, parent=room)
        page.restore_state(self._window.contacts_state)
        commands = self._window.commands
        page.import_requested.connect(commands.import_list)
        page.demo_requested.connect(commands.load_demo)
        page.export_requested.connect(commands.export_contacts)
        page.panel_requested.connect(self._window.panel.open)
        page.duplicates_requested.connect(commands.show_duplicates)
        page.filled.connect(commands.allow_calls)
        return page

    def _duplicates(self, room: QWidget) -> QWidget:
        from pisteur.ui.pages.duplicates.page import DuplicatesPage  # noqa: PLC0415

        page = DuplicatesPage(self._context, parent=room)
        page.counted.connect(self._window.commands.count_duplicates)
        return page

    def _lists(self, room: QWidget) -> QWidget:
        from pisteur.ui.pages.lists.page import ListsPage  # noqa: PLC0415

        page = ListsPage(self._context, parent=room)
        page.import_requested.connect(self._window.commands.import_list)
        return page

    def _dashboard(self, room: QWidget) -> QWidget:
        from pisteur.ui.pages.dashboard.page import DashboardPage  # noqa: PLC0415

        page = DashboardPage(self._context, parent=room)
        page.panel_requested.connect(self._window.panel.open)
        return page

    def _settings(self, room: QWidget) -> QWidget:
        from pisteur.ui.pages.settings.page import SettingsPage  # noqa: PLC0415

        page = SettingsPage(self._context, parent=room)
        page.restart_requested.connect(self._window.start_again)
        return page
