"""Which column and state the deal of a row gets: by the user's own columns and the product's rules.

A file is no evidence of a qualification: what it puts behind that gate is a forced passage, with
what the list says as its reason. It is evidence of a sale where it gives an amount and a day that
has passed; else a deal that it calls won stays before the customers. `deal_writer` writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pisteur.domain.board import StageView
from pisteur.domain.errors import DomainError
from pisteur.domain.records import DealRecord, RowIssue
from pisteur.domain.words import LostReason, OpportunityState, Zone
from pisteur.exchange.stage_words import family_of, plain
from pisteur.services.board import read_stages, shown_pipeline
from pisteur.services.deal_matching import KnownDeal

_NOTED = frozenset(
    {
        *("deal.stage_unknown", "deal.won_unproved", "deal.standby", "deal.no_reason"),
        "deal.offer_unknown",
    }
)


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a deal was lost: key and name of the user's reason."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a deal goes.

    Attributes:
        state: OPEN, WON or LOST.
        needs_forcing: whether only who is qualified gets there without a reason.
        word: what the file says that is behind a gate.
        issues: what the user should know.
        note: what goes to the notes, empty when the placement says it all.
    """

    stage: StageView
    state: OpportunityState
    needs_forcing: bool
    word: str
    loss: Loss | None
    issues: tuple[RowIssue, ...]
    note: str


class DealPlaces:
    """Knows the columns and the reasons for a loss of one file, as they are now."""

    def __init__(
        self, raw: sqlite3.Connection, rows: Callable[..., list[Any]], today: date
    ) -> None:
        shown = shown_pipeline(raw)
        self._here = read_stages(raw, shown)
        # The board that is shown comes before the others.
        self._all = sorted(read_stages(raw), key=lambda stage: stage.pipeline_id != shown)
        self._reasons = [
            (str(key), str(name))
            for key, name in rows(
                "SELECT key, name FROM loss_reasons WHERE put_away = 0 ORDER BY position, id"
            )
        ]
        self._today = today

    def first(self) -> StageView:
        """Return the first column of LEADS.

        Raises:
            DomainError: `stage.none_in_zone`.
        """
        found = self._edge(Zone.LEADS, self._here)
        if found is None:
            raise DomainError("stage.none_in_zone", zone=Zone.LEADS.value)
        return found

    def place(self, deal: DealRecord) -> Placement:
        """Return where a deal of the file goes.

        Raises:
            DomainError: `stage.none_in_zone`.
        """
        stage = self._stage_of(deal.stage)
        word = deal.status if self._says_state(deal) else deal.stage
        issues: list[RowIssue] = []
        state, loss = OpportunityState.OPEN, None
        behind = stage is not None and stage.zone is Zone.CUSTOMERS
        if deal.state == OpportunityState.LOST:
            loss = self._loss(deal)
            if loss is None:
                issues.append(RowIssue("deal.no_reason", text=word))
            else:
                state = OpportunityState.LOST
            stage = self._before_customers(stage) if behind else stage
        elif self._is_won(deal, behind=behind) and self._is_sale(deal):
            state, stage = OpportunityState.WON, self._customers(stage)
            issues.append(RowIssue("deal.sale", text=word))
        elif behind or deal.state == OpportunityState.WON:
            stage = self._before_customers(stage)
            issues.append(RowIssue("deal.won_unproved", text=word))
        elif deal.state == OpportunityState.STANDBY:
            issues.append(RowIssue("deal.standby", text=word))
        if stage is None:
            if deal.stage and not loss:
                issues.append(RowIssue("deal.stage_unknown", text=deal.stage))
            stage = self.first()
        if deal.offer and deal.offer_id is None:
            issues.append(RowIssue("deal.offer_unknown", text=deal.offer))
        noted = any(each.code in _NOTED for each in issues) or (deal.reason and not loss)
        return Placement(
            stage=stage,
            state=state,
            needs_forcing=stage.zone is Zone.PROSPECTS,
            word=word if deal.state == OpportunityState.WON else deal.stage or deal.status,
            loss=loss,
            issues=tuple(issues),
            note="\n".join(deal.said) if noted else "",
        )

    @staticmethod
    def _says_state(deal: DealRecord) -> bool:
        """Tell whether the status says more than the stage: that it is won, lost or waits."""
        return bool(deal.status) and (not deal.stage or deal.state != OpportunityState.OPEN)

    @staticmethod
    def _is_won(deal: DealRecord, *, behind: bool) -> bool:
        """Tell whether a row says won: by its state, else by its column."""
        return deal.state == OpportunityState.WON or (behind and not deal.state)

    def _is_sale(self, deal: DealRecord) -> bool:
        """Tell whether a row has what a sale needs: an amount, and a day that has passed."""
        return bool(
            deal.amount_cents and deal.closed_on is not None and deal.closed_on <= self._today
        )

    def remarks(
        self, deal: DealRecord, placed: Placement, found: KnownDeal | None
    ) -> tuple[RowIssue, ...]:
        """Return what there is to say of the deal of a row.

        Args:
            deal: as the file gives it; `placed`: where `place` puts it.
            found: the stored deal that it is, None for a new one.
        """
        if found is None:
            return placed.issues
        if found.is_closed:
            differs = deal.amount_cents not in (None, found.amount_cents)
            return (RowIssue("deal.closed"),) if differs else ()
        known = self._stage_of(deal.stage) is not None
        if known and found.stage_id not in (None, placed.stage.id):
            return (RowIssue("deal.stays", text=deal.stage),)
        return ()

    def _stage_of(self, name: str) -> StageView | None:
        """Return the column that a stage of the file is: by name, by its family, by its zone."""
        if not name:
            return None
        same = next((each for each in self._all if plain(each.name) == plain(name)), None)
        family = family_of(name)
        if same is not None or family is None:
            return same
        akin = (each for each in self._here if family_of(each.name) is family)
        return next(akin, None) or self._edge(family.zone, self._here, last=family.is_last)

    def _before_customers(self, stage: StageView | None) -> StageView | None:
        return self._edge(Zone.PROSPECTS, self._of(stage), last=True)

    def _customers(self, stage: StageView | None) -> StageView | None:
        if stage is not None and stage.zone is Zone.CUSTOMERS:
            return stage
        return self._edge(Zone.CUSTOMERS, self._of(stage))

    def _of(self, stage: StageView | None) -> Sequence[StageView]:
        """Return the columns of a column's board, of the one shown for None."""
        if stage is None:
            return self._here
        return [each for each in self._all if each.pipeline_id == stage.pipeline_id]

    @staticmethod
    def _edge(zone: Zone, stages: Sequence[StageView], *, last: bool = False) -> StageView | None:
        found = [each for each in stages if each.zone is zone]
        return found[-1 if last else 0] if found else None

    def _loss(self, deal: DealRecord) -> Loss | None:
        """Return the reason for a loss: the one that the file names, else "other".

        None when the user has neither: lost needs a reason (product rule 5).
        """
        wanted = plain(deal.reason)
        for key, name in self._reasons:
            if wanted and plain(name) == wanted:
                return Loss(key, name)
        other = [each for each in self._reasons if each[0] == LostReason.OTHER]
        return next((Loss(key, name) for key, name in other), None)
