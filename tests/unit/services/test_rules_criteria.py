"""The rules of the product, section 2, for criteria that the user made: what makes a prospect."""

from __future__ import annotations

from pisteur.domain.commands import MoveCards
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.selling_inputs import CriterionInput
from pisteur.domain.words import Answer, Status
from pisteur.services.services import Services
from support import people

OWN = CriterionInput(
    name="Renewal",
    question="Will they buy again?",
    find_out="Ask how often they buy",
    required=True,
)


class TestRule1StatusIsDerived:
    """PROSPECT iff the latest qualification says yes to every required criterion."""

    def test_a_criterion_of_the_users_own_counts_from_the_next_qualification_on(
        self, services: Services
    ) -> None:
        own = services.criteria.add(OWN).value
        contact, card = people.lead(services)
        services.opportunities.qualify(contact, card, people.yes(services))
        assert status(services, contact) is Status.LEAD
        services.opportunities.qualify(contact, card, everything(services, own, Answer.YES))
        assert status(services, contact) is Status.PROSPECT

    def test_a_criterion_that_became_optional_keeps_nobody_out(self, services: Services) -> None:
        own = services.criteria.add(OWN).value
        services.criteria.edit(own, OWN._replace(required=False))
        contact, card = people.lead(services)
        services.opportunities.qualify(contact, card, everything(services, own, Answer.NO))
        assert status(services, contact) is Status.PROSPECT

    def test_what_was_found_before_a_change_stands(self, services: Services) -> None:
        contact, _card = people.prospect(services)
        other, card = people.lead(services, "Studio Lune")
        services.opportunities.qualify(other, card, people.answers(services, Answer.NO))
        services.criteria.add(OWN)
        services.criteria.remove(services.qualification.criteria()[0].id)
        assert status(services, contact) is Status.PROSPECT
        assert status(services, other) is Status.LEAD


class TestRule2TheGate:
    """A card enters PROSPECTS only with a positive qualification."""

    def test_a_prospect_of_before_passes_though_a_criterion_was_added(
        self, services: Services
    ) -> None:
        contact, card = people.prospect(services)
        services.criteria.add(OWN)
        new = people.stage(services, "New lead")
        services.opportunities.move(MoveCards((card,), new))
        back = people.stage(services, "Qualified prospect")
        services.opportunities.move(MoveCards((card,), back))
        found = services.db.rows("SELECT stage_id FROM opportunities WHERE id = ?", (card,))
        assert found == [(back,)]
        assert status(services, contact) is Status.PROSPECT


class TestRule3NotKnownYet:
    """ "Not known yet" creates the action that finds out, in the words of the criterion."""

    def test_it_is_planned_for_a_criterion_of_the_users_own(self, services: Services) -> None:
        own = services.criteria.add(OWN).value
        contact, card = people.lead(services)
        services.opportunities.qualify(contact, card, everything(services, own, Answer.UNKNOWN))
        found = services.db.rows("SELECT title FROM follow_ups WHERE criterion_id = ?", (own,))
        assert found == [("Ask how often they buy",)]


def status(services: Services, contact_id: int) -> Status:
    return services.contact_view.contact(contact_id).reason.status


def everything(services: Services, own: int, answer: Answer) -> QualificationInput:
    """Answer yes to what is required, and `answer` to one criterion."""
    criteria = services.qualification.criteria()
    return QualificationInput(
        tuple(
            CriterionAnswer(one.id, answer if one.id == own else Answer.YES)
            for one in criteria
            if one.required or one.id == own
        )
    )
