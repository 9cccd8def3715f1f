"""What to know before calling someone."""

from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.commands import Win, WriteInteraction
from pisteur.domain.deal_people import AddDealPerson, PersonInput
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.words import Answer, DealRole, Direction, InteractionKind, Outcome
from pisteur.services.services import Services
from support.clock import FakeClock
from support.people import answers, lead, prospect, sale


def test_the_number_and_the_last_exchange_are_there(services: Services, clock: FakeClock) -> None:
    contact_id, card_id = lead(services, "Garage Morel 06 39 98 12 34")
    for body in ("first", "second"):
        services.journal.write(
            WriteInteraction(
                contact_id,
                card_id,
                InteractionKind.CALL,
                body,
                Direction.OUTGOING,
                Outcome.NO_ANSWER,
            )
        )
        clock.advance(days=1)
    found = services.preparation.preparation(contact_id, card_id)
    assert (found.name, found.phone) == ("Garage Morel", "+33639981234")
    assert found.last is not None
    assert found.last.body == "second"
    assert (found.last.kind, found.last.outcome) == (InteractionKind.CALL, Outcome.NO_ANSWER)


def test_a_number_is_left_out_once_they_objected_to_calls(services: Services) -> None:
    contact_id, card_id = lead(services, "Garage Morel 06 39 98 12 34 a@morel.example")
    services.oppositions.note(Oppose(contact_id, Channel.EMAIL, date(2026, 11, 22)))
    assert services.preparation.preparation(contact_id, card_id).phone == "+33639981234"
    services.oppositions.note(Oppose(contact_id, Channel.PHONE, date(2026, 11, 22)))
    assert services.preparation.preparation(contact_id, card_id).phone == ""


def test_of_somebody_new_all_that_is_required_is_to_be_found_out(services: Services) -> None:
    contact_id, card_id = lead(services, "a@morel.example")
    found = services.preparation.preparation(contact_id, card_id)
    assert (found.phone, found.last, found.concerns, found.deciders) == ("", None, (), ())
    assert [own.key for own in found.unknown] == ["target", "means", "decision"]


def test_only_what_is_not_known_yet_is_to_be_found_out(services: Services) -> None:
    contact_id, card_id = lead(services)
    given = answers(services, Answer.YES, Answer.UNKNOWN, Answer.NO)
    services.opportunities.qualify(contact_id, card_id, given)
    found = services.preparation.preparation(contact_id, card_id)
    assert [own.key for own in found.unknown] == ["means"]


def test_nothing_is_to_be_found_out_of_one_who_has_bought(services: Services) -> None:
    contact_id, card_id = lead(services)
    services.opportunities.win(Win(card_id, sale()))
    assert services.preparation.preparation(contact_id, card_id).unknown == ()


def test_open_questions_are_there_those_of_the_deal_first(services: Services) -> None:
    contact_id, card_id = prospect(services)
    services.concerns.add(contact_id, None, "In general")
    services.concerns.add(contact_id, card_id, "Of the deal")
    done = services.concerns.add(contact_id, card_id, "Answered").value
    services.concerns.answer(done, "so")
    found = services.preparation.preparation(contact_id, card_id)
    assert [own.text for own in found.concerns] == ["Of the deal", "In general"]


def test_whoever_else_decides_is_named(services: Services) -> None:
    contact_id, card_id = lead(services)
    for name, role in (("Zoé Petit", DealRole.DECIDER), ("Luc Brun", DealRole.USER)):
        services.people.add(AddDealPerson(card_id, PersonInput(name=name), role))
    assert services.preparation.preparation(contact_id, card_id).deciders == ("Zoé Petit",)
    assert services.preparation.preparation(contact_id, None).deciders == ()


def test_someone_who_is_gone_is_said_to_be(services: Services) -> None:
    with pytest.raises(DomainError, match=r"record\.gone"):
        services.preparation.preparation(4711, None)
