"""Cadences at work, inside the caller's step: planned together, cancelled by what happens.

A run is the open follow-ups that name it. What stops it was copied at its start, so that editing
a cadence leaves runs alone. Not for the cadences themselves: see `cadences`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, and_, col, or_, select

from pisteur.domain.cadence_commands import StartCadence
from pisteur.domain.cadences import (
    Anchor,
    CadenceEvent,
    CadencePlan,
    CadenceStep,
    CadenceTrigger,
    DayCount,
    cancels,
    plan_steps,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import barred_kinds
from pisteur.domain.settings import REGION
from pisteur.domain.snapshots import RunView
from pisteur.domain.words import EventKind, FollowUpKind
from pisteur.domain.working_days import Region
from pisteur.services.oppositions import read_oppositions
from pisteur.services.workspace import Workspace, required
from pisteur.storage.tables import CadenceRow, CadenceRun, Contact, FollowUp, Opportunity


def region_of(workspace: Workspace) -> Region:
    """Return where the user works, as far as public holidays differ."""
    return Region(workspace.setting(REGION))


def read_steps(workspace: Workspace, cadence_id: int) -> tuple[CadenceStep, ...]:
    """Return the steps of a cadence in their order."""
    rows = workspace.db.rows(
        "SELECT days, kind, title, anchor, counted, template FROM cadence_steps"
        " WHERE cadence_id = ? ORDER BY position, id",
        (cadence_id,),
    )
    return tuple(
        CadenceStep(
            days=row[0],
            kind=FollowUpKind(row[1]),
            title=row[2],
            anchor=Anchor(row[3]),
            counted=DayCount(row[4]),
            template=row[5],
        )
        for row in rows
    )


def plan_for(
    workspace: Workspace,
    steps: Sequence[CadenceStep],
    started_on: date,
    expires_on: date | None = None,
) -> CadencePlan:
    """Give the steps their days, by the clock and the region of the user."""
    return plan_steps(
        steps,
        start=started_on,
        today=workspace.clock.today(),
        expires_on=expires_on,
        region=region_of(workspace),
    )


def cadence_of(workspace: Workspace, trigger: CadenceTrigger) -> int | None:
    """Return the id of the first cadence in use that a trigger proposes, None without one."""
    found = workspace.db.rows(
        "SELECT id FROM cadences WHERE trigger = ? AND put_away = 0 ORDER BY position, id LIMIT 1",
        (trigger.value,),
    )
    return found[0][0] if found else None


def apply_start(workspace: Workspace, session: Session, command: StartCadence) -> CadenceRun | None:
    """Plan the steps of a cadence in an open step; None when no step gets a date.

    Raises:
        DomainError: `record.gone`; `cadence.changed` when a step that the user saw is gone.
    """
    cadence = required(session, CadenceRow, command.cadence_id)
    required(session, Contact, command.contact_id)
    steps = read_steps(workspace, cadence.id)
    chosen = command.steps
    if chosen is None:
        planned = plan_for(workspace, steps, command.started_on, command.expires_on).planned
        barred = barred_kinds(read_oppositions(workspace, command.contact_id))
        chosen = tuple(own for own in planned if steps[own.place].kind not in barred)
    if any(not 0 <= step.place < len(steps) for step in chosen):
        raise DomainError("cadence.changed")
    if not chosen:
        return None
    run = CadenceRun(
        contact_id=command.contact_id,
        opportunity_id=command.opportunity_id,
        sale_id=command.sale_id,
        cadence_id=cadence.id,
        name=cadence.name,
        started_on=command.started_on,
        expires_on=command.expires_on,
        stops_on=cadence.stops_on,
    )
    session.add(run)
    session.flush()
    session.add_all(_follow_up(workspace, run, steps[step.place], step.due_on) for step in chosen)
    session.flush()
    workspace.log(
        EventKind.CADENCE_STARTED, command.contact_id, command.opportunity_id, name=cadence.name
    )
    return run


def _follow_up(workspace: Workspace, run: CadenceRun, step: CadenceStep, due_on: date) -> FollowUp:
    now = workspace.clock.now()
    return FollowUp(
        contact_id=run.contact_id,
        opportunity_id=run.opportunity_id,
        kind=step.kind.value,
        title=step.title,
        due_on=due_on,
        created_at=now,
        updated_at=now,
        cadence_run_id=run.id,
        template=step.template,
    )


def apply_event(
    workspace: Workspace,
    session: Session,
    event: CadenceEvent,
    *,
    contact_id: int,
    opportunity_id: int | None = None,
    sale_id: int | None = None,
    on: date | None = None,
) -> None:
    """Cancel, in an open step, the rest of the cadences that an event stops.

    Those of the deal, with whomever they were begun: it may have been handed over since. Of a
    sale, its own. A reply stops those of the contact without a deal, too, and one that names no
    deal those of all its deals.

    Args:
        on: local day of an event that is past, None for one of now; cadences that began after
            it have nothing to do with it.
    """
    deal, of_contact = col(CadenceRun.opportunity_id), col(CadenceRun.contact_id) == contact_id
    if sale_id is not None:
        meant = col(CadenceRun.sale_id) == sale_id
    elif opportunity_id is None:
        own = select(Opportunity.id).where(Opportunity.contact_id == contact_id)
        meant = or_(of_contact, deal.in_(own))
    elif event is CadenceEvent.REPLY:
        meant = or_(deal == opportunity_id, and_(of_contact, deal.is_(None)))
    else:
        meant = deal == opportunity_id
    if event is CadenceEvent.WIN:
        # What follows a sale begins with the win.
        meant = and_(meant, col(CadenceRun.sale_id).is_(None))
    running = select(CadenceRun).where(meant, col(CadenceRun.stopped_on).is_(None))
    for run in session.exec(running).all():
        begun = on is None or run.started_on <= on
        if begun and cancels(stops_of(run), event):
            apply_stop(workspace, session, run, event)


def apply_stop(
    workspace: Workspace, session: Session, run: CadenceRun, event: CadenceEvent | None
) -> None:
    """Cancel the open follow-ups of a run in an open step.

    Args:
        event: what stopped it; None for the user's own hand.
    """
    now = workspace.clock.now()
    pending = session.exec(
        select(FollowUp).where(
            FollowUp.cadence_run_id == run.id,
            col(FollowUp.done_at).is_(None),
            col(FollowUp.cancelled_at).is_(None),
        )
    ).all()
    for row in pending:
        row.cancelled_at = row.updated_at = now
        row.sequence += 1
        session.add(row)
    run.stopped_on = workspace.clock.today()
    run.stopped_by = event.value if event else None
    session.add(run)
    session.flush()
    if pending:
        workspace.log(
            EventKind.CADENCE_STOPPED,
            run.contact_id,
            run.opportunity_id,
            name=run.name,
            by=event.value if event else "",
        )


def read_runs(workspace: Workspace, contact_id: int) -> tuple[RunView, ...]:
    """Return the cadences at work for a contact, the newest last."""
    rows = workspace.db.rows(
        "SELECT r.id, r.name, r.opportunity_id FROM cadence_runs r"
        " WHERE r.contact_id = ? AND EXISTS (SELECT 1 FROM follow_ups f"
        " WHERE f.cadence_run_id = r.id AND f.done_at IS NULL AND f.cancelled_at IS NULL)"
        " ORDER BY r.id",
        (contact_id,),
    )
    return tuple(RunView(*row) for row in rows)


def stops_of(run: CadenceRun) -> frozenset[CadenceEvent]:
    """Return what stops a run."""
    return events_in(run.stops_on)


def events_in(text: str) -> frozenset[CadenceEvent]:
    """Return the events of a comma list, as `stops_on` is stored."""
    return frozenset(CadenceEvent(part) for part in text.split(",") if part)


def events_text(events: frozenset[CadenceEvent]) -> str:
    """Return events as `stops_on` is stored."""
    return ",".join(sorted(events))
