"""Puts together what is printed: the actions by day, and all that is stored about one contact.

The second answers the right of access: everything that names the contact, what is done, lost or
cancelled included. Settings and lists of the user's own are not about the contact.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby
from typing import Any

from pisteur.domain.concerns import ConcernKind
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Channel
from pisteur.domain.records import FollowUpRecord
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
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
    OpportunityState,
    Outcome,
    PointKind,
    Status,
    Verdict,
)
from pisteur.exchange import words
from pisteur.exchange.tables_out import Cell, Money, Part, Sheet
from pisteur.i18n import _
from pisteur.services.workspace import Workspace
from pisteur.storage.status_sql import status_case

SayEvent = Callable[[EventKind, Mapping[str, str], date], str]


def day_sheet(actions: Iterable[FollowUpRecord], today: date) -> Sheet:
    """Return the actions by day: what is late in one part, then a part for each day."""
    kept = list(actions)
    late = [action for action in kept if action.due_on < today]
    ahead = [action for action in kept if action.due_on >= today]
    parts = [_actions(_("Late"), late, first=_("Due on"))] if late else []
    for day, found in groupby(ahead, key=lambda action: action.due_on):
        parts.append(_actions(day, found, first=_("Time")))
    return Sheet(_("Actions to do"), today, parts or [Part(_("Nothing is planned."), (), ())])


def _actions(title: str | date, actions: Iterable[FollowUpRecord], *, first: str) -> Part:
    rows = [
        (
            action.due_on if isinstance(title, str) else action.due_time,
            "\n".join(filter(None, (action.title, action.note))),
            "\n".join(filter(None, (action.contact_name, action.company))),
            "\n".join(filter(None, (action.phone, action.email))),
            "" if action.amount_cents is None else Money(action.amount_cents),
        )
        for action in actions
    ]
    headings = (first, _("Action"), _("Contact"), _("Phone, e-mail"), _("Amount"))
    return Part(title, headings, rows)


def contact_sheet(workspace: Workspace, contact_id: int, say_event: SayEvent) -> Sheet:
    """Return all that is stored about a contact.

    Raises:
        DomainError: `record.gone`.
    """
    return _Reader(workspace, contact_id, say_event).sheet()


class _Reader:
    """Reads the parts of one contact's sheet; parts with nothing in them are left out."""

    def __init__(self, workspace: Workspace, contact_id: int, say_event: SayEvent) -> None:
        self._rows = workspace.db.rows
        self._today = workspace.clock.today()
        months = workspace.setting(DORMANCY_MONTHS)
        self._customer_since = dormant_before(self._today, months).isoformat()
        self._id = contact_id
        self._say_event = say_event

    def sheet(self) -> Sheet:
        name, facts = self._facts()
        parts = (
            Part(_("Identity"), (), facts),
            Part(_("Ways to reach"), (), self._points()),
            *self._tables(),
            self._history(),
        )
        return Sheet(name, self._today, tuple(part for part in parts if part.rows))

    def _facts(self) -> tuple[str, list[tuple[str, Cell]]]:
        found = self._rows(
            "SELECT c.display_name, c.civility, c.given_name, c.family_name, c.name, c.company,"
            f" c.job_title, c.nature, {status_case()}, c.heat, c.street, c.postal_code, c.city,"
            " c.country, c.website, c.siret, c.naf, c.sector, c.headcount_least,"
            " c.headcount_most, c.source, l.name, l.supplier, c.asked_on, r.display_name,"
            " c.known_figure, c.unreliable_reason, c.unreliable_since, c.created_at, c.updated_at,"
            " (SELECT group_concat(t.name, ', ') FROM contact_tags ct JOIN tags t"
            " ON t.id = ct.tag_id WHERE ct.contact_id = c.id)"
            " FROM contacts c LEFT JOIN lead_lists l ON l.id = c.lead_list_id"
            " LEFT JOIN contacts r ON r.id = c.recommended_by_id WHERE c.id = :id",
            {"id": self._id, "customer_since": self._customer_since},
        )
        if not found:
            raise DomainError("record.gone")
        row = found[0]
        facts: list[tuple[str, Cell]] = [
            (_("Salutation"), row[1]),
            (_("First name"), row[2]),
            (_("Last name"), row[3]),
            (_("Full name"), row[4]),
            (_("Company"), row[5]),
            (_("Job title"), row[6]),
            (_("Nature"), words.nature_word(row[7])),
            (_("Status"), words.word(Status, row[8])),
            (_("Heat"), words.word(Heat, row[9])),
            (_("Street"), row[10]),
            (_("City"), " ".join(filter(None, row[11:13]))),
            (_("Country"), row[13]),
            (_("Website"), row[14]),
            (_("SIRET"), row[15]),
            (_("NAF code"), row[16]),
            (_("Trade"), row[17]),
            (_("Headcount"), _range(row[18], row[19])),
            (_("Source"), row[20]),
            (_("List of leads"), " – ".join(filter(None, row[21:23]))),
            (_("Asked to be contacted on"), _date(row[23])),
            (_("Recommended by"), row[24]),
            (_("Known figure"), _("yes") if row[25] else ""),
            (_("Unreliable payer"), row[26]),
            (_("Unreliable payer since"), _date(row[27])),
            (_("Tags"), row[30]),
            (_("Added on"), _day(row[28])),
            (_("Last changed on"), _day(row[29])),
        ]
        return row[0], [(name, value) for name, value in facts if value]

    def _points(self) -> list[tuple[str, Cell]]:
        found = self._rows(
            "SELECT kind, label, value FROM contact_points WHERE contact_id = ?"
            " ORDER BY position, id",
            (self._id,),
        )
        titles = {PointKind.PHONE: _("Phone"), PointKind.EMAIL: _("E-mail")}
        return [
            (
                " – ".join(filter(None, (titles[PointKind(row[0])], words.point_word(row[1])))),
                row[2],
            )
            for row in found
        ]

    def _tables(self) -> list[Part]:
        return [
            self._part(
                _("Deals"),
                (_("Deal"), _("State"), _("Column"), _("Amount"), _("Added on"), _("Remark")),
                "SELECT o.title, o.state, s.name, o.amount_cents, o.created_at, o.quote_reference,"
                " coalesce(l.name, o.lost_reason), o.lost_note, o.forced_reason,"
                " o.forced_sale_reason FROM opportunities o JOIN stages s ON s.id = o.stage_id"
                " LEFT JOIN loss_reasons l ON l.key = o.lost_reason"
                " WHERE o.contact_id = ? ORDER BY o.created_at, o.id",
                lambda r: (
                    *(r[0], words.word(OpportunityState, r[1]), r[2], _money(r[3]), _day(r[4])),
                    _lines(r[5:]),
                ),
            ),
            self._part(
                _("Part in the deals of others"),
                (_("Deal"), _("Contact"), _("Role")),
                "SELECT o.title, c.display_name, p.role FROM deal_people p"
                " JOIN opportunities o ON o.id = p.opportunity_id"
                " JOIN contacts c ON c.id = o.contact_id"
                " WHERE p.contact_id = ? AND o.contact_id != p.contact_id ORDER BY p.id",
                lambda r: (r[0], r[1], words.word(DealRole, r[2])),
            ),
            *self._selling(),
            *self._doings(),
        ]

    def _selling(self) -> list[Part]:
        return [
            self._part(
                _("Qualifications"),
                (_("Day"), _("Verdict"), _("Criterion"), _("What was answered"), _("Learnt from")),
                "SELECT q.made_at, q.verdict, k.name, a.answer, a.evidence, q.learnt_how"
                " FROM qualifications q JOIN qualification_answers a ON a.qualification_id = q.id"
                " JOIN criteria k ON k.id = a.criterion_id"
                " WHERE q.contact_id = ? ORDER BY q.made_at, q.id, k.position, k.id",
                lambda r: (
                    *(_day(r[0]), words.word(Verdict, r[1]), r[2]),
                    _lines((words.word(Answer, r[3]), r[4])),
                    words.word(LearntHow, r[5]),
                ),
            ),
            self._part(
                _("Further answers"),
                (_("Question"), _("What was answered")),
                "SELECT t.name, c.answer FROM contact_traits c"
                " JOIN profile_traits t ON t.id = c.trait_id WHERE c.contact_id = ? ORDER BY c.id",
                lambda r: (r[0], words.word(Answer, r[1])),
            ),
            self._part(
                _("Sales"),
                (_("Agreed on"), _("Amount"), _("How"), _("Invoiced on"), _("Remark")),
                "SELECT accepted_on, amount_cents, accepted_how, invoiced_on, reference,"
                " invoice_reference, note, cancelled_on FROM sales WHERE contact_id = ?"
                " ORDER BY accepted_on, id",
                lambda r: (
                    *(_date(r[0]), _money(r[1]), words.word(AcceptedHow, r[2]), _date(r[3])),
                    _lines((*r[4:7], _("Cancelled") if r[7] else "")),
                ),
            ),
            self._part(
                _("Payments"),
                (_("Day"), _("Amount"), _("Note")),
                "SELECT p.paid_on, p.amount_cents, p.note FROM payments p"
                " JOIN sales s ON s.id = p.sale_id WHERE s.contact_id = ? ORDER BY p.paid_on, p.id",
                lambda r: (_date(r[0]), _money(r[1]), r[2]),
            ),
            self._part(
                _("Satisfaction"),
                (_("Asked on"), _("Score out of 10"), _("In their words")),
                "SELECT asked_on, score, comment FROM satisfactions WHERE contact_id = ?"
                " ORDER BY asked_on, id",
                lambda r: (_date(r[0]), "" if r[1] is None else str(r[1]), r[2]),
            ),
        ]

    def _doings(self) -> list[Part]:
        return [
            self._part(
                _("Oppositions"),
                (_("Day"), _("Channel"), _("Note")),
                "SELECT objected_on, channel, note FROM oppositions WHERE contact_id = ?"
                " ORDER BY objected_on, id",
                lambda r: (_date(r[0]), words.word(Channel, r[1]), r[2]),
            ),
            self._part(
                _("Questions and objections"),
                (_("Day"), _("What was said"), _("Kind"), _("What was answered")),
                "SELECT raised_on, text, kind, answer FROM concerns WHERE contact_id = ?"
                " ORDER BY raised_on, id",
                lambda r: (_date(r[0]), r[1], words.word(ConcernKind, r[2]), r[3]),
            ),
            self._part(
                _("Actions"),
                (_("Due on"), _("Time"), _("Action"), _("Kind"), _("State")),
                "SELECT due_on, due_time, title, note, kind, done_at, cancelled_at"
                " FROM follow_ups WHERE contact_id = ? ORDER BY due_on, id",
                lambda r: (
                    _date(r[0]),
                    time.fromisoformat(r[1]) if r[1] else "",
                    _lines(r[2:4]),
                    words.word(FollowUpKind, r[4]),
                    _("Cancelled") if r[6] else _("Done") if r[5] else _("To do"),
                ),
            ),
            self._part(
                _("Journal"),
                (_("Day"), _("Kind"), _("What was written"), _("Outcome")),
                "SELECT happened_at, kind, direction, body, outcome FROM interactions"
                " WHERE contact_id = ? ORDER BY happened_at, id",
                lambda r: (
                    _day(r[0]),
                    _lines((words.word(InteractionKind, r[1]), _word(Direction, r[2]))),
                    *(r[3], _word(Outcome, r[4])),
                ),
            ),
        ]

    def _history(self) -> Part:
        found = self._rows(
            "SELECT happened_at, kind, detail FROM events WHERE contact_id = ?"
            " ORDER BY happened_at, id",
            (self._id,),
        )
        rows = [
            (_day(row[0]), self._say_event(EventKind(row[1]), json.loads(row[2]), self._today))
            for row in found
        ]
        return Part(_("History"), (_("Day"), _("What happened")), rows)

    def _part(
        self,
        title: str,
        headings: Sequence[str],
        sql: str,
        make: Callable[[Sequence[Any]], Sequence[Cell]],
    ) -> Part:
        return Part(title, headings, [make(row) for row in self._rows(sql, (self._id,))])


def _lines(texts: Iterable[str | None]) -> str:
    return "\n".join(filter(None, texts))


def _word(kind: type[StrEnum], value: str | None) -> str:
    """Return the word of a set some of whose values say nothing."""
    return words.word(kind, value) if value and value != Direction.NONE else ""


def _range(least: int | None, most: int | None) -> str:
    ends = [str(end) for end in (least, most) if end is not None]
    return " – ".join(dict.fromkeys(ends))


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(instant: str | None) -> date | None:
    return None if instant is None else datetime.fromisoformat(instant).astimezone().date()
