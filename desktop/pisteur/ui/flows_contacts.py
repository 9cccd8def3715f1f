"""Flows of contacts: adding leads, editing, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pisteur.domain.commands import AddLead, EditContact
from pisteur.domain.profile import ContactFacts
from pisteur.domain.snapshots import ContactView
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted
from pisteur.ui.dialogs.add_lead import AddLeadDialog
from pisteur.ui.dialogs.contact import EditContactDialog
from pisteur.ui.dialogs.endings import (
    DeleteContactsDialog,
    delete_title,
    holds_more_than_a_card,
    what_goes_with,
    what_goes_with_all,
)
from pisteur.ui.flows_base import FlowsBase, returning
from pisteur.ui.flows_errand import Errand, Work

if TYPE_CHECKING:
    from pisteur.services.services import Services
    from pisteur.services.workspace import Done


class ContactFlows(FlowsBase):
    """Those whom the deals are with."""

    def add_lead(self, stage_id: int | None = None) -> None:
        """Ask for the one line that adds a lead."""
        dialog = AddLeadDialog(self._runner, stage_id, self._window)
        Errand(
            self._context,
            dialog,
            lambda value: lambda s: _add_lead(s, value),
            self._lead_added,
        )

    def _lead_added(self, _value: AddLead, added: tuple[int, int, str]) -> str:
        contact_id, deal_id, name = added
        self._context.show_contact(contact_id, deal_id)
        self._context.notify(_("Lead added: {name}").format(name=name), offer_undo=True)
        # Said in place of it, by a page that hides the card or the contact.
        self._context.lead_added.emit(deal_id, name, contact_id)
        return ""

    def edit_contact(self, contact_id: int) -> None:
        """Edit every field of a contact."""
        self._runner.query(
            lambda s: (s.contact_view.contact(contact_id), s.profile.facts(contact_id)),
            self._open_edit_contact,
        )

    def _open_edit_contact(self, found: tuple[ContactView, ContactFacts]) -> None:
        contact, facts = found

        def send(value: EditContact) -> Work:
            return lambda s: s.contacts.edit(value)

        dialog = EditContactDialog(self._runner, contact, facts, self._window)
        text = _("{name} is saved.").format(name=contact.display_name)
        Errand(self._context, dialog, send, lambda *_: text)

    def delete_contacts(self, contact_ids: tuple[int, ...]) -> None:
        """Delete contacts, after asking when it concerns more than one card's worth of data."""
        if not contact_ids:
            return
        first = contact_ids[0]
        self._runner.query(
            lambda s: (s.contact_view.contact(first), contact_ids), self._ask_deletion
        )

    def _ask_deletion(self, found: tuple[ContactView, tuple[int, ...]]) -> None:
        contact, ids = found
        if len(ids) == 1 and not holds_more_than_a_card(contact):
            self._runner.command(
                lambda s: returning(ids, s.contacts.delete(ids)), self._contacts_deleted
            )
            return
        dialog = DeleteContactsDialog(
            ids,
            what_goes_with(contact) if len(ids) == 1 else what_goes_with_all(),
            delete_title(ids, contact.display_name),
            self._window,
        )
        Errand(
            self._context,
            dialog,
            lambda value: lambda s: s.contacts.delete(value),
            lambda value, _result: _deleted_text(value),
        )

    def _contacts_deleted(self, ids: tuple[int, ...]) -> None:
        self._context.notify(_deleted_text(ids), offer_undo=True)


def _add_lead(services: Services, value: AddLead) -> Done[tuple[int, int, str]]:
    """Add a lead on the worker, and say what it is called: the line may be long."""
    added = services.contacts.add_lead(value)
    contact_id, deal_id = added.value
    name = services.contact_view.contact(contact_id).display_name
    return returning((contact_id, deal_id, name), added)


def _deleted_text(ids: tuple[int, ...]) -> str:
    text = ngettext("{count} contact deleted.", "{count} contacts deleted.", len(ids))
    return counted(text, len(ids))
