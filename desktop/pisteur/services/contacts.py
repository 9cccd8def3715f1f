"""Contacts: add a lead from one line, edit, delete."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlmodel import Session, col, select

from pisteur.domain.commands import AddLead, EditContact, PointInput
from pisteur.domain.errors import DomainError
from pisteur.domain.reach import digits, normalise_email
from pisteur.domain.settings import PHONE_REGION
from pisteur.domain.text import clean_line, fold
from pisteur.domain.trade import read_headcount, read_trade
from pisteur.domain.traits import BuyerKind
from pisteur.domain.words import EventKind, Heat, Nature, PointKind, Zone
from pisteur.i18n import _, ngettext
from pisteur.services.cards import Cards
from pisteur.services.lead_line import read_lead_line
from pisteur.services.naming import set_names
from pisteur.services.oppositions import Marks
from pisteur.services.phones import normalise_phone
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, ContactPoint, ContactTag, Stage, Tag


class ContactsService:
    """Commands on contacts."""

    def __init__(self, workspace: Workspace, cards: Cards) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._cards = cards
        self._marks = Marks(workspace)

    def add_lead(self, command: AddLead) -> Done[tuple[int, int]]:
        """Add a contact and its deal from one line; returns (contact id, opportunity id).

        Raises:
            DomainError: `lead.empty` beside `line`.
        """
        line = read_lead_line(command.line, self._workspace.setting(PHONE_REGION))
        with self._db.step("") as step:
            session = step.session
            now = self._workspace.clock.now()
            contact = Contact(name=line.name, company=line.company, created_at=now, updated_at=now)
            points = self._points(
                [
                    *(PointInput(PointKind.PHONE, value) for value in line.phones),
                    *(PointInput(PointKind.EMAIL, value) for value in line.emails),
                ]
            )
            self._save(session, contact, points)
            stage = required(session, Stage, command.stage_id) if command.stage_id else None
            if stage is not None and stage.zone != Zone.LEADS:
                # What has only just been traced is behind no gate yet.
                stage = None
            card = self._cards.create(session, contact, stage, amount_cents=line.amount_cents)
            self._workspace.log(EventKind.CREATED, contact.id, card.id)
            step.label = _("Add “{name}”").format(name=contact.display_name)
        return Done((contact.id, card.id), step.changes)

    def apply_create(
        self, session: Session, name: str, company: str, points: Sequence[PointInput]
    ) -> Contact:
        """Create a contact without a deal in an open step, as when another one names them.

        Raises:
            DomainError: `contact.email_invalid` beside `email`.
        """
        now = self._workspace.clock.now()
        contact = Contact(name=name, company=company, created_at=now, updated_at=now)
        self._save(session, contact, self._points(points))
        self._workspace.log(EventKind.CREATED, contact.id)
        return contact

    def edit(self, command: EditContact) -> Done[None]:
        """Change every field of a contact.

        Raises:
            DomainError: beside the field: `contact.email_invalid`, `contact.siret_invalid`,
                `contact.empty`, `contact.several_naf`, `contact.headcount_unreadable`;
                `record.gone`.
        """
        checked_siret = check_siret(command.siret)
        trade, heads = read_trade(command.trade), read_headcount(command.headcount)
        with self._db.step("") as step:
            session = step.session
            contact = required(session, Contact, command.contact_id)
            contact.name = ""
            for name in (
                "civility",
                "given_name",
                "family_name",
                "company",
                "job_title",
                "street",
                "postal_code",
                "city",
                "country",
                "website",
                "source",
            ):
                setattr(contact, name, clean_line(getattr(command, name)))
            contact.siret = checked_siret
            contact.nature, contact.heat = command.nature.value, command.heat.value
            contact.buyer_kind = command.buyer.value if command.buyer else None
            if command.buyer:
                consumer = command.buyer is BuyerKind.CONSUMER
                contact.nature = (Nature.CONSUMER if consumer else Nature.PROFESSIONAL).value
            contact.sector, contact.naf = trade.sector, trade.naf
            contact.naf_version = command.naf_version.value if trade.naf else None
            contact.headcount_least = heads.least if heads else None
            contact.headcount_most = heads.most if heads else None
            contact.updated_at = self._workspace.clock.now()
            points = self._points(command.points)
            self._marks.keep((contact.id,), but={point.normalised for point in points})
            for old in session.exec(
                select(ContactPoint).where(ContactPoint.contact_id == contact.id)
            ):
                session.delete(old)
            session.flush()
            self._save(session, contact, points)
            self._set_tags(session, contact, command.tags)
            step.label = _("Edit “{title}”").format(title=contact.display_name)
        return Done(None, step.changes)

    def set_heat(self, contact_ids: Sequence[int], heat: Heat) -> Done[None]:
        """Say how close some contacts are to buying.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step(_("Change the heat")) as step:
            for contact_id in contact_ids:
                contact = required(step.session, Contact, contact_id)
                contact.heat = heat.value
                contact.updated_at = self._workspace.clock.now()
                step.session.add(contact)
        return Done(None, step.changes)

    def delete(self, contact_ids: Sequence[int]) -> Done[None]:
        """Delete contacts with their deals, journal, actions and sales.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            contacts = [required(step.session, Contact, i) for i in contact_ids]
            name = contacts[0].display_name
            self._marks.keep(contact_ids)
            for contact in contacts:
                step.session.delete(contact)
            text = ngettext("Delete “{name}”", "Delete {count} contacts", len(contacts))
            step.label = text.format(name=name, count=len(contacts))
        return Done(None, step.changes)

    def _points(self, given: Sequence[PointInput]) -> list[ContactPoint]:
        region = self._workspace.setting(PHONE_REGION)
        made = (make_point(point, region) for point in given if point.value.strip())
        points = []
        for position, point in enumerate(made):
            point.position = position
            points.append(point)
        return points

    def _save(self, session: Session, contact: Contact, points: list[ContactPoint]) -> None:
        set_names(contact, points)
        if not contact.display_name:
            raise DomainError("contact.empty", field="family_name")
        session.add(contact)
        session.flush()
        for point in points:
            point.contact_id = contact.id
            session.add(point)
        session.flush()
        self._marks.hold((contact.id,))

    def _set_tags(self, session: Session, contact: Contact, names: Sequence[str]) -> None:
        # Spelt with other capitals or accents, it is the same tag.
        wanted = {fold(name): name for name in reversed([*map(clean_line, names)]) if name}
        links = session.exec(
            select(ContactTag, Tag)
            .join(Tag, col(ContactTag.tag_id) == col(Tag.id))
            .where(ContactTag.contact_id == contact.id)
        ).all()
        for link, tag in links:
            if wanted.pop(fold(tag.name), None) is None:
                session.delete(link)
        stored = {fold(tag.name): tag for tag in session.exec(select(Tag))} if wanted else {}
        for key, name in sorted(wanted.items()):
            tag = stored.get(key) or Tag(name=name)
            session.add(tag)
            session.flush()
            session.add(ContactTag(contact_id=contact.id, tag_id=tag.id))


def make_point(given: PointInput, region: str) -> ContactPoint:
    """Return the record of a phone or e-mail, normalised for comparing.

    A phone that can't be read is kept as typed.

    Raises:
        DomainError: `contact.email_invalid` beside `email`.
    """
    value = clean_line(given.value)
    if given.kind is PointKind.EMAIL:
        normalised = normalise_email(value)
        if normalised is None:
            raise DomainError("contact.email_invalid", field="email", text=value)
        reverse = None
    else:
        normalised = normalise_phone(value, region)
        reverse = digits(value)[::-1]
    return ContactPoint(
        kind=given.kind.value,
        label=clean_line(given.label),
        value=value,
        normalised=normalised,
        reversed_digits=reverse,
    )


def check_siret(text: str) -> str:
    """Return a SIRET as 14 digits; empty stays empty.

    Raises:
        DomainError: `contact.siret_invalid` beside `siret`.
    """
    compact = re.sub(r"[\s\-.]", "", text)
    if not compact:
        return ""
    # A megabyte that few days need.
    from stdnum.exceptions import ValidationError  # noqa: PLC0415
    from stdnum.fr import siret as siret_number  # noqa: PLC0415

    try:
        return str(siret_number.validate(compact))
    except ValidationError as error:
        raise DomainError("contact.siret_invalid", field="siret", text=text) from error
