"""Who has a part in a deal, and its hand-over to the one who decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.commands import (
    DealInput,
    Forced,
    Lose,
    MoveCards,
    PlanFollowUp,
    WriteInteraction,
)
from pisteur.domain.deal_people import AddDealPerson, PersonInput, Refer
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.words import (
    Answer,
    DealRole,
    Direction,
    EventKind,
    FollowUpKind,
    InteractionKind,
    Status,
    Verdict,
)
from pisteur.exchange.errors import ExchangeError
from pisteur.services.services import Services
from support import people
from support.dumps import dump
from support.look import contact, deal, events, status

YES, NO = Answer.YES, Answer.NO
MARIE = PersonInput(name="Marie Durand", reach="06 39 98 00 11")


def refer(
    services: Services, contact_id: int, card: int, decider: PersonInput, role: DealRole
) -> int:
    """Qualify as out, hand the deal over; returns the contact that has it now."""
    given = people.answers(services, YES, YES, NO)
    services.opportunities.qualify(contact_id, card, given, Refer(card, decider, role))
    return services.contact_view.contact_of(card).id


def stage_name(services: Services, card: int) -> str:
    ((name,),) = services.db.rows(
        "SELECT s.name FROM opportunities o JOIN stages s ON s.id = o.stage_id WHERE o.id = ?",
        (card,),
    )
    return str(name)


class TestRule2ADealGoesToThePersonWhoDecides:
    def test_the_one_who_decides_is_created_and_the_first_one_keeps_a_part(
        self, services: Services
    ) -> None:
        first, card = people.lead(services, "Paul Roche, Brasserie du Canal, 01 99 00 45 67")
        decider = refer(services, first, card, MARIE, DealRole.USER)
        assert decider != first
        marie = contact(services, decider)
        assert (marie.display_name, marie.company) == ("Marie Durand", "Brasserie du Canal")
        assert [point.value for point in marie.points] == ["06 39 98 00 11"]
        assert [(one.name, one.role) for one in deal(services, decider).people] == [
            ("Marie Durand", DealRole.DECIDER),
            ("Paul Roche", DealRole.USER),
        ]
        paul = contact(services, first)
        assert paul.opportunities == ()
        assert paul.qualification is not None
        assert paul.qualification.verdict is Verdict.OUT
        (part,) = paul.parts
        assert (part.opportunity_id, part.contact_id, part.role) == (card, decider, DealRole.USER)
        assert contact(services, decider).parts == ()

    def test_calling_the_one_who_decides_is_planned_for_the_next_working_day(
        self, services: Services
    ) -> None:
        first, card = people.lead(services)
        decider = refer(services, first, card, MARIE, DealRole.USER)
        (action,) = contact(services, decider).follow_ups
        assert (action.kind, action.title) == (FollowUpKind.CALL, "Call Marie Durand, who decides")
        assert (action.due_on, action.opportunity_id) == (date(2026, 11, 23), card)
        assert deal(services, decider).next_follow_up_id == action.id

    @pytest.mark.parametrize(
        ("reach", "kind", "title"),
        [
            ("marie@exemple.fr", FollowUpKind.EMAIL, "Write to Marie Durand, who decides"),
            ("", FollowUpKind.TASK, "Find out how to reach Marie Durand, who decides"),
        ],
    )
    def test_the_action_follows_the_way_there_is_to_reach_them(
        self, services: Services, reach: str, kind: FollowUpKind, title: str
    ) -> None:
        first, card = people.lead(services)
        person = PersonInput(name="Marie Durand", reach=reach)
        decider = refer(services, first, card, person, DealRole.ADVISER)
        (action,) = contact(services, decider).follow_ups
        assert (action.kind, action.title) == (kind, title)

    def test_qualification_hand_over_and_action_are_one_step(self, services: Services) -> None:
        first, card = people.lead(services)
        before = dump(services.db.raw)
        refer(services, first, card, MARIE, DealRole.USER)
        after = dump(services.db.raw)
        services.undo()
        assert dump(services.db.raw) == before
        services.redo()
        assert dump(services.db.raw) == after

    def test_somebody_known_takes_over_and_nobody_is_created(self, services: Services) -> None:
        first, card = people.lead(services)
        known, _own = people.lead(services, "Marie Durand marie@exemple.fr")
        assert refer(services, first, card, PersonInput(known), DealRole.PAYER) == known
        assert services.db.rows("SELECT count(*) FROM contacts") == [(2,)]
        assert {one.id for one in contact(services, known).opportunities} == {card, _own}

    def test_the_status_follows_the_evidence_of_each(self, services: Services) -> None:
        first, card = people.lead(services)
        decider = refer(services, first, card, MARIE, DealRole.USER)
        assert status(services, first) is Status.LEAD
        assert status(services, decider) is Status.LEAD

    def test_a_prospects_card_goes_back_among_the_leads_with_somebody_not_qualified(
        self, services: Services
    ) -> None:
        first, card = people.prospect(services)
        before = dump(services.db.raw)
        refer(services, first, card, MARIE, DealRole.USER)
        assert stage_name(services, card) == "New lead"
        services.undo()
        assert dump(services.db.raw) == before

    def test_a_prospects_card_stays_with_somebody_qualified(self, services: Services) -> None:
        first, card = people.prospect(services)
        known, _own = people.prospect(services, "Marie Durand marie@exemple.fr")
        before = stage_name(services, card)
        refer(services, first, card, PersonInput(known), DealRole.USER)
        assert stage_name(services, card) == before

    def test_a_card_that_was_forced_into_prospects_stays_with_its_reason(
        self, services: Services
    ) -> None:
        first, card = people.lead(services)
        target = people.stage(services, "Qualified prospect")
        forced = Forced("Asked for a quote by phone")
        services.opportunities.move(MoveCards((card,), target, evidence={card: forced}))
        refer(services, first, card, MARIE, DealRole.USER)
        assert stage_name(services, card) == "Qualified prospect"

    def test_both_histories_say_so(self, services: Services) -> None:
        first, card = people.lead(services)
        decider = refer(services, first, card, MARIE, DealRole.USER)
        assert EventKind.REFERRED in events(services, first)
        assert EventKind.REFERRED in events(services, decider)

    def test_two_cards_at_the_gate_go_to_one_person_who_is_created_once(
        self, services: Services
    ) -> None:
        first, card = people.lead(services)
        second = services.opportunities.add(first, DealInput("Second deal")).value
        given = people.answers(services, YES, YES, NO)
        services.opportunities.move(
            MoveCards(
                (card, second),
                people.stage(services, "Qualified prospect"),
                evidence={card: given, second: given},
                consequences=(
                    Refer(card, MARIE, DealRole.USER),
                    Refer(second, MARIE, DealRole.USER),
                ),
            )
        )
        assert services.db.rows("SELECT count(*) FROM contacts") == [(2,)]
        assert services.contact_view.contact_of(card).id != first
        assert (
            services.contact_view.contact_of(card).id == services.contact_view.contact_of(second).id
        )

    @pytest.mark.parametrize(
        ("person", "code", "field"),
        [
            (PersonInput(name="  "), "person.name_missing", "name"),
            (PersonInput(name="Marie", reach="soon"), "person.reach_unreadable", "reach"),
            (PersonInput(name="Marie", reach="marie@"), "person.reach_unreadable", "reach"),
            (PersonInput(1), "person.decides_not", "name"),
            (PersonInput(99), "record.gone", None),
        ],
    )
    def test_what_is_wrong_with_the_person_is_said_and_nothing_changes(
        self, services: Services, person: PersonInput, code: str, field: str | None
    ) -> None:
        first, card = people.lead(services)
        assert first == 1
        before = dump(services.db.raw)
        with pytest.raises(DomainError) as caught:
            refer(services, first, card, person, DealRole.USER)
        assert (caught.value.code, caught.value.field) == (code, field)
        assert dump(services.db.raw) == before

    def test_who_was_thought_to_decide_no_longer_does(self, services: Services) -> None:
        first, card = people.lead(services)
        services.people.add(AddDealPerson(card, PersonInput(first), DealRole.DECIDER))
        decider = refer(services, first, card, MARIE, DealRole.USER)
        roles = {(one.contact_id, one.role) for one in deal(services, decider).people}
        assert roles == {(decider, DealRole.DECIDER), (first, DealRole.USER)}


class TestRule6CadencesFollowADealThatIsHandedOver:
    @pytest.fixture
    def handed_over(self, services: Services) -> tuple[int, int, int]:
        """Begin a cadence with the first one, hand over; returns (first, deal, decider)."""
        first, card = people.lead(services)
        chosen = next(own for own in services.cadences.all() if own.key == "after_quote")
        services.cadences.start(StartCadence(chosen.id, first, card, date(2026, 11, 23)))
        decider = refer(services, first, card, MARIE, DealRole.USER)
        assert contact(services, first).runs
        return first, card, decider

    @pytest.mark.parametrize("names_the_deal", [True, False])
    def test_a_reply_of_the_one_who_decides_stops_them(
        self, services: Services, handed_over: tuple[int, int, int], names_the_deal: bool
    ) -> None:
        first, card, decider = handed_over
        services.journal.write(
            WriteInteraction(
                decider,
                card if names_the_deal else None,
                InteractionKind.CALL,
                "Will sign",
                Direction.INCOMING,
            )
        )
        assert contact(services, first).runs == ()

    def test_losing_the_deal_stops_them(
        self, services: Services, handed_over: tuple[int, int, int]
    ) -> None:
        first, card, _decider = handed_over
        services.opportunities.lose(Lose(card, "price"))
        assert contact(services, first).runs == ()

    def test_a_reply_of_someone_else_leaves_them(
        self, services: Services, handed_over: tuple[int, int, int]
    ) -> None:
        first, _card, _decider = handed_over
        other, other_card = people.lead(services, "Studio Lenoir")
        services.journal.write(
            WriteInteraction(other, other_card, InteractionKind.CALL, "Yes", Direction.INCOMING)
        )
        assert contact(services, first).runs


class TestPeopleOfADeal:
    def test_someone_is_added_with_a_role_and_removed_again(self, services: Services) -> None:
        first, card = people.lead(services)
        added = services.people.add(AddDealPerson(card, MARIE, DealRole.PAYER)).value
        (one,) = deal(services, first).people
        assert (one.contact_id, one.role) == (added, DealRole.PAYER)
        assert services.db.undo_label == "Add Marie Durand to “Garage Morel”"
        services.people.remove(one.id)
        assert deal(services, first).people == ()
        assert contact(services, added).display_name == "Marie Durand"
        services.undo()
        assert deal(services, first).people == (one,)

    def test_the_same_part_is_not_given_twice_but_another_is(self, services: Services) -> None:
        first, card = people.lead(services)
        added = services.people.add(AddDealPerson(card, MARIE, DealRole.PAYER)).value
        known = PersonInput(added)
        with pytest.raises(DomainError) as caught:
            services.people.add(AddDealPerson(card, known, DealRole.PAYER))
        assert (caught.value.code, caught.value.field) == ("person.there", "role")
        services.people.add(AddDealPerson(card, known, DealRole.DECIDER))
        assert [one.role for one in deal(services, first).people] == [
            DealRole.DECIDER,
            DealRole.PAYER,
        ]

    def test_the_archive_keeps_the_parts(self, services: Services, tmp_path: Path) -> None:
        _first, card = people.lead(services)
        services.people.add(AddDealPerson(card, MARIE, DealRole.CONSUMER))
        path = tmp_path / "all.json"
        services.archive.write(path)
        kept = dump(services.db.raw)["deal_people"]
        text = path.read_text(encoding="utf-8")
        services.undo()
        services.undo()
        services.archive.read(path)
        assert dump(services.db.raw)["deal_people"] == kept
        services.undo()
        path.write_text(text.replace('"consumer"', '"king"'), encoding="utf-8")
        with pytest.raises(ExchangeError) as caught:
            services.archive.read(path)
        assert caught.value.params["table"] == "deal_people.role"


class TestWhatIsPlannedGoesToWhoDecides:
    @pytest.mark.parametrize("moves", [True, False])
    def test_it_moves_with_the_deal_in_the_same_step_unless_it_is_to_stay(
        self, services: Services, moves: bool
    ) -> None:
        first, card = people.lead(services, "Paul Roche 01 99 00 45 67")
        marie, _other_card = people.lead(services, "Marie Durand 06 39 98 00 11")
        day = date(2026, 11, 30)
        for deal_id, kind in ((card, FollowUpKind.EMAIL), (None, FollowUpKind.TASK)):
            services.follow_ups.plan(PlanFollowUp(first, deal_id, kind, kind.value, day))
        before = dump(services.db.raw)
        given = people.answers(services, YES, YES, NO)
        to = Refer(card, PersonInput(contact_id=marie), DealRole.USER, moves_actions=moves)
        services.opportunities.qualify(first, card, given, to)
        moved = "SELECT contact_id, sequence FROM follow_ups WHERE title = 'email'"
        assert services.db.rows(moved) == [(marie, 1) if moves else (first, 0)]
        # What is planned with the first one apart from the deal stays.
        stays = "SELECT contact_id FROM follow_ups WHERE title = 'task'"
        assert services.db.rows(stays) == [(first,)]
        services.undo()
        assert dump(services.db.raw) == before

    def test_what_the_one_who_decides_objected_to_stays(self, services: Services) -> None:
        first, card = people.lead(services, "Paul Roche 01 99 00 45 67")
        marie, _other_card = people.lead(services, "Marie Durand 06 39 98 00 11")
        for kind in (FollowUpKind.CALL, FollowUpKind.EMAIL):
            command = PlanFollowUp(first, card, kind, kind.value, date(2026, 11, 30))
            services.follow_ups.plan(command)
        services.oppositions.note(Oppose(marie, Channel.EMAIL, date(2026, 11, 22)))
        refer(services, first, card, PersonInput(contact_id=marie), DealRole.USER)
        planned = "SELECT title, contact_id FROM follow_ups WHERE title IN ('call', 'email')"
        assert dict(services.db.rows(planned)) == {"call": marie, "email": first}
