"""The demonstration set: loaded in one step, removed in one step.

Its contacts belong to a lead list of their own, which is how they are told from the user's.
"""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from pisteur.domain.commands import PointInput
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.traits import BuyerKind
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    Direction,
    EventKind,
    FollowUpKind,
    Heat,
    InteractionKind,
    LearntHow,
    Nature,
    OpportunityState,
    PointKind,
)
from pisteur.i18n import LANGUAGES, _, current_language
from pisteur.resources import resource_path
from pisteur.services.board import shown_pipeline
from pisteur.services.cards import Cards
from pisteur.services.contacts import make_point
from pisteur.services.demo_life import tell_of_deal, tell_of_sale
from pisteur.services.demo_trade import bring_ideal, bring_trade, take_trade_back
from pisteur.services.naming import set_names
from pisteur.services.qualification import QualificationService
from pisteur.services.workspace import Done, Workspace
from pisteur.storage.tables import (
    Contact,
    ContactTrait,
    Event,
    FollowUp,
    Interaction,
    LeadList,
    Opportunity,
    Qualification,
    Sale,
    Stage,
)

FILE_NAME = "pisteur-demonstration"


class DemoService:
    """Loads and removes the demonstration."""

    def __init__(
        self, workspace: Workspace, cards: Cards, qualification: QualificationService
    ) -> None:
        self._workspace = workspace
        self._cards = cards
        self._qualification = qualification
        self._offers: dict[str, int] = {}
        self._traits: list[int] = []

    def load(self) -> Done[int]:
        """Add the demonstration; once only. Returns how many contacts were added."""
        told = _told(current_language())
        people = told["people"]
        with self._workspace.db.step(_("Load the demonstration")) as step:
            session = step.session
            if session.exec(select(LeadList).where(LeadList.file_name == FILE_NAME)).first():
                people = []
            else:
                source = LeadList(
                    name=_("Demonstration"),
                    file_name=FILE_NAME,
                    imported_at=self._workspace.clock.now(),
                )
                session.add(source)
                session.flush()
                stages = self._stages(session)
                self._offers = bring_trade(session, told)
                self._traits = bring_ideal(session, told)
                # The board fills from the top: the first of the file shall stand first.
                made = {
                    person.get("company", ""): self._add(session, person, source.id, stages)
                    for person in reversed(people)
                }
                for person in people:
                    if by := person.get("recommended_by"):
                        made[person["company"]].recommended_by_id = made[by].id
        return Done(len(people), step.changes)

    def remove(self) -> Done[int]:
        """Remove what `load` added, and all that was done with it. Returns how many contacts."""
        with self._workspace.db.step(_("Remove the demonstration")) as step:
            session = step.session
            source = session.exec(select(LeadList).where(LeadList.file_name == FILE_NAME)).first()
            count = 0
            if source is not None:
                of_demo = col(Contact.lead_list_id) == source.id
                count = session.exec(delete(Contact).where(of_demo)).rowcount
                session.delete(source)
                take_trade_back(session, map(_told, LANGUAGES))
        return Done(count, step.changes)

    def _stages(self, session: Session) -> list[Stage]:
        """Return the column for each place of the file; a changed board takes what fits."""
        found = session.exec(
            select(Stage)
            .where(Stage.pipeline_id == shown_pipeline(self._workspace.db.raw))
            .order_by(col(Stage.position), col(Stage.id))
        ).all()
        zones = [
            [s for s in found if s.zone == zone] for zone in ("leads", "prospects", "customers")
        ]
        return [zones[0][0], zones[0][-1], zones[1][0], zones[1][-1], zones[2][0]]

    def _add(
        self, session: Session, person: dict[str, Any], list_id: int, stages: list[Stage]
    ) -> Contact:
        contact = self._add_contact(session, person, list_id)
        card = self._cards.create(
            session,
            contact,
            stages[person["stage"]],
            person.get("title", ""),
            person.get("amount"),
        )
        self._workspace.log(EventKind.CREATED, contact.id, card.id)
        if "answers" in person:
            self._qualify(session, person, contact, card)
        for action in person.get("actions", []):
            self._plan(session, action, contact, card)
        for entry in person.get("journal", []):
            self._write(session, entry, contact, card)
        tell_of_deal(session, person, contact, card, self._workspace.clock.today())
        card.offer_id = self._offers.get(person.get("offer", ""))
        if "sale" in person:
            self._sell(session, person["sale"], contact, card)
        if "standby_in" in person:
            card.state = OpportunityState.STANDBY.value
            card.standby_until = self._workspace.clock.today() + timedelta(
                days=person["standby_in"]
            )
        session.add(card)
        session.flush()
        # The stay began when the deal entered its column, not at the moment of loading.
        self._workspace.db.raw.execute(
            "UPDATE stage_passages SET entered_at = (SELECT stage_entered_at FROM opportunities"
            " WHERE id = opportunity_id) WHERE opportunity_id = ?",
            (card.id,),
        )
        return contact

    def _add_contact(self, session: Session, person: dict[str, Any], list_id: int) -> Contact:
        now = self._workspace.clock.now()
        contact = Contact(
            given_name=person.get("given", ""),
            family_name=person.get("family", ""),
            company=person.get("company", ""),
            job_title=person.get("job", ""),
            city=person.get("city", ""),
            postal_code=person.get("postal", ""),
            buyer_kind=BuyerKind(person["buyer"]).value if "buyer" in person else None,
            sector=person.get("sector", ""),
            source=person["source"],
            heat=Heat(person["heat"]).value,
            nature=Nature.PROFESSIONAL.value,
            lead_list_id=list_id,
            created_at=now,
            updated_at=now,
        )
        if "heads" in person:
            contact.headcount_least, contact.headcount_most = person["heads"]
        points = [
            make_point(PointInput(kind, person[key]), "FR")
            for kind, key in ((PointKind.PHONE, "phone"), (PointKind.EMAIL, "email"))
            if key in person
        ]
        set_names(contact, points)
        session.add(contact)
        session.flush()
        for position, point in enumerate(points):
            point.contact_id, point.position = contact.id, position
            session.add(point)
        for trait_id, known in zip(self._traits, person.get("traits", ()), strict=False):
            answer = Answer(known).value
            session.add(ContactTrait(contact_id=contact.id, trait_id=trait_id, answer=answer))
        return contact

    def _qualify(
        self, session: Session, person: dict[str, Any], contact: Contact, card: Opportunity
    ) -> None:
        evidence = [*person["evidence"], "", "", ""]
        answers = tuple(
            CriterionAnswer(criterion.id, Answer(answer), because)
            for criterion, answer, because in zip(
                self._qualification.criteria(), person["answers"], evidence, strict=False
            )
        )
        given = QualificationInput(answers, LearntHow.CALL)
        self._qualification.record(session, contact.id, card, given, plan_find_out=False)
        made = session.exec(
            select(Qualification).where(Qualification.contact_id == contact.id)
        ).one()
        since = timedelta(days=person["days_ago"])
        made.made_at -= since
        card.stage_entered_at -= since
        session.add(made)
        # What Pisteur noted by itself happened then too, not at the moment of loading.
        for noted in session.exec(select(Event).where(Event.contact_id == contact.id)):
            noted.happened_at -= since
            session.add(noted)

    def _plan(
        self, session: Session, action: dict[str, Any], contact: Contact, card: Opportunity
    ) -> None:
        now = self._workspace.clock.now()
        at = time.fromisoformat(action["time"]) if "time" in action else None
        session.add(
            FollowUp(
                contact_id=contact.id,
                opportunity_id=card.id,
                kind=FollowUpKind(action["kind"]).value,
                title=action["title"],
                due_on=self._workspace.clock.today() + timedelta(days=action["in_days"]),
                due_time=at,
                time_zone=self._workspace.time_zone if at else None,
                created_at=now,
                updated_at=now,
            )
        )

    def _write(
        self, session: Session, entry: dict[str, Any], contact: Contact, card: Opportunity
    ) -> None:
        happened = self._workspace.clock.now() - timedelta(days=entry["days_ago"])
        session.add(
            Interaction(
                contact_id=contact.id,
                opportunity_id=card.id,
                kind=InteractionKind(entry["kind"]).value,
                direction=Direction(entry.get("direction", "none")).value,
                outcome=entry.get("outcome"),
                body=entry["body"],
                happened_at=happened,
                created_at=happened,
            )
        )

    def _sell(
        self, session: Session, sale: dict[str, Any], contact: Contact, card: Opportunity
    ) -> None:
        accepted = self._workspace.clock.today() - timedelta(days=sale["days_ago"])
        row = Sale(
            contact_id=contact.id,
            opportunity_id=card.id,
            amount_cents=sale["amount"],
            accepted_on=accepted,
            accepted_how=AcceptedHow(sale["how"]).value,
            reference=sale["reference"],
            created_at=self._workspace.clock.now(),
        )
        session.add(row)
        session.flush()
        tell_of_sale(session, sale, row, self._workspace.clock.today())
        card.state, card.closed_on = OpportunityState.WON.value, accepted


def _told(language: str) -> dict[str, Any]:
    """Return what the demonstration tells in a language."""
    text = resource_path(f"demo/{language}.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    return told
