"""Makes one contact of two, with everything of both.

Every table that names a contact is known here: rows move to the one that stays, and where only
one may be (a tag, an opposition on a channel), the two become one. A test fails when a table is
added that this module does not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pisteur.domain.errors import DomainError
from pisteur.domain.merging import COLUMNS, Merge, MergeSide, MergeView, Part
from pisteur.domain.words import Answer, EventKind
from pisteur.i18n import _
from pisteur.services.naming import set_names
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import (
    CallSessionName,
    Contact,
    ContactPoint,
    ContactTrait,
    LeadList,
    Opposition,
)

MOVED = (
    *("opportunities", "sales", "interactions", "events", "follow_ups", "concerns"),
    *("qualifications", "cadence_runs", "satisfactions", "opposition_marks"),
)
"""Tables whose rows all move; `ONCE` those in which a second one like it is left out."""
ONCE = ("contact_tags", "contact_traits", "deal_people", "oppositions", "call_session_names")
# Shown in the dialog: what comes along.
COUNTED = ("opportunities", "interactions", "follow_ups", "sales", "qualifications", "concerns")


Row = TypeVar("Row", bound=SQLModel)


class MergingService:
    """Two contacts become one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    # Reading.

    def view(self, one_id: int, other_id: int) -> MergeView:
        """Return both sides; at the left the one with more behind it, else the older one.

        Raises:
            DomainError: `record.gone`, `merge.same`.
        """
        if one_id == other_id:
            raise DomainError("merge.same")
        sides = [self._side(contact_id) for contact_id in sorted((one_id, other_id))]
        left, right = sorted(sides, key=lambda side: -sum(side.counts.values()))
        return MergeView(left, right)

    def _side(self, contact_id: int) -> MergeSide:
        names = [name for some in COLUMNS.values() for name in some]
        listed = ", ".join(f"c.{name}" for name in names)
        found = self._db.rows(
            f"SELECT c.display_name, coalesce(l.name, ''), coalesce(r.display_name, ''), {listed}"
            " FROM contacts c LEFT JOIN lead_lists l ON l.id = c.lead_list_id"
            " LEFT JOIN contacts r ON r.id = c.recommended_by_id WHERE c.id = ?",
            (contact_id,),
        )
        if not found:
            raise DomainError("record.gone")
        title, list_name, recommender, *values = found[0]
        points = self._db.rows(
            "SELECT value FROM contact_points WHERE contact_id = ? ORDER BY position, id",
            (contact_id,),
        )
        tags = self._db.rows(
            "SELECT t.name FROM contact_tags l JOIN tags t ON t.id = l.tag_id"
            " WHERE l.contact_id = ? ORDER BY t.name",
            (contact_id,),
        )
        counts = {
            table: self._db.rows(
                f"SELECT count(*) FROM {table} WHERE contact_id = ?", (contact_id,)
            )[0][0]
            for table in COUNTED
        }
        return MergeSide(
            contact_id,
            title,
            dict(zip(names, values, strict=True)),
            {Part.LEAD_LIST: list_name, Part.RECOMMENDED_BY: recommender},
            tuple(row[0] for row in points),
            tuple(row[0] for row in tags),
            counts,
        )

    # Writing.

    def merge(self, command: Merge) -> Done[int]:
        """Move everything of the other contact to the one that stays; returns its id.

        Raises:
            DomainError: `record.gone`, `merge.same`.
        """
        if command.keep_id == command.other_id:
            raise DomainError("merge.same")
        with self._db.step("") as step:
            session = step.session
            keep = required(session, Contact, command.keep_id)
            other = required(session, Contact, command.other_id)
            step.label = _("Merge “{name}” with “{other}”").format(
                name=keep.display_name, other=other.display_name
            )
            self._note(session, keep, other)
            self._take_fields(keep, other, command.from_other)
            self._join_once(session, keep.id, other.id)
            session.flush()
            self._move(keep.id, other.id)
            self._join_points(session, keep, other)
            session.flush()
            self._db.raw.execute("DELETE FROM contacts WHERE id = ?", (other.id,))
        return Done(command.keep_id, step.changes)

    def _note(self, session: Session, keep: Contact, other: Contact) -> None:
        """Say in the history who was merged, and of which list it was."""
        lists = session.get(LeadList, other.lead_list_id) if other.lead_list_id else None
        self._workspace.log(
            EventKind.MERGED, keep.id, name=other.display_name, list=lists.name if lists else ""
        )

    def _take_fields(self, keep: Contact, other: Contact, parts: frozenset[Part]) -> None:
        for part in parts:
            for name in COLUMNS[part]:
                setattr(keep, name, getattr(other, name))
        if keep.recommended_by_id in (keep.id, other.id):
            # Nobody recommends themselves.
            keep.recommended_by_id = None
        keep.created_at = min(keep.created_at, other.created_at)
        keep.updated_at = self._workspace.clock.now()

    def _join_once(self, session: Session, keep_id: int, other_id: int) -> None:
        """Where both have the same, take into the row that stays what the other says more."""
        refused = _by(session.exec(_of(Opposition, keep_id)).all(), "channel")
        for gone in session.exec(_of(Opposition, other_id)):
            stays = refused.get(gone.channel)
            if stays is not None:
                stays.objected_on = min(stays.objected_on, gone.objected_on)
                notes = dict.fromkeys(filter(None, (stays.note, gone.note)))
                stays.note = "\n".join(notes)
        known = _by(session.exec(_of(ContactTrait, keep_id)).all(), "trait_id")
        for trait in session.exec(_of(ContactTrait, other_id)):
            same = known.get(trait.trait_id)
            if same is not None and same.answer == Answer.UNKNOWN:
                same.answer = trait.answer
        called = _by(session.exec(_of(CallSessionName, keep_id)).all(), "call_session_id")
        for name in session.exec(_of(CallSessionName, other_id)):
            there = called.get(name.call_session_id)
            if there is not None and there.result is None:
                there.result, there.done_at, there.wrote = name.result, name.done_at, name.wrote

    def _move(self, keep_id: int, other_id: int) -> None:
        ids = (keep_id, other_id)
        execute = self._db.raw.execute
        for table in MOVED:
            execute(f"UPDATE {table} SET contact_id = ? WHERE contact_id = ?", ids)
        for table in ONCE:
            # Those that stay behind are the same once more, and go with their contact.
            execute(f"UPDATE OR IGNORE {table} SET contact_id = ? WHERE contact_id = ?", ids)
        execute(
            "UPDATE contacts SET recommended_by_id = ? WHERE recommended_by_id = ? AND id <> ?",
            (keep_id, other_id, keep_id),
        )
        execute(
            "INSERT OR IGNORE INTO not_duplicates (first_id, second_id)"
            " SELECT min(third, :keep), max(third, :keep) FROM (SELECT CASE first_id WHEN :other"
            " THEN second_id ELSE first_id END AS third FROM not_duplicates"
            " WHERE :other IN (first_id, second_id)) WHERE third <> :keep",
            {"keep": keep_id, "other": other_id},
        )

    def _join_points(self, session: Session, keep: Contact, other: Contact) -> None:
        """Keep every phone and e-mail once: those of the one that stays first, as they were.

        The others are written anew: before the third schema, the search index followed a point to
        no other contact.
        """
        own = sorted(session.exec(_of(ContactPoint, keep.id)), key=_in_order)
        seen = {_compared(point): point for point in reversed(own)}
        for point in sorted(session.exec(_of(ContactPoint, other.id)), key=_in_order):
            same = seen.get(_compared(point))
            if same is not None:
                same.label = same.label or point.label
                continue
            copied = ContactPoint(
                **point.model_dump(exclude={"id", "contact_id", "position"}),
                contact_id=keep.id,
                position=own[-1].position + 1 if own else 0,
            )
            seen[_compared(point)] = copied
            own.append(copied)
            session.add(copied)
        set_names(keep, own)
        session.add(keep)


def _in_order(point: ContactPoint) -> tuple[int, int]:
    return point.position, point.id


def _compared(point: ContactPoint) -> tuple[str, str]:
    return point.kind, point.normalised or point.value


def _of(model: type[Row], contact_id: int) -> SelectOfScalar[Row]:
    """Select the rows of a table that belong to a contact."""
    return select(model).where(col(getattr(model, "contact_id")) == contact_id)  # noqa: B009


def _by(rows: Iterable[Row], name: str) -> dict[object, Row]:
    return {getattr(row, name): row for row in rows}
