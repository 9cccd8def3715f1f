"""Why deals are lost and why people come, as the user words it.

A reason in use is put away instead of deleted: the deals that have it keep it.
"""

from __future__ import annotations

from typing import TypeVar

from sqlmodel import Session, select

from pisteur.domain.commands import EditCameFor, EditLossReason
from pisteur.domain.errors import DomainError
from pisteur.domain.loss_reasons import LossChoices, LossReason, offered
from pisteur.domain.text import clean_block, clean_line
from pisteur.domain.why_they_came import CameFor
from pisteur.domain.words import Heat
from pisteur.i18n import _
from pisteur.services.cadence_runs import region_of
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import CameForRow, LossReasonRow

AnyReason = TypeVar("AnyReason", LossReasonRow, CameForRow)


class ReasonsService:
    """Reads and edits both lists."""

    def __init__(self, workspace: Workspace) -> None:
        self._db = workspace.db
        self._workspace = workspace

    # Reading.

    def loss_reasons(self) -> tuple[LossReason, ...]:
        """Return every reason for a loss in its order, those put away included."""
        found = self._db.rows(
            "SELECT key, name, position, wake_after_months, needs_note, put_away"
            " FROM loss_reasons ORDER BY position, id"
        )
        return tuple(
            LossReason(row[0], row[1], row[2], row[3], bool(row[4]), bool(row[5])) for row in found
        )

    def loss_choices(self) -> LossChoices:
        """Return what a dialog needs to ask why a deal was lost."""
        region = region_of(self._workspace)
        return LossChoices(offered(self.loss_reasons()), region)

    def loss_reason(self, key: str) -> LossReason:
        """Return a reason by its key.

        Raises:
            DomainError: `lost.reason_unknown` beside `reason`.
        """
        for reason in self.loss_reasons():
            if reason.key == key:
                return reason
        raise DomainError("lost.reason_unknown", field="reason")

    def came_for(self) -> tuple[CameFor, ...]:
        """Return every reason for coming in its order, those put away included."""
        found = self._db.rows(
            "SELECT key, name, advice, position, heat, put_away FROM came_for ORDER BY position, id"
        )
        return tuple(
            CameFor(row[0], row[1], row[2], row[3], Heat(row[4]) if row[4] else None, bool(row[5]))
            for row in found
        )

    # Editing.

    def save_loss_reason(self, command: EditLossReason) -> Done[str]:
        """Add a reason for a loss, or change one; returns its key.

        Raises:
            DomainError: `reason.name_missing` or `reason.name_taken` beside `name`, `record.gone`.
        """
        with self._db.step("") as step:
            row = self._row(step.session, LossReasonRow, command.key, command.name)
            row.wake_after_months = command.wake_after_months
            row.needs_note = int(command.needs_note)
            step.session.add(row)
            step.label = _("Save the reason “{name}”").format(name=row.name)
        return Done(row.key, step.changes)

    def save_came_for(self, command: EditCameFor) -> Done[str]:
        """Add a reason for coming, or change one; returns its key.

        Raises:
            DomainError: `reason.name_missing` or `reason.name_taken` beside `name`, `record.gone`.
        """
        with self._db.step("") as step:
            row = self._row(step.session, CameForRow, command.key, command.name)
            row.advice = clean_block(command.advice)
            row.heat = command.heat.value if command.heat else None
            step.session.add(row)
            step.label = _("Save the reason “{name}”").format(name=row.name)
        return Done(row.key, step.changes)

    def order_loss_reasons(self, keys: tuple[str, ...]) -> Done[None]:
        """Put the reasons for a loss in the order of `keys`; those left out come after."""
        return self._order(LossReasonRow, keys)

    def order_came_for(self, keys: tuple[str, ...]) -> Done[None]:
        """Put the reasons for coming in the order of `keys`; those left out come after."""
        return self._order(CameForRow, keys)

    def remove_loss_reason(self, key: str) -> Done[bool]:
        """Delete a reason for a loss, or put it away when deals have it.

        Returns:
            Whether it is kept, out of sight, for the deals that have it.

        Raises:
            DomainError: `record.gone`, `reason.last` when it is the last one offered.
        """
        return self._remove(LossReasonRow, key, "lost_reason")

    def remove_came_for(self, key: str) -> Done[bool]:
        """Delete a reason for coming, or put it away when deals have it.

        Returns:
            Whether it is kept, out of sight, for the deals that have it.

        Raises:
            DomainError: `record.gone`, `reason.last` when it is the last one offered.
        """
        return self._remove(CameForRow, key, "came_for")

    def _row(self, session: Session, model: type[AnyReason], key: str, name: str) -> AnyReason:
        """Return the row of a key, or a new one at the end, under its new name."""
        name = clean_line(name)
        if not name:
            raise DomainError("reason.name_missing", field="name")
        rows = session.exec(select(model)).all()
        if any(row.name.casefold() == name.casefold() and row.key != key for row in rows):
            raise DomainError("reason.name_taken", field="name", name=name)
        if key:
            row = required(session, model, next((r.id for r in rows if r.key == key), None))
            row.name, row.put_away = name, 0
            return row
        return model(name=name, position=1 + max((row.position for row in rows), default=-1))

    def _order(self, model: type[AnyReason], keys: tuple[str, ...]) -> Done[None]:
        places = {key: place for place, key in enumerate(keys)}
        with self._db.step(_("Reorder the reasons")) as step:
            rows = step.session.exec(select(model)).all()
            rows = sorted(rows, key=lambda row: (places.get(row.key, len(places)), row.position))
            for place, row in enumerate(rows):
                row.position = place
                step.session.add(row)
        return Done(None, step.changes)

    def _remove(self, model: type[AnyReason], key: str, column: str) -> Done[bool]:
        with self._db.step("") as step:
            rows = step.session.exec(select(model)).all()
            row = required(step.session, model, next((r.id for r in rows if r.key == key), None))
            if all(other is row or other.put_away for other in rows):
                raise DomainError("reason.last")
            kept = bool(
                self._db.rows(f"SELECT 1 FROM opportunities WHERE {column} = ? LIMIT 1", (key,))
            )
            if kept:
                row.put_away = 1
                step.session.add(row)
            else:
                step.session.delete(row)
            step.label = _("Remove the reason “{name}”").format(name=row.name)
        return Done(kept, step.changes)
