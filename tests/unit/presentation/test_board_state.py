"""The board in memory: order, filter, sums, stale cards, and following changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pisteur.domain.board import BoardDelta, BoardSnapshot, Card, StageView
from pisteur.domain.commands import DealInput, MoveCards, PlanFollowUp, StandBy
from pisteur.domain.text import fold
from pisteur.domain.words import FollowUpKind, Heat, Zone
from pisteur.presentation.board_state import BoardFilter, BoardState, Total
from pisteur.services.board import read_board, read_delta
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet
from support import people
from support.cards import PLAIN
from support.clock import FakeClock

TODAY = date(2026, 11, 22)
STAGES = (
    StageView(1, "New lead", Zone.LEADS, 0),
    StageView(2, "Qualified prospect", Zone.PROSPECTS, 0),
    StageView(3, "Quote sent", Zone.PROSPECTS, 1),
    StageView(4, "Won", Zone.CUSTOMERS, 0),
)
CARD = PLAIN._replace(who="06 39 98 12 34")


def board(*cards: Card, today: date = TODAY) -> BoardState:
    return BoardState(BoardSnapshot(STAGES, cards, "C€D", 30), today)


def everything(state: BoardState) -> object:
    """Return all that can be asked of a board."""
    return (
        state.stages,
        [state.ids(stage.id) for stage in state.stages],
        [[state.card(i) for i in state.ids(stage.id)] for stage in state.stages],
        [state.column_total(stage.id) for stage in state.stages],
        [state.zone_total(zone) for zone in Zone],
        len(state),
        state.shown_count,
    )


cards = st.builds(
    CARD._replace,
    stage_id=st.sampled_from([1, 2, 3, 4]),
    rank=st.text("123", min_size=1, max_size=2),
    state=st.sampled_from(["open", "open", "won", "standby"]),
    heat=st.sampled_from(["cold", "hot"]),
    title=st.sampled_from(["Café Étoile", "Garage", "Œuvre"]),
    amount_cents=st.none() | st.integers(0, 10**6),
    due_on=st.sampled_from([None, "2026-11-20", "2026-11-22", "2026-12-01"]),
    follow_up_id=st.sampled_from([None, 1]),
    action=st.sampled_from([None, "Rappeler lundi"]),
)
boards = st.dictionaries(st.integers(1, 12), cards).map(
    lambda found: {i: card._replace(id=i) for i, card in found.items()}
)
filters = st.builds(
    BoardFilter,
    text=st.sampled_from(["", "etoile", "garage", "zz", "gar  LUNDI"]),
    heats=st.sampled_from([frozenset(), frozenset({"hot"})]),
    standby=st.booleans(),
    without_action=st.booleans(),
    late=st.booleans(),
)


@given(boards, boards, filters)
def test_a_delta_leads_to_what_a_fresh_read_shows(
    before: dict[int, Card], after: dict[int, Card], wanted: BoardFilter
) -> None:
    state = board(*before.values())
    state.set_filter(wanted)
    changed = state.apply(
        BoardDelta(
            tuple(card for i, card in after.items() if before.get(i) != card),
            frozenset(before.keys() - after.keys()),
        )
    )
    fresh = board(*after.values())
    fresh.set_filter(wanted)
    assert everything(state) == everything(fresh)
    assert changed == {i for i in before | after if before.get(i) != after.get(i)}


def test_deltas_of_real_changes_lead_to_what_a_fresh_read_shows(
    services: Services, clock: FakeClock
) -> None:
    raw = services.db.raw
    state = BoardState(read_board(raw), clock.today())
    first, second, third = (people.lead(services, f"Atelier {n}") for n in range(3))
    quote = people.stage(services, "Quote sent")
    plan = PlanFollowUp(*first, FollowUpKind.CALL, "Call", clock.today())
    evidence = {second[1]: people.sale()}
    steps = (
        lambda: services.contacts.set_heat((first[0], third[0]), Heat.HOT),
        lambda: services.follow_ups.plan(plan),
        lambda: services.opportunities.edit(third[1], DealInput("Logo", "950")),
        lambda: services.opportunities.qualify(second[0], second[1], people.yes(services)),
        lambda: services.opportunities.move(MoveCards((second[1],), quote)),
        lambda: services.opportunities.move(
            MoveCards((second[1],), people.stage(services, "Won"), None, evidence)
        ),
        lambda: services.opportunities.stand_by(StandBy(third[1], date(2027, 1, 4))),
        lambda: services.opportunities.delete((first[1],)),
        services.undo,
        services.undo,
    )
    state.load(read_board(raw))
    for step in steps:
        changes: ChangeSet = step().changes
        delta = read_delta(raw, changes)
        assert delta is not None
        state.apply(delta)
        assert everything(state) == everything(BoardState(read_board(raw), clock.today()))


def test_cards_stand_in_rank_order_whatever_the_order_they_come_in() -> None:
    state = board(
        CARD._replace(id=3, rank="c"), CARD._replace(id=1, rank="a"), CARD._replace(id=2, rank="b")
    )
    assert state.ids(1) == [1, 2, 3]


def test_cards_on_standby_are_hidden_until_asked_for() -> None:
    state = board(CARD, CARD._replace(id=2, state="standby", standby_until="2026-12-01"))
    assert state.ids(1) == [1]
    assert len(state) == 2
    state.set_filter(BoardFilter(standby=True))
    assert state.ids(1) == [1, 2]


def test_won_deals_are_shown() -> None:
    assert board(CARD._replace(state="won", stage_id=4)).ids(4) == [1]


@pytest.mark.parametrize("text", ["etoile", "ÉTOILE", "caf éto", "fauve", "rappeler"])
def test_the_text_is_found_in_title_who_and_action_without_accents(text: str) -> None:
    state = board(
        CARD._replace(title="Café Étoile", who="Inès Fauve", action="Rappeler lundi"),
        CARD._replace(id=2),
    )
    state.set_filter(BoardFilter(text=text))
    assert state.ids(1) == [1]


def test_the_text_of_a_changed_card_is_searched_as_it_is_now() -> None:
    state = board(CARD)
    state.set_filter(BoardFilter(text="morel"))
    state.apply(BoardDelta((CARD._replace(title="Garage Petit"),), frozenset()))
    assert state.ids(1) == []


def test_heats_late_and_without_action_narrow_what_is_shown() -> None:
    state = board(
        CARD._replace(id=1, heat="hot", follow_up_id=1, action="Call", due_on="2026-11-21"),
        CARD._replace(id=2, heat="warm", follow_up_id=2, action="Call", due_on="2026-11-22"),
        CARD._replace(id=3, heat="cold"),
        CARD._replace(id=4, heat="cold", state="won"),
    )
    for wanted, shown in (
        (BoardFilter(heats=frozenset({"hot", "warm"})), [1, 2]),
        (BoardFilter(late=True), [1]),
        (BoardFilter(without_action=True), [3]),
        (BoardFilter(), [1, 2, 3, 4]),
    ):
        state.set_filter(wanted)
        assert state.ids(1) == shown


def lets_through(wanted: BoardFilter, card: Card) -> bool:
    """Say of one card whether a filter shows it, as `BoardFilter` has it in words."""
    text = fold(f"{card.title}\n{card.who}\n{card.action or ''}")
    return not (
        (card.state == "standby" and not wanted.standby)
        or (wanted.heats and card.heat not in wanted.heats)
        or (wanted.without_action and (card.state != "open" or card.follow_up_id is not None))
        or (wanted.late and not (card.due_on and card.due_on < TODAY.isoformat()))
        or any(word not in text for word in fold(wanted.text).split())
    )


@given(boards, filters, st.integers(0, 12))
def test_all_cards_at_once_are_let_through_as_each_would_be(
    known: dict[int, Card], wanted: BoardFilter, ahead: int
) -> None:
    state = board(*known.values())
    state.fold_more(ahead)
    state.set_filter(wanted)
    shown = [i for stage in STAGES for i in state.ids(stage.id)]
    assert sorted(shown) == sorted(i for i, card in known.items() if lets_through(wanted, card))


def test_cards_are_made_ready_for_the_search_some_at_a_time() -> None:
    state = board(*(CARD._replace(id=number) for number in range(1, 8)))
    assert [state.fold_more(3) for _turn in range(4)] == [True, True, False, False]
    state.apply(BoardDelta((CARD._replace(id=8),), frozenset({1})))
    assert state.fold_more(0)
    assert not state.fold_more(1)


def test_late_is_told_from_the_day_it_is() -> None:
    state = board(CARD._replace(follow_up_id=1, action="Call", due_on="2026-11-22"))
    state.set_filter(BoardFilter(late=True))
    assert state.ids(1) == []
    state.set_today(date(2026, 11, 23))
    assert state.ids(1) == [1]


def test_columns_and_zones_count_and_sum_what_is_shown() -> None:
    state = board(
        CARD._replace(id=1, stage_id=2, amount_cents=100),
        CARD._replace(id=2, stage_id=3, amount_cents=20),
        CARD._replace(id=3, stage_id=3),
        CARD._replace(id=4, stage_id=3, amount_cents=5, state="standby"),
    )
    assert state.column_total(3) == Total(2, 20)
    assert state.zone_total(Zone.PROSPECTS) == Total(3, 120)
    assert state.zone_total(Zone.LEADS) == Total(0, 0)
    state.set_filter(BoardFilter(standby=True))
    assert state.zone_total(Zone.PROSPECTS) == Total(4, 125)


@pytest.mark.parametrize(
    ("card", "stale"),
    [
        (CARD._replace(last_activity="2026-10-22T09:00:00"), True),
        (CARD._replace(last_activity="2026-10-23T09:00:00"), False),
        (CARD._replace(last_activity="2026-01-01T09:00:00", follow_up_id=3), False),
        (CARD._replace(last_activity="2026-01-01T09:00:00", state="won"), False),
        (CARD._replace(last_activity="2026-01-01T09:00:00", state="standby"), False),
    ],
)
def test_a_running_deal_with_nothing_planned_and_still_for_too_long_is_stale(
    card: Card, stale: bool
) -> None:
    assert board(card).is_stale(card) is stale


def test_staleness_comes_with_time() -> None:
    assert not board(CARD).is_stale(CARD)
    assert board(CARD, today=TODAY + timedelta(days=60)).is_stale(CARD)


def test_a_card_of_a_column_that_is_not_shown_is_gone() -> None:
    state = board(CARD)
    elsewhere = CARD._replace(id=7, stage_id=9)
    assert state.apply(BoardDelta((elsewhere,), frozenset())) == frozenset()
    assert state.apply(BoardDelta((CARD._replace(stage_id=9),), frozenset())) == {1}
    assert (len(state), state.ids(1), state.card(1), state.card(7)) == (0, [], None, None)


def test_the_filter_outlives_a_reading_anew() -> None:
    state = board(CARD)
    state.set_filter(BoardFilter(text="morel"))
    fresh = (CARD, CARD._replace(id=2, title="Salon"))
    state.load(BoardSnapshot(STAGES, fresh, "C€D", 30))
    assert state.ids(1) == [1]


def test_the_first_cards_come_with_the_totals_of_all_until_the_rest_is_there() -> None:
    cards = tuple(CARD._replace(id=n, stage_id=1, rank=f"{n:03d}") for n in range(1, 6))
    known = BoardSnapshot(STAGES, cards[:2], "C€D", 30, totals=((1, 5, 1_234),))
    state = BoardState(known, TODAY)
    assert (state.whole, state.ids(1)) == (False, [1, 2])
    assert state.column_total(1) == Total(5, 1_234)
    state.load(BoardSnapshot(STAGES, cards, "C€D", 30))
    assert (state.whole, state.ids(1)) == (True, [1, 2, 3, 4, 5])
    assert state.column_total(1).cents == sum(card.amount_cents or 0 for card in cards)
