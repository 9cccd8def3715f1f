"""The heat that is proposed, and what the user makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pisteur.domain.commands import DealInput, PlanFollowUp, Win, WriteInteraction
from pisteur.domain.errors import DomainError
from pisteur.domain.heat import HeatEvidence, HeatReasonKind
from pisteur.domain.insights import NoteStanding
from pisteur.domain.words import (
    Direction,
    EventKind,
    FollowUpKind,
    Heat,
    InteractionKind,
    Outcome,
)
from pisteur.services.services import Services
from support.clock import FakeClock
from support.look import contact, events
from support.people import lead, sale

TODAY = date(2026, 11, 22)
CALL, MEETING, NOTE = InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.NOTE
IN, OUT, NONE = Direction.INCOMING, Direction.OUTGOING, Direction.NONE


def write(
    services: Services,
    contact_id: int,
    kind: InteractionKind = CALL,
    direction: Direction = OUT,
    outcome: Outcome | None = None,
    *,
    days_ago: int = 0,
) -> None:
    happened = services.workspace.clock.now() - timedelta(days=days_ago)
    services.journal.write(
        WriteInteraction(contact_id, None, kind, "…", direction, outcome, happened)
    )


def asked(services: Services, contact_id: int, on: date = TODAY) -> None:
    services.segments.note(NoteStanding(contact_id, asked_on=on))


def found(services: Services, contact_id: int) -> HeatEvidence:
    return services.heat.evidence((contact_id,))[contact_id]


def test_of_a_mere_trace_nothing_is_known_and_nothing_proposed(services: Services) -> None:
    contact_id, _card = lead(services)
    assert found(services, contact_id) == HeatEvidence()
    assert services.heat.proposal(contact_id) is None


def test_without_evidence_the_heat_that_the_user_set_stays_unquestioned(
    services: Services,
) -> None:
    contact_id, _card = lead(services)
    services.contacts.set_heat((contact_id,), Heat.HOT)
    assert services.heat.proposal(contact_id) is None


def test_who_asked_to_be_contacted_is_proposed_as_hot_with_the_reason(services: Services) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id, TODAY - timedelta(days=3))
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    assert proposal.heat is Heat.HOT
    assert [(r.kind, r.days) for r in proposal.reasons] == [(HeatReasonKind.ASKED, 3)]


def test_the_heat_stays_the_users_until_the_proposal_is_taken(services: Services) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id)
    assert contact(services, contact_id).heat is Heat.COLD
    services.contacts.set_heat((contact_id,), Heat.HOT)
    assert services.heat.proposal(contact_id) is None


def test_the_journal_gives_replies_meetings_and_attempts_without_answer(
    services: Services,
) -> None:
    contact_id, _card = lead(services)
    write(services, contact_id, CALL, OUT, Outcome.NO_ANSWER, days_ago=40)
    write(services, contact_id, MEETING, NONE, None, days_ago=30)
    write(services, contact_id, CALL, OUT, Outcome.AMBIGUOUS, days_ago=20)
    write(services, contact_id, CALL, OUT, Outcome.NO_ANSWER, days_ago=9)
    write(services, contact_id, CALL, OUT, None, days_ago=8)
    write(services, contact_id, NOTE, NONE, None, days_ago=1)
    assert found(services, contact_id) == HeatEvidence(
        replied_on=TODAY - timedelta(days=20),
        reply=Outcome.AMBIGUOUS,
        met_on=TODAY - timedelta(days=30),
        unanswered=2,
    )


def test_no_answer_is_never_a_reply(services: Services) -> None:
    contact_id, _card = lead(services)
    write(services, contact_id, CALL, OUT, Outcome.NO_ANSWER, days_ago=2)
    write(services, contact_id, MEETING, OUT, Outcome.NO_ANSWER, days_ago=1)
    evidence = found(services, contact_id)
    assert (evidence.replied_on, evidence.met_on) == (None, None)


def test_a_meeting_to_come_counts_until_it_is_over_or_cancelled(
    services: Services, clock: FakeClock
) -> None:
    contact_id, card_id = lead(services)
    due = TODAY + timedelta(days=4)
    action = services.follow_ups.plan(
        PlanFollowUp(contact_id, card_id, FollowUpKind.MEETING, "Meet", due)
    ).value
    assert found(services, contact_id).meeting_on == due
    clock.go_to(due + timedelta(days=1))
    assert found(services, contact_id).meeting_on is None
    clock.go_to(TODAY)
    services.follow_ups.cancel(action)
    assert found(services, contact_id).meeting_on is None


@pytest.mark.parametrize(
    ("state", "expires", "counts"),
    [
        ("open", None, True),
        ("open", TODAY, True),
        ("open", TODAY - timedelta(days=1), False),
        ("lost", None, False),
    ],
)
def test_a_quote_counts_while_it_is_open(
    services: Services, state: str, expires: date | None, counts: bool
) -> None:
    contact_id, card_id = lead(services)
    with services.db.step("quote"):
        services.db.raw.execute(
            "UPDATE opportunities SET quoted_on = ?, quote_expires_on = ?, state = ? WHERE id = ?",
            ("2026-11-10", expires and expires.isoformat(), state, card_id),
        )
    assert found(services, contact_id).quoted_on == (date(2026, 11, 10) if counts else None)


def test_a_request_or_reply_dated_ahead_does_not_count(services: Services) -> None:
    contact_id, _card = lead(services)
    with services.db.step("ask"):
        services.db.raw.execute("UPDATE contacts SET asked_on = '2026-12-24'")
    write(services, contact_id, CALL, IN, Outcome.YES, days_ago=-2)
    assert found(services, contact_id) == HeatEvidence()


def test_many_contacts_are_proposed_at_once_as_each_by_itself(services: Services) -> None:
    ids = [lead(services, f"Name {n}")[0] for n in range(4)]
    asked(services, ids[0])
    write(services, ids[1], CALL, IN, Outcome.YES)
    services.contacts.set_heat((ids[2],), Heat.WARM)
    write(services, ids[2], CALL, OUT, Outcome.NO)
    together = services.heat.proposals(ids)
    assert set(together) == set(ids[:3])
    assert together[ids[2]].heat is Heat.COLD
    for contact_id in ids:
        assert together.get(contact_id) == services.heat.proposal(contact_id)


def test_a_proposal_that_was_turned_down_is_not_made_again(
    services: Services, clock: FakeClock
) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id)
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    services.heat.keep(contact_id, proposal)
    assert services.heat.proposal(contact_id) is None
    assert contact(services, contact_id).heat is Heat.COLD
    assert events(services, contact_id)[0] is EventKind.HEAT_KEPT
    clock.advance(days=2)
    assert services.heat.proposal(contact_id) is None


def test_it_is_made_again_when_something_new_speaks_for_it(services: Services) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id, TODAY - timedelta(days=2))
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    services.heat.keep(contact_id, proposal)
    write(services, contact_id, CALL, IN, Outcome.YES)
    again = services.heat.proposal(contact_id)
    assert again is not None
    assert again.heat is Heat.HOT


def test_another_heat_is_proposed_as_the_request_grows_old(
    services: Services, clock: FakeClock
) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id)
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    services.heat.keep(contact_id, proposal)
    clock.advance(days=40)
    older = services.heat.proposal(contact_id)
    assert older is not None
    assert older.heat is Heat.WARM


def test_keeping_the_heat_can_be_taken_back(services: Services) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id)
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    services.heat.keep(contact_id, proposal)
    assert services.undo().value == "Keep the heat of “Garage Morel”"
    assert services.heat.proposal(contact_id) == proposal
    services.redo()
    assert services.heat.proposal(contact_id) is None


def test_keeping_the_heat_of_who_is_gone_is_refused(services: Services) -> None:
    contact_id, _card = lead(services)
    asked(services, contact_id)
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    services.contacts.delete((contact_id,))
    with pytest.raises(DomainError) as refused:
        services.heat.keep(contact_id, proposal)
    assert refused.value.code == "record.gone"


def test_of_a_customer_without_a_running_deal_nothing_is_proposed(services: Services) -> None:
    contact_id, card = lead(services)
    asked(services, contact_id)
    services.opportunities.win(Win(card, sale()))
    assert services.heat.proposal(contact_id) is None
    services.opportunities.add(contact_id, DealInput("Again"))
    proposal = services.heat.proposal(contact_id)
    assert proposal is not None
    assert proposal.heat is Heat.HOT
