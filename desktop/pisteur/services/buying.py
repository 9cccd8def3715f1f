"""Where the buyer of a deal is, and what helps there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import col, select

from pisteur.domain.buying_steps import BuyingStep, Journey, Visit, follow
from pisteur.i18n import _, current_language
from pisteur.services.selling_defaults import BuyingStepWords, selling_defaults
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import BuyingStepVisit, Opportunity


class BuyingService:
    """Records the steps of a buyer; any step may follow any other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    def words(self) -> Mapping[BuyingStep, BuyingStepWords]:
        """Return the steps in words, with what helps at each."""
        return selling_defaults(current_language()).buying_steps

    def set_step(self, opportunity_id: int, to: BuyingStep) -> Done[None]:
        """Note the step at which the buyer is now; the one they are at already changes nothing.

        Correcting the step on the same day replaces it: only what lasted counts as gone back.

        Raises:
            DomainError: `record.gone`.
        """
        today = self._workspace.clock.today()
        with self._db.step(_("Note where the buyer is")) as step:
            session = step.session
            required(session, Opportunity, opportunity_id)
            visits = session.exec(
                select(BuyingStepVisit)
                .where(BuyingStepVisit.opportunity_id == opportunity_id)
                .order_by(col(BuyingStepVisit.id))
            ).all()
            kept = list(visits)
            if kept and kept[-1].entered_on == today and kept[-1].step != to.value:
                session.delete(kept.pop())
            if not kept or kept[-1].step != to.value:
                session.add(
                    BuyingStepVisit(opportunity_id=opportunity_id, step=to.value, entered_on=today)
                )
        return Done(None, step.changes)


def read_journeys(workspace: Workspace, contact_id: int) -> Mapping[int, Journey]:
    """Return how far the buyer is on each deal of a contact; a deal without a step is not there."""
    found = workspace.db.rows(
        "SELECT v.opportunity_id, v.entered_on, v.step FROM buying_step_visits v"
        " JOIN opportunities o ON o.id = v.opportunity_id WHERE o.contact_id = ? ORDER BY v.id",
        (contact_id,),
    )
    visits: dict[int, list[Visit]] = {}
    for deal, on, step in found:
        visits.setdefault(deal, []).append(Visit(date.fromisoformat(on), BuyingStep(step)))
    return {deal: follow(some) for deal, some in visits.items()}
