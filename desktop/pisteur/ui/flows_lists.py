"""Flows of the lists of leads: editing, deleting, a few names to the board."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from pisteur.domain.lead_lists import PORTION, LeadListInput, LeadListRow
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted
from pisteur.ui.dialogs.lead_list import LeadListDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work

if TYPE_CHECKING:
    from pisteur.services.workspace import Done


class ListFlows(FlowsBase):
    """Where batches of names came from."""

    def edit_list(self, row: LeadListRow) -> None:
        """Edit what is known of a list."""
        list_id = row.id

        def send(value: LeadListInput) -> Work:
            return lambda s: s.lead_lists.edit(list_id, value)

        dialog = LeadListDialog(row, self._context.clock.today(), self._window)
        text = _("{name} is saved.")
        Errand(self._context, dialog, send, lambda value, _done: text.format(name=value.name))

    def delete_list(self, row: LeadListRow) -> None:
        """Forget a list at once, with the offer to undo it; its contacts stay."""
        list_id, name = row.id, row.name
        self._runner.command(
            lambda s: _saying(name, s.lead_lists.delete(list_id)), self._list_deleted
        )

    def _list_deleted(self, name: str) -> None:
        text = _("List deleted: {name}. Its contacts are still there.").format(name=name)
        self._context.notify(text, offer_undo=True)

    def put_list_on_board(self, list_id: int) -> None:
        """Put the next names of a list on the board."""
        self._runner.command(
            lambda s: s.lead_lists.put_on_board(list_id, PORTION), self._put_on_board
        )

    def _put_on_board(self, count: int) -> None:
        text = ngettext(
            "{count} name is now on the board.", "{count} names are now on the board.", count
        )
        self._context.notify(counted(text, count), offer_undo=True)


def _saying(name: str, done: Done[None]) -> Done[str]:
    return cast("Done[str]", replace(cast("Done[Any]", done), value=name))
