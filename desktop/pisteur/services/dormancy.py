"""Customers who are about to become dormant (`domain.dormancy`), by the user's two settings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pisteur.domain.dormancy import ComingDormancy, LastSale, about_to_become_dormant
from pisteur.domain.settings import DORMANCY_MONTHS, DORMANCY_WARNING_DAYS
from pisteur.domain.status import dormant_before
from pisteur.services.workspace import Workspace


class SaleDays(NamedTuple):
    """Days of a last sale, both included, whose customers become dormant soon."""

    first: date
    last: date


class DormancyService:
    """Reads who is about to become dormant."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def warning_days(self) -> int:
        """How long before the day the user wants to know."""
        return self._workspace.setting(DORMANCY_WARNING_DAYS)

    def sale_days(self) -> SaleDays | None:
        """Return whose last sale falls on which days; None when no one does, as with "never"."""
        months = self._workspace.setting(DORMANCY_MONTHS)
        if months is None:
            return None
        today = self._workspace.clock.today()
        first = dormant_before(today, months)
        end = dormant_before(today + timedelta(days=self.warning_days), months)
        return SaleDays(first, end - timedelta(days=1)) if first < end else None

    def coming(self) -> tuple[ComingDormancy, ...]:
        """Return the customers who become dormant within the user's days, soonest first."""
        days = self.sale_days()
        if days is None:
            return ()
        found = self._workspace.db.rows(
            "SELECT id, last_sale_on FROM contacts WHERE last_sale_on BETWEEN ? AND ?",
            (days.first.isoformat(), days.last.isoformat()),
        )
        return about_to_become_dormant(
            (LastSale(row[0], date.fromisoformat(row[1])) for row in found),
            self._workspace.clock.today(),
            self._workspace.setting(DORMANCY_MONTHS),
            self.warning_days,
        )

    def count(self) -> int:
        """Count them."""
        return len(self.coming())
