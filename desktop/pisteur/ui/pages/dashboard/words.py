"""The rows and sentences of the dashboard, made from its figures."""

from __future__ import annotations

from collections.abc import Sequence

from pisteur.domain.dashboard import Behind, ClosedDeals, DashboardView, FunnelStage, Kind
from pisteur.domain.forecast import LEAST_CLOSED, Conversion, Forecast, ForecastLine
from pisteur.domain.words import Zone
from pisteur.i18n import _, isolated, ngettext, pgettext
from pisteur.presentation import formats
from pisteur.ui.pages.dashboard.bars import BarRow

MOST_OUTCOMES = 8


def deals_behind(ids: tuple[int, ...]) -> Behind:
    """Return what opens some deals."""
    return Behind(Kind.DEALS, ids)


def cards(count: int) -> str:
    """Return a number of deals in words."""
    return formats.counted(ngettext("{count} deal", "{count} deals", count), count)


def percent(conversion: Conversion) -> str:
    """Return a chance; one that is proposed, not measured, has a mark."""
    shown = formats.percent(conversion.percent / 100)
    return shown if conversion.measured else shown + "*"


# The forecast.


def forecast_rows(found: Forecast, view: DashboardView) -> list[BarRow]:
    """Return a row for each column with deals, the bar by what it may bring."""
    there = {line.stage_id for line in found.lines}
    names = stage_names([stage for stage in view.funnel if stage.stage_id in there])
    most = max((line.weighted_cents for line in found.lines), default=0) or 1
    return [_forecast_row(line, names[line.stage_id], most) for line in found.lines]


def _forecast_row(line: ForecastLine, name: str, most: int) -> BarRow:
    count = len(line.deal_ids)
    text = _("{stage}: {deals}, {amount}; weighted by {percent}: {weighted}")
    return BarRow(
        name,
        line.weighted_cents / most,
        formats.money(_euros(line.weighted_cents)),
        f"{formats.money(line.amount_cents)} × {percent(line.conversion)}",
        text.format(
            stage=name,
            deals=cards(count),
            amount=formats.money(line.amount_cents),
            percent=percent(line.conversion),
            weighted=formats.money(line.weighted_cents),
        ),
        deals_behind(line.deal_ids),
    )


def default_text(found: Forecast) -> str:
    """Say which chances are not the user's own; empty when all are measured."""
    if not found.uses_defaults:
        return _("Weighted by your own results, column by column.")
    return _(
        "* Chance proposed by Pisteur: fewer than {count} of the deals that were in this column"
        " have been won or lost. From then on, your own results count."
    ).format(count=LEAST_CLOSED)


def gaps(found: Forecast) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return (name, words, ids) of the deals that the forecast can't count as it should."""
    count = len(found.without_date_ids)
    text = ngettext(
        "{count} deal without expected date, not counted",
        "{count} deals without expected date, not counted",
        count,
    )
    made = [("without-date", formats.counted(text, count), found.without_date_ids)]
    count = len(found.without_amount_ids)
    text = ngettext(
        "{count} deal without amount, not counted",
        "{count} deals without amount, not counted",
        count,
    )
    made.append(("without-amount", formats.counted(text, count), found.without_amount_ids))
    count = len(found.late_ids)
    text = ngettext(
        "{count} deal past its expected date, counted as of today",
        "{count} deals past their expected date, counted as of today",
        count,
    )
    made.append(("late", formats.counted(text, count), found.late_ids))
    return [gap for gap in made if gap[2]]


def forecast_detail(found: Forecast) -> str:
    """Say what a forecast is made of."""
    return _("{won} sold, {total} in all").format(
        won=euros(found.won_cents), total=euros(found.total_cents)
    )


def euros(cents: int) -> str:
    """Return an amount that is an estimate or a sum, without cents."""
    return formats.money(_euros(cents))


def _euros(cents: int) -> int:
    return (cents + 50) // 100 * 100


# The funnel.


def stage_names(funnel: Sequence[FunnelStage]) -> dict[int, str]:
    """Return what columns are called; with their pipeline where there are several."""
    several = len({stage.pipeline for stage in funnel}) > 1
    return {
        stage.stage_id: f"{isolated(stage.pipeline)} · {isolated(stage.name)}"
        if several
        else stage.name
        for stage in funnel
    }


def funnel_rows(funnel: Sequence[FunnelStage]) -> list[BarRow]:
    """Return a row for each column, under its pipeline where several have been used."""
    used = {stage.pipeline for stage in funnel if stage.entered}
    funnel = [stage for stage in funnel if stage.pipeline in used]
    rows: list[BarRow] = []
    several = len({stage.pipeline for stage in funnel}) > 1
    heading = None
    for stage in funnel:
        of_pipeline = [own for own in funnel if own.pipeline == stage.pipeline]
        if several and stage.pipeline != heading:
            heading = stage.pipeline
            rows.append(BarRow(heading, heading=True))
        most = max(len(own.entered) for own in of_pipeline) or 1
        rows.append(_funnel_row(stage, most))
    return rows


def _funnel_row(stage: FunnelStage, most: int) -> BarRow:
    count = len(stage.entered)
    parts, spoken = [], [stage.name, cards(count)]
    # Whoever is among the customers has bought.
    if stage.conversion.measured and stage.zone is not Zone.CUSTOMERS:
        won = formats.percent(stage.conversion.percent / 100)
        parts.append(_("won {percent}").format(percent=won))
        spoken.append(parts[-1])
    if stage.median_days is not None:
        parts.append(formats.days(stage.median_days))
        spoken.append(_("median stay {days}").format(days=parts[-1]))
    return BarRow(
        stage.name,
        count / most,
        formats.number(count),
        " · ".join(parts),
        ", ".join(spoken),
        deals_behind(stage.entered),
    )


# Won and lost.


def lost_rows(outcomes: Sequence[ClosedDeals]) -> list[BarRow]:
    """Return a row for each reason, the bar by how often it was given."""
    most = max((len(own.lost) for own in outcomes), default=0) or 1
    return [
        BarRow(
            own.name,
            len(own.lost) / most,
            formats.number(len(own.lost)),
            formats.money(own.lost_cents) if own.lost_cents else "",
            _("{reason}: {deals}, {amount}").format(
                reason=own.name,
                deals=cards(len(own.lost)),
                amount=formats.money(own.lost_cents),
            ),
            deals_behind(own.lost),
            tone="warm",
        )
        for own in outcomes
    ]


def outcome_rows(outcomes: Sequence[ClosedDeals]) -> list[BarRow]:
    """Return a row for each origin, the bar by the share that was won; the rarest share one."""
    rows = []
    for own in _rarest_together(outcomes):
        name = own.name or _("Not known")
        won = formats.percent(len(own.won) / own.closed)
        text = _("{won} won, {lost} lost").format(
            won=formats.number(len(own.won)), lost=formats.number(len(own.lost))
        )
        rows.append(
            BarRow(
                name,
                len(own.won) / own.closed,
                won,
                text,
                _("{name}: {won} won, {lost} lost, {percent}").format(
                    name=name,
                    won=formats.number(len(own.won)),
                    lost=formats.number(len(own.lost)),
                    percent=won,
                ),
                deals_behind(own.won + own.lost),
                tone="ok",
            )
        )
    return rows


def _rarest_together(outcomes: Sequence[ClosedDeals]) -> list[ClosedDeals]:
    """Return all of them in few rows: what a row leaves out would be missing from the sum."""
    named = [own for own in outcomes if own.name]
    unknown = [own for own in outcomes if not own.name]
    if len(named) <= MOST_OUTCOMES:
        return [*named, *unknown]
    often, rare = named[: MOST_OUTCOMES - 1], named[MOST_OUTCOMES - 1 :]
    won = tuple(deal for own in rare for deal in own.won)
    lost = tuple(deal for own in rare for deal in own.lost)
    return [*often, ClosedDeals(pgettext("closed deals", "Others"), won, lost), *unknown]


def since_text(view: DashboardView) -> str:
    """Say from when on deals are counted."""
    return pgettext("closed deals", "since {day}").format(day=formats.full_date(view.since))
