"""Flows of the people of a deal, and of the history of a qualification."""

from __future__ import annotations

from pisteur.domain.deal_people import AddDealPerson
from pisteur.domain.qualification_history import QualificationPast
from pisteur.i18n import _
from pisteur.ui.dialogs.deal_person import DealPersonDialog
from pisteur.ui.dialogs.qualification_past import QualificationPastDialog
from pisteur.ui.dialogs.subject import Briefing, read_briefing
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work


class PeopleFlows(FlowsBase):
    """Who has a part in a deal; what was answered before."""

    def add_deal_person(self, opportunity_id: int) -> None:
        """Ask who has a part in a deal, and which."""
        self._runner.query(lambda s: read_briefing(s, (opportunity_id,)), self._open_deal_person)

    def _open_deal_person(self, briefing: Briefing) -> None:
        subject = briefing.subjects[0]
        deal_id = subject.opportunity_id or 0

        def send(value: AddDealPerson) -> Work:
            return lambda s: s.people.add(value)

        dialog = DealPersonDialog(self._runner, deal_id, subject.name, self._window)
        text = _("Added to “{name}”.").format(name=subject.name)
        Errand(self._context, dialog, send, lambda *_: text)

    def show_qualifications(self, contact_id: int) -> None:
        """Show the qualifications of a contact, with what changed from one to the next."""
        self._runner.query(lambda s: s.qualification.past(contact_id), self._open_qualifications)

    def _open_qualifications(self, past: QualificationPast) -> None:
        QualificationPastDialog(past, self._context.clock.today(), self._window).open()
