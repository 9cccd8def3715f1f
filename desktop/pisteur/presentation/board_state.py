"""The board as the window knows it: which card is where, what the filter lets through, the sums.

Free of Qt. Filled from a `BoardSnapshot`, kept up by `BoardDelta`s; never changes by itself.
Where a move leads is worked out in `board_moves`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from pisteur.domain.board import BoardDelta, BoardSnapshot, Card, StageView
from pisteur.domain.board_words import OpportunityState, Zone
from pisteur.domain.text import fold

OPEN = OpportunityState.OPEN.value
STANDBY = OpportunityState.STANDBY.value


class BoardFilter(NamedTuple):
    """What the board shows; the default hides nothing but standbys.

    Attributes:
        text: every word of it must be in title, who or next action, accents and case ignored.
        heats: only these; empty lets all through.
        standby: show the deals that are put aside, too.
        without_action: only running deals with nothing planned.
        late: only deals whose next action was due before today.
    """

    text: str = ""
    heats: frozenset[str] = frozenset()
    standby: bool = False
    without_action: bool = False
    late: bool = False

    @property
    def hides(self) -> bool:
        """Whether it keeps any running deal from being shown."""
        return self._replace(standby=False) != BoardFilter()


class Total(NamedTuple):
    """How many cards are shown, and what they are worth in euro cents."""

    cards: int
    cents: int


class BoardState:
    """Cards by column in rank order, filtered.

    Attributes:
        stages: the columns in their order.
        pipeline_id: the pipeline shown.
        pipelines: all that there are, in their order.
        letters, criteria: what stands for the required criteria on a card, and what they are
            called, in the order of its pips.
        today: the day that late and stale are told from.
        whole: False while only the first cards of each column are known; totals are true even so.
    """

    def __init__(self, snapshot: BoardSnapshot, today: date) -> None:
        self.today = today
        self._filter = BoardFilter()
        self.load(snapshot)

    # Filling.

    def load(self, snapshot: BoardSnapshot) -> None:
        """Take everything from `snapshot`; the filter stays."""
        self.letters = snapshot.criterion_letters
        self.criteria = snapshot.criterion_names
        self.pipeline_id, self.pipelines = snapshot.pipeline_id, snapshot.pipelines
        self._stale_days = snapshot.stale_days
        self._cards = {card.id: card for card in snapshot.cards}
        self._folded: dict[int, str] = {}
        # Every card of a column as (rank, id), and the ids of those shown.
        self._order: dict[int, list[tuple[str, int]]] = {}
        self._shown: dict[int, list[int]] = {}
        self._totals: dict[int, Total] = {}
        self._set_stages(snapshot.stages)
        for card in snapshot.cards:
            self._order.setdefault(card.stage_id, []).append((card.rank, card.id))
        for keys in self._order.values():
            keys.sort()
        self._refilter()
        self.whole = snapshot.totals is None
        for stage_id, count, cents in snapshot.totals or ():
            self._totals[stage_id] = Total(count, cents)

    def apply(self, delta: BoardDelta) -> frozenset[int]:
        """Take a change; returns the ids of the cards that are new, different or gone.

        Cards of columns that are not shown are gone. Told here and not where the change is read:
        what is shown may be another board by the time that it is known.
        """
        touched: set[int] = set()
        there = {card.id for card in delta.cards if card.stage_id in self._zones}
        changed = {card.id for card in delta.cards if self._cards.get(card.id) != card}
        changed.update(delta.gone)
        changed &= there | self._cards.keys()
        for card_id in changed:
            touched |= self._take_out(card_id)
        for card in delta.cards:
            if card.id in changed and card.id in there:
                self._cards[card.id] = card
                insort(self._order.setdefault(card.stage_id, []), (card.rank, card.id))
                touched.add(card.stage_id)
        for stage_id in touched:
            self._refilter_column(stage_id)
        return frozenset(changed)

    def _set_stages(self, stages: tuple[StageView, ...]) -> None:
        self.stages = stages
        self._zones = {stage.id: stage.zone for stage in stages}
        self._stale = {stage.id: stage.stale_days for stage in stages if stage.stale_days}
        for stage in stages:
            self._order.setdefault(stage.id, [])
            self._shown.setdefault(stage.id, [])

    def _take_out(self, card_id: int) -> set[int]:
        card = self._cards.pop(card_id, None)
        self._folded.pop(card_id, None)
        if card is None:
            return set()
        keys = self._order[card.stage_id]
        del keys[bisect_left(keys, (card.rank, card.id))]
        return {card.stage_id}

    # Filtering.

    @property
    def filter(self) -> BoardFilter:
        """The filter in force."""
        return self._filter

    def set_filter(self, wanted: BoardFilter) -> None:
        """Show what `wanted` lets through."""
        self._filter = wanted
        self._refilter()

    def set_today(self, today: date) -> None:
        """Tell late and stale from another day."""
        self.today = today
        self._refilter()

    def _refilter(self) -> None:
        for stage_id in self._order:
            self._refilter_column(stage_id)

    def _refilter_column(self, stage_id: int) -> None:
        self._totals.pop(stage_id, None)
        self._shown[stage_id] = self._passing(self._order[stage_id])

    def _passing(self, keys: list[tuple[str, int]]) -> list[int]:
        """Return the ids of those that the filter lets through.

        One question after the other, each asked of all that are left in one go: a call for each of
        10,000 cards takes three times as long.
        """
        cards, wanted = self._cards, self._filter
        if wanted.standby:
            ids = [i for _, i in keys]
        else:
            ids = [i for _, i in keys if cards[i].state != STANDBY]
        if heats := wanted.heats:
            ids = [i for i in ids if cards[i].heat in heats]
        if wanted.without_action:
            ids = [i for i in ids if cards[i].follow_up_id is None and cards[i].state == OPEN]
        if wanted.late:
            today = self.today.isoformat()
            ids = [i for i in ids if (due := cards[i].due_on) is not None and due < today]
        words = fold(wanted.text).split()
        if words:
            self.fold_more(len(cards))
        folded = self._folded
        for word in words:
            ids = [i for i in ids if word in folded[i]]
        return ids

    def fold_more(self, most: int) -> bool:
        """Make `most` more cards ready to be searched; returns whether there are others.

        Letter by letter, 10,000 of them take longer than a filter may: best done ahead.
        """
        cards, folded = self._cards, self._folded
        if len(folded) == len(cards):
            return False
        for card_id in [*islice((i for i in cards if i not in folded), most)]:
            card = cards[card_id]
            folded[card_id] = fold(f"{card.title}\n{card.who}\n{card.action or ''}")
        return len(folded) < len(cards)

    # Asking.

    def __len__(self) -> int:
        return len(self._cards)

    @property
    def shown_count(self) -> int:
        """How many cards the filter lets through."""
        return sum(len(self.ids(stage.id)) for stage in self.stages)

    def ids(self, stage_id: int) -> list[int]:
        """Return the cards shown in a column, in rank order; not to be changed."""
        return self._shown.get(stage_id, [])

    def card(self, card_id: int) -> Card | None:
        """Return a card, shown or not, or None when it is not on the board."""
        return self._cards.get(card_id)

    def only_card_of(self, contact_id: int) -> int | None:
        """Return the one card of a contact; None when they have none here, or several."""
        own = [card.id for card in self._cards.values() if card.contact_id == contact_id]
        return own[0] if len(own) == 1 else None

    def stage(self, stage_id: int) -> StageView:
        """Return a column.

        Raises:
            KeyError: when there is none of this id.
        """
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)

    def zone_of(self, stage_id: int) -> Zone:
        """Return the zone of a column.

        Raises:
            KeyError: when there is none of this id.
        """
        return self._zones[stage_id]

    def column_total(self, stage_id: int) -> Total:
        """Return count and sum of the cards shown in a column."""
        total = self._totals.get(stage_id)
        if total is None:
            shown, cards = self.ids(stage_id), self._cards
            cents = sum([cards[i].amount_cents or 0 for i in shown])
            total = self._totals[stage_id] = Total(len(shown), cents)
        return total

    def zone_total(self, zone: Zone) -> Total:
        """Return count and sum of the cards shown in a zone."""
        totals = [self.column_total(s.id) for s in self.stages if s.zone is zone]
        return Total(sum(t.cards for t in totals), sum(t.cents for t in totals))

    def is_late(self, card: Card) -> bool:
        """Return whether the next action was due before today."""
        return card.due_on is not None and card.due_on < self.today.isoformat()

    def is_stale(self, card: Card) -> bool:
        """Return whether a running deal has nothing planned and has been still for too long."""
        if card.state != OPEN or card.follow_up_id is not None:
            return False
        days = self._stale.get(card.stage_id, self._stale_days)
        limit = self.today - timedelta(days=days)
        return card.last_activity[:10] < limit.isoformat()
