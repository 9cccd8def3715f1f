"""The tables that go out, whatever the format: headings, and rows of typed cells.

`csv_out` and `xlsx_out` write them; neither knows what a contact is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from pisteur.domain.records import (
    ContactRecord,
    FollowUpRecord,
    LabelledValue,
    OpportunityRecord,
)
from pisteur.domain.words import FollowUpKind, Heat, OpportunityState, Status, Zone
from pisteur.exchange import words
from pisteur.i18n import _
from pisteur.recurrence_words import repeats_text


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, in euro cents."""

    cents: int


Cell = str | date | time | Money | None


@dataclass(frozen=True, slots=True)
class Table:
    """What goes out.

    Attributes:
        name: what the rows are, in the language that is spoken.
        rows: as wide as the headings.
    """

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sheet.

    Attributes:
        title: a day is said as one.
        headings: none for facts, whose rows are a name and a value.
    """

    title: str | date
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed."""

    title: str
    made_on: date
    parts: Sequence[Part]


def follow_ups_table(records: Iterable[FollowUpRecord]) -> Table:
    """Return the follow-ups, one row each, in the given order."""
    headings = (
        *(_("Due on"), _("Time"), _("Action"), _("Kind"), _("Contact"), _("Company")),
        *(_("Phone"), _("E-mail"), _("Deal"), _("Amount (€)"), _("Note"), _("State")),
        _("Repeats"),
    )
    return Table(_("Follow-ups"), headings, map(_follow_up_cells, records))


def _follow_up_cells(record: FollowUpRecord) -> list[Cell]:
    return [
        record.due_on,
        record.due_time,
        record.title,
        words.word(FollowUpKind, record.kind),
        record.contact_name,
        record.company,
        record.phone,
        record.email,
        record.opportunity_title,
        _money(record.amount_cents),
        record.note,
        _state(record),
        repeats_text(record.rrule, from_done=record.recurs_from_done),
    ]


def contacts_table(records: Iterable[ContactRecord], *, phones: int = 1, emails: int = 1) -> Table:
    """Return the contacts, one row each, in the given order.

    Args:
        phones, emails: as many as one of the contacts has at most: that many columns.
    """
    headings = (
        *(_("Salutation"), _("First name"), _("Last name"), _("Full name"), _("Company")),
        _("Job title"),
        *_numbered(_("Phone"), _("Phone {number}"), phones),
        *_numbered(_("E-mail"), _("E-mail {number}"), emails),
        *(_("Street"), _("Postal code"), _("City"), _("Country"), _("Website"), _("SIRET")),
        *(_("Nature"), _("Heat"), _("Status"), _("Tags"), _("Source"), _("Notes")),
        *(_("Next action"), _("Next action on"), _("Last exchange"), _("Added on")),
    )
    rows = (_contact_cells(record, phones, emails) for record in records)
    return Table(_("Contacts"), headings, rows)


def _numbered(first: str, pattern: str, count: int) -> list[str]:
    return [first, *(pattern.format(number=number) for number in range(2, count + 1))]


def _contact_cells(record: ContactRecord, phones: int, emails: int) -> list[Cell]:
    return [
        *(record.civility, record.given_name, record.family_name, record.name, record.company),
        record.job_title,
        *_values(record.phones, phones),
        *_values(record.emails, emails),
        *(record.street, record.postal_code, record.city, record.country, record.website),
        record.siret,
        words.nature_word(record.nature),
        words.word(Heat, record.heat),
        words.word(Status, record.status),
        ", ".join(record.tags),
        record.source,
        record.notes,
        record.next_action,
        record.next_action_on,
        record.last_exchange_on,
        record.created_on,
    ]


def opportunities_table(records: Iterable[OpportunityRecord]) -> Table:
    """Return the deals, one row each, in the given order."""
    headings = (
        *(_("Contact"), _("Company"), _("Deal"), _("Amount (€)"), _("State"), _("Pipeline")),
        *(_("Zone"), _("Column"), _("In the column since"), _("Expected on"), _("Quote")),
        *(_("Quote sent on"), _("Quote valid until"), _("Standby until"), _("Closed on")),
        *(_("Reason for the loss"), _("Phone"), _("E-mail"), _("Next action")),
        *(_("Next action on"), _("Added on")),
    )
    return Table(_("Deals"), headings, map(_opportunity_cells, records))


def _opportunity_cells(record: OpportunityRecord) -> list[Cell]:
    return [
        record.contact_name,
        record.company,
        record.title,
        _money(record.amount_cents),
        words.word(OpportunityState, record.state),
        record.pipeline,
        words.word(Zone, record.zone),
        record.stage,
        record.in_stage_since,
        record.expected_on,
        record.quote_reference,
        record.quoted_on,
        record.quote_expires_on,
        record.standby_until,
        record.closed_on,
        record.lost_reason,
        record.phone,
        record.email,
        record.next_action,
        record.next_action_on,
        record.created_on,
    ]


def _values(values: Sequence[LabelledValue], count: int) -> list[str]:
    return [value.value for value in values] + [""] * (count - len(values))


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _state(record: FollowUpRecord) -> str:
    if record.cancelled:
        return _("Cancelled")
    return _("Done") if record.done else _("To do")
