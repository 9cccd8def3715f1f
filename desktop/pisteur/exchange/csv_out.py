"""Writes follow-ups, contacts and rejected rows as CSV, for spreadsheets or for programs.

Cells that a spreadsheet would compute or change are written with an apostrophe before them
(`cells.escape`); Pisteur's own import takes it off again. Contacts read back as they were: the
headings are in `heading_table`, in both languages.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from itertools import chain

from pisteur.domain.records import ContactRecord, FollowUpRecord, LabelledValue, RejectedRow
from pisteur.domain.words import FollowUpKind, Heat, Status
from pisteur.exchange import words
from pisteur.exchange.cells import escape
from pisteur.exchange.errors import column_name, describe_issue
from pisteur.i18n import _
from pisteur.recurrence_words import repeats_text


@dataclass(frozen=True, slots=True)
class Style:
    """How a CSV file is written.

    Attributes:
        delimiter: between cells.
        decimal: decimal mark.
        date_format: for `strftime`.
        encoding: Python's name.
    """

    delimiter: str
    decimal: str
    date_format: str
    encoding: str


class CsvStyle(Enum):
    """FRENCH opens well in a spreadsheet set to French; PLAIN is for programs."""

    FRENCH = Style(";", ",", "%d/%m/%Y", "utf-8-sig")
    PLAIN = Style(",", ".", "%Y-%m-%d", "utf-8")


def follow_ups_to_csv(
    records: Iterable[FollowUpRecord], style: CsvStyle = CsvStyle.FRENCH
) -> bytes:
    """Return the follow-ups as a CSV file, one row each, in the given order."""
    headings = [
        _("Due on"),
        _("Time"),
        _("Action"),
        _("Kind"),
        _("Contact"),
        _("Company"),
        _("Phone"),
        _("E-mail"),
        _("Deal"),
        _("Amount (€)"),
        _("Note"),
        _("State"),
        _("Repeats"),
    ]
    return _write(headings, (_follow_up_cells(record, style.value) for record in records), style)


def _follow_up_cells(record: FollowUpRecord, style: Style) -> list[str]:
    return [
        _date(record.due_on, style),
        _time(record.due_time),
        record.title,
        words.word(FollowUpKind, record.kind),
        record.contact_name,
        record.company,
        record.phone,
        record.email,
        record.opportunity_title,
        _amount(record.amount_cents, style),
        record.note,
        _state(record),
        repeats_text(record.rrule, from_done=record.recurs_from_done),
    ]


def contacts_to_csv(records: Iterable[ContactRecord], style: CsvStyle = CsvStyle.FRENCH) -> bytes:
    """Return the contacts as a CSV file that reads back as the same contacts."""
    kept = list(records)
    phones = max([1, *(len(record.phones) for record in kept)])
    emails = max([1, *(len(record.emails) for record in kept)])
    headings = [
        *(_("Civility"), _("First name"), _("Last name"), _("Full name"), _("Company")),
        _("Job title"),
        *_numbered(_("Phone"), _("Phone {number}"), phones),
        *_numbered(_("E-mail"), _("E-mail {number}"), emails),
        *(_("Street"), _("Postal code"), _("City"), _("Country"), _("Website"), _("SIRET")),
        *(_("Nature"), _("Heat"), _("Status"), _("Tags"), _("Source"), _("Notes")),
        *(_("Next action"), _("Next action on"), _("Last exchange"), _("Added on")),
    ]
    rows = (_contact_cells(record, style.value, phones, emails) for record in kept)
    return _write(headings, rows, style)


def _numbered(first: str, pattern: str, count: int) -> list[str]:
    return [first, *(pattern.format(number=number) for number in range(2, count + 1))]


def _contact_cells(record: ContactRecord, style: Style, phones: int, emails: int) -> list[str]:
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
        _date(record.next_action_on, style),
        _date(record.last_exchange_on, style),
        _date(record.created_on, style),
    ]


def rejected_to_csv(
    headings: Sequence[str],
    rejected: Iterable[RejectedRow],
    style: CsvStyle = CsvStyle.FRENCH,
) -> bytes:
    """Return the rejected rows as they stood, with their line and the reason before them."""
    kept = list(rejected)
    width = max([len(headings), *(len(row.cells) for row in kept)])
    padded = [*headings, *[""] * width][:width]
    named = [column_name(heading, index) for index, heading in enumerate(padded)]
    rows = ([str(row.line), describe_issue(row.issue), *row.cells] for row in kept)
    return _write([_("Line"), _("Reason"), *named], rows, style)


def _write(headings: Sequence[str], rows: Iterable[Sequence[str]], style: CsvStyle) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=style.value.delimiter, lineterminator="\r\n")
    # The headings of rejected rows are other people's text too.
    writer.writerows(
        [escape(cell.replace("\0", "")) for cell in row] for row in chain([headings], rows)
    )
    return out.getvalue().encode(style.value.encoding, "replace")


def _values(values: Sequence[LabelledValue], count: int) -> list[str]:
    return [value.value for value in values] + [""] * (count - len(values))


def _date(day: date | None, style: Style) -> str:
    # A year before 1000 is padded by hand: strftime does not do so on every system.
    return "" if day is None else day.strftime(style.date_format.replace("%Y", f"{day.year:04}"))


def _time(moment: time | None) -> str:
    return "" if moment is None else moment.strftime("%H:%M")


def _amount(cents: int | None, style: Style) -> str:
    """Return euros as a number that a spreadsheet can add up."""
    if cents is None:
        return ""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}{style.decimal}{abs(cents) % 100:02}"


def _state(record: FollowUpRecord) -> str:
    if record.cancelled:
        return _("Cancelled")
    return _("Done") if record.done else _("To do")
