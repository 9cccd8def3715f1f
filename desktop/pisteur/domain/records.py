"""Plain values that cross the border between files and the data: what an import read, what an
export writes.

Not the data's own types: a record is what a file says, before matching and after derivation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time


# Not frozen, nor is the record: that takes three times as long to make, for each row.
@dataclass(slots=True)
class LabelledValue:
    """An e-mail address or a phone number as a file gives it.

    Attributes:
        value: the text to keep; a leading zero that a spreadsheet ate is put back.
        label: `work`, `home`, `mobile`, `other`, or empty when the file does not say.
        typed: what stood in the file when `value` was repaired, else empty.
    """

    value: str
    label: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class RowIssue:
    """Something about a row that the user should know.

    Attributes:
        code: stable key of the sentence (`pisteur.exchange.errors.describe_issue`).
        column: heading of the column at fault, `Column 3` style when it has none, empty when
            the whole row is.
        text: the text at fault, as it stood in the file.
    """

    code: str
    column: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DealRecord:
    """What a row says of a deal, before it is known which column of the board that means.

    Attributes:
        amount_cents: in euro cents; None when the row has none that can be read.
        stage, status: as the file writes them.
        state: value of `OpportunityState`, from what the file says of state or stage; or empty.
        expected_on: when it may be decided; `closed_on`: when it was, if it is won or lost.
        reason: why it was lost, in the words of the file.
        offer: as the file writes it; `offer_id`: the user's own of that name.
        said: stage, state and reason with their headings, for the notes.
        cells: all that the row says of it with the headings, for the notes of who gets no card.
    """

    title: str = ""
    amount_cents: int | None = None
    stage: str = ""
    state: str = ""
    expected_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    status: str = ""
    offer: str = ""
    offer_id: int | None = None
    said: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """The next action that a row names.

    Attributes:
        title: as the file writes it, empty when it names only the day.
        note: what of it has no field of its own: the time of day, a long text.
        deal: title of the deal of the same row.
    """

    due_on: date
    title: str = ""
    note: str = ""
    deal: str = ""


@dataclass(slots=True)
class LeadRecord:
    """One row of a list that holds something usable.

    Attributes:
        line: 1-based line of the file on which the row starts.
        name: full name as written, when the file has it in one piece and it was not a company.
        given_name, family_name: the parts, from their own columns or from a certain split.
        postal_code, siret: without spaces, with the leading zero put back.
        nature, heat: value of the words, or empty when the file does not say.
        notes: notes of the file, and what it holds that has no field of its own.
        warnings: what was repaired or could not be used; its text is then in `notes`.
        deal: what the row says of a deal, None when it says nothing of one.
        action: what is to be done next, None when the row names no day for it.
        waits: a deal that is kept off the board; `notes` say all that the row says of it.
        sale: a won deal that comes in as a sale of its contact, without a card.
    """

    line: int
    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    company: str = ""
    job_title: str = ""
    emails: tuple[LabelledValue, ...] = ()
    phones: tuple[LabelledValue, ...] = ()
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    website: str = ""
    siret: str = ""
    naf: str = ""
    nature: str = ""
    heat: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    warnings: tuple[RowIssue, ...] = ()
    deal: DealRecord | None = None
    action: ActionRecord | None = None
    waits: DealRecord | None = None
    sale: DealRecord | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One row of a list that was not taken, with the reason and everything that it held.

    Attributes:
        line: 1-based line of the file on which the row starts.
        issue: why.
        cells: the row as it stood.
        name: what it is called, where that is not its first filled cell.
    """

    line: int
    issue: RowIssue
    cells: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class ParsedLeads:
    """A whole list. Each of its `total` data rows is in exactly one of the two tuples.

    A blank row between others is a data row (rejected as `row.empty`); blank rows after the
    last filled one are not.

    Attributes:
        headings: headings of the file's columns, empty when it has none.
        doubts: what in the whole file could be read in another way.
        unused: names of the columns that hold something and are not brought in.
    """

    records: tuple[LeadRecord, ...]
    rejected: tuple[RejectedRow, ...]
    total: int
    headings: tuple[str, ...] = ()
    doubts: tuple[RowIssue, ...] = ()
    unused: tuple[str, ...] = ()

    def warnings(self) -> Iterator[tuple[int, RowIssue]]:
        """Yield line and issue of everything that was repaired or left out of a taken row."""
        for record in self.records:
            for issue in record.warnings:
                yield record.line, issue


@dataclass(frozen=True, slots=True)
class FollowUpRecord:
    """A planned action as a calendar or a spreadsheet shows it.

    Attributes:
        uid: stable for the life of the action.
        sequence: grows with each change of date, time or title.
        kind: value of `FollowUpKind`.
        due_time, time_zone: local wall time and the zone's name; None for a whole day.
        amount_cents: of the deal, in euro cents.
        rrule: when it comes again, as RFC 5545 writes it; empty for never.
        recurs_from_done: whether that is counted from the day it is done.
        series_on: the day of its rule that it stands for, which a holiday or the user may have
            moved; None when there is none.
        done, cancelled: how it ended; both False while it is open.
        created_at, updated_at: aware.
    """

    uid: str
    sequence: int
    title: str
    kind: str
    due_on: date
    due_time: time | None
    time_zone: str | None
    created_at: datetime
    updated_at: datetime
    contact_name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""
    opportunity_title: str = ""
    amount_cents: int | None = None
    note: str = ""
    done: bool = False
    cancelled: bool = False
    rrule: str = ""
    recurs_from_done: bool = False
    series_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A contact as a table of contacts shows it.

    Attributes:
        status: value of `Status`, derived.
        nature, heat: values of the words.
        next_action, next_action_on: the earliest open action.
        last_exchange_on: day of the latest exchange.
        uid: stable for the life of the contact.
        updated_at: aware.
    """

    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    company: str = ""
    job_title: str = ""
    emails: tuple[LabelledValue, ...] = ()
    phones: tuple[LabelledValue, ...] = ()
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    website: str = ""
    siret: str = ""
    naf: str = ""
    nature: str = ""
    heat: str = ""
    status: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    notes: str = ""
    next_action: str = ""
    next_action_on: date | None = None
    last_exchange_on: date | None = None
    created_on: date | None = None
    uid: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpportunityRecord:
    """A deal as a table of deals shows it.

    Attributes:
        state: value of `OpportunityState`.
        pipeline, stage: names of the board and the column.
        zone: value of `Zone`.
        lost_reason: in words; empty unless lost.
        amount_cents: in euro cents.
    """

    title: str
    state: str
    pipeline: str
    zone: str
    stage: str
    contact_name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""
    amount_cents: int | None = None
    in_stage_since: date | None = None
    expected_on: date | None = None
    quote_reference: str = ""
    quoted_on: date | None = None
    quote_expires_on: date | None = None
    standby_until: date | None = None
    closed_on: date | None = None
    lost_reason: str = ""
    next_action: str = ""
    next_action_on: date | None = None
    created_on: date | None = None
