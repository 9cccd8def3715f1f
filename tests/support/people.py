"""Makes contacts, deals and evidence through the services, as a user would."""

from __future__ import annotations

from datetime import date

from pisteur.domain.commands import AddLead, EditContact, MoveCards, PointInput, SaleInput
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.words import AcceptedHow, Answer, LearntHow, Nature
from pisteur.services.services import Services


def lead(services: Services, line: str = "Garage Morel 06 39 98 12 34") -> tuple[int, int]:
    """Add a lead; returns (contact id, opportunity id)."""
    return services.contacts.add_lead(AddLead(line)).value


def describe(services: Services, contact_id: int, postal: str, *tags: str) -> None:
    """Make a contact a company of a place, with tags: what likeness compares."""
    services.contacts.edit(
        EditContact(
            contact_id,
            company=f"Company {contact_id}",
            nature=Nature.PROFESSIONAL,
            postal_code=postal,
            tags=tags,
        )
    )


def three_to_find(
    services: Services, *points: PointInput, postal_code: str = ""
) -> tuple[int, int]:
    """Add three people, of whom the first has everything; returns their (contact id, deal id)."""
    contact_id, deal_id = lead(services, "x")
    services.contacts.edit(
        EditContact(
            contact_id,
            given_name="Zoé",
            family_name="Lecœur",
            company="Boulangerie de l’Étoile",
            city="Sète",
            postal_code=postal_code,
            points=points,
        )
    )
    lead(services, "Paul Étienne 01 99 00 45 67")
    lead(services, "Garage Morel")
    return contact_id, deal_id


def answers(
    services: Services, *given: Answer, learnt_how: LearntHow = LearntHow.CALL
) -> QualificationInput:
    """Answer the criteria in their order; those left over are not answered."""
    criteria = services.qualification.criteria()
    return QualificationInput(
        tuple(
            CriterionAnswer(criterion.id, answer, "said so")
            for criterion, answer in zip(criteria, given, strict=False)
        ),
        learnt_how,
    )


def yes(services: Services) -> QualificationInput:
    """Answer yes to the three required criteria."""
    return answers(services, Answer.YES, Answer.YES, Answer.YES)


def sale(amount: str = "1 200", on: date = date(2026, 11, 20)) -> SaleInput:
    """Make the evidence of a sale."""
    return SaleInput(amount, on, AcceptedHow.SIGNED_QUOTE)


def stage(services: Services, name: str) -> int:
    """Return the id of the column of this name."""
    found: int = services.db.rows("SELECT id FROM stages WHERE name = ?", (name,))[0][0]
    return found


def prospect(services: Services, line: str = "Atelier Fauve") -> tuple[int, int]:
    """Add a lead and qualify it by moving its card; returns (contact id, opportunity id)."""
    contact_id, card_id = lead(services, line)
    target = stage(services, "Qualified prospect")
    services.opportunities.move(MoveCards((card_id,), target, evidence={card_id: yes(services)}))
    return contact_id, card_id
