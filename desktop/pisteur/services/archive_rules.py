"""What an archive may hold: the columns of each table, their values, and what ties them together.

Refuses rows that Pisteur would not have written: an archive may have been edited by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Integer
from sqlmodel import SQLModel

from pisteur.domain.buying_steps import BuyingStep
from pisteur.domain.cadences import (
    MAX_DAYS,
    Anchor,
    CadenceEvent,
    CadenceTrigger,
    DayCount,
)
from pisteur.domain.call_sessions import CallResult
from pisteur.domain.concerns import ConcernKind
from pisteur.domain.offers import OfferUnit
from pisteur.domain.oppositions import Channel
from pisteur.domain.profile import TraitKind, read_values
from pisteur.domain.recurrence import Recurrence, from_rrule
from pisteur.domain.satisfaction import HIGHEST, LOWEST
from pisteur.domain.traits import BuyerKind, NafVersion, buyer_kinds
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    DealRole,
    Direction,
    EventKind,
    FollowUpKind,
    Heat,
    InteractionKind,
    LearntHow,
    Nature,
    OpportunityState,
    Outcome,
    PointKind,
    StageColour,
    Verdict,
    Zone,
)
from pisteur.exchange.archive import Scalar
from pisteur.exchange.errors import ExchangeError
from pisteur.exchange.mapping import headings_from_text, mapping_from_text
from pisteur.services.cadence_runs import events_in
from pisteur.services.call_writing import writing_from_text
from pisteur.storage.columns import Instant, LocalTime, instant_to_text, text_to_instant
from pisteur.storage.tables import TABLE_NAMES

DERIVED: Mapping[str, frozenset[str]] = {
    "contacts": frozenset(
        {
            *("last_sale_on", "qualification_id", "qualified", "last_interaction_at"),
            *("last_interaction_kind", "next_follow_up_id", "next_due"),
        }
    ),
    "opportunities": frozenset({"next_follow_up_id"}),
}
"""Columns that triggers write, by table."""

_SETS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("contacts", "nature"): Nature,
    ("contacts", "heat"): Heat,
    ("contacts", "buyer_kind"): BuyerKind,
    ("contacts", "naf_version"): NafVersion,
    ("profile_traits", "kind"): TraitKind,
    ("contact_traits", "answer"): Answer,
    ("offers", "unit"): OfferUnit,
    ("contact_points", "kind"): PointKind,
    ("stages", "zone"): Zone,
    ("stages", "colour"): StageColour,
    ("opportunities", "state"): OpportunityState,
    ("deal_people", "role"): DealRole,
    ("qualifications", "learnt_how"): LearntHow,
    ("qualifications", "verdict"): Verdict,
    ("qualification_answers", "answer"): Answer,
    ("interactions", "kind"): InteractionKind,
    ("interactions", "direction"): Direction,
    ("interactions", "outcome"): Outcome,
    ("events", "kind"): EventKind,
    ("follow_ups", "kind"): FollowUpKind,
    ("cadences", "trigger"): CadenceTrigger,
    ("cadence_steps", "anchor"): Anchor,
    ("cadence_steps", "counted"): DayCount,
    ("cadence_steps", "kind"): FollowUpKind,
    ("cadence_runs", "stopped_by"): CadenceEvent,
    ("came_for", "heat"): Heat,
    ("buying_step_visits", "step"): BuyingStep,
    ("concerns", "kind"): ConcernKind,
    ("oppositions", "channel"): Channel,
    ("call_session_names", "result"): CallResult,
    ("opposition_marks", "channel"): Channel,
    ("sales", "accepted_how"): AcceptedHow,
}
# What must hold between the columns of a row: evidence is not believed against itself, lost
# has a reason, standby a date (product rules 1 and 5).
_RULES: Mapping[str, Callable[[Mapping[str, Scalar]], bool]] = {
    "qualifications": lambda row: row["positive"] == int(row["verdict"] == Verdict.PROSPECT),
    "opportunities": lambda row: (
        (row["state"] != OpportunityState.LOST or row["lost_reason"] is not None)
        and (row["state"] != OpportunityState.STANDBY or row["standby_until"] is not None)
        and _in_order(row["quoted_on"], row["quote_expires_on"])
        and _budget_holds(row["budget_least_cents"], row["budget_most_cents"])
    ),
    "contacts": lambda row: (
        row["recommended_by_id"] != row["id"]
        and row["unreliable_payer"] == int(bool(row["unreliable_reason"]))
        and row["unreliable_payer"] == int(row["unreliable_since"] is not None)
        and _heads_hold(row["headcount_least"], row["headcount_most"])
    ),
    "sales": lambda row: (
        isinstance(row["amount_cents"], int)
        and row["amount_cents"] > 0
        and _in_order(row["accepted_on"], row["invoiced_on"])
        and _in_order(row["invoiced_on"], row["payment_due_on"])
    ),
    "follow_ups": lambda row: (row["rrule"] is None) == (row["recurs_from"] is None),
    "cadence_steps": lambda row: bool(row["title"]) and row["days"] in range(MAX_DAYS + 1),
    "payments": lambda row: row["amount_cents"] != 0,
    "satisfactions": lambda row: (
        row["score"] in (None, *range(LOWEST, HIGHEST + 1))
        and (row["score"] is None) == (row["given_on"] is None)
        and _in_order(row["asked_on"], row["given_on"])
    ),
    "concerns": lambda row: (
        bool(row["text"]) and (row["answered_on"] is None or bool(row["answer"]))
    ),
    "criteria": lambda row: len(str(row["letter"])) == 1,
    "profile_traits": lambda row: _trait_holds(
        str(row["kind"]), str(row["accepted"]), str(row["name"])
    ),
    "offers": lambda row: row["price_cents"] is None or int(row["price_cents"]) >= 0,
    "stages": lambda row: (
        (row["stale_days"] is None or 1 <= int(row["stale_days"]) <= 365)
        and (row["default_percent"] is None or 0 <= int(row["default_percent"]) <= 100)
    ),
    "events": lambda row: (
        row["kind"] != EventKind.IMPORTED or _imported_holds(json.loads(str(row["detail"])))
    ),
    "not_duplicates": lambda row: int(row["first_id"] or 0) < int(row["second_id"] or 0),
    "stage_passages": lambda row: _in_order(row["entered_at"], row["left_at"]),
    "call_session_names": lambda row: row["result"] is not None or row["wrote"] is None,
}
# JSON lists of texts, with what refuses a text that is none of theirs.
_LISTS: Mapping[tuple[str, str], Callable[[list[str]], object]] = {
    ("profile_traits", "accepted"): tuple,
    ("offers", "buyers"): buyer_kinds,
    ("offers", "sectors"): lambda given: _stored_values(TraitKind.SECTOR, given),
}

JSON_COLUMNS: frozenset[tuple[str, str]] = frozenset(
    {
        *_LISTS,
        *(("settings", "value"), ("events", "detail")),
        *(("import_mappings", "headings"), ("import_mappings", "columns")),
        ("call_session_names", "wrote"),
    }
)
"""Columns that hold JSON, by table and name."""


def _in_order(first: Scalar, then: Scalar) -> bool:
    """Say whether two days or instants, either of which may not be there, follow each other."""
    return first is None or then is None or str(first) <= str(then)


def _imported_holds(noted: Mapping[str, str]) -> bool:
    """Say whether what was noted of a list can be read when the list comes again."""
    try:
        for name in ("action_on", "sold_on", "expected_on"):
            date.fromisoformat(noted.get(name) or "2000-01-01")
        int(noted.get("amount_cents") or 0)
    except ValueError:
        return False
    return bool(noted.get("amount_cents")) or "sold_on" not in noted


def _budget_holds(least: Scalar, most: Scalar) -> bool:
    """Say whether means stated are amounts that an offer can be compared with."""
    known = [int(end) for end in (least, most) if end is not None]
    return all(end >= 0 for end in known) and known == sorted(known)


def columns_of(table: str) -> list[str]:
    """Return the columns that an archive holds, the number first."""
    derived = DERIVED.get(table, frozenset())
    return [
        column.name
        for column in SQLModel.metadata.tables[table].columns
        if column.name not in derived
    ]


def values_of(table: str, column: str) -> tuple[str, ...]:
    """Return the values of a column that knows only some; none for one that takes any."""
    return tuple(one.value for one in _SETS.get((table, column), ()))


def check_rows(path: Path, table: str, rows: list[dict[str, Scalar]]) -> None:
    """Refuse rows that this Pisteur would not have written.

    Raises:
        ExchangeError: `archive.damaged` or `archive.unknown_column`.
    """
    if table not in TABLE_NAMES:
        raise ExchangeError("archive.damaged", path, table=table)
    fits = {name: _checker(table, name) for name in columns_of(table)}
    shown = DERIVED.get(table, frozenset()) | ({"status"} if table == "contacts" else set())
    for row in rows:
        for name in row.keys() - fits.keys() - shown:
            raise ExchangeError("archive.unknown_column", path, table=table, name=name)
        for name, fit in fits.items():
            if name not in row or not fit(row[name]):
                raise ExchangeError("archive.damaged", path, table=f"{table}.{name}")
        if table in _RULES and not _RULES[table](row):
            raise ExchangeError("archive.damaged", path, table=table)


def _checker(table: str, name: str) -> Callable[[Scalar], bool]:
    """Return a test of the values of a column."""
    column: Column[Any] = SQLModel.metadata.tables[table].columns[name]
    read = _reader(table, column)

    def fits(value: Scalar) -> bool:
        if value is None:
            return bool(column.nullable) and not column.primary_key
        try:
            read(value)
        except (ValueError, TypeError, RecursionError):
            return False
        return True

    return fits


def _reader(table: str, column: Column[Any]) -> Callable[[Any], object]:
    """Return what reads a stored value, and raises when it is none of the column's."""
    place = (table, column.name)
    if place in _SETS:
        return _SETS[place]
    if place in _LISTS:
        return partial(_texts, _LISTS[place])
    texts: dict[str, Callable[[Any], object]] = {
        "settings.value": json.loads,
        "events.detail": _detail,
        "cadences.stops_on": events_in,
        "cadence_runs.stops_on": events_in,
        "follow_ups.rrule": _rule,
        "import_mappings.headings": headings_from_text,
        "import_mappings.columns": mapping_from_text,
        "call_session_names.wrote": writing_from_text,
    }
    if ".".join(place) in texts:
        return texts[".".join(place)]
    readers: dict[type, Callable[[Any], object]] = {
        Integer: _whole_number,
        Instant: _instant,
        Date: _date,
        LocalTime: _time,
    }
    return next((read for kind, read in readers.items() if isinstance(column.type, kind)), _text)


def _whole_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _rule(value: str) -> Recurrence:
    rule = from_rrule(_text(value))
    if rule is None:
        raise ValueError(value)
    return rule


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _detail(value: str) -> object:
    found = json.loads(value)
    if not isinstance(found, dict):
        raise TypeError(value)
    return [_text(one) for one in found.values()]


def _texts(check: Callable[[list[str]], object], value: str) -> object:
    """Read a JSON list of texts.

    Raises:
        ValueError, TypeError: it is none, or `check` refuses one of them.
    """
    found = json.loads(value)
    if not isinstance(found, list):
        raise TypeError(value)
    return check([_text(one) for one in found])


def _heads_hold(least: Scalar, most: Scalar) -> bool:
    """Say whether a range of how many people work somewhere is one."""
    if least is None or most is None:
        return most is None and int(least or 0) >= 0
    return 0 <= int(least) <= int(most)


def _trait_holds(kind: str, accepted: str, name: str) -> bool:
    """Say whether the values of a trait are such as its kind has."""
    stored = tuple(json.loads(accepted))
    if kind == TraitKind.FREE:
        return not stored and bool(name)
    try:
        return bool(_stored_values(TraitKind(kind), stored))
    except ValueError:
        return False


def _stored_values(kind: TraitKind, given: Sequence[str]) -> tuple[str, ...]:
    """Return values of a trait as they are stored.

    Raises:
        ValueError: one of them is not.
    """
    read = read_values(kind, ",".join(given), NafVersion.REV2).values
    if read != tuple(given):
        raise ValueError(given)
    return read


# Days and times count only as they are stored: they are compared as text.


def _date(value: str) -> str:
    if date.fromisoformat(value).isoformat() != value:
        raise ValueError(value)
    return value


def _time(value: str) -> str:
    if time.fromisoformat(value).strftime("%H:%M") != value:
        raise ValueError(value)
    return value


def _instant(value: str) -> str:
    if instant_to_text(text_to_instant(value)) != value:
        raise ValueError(value)
    return value
