"""What is done with the contacts chosen in the table: with the current one, or with all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pisteur.domain.reach import blank_mail_link, phone_link
from pisteur.domain.words import Heat
from pisteur.presentation.contacts_model import ContactsModel
from pisteur.ui.context import UiContext
from pisteur.ui.pages.contacts.selection import SelectionKeeper
from pisteur.ui.pages.contacts.table import MERGED_AT_ONCE, ContactCommand, ContactsTable


class ContactDeeds(QObject):
    """Does what the table asks for.

    Signals:
        opened: the id of who is to be shown, as an int.
    """

    opened = Signal(object)

    def __init__(
        self,
        context: UiContext,
        model: ContactsModel,
        selection: SelectionKeeper,
        table: ContactsTable,
    ) -> None:
        super().__init__(table)
        self._context = context
        self._model = model
        self._selection = selection
        self._table = table
        self._heat = Heat.COLD

    def perform(self, command: ContactCommand) -> None:
        """Do something with those chosen; what is for one of them, with the current one."""
        flows = self._context.flows
        match command:
            case ContactCommand.DELETE:
                self._selection.with_ids(flows.delete_contacts)
            case ContactCommand.CALL_ALL:
                self._selection.with_ids(flows.call_contacts)
            case ContactCommand.MERGE:
                self._selection.with_ids(self._merge)
            case _:
                self._perform_on_one(command)

    def set_heat(self, heat: Heat) -> None:
        """Give those chosen another heat."""
        self._heat = heat
        self._selection.with_ids(self._send_heat)

    def _perform_on_one(self, command: ContactCommand) -> None:
        index = self._table.currentIndex()
        row = self._model.contact(index.row()) if index.isValid() else None
        if row is None:
            return
        flows = self._context.flows
        match command:
            case ContactCommand.OPEN:
                self.opened.emit(row.id)
            case ContactCommand.EDIT:
                flows.edit_contact(row.id)
            case ContactCommand.QUALIFY:
                flows.qualify(row.id, None)
            case ContactCommand.PLAN:
                flows.plan(row.id, None)
            case ContactCommand.ADD_DEAL:
                flows.add_deal(row.id)
            case ContactCommand.CALL if row.phone:
                flows.reach(row.id, phone_link(row.phone))
            case ContactCommand.WRITE if row.email:
                flows.reach(row.id, blank_mail_link(row.email))
            case _:
                pass

    def _merge(self, ids: tuple[int, ...]) -> None:
        if len(ids) == MERGED_AT_ONCE:
            self._context.flows.merge(*ids)

    def _send_heat(self, ids: tuple[int, ...]) -> None:
        heat = self._heat
        self._context.runner.command(lambda s: s.contacts.set_heat(ids, heat))
