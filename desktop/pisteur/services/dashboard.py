"""Reads the dashboard: what may come, what has come of it, and the rows behind each figure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median

from pisteur.domain.calendar import add_months
from pisteur.domain.dashboard import (
    Behind,
    BehindRow,
    ClosedDeals,
    DashboardView,
    FunnelStage,
    Kind,
    Money,
)
from pisteur.domain.forecast import Conversion, year_of
from pisteur.domain.sale_states import PAYMENT_TERM_DAYS
from pisteur.domain.words import OpportunityState
from pisteur.services.board import DEAL_TITLE, read_pipelines, read_stages
from pisteur.services.dormancy import DormancyService
from pisteur.services.forecast import ForecastService
from pisteur.services.workspace import Workspace

MONTHS = 12

_WHO = (
    "CASE WHEN coalesce(o.title, '') <> '' THEN CASE WHEN c.company <> '' THEN c.company"
    " ELSE c.display_name END WHEN c.company <> '' THEN c.name ELSE '' END"
)
_DEALS = f"""
SELECT o.contact_id, o.id, {DEAL_TITLE}, {_WHO}, s.name, o.state,
    coalesce(o.closed_on, o.expected_on), o.amount_cents
FROM opportunities o JOIN contacts c ON c.id = o.contact_id JOIN stages s ON s.id = o.stage_id
WHERE o.id IN (SELECT value FROM json_each(?))
ORDER BY coalesce(o.closed_on, o.expected_on) DESC, o.amount_cents DESC, o.id LIMIT ?
"""
_PAID = "coalesce((SELECT sum(p.amount_cents) FROM payments p WHERE p.sale_id = x.id), 0)"
_PAID_IN_YEAR = (
    "(SELECT sum(p.amount_cents) FROM payments p WHERE p.sale_id = x.id"
    " AND p.paid_on BETWEEN '{first}' AND '{last}')"
)
_SALES = f"""
SELECT x.contact_id, x.opportunity_id, {DEAL_TITLE}, {_WHO}, x.reference, '', x.accepted_on,
    {{cents}}
FROM sales x JOIN contacts c ON c.id = x.contact_id
LEFT JOIN opportunities o ON o.id = x.opportunity_id
WHERE x.id IN (SELECT value FROM json_each(?)) ORDER BY x.accepted_on DESC, x.id LIMIT ?
"""
# What an invoice still brings: with its payments, whatever their order.
_DUE = f"""
SELECT x.id, x.amount_cents - {_PAID} AS due, x.invoiced_on, x.payment_due_on
FROM sales x WHERE x.cancelled_on IS NULL AND x.invoiced_on IS NOT NULL
"""


class DashboardService:
    """Reads the page."""

    def __init__(
        self, workspace: Workspace, forecast: ForecastService, dormancy: DormancyService
    ) -> None:
        self._rows = workspace.db.rows
        self._raw = workspace.db.raw
        self._clock = workspace.clock
        self._forecast = forecast
        self._dormancy = dormancy

    def view(self) -> DashboardView:
        """Read all of it."""
        today = self._clock.today()
        since = add_months(today, -MONTHS) + timedelta(days=1)
        outstanding, overdue = self._outstanding(today)
        conversions = self._forecast.conversions()
        return DashboardView(
            today=today,
            since=since,
            quarter=self._forecast.quarter(conversions),
            year=self._forecast.year(conversions),
            funnel=self._funnel(conversions),
            lost=self._outcomes(since, "coalesce(r.name, o.lost_reason)", lost_only=True),
            came_for=self._outcomes(since, "coalesce(f.name, o.came_for, '')"),
            sources=self._outcomes(since, "CASE WHEN c.source <> '' THEN c.source ELSE l.name END"),
            accepted=self._accepted(today),
            cashed_in=self._cashed_in(today),
            outstanding=outstanding,
            overdue=overdue,
            dormant_soon=self._dormancy.count(),
        )

    def behind(self, figure: Behind, most: int) -> tuple[BehindRow, ...]:
        """Return the rows behind a figure, the newest first, `most` at most.

        Sales bear the part of their amount that the figure is made of.
        """
        sql = _DEALS if figure.kind is Kind.DEALS else self._sales_behind(figure.kind)
        return tuple(
            BehindRow(
                contact_id=row[0],
                opportunity_id=row[1],
                title=row[2],
                who=row[3],
                place=row[4],
                state=row[5],
                day=date.fromisoformat(row[6]) if row[6] else None,
                cents=row[7],
            )
            for row in self._rows(sql, (json.dumps(figure.ids), most))
        )

    def _sales_behind(self, kind: Kind) -> str:
        if kind is Kind.OUTSTANDING:
            return _SALES.format(cents=f"x.amount_cents - {_PAID}")
        if kind is Kind.CASHED_IN:
            year = year_of(self._clock.today())
            return _SALES.format(cents=_PAID_IN_YEAR.format(first=year.first, last=year.last))
        return _SALES.format(cents="x.amount_cents")

    # The funnel.

    def _funnel(self, conversions: Mapping[int, Conversion]) -> tuple[FunnelStage, ...]:
        entered = self._ids_by_stage("SELECT DISTINCT stage_id, opportunity_id FROM stage_passages")
        running = self._ids_by_stage("SELECT stage_id, id FROM opportunities WHERE state = 'open'")
        days = self._days_by_stage()
        return tuple(
            FunnelStage(
                stage.id,
                stage.name,
                stage.zone,
                pipeline.name,
                entered.get(stage.id, ()),
                running.get(stage.id, ()),
                conversions[stage.id],
                days.get(stage.id),
            )
            for pipeline in read_pipelines(self._raw)
            for stage in read_stages(self._raw, pipeline.id)
        )

    def _ids_by_stage(self, sql: str) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for stage, deal in self._rows(sql):
            found.setdefault(stage, []).append(deal)
        return {stage: tuple(ids) for stage, ids in found.items()}

    def _days_by_stage(self) -> dict[int, int]:
        """Return the median length of the stays that have ended, in whole days.

        A stay ends when the deal leaves, or is lost there.
        """
        lengths: dict[int, list[float]] = {}
        for stage, length in self._rows(
            "SELECT p.stage_id, max(0, julianday(coalesce(p.left_at, o.closed_on))"
            " - julianday(p.entered_at)) FROM stage_passages p"
            " JOIN opportunities o ON o.id = p.opportunity_id"
            " WHERE p.left_at IS NOT NULL OR (o.state = 'lost' AND o.closed_on IS NOT NULL)"
        ):
            lengths.setdefault(stage, []).append(length)
        return {stage: round(median(found)) for stage, found in lengths.items()}

    # Won and lost.

    def _outcomes(
        self, since: date, name: str, *, lost_only: bool = False
    ) -> tuple[ClosedDeals, ...]:
        """Return the deals closed from a day on by what `name` says of them, most first."""
        won: dict[str, list[int]] = {}
        lost: dict[str, list[int]] = {}
        cents: dict[str, int] = {}
        states = "('lost')" if lost_only else "('won', 'lost')"
        for found, deal, state, amount in self._rows(
            f"SELECT {name}, o.id, o.state, coalesce(o.amount_cents, 0) FROM opportunities o"
            " JOIN contacts c ON c.id = o.contact_id"
            " LEFT JOIN lead_lists l ON l.id = c.lead_list_id"
            " LEFT JOIN loss_reasons r ON r.key = o.lost_reason"
            " LEFT JOIN came_for f ON f.key = o.came_for"
            f" WHERE o.state IN {states} AND o.closed_on >= ? ORDER BY o.closed_on DESC, o.id",
            (since.isoformat(),),
        ):
            key = found or ""
            side = won if state == OpportunityState.WON else lost
            side.setdefault(key, []).append(deal)
            cents[key] = cents.get(key, 0) + (amount if side is lost else 0)
        made = (
            ClosedDeals(key, tuple(won.get(key, ())), tuple(lost.get(key, ())), total)
            for key, total in cents.items()
        )
        # What is not known comes last.
        return tuple(sorted(made, key=lambda own: (not own.name, -own.closed, own.name)))

    # Money.

    def _accepted(self, today: date) -> Money:
        year = year_of(today)
        return _sum(
            self._rows(
                "SELECT id, amount_cents FROM sales WHERE cancelled_on IS NULL"
                " AND accepted_on BETWEEN ? AND ? ORDER BY accepted_on DESC, id",
                (year.first.isoformat(), year.last.isoformat()),
            )
        )

    def _cashed_in(self, today: date) -> Money:
        """Return what came in this year: of cancelled sales too, as it did come in."""
        year = year_of(today)
        return _sum(
            self._rows(
                "SELECT sale_id, sum(amount_cents) FROM payments WHERE paid_on BETWEEN ? AND ?"
                " GROUP BY sale_id ORDER BY max(paid_on) DESC, sale_id",
                (year.first.isoformat(), year.last.isoformat()),
            )
        )

    def _outstanding(self, today: date) -> tuple[Money, Money]:
        """Return what invoices still bring, and the part of it whose date has passed."""
        found = [row for row in self._rows(_DUE) if row[1] > 0]
        late = [row for row in found if _due_on(row[2], row[3]) < today]
        return _sum(row[:2] for row in found), _sum(row[:2] for row in late)


def _sum(rows: Iterable[tuple[int, int]]) -> Money:
    found = list(rows)
    return Money(sum(cents for _id, cents in found), tuple(sale for sale, _cents in found))


def _due_on(invoiced_on: str, payment_due_on: str | None) -> date:
    if payment_due_on:
        return date.fromisoformat(payment_due_on)
    return date.fromisoformat(invoiced_on) + timedelta(days=PAYMENT_TERM_DAYS)
