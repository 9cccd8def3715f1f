"""Makes contacts, deals and evidence through the services, as a user would."""

from __future__ import annotations

from datetime import date

from pisteur.domain.commands import AddLead, MoveCards, SaleInput
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.words import AcceptedHow, Answer, LearntHow
from pisteur.services.services import Services


def lead(services: Services, line: str = "Garage Morel 06 39 98 12 34") -> tuple[int, int]:
    """Add a lead; returns (contact id, opportunity id)."""
    return services.contacts.add_lead(AddLead(line)).value


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
