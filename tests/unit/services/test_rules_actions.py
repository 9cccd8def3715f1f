"""Rules 3 and 4: "not known yet" is an answer; every open deal has a next action."""

from __future__ import annotations

from datetime import date, time

import pytest

from pisteur.domain.commands import (
    CompleteFollowUp,
    Lose,
    PlanFollowUp,
    StandBy,
    WhatNext,
    Win,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.qualification import QualificationInput
from pisteur.domain.words import (
    Answer,
    FollowUpKind,
    LostReason,
    OpportunityState,
    Outcome,
    Verdict,
)
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact, deal, plan

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


class TestRule3NotKnownYetIsAnAnswer:
    def test_it_creates_the_action_that_finds_out_on_the_next_working_day(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.lead(services)
        given = people.answers(services, YES, YES, UNKNOWN)
        services.opportunities.qualify(contact_id, card_id, given)
        (action,) = contact(services, contact_id).follow_ups
        assert (action.kind, action.title) == (FollowUpKind.FIND_OUT, "Ask who decides")
        assert action.due_on == date(2026, 11, 23)
        assert action.opportunity_id == card_id

    def test_the_action_that_finds_out_is_not_planned_on_a_public_holiday(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(date(2026, 12, 24))  # A Thursday; Christmas makes a week-end of three days.
        contact_id, card_id = people.lead(services)
        given = people.answers(services, YES, YES, UNKNOWN)
        services.opportunities.qualify(contact_id, card_id, given)
        (action,) = contact(services, contact_id).follow_ups
        assert action.due_on == date(2026, 12, 28)

    def test_a_criterion_left_out_counts_as_not_known(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.qualify(contact_id, card_id, people.answers(services, YES))
        assert len(contact(services, contact_id).follow_ups) == 2

    def test_asking_twice_does_not_double_the_action(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        given = people.answers(services, YES, YES, UNKNOWN)
        services.opportunities.qualify(contact_id, card_id, given)
        services.opportunities.qualify(contact_id, card_id, given)
        assert len(contact(services, contact_id).follow_ups) == 1

    def test_the_answer_ticks_the_action_off(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.qualify(
            contact_id, card_id, people.answers(services, YES, YES, UNKNOWN)
        )
        services.opportunities.qualify(contact_id, card_id, people.yes(services))
        assert contact(services, contact_id).follow_ups == ()
        assert services.db.rows("SELECT count(*) FROM follow_ups WHERE done_at IS NOT NULL") == [
            (1,)
        ]

    def test_with_a_refusal_there_is_nothing_left_to_find_out(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.qualify(
            contact_id, card_id, people.answers(services, YES, NO, UNKNOWN)
        )
        assert contact(services, contact_id).follow_ups == ()

    def test_a_new_qualification_starts_from_the_last_answers(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        services.opportunities.qualify(
            contact_id, card_id, people.answers(services, YES, UNKNOWN, NO)
        )
        latest = services.qualification.latest_answers(contact_id)
        assert [latest[i].answer for i in sorted(latest)] == [YES, UNKNOWN, NO]

    def test_an_answer_to_a_criterion_that_is_gone_is_refused(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        given = people.yes(services)
        services.db.raw.execute(
            "DELETE FROM criteria WHERE id = ?", (given.answers[0].criterion_id,)
        )
        with pytest.raises(DomainError, match=r"qualification\.unknown_criterion"):
            services.opportunities.qualify(contact_id, card_id, given)


def test_a_qualification_may_carry_no_answer_at_all(services: Services) -> None:
    contact_id, card_id = people.lead(services)
    verdict = services.opportunities.qualify(contact_id, card_id, QualificationInput(())).value
    assert verdict is Verdict.FIND_OUT


class TestRule4EveryOpenDealHasANextAction:
    def test_a_deal_without_one_is_in_a_group_of_its_own(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        assert [d.id for d in services.today.today().without_action] == [card_id]
        plan(services, contact_id, card_id, date(2026, 11, 30))
        assert services.today.today().without_action == ()

    def test_an_action_without_words_is_refused(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        with pytest.raises(DomainError, match=r"follow_up\.title_missing") as caught:
            plan(services, contact_id, card_id, date(2026, 11, 30), "  ")
        assert caught.value.field == "title"
        assert contact(services, contact_id).follow_ups == ()

    def test_deals_on_standby_won_or_lost_are_not_in_that_group(self, services: Services) -> None:
        cards = [people.lead(services, name)[1] for name in ("A", "B", "C")]
        services.opportunities.stand_by(StandBy(cards[0], date(2027, 1, 4)))
        services.opportunities.win(Win(cards[1], people.sale()))
        services.opportunities.lose(Lose(cards[2], LostReason.PRICE))
        assert services.today.today().without_action == ()

    def test_completing_without_anything_next_puts_the_deal_in_that_group(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.lead(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        services.follow_ups.complete(CompleteFollowUp(action))
        assert [d.id for d in services.today.today().without_action] == [card_id]

    def test_completing_and_what_comes_next_are_one_step(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        before = dump(services.db.raw)
        services.follow_ups.complete(
            CompleteFollowUp(
                action,
                outcome=Outcome.NO_ANSWER,
                note="voicemail",
                what_next=PlanFollowUp(
                    contact_id, card_id, FollowUpKind.CALL, "Try again", date(2026, 11, 24)
                ),
            )
        )
        (left,) = contact(services, contact_id).follow_ups
        assert left.title == "Try again"
        services.undo()
        assert dump(services.db.raw) == before

    @pytest.mark.parametrize(
        ("next_step", "state"),
        [
            ("standby", OpportunityState.STANDBY),
            ("lost", OpportunityState.LOST),
            ("won", OpportunityState.WON),
        ],
    )
    def test_what_comes_next_may_be_standby_lost_or_won(
        self, services: Services, next_step: str, state: OpportunityState
    ) -> None:
        contact_id, card_id = people.prospect(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        options: dict[str, WhatNext] = {
            "standby": StandBy(card_id, date(2027, 1, 4)),
            "lost": Lose(card_id, LostReason.PRICE, "too dear"),
            "won": Win(card_id, people.sale()),
        }
        services.follow_ups.complete(CompleteFollowUp(action, what_next=options[next_step]))
        assert deal(services, contact_id).state is state
        assert contact(services, contact_id).follow_ups == ()

    def test_when_what_comes_next_is_refused_nothing_is_ticked_off(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        before = dump(services.db.raw)
        with pytest.raises(DomainError):
            services.follow_ups.complete(
                CompleteFollowUp(action, note="done", what_next=Win(card_id, people.sale("0")))
            )
        assert dump(services.db.raw) == before

    def test_the_earliest_open_action_is_the_next_one(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        plan(services, contact_id, card_id, date(2026, 12, 1), "Later")
        plan(services, contact_id, card_id, date(2026, 11, 25), "Sooner")
        timed = PlanFollowUp(
            contact_id, card_id, FollowUpKind.CALL, "At nine", date(2026, 11, 25), time(9)
        )
        services.follow_ups.plan(timed)
        titles = [f.title for f in contact(services, contact_id).follow_ups]
        assert titles == ["At nine", "Sooner", "Later"]
        assert deal(services, contact_id).next_follow_up_id == next(
            f.id for f in contact(services, contact_id).follow_ups
        )

    def test_an_action_done_twice_is_refused_the_second_time(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        services.follow_ups.complete(CompleteFollowUp(action))
        with pytest.raises(DomainError, match=r"follow_up\.closed"):
            services.follow_ups.complete(CompleteFollowUp(action))

    def test_today_groups_by_date_and_the_week_ends_on_sunday(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(date(2026, 11, 25))  # a Wednesday
        contact_id, card_id = people.lead(services)
        for day in (24, 25, 26, 29, 30):
            plan(services, contact_id, card_id, date(2026, 11, day), str(day))
        page = services.today.today()
        assert [f.title for f in page.overdue] == ["24"]
        assert [f.title for f in page.due_today] == ["25"]
        assert [f.title for f in page.this_week] == ["26", "29"]
        assert page.later_count == 1
        assert page.urgent_count == 2
