"""The ideal customer: its traits, what is known of contacts, and how far they match.

For other services and dialogs: `facts`, `facts_of` (or `read_facts`), `fit`, `fits`, and
`note_answers` within a step of theirs. Not for the verdict of a qualification: the profile
advises (`domain.profile`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from pisteur.domain.errors import DomainError
from pisteur.domain.profile import (
    ContactFacts,
    ProfileFit,
    Trait,
    TraitKind,
    match_profile,
    read_values,
)
from pisteur.domain.selling_inputs import TraitInput
from pisteur.domain.text import clean_line
from pisteur.domain.traits import BuyerKind, Headcount, NafVersion
from pisteur.domain.words import Answer, Nature
from pisteur.i18n import _
from pisteur.services.ordering import next_position, set_order
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.database import Database
from pisteur.storage.tables import Contact, ContactTrait, ProfileTrait

FACTS = (
    "SELECT c.id, c.nature, c.buyer_kind, c.naf, c.naf_version, c.sector, c.headcount_least,"
    " c.headcount_most, c.postal_code, c.country FROM contacts c"
)
_WITHIN = "IN (SELECT value FROM json_each(?))"


class ProfileService:
    """Reads and edits the profile, and matches contacts with it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    # Reading.

    def traits(self) -> tuple[Trait, ...]:
        """Return the traits in their order."""
        found = self._db.rows(
            "SELECT id, kind, accepted, name FROM profile_traits ORDER BY position, id"
        )
        return tuple(Trait(i, TraitKind(kind), _texts(text), name) for i, kind, text, name in found)

    def facts(self, contact_id: int) -> ContactFacts:
        """Return what is known of a contact.

        Raises:
            DomainError: `record.gone`.
        """
        found = self.facts_of((contact_id,))
        if contact_id not in found:
            raise DomainError("record.gone")
        return found[contact_id]

    def facts_of(self, contact_ids: Sequence[int] | None = None) -> dict[int, ContactFacts]:
        """Return what is known of some contacts, of all without ids, in three queries."""
        return read_facts(self._db, contact_ids)

    def fit(self, contact_id: int) -> ProfileFit:
        """Match a contact with the profile.

        Raises:
            DomainError: `record.gone`.
        """
        return match_profile(self.traits(), self.facts(contact_id))

    def fits(self, contact_ids: Sequence[int] | None = None) -> dict[int, ProfileFit]:
        """Match some contacts with the profile, all without ids."""
        traits = self.traits()
        found = self.facts_of(contact_ids)
        return {contact_id: match_profile(traits, facts) for contact_id, facts in found.items()}

    # The profile.

    def add(self, given: TraitInput) -> Done[int]:
        """Add a trait at the end; returns its id.

        Raises:
            DomainError: beside the field: `trait.name_missing`, `trait.values_missing`,
                `trait.unreadable`.
        """
        with self._db.step("") as step:
            row = ProfileTrait(kind=given.kind.value)
            row.position = next_position(step.session, ProfileTrait)
            _fill(row, given)
            step.session.add(row)
            step.session.flush()
            step.label = _("Add a trait of the ideal customer")
        return Done(row.id, step.changes)

    def edit(self, trait_id: int, given: TraitInput) -> Done[None]:
        """Change a trait.

        Raises:
            DomainError: as `add` does; `record.gone`.
        """
        with self._db.step(_("Edit a trait of the ideal customer")) as step:
            row = required(step.session, ProfileTrait, trait_id)
            _fill(row, given)
            step.session.add(row)
            if given.kind is not TraitKind.FREE:
                # Answers are given to free traits only.
                for answer in step.session.exec(
                    select(ContactTrait).where(ContactTrait.trait_id == trait_id)
                ):
                    step.session.delete(answer)
        return Done(None, step.changes)

    def order(self, ids: Sequence[int]) -> Done[None]:
        """Put the traits in this order.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step(_("Reorder the ideal customer")) as step:
            set_order(step.session.exec(select(ProfileTrait)).all(), ids)
        return Done(None, step.changes)

    def remove(self, trait_id: int) -> Done[None]:
        """Take a trait away, with the answers that contacts have to it.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step(_("Remove a trait of the ideal customer")) as step:
            step.session.delete(required(step.session, ProfileTrait, trait_id))
        return Done(None, step.changes)

    # Answers to free traits.

    def answer(self, contact_id: int, trait_id: int, answer: Answer) -> Done[None]:
        """Note whether a contact has a free trait.

        Raises:
            DomainError: `record.gone`; `trait.not_free`.
        """
        with self._db.step(_("Note what is known of a contact")) as step:
            self.note_answers(step.session, contact_id, {trait_id: answer})
        return Done(None, step.changes)

    def note_answers(
        self, session: Session, contact_id: int, answers: Mapping[int, Answer]
    ) -> None:
        """Note answers to free traits in an open step; "not known yet" takes one back.

        Raises:
            DomainError: `record.gone`; `trait.not_free`.
        """
        required(session, Contact, contact_id)
        stored = {
            row.trait_id: row
            for row in session.exec(
                select(ContactTrait)
                .where(ContactTrait.contact_id == contact_id)
                .where(col(ContactTrait.trait_id).in_(answers))
            )
        }
        for trait_id, answer in answers.items():
            if required(session, ProfileTrait, trait_id).kind != TraitKind.FREE:
                raise DomainError("trait.not_free")
            row = stored.get(trait_id)
            if answer is Answer.UNKNOWN:
                if row is not None:
                    session.delete(row)
                continue
            row = row or ContactTrait(contact_id=contact_id, trait_id=trait_id, answer="")
            row.answer = answer.value
            session.add(row)


def read_facts(db: Database, contact_ids: Sequence[int] | None = None) -> dict[int, ContactFacts]:
    """Return what is known of some contacts, of all without ids, in three queries."""
    ids = () if contact_ids is None else (json.dumps(list(contact_ids)),)
    where = "" if contact_ids is None else f" WHERE {{}} {_WITHIN}"
    tags: dict[int, list[str]] = {}
    for contact_id, name in db.rows(
        "SELECT l.contact_id, t.name FROM contact_tags l JOIN tags t ON t.id = l.tag_id"
        f"{where.format('l.contact_id')} ORDER BY l.contact_id, t.name",
        ids,
    ):
        tags.setdefault(contact_id, []).append(name)
    free: dict[int, list[tuple[int, Answer]]] = {}
    for contact_id, trait_id, answer in db.rows(
        f"SELECT contact_id, trait_id, answer FROM contact_traits{where.format('contact_id')}"
        " ORDER BY contact_id, trait_id",
        ids,
    ):
        free.setdefault(contact_id, []).append((trait_id, Answer(answer)))
    return {
        row[0]: facts_from(row, tuple(tags.get(row[0], ())), tuple(free.get(row[0], ())))
        for row in db.rows(FACTS + where.format("c.id"), ids)
    }


def _fill(row: ProfileTrait, given: TraitInput) -> None:
    row.kind = given.kind.value
    row.name = clean_line(given.name)
    if given.kind is TraitKind.FREE:
        if not row.name:
            raise DomainError("trait.name_missing", field="name")
        row.accepted = "[]"
        return
    row.accepted = json.dumps(
        accepted_values(given.kind, given.accepted, given.naf_version, field="accepted"),
        ensure_ascii=False,
    )
    if row.accepted == "[]":
        raise DomainError("trait.values_missing", field="accepted")


def accepted_values(
    kind: TraitKind, text: str, version: NafVersion, *, field: str
) -> tuple[str, ...]:
    """Return values as they are stored.

    Raises:
        DomainError: `trait.unreadable` beside `field`, with the pieces not understood.
    """
    read = read_values(kind, text, version)
    if read.unreadable:
        raise DomainError("trait.unreadable", field=field, values=", ".join(read.unreadable))
    return read.values


def facts_from(
    row: Sequence[Any], tags: tuple[str, ...], free: tuple[tuple[int, Answer], ...] = ()
) -> ContactFacts:
    """Return the facts of a row of `FACTS`, which asks for all contacts."""
    least, most = row[6], row[7]
    return ContactFacts(
        nature=Nature(row[1]),
        buyer=BuyerKind(row[2]) if row[2] else None,
        naf=row[3],
        naf_version=NafVersion(row[4]) if row[4] else None,
        sector=row[5],
        headcount=None if least is None else Headcount(least, most),
        postal_code=row[8],
        country=row[9],
        tags=tags,
        free=free,
    )


def _texts(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))
