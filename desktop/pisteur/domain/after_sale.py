"""What is planned after a sale: the user's cadence for it, as a dialog shows it beforehand."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pisteur.domain.cadences import CadenceStep, plan_steps
from pisteur.domain.working_days import Region


class AfterSale(NamedTuple):
    """The cadence that a sale proposes."""

    cadence_id: int
    steps: tuple[CadenceStep, ...]
    region: Region = Region.FRANCE

    def plan(self, start: date, today: date) -> tuple[tuple[date, str], ...]:
        """Return the day and title of each action that a sale would bring, in order.

        Args:
            start: day of the delivery, else of the order.
        """
        plan = plan_steps(self.steps, start=start, today=today, region=self.region)
        return tuple((own.due_on, self.steps[own.place].title) for own in plan.planned)
