"""Flows of cadences and quotes: noting a quote, starting and stopping follow-ups in a row."""

from __future__ import annotations

from pisteur.domain.answering import Prospects
from pisteur.domain.cadence_commands import SendQuote, StartCadence
from pisteur.domain.oppositions import Channel
from pisteur.domain.snapshots import ContactView
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted
from pisteur.ui.dialogs.quote import QuoteDialog
from pisteur.ui.dialogs.start_cadence import StartCadenceDialog
from pisteur.ui.dialogs.subject import deal_name
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.flows_oppositions import BeforeApproach


class CadenceFlows(FlowsBase):
    """Follow-ups that are planned together."""

    def send_quote(self, opportunity_id: int) -> None:
        """Note that a quote went out, and plan what follows it."""
        self._runner.query(
            lambda s: (s.contact_view.contact_of(opportunity_id), opportunity_id),
            self._open_quote,
        )

    def _open_quote(self, found: tuple[ContactView, int]) -> None:
        contact, deal_id = found
        deal = next(own for own in contact.opportunities if own.id == deal_id)
        dialog = QuoteDialog(
            deal_name(contact, deal),
            contact.id,
            deal,
            self._context.clock.today(),
            self._runner,
            who=contact.display_name,
            objections=contact.oppositions,
            parent=self._window,
        )

        def send(value: SendQuote) -> Work:
            return lambda s: s.quotes.send(value)

        Errand(self._context, dialog, send, self._quote_noted)

    def _quote_noted(self, value: SendQuote, _result: object) -> str:
        self._context.quote_noted.emit(value.opportunity_id)
        return _quote_text(value)

    def start_cadence(self, contact_id: int, opportunity_id: int | None) -> None:
        """Choose a cadence and plan its steps, after asking if the contact objected to it."""
        BeforeApproach(
            self._context,
            self._window,
            contact_id,
            (Channel.PHONE, Channel.EMAIL),
            lambda: self._read_cadences(contact_id, opportunity_id),
        )

    def _read_cadences(self, contact_id: int, opportunity_id: int | None) -> None:
        self._runner.query(
            lambda s: (
                s.contact_view.contact(contact_id),
                opportunity_id,
                s.answering.prospects(contact_id),
            ),
            self._open_start,
        )

    def _open_start(self, found: tuple[ContactView, int | None, Prospects]) -> None:
        contact, deal_id, prospects = found
        deal = next((own for own in contact.opportunities if own.id == deal_id), None)
        dialog = StartCadenceDialog(
            deal_name(contact, deal),
            (contact.id, deal_id),
            self._context.clock.today(),
            self._runner,
            prospects,
            expires_on=deal.quote.expires_on if deal and deal.quote else None,
            parent=self._window,
        )

        def send(value: StartCadence) -> Work:
            return lambda s: s.cadences.start(value)

        Errand(self._context, dialog, send, lambda value, _run: _planned(value))

    def stop_cadence(self, run_id: int) -> None:
        """Cancel what is still to come of a cadence at work."""
        self._runner.command(lambda s: s.cadences.stop(run_id), self._cadence_stopped)

    def _cadence_stopped(self, _value: None) -> None:
        self._context.notify(_("The cadence is stopped."), offer_undo=True)


def _quote_text(value: SendQuote) -> str:
    if value.cadence is None:
        return _("The quote is noted.")
    return _("The quote is noted. {planned}").format(planned=_planned(value.cadence))


def _planned(value: StartCadence) -> str:
    count = len(value.steps or ())
    text = ngettext("{count} action planned.", "{count} actions planned.", count)
    return counted(text, count)
