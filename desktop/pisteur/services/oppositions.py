"""Oppositions (product rule 9): noted, lifted, and kept as a hash when the contact is gone.

`Marks` is that hash: `contacts` writes it when someone or one of their addresses is deleted, and
whoever brings an address in again, by hand or by a list, has the opposition noted anew.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import APPROACHES, Channel, Oppose, Opposition
from pisteur.domain.settings import OPPOSITION_SALT
from pisteur.domain.text import clean_block
from pisteur.domain.words import EventKind
from pisteur.i18n import _
from pisteur.services.settings import setting_row_id
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact, FollowUp
from pisteur.storage.tables import Opposition as OppositionRow

_STANDING = (
    "SELECT id, channel, objected_on, note FROM oppositions WHERE contact_id = ? ORDER BY id"
)


class OppositionsService:
    """Notes and lifts oppositions."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    def of(self, contact_id: int) -> tuple[Opposition, ...]:
        """Return what a contact objected to."""
        return read_oppositions(self._workspace, contact_id)

    def note(self, given: Oppose) -> Done[int]:
        """Note an opposition; planned actions on its channel are cancelled with it.

        Returns:
            How many actions were cancelled.

        Raises:
            DomainError: `opposition.in_future` beside `objected_on`, `record.gone`.
        """
        if given.objected_on > self._workspace.clock.today():
            raise DomainError("opposition.in_future", field="objected_on")
        with self._db.step("") as step:
            contact = required(step.session, Contact, given.contact_id)
            cancelled = self.apply(step.session, given)
            step.label = _("Note the opposition of {name}").format(name=contact.display_name)
        return Done(cancelled, step.changes)

    def apply(self, session: Session, given: Oppose) -> int:
        """Do `note` in an open step."""
        found = session.exec(
            select(OppositionRow).where(
                OppositionRow.contact_id == given.contact_id,
                OppositionRow.channel == given.channel.value,
            )
        ).first()
        row = found or OppositionRow(
            contact_id=given.contact_id,
            channel=given.channel.value,
            objected_on=given.objected_on,
        )
        row.objected_on, row.note = given.objected_on, clean_block(given.note)
        session.add(row)
        session.flush()
        channel = given.channel.value
        self._workspace.log(EventKind.OBJECTED, given.contact_id, channel=channel)
        return self._cancel_approaches(session, given.contact_id, given.channel)

    def _cancel_approaches(self, session: Session, contact_id: int, channel: Channel) -> int:
        now = self._workspace.clock.now()
        pending = session.exec(
            select(FollowUp).where(
                FollowUp.contact_id == contact_id,
                col(FollowUp.kind).in_([kind.value for kind in APPROACHES[channel]]),
                col(FollowUp.done_at).is_(None),
                col(FollowUp.cancelled_at).is_(None),
            )
        ).all()
        for row in pending:
            row.cancelled_at = row.updated_at = now
            row.sequence += 1
            session.add(row)
        return len(pending)

    def lift(self, opposition_id: int) -> Done[None]:
        """Take an opposition away: they agree to be approached again.

        What was kept of it goes with it, or a list that brings them in again would have it noted
        anew.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            row = required(step.session, OppositionRow, opposition_id)
            contact = required(step.session, Contact, row.contact_id)
            name = contact.display_name
            step.label = _("Lift the opposition of {name}").format(name=name)
            self._workspace.log(EventKind.OBJECTION_LIFTED, row.contact_id, channel=row.channel)
            step.session.delete(row)
            step.flush()
            Marks(self._workspace).lift(contact.id, Channel(row.channel))
        return Done(None, step.changes)


def read_oppositions(workspace: Workspace, contact_id: int) -> tuple[Opposition, ...]:
    """Return what a contact objected to."""
    return tuple(
        Opposition(row[0], Channel(row[1]), date.fromisoformat(row[2]), row[3])
        for row in workspace.db.rows(_STANDING, (contact_id,))
    )


class Marks:
    """What is kept of those who objected and are gone, inside the caller's step.

    A mark names its contact as long as they are there, and outlives them.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows

    def keep(self, contact_ids: Sequence[int], *, but: Collection[str | None] = ()) -> None:
        """Keep the hash of what contacts who objected are reached by, before they go.

        Args:
            but: normalised addresses that stay.
        """
        for contact_id in contact_ids:
            for each in read_oppositions(self._workspace, contact_id):
                for kind, value in self._rows(
                    "SELECT kind, normalised FROM contact_points"
                    " WHERE contact_id = ? AND normalised IS NOT NULL",
                    (contact_id,),
                ):
                    if each.channel in (Channel.ALL, Channel(kind)) and value not in but:
                        self._write(digest_of(self._salt(), value), contact_id, each)

    def lift(self, contact_id: int, channel: Channel, *, agreed: bool = True) -> None:
        """Forget what is kept of an opposition that a contact has lifted.

        That is of the addresses that were taken away from them, and of those that they have. What
        they still object to is kept.

        Args:
            agreed: False for an opposition that was none: nobody agreed to anything, and what
                others had said of an address that they share holds.
        """
        standing = {own.channel for own in read_oppositions(self._workspace, contact_id)}
        raw = self._workspace.db.raw
        for mark_id, marked in self._marks_of(contact_id, agreed=agreed):
            if marked in standing or channel not in {marked, Channel.ALL}:
                continue
            left = _left_of(marked, standing)
            if left is None:
                raw.execute("DELETE FROM opposition_marks WHERE id = ?", (mark_id,))
            else:
                raw.execute(
                    "UPDATE opposition_marks SET channel = ? WHERE id = ?", (left.value, mark_id)
                )

    def _marks_of(self, contact_id: int, *, agreed: bool) -> list[tuple[int, Channel]]:
        found = self._rows("SELECT id, channel, digest, contact_id FROM opposition_marks")
        salt = self._workspace.setting(OPPOSITION_SALT)
        addresses = self._addresses(contact_id) if found and agreed else ()
        own = {digest_of(salt, value) for (value,) in addresses}
        return [
            (mark_id, Channel(channel))
            for mark_id, channel, digest, whose in found
            if whose == contact_id or digest in own
        ]

    def _addresses(self, contact_id: int) -> list[tuple[str]]:
        sql = (
            "SELECT normalised FROM contact_points WHERE contact_id = ? AND normalised IS NOT NULL"
        )
        return self._rows(sql, (contact_id,))

    def _write(self, digest: str, contact_id: int, given: Opposition) -> None:
        raw, day = self._workspace.db.raw, given.objected_on.isoformat()
        # Of two who had an address, the mark stays with the first.
        raw.execute(
            "INSERT INTO opposition_marks (digest, channel, objected_on, contact_id)"
            " VALUES (:digest, :channel, :day, :contact) ON CONFLICT (digest)"
            " DO UPDATE SET contact_id = coalesce(contact_id, excluded.contact_id)",
            {
                "digest": digest,
                "channel": given.channel.value,
                "day": day,
                "contact": contact_id,
            },
        )
        if given.channel is Channel.ALL:
            raw.execute(
                "UPDATE opposition_marks SET channel = ?, objected_on = ?"
                " WHERE digest = ? AND channel <> ?",
                (given.channel.value, day, digest, given.channel.value),
            )

    def _salt(self) -> str:
        """Return the salt of this file, made when it is first needed."""
        salt = self._workspace.setting(OPPOSITION_SALT)
        if not salt:
            salt, key = secrets.token_hex(16), OPPOSITION_SALT.key
            self._workspace.db.raw.execute(
                "INSERT INTO settings (id, key, value) VALUES (?, ?, ?)",
                (setting_row_id(key), key, json.dumps(salt)),
            )
        return salt

    def known(self) -> dict[str, tuple[Channel, date]]:
        """Return every mark by its hash; almost always none."""
        found = self._rows("SELECT digest, channel, objected_on FROM opposition_marks")
        return {row[0]: (Channel(row[1]), date.fromisoformat(row[2])) for row in found}

    def hold(self, contact_ids: Iterable[int]) -> frozenset[int]:
        """Note the opposition of contacts who are back under a marked address.

        Returns:
            Those of them who objected.
        """
        known = self.known()
        if not known:
            return frozenset()
        held, salt = set(), self._workspace.setting(OPPOSITION_SALT)
        raw = self._workspace.db.raw
        for contact_id in contact_ids:
            for (value,) in self._addresses(contact_id):
                mark = known.get(digest_of(salt, value))
                if mark is not None:
                    held.add(contact_id)
                    raw.execute(
                        "INSERT INTO oppositions (contact_id, channel, objected_on, note)"
                        " SELECT :contact, :channel, :day, '' WHERE NOT EXISTS (SELECT 1"
                        " FROM oppositions WHERE contact_id = :contact AND channel = :channel)",
                        {
                            "contact": contact_id,
                            "channel": mark[0].value,
                            "day": mark[1].isoformat(),
                        },
                    )
        return frozenset(held)


class Objections:
    """Who of those in a list objected before: stored contacts, and those who are gone."""

    def __init__(self, workspace: Workspace) -> None:
        found = workspace.db.rows("SELECT contact_id, channel FROM oppositions ORDER BY id")
        self._of_contact: dict[int, Channel] = {}
        for contact_id, channel in found:
            if self._of_contact.get(contact_id) is not Channel.ALL:
                self._of_contact[contact_id] = Channel(channel)
        self._marks = Marks(workspace).known()
        self._salt = workspace.setting(OPPOSITION_SALT) if self._marks else ""

    def channel(self, contact_id: int | None, addresses: Iterable[str | None]) -> Channel | None:
        """Return on which channel someone objected, known by number or normalised address."""
        stored = self._of_contact.get(contact_id) if contact_id is not None else None
        if stored is not None or not self._marks:
            return stored
        digests = (digest_of(self._salt, value) for value in addresses if value)
        found = [self._marks[digest][0] for digest in digests if digest in self._marks]
        return Channel.ALL if Channel.ALL in found else next(iter(found), None)


def _left_of(marked: Channel, standing: Collection[Channel]) -> Channel | None:
    """Return what a mark that was lifted says from now on: what they still object to, if that."""
    if marked is not Channel.ALL:
        return Channel.ALL if Channel.ALL in standing else None
    left = [own for own in (Channel.PHONE, Channel.EMAIL) if own in standing]
    # A hash doesn't say whether it is a phone: where both are barred, it bars everything.
    return Channel.ALL if len(left) > 1 else next(iter(left), None)


def digest_of(salt: str, normalised: str) -> str:
    """Return what is kept of a normalised e-mail or E.164 phone when its contact is gone."""
    return hashlib.sha256(f"{salt}:{normalised}".encode()).hexdigest()
