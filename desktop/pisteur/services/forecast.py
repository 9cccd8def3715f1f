"""What a quarter and a year may bring (`domain.forecast`), over all pipelines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pisteur.domain.forecast import (
    Conversion,
    DealHistory,
    Forecast,
    OpenDeal,
    Period,
    StageFacts,
    forecast,
    measure,
    quarter_of,
    year_of,
)
from pisteur.domain.words import OpportunityState
from pisteur.services.board import read_pipelines, read_stages
from pisteur.services.workspace import Workspace


class ForecastService:
    """Reads the forecast."""

    def __init__(self, workspace: Workspace) -> None:
        self._rows = workspace.db.rows
        self._raw = workspace.db.raw
        self._clock = workspace.clock

    def quarter(self, conversions: Mapping[int, Conversion] | None = None) -> Forecast:
        """Forecast the quarter of today; `conversions` are those read already, if they were."""
        return self._forecast(quarter_of(self._clock.today()), conversions)

    def year(self, conversions: Mapping[int, Conversion] | None = None) -> Forecast:
        """Forecast the year of today; as of `quarter`."""
        return self._forecast(year_of(self._clock.today()), conversions)

    def conversions(self) -> dict[int, Conversion]:
        """Return the conversion of each column, in the order of the boards.

        Measured for each pipeline by itself: selling services says nothing of selling training.
        """
        histories = self._histories()
        percents = dict(self._rows("SELECT id, default_percent FROM stages"))
        found: dict[int, Conversion] = {}
        for pipeline in read_pipelines(self._raw):
            facts = [
                StageFacts(stage.id, stage.zone, stage.position, percents[stage.id])
                for stage in read_stages(self._raw, pipeline.id)
            ]
            found.update(measure(facts, histories))
        return found

    def _histories(self) -> list[DealHistory]:
        """Return the closed deals, each with every column that it ever was in."""
        stages: dict[int, set[int]] = {}
        states: dict[int, OpportunityState] = {}
        for deal, state, stage in self._rows(
            "SELECT o.id, o.state, p.stage_id FROM opportunities o"
            " JOIN stage_passages p ON p.opportunity_id = o.id WHERE o.state IN ('won', 'lost')"
        ):
            states[deal] = OpportunityState(state)
            stages.setdefault(deal, set()).add(stage)
        return [DealHistory(i, states[i], frozenset(found)) for i, found in stages.items()]

    def _open_deals(self) -> list[OpenDeal]:
        return [
            OpenDeal(i, stage, cents, date.fromisoformat(day) if day else None)
            for i, stage, cents, day in self._rows(
                "SELECT id, stage_id, amount_cents, expected_on FROM opportunities"
                " WHERE state = 'open' ORDER BY stage_id, rank, id"
            )
        ]

    def _forecast(self, period: Period, conversions: Mapping[int, Conversion] | None) -> Forecast:
        if conversions is None:
            conversions = self.conversions()
        sold = self._rows(
            "SELECT coalesce(sum(amount_cents), 0) FROM sales"
            " WHERE cancelled_on IS NULL AND accepted_on BETWEEN ? AND ?",
            (period.first.isoformat(), period.last.isoformat()),
        )[0][0]
        return forecast(period, self._clock.today(), self._open_deals(), conversions, int(sold))
