"""Satisfaction: the question, the answer, and the action that follows, as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pisteur.domain.cadences import CadenceTrigger
from pisteur.domain.commands import Win
from pisteur.domain.errors import DomainError
from pisteur.domain.sale_commands import SatisfactionInput
from pisteur.domain.satisfaction import SatisfactionStep
from pisteur.domain.words import EventKind, FollowUpKind
from pisteur.i18n import set_language
from pisteur.services.cadence_runs import cadence_of
from pisteur.services.services import Services
from support import people
from support.dumps import dump
from support.look import contact, events

TODAY = date(2026, 11, 22)


@pytest.fixture
def sold(services: Services) -> tuple[int, int]:
    """Return (contact id, sale id) of a customer."""
    contact_id, card_id = people.prospect(services)
    services.opportunities.win(Win(card_id, people.sale()))
    return contact_id, contact(services, contact_id).sales[0].id


def test_an_unhappy_answer_and_the_call_that_follows_are_one_step(
    services: Services, sold: tuple[int, int]
) -> None:
    contact_id, sale_id = sold
    before = dump(services.db.raw)
    title = services.satisfaction.titles()[SatisfactionStep.CALL_SOON]
    given = SatisfactionInput(contact_id, sale_id, 4, TODAY, " Too slow ", title)
    services.satisfaction.record(given)
    (said,) = contact(services, contact_id).satisfactions
    assert (said.score, said.comment, said.asked_on, said.given_on) == (4, "Too slow", TODAY, TODAY)
    (action,) = contact(services, contact_id).follow_ups
    assert (action.kind, action.title) == (FollowUpKind.CALL, "Call to understand what went wrong")
    assert action.due_on == date(2026, 11, 23)
    assert action.opportunity_id == contact(services, contact_id).opportunities[0].id
    assert EventKind.SATISFACTION in events(services, contact_id)
    services.undo()
    assert dump(services.db.raw) == before


def test_a_delighted_customer_is_asked_for_a_recommendation(
    services: Services, sold: tuple[int, int]
) -> None:
    contact_id, sale_id = sold
    title = services.satisfaction.titles()[SatisfactionStep.ASK_FOR_RECOMMENDATION]
    given = SatisfactionInput(contact_id, sale_id, 10, date(2026, 11, 10), follow_up=title)
    services.satisfaction.record(given)
    (action,) = contact(services, contact_id).follow_ups
    assert (action.kind, action.title) == (FollowUpKind.EMAIL, "Ask for a recommendation")
    assert action.due_on == date(2026, 11, 24), "an answer noted late is acted on from today"


def test_without_a_title_no_action_is_planned(services: Services, sold: tuple[int, int]) -> None:
    services.satisfaction.record(SatisfactionInput(*sold, 8, TODAY))
    assert contact(services, sold[0]).follow_ups == ()


def test_a_question_waits_for_its_answer_and_keeps_its_day(
    services: Services, sold: tuple[int, int]
) -> None:
    asked = date(2026, 11, 21)
    row = services.satisfaction.record(SatisfactionInput(*sold, None, asked)).value
    (said,) = contact(services, sold[0]).satisfactions
    assert (said.score, said.asked_on, said.given_on) == (None, asked, None)
    assert EventKind.SATISFACTION not in events(services, sold[0])
    services.satisfaction.record(SatisfactionInput(*sold, 9, TODAY, satisfaction_id=row))
    (said,) = contact(services, sold[0]).satisfactions
    assert (said.score, said.asked_on, said.given_on) == (9, asked, TODAY)


def test_an_answer_can_be_corrected_and_removed(services: Services, sold: tuple[int, int]) -> None:
    row = services.satisfaction.record(SatisfactionInput(*sold, 9, TODAY)).value
    services.satisfaction.record(SatisfactionInput(*sold, 0, TODAY, satisfaction_id=row))
    assert [said.score for said in contact(services, sold[0]).satisfactions] == [0]
    services.satisfaction.remove(row)
    assert contact(services, sold[0]).satisfactions == ()
    services.undo()
    assert [said.id for said in contact(services, sold[0]).satisfactions] == [row]


def test_tomorrow_has_not_answered_yet(services: Services, sold: tuple[int, int]) -> None:
    with pytest.raises(DomainError) as caught:
        services.satisfaction.record(SatisfactionInput(*sold, 9, date(2026, 11, 23)))
    assert (caught.value.code, caught.value.field) == ("satisfaction.in_future", "on")


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_is_from_zero_to_ten(services: Services, sold: tuple[int, int], score: int) -> None:
    with pytest.raises(ValueError, match=str(score)):
        services.satisfaction.record(SatisfactionInput(*sold, score, TODAY))


def test_titles_are_in_the_language_spoken(services: Services) -> None:
    set_language("fr")
    titles = services.satisfaction.titles()
    assert titles[SatisfactionStep.ASK_FOR_RECOMMENDATION] == "Demander une recommandation"


def test_the_action_that_was_to_ask_is_ticked_off_by_the_answer(services: Services) -> None:
    contact_id, card_id = people.prospect(services)
    after = cadence_of(services.workspace, CadenceTrigger.SALE)
    assert after is not None
    services.opportunities.win(Win(card_id, replace(people.sale(), cadence_id=after)))
    sale_id = contact(services, contact_id).sales[0].id
    asking = "Ask for a score from 0 to 10"
    assert asking in {action.title for action in contact(services, contact_id).follow_ups}
    services.satisfaction.record(SatisfactionInput(contact_id, sale_id, 9, TODAY))
    left = {action.title for action in contact(services, contact_id).follow_ups}
    assert asking not in left
    assert len(left) == 3
    services.undo()
    assert asking in {action.title for action in contact(services, contact_id).follow_ups}
