"""What the board reads and shows. Apart from the other snapshots, and named tuples all: this is on
the way to the first paint, where each dataclass would cost a millisecond.
"""

from __future__ import annotations

from typing import NamedTuple

from pisteur.domain.board_words import Zone


class StageView(NamedTuple):
    """A column of the board.

    Attributes:
        pipeline_id: the board that it is of.
        colour: a token of the theme, empty for none.
        stale_days: after which a deal here is marked as sleeping; None for the general limit.
    """

    id: int
    name: str
    zone: Zone
    position: int
    pipeline_id: int = 1
    colour: str = ""
    stale_days: int | None = None


class PipelineName(NamedTuple):
    """One of the boards."""

    id: int
    name: str


class Card(NamedTuple):
    """A deal as the board shows it. Dates are ISO text: ten thousand of these are read at start.

    Attributes:
        title: the deal's own title, or the contact's name.
        who: the line under it; empty when it would repeat the title.
        pips: one of `y n u` per required criterion; empty before any qualification.
        due_on, due_time: of the next action, ISO text; None without one.
        last_activity: instant of the last exchange or move, ISO text.
        forced_reason, forced_sale_reason: why it is among the prospects without qualification,
            and among the customers without a sale; empty for a gate that was not forced.
        unreliable_reason: why the contact is an unreliable payer; empty for all others.
        open_answer: whether their latest answer was neither yes nor no.
        action_kind: a `FollowUpKind` of the next action; empty without one.
    """

    id: int
    contact_id: int
    stage_id: int
    rank: str
    state: str
    title: str
    who: str
    amount_cents: int | None
    heat: str
    pips: str
    follow_up_id: int | None
    action: str | None
    due_on: str | None
    due_time: str | None
    standby_until: str | None
    last_activity: str
    forced_reason: str
    forced_sale_reason: str = ""
    unreliable_reason: str = ""
    open_answer: int = 0
    action_kind: str = ""


class BoardSnapshot(NamedTuple):
    """What the board shows of one pipeline, cards by column in rank order.

    Attributes:
        pipeline_id: the one shown.
        pipelines: all that there are, in their order.
        criterion_letters, criterion_names: of the required criteria, in the order of the pips.
        totals: None when every card is here. Else the cards are the first of each column, and
            these are the columns' true (stage id, count, sum in euro cents), standbys left out.
    """

    stages: tuple[StageView, ...]
    cards: tuple[Card, ...]
    criterion_letters: str
    stale_days: int
    totals: tuple[tuple[int, int, int], ...] | None = None
    pipeline_id: int = 1
    pipelines: tuple[PipelineName, ...] = ()
    criterion_names: tuple[str, ...] = ()


class BoardDelta(NamedTuple):
    """What became of some cards: those still on a board, and the ids of those that left."""

    cards: tuple[Card, ...]
    gone: frozenset[int]


class Totals(NamedTuple):
    """Counts for the status bar."""

    contacts: int
    open_deals: int
