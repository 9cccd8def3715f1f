"""Moving cards: the way through a closed gate and back, with everything said at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pisteur.domain.commands import (
    Consequence,
    Evidence,
    Forced,
    Lose,
    MoveCards,
    SaleInput,
)
from pisteur.domain.deal_people import Refer
from pisteur.domain.errors import PisteurError
from pisteur.domain.words import Gate, Verdict
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted, long_date
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.at_gate import GateDialog
from pisteur.ui.dialogs.qualification import QualificationDialog, Qualified
from pisteur.ui.dialogs.sale import SaleDialog
from pisteur.ui.dialogs.subject import Briefing, Subject, read_briefing
from pisteur.ui.flows_sales import sold_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pisteur.services.opportunities import Moved

Given = Qualified | SaleInput | Forced
GATE_CODES = {"gate.qualification": Gate.QUALIFICATION, "gate.sale": Gate.SALE}


class Crossing(QObject):
    """Moves cards; a closed gate opens its dialog for each card in turn.

    The cards whose dialogs are cancelled, one by one or all that wait at once, are left out of
    the command that is sent again, so that all the others, with their evidence, are one step. The
    last dialog stays open until that step is on disk. A contact with several cards is qualified
    once.
    """

    def __init__(
        self,
        context: UiContext,
        window: QWidget,
        command: MoveCards,
        ended: Callable[[MoveCards], None] | None = None,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._command = command
        self._ended = ended
        self._gate = Gate.QUALIFICATION
        self._briefing = Briefing((), (), ())
        self._waiting: list[Subject] = []
        self._asked = 0
        self._given: dict[int | None, Given] = {}
        self._left_out: set[int | None] = set()
        self._dialog: GateDialog | None = None

    def start(self) -> None:
        """Send the command."""
        command = self._command
        self._context.runner.command(
            lambda s: s.opportunities.move(command), self._moved_freely, self._stopped
        )

    def _moved_freely(self, _moved: Moved) -> None:
        self._end()

    def _stopped(self, error: PisteurError) -> None:
        gate = GATE_CODES.get(error.code)
        ids = getattr(error, "opportunity_ids", None)
        if gate is None or not ids:
            self._give_up(error)
            return
        self._gate = gate
        self._context.runner.query(
            lambda s: read_briefing(s, tuple(ids)), self._ask_all, self._give_up
        )

    def _give_up(self, error: PisteurError) -> None:
        self._context.show_error(error)
        self._end()

    def _end(self) -> None:
        if self._ended is not None:
            self._ended(self._command)
        self.deleteLater()

    # One dialog after the other.

    def _ask_all(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._waiting = list(briefing.subjects)
        self._ask_next()

    def _ask_next(self) -> None:
        if not self._waiting:
            self._send()
            return
        self._asked += 1
        subject = self._waiting[0]
        place = (self._asked, self._asked + len(self._waiting) - 1)
        self._dialog = dialog = self._make_dialog(subject, place)
        dialog.submitted.connect(self._take)
        dialog.rejected.connect(self._leave_out)
        dialog.open()

    def _make_dialog(self, subject: Subject, place: tuple[int, int]) -> GateDialog:
        today = self._context.clock.today()
        waiting = tuple(one.name_and_owner for one in self._waiting[1:])
        if self._gate is Gate.SALE:
            return SaleDialog(
                subject,
                today,
                self._briefing.after_sale_to(subject),
                as_gate=True,
                place=place,
                waiting=waiting,
                parent=self._window,
            )
        return QualificationDialog(
            self._briefing.criteria,
            subject,
            today,
            goes_to=self._briefing.stage_name(self._command.stage_id),
            as_gate=True,
            place=place,
            waiting=waiting,
            selling=self._briefing.selling,
            runner=self._context.runner,
            parent=self._window,
        )

    def _take(self, value: object) -> None:
        self._keep(self._waiting[0], cast("Given", value))
        others = [one for one in self._waiting if one.opportunity_id not in self._given]
        if others and self._dialog is not None:
            self._waiting = others
            self._dialog.finish()
            self._ask_next()
        else:
            # The last one stays open until everything is on disk.
            self._send()

    def _keep(self, subject: Subject, given: Given) -> None:
        """Keep what was given for a card; a qualification is for all cards of the contact."""
        self._given[subject.opportunity_id] = given
        if not isinstance(given, Qualified):
            return
        for other in self._waiting:
            if other.contact_id == subject.contact_id and other.opportunity_id is not None:
                own = _for_card(given.consequence, other.opportunity_id)
                self._given[other.opportunity_id] = replace(given, consequence=own)

    def _leave_out(self) -> None:
        """Leave the card where it is, or all that wait."""
        everyone = self._dialog is not None and self._dialog.leaves_all
        left, others = self._waiting[:1], self._waiting[1:]
        if everyone:
            left, others = self._waiting, []
        self._left_out.update(one.opportunity_id for one in left)
        for one in self._waiting:
            self._given.pop(one.opportunity_id, None)
        self._waiting = others
        self._dialog = None
        self._ask_next()
        if everyone and len(self._left_out) == len(self._command.opportunity_ids):
            self._context.notify(_stayed_text(len(self._left_out)))

    # Everything at once.

    def _send(self) -> None:
        ids = tuple(i for i in self._command.opportunity_ids if i not in self._left_out)
        if not ids:
            self._end()
            return
        evidence: dict[int, Evidence] = {}
        consequences: list[Consequence] = []
        for card in ids:
            given = self._given.get(card)
            if isinstance(given, Qualified):
                evidence[card] = given.given
                if given.consequence is not None:
                    consequences.append(given.consequence)
            elif given is not None:
                evidence[card] = given
        command = replace(
            self._command,
            opportunity_ids=ids,
            evidence=evidence,
            consequences=tuple(consequences),
        )
        self._context.runner.command(
            lambda s: s.opportunities.move(command), self._done, self._failed
        )

    def _done(self, moved: Moved) -> None:
        if self._dialog is not None:
            self._dialog.rejected.disconnect(self._leave_out)
            self._dialog.finish()
        said = [self._words(moved)]
        if self._left_out:
            said.append(_stayed_text(len(self._left_out)))
        self._context.notify(" ".join(said), offer_undo=True)
        walks = (one for one in self._given.values() if isinstance(one, Qualified))
        handed = [one.consequence for one in walks if isinstance(one.consequence, Refer)]
        if not handed:
            self._end()
            return
        deal_id = handed[0].opportunity_id
        self._context.runner.query(
            lambda s: (s.contact_view.contact_of(deal_id).id, deal_id), self._show, self._give_up
        )

    def _show(self, ids: tuple[int, int]) -> None:
        """Show a deal that was handed over, with the one who has it now."""
        self._context.show_contact(*ids)
        self._end()

    def _failed(self, error: PisteurError) -> None:
        if self._dialog is None:
            self._give_up(error)
        elif not self._dialog.take_error(error):
            self._context.show_error(error)

    def _words(self, moved: Moved) -> str:
        cards = (*moved.moved, *moved.stayed)
        if len(cards) == 1 and cards[0] in self._given:
            subject = next(one for one in self._briefing.subjects if one.opportunity_id == cards[0])
            today = self._context.clock.today()
            return crossing_words(subject, self._given[cards[0]], today)
        if not moved.stayed:
            count = len(moved.moved)
            return ngettext("{count} card moved.", "{count} cards moved.", count).format(
                count=count
            )
        return _("Cards moved: {moved}. Cards that stay where they are: {stayed}.").format(
            moved=len(moved.moved), stayed=len(moved.stayed)
        )


def crossing_words(subject: Subject, given: Given, today: date) -> str:
    """Say what became of a card."""
    if isinstance(given, Forced):
        return _("{name} was moved anyway. The card shows why.").format(name=subject.name)
    if isinstance(given, SaleInput):
        return sold_words(subject, given.accepted_on)
    return qualified_words(subject, given, today)


def qualified_words(subject: Subject, given: Qualified, today: date) -> str:
    """Say what followed from a qualification: to the contact, or to the deal alone."""
    consequence = given.consequence
    if given.verdict is Verdict.PROSPECT:
        return _("{name} is now a prospect.").format(name=subject.contact_name)
    if isinstance(consequence, Lose):
        return _("{name} is marked as lost.").format(name=subject.name)
    if isinstance(consequence, Refer):
        return _("{name} goes on with the person who decides. Reaching them is planned.").format(
            name=subject.name
        )
    if consequence is not None:
        return _("{name} is on standby until {day}.").format(
            name=subject.name, day=long_date(consequence.until, today)
        )
    if given.new_actions:
        return ngettext(
            "{name} stays a lead: {count} action was planned to find out.",
            "{name} stays a lead: {count} actions were planned to find out.",
            given.new_actions,
        ).format(name=subject.contact_name, count=given.new_actions)
    return _("{name} stays a lead.").format(name=subject.contact_name)


def _stayed_text(count: int) -> str:
    text = ngettext(
        "{count} card stays where it was.", "{count} cards stay where they were.", count
    )
    return counted(text, count)


def _for_card(consequence: Consequence | None, opportunity_id: int) -> Consequence | None:
    """Return the same consequence for another card."""
    if consequence is None:
        return None
    return replace(consequence, opportunity_id=opportunity_id)
