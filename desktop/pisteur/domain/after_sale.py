"""What is planned after a sale: the user's cadence for it, as a dialog shows it beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pisteur.domain.cadences import CadenceStep, plan_steps
from pisteur.domain.oppositions import Opposition, barred_kinds
from pisteur.domain.words import FollowUpKind
from pisteur.domain.working_days import Region


class AfterSale(NamedTuple):
    """The cadence that a sale proposes.

    Attributes:
        barred: kinds of actions that are left out, for the customer objected to them (rule 9).
    """

    cadence_id: int
    steps: tuple[CadenceStep, ...]
    region: Region = Region.FRANCE
    barred: frozenset[FollowUpKind] = frozenset()

    def heeding(self, oppositions: Sequence[Opposition]) -> AfterSale:
        """Return it without what a customer objected to."""
        return self._replace(barred=barred_kinds(oppositions))

    def plan(self, start: date, today: date) -> tuple[tuple[date, str], ...]:
        """Return the day and title of each action that a sale would bring, in order.

        Args:
            start: day of the delivery, else of the order.
        """
        return tuple(
            (day, step.title)
            for day, step in self._steps_from(start, today)
            if step.kind not in self.barred
        )

    def left_out(self, start: date, today: date) -> tuple[str, ...]:
        """Return the titles of the actions that an opposition bars, in order."""
        found = self._steps_from(start, today)
        return tuple(step.title for _day, step in found if step.kind in self.barred)

    def _steps_from(self, start: date, today: date) -> tuple[tuple[date, CadenceStep], ...]:
        plan = plan_steps(self.steps, start=start, today=today, region=self.region)
        return tuple((own.due_on, self.steps[own.place]) for own in plan.planned)
