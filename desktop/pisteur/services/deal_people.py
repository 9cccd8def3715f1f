"""Who has a part in a deal, and the hand-over of a deal to the person who decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from pisteur.domain.commands import PointInput
from pisteur.domain.deal_people import (
    AddDealPerson,
    DealPersonView,
    PartView,
    PersonInput,
    Refer,
    reach_kind,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import barred_kinds
from pisteur.domain.text import clean_line
from pisteur.domain.words import DealRole, EventKind, FollowUpKind, PointKind
from pisteur.domain.working_days import next_working_day
from pisteur.i18n import _, plain
from pisteur.services.board import DEAL_TITLE
from pisteur.services.cadence_runs import region_of
from pisteur.services.cards import Cards
from pisteur.services.contacts import ContactsService
from pisteur.services.oppositions import read_oppositions
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, ContactPoint, DealPerson, FollowUp, Opportunity


class DealPeopleService:
    """Parts that contacts have in deals."""

    def __init__(self, workspace: Workspace, contacts: ContactsService, cards: Cards) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._contacts = contacts
        self._cards = cards

    # Reading.

    def people_of(self, opportunity_ids: Sequence[int]) -> dict[int, tuple[DealPersonView, ...]]:
        """Return who has a part in each of some deals: who decides first, then by name."""
        marks = ", ".join("?" * len(opportunity_ids))
        found = self._db.rows(
            "SELECT p.opportunity_id, p.id, p.contact_id, c.display_name, c.company, p.role"
            " FROM deal_people p JOIN contacts c ON c.id = p.contact_id"
            f" WHERE p.opportunity_id IN ({marks}) ORDER BY c.sort_name, p.id",
            tuple(opportunity_ids),
        )
        people: dict[int, list[DealPersonView]] = {}
        for deal_id, part_id, contact_id, name, company, role in found:
            person = DealPersonView(part_id, contact_id, name, company, DealRole(role))
            people.setdefault(deal_id, []).append(person)
        order = list(DealRole)
        return {
            deal_id: tuple(sorted(some, key=lambda one: order.index(one.role)))
            for deal_id, some in people.items()
        }

    def parts_of(self, contact_id: int) -> tuple[PartView, ...]:
        """Return the deals of others in which a contact has a part, the newest first."""
        found = self._db.rows(
            f"SELECT o.id, o.contact_id, c.display_name, {DEAL_TITLE}, p.role"
            " FROM deal_people p JOIN opportunities o ON o.id = p.opportunity_id"
            " JOIN contacts c ON c.id = o.contact_id"
            " WHERE p.contact_id = ? AND o.contact_id <> p.contact_id"
            " ORDER BY o.created_at DESC, o.id DESC, p.id",
            (contact_id,),
        )
        return tuple(PartView(row[0], row[1], row[2], row[3], DealRole(row[4])) for row in found)

    # Writing.

    def add(self, command: AddDealPerson) -> Done[int]:
        """Give someone a part in a deal; returns the id of the contact.

        Raises:
            DomainError: `record.gone`, `person.*` beside `name` or `reach`, `person.there`
                beside `role` when the contact has this part already.
        """
        with self._db.step("") as step:
            session = step.session
            card = required(session, Opportunity, command.opportunity_id)
            first = required(session, Contact, card.contact_id)
            contact = self._find(session, command.person, company=first.company)
            if self._part(session, card.id, contact.id, command.role) is not None:
                raise DomainError("person.there", field="role", name=contact.display_name)
            session.add(
                DealPerson(opportunity_id=card.id, contact_id=contact.id, role=command.role.value)
            )
            step.label = _("Add {name} to “{title}”").format(
                name=contact.display_name, title=self._cards.title_of(card)
            )
        return Done(contact.id, step.changes)

    def remove(self, part_id: int) -> Done[None]:
        """Take a part in a deal away; the contact stays.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            part = required(step.session, DealPerson, part_id)
            contact = required(step.session, Contact, part.contact_id)
            card = required(step.session, Opportunity, part.opportunity_id)
            step.session.delete(part)
            step.label = _("Remove {name} from “{title}”").format(
                name=contact.display_name, title=self._cards.title_of(card)
            )
        return Done(None, step.changes)

    def apply_refer(self, session: Session, commands: Iterable[Refer]) -> None:
        """Hand deals over in an open step; someone new is created once for all of them.

        Raises:
            DomainError: `record.gone`, `deal.won`, `person.*` beside `name` or `reach`,
                `person.decides_not` beside `name` for the one who was asked.
        """
        made: dict[PersonInput, Contact] = {}
        for command in commands:
            card = required(session, Opportunity, command.opportunity_id)
            self._cards.refuse_won(card)
            first = required(session, Contact, card.contact_id)
            decider = made.get(command.decider)
            if decider is None:
                decider = self._find(session, command.decider, company=first.company)
                made[command.decider] = decider
            if decider.id == first.id:
                raise DomainError("person.decides_not", field="name", name=first.display_name)
            self._hand_over(session, card, first, decider, command.role)
            if command.moves_actions:
                self._move_actions(session, card, first, decider)

    def _hand_over(
        self, session: Session, card: Opportunity, first: Contact, decider: Contact, role: DealRole
    ) -> None:
        title = self._cards.title_of(card)
        now = self._workspace.clock.now()
        wrong = self._part(session, card.id, first.id, DealRole.DECIDER)
        if wrong is not None:
            session.delete(wrong)
        for contact, part in ((first, role), (decider, DealRole.DECIDER)):
            if self._part(session, card.id, contact.id, part) is None:
                session.add(
                    DealPerson(opportunity_id=card.id, contact_id=contact.id, role=part.value)
                )
        card.contact_id, card.updated_at = decider.id, now
        session.add(card)
        self._plan_contact(session, card, decider)
        log = self._workspace.log
        log(EventKind.REFERRED, first.id, card.id, title=title, to=decider.display_name)
        log(EventKind.REFERRED, decider.id, card.id, title=title, by=first.display_name)
        session.flush()
        self._cards.return_unqualified(session, card)

    def _move_actions(
        self, session: Session, card: Opportunity, first: Contact, decider: Contact
    ) -> None:
        """Give the one who decides what is planned, save what they objected to (rule 9)."""
        barred = barred_kinds(read_oppositions(self._workspace, decider.id))
        planned = select(FollowUp).where(
            FollowUp.opportunity_id == card.id,
            FollowUp.contact_id == first.id,
            col(FollowUp.done_at).is_(None),
            col(FollowUp.cancelled_at).is_(None),
        )
        for row in session.exec(planned).all():
            if FollowUpKind(row.kind) not in barred:
                row.contact_id, row.updated_at = decider.id, self._workspace.clock.now()
                row.sequence += 1
                session.add(row)
        session.flush()

    def _plan_contact(self, session: Session, card: Opportunity, decider: Contact) -> None:
        """Plan how to get hold of the one who decides, by a way that is known and free (rule 9)."""
        points = session.exec(
            select(ContactPoint.kind).where(col(ContactPoint.contact_id) == decider.id)
        ).all()
        barred = barred_kinds(read_oppositions(self._workspace, decider.id))
        name = decider.display_name
        if PointKind.PHONE in points and FollowUpKind.CALL not in barred:
            kind, title = FollowUpKind.CALL, _("Call {name}, who decides")
        elif PointKind.EMAIL in points and FollowUpKind.EMAIL not in barred:
            kind, title = FollowUpKind.EMAIL, _("Write to {name}, who decides")
        elif points:
            kind = FollowUpKind.TASK
            title = _("See how to go on: {name} decides, but objected to being approached")
        else:
            kind = FollowUpKind.TASK
            title = _("Find out how to reach {name}, who decides")
        title = plain(title).format(name=name)
        now = self._workspace.clock.now()
        region = region_of(self._workspace)
        session.add(
            FollowUp(
                contact_id=decider.id,
                opportunity_id=card.id,
                kind=kind.value,
                title=title,
                due_on=next_working_day(self._workspace.clock.today(), region),
                created_at=now,
                updated_at=now,
            )
        )

    def _find(self, session: Session, person: PersonInput, *, company: str) -> Contact:
        """Return the contact that is meant; someone new works where the first one does."""
        if person.contact_id is not None:
            return required(session, Contact, person.contact_id)
        name, reach = clean_line(person.name), clean_line(person.reach)
        if not name:
            raise DomainError("person.name_missing", field="name")
        kind = reach_kind(reach)
        points = [PointInput(kind, reach)] if kind is not None else []
        return self._contacts.apply_create(session, name, company, points)

    def _part(
        self, session: Session, opportunity_id: int, contact_id: int, role: DealRole
    ) -> DealPerson | None:
        return session.exec(
            select(DealPerson)
            .where(DealPerson.opportunity_id == opportunity_id)
            .where(DealPerson.contact_id == contact_id)
            .where(DealPerson.role == role.value)
        ).first()
