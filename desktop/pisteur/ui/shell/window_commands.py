"""What the menus of the window do: each command is handed to a page, a flow or the services.

Made after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from pisteur.domain.exports import ExportFormat
from pisteur.i18n import _
from pisteur.ui.context import Flows, UiContext
from pisteur.ui.shell.about import show_about, show_shortcuts
from pisteur.ui.widgets.fields import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from pisteur.presentation.board_state import BoardState
    from pisteur.ui.pages.contacts.page import ContactsPage
    from pisteur.ui.pages.today.page import TodayPage
    from pisteur.ui.palette.palette import Palette
    from pisteur.ui.shell.actions import Handlers
    from pisteur.ui.shell.upkeep import UpkeepActions
    from pisteur.ui.shell.window import MainWindow
    from pisteur.ui.transfer.actions import TransferActions
    from pisteur.ui.transfer.seen import CardKey, Seen


class WindowCommands(QObject):
    """The commands of one window."""

    def __init__(self, context: UiContext, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._transfer_actions: TransferActions | None = None
        self._upkeep_actions: UpkeepActions | None = None
        self._palette: Palette | None = None

    def handlers(self) -> Handlers:
        """Return what each menu command calls, by the command's name."""
        return {
            **self._of_file_and_edit(),
            **self._of_view(),
            **self._of_contact(),
            "shortcuts": lambda: show_shortcuts(self._window, self._window.actions_by_name),
            "about": lambda: show_about(self._window),
        }

    def _of_file_and_edit(self) -> Handlers:
        return {
            "import_list": self.import_list,
            "export_ics": lambda: self.export_follow_ups("ics"),
            "export_table": lambda: self.export_follow_ups("xlsx"),
            "export_day": lambda: self.export_follow_ups("pdf"),
            "export_contacts": self.export_contacts,
            "export_deals": lambda: self._with_seen(self._transfer().exports.deals),
            "export_archive": self._export_archive,
            "import_archive": lambda: self._transfer().import_archive(),
            "backup": lambda: self._upkeep().backup(),
            "restore": lambda: self._upkeep().restore(),
            "load_demo": self.load_demo,
            "remove_demo": self._remove_demo,
            "settings": lambda: self._window.show_page("settings"),
            "quit": self._quit,
            "undo": self.undo,
            "redo": self._redo,
            "palette": self._open_palette,
            "find": self._find,
        }

    def _of_view(self) -> Handlers:
        show_page = self._window.show_page
        return {
            "page_today": lambda: show_page("today"),
            "page_board": lambda: show_page("board"),
            "page_contacts": lambda: show_page("contacts"),
            "page_lists": lambda: show_page("lists"),
            "page_dashboard": lambda: show_page("dashboard"),
            "next_pipeline": lambda: self._change_pipeline(1),
            "previous_pipeline": lambda: self._change_pipeline(-1),
            "toggle_panel": self._window.panel.toggle,
            "next_area": self._window.next_area,
        }

    def _of_contact(self) -> Handlers:
        return {
            "new_lead": self._new_lead,
            "edit_contact": lambda: self._on_contact(lambda c, _o: self._flows.edit_contact(c)),
            "qualify": lambda: self._on_contact(self._flows.qualify),
            "plan": lambda: self._on_contact(self._flows.plan),
            "write": lambda: self._on_contact(self._flows.write),
            "add_deal": lambda: self._on_contact(lambda c, _o: self._flows.add_deal(c)),
            "call_today": self._call_today,
            "call_shown": self._call_shown,
            "record_sale": lambda: self._on_deal(self._flows.record_sale),
            "stand_by": lambda: self._on_deal(self._flows.stand_by),
            "lose": lambda: self._on_deal(self._flows.lose),
            "export_contact": lambda: self._on_contact(
                lambda c, _o: self._transfer().exports.contact(c)
            ),
            "duplicates": self.show_duplicates,
            "delete_contact": lambda: self._on_contact(
                lambda c, _o: self._flows.delete_contacts((c,))
            ),
        }

    def _quit(self) -> None:
        self._window.close()

    def _new_lead(self) -> None:
        self._flows.add_lead()

    # The contact or deal that is shown.

    @property
    def _flows(self) -> Flows:
        # Set after the window is made: flows open their dialogs over it.
        return self._context.flows

    def _on_contact(self, do: Callable[[int, int | None], None]) -> None:
        shown = self._window.panel.shown
        if shown is not None:
            do(*shown)

    def _on_deal(self, do: Callable[[int], None]) -> None:
        shown = self._window.panel.shown
        if shown is not None and shown[1] is not None:
            do(shown[1])

    # Calls.

    def allow_calls(self) -> None:
        """Offer the calls of those shown where the page shows somebody."""
        page = self._contacts_page()
        self._window.actions_by_name.enable_calls(shown=page is not None and page.shows_somebody)

    def _call_today(self) -> None:
        self._flows.call_today()

    def _call_shown(self) -> None:
        page = self._contacts_page()
        if page is not None:
            page.call_shown()

    def _contacts_page(self) -> ContactsPage | None:
        """Return the page of the contacts while one looks at it."""
        if self._window.current_page != "contacts":
            return None
        return cast("ContactsPage", self._window.page("contacts"))

    # Undo.

    def undo(self) -> None:
        """Take back the last step, and say which."""
        self._context.runner.command(lambda s: s.undo(), self._undone)

    def _redo(self) -> None:
        self._context.runner.command(lambda s: s.redo(), self._redone)

    def explain(self, event: QKeyEvent) -> bool:
        """Say why a key does nothing, if it is that of Undo or Redo; True when it was said."""
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - when first needed

        keys, actions = QKeySequence(event.keyCombination()), self._window.actions_by_name.by_name
        if not event.modifiers() or not actions:
            return False
        if keys in actions["undo"].shortcuts():
            text = _("Nothing to undo: Pisteur takes back what was done since it was opened.")
        elif keys in actions["redo"].shortcuts():
            text = _("Nothing to redo.")
        else:
            return False
        self._context.notify(text)
        return True

    def _undone(self, label: str | None) -> None:
        if label is not None:
            self._context.notify(_("Undone: {what}").format(what=label))

    def _redone(self, label: str | None) -> None:
        if label is not None:
            self._context.notify(_("Redone: {what}").format(what=label))

    # Pages.

    def show_duplicates(self) -> None:
        """Open the page of duplicates."""
        self._window.show_page("duplicates")

    def count_duplicates(self, count: object) -> None:
        """Say in the menu how many pairs wait."""
        text = _("D&uplicates ({count})…") if count else _("Find d&uplicates…")
        action = self._window.actions_by_name.by_name["duplicates"]
        action.setText(text.format(count=count))

    def _change_pipeline(self, by: int) -> None:
        self._window.show_page("board")
        if not self._window.board.make_editable().choose_neighbour(by):
            self._context.notify(_("There is only one pipeline. Add another in the settings."))

    def _open_palette(self) -> None:
        if self._palette is None:
            from pisteur.ui.palette.palette import Palette  # noqa: PLC0415 - not needed before

            self._palette = Palette(self._context, self._window)
            self._palette.opened.connect(self.open_found)
        self._palette.show_over(self._window.panel.recent)

    def open_found(self, contact_id: object, deal_id: object, interaction_id: object) -> None:
        """Open who was found in the panel, and mark their card on the board."""
        self._window.panel.open(contact_id, deal_id, interaction_id)
        if self._window.board.isVisible():
            self._window.board.follow_panel()

    def _find(self) -> None:
        self._window.show_page("contacts")
        field = self._window.page("contacts").findChild(SearchField)
        if field is not None:
            field.setFocus()
            field.selectAll()

    # Files.

    def import_list(self) -> None:
        """Open the import of a list."""
        self._transfer().import_list()

    def import_file(self, path: Path) -> None:
        """Open the import of the list at `path`."""
        self._transfer().import_list(path)

    @staticmethod
    def list_in(event: QDragEnterEvent | QDropEvent) -> Path | None:
        """Return the one file that is dragged onto the window, or None."""
        from pisteur.ui.transfer.file_page import dropped_file  # noqa: PLC0415 - as above

        return dropped_file(event)

    def export_follow_ups(self, file_format: object) -> None:
        """Write the follow-ups out: those of today as a sheet, else what the page shows, or all."""
        from pisteur.ui.transfer.export_words import Period  # noqa: PLC0415 - when first needed

        chosen = ExportFormat(str(file_format))
        period, selected = Period.EVERYTHING, None
        if self._window.current_page == "today":
            # What that page shows.
            period = Period.THIS_WEEK
            selected = cast("TodayPage", self._window.page("today")).selected_action
        if chosen is ExportFormat.PDF:
            period = Period.TODAY
        self._transfer().exports.follow_ups(chosen, period, selected)

    def export_contacts(self) -> None:
        """Write the contacts out: those selected, those that the page shows, or all."""
        self._with_seen(self._transfer().exports.contacts)

    def _export_archive(self) -> None:
        self._transfer().exports.archive()

    def _with_seen(self, work: Callable[[Seen], None]) -> None:
        """Call `work` with what the page that one looks at shows, and what is selected there."""
        from pisteur.ui.transfer.seen import Seen  # noqa: PLC0415 - as above

        match self._window.current_page:
            case "contacts":
                page = cast("ContactsPage", self._window.page("contacts"))
                query = page.query
                page.with_selected(lambda ids: work(Seen(query, ids)))
            case "board":
                work(self._seen_on_board())
            case _:
                work(Seen())

    def _seen_on_board(self) -> Seen:
        from pisteur.presentation.board_state import BoardFilter  # noqa: PLC0415 - as above
        from pisteur.ui.transfer.seen import Seen  # noqa: PLC0415 - as above

        board = self._window.board
        state = board.state
        shown = _cards(state, (i for stage in state.stages for i in state.ids(stage.id)))
        return Seen(
            # Until all cards are read, nobody knows which are shown.
            board=shown if state.whole else None,
            filtered=state.filter != BoardFilter(),
            cards=_cards(state, board.columns.selected_ids()),
        )

    def _transfer(self) -> TransferActions:
        if self._transfer_actions is None:
            from pisteur.ui.transfer.actions import TransferActions  # noqa: PLC0415 - as above

            self._transfer_actions = TransferActions(self._context, self._window)
        return self._transfer_actions

    def _upkeep(self) -> UpkeepActions:
        if self._upkeep_actions is None:
            from pisteur.ui.shell.upkeep import UpkeepActions  # noqa: PLC0415 - as above

            self._upkeep_actions = UpkeepActions(self._context, self._window, self._restore)
        return self._upkeep_actions

    def _restore(self, backup: Path) -> None:
        from pisteur.ui.shell.window import Restart  # noqa: PLC0415 - it imports this module

        self._window.open_again(Restart(backup))

    # The demonstration.

    def load_demo(self) -> None:
        """Add the demonstration to the data."""
        self._context.runner.command(lambda s: s.demo.load(), self._demo_loaded)

    def _demo_loaded(self, count: int) -> None:
        text = _("The demonstration is loaded. Remove it from the File menu when you like.")
        self._context.notify(text, offer_undo=True)

    def _remove_demo(self) -> None:
        self._context.runner.command(lambda s: s.demo.remove(), self._demo_removed)

    def _demo_removed(self, count: int) -> None:
        text = (
            _("The demonstration is gone.") if count else _("There is no demonstration to remove.")
        )
        self._context.notify(text, offer_undo=bool(count))


def _cards(state: BoardState, ids: Iterable[int]) -> tuple[CardKey, ...]:
    from pisteur.ui.transfer.seen import CardKey  # noqa: PLC0415 - not needed before

    found = (state.card(card_id) for card_id in ids)
    return tuple(CardKey(card.id, card.contact_id) for card in found if card is not None)
