"""Cadences: the user's list of them, their dates before they start, starting and stopping.

What happens to a cadence at work inside other steps is in `cadence_runs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, delete, select

from pisteur.domain.cadence_commands import (
    CadencePreview,
    SaveCadence,
    StartCadence,
    StoredCadence,
    refuse_faults,
)
from pisteur.domain.cadences import CadenceStep, CadenceTrigger
from pisteur.domain.text import clean_line
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _
from pisteur.services import cadence_runs
from pisteur.services.cards import Cards
from pisteur.services.ordering import next_position, set_order
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import CadenceRow, CadenceRun, CadenceStepRow, Opportunity

RESTING = (OpportunityState.STANDBY, OpportunityState.LOST)


class CadencesService:
    """Commands on cadences."""

    def __init__(self, workspace: Workspace, cards: Cards) -> None:
        self._workspace = workspace
        self._db = workspace.db
        self._cards = cards

    # Reading.

    def all(self, *, put_away: bool = False) -> tuple[StoredCadence, ...]:
        """Return the cadences in use, or those put away, in the user's order."""
        rows = self._db.rows(
            "SELECT id, key, name, trigger, stops_on FROM cadences WHERE put_away = ?"
            " ORDER BY position, id",
            (int(put_away),),
        )
        return tuple(
            StoredCadence(
                id=row[0],
                key=row[1],
                name=row[2],
                trigger=CadenceTrigger(row[3]),
                stops_on=cadence_runs.events_in(row[4]),
                steps=cadence_runs.read_steps(self._workspace, row[0]),
            )
            for row in rows
        )

    def previews(
        self,
        started_on: date,
        expires_on: date | None = None,
        trigger: CadenceTrigger | None = None,
    ) -> tuple[CadencePreview, ...]:
        """Return what each cadence would plan, or each that a trigger proposes; changes nothing."""
        return tuple(
            CadencePreview(
                cadence,
                cadence_runs.plan_for(self._workspace, cadence.steps, started_on, expires_on),
            )
            for cadence in self.all()
            if trigger in (None, cadence.trigger)
        )

    # Starting and stopping.

    def start(self, command: StartCadence) -> Done[int | None]:
        """Plan the steps of a cadence; a deal on standby or lost is taken up again.

        Returns:
            The id of the run; None when no step got a date, and nothing has changed.

        Raises:
            DomainError: `record.gone`, `cadence.changed`.
        """
        with self._db.step("") as step:
            name = required(step.session, CadenceRow, command.cadence_id).name
            run = self.apply_start(step.session, command)
            step.label = _("Start the cadence “{name}”").format(name=name)
        return Done(run.id if run else None, step.changes)

    def apply_start(self, session: Session, command: StartCadence) -> CadenceRun | None:
        """Do `start` in an open step."""
        run = cadence_runs.apply_start(self._workspace, session, command)
        if run is not None and command.opportunity_id is not None:
            card = required(session, Opportunity, command.opportunity_id)
            if card.state in RESTING:
                self._cards.reopen(session, card)
        return run

    def stop(self, run_id: int) -> Done[None]:
        """Cancel what is still to come of a cadence at work.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            run = required(step.session, CadenceRun, run_id)
            cadence_runs.apply_stop(self._workspace, step.session, run, None)
            step.label = _("Stop the cadence “{name}”").format(name=run.name)
        return Done(None, step.changes)

    # The list.

    def save(self, command: SaveCadence) -> Done[int]:
        """Write a cadence; those at work stay as they were started. Returns its id.

        One that was put away is back in use.

        Raises:
            DomainError: `cadence.*` beside `name` or `steps`; `record.gone`.
        """
        steps = tuple(step._replace(title=clean_line(step.title)) for step in command.steps)
        name = clean_line(command.name)
        command = replace(command, name=name, steps=steps)
        refuse_faults(command)
        with self._db.step("") as step:
            session = step.session
            if command.cadence_id is None:
                row = CadenceRow(name=name, trigger="", position=next_position(session, CadenceRow))
                step.label = _("Add the cadence “{name}”").format(name=name)
            else:
                row = required(session, CadenceRow, command.cadence_id)
                step.label = _("Edit the cadence “{name}”").format(name=name)
            row.name, row.trigger, row.put_away = name, command.trigger.value, 0
            row.stops_on = cadence_runs.events_text(command.stops_on)
            session.add(row)
            session.flush()
            self._write_steps(session, row.id, steps)
        return Done(row.id, step.changes)

    def _write_steps(self, session: Session, cadence_id: int, steps: Sequence[CadenceStep]) -> None:
        if cadence_runs.read_steps(self._workspace, cadence_id) == steps:
            return
        session.exec(delete(CadenceStepRow).where(col(CadenceStepRow.cadence_id) == cadence_id))
        for position, own in enumerate(steps):
            session.add(
                CadenceStepRow(
                    cadence_id=cadence_id,
                    position=position,
                    days=own.days,
                    anchor=own.anchor.value,
                    counted=own.counted.value,
                    kind=own.kind.value,
                    title=own.title,
                    template=own.template,
                )
            )

    def remove(self, cadence_id: int) -> Done[bool]:
        """Take a cadence away: for good if it was never started, else out of use.

        Those at work go on.

        Returns:
            Whether it is kept, out of use.

        Raises:
            DomainError: `record.gone`.
        """
        with self._db.step("") as step:
            session = step.session
            row = required(session, CadenceRow, cadence_id)
            step.label = _("Remove the cadence “{name}”").format(name=row.name)
            started = session.exec(
                select(CadenceRun.id).where(CadenceRun.cadence_id == cadence_id).limit(1)
            ).first()
            kept = started is not None
            if kept:
                row.put_away = 1
                session.add(row)
            else:
                session.delete(row)
        return Done(kept, step.changes)

    def order(self, ids: Sequence[int]) -> Done[None]:
        """Put the cadences in use in the order of `ids`.

        Raises:
            DomainError: `record.gone` when they are not those that there are.
        """
        with self._db.step(_("Reorder the cadences")) as step:
            in_use = select(CadenceRow).where(CadenceRow.put_away == 0)
            set_order(step.session.exec(in_use).all(), ids)
        return Done(None, step.changes)
