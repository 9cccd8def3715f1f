"""The menus: every command of the window, with its words and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QMenuBar

from pisteur.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

Handlers = dict[str, Callable[[], None]]
LONGEST = 60


class Actions(QObject):
    """The actions of the window, by name.

    Attributes:
        by_name: such as `undo`, `new_lead`; tests and the window look them up here.
    """

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        # Titles only: `fill` does the rest.
        self.by_name: dict[str, QAction] = {}
        self._handlers: Handlers = {}
        self._menus = {
            name: self._make_menu(bar, name, title)
            for name, title in (
                ("file", _("&File")),
                ("edit", _("&Edit")),
                ("view", _("&View")),
                ("contact", _("&Contact")),
                ("help", _("&Help")),
            )
        }

    def fill(self, handlers: Handlers) -> None:
        """Put the commands into the menus: after the first paint, which shows their titles."""
        self._handlers = handlers
        self._fill_file(self._menus["file"])
        self._fill_edit(self._menus["edit"])
        self._fill_view(self._menus["view"])
        self._fill_contact(self._menus["contact"])
        self._fill_help(self._menus["help"])
        self.set_history(None, None)
        self.enable_contact(contact=False, deal=False)
        self.enable_calls(shown=False)

    def set_history(self, undo: object, redo: object) -> None:
        """Say in the Edit menu what would be undone and redone; None disables."""
        texts = {
            "undo": (undo, _("Undo"), _("Undo: {what}")),
            "redo": (redo, _("Redo"), _("Redo: {what}")),
        }
        for name, (label, bare, full) in texts.items():
            action = self.by_name[name]
            action.setEnabled(label is not None)
            action.setText(bare if label is None else full.format(what=_for_menu(str(label))))

    def enable_contact(self, *, contact: bool, deal: bool) -> None:
        """Enable what needs a contact, and what needs a deal, in the panel."""
        for name in (
            *("edit_contact", "qualify", "plan", "write", "add_deal", "export_contact"),
            "delete_contact",
        ):
            self.by_name[name].setEnabled(contact)
        for name in ("record_sale", "stand_by", "lose"):
            self.by_name[name].setEnabled(deal)

    def enable_calls(self, *, shown: bool) -> None:
        """Enable the calls of those shown where a page shows somebody."""
        self.by_name["call_shown"].setEnabled(shown)

    def _fill_file(self, menu: QMenu) -> None:
        self._add(menu, "import_list", _("&Import a list…"), "Ctrl+I")
        export = self._make_menu(menu, "export", _("&Export"))
        self._add(export, "export_ics", _("Follow-ups for a calendar (ICS)…"))
        self._add(export, "export_table", _("Follow-ups as a table…"))
        self._add(export, "export_day", _("Sheet of the day (PDF)…"))
        self._add(export, "export_contacts", _("Contacts…"))
        self._add(export, "export_deals", _("Deals…"))
        export.addSeparator()
        self._add(export, "export_archive", _("Everything, as an archive (JSON)…"))
        self._add(menu, "import_archive", _("Bring in an archive…"))
        menu.addSeparator()
        self._add(menu, "backup", _("Make a &backup…"))
        self._add(menu, "restore", _("&Restore a backup…"))
        menu.addSeparator()
        self._add(menu, "load_demo", _("Load the demonstration"))
        self._add(menu, "remove_demo", _("Remove the demonstration"))
        menu.addSeparator()
        self._add(menu, "settings", _("&Settings"), "Ctrl+,")
        self._add(menu, "quit", _("&Quit"), "Ctrl+Q")

    def _fill_edit(self, menu: QMenu) -> None:
        self._add(menu, "undo", _("Undo"), "Ctrl+Z")
        self._add(menu, "redo", _("Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        menu.addSeparator()
        self._add(menu, "palette", _("&Search everywhere…"), "Ctrl+K")
        self._add(menu, "find", _("&Find a contact"), "Ctrl+F")

    def _fill_view(self, menu: QMenu) -> None:
        # The second of each is the same key of a French keyboard, whose digits need Shift.
        self._add(menu, "page_today", _("&Today"), "Ctrl+1", "Ctrl+&")
        self._add(menu, "page_board", _("&Pipeline"), "Ctrl+2", "Ctrl+É")
        self._add(menu, "page_contacts", _("&Contacts"), "Ctrl+3", 'Ctrl+"')
        self._add(menu, "page_lists", _("&Lists of leads"), "Ctrl+4", "Ctrl+'")
        self._add(menu, "page_dashboard", _("&Dashboard"), "Ctrl+5", "Ctrl+(")
        menu.addSeparator()
        self._add(menu, "next_pipeline", _("Ne&xt pipeline"), "Ctrl+PgDown")
        self._add(menu, "previous_pipeline", _("Pre&vious pipeline"), "Ctrl+PgUp")
        menu.addSeparator()
        self._add(menu, "toggle_panel", _("Show or hide the pa&nel"), "F9")
        self._add(menu, "next_area", _("&Go to the next area"), "F6")

    def _fill_contact(self, menu: QMenu) -> None:
        self._add(menu, "new_lead", _("&New lead…"), "Ctrl+N")
        menu.addSeparator()
        self._add(menu, "edit_contact", _("&Edit the contact…"), "Ctrl+E")
        self._add(menu, "qualify", _("&Qualify…"), "Ctrl+Shift+Q")
        self._add(menu, "plan", _("&Plan an action…"), "Ctrl+P")
        self._add(menu, "write", _("&Write…"), "Ctrl+M")
        self._add(menu, "add_deal", _("&Add a deal…"))
        menu.addSeparator()
        self._add(menu, "call_today", _("Call those due toda&y, one by one…"))
        self._add(menu, "call_shown", _("&Call who is shown, one by one…"))
        menu.addSeparator()
        self._add(menu, "record_sale", _("Record a &sale…"))
        self._add(menu, "stand_by", _("Put on s&tandby…"))
        self._add(menu, "lose", _("Mark as &lost…"))
        menu.addSeparator()
        self._add(menu, "export_contact", _("E&xport the contact…"))
        self._add(menu, "duplicates", _("Find d&uplicates…"))
        self._add(menu, "delete_contact", _("&Delete the contact…"))

    def _fill_help(self, menu: QMenu) -> None:
        self._add(menu, "shortcuts", _("&Keyboard shortcuts"), "F1")
        self._add(menu, "about", _("&About Pisteur"))

    @staticmethod
    def _make_menu(above: QMenu | QMenuBar, name: str, title: str) -> QMenu:
        menu = above.addMenu(title)
        menu.setObjectName(f"menu-{name}")
        return menu

    def _add(self, menu: QMenu, name: str, text: str, *keys: str) -> None:
        action = menu.addAction(text)
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - after the first paint

        action.setObjectName(f"action-{name}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(QtCore.Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(self._run)
        action.setData(name)
        self.by_name[name] = action

    def _run(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._handlers[cast("QAction", sender).data()]()


def _for_menu(what: str) -> str:
    from pisteur.domain.text import shorten  # noqa: PLC0415 - after the first paint

    # An ampersand in a name is no mnemonic.
    return shorten(what, LONGEST).replace("&", "&&")
