"""Flows of what is computed about contacts: the facts that it rests on, and who fits a filter."""

from __future__ import annotations

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.insights import ContactInsight, NoteStanding
from pisteur.i18n import _
from pisteur.ui.dialogs.standing import StandingDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work


class InsightFlows(FlowsBase):
    """Origin, segments, filters."""

    def note_standing(self, contact_id: int) -> None:
        """Note when a contact asked, who recommended them, whether they are a known figure."""
        self._runner.query(
            lambda s: (
                s.segments.contact(contact_id),
                s.contact_view.contact(contact_id).display_name,
            ),
            self._open_standing,
        )

    def _open_standing(self, found: tuple[ContactInsight, str]) -> None:
        insight, name = found

        def send(value: NoteStanding) -> Work:
            return lambda s: s.segments.note(value)

        today = self._context.clock.today()
        dialog = StandingDialog(self._runner, insight, name, today, self._window)
        text = _("{name} is saved.").format(name=name)
        Errand(self._context, dialog, send, lambda *_: text)

    def show_contacts(self, query: ContactQuery) -> None:
        """Show the page of contacts as `query` asks for it."""
        self._context.contacts_requested.emit(query)
