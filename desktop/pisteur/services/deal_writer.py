"""Writes the deals of a list inside an open step, by plain SQL: columns, reasons, sales, notes.

`list_deals` says where each goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from pisteur.domain.ranks import ranks_between
from pisteur.domain.records import DealRecord
from pisteur.domain.words import (
    AcceptedHow,
    Direction,
    EventKind,
    Gate,
    InteractionKind,
    OpportunityState,
)
from pisteur.i18n import _, plain
from pisteur.services.deal_matching import KnownDeal
from pisteur.services.list_deals import DealPlaces, Placement
from pisteur.services.workspace import Workspace
from pisteur.storage.bulk import insert_many
from pisteur.storage.columns import instant_to_text
from pisteur.storage.tables import new_uid

_BLANK = DealRecord()


class DealWriter:
    """Writes the deals of one list."""

    def __init__(self, workspace: Workspace, list_name: str) -> None:
        self._db = workspace.db.raw
        self._rows = workspace.db.rows
        self._today = workspace.clock.today()
        self._now = instant_to_text(workspace.clock.now())
        self._list = list_name
        self._places = DealPlaces(self._db, self._rows, self._today)
        self._next = 0

    def place_names(self, contact_ids: Iterable[int]) -> int:
        """Give each contact a card of its own among the leads; returns how many.

        Raises:
            DomainError: `stage.none_in_zone`.
        """
        return self.insert((contact_id, _BLANK) for contact_id in contact_ids)

    def add_sales(self, deals: Iterable[tuple[int, DealRecord]]) -> int:
        """Write won deals as sales of their contacts, without a card; returns how many."""
        sold = list(deals)
        for contact, deal in sold:
            self._add_sale(None, contact, deal, deal.status or deal.stage)
            detail = {
                "list": self._list,
                "sold_on": str(deal.closed_on),
                "amount_cents": str(deal.amount_cents),
                "title": deal.title,
            }
            self._log(EventKind.IMPORTED, contact, None, detail)
        return len(sold)

    def note_waiting(self, deals: Iterable[tuple[int, DealRecord]]) -> None:
        """Note deals that are kept off the board, for the cards that their contacts may get."""
        for contact, deal in deals:
            detail = self._noted(deal) | {"waits": "yes"}
            self._log(EventKind.IMPORTED, contact, None, detail)

    def insert(self, deals: Iterable[tuple[int, DealRecord]]) -> int:
        """Write new deals, each at the end of its column; returns how many are on the board.

        Raises:
            DomainError: `stage.none_in_zone`.
        """
        placed = [(contact, deal, self._places.place(deal)) for contact, deal in deals]
        if not placed:
            return 0
        self._next = self._rows("SELECT coalesce(max(id), 0) + 1 FROM opportunities")[0][0]
        first = self._next
        qualified = self._qualified(c for c, _deal, place in placed if place.needs_forcing)
        ranks = self._ranks([place.stage.id for _contact, _deal, place in placed])
        rows = []
        for (contact, deal, place), rank in zip(placed, ranks, strict=True):
            forced = place.needs_forcing and contact not in qualified
            rows.append(
                self._row(contact, deal, place, rank, self._says(place.word) if forced else "")
            )
        self._many("opportunities", _COLUMNS, rows)
        self._db.execute(
            "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at)"
            " SELECT id, stage_id, stage_entered_at FROM opportunities WHERE id >= ?",
            (first,),
        )
        for deal_id, (contact, deal, place) in enumerate(placed, start=first):
            reason = rows[deal_id - first][_FORCED]
            self._add_history(deal_id, contact, deal, place, str(reason))
        return sum(1 for *_rest, place in placed if place.state is not OpportunityState.LOST)

    def update(self, deals: Iterable[KnownDeal]) -> None:
        """Write amounts, days and offers that rows changed."""
        self._db.executemany(
            "UPDATE opportunities SET amount_cents = ?, expected_on = ?, offer_id = ?,"
            " updated_at = ? WHERE id = ?",
            (
                (
                    *(each.amount_cents, _day(each.expected_on), each.offer_id),
                    *(self._now, each.deal_id),
                )
                for each in deals
            ),
        )

    def _row(
        self, contact: int, deal: DealRecord, place: Placement, rank: str, reason: str
    ) -> tuple[object, ...]:
        deal_id, self._next = self._next, self._next + 1
        is_open = place.state is OpportunityState.OPEN
        closed_on = None if is_open else min(deal.closed_on or self._today, self._today)
        lost_note = "\n".join(deal.said) if place.loss else ""
        return (
            *(deal_id, new_uid(), contact, place.stage.id, deal.title, rank, place.state.value),
            *(deal.amount_cents, _day(deal.expected_on), _day(closed_on)),
            *(place.loss.key if place.loss else None, lost_note, reason, deal.offer_id),
            *(self._now, self._now, self._now),
        )

    def _says(self, word: str) -> str:
        """Return what stands for the evidence of a gate."""
        return plain(_("The list “{list}” says: {word}")).format(list=self._list, word=word)

    def _noted(self, deal: DealRecord) -> dict[str, str]:
        """Return what is noted of a deal: by its title it is known when the list comes again."""
        said = {
            "title": deal.title,
            "amount_cents": "" if deal.amount_cents is None else str(deal.amount_cents),
            "expected_on": _day(deal.expected_on) or "",
            "offer": deal.offer if deal.offer_id is not None else "",
        }
        return {"list": self._list} | {k: text for k, text in said.items() if text or k == "title"}

    def _ranks(self, stage_ids: Sequence[int]) -> list[str]:
        """Return a rank for each deal, behind all others of its column."""
        waiting: dict[int, list[str]] = {}
        for stage_id in dict.fromkeys(stage_ids):
            last = self._rows("SELECT max(rank) FROM opportunities WHERE stage_id = ?", (stage_id,))
            ranks = ranks_between(last[0][0], None, stage_ids.count(stage_id))
            waiting[stage_id] = ranks[::-1]
        return [waiting[stage_id].pop() for stage_id in stage_ids]

    def _qualified(self, contact_ids: Iterable[int]) -> set[int]:
        wanted = set(contact_ids)
        if not wanted:
            return set()
        found = self._rows("SELECT id FROM contacts WHERE qualified = 1")
        return wanted & {contact_id for (contact_id,) in found}

    # History.

    def _add_history(
        self, deal_id: int, contact: int, deal: DealRecord, place: Placement, reason: str
    ) -> None:
        if deal is not _BLANK:
            self._log(EventKind.IMPORTED, contact, deal_id, self._noted(deal))
        if reason:
            detail = {"gate": Gate.QUALIFICATION.value, "reason": reason}
            self._log(EventKind.GATE_FORCED, contact, deal_id, detail)
        if place.state is OpportunityState.WON:
            self._add_sale(deal_id, contact, deal, place.word)
        if place.loss is not None:
            self._log(EventKind.LOST, contact, deal_id, {"reason": place.loss.name})
        if place.note:
            columns = ("contact_id", "opportunity_id", "kind", "direction", "body")
            values = (contact, deal_id, InteractionKind.NOTE.value, Direction.NONE.value)
            self._many(
                "interactions",
                (*columns, "happened_at", "created_at"),
                [(*values, place.note, self._now, self._now)],
            )

    def _add_sale(self, deal_id: int | None, contact: int, deal: DealRecord, word: str) -> None:
        accepted, amount = _day(deal.closed_on), deal.amount_cents
        columns = ("uid", "contact_id", "opportunity_id", "amount_cents", "accepted_on")
        texts = ("accepted_how", "reference", "note", "created_at")
        # How it was accepted the file does not say; an acceptance of that kind is proven by its
        # note.
        note = self._says(word)
        if deal_id is None:
            # There is no deal to say it.
            note = "\n".join(filter(None, (note, deal.title, *deal.cells)))
        values = (new_uid(), contact, deal_id, amount, accepted)
        how = (AcceptedHow.OTHER.value, "", note, self._now)
        self._many("sales", (*columns, *texts), [(*values, *how)])
        detail = {"amount_cents": str(amount), "accepted_on": str(accepted)}
        self._log(EventKind.SALE, contact, deal_id, detail)

    def _log(
        self, kind: EventKind, contact: int, deal_id: int | None, detail: Mapping[str, str]
    ) -> None:
        text = json.dumps(detail, ensure_ascii=False)
        columns = ("contact_id", "opportunity_id", "kind", "detail", "happened_at")
        self._many("events", columns, [(contact, deal_id, kind.value, text, self._now)])

    def _many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        insert_many(self._db, table, columns, rows)


_COLUMNS = (
    *("id", "uid", "contact_id", "stage_id", "title", "rank", "state"),
    *("amount_cents", "expected_on", "closed_on", "lost_reason", "lost_note", "forced_reason"),
    "offer_id",
    *("stage_entered_at", "created_at", "updated_at"),
)
_FORCED = _COLUMNS.index("forced_reason")


def _day(day: object) -> str | None:
    return None if day is None else str(day)
