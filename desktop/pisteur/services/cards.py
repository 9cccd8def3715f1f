"""What happens to a card inside an open step: its place, its column, its state.

The services that own the steps call this; nothing here commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from pisteur.domain.board import StageView
from pisteur.domain.cadences import CadenceEvent
from pisteur.domain.errors import DomainError
from pisteur.domain.ranks import rank_between, ranks_between
from pisteur.domain.text import fold
from pisteur.domain.words import EventKind, OpportunityState, Zone
from pisteur.services.board import read_pipelines, read_stages, shown_pipeline
from pisteur.services.cadence_runs import apply_event
from pisteur.services.gates import GateKeeper
from pisteur.services.workspace import Workspace
from pisteur.storage.columns import instant_to_text
from pisteur.storage.stays import note_stay
from pisteur.storage.tables import Contact, FollowUp, Opportunity, Stage


class Cards:
    """Operations on cards, inside the caller's step."""

    def __init__(self, workspace: Workspace, gates: GateKeeper) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._clock = workspace.clock
        self._gates = gates

    # Columns and titles are read in plain SQL: as records they were most of the cost of a move.

    def title_of(self, card: Opportunity) -> str:
        """Return what a card is called on screen."""
        if card.title:
            return card.title
        found = self._db.rows(
            "SELECT CASE WHEN company <> '' THEN company ELSE display_name END"
            " FROM contacts WHERE id = ?",
            (card.contact_id,),
        )
        return str(found[0][0])

    def stage(self, stage_id: int) -> StageView:
        """Return a column.

        Raises:
            DomainError: `record.gone`.
        """
        for stage in read_stages(self._db.raw):
            if stage.id == stage_id:
                return stage
        raise DomainError("record.gone")

    def zone_of(self, card: Opportunity) -> Zone:
        """Return the zone that a card is in."""
        return self.stage(card.stage_id).zone

    def first_stage(
        self, zone: Zone, card: Opportunity | None = None, *, pipeline_id: int | None = None
    ) -> StageView:
        """Return the first column of a zone: of the card's pipeline, else of the one shown.

        Raises:
            DomainError: `stage.none_in_zone`.
        """
        if pipeline_id is None:
            raw = self._db.raw
            pipeline_id = self.stage(card.stage_id).pipeline_id if card else shown_pipeline(raw)
        for stage in read_stages(self._db.raw, pipeline_id):
            if stage.zone is zone:
                return stage
        raise DomainError("stage.none_in_zone", zone=zone.value)

    def counterpart(self, stage: StageView | Stage, pipeline_id: int) -> StageView:
        """Return the column of the same zone and name in another pipeline, else the zone's first.

        Raises:
            DomainError: `stage.none_in_zone`.
        """
        zone, name = Zone(stage.zone), fold(stage.name)
        for other in read_stages(self._db.raw, pipeline_id):
            if other.zone is zone and fold(other.name) == name:
                return other
        return self.first_stage(zone, pipeline_id=pipeline_id)

    def create(
        self,
        session: Session,
        contact: Contact,
        stage: StageView | Stage | None,
        title: str = "",
        amount_cents: int | None = None,
    ) -> Opportunity:
        """Create a deal in an open step, on top of its column (the first of LEADS if None)."""
        now = self._clock.now()
        stage = stage or self.first_stage(Zone.LEADS)
        first = self._db.rows("SELECT min(rank) FROM opportunities WHERE stage_id = ?", (stage.id,))
        card = Opportunity(
            contact_id=contact.id,
            stage_id=stage.id,
            title=title,
            rank=rank_between(None, first[0][0]),
            amount_cents=amount_cents,
            stage_entered_at=now,
            created_at=now,
            updated_at=now,
        )
        session.add(card)
        session.flush()
        note_stay(self._db.raw, card.id, card.stage_id, instant_to_text(now))
        return card

    def place(
        self,
        session: Session,
        cards: Sequence[Opportunity],
        stage: StageView,
        before_id: int | None,
    ) -> None:
        """Give the cards their column and ranks, in the order given."""
        now = self._clock.now()
        ranks = self.ranks(stage, before_id, [card.id for card in cards])
        for card, rank in zip(cards, ranks, strict=True):
            left = self.stage(card.stage_id)
            card.rank, card.updated_at = rank, now
            if card.stage_id != stage.id:
                card.stage_id, card.stage_entered_at = stage.id, now
                self.note_move(card.id, card.contact_id, left, stage, now)
            self._settle_state(session, card, left.zone, stage.zone)
            session.add(card)

    def note_move(
        self, card_id: int, contact_id: int, left: StageView, stage: StageView, now: datetime
    ) -> None:
        """Note among the stays and in the history that a card goes into another column."""
        note_stay(self._db.raw, card_id, stage.id, instant_to_text(now))
        target = self._name_seen_from(left, stage)
        self._workspace.log(EventKind.MOVED, contact_id, card_id, source=left.name, target=target)

    def return_unqualified(self, session: Session, card: Opportunity) -> None:
        """Put a card of PROSPECTS back among the leads if its contact is not qualified.

        What was forced stays: its reason is shown. What is pending must be flushed.
        """
        if self.zone_of(card) is not Zone.PROSPECTS or card.forced_reason:
            return
        if self._gates.gate_for(card, Zone.LEADS, Zone.PROSPECTS) is not None:
            self.place(session, [card], self.first_stage(Zone.LEADS, card), None)

    def _name_seen_from(self, left: StageView, stage: StageView) -> str:
        """Return the name of a column, with its pipeline when that is another."""
        if left.pipeline_id == stage.pipeline_id:
            return stage.name
        names = dict(read_pipelines(self._db.raw))
        return f"{names[stage.pipeline_id]} · {stage.name}"

    def ranks(
        self, stage: StageView, before_id: int | None, moving: Sequence[int | None]
    ) -> list[str]:
        """Return ranks before a card of the column, or at its end."""
        marks = ", ".join("?" * len(moving))
        others = f"FROM opportunities WHERE stage_id = ? AND id NOT IN ({marks})"
        values = [stage.id, *moving]
        after = None
        if before_id is not None and before_id not in moving:
            found = self._db.rows(f"SELECT rank {others} AND id = ?", [*values, before_id])
            after = found[0][0] if found else None
        bound = "" if after is None else " AND rank < ?"
        found = self._db.rows(
            f"SELECT max(rank) {others}{bound}", values if after is None else [*values, after]
        )
        return ranks_between(found[0][0], after, len(moving))

    def _settle_state(
        self, session: Session, card: Opportunity, source: Zone, target: Zone
    ) -> None:
        """Make the state follow the zone: won with a sale in CLIENTS, running elsewhere."""
        if target is Zone.CUSTOMERS and card.state != OpportunityState.WON:
            session.flush()
            if self._gates.has_sale(card):
                self.close(session, card, OpportunityState.WON)
        elif source is Zone.CUSTOMERS and target is not Zone.CUSTOMERS:
            self._run_again(card)
        # The reason for forcing a gate is shown as long as the card is behind that gate.
        if target is Zone.LEADS:
            card.forced_reason = ""
        if target is not Zone.CUSTOMERS:
            card.forced_sale_reason = ""

    def _run_again(self, card: Opportunity) -> None:
        card.state, card.closed_on = OpportunityState.OPEN.value, None
        card.standby_until, card.wake_on = None, None
        card.lost_reason, card.lost_note = None, ""

    def close(self, session: Session, card: Opportunity, state: OpportunityState) -> None:
        """Close a deal as won or lost; its open actions are cancelled."""
        won = state is OpportunityState.WON
        now = self._clock.now()
        self._run_again(card)
        card.state, card.closed_on = state.value, self._clock.today()
        card.updated_at = now
        self.cancel_open_actions(session, card, CadenceEvent.WIN if won else CadenceEvent.LOSS)

    def put_aside(self, session: Session, card: Opportunity, until: date) -> None:
        """Put a deal on standby; its open actions are cancelled."""
        self._run_again(card)
        card.state, card.standby_until = OpportunityState.STANDBY.value, until
        card.updated_at = self._clock.now()
        self.cancel_open_actions(session, card, CadenceEvent.STANDBY)

    def cancel_open_actions(self, session: Session, card: Opportunity, event: CadenceEvent) -> None:
        """Cancel what was planned for a deal, save cadences that this event does not stop."""
        now = self._clock.now()
        apply_event(
            self._workspace,
            session,
            event,
            contact_id=card.contact_id,
            opportunity_id=card.id,
        )
        pending = session.exec(
            select(FollowUp).where(
                FollowUp.opportunity_id == card.id,
                col(FollowUp.done_at).is_(None),
                col(FollowUp.cancelled_at).is_(None),
                col(FollowUp.cadence_run_id).is_(None),
            )
        )
        for row in pending:
            row.cancelled_at = row.updated_at = now
            row.sequence += 1
            session.add(row)

    def refuse_won(self, card: Opportunity) -> None:
        """See to it that a deal is won as long as one of its sales stands.

        Raises:
            DomainError: `deal.won`.
        """
        if card.state == OpportunityState.WON:
            raise DomainError("deal.won", title=self.title_of(card))

    def reopen(self, session: Session, card: Opportunity) -> None:
        """Take a lost deal or one on standby up again."""
        self._run_again(card)
        card.stage_entered_at = card.updated_at = self._clock.now()
        session.add(card)
        self._workspace.log(EventKind.REOPENED, card.contact_id, card.id)
