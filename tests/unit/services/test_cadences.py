"""Cadences: their dates before they start, what they plan, what cancels the rest, the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pisteur.domain.cadence_commands import SaveCadence, StartCadence, StoredCadence
from pisteur.domain.cadences import CadenceEvent, CadenceStep, CadenceTrigger, PlannedStep
from pisteur.domain.commands import DealInput, Lose, StandBy, Win, WriteInteraction
from pisteur.domain.errors import DomainError
from pisteur.domain.settings import REGION
from pisteur.domain.words import (
    Direction,
    EventKind,
    FollowUpKind,
    InteractionKind,
    OpportunityState,
    Outcome,
)
from pisteur.services.cadence_runs import apply_start
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact, deal, events, plan

SENT = date(2026, 11, 23)
EXPIRES = date(2026, 12, 23)


def cadence(services: Services, key: str = "after_quote") -> StoredCadence:
    return next(own for own in services.cadences.all() if own.key == key)


def start(services: Services, key: str = "after_quote", **more: object) -> tuple[int, int, int]:
    """Start a cadence on a prospect's deal; returns (contact, deal, run)."""
    contact_id, card_id = people.prospect(services)
    command = StartCadence(cadence(services, key).id, contact_id, card_id, SENT, **more)  # type: ignore[arg-type]
    run = services.cadences.start(command).value
    assert run is not None
    return contact_id, card_id, run


def days(services: Services, contact_id: int) -> list[date]:
    return [own.due_on for own in contact(services, contact_id).follow_ups]


class TestStarting:
    def test_the_preview_shows_the_days_that_starting_plans(self, services: Services) -> None:
        (preview,) = services.cadences.previews(SENT, EXPIRES, CadenceTrigger.QUOTE_SENT)
        contact_id, _card, _run = start(services, expires_on=EXPIRES)
        assert days(services, contact_id) == [step.due_on for step in preview.plan.planned]
        assert days(services, contact_id) == [
            date(2026, 11, 25),
            date(2026, 11, 30),
            date(2026, 12, 8),
            date(2026, 12, 18),
        ]

    def test_each_step_keeps_its_kind_its_words_and_its_message(self, services: Services) -> None:
        contact_id, _card, _run = start(services)
        first, second, *_rest = contact(services, contact_id).follow_ups
        steps = cadence(services).steps
        assert (first.title, first.kind) == (steps[0].title, FollowUpKind.CALL)
        assert (second.title, second.template) == (steps[1].title, "reminder")

    def test_only_the_steps_that_the_user_kept_are_planned(self, services: Services) -> None:
        kept = (PlannedStep(1, date(2026, 12, 2)),)
        contact_id, _card, _run = start(services, steps=kept)
        assert days(services, contact_id) == [date(2026, 12, 2)]

    def test_holidays_are_those_of_the_region(self, services: Services, clock: FakeClock) -> None:
        clock.go_to(date(2026, 12, 24))
        services.settings.put(REGION, "alsace_moselle")
        steps = (CadenceStep(1, FollowUpKind.CALL, "Call"),)
        command = SaveCadence(None, "Short", CadenceTrigger.SALE, frozenset(), steps)
        made = services.cadences.save(command).value
        found = services.cadences.previews(date(2026, 12, 24), trigger=CadenceTrigger.SALE)
        plan_of = next(own.plan for own in found if own.cadence.id == made)
        # 25 and 26 December are holidays there; 27 is a Sunday.
        assert plan_of.planned[0].due_on == date(2026, 12, 28)

    def test_the_win_that_starts_one_does_not_stop_it(self, services: Services) -> None:
        own = cadence(services, "after_sale")
        stops = own.stops_on | {CadenceEvent.WIN}
        services.cadences.save(SaveCadence(own.id, own.name, own.trigger, stops, own.steps))
        contact_id, card_id = people.prospect(services)
        sold = replace(people.sale(), cadence_id=own.id)
        services.opportunities.win(Win(card_id, sold))
        assert [run.name for run in contact(services, contact_id).runs] == [own.name]

    def test_it_is_one_step_that_can_be_undone(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        before = dump(services.db.raw)
        services.cadences.start(StartCadence(cadence(services).id, contact_id, card_id, SENT))
        after = dump(services.db.raw)
        assert services.undo().value == "Start the cadence “After a quote”"
        assert dump(services.db.raw) == before
        services.redo()
        assert dump(services.db.raw) == after

    @pytest.mark.parametrize("state", ["standby", "lost"])
    def test_a_deal_that_rested_is_taken_up_again(self, services: Services, state: str) -> None:
        contact_id, card_id = people.prospect(services)
        if state == "standby":
            services.opportunities.stand_by(StandBy(card_id, date(2027, 3, 1)))
        else:
            services.opportunities.lose(Lose(card_id, "price"))
        services.cadences.start(
            StartCadence(cadence(services, "wake_up").id, contact_id, card_id, SENT)
        )
        assert deal(services, contact_id).state is OpportunityState.OPEN
        assert len(contact(services, contact_id).follow_ups) == 2

    def test_a_step_that_is_gone_meanwhile_is_refused(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        gone = (PlannedStep(9, date(2026, 12, 2)),)
        with pytest.raises(DomainError, match=r"cadence\.changed"):
            services.cadences.start(
                StartCadence(cadence(services).id, contact_id, card_id, SENT, steps=gone)
            )
        assert contact(services, contact_id).follow_ups == ()

    def test_the_history_says_that_it_was_started(self, services: Services) -> None:
        contact_id, _card, _run = start(services)
        assert EventKind.CADENCE_STARTED in events(services, contact_id)


class TestStopping:
    def test_the_user_may_stop_it(self, services: Services) -> None:
        contact_id, card_id, run = start(services)
        plan(services, contact_id, card_id, date(2026, 12, 1), "My own")
        before = dump(services.db.raw)
        services.cadences.stop(run)
        assert [own.title for own in contact(services, contact_id).follow_ups] == ["My own"]
        assert services.undo().value == "Stop the cadence “After a quote”"
        assert dump(services.db.raw) == before

    @pytest.mark.parametrize(
        ("kind", "direction", "outcome"),
        [
            (InteractionKind.EMAIL, Direction.INCOMING, None),
            (InteractionKind.CALL, Direction.OUTGOING, Outcome.AMBIGUOUS),
            (InteractionKind.CALL, Direction.OUTGOING, Outcome.YES),
        ],
    )
    def test_a_reply_in_the_journal_cancels_the_rest(
        self,
        services: Services,
        kind: InteractionKind,
        direction: Direction,
        outcome: Outcome | None,
    ) -> None:
        contact_id, card_id, _run = start(services)
        services.journal.write(
            WriteInteraction(contact_id, card_id, kind, "Well…", direction, outcome)
        )
        assert contact(services, contact_id).follow_ups == ()

    def test_an_attempt_without_an_answer_leaves_it_alone(self, services: Services) -> None:
        contact_id, card_id, _run = start(services)
        services.journal.write(
            WriteInteraction(
                contact_id,
                card_id,
                InteractionKind.CALL,
                "Voicemail",
                Direction.OUTGOING,
                Outcome.NO_ANSWER,
            )
        )
        assert len(contact(services, contact_id).follow_ups) == 3

    def test_a_reply_about_another_deal_leaves_it_alone(self, services: Services) -> None:
        contact_id, _card, _run = start(services)
        other = services.opportunities.add(contact_id, DealInput("Other")).value
        reply = WriteInteraction(
            contact_id, other, InteractionKind.EMAIL, "Yes", Direction.INCOMING
        )
        services.journal.write(reply)
        assert len(contact(services, contact_id).follow_ups) == 3

    def test_a_reply_of_before_it_began_leaves_it_alone(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(SENT)
        contact_id, card_id, _run = start(services)
        before = datetime(2026, 11, 20, 9, tzinfo=UTC)
        reply = WriteInteraction(
            contact_id,
            card_id,
            InteractionKind.EMAIL,
            "Send me a quote",
            Direction.INCOMING,
            happened_at=before,
        )
        services.journal.write(reply)
        assert len(contact(services, contact_id).follow_ups) == 3

    def test_a_reply_that_names_no_deal_cancels_all(self, services: Services) -> None:
        contact_id, _card, _run = start(services)
        reply = WriteInteraction(contact_id, None, InteractionKind.EMAIL, "Hm", Direction.INCOMING)
        services.journal.write(reply)
        assert contact(services, contact_id).follow_ups == ()

    @pytest.mark.parametrize("event", ["win", "loss", "standby"])
    def test_so_do_a_sale_a_loss_and_a_standby(self, services: Services, event: str) -> None:
        contact_id, card_id, _run = start(services)
        if event == "win":
            services.opportunities.win(Win(card_id, people.sale()))
        elif event == "loss":
            services.opportunities.lose(Lose(card_id, "price"))
        else:
            services.opportunities.stand_by(StandBy(card_id, date(2027, 3, 1)))
        assert not [f for f in contact(services, contact_id).follow_ups if f.due_on < EXPIRES]
        stopped = services.db.rows("SELECT stopped_by FROM cadence_runs WHERE name LIKE '%quote%'")
        assert stopped == [(event,)]
        assert EventKind.CADENCE_STOPPED in events(services, contact_id)

    def test_what_a_cadence_does_not_stop_on_leaves_it_alone(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        own = cadence(services)
        services.cadences.save(
            SaveCadence(own.id, own.name, own.trigger, frozenset({CadenceEvent.WIN}), own.steps)
        )
        services.cadences.start(StartCadence(own.id, contact_id, card_id, SENT))
        services.opportunities.lose(Lose(card_id, "price"))
        assert len(contact(services, contact_id).follow_ups) == 3

    def test_editing_a_cadence_does_not_change_what_stops_one_at_work(
        self, services: Services
    ) -> None:
        contact_id, card_id, _run = start(services)
        own = cadence(services)
        services.cadences.save(
            SaveCadence(own.id, own.name, own.trigger, frozenset(), own.steps[:1])
        )
        assert len(contact(services, contact_id).follow_ups) == 3
        services.opportunities.lose(Lose(card_id, "price"))
        assert contact(services, contact_id).follow_ups == ()

    def test_a_cancelled_sale_cancels_what_follows_it_and_no_reply_does(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        services.opportunities.win(Win(card_id, people.sale()))
        sale_id = services.db.rows("SELECT id FROM sales")[0][0]
        services.db.raw.execute("UPDATE follow_ups SET cancelled_at = created_at")
        after = cadence(services, "after_sale").id
        with services.db.step("x") as step:
            apply_start(
                services.workspace,
                step.session,
                StartCadence(after, contact_id, card_id, SENT, sale_id=sale_id),
            )
        reply = WriteInteraction(
            contact_id, card_id, InteractionKind.EMAIL, "Thank you", Direction.INCOMING
        )
        services.journal.write(reply)
        assert len(contact(services, contact_id).follow_ups) == 4
        services.sales.cancel(sale_id)
        assert contact(services, contact_id).follow_ups == ()

    def test_a_cancelled_sale_leaves_what_follows_another(self, services: Services) -> None:
        own = cadence(services, "after_sale")
        sold = replace(people.sale(), cadence_id=own.id)
        contact_id, card_id = people.prospect(services)
        other = services.opportunities.add(contact_id, DealInput("Other")).value
        for deal_id in (card_id, other):
            services.opportunities.win(Win(deal_id, sold))
        first, second = services.db.rows("SELECT id FROM sales ORDER BY id")
        services.sales.cancel(second[0])
        going_on = services.db.rows("SELECT sale_id FROM cadence_runs WHERE stopped_on IS NULL")
        assert going_on == [first]


class TestTheList:
    def test_a_new_file_has_the_shipped_cadences(self, services: Services) -> None:
        keys = [own.key for own in services.cadences.all()]
        assert keys == ["after_quote", "first_contact", "after_sale", "wake_up"]

    def test_what_is_saved_is_read_back(self, services: Services) -> None:
        steps = (CadenceStep(2, FollowUpKind.EMAIL, " Write ", template="reminder"),)
        stops = frozenset({CadenceEvent.REPLY})
        command = SaveCadence(None, " Mine ", CadenceTrigger.BY_HAND, stops, steps)
        made = services.cadences.save(command).value
        last = services.cadences.all()[-1]
        assert (last.id, last.name, last.stops_on) == (made, "Mine", stops)
        assert last.steps == (steps[0]._replace(title="Write"),)

    @pytest.mark.parametrize(
        ("name", "steps", "code", "field"),
        [
            (" ", (CadenceStep(1, FollowUpKind.CALL, "Call"),), "no_name", "name"),
            ("Mine", (), "no_step", "steps"),
            ("Mine", (CadenceStep(1, FollowUpKind.CALL, " "),), "no_title", "steps"),
            ("Mine", (CadenceStep(-1, FollowUpKind.CALL, "x"),), "days_out_of_range", "steps"),
            ("Mine", (CadenceStep(1, FollowUpKind.CALL, "x"),) * 2, "same_day_twice", "steps"),
        ],
    )
    def test_a_cadence_that_says_too_little_is_refused_beside_its_field(
        self,
        services: Services,
        name: str,
        steps: tuple[CadenceStep, ...],
        code: str,
        field: str,
    ) -> None:
        command = SaveCadence(None, name, CadenceTrigger.BY_HAND, frozenset(), steps)
        with pytest.raises(DomainError) as caught:
            services.cadences.save(command)
        assert (caught.value.code, caught.value.field) == (f"cadence.{code}", field)

    def test_a_removed_one_is_proposed_no_more_and_goes_on_where_it_runs(
        self, services: Services
    ) -> None:
        contact_id, _card, _run = start(services)
        services.cadences.remove(cadence(services).id)
        assert services.cadences.previews(SENT, trigger=CadenceTrigger.QUOTE_SENT) == ()
        assert len(contact(services, contact_id).follow_ups) == 3

    def test_one_that_was_started_is_put_away_and_back_in_use_when_it_is_saved(
        self, services: Services
    ) -> None:
        start(services)
        own = cadence(services)
        assert services.cadences.remove(own.id).value is True
        assert services.cadences.all(put_away=True) == (own,)
        services.cadences.save(SaveCadence(own.id, own.name, own.trigger, own.stops_on, own.steps))
        assert own in services.cadences.all()
        assert services.cadences.all(put_away=True) == ()

    def test_one_that_was_never_started_goes_for_good(self, services: Services) -> None:
        own = cadence(services)
        assert services.cadences.remove(own.id).value is False
        assert services.cadences.all(put_away=True) == ()
        services.undo()
        assert cadence(services) == own

    def test_they_keep_the_order_that_the_user_gives(self, services: Services) -> None:
        ids = [own.id for own in services.cadences.all()][::-1]
        services.cadences.order(ids)
        assert [own.id for own in services.cadences.all()] == ids
        services.undo()
        assert [own.id for own in services.cadences.all()] == ids[::-1]
