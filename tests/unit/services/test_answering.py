"""Rule 5 over the services: each answer has its consequence, proposed and never forced."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pisteur.domain.answers import Proposal
from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.commands import CompleteFollowUp, PlanFollowUp, WriteInteraction
from pisteur.domain.recurrence import monthly_like, to_rrule
from pisteur.domain.settings import ATTEMPTS_LIMIT, REGION
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind, Outcome
from pisteur.domain.working_days import Region
from pisteur.services.board import read_board, read_delta
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.look import deal, plan

MONDAY = date(2026, 11, 23)


def call(services: Services, contact_id: int, card_id: int, outcome: Outcome) -> None:
    services.journal.write(
        WriteInteraction(
            contact_id, card_id, InteractionKind.CALL, "…", Direction.OUTGOING, outcome
        )
    )


class TestRule5EachAnswerHasItsConsequence:
    @pytest.mark.parametrize(
        ("outcome", "proposal", "due_on"),
        [
            (Outcome.YES, Proposal.AGREE_NEXT_STEP, date(2026, 11, 24)),
            (Outcome.NO, Proposal.LOSE, None),
            (Outcome.AMBIGUOUS, Proposal.ASK_CLOSING_QUESTION, date(2026, 11, 25)),
            (Outcome.NO_ANSWER, Proposal.TRY_AGAIN, date(2026, 11, 25)),
        ],
    )
    def test_yes_no_unclear_and_none_lead_each_to_something_else(
        self,
        services: Services,
        clock: FakeClock,
        outcome: Outcome,
        proposal: Proposal,
        due_on: date | None,
    ) -> None:
        clock.go_to(MONDAY)
        contact_id, card_id = people.prospect(services)
        action = plan(services, contact_id, card_id, MONDAY).value
        proposed = services.answering.completing(action).prospects.proposed[outcome]
        assert (proposed.consequence.proposal, proposed.due_on) == (proposal, due_on)
        assert proposed.title

    def test_days_are_working_days_of_the_region(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(date(2026, 12, 24))
        services.settings.put(REGION, "alsace_moselle")
        contact_id, card_id = people.prospect(services)
        action = plan(services, contact_id, card_id, date(2026, 12, 24)).value
        prospects = services.answering.completing(action).prospects
        assert prospects.region is Region.ALSACE_MOSELLE
        assert prospects.proposed[Outcome.YES].due_on == date(2026, 12, 28)

    def test_an_unclear_answer_keeps_its_own_mark_until_a_clear_one(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        assert deal(services, contact_id).open_answer_on is None
        call(services, contact_id, card_id, Outcome.AMBIGUOUS)
        call(services, contact_id, card_id, Outcome.NO_ANSWER)
        assert deal(services, contact_id).open_answer_on == date(2026, 11, 22)
        call(services, contact_id, card_id, Outcome.YES)
        assert deal(services, contact_id).open_answer_on is None

    def test_the_card_bears_the_mark_as_soon_as_the_journal_says_so(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        line = WriteInteraction(
            contact_id,
            card_id,
            InteractionKind.CALL,
            "…",
            Direction.OUTGOING,
            Outcome.AMBIGUOUS,
            happened_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        )
        changes = services.journal.write(line).changes
        delta = read_delta(services.db.raw, changes)
        assert delta is not None
        assert [card.open_answer for card in delta.cards] == [1]
        call(services, contact_id, card_id, Outcome.NO)
        assert [card.open_answer for card in read_board(services.db.raw).cards] == [0]

    def test_without_an_answer_one_tries_again_and_at_the_limit_leaves_them_in_peace(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(MONDAY)
        services.settings.put(ATTEMPTS_LIMIT, 4)
        contact_id, card_id = people.prospect(services)
        action = plan(services, contact_id, card_id, MONDAY).value
        seen = []
        for _attempt in range(4):
            proposed = services.answering.completing(action).prospects.proposed
            seen.append(proposed[Outcome.NO_ANSWER].consequence.proposal)
            call(services, contact_id, card_id, Outcome.NO_ANSWER)
        assert seen == [
            Proposal.TRY_AGAIN,
            Proposal.TRY_AGAIN,
            Proposal.LAST_MESSAGE,
            Proposal.STAND_BY,
        ]
        after = services.answering.prospects(contact_id)
        assert after.persistence.reached
        assert after.proposed[Outcome.NO_ANSWER].due_on == date(2026, 12, 23)


class TestWhatStaysPlanned:
    def test_the_next_step_of_the_cadence_stays_unless_they_reply(
        self, services: Services, clock: FakeClock
    ) -> None:
        clock.go_to(MONDAY)
        contact_id, card_id = people.prospect(services)
        first = services.cadences.all()[0].id
        services.cadences.start(StartCadence(first, contact_id, card_id, MONDAY))
        action = deal(services, contact_id).next_follow_up_id
        assert action is not None
        found = services.answering.completing(action)
        assert found.planned is not None
        assert found.planned.due_on == date(2026, 11, 30)
        assert found.planned_after_reply is None
        assert found.stopped_by_reply == "After a quote"

    def test_an_action_that_repeats_says_when_it_comes_again(self, services: Services) -> None:
        contact_id, card_id = people.prospect(services)
        command = PlanFollowUp(
            contact_id,
            card_id,
            FollowUpKind.CALL,
            "Keep in touch",
            MONDAY,
            rrule=to_rrule(monthly_like(MONDAY, 3)),
        )
        action = services.follow_ups.plan(command).value
        found = services.answering.completing(action)
        assert found.planned == found.planned_after_reply
        assert found.planned is not None
        assert (found.planned.again, found.planned.due_on) == (True, date(2027, 2, 23))
        services.follow_ups.complete(CompleteFollowUp(action))
        assert deal(services, contact_id).next_follow_up_id is not None
