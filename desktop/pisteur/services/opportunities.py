"""Deals: move between columns, qualify, win, lose, put aside, edit, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from pisteur.domain.board import StageView
from pisteur.domain.commands import (
    Consequence,
    DealInput,
    Evidence,
    Lose,
    MoveCards,
    StandBy,
    Win,
)
from pisteur.domain.deal_people import Refer
from pisteur.domain.errors import DomainError
from pisteur.domain.loss_reasons import is_said
from pisteur.domain.money import parse_amount
from pisteur.domain.offers import parse_budget
from pisteur.domain.qualification import QualificationInput
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.words import EventKind, OpportunityState, Verdict, Zone
from pisteur.i18n import _, ngettext
from pisteur.services.cards import Cards
from pisteur.services.deal_people import DealPeopleService
from pisteur.services.free_moves import FreeMoves
from pisteur.services.gates import GateClosedError, GateKeeper, Passage
from pisteur.services.qualification import QualificationService
from pisteur.services.reasons import ReasonsService
from pisteur.services.sale_writer import SaleWriter
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, OfferRow, Opportunity
from pisteur.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Moved:
    """Which cards moved, and which stayed because the verdict did not open the gate."""

    moved: tuple[int, ...]
    stayed: tuple[int, ...]
    verdict: Verdict | None = None


class OpportunitiesService:
    """Commands on deals."""

    def __init__(
        self,
        workspace: Workspace,
        qualification: QualificationService,
        sales: SaleWriter,
        gates: GateKeeper,
        cards: Cards,
        *,
        reasons: ReasonsService,
        people: DealPeopleService,
    ) -> None:
        self._reasons = reasons
        self._people = people
        self._workspace = workspace
        self._db = workspace.db
        self._clock = workspace.clock
        self._qualification = qualification
        self._sales = sales
        self._gates = gates
        self._cards = cards
        self._free = FreeMoves(workspace, cards)

    # Moving.

    def move(self, command: MoveCards) -> Done[Moved]:
        """Put cards in a column; all gates are asked before anything is written.

        A qualification whose verdict is not positive is recorded, and its card stays; when the
        verdict is negative, the card's consequence is carried out in the same step.

        Raises:
            GateClosedError: evidence is missing for some cards; nothing has changed.
            DomainError: `record.gone`, or what is wrong with the evidence.
        """
        label = ngettext("Move a card", "Move {count} cards", len(command.opportunity_ids))
        count = len(command.opportunity_ids)
        with self._db.step(label.format(count=count)) as step:
            free = self._free.move(command)
            if free is None:
                moved = self._move_records(step, command)
            else:
                moved = Moved(command.opportunity_ids, ())
                step.label = _move_label(free.stage, count, free.title, moved=True)
        return Done(moved, step.changes)

    def _move_records(self, step: Transaction, command: MoveCards) -> Moved:
        session = step.session
        stage = self._cards.stage(command.stage_id)
        cards = [required(session, Opportunity, i) for i in command.opportunity_ids]
        passing, staying, verdicts = self._pass_gates(session, cards, stage, command.evidence)
        self._cards.place(session, passing, stage, command.before_id)
        self._apply_consequences(
            session,
            [
                consequence
                for consequence in command.consequences
                if verdicts.get(consequence.opportunity_id) is Verdict.OUT
            ],
        )
        title = self._cards.title_of(cards[0]) if len(cards) == 1 else ""
        step.label = _move_label(stage, len(cards), title, moved=bool(passing))
        moved, stayed = (tuple(card.id for card in some) for some in (passing, staying))
        return Moved(moved, stayed, next(iter(verdicts.values()), None))

    def _pass_gates(
        self,
        session: Session,
        cards: Sequence[Opportunity],
        stage: StageView,
        evidence: Mapping[int, Evidence],
    ) -> tuple[list[Opportunity], list[Opportunity], dict[int, Verdict]]:
        """Split the cards into those that may enter and those that stay, with the verdicts."""
        target = stage.zone
        gates = {
            card.id: self._gates.gate_for(card, self._cards.zone_of(card), target) for card in cards
        }
        closed = {i: gate for i, gate in gates.items() if gate and i not in evidence}
        for gate in closed.values():
            raise GateClosedError(gate, tuple(closed))
        passing: list[Opportunity] = []
        staying: list[Opportunity] = []
        verdicts: dict[int, Verdict] = {}
        by_contact: dict[int, Passage] = {}
        for card in cards:
            needed = gates[card.id]
            if needed is None:
                passing.append(card)
                continue
            # A qualification is the contact's: recorded once for several of its cards.
            passage = by_contact.get(card.contact_id)
            if passage is None:
                passage = self._gates.present(session, card, needed, evidence[card.id])
            if passage.verdict is not None:
                by_contact[card.contact_id] = passage
                verdicts[card.id] = passage.verdict
            (passing if passage.open else staying).append(card)
        return passing, staying, verdicts

    # Evidence without a drag.

    def qualify(
        self,
        contact_id: int,
        opportunity_id: int | None,
        given: QualificationInput,
        consequence: Consequence | None = None,
    ) -> Done[Verdict]:
        """Record a qualification; a deal among the leads goes on when the verdict is positive.

        Args:
            consequence: what becomes of the deal when the verdict is negative, in the same step.

        Raises:
            DomainError: `record.gone`, `qualification.unknown_criterion`, or what is wrong with
                the consequence.
        """
        with self._db.step("") as step:
            session = step.session
            contact = required(session, Contact, contact_id)
            card = required(session, Opportunity, opportunity_id) if opportunity_id else None
            judgement = self._qualification.record(session, contact_id, card, given)
            if (
                card is not None
                and judgement.verdict is Verdict.PROSPECT
                and self._cards.zone_of(card) is Zone.LEADS
            ):
                session.flush()
                first = self._cards.first_stage(Zone.PROSPECTS, card)
                self._cards.place(session, [card], first, None)
            title = self._cards.title_of(card) if card else contact.display_name
            if consequence is not None and judgement.verdict is Verdict.OUT:
                self._apply_consequences(session, [consequence])
            step.label = _("Qualify “{title}”").format(title=title)
        return Done(judgement.verdict, step.changes)

    def _apply_consequences(self, session: Session, consequences: Sequence[Consequence]) -> None:
        session.flush()
        for consequence in consequences:
            if isinstance(consequence, Lose):
                self.apply_lose(session, consequence)
            elif isinstance(consequence, StandBy):
                self.apply_stand_by(session, consequence)
        self._people.apply_refer(session, [one for one in consequences if isinstance(one, Refer)])

    def win(self, command: Win) -> Done[None]:
        """Record the sale of a deal and take its card into CLIENTS.

        Raises:
            DomainError: `record.gone`, or what is wrong with the sale.
        """
        with self._db.step("") as step:
            title = self.apply_win(step.session, command)
            step.label = _("Record the sale “{title}”").format(title=title)
        return Done(None, step.changes)

    def apply_win(self, session: Session, command: Win) -> str:
        """Do `win` in an open step; returns the title of the card."""
        card = required(session, Opportunity, command.opportunity_id)
        self._sales.record(session, card.contact_id, card.id, command.sale)
        session.flush()
        if self._cards.zone_of(card) is not Zone.CUSTOMERS:
            self._cards.place(session, [card], self._cards.first_stage(Zone.CUSTOMERS, card), None)
        elif card.state != OpportunityState.WON:
            self._cards.close(session, card, OpportunityState.WON)
            session.add(card)
        return self._cards.title_of(card)

    def lose(self, command: Lose) -> Done[None]:
        """Close a deal as lost, with its reason; its open actions are cancelled.

        Raises:
            DomainError: `record.gone`, `deal.won`, `lost.reason_unknown` beside `reason`,
                `lost.note_missing` beside `note`, `lost.wakes_in_past` beside `wake_on`.
        """
        with self._db.step("") as step:
            title = self.apply_lose(step.session, command)
            step.label = _("Mark “{title}” as lost").format(title=title)
        return Done(None, step.changes)

    def apply_lose(self, session: Session, command: Lose) -> str:
        """Do `lose` in an open step; returns the title of the card."""
        reason = self._reasons.loss_reason(str(command.reason))
        if not is_said(reason, command.note):
            raise DomainError("lost.note_missing", field="note")
        if command.wake_on is not None and command.wake_on <= self._clock.today():
            raise DomainError("lost.wakes_in_past", field="wake_on")
        card = required(session, Opportunity, command.opportunity_id)
        self._cards.refuse_won(card)
        self._cards.close(session, card, OpportunityState.LOST)
        card.lost_reason, card.lost_note = reason.key, clean_block(command.note)
        card.wake_on = command.wake_on
        session.add(card)
        # The name of today: it may be another, or gone, when the history is read.
        self._workspace.log(EventKind.LOST, card.contact_id, card.id, reason=reason.name)
        return self._cards.title_of(card)

    def stand_by(self, command: StandBy) -> Done[None]:
        """Put a deal aside until a date; its open actions are cancelled.

        Raises:
            DomainError: `record.gone`, `deal.won`, `standby.not_in_future` beside `until`.
        """
        with self._db.step("") as step:
            title = self.apply_stand_by(step.session, command)
            step.label = _("Put “{title}” on standby").format(title=title)
        return Done(None, step.changes)

    def apply_stand_by(self, session: Session, command: StandBy) -> str:
        """Do `stand_by` in an open step; returns the title of the card."""
        if command.until <= self._clock.today():
            raise DomainError("standby.not_in_future", field="until")
        card = required(session, Opportunity, command.opportunity_id)
        self._cards.refuse_won(card)
        self._cards.put_aside(session, card, command.until)
        session.add(card)
        self._workspace.log(
            EventKind.STANDBY,
            card.contact_id,
            card.id,
            until=command.until.isoformat(),
        )
        return self._cards.title_of(card)

    def reopen(self, opportunity_id: int) -> Done[None]:
        """Take a lost deal or one on standby up again.

        Raises:
            DomainError: `record.gone`, `deal.won`.
        """
        with self._db.step("") as step:
            card = required(step.session, Opportunity, opportunity_id)
            self._cards.refuse_won(card)
            self._cards.reopen(step.session, card)
            title = self._cards.title_of(card)
            step.label = _("Reopen “{title}”").format(title=title)
        return Done(None, step.changes)

    def leave_lost(self, opportunity_id: int) -> Done[None]:
        """Bring a lost deal back to Today no more.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            card = required(step.session, Opportunity, opportunity_id)
            card.wake_on = None
            step.session.add(card)
            step.label = _("Leave “{title}” lost").format(title=self._cards.title_of(card))
        return Done(None, step.changes)

    # Editing.

    def add(self, contact_id: int, given: DealInput) -> Done[int]:
        """Add a deal to a contact, in the first column of the zone its status allows.

        Returns:
            The id of the new deal.

        Raises:
            DomainError: `record.gone`, `amount.*` beside `amount` or `budget`.
        """
        with self._db.step("") as step:
            session = step.session
            contact = required(session, Contact, contact_id)
            zone = Zone.PROSPECTS if contact.qualified else Zone.LEADS
            card = self._cards.create(session, contact, self._cards.first_stage(zone))
            self._fill(session, card, given)
            step.label = _("Add the deal “{title}”").format(title=self._cards.title_of(card))
        return Done(card.id, step.changes)

    def edit(self, opportunity_id: int, given: DealInput) -> Done[None]:
        """Change what is known of a deal.

        Raises:
            DomainError: `record.gone`, `amount.*` beside `amount` or `budget`.
        """
        with self._db.step("") as step:
            card = required(step.session, Opportunity, opportunity_id)
            self._fill(step.session, card, given)
            title = self._cards.title_of(card)
            step.label = _("Edit “{title}”").format(title=title)
        return Done(None, step.changes)

    def _fill(self, session: Session, card: Opportunity, given: DealInput) -> None:
        card.title, card.amount_cents = clean_line(given.title), parse_amount(given.amount)
        card.budget_least_cents, card.budget_most_cents = parse_budget(given.budget)
        if given.offer_id is not None:
            required(session, OfferRow, given.offer_id)
        card.offer_id, card.expected_on = given.offer_id, given.expected_on
        card.came_for = given.came_for
        card.updated_at = self._clock.now()
        session.add(card)

    def delete(self, opportunity_ids: Sequence[int]) -> Done[None]:
        """Delete deals; their contacts stay.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            cards = [required(step.session, Opportunity, i) for i in opportunity_ids]
            title = self._cards.title_of(cards[0])
            for card in cards:
                step.session.delete(card)
            text = ngettext("Delete the deal “{title}”", "Delete {count} deals", len(cards))
            step.label = text.format(title=title, count=len(cards))
        return Done(None, step.changes)


def _move_label(stage: StageView, count: int, title: str, *, moved: bool) -> str:
    """Return the words of the Edit menu; `title` is that of a card that goes alone."""
    if count > 1:
        text = ngettext("Move {count} card to “{stage}”", "Move {count} cards to “{stage}”", count)
        return text.format(count=count, stage=stage.name)
    if not moved:
        return _("Qualify “{title}”").format(title=title)
    return _("Move “{title}” to “{stage}”").format(title=title, stage=stage.name)
