"""Writes the contacts of a list inside an open step, by plain SQL in portions.

A hundred thousand rows would not fit as objects. `importing` says what is to be written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from pisteur.domain.records import ActionRecord, DealRecord
from pisteur.domain.text import clean_line, fold
from pisteur.domain.trade import naf_in_force
from pisteur.domain.transfer import BOARD_LIMIT, ImportOptions
from pisteur.domain.words import (
    Direction,
    EventKind,
    InteractionKind,
)
from pisteur.services.candidates import DEFAULTS, FIELDS, Candidate, Point, best_reach
from pisteur.services.deal_matching import KnownDeal
from pisteur.services.deal_writer import DealWriter
from pisteur.services.known import Known
from pisteur.services.known_doings import KnownDoings
from pisteur.services.list_actions import ActionWriter
from pisteur.services.oppositions import Marks
from pisteur.services.workspace import Workspace
from pisteur.storage.bulk import insert_many
from pisteur.storage.columns import instant_to_text
from pisteur.storage.tables import new_uid

_PORTION = 500
_NAMES = ("display_name", "sort_name", "sort_company")
_DEFAULTS = tuple((name, DEFAULTS.get(name, "")) for name in FIELDS)
_SOURCE = FIELDS.index("source")


class ListWriter:
    """Writes one list.

    Attributes:
        list_id: the list that was made; None as long as nothing was to be written.
        held: number of contacts whose opposition was noted again.
        sales: number of won deals that are a sale without a card.
        planned: number of next actions.
    """

    def __init__(self, workspace: Workspace, name: str, options: ImportOptions) -> None:
        self._workspace = workspace
        self._db = workspace.db.raw
        self._rows = workspace.db.rows
        self._now = instant_to_text(workspace.clock.now())
        self._edition = naf_in_force(workspace.clock.today())
        self._name = name
        self._marks = Marks(workspace)
        self._options = options
        self._source = clean_line(options.source)
        self._first_id = self._next_id = 0
        self._waiting: list[tuple[int, Candidate]] = []
        self._deals: dict[int, DealRecord] = {}
        self._actions: list[tuple[int, ActionRecord]] = []
        self._sales: list[tuple[int, DealRecord]] = []
        self._kept_off: list[tuple[int, DealRecord]] = []
        self.list_id: int | None = None
        self.held = self.sales = self.planned = 0

    def add(self, candidate: Candidate) -> int:
        """Take a new contact; returns the id that it has or will have."""
        if not self._next_id:
            found = self._rows("SELECT coalesce(max(id), 0) + 1 FROM contacts")
            self._first_id = self._next_id = found[0][0]
        contact_id = self._next_id
        self._next_id += 1
        self._waiting.append((contact_id, candidate))
        if candidate.record.deal is not None:
            self._deals[contact_id] = candidate.record.deal
        if candidate.record.action is not None:
            self._actions.append((contact_id, candidate.record.action))
        if candidate.record.sale is not None:
            self._sales.append((contact_id, candidate.record.sale))
        if candidate.record.waits is not None:
            self._kept_off.append((contact_id, candidate.record.waits))
        if len(self._waiting) >= _PORTION:
            self._write_waiting()
        return contact_id

    def finish(self, touched: Mapping[int, Known]) -> int:
        """Write what is left, new contacts and changed ones; returns the number of cards.

        Raises:
            DomainError: `stage.none_in_zone` when cards are wanted and there is no column.
        """
        self._write_waiting()
        self._write_touched(touched)
        self._name_edition()
        new = range(self._first_id, self._next_id)
        # Who is stored already may have got an address that somebody objected with.
        reached = [i for i, known in touched.items() if known.outcome and known.outcome.points]
        objected = self._marks.hold(dict.fromkeys((*new, *reached)))
        self.held = len(objected)
        writer = DealWriter(self._workspace, self._name)
        cards, busy = self._write_deals(writer, touched)
        self._take_doings(touched)
        buyers = {contact_id for contact_id, _deal in self._sales}
        # Whose deals are kept off wait with them: the list puts both on the board together.
        waiting = {contact_id for contact_id, _deal in self._kept_off}
        idle = [i for i in new if not (i in busy or i in buyers or i in waiting)]
        wanted = self._options.on_board
        if wanted is None:
            # Beside deals that are kept off, names would come as cards that say nothing of theirs.
            wanted = not self._kept_off and cards + len(idle) <= BOARD_LIMIT
        if wanted:
            cards += writer.place_names(i for i in idle if i not in objected)
        self.sales = writer.add_sales(self._sales)
        writer.note_waiting(self._kept_off)
        # Last, for they go to the deals.
        self.planned = ActionWriter(self._workspace, self._name).insert(self._actions)
        return cards

    def _take_doings(self, touched: Mapping[int, Known]) -> None:
        """Take what rows add to what is planned and sold of contacts."""
        for contact_id, known in touched.items():
            doings = known.outcome and known.outcome.doings
            if isinstance(doings, KnownDoings):
                self._actions += ((contact_id, each) for each in doings.new_actions)
                self._sales += ((contact_id, each) for each in doings.new_sales)
                self._kept_off += ((contact_id, each) for each in doings.waiting)

    def _write_deals(
        self, writer: DealWriter, touched: Mapping[int, Known]
    ) -> tuple[int, Collection[int]]:
        """Write the deals that rows name; returns how many are on the board, and of whom."""
        deals = {contact_id: [deal] for contact_id, deal in self._deals.items()}
        changed: list[KnownDeal] = []
        for contact_id, known in touched.items():
            if known.outcome is not None:
                made = (each for each in known.outcome.deals if each.record is not None)
                deals[contact_id] = [each.as_record() for each in made]
                changed += [each for each in known.outcome.deals if each.is_changed]
        writer.update(each for each in changed if each.deal_id is not None)
        pairs = ((contact_id, deal) for contact_id, some in deals.items() for deal in some)
        return writer.insert(pairs), {contact_id for contact_id, some in deals.items() if some}

    # Portions.

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        self._make_list()
        # Contacts first: with keys that wait for theirs, each contact would be looked for in every
        # table that names one.
        self._insert_contacts(waiting)
        self._insert_points(
            (contact_id, position, point)
            for contact_id, row in waiting
            for position, point in enumerate(row.points)
        )
        self._insert_tags([(i, tag) for i, row in waiting for tag in row.tags])
        self._insert_notes((i, row.notes) for i, row in waiting if row.notes)
        self._insert_events(contact_id for contact_id, _row in waiting)

    def _write_touched(self, touched: Mapping[int, Known]) -> None:
        if not touched:
            return
        self._make_list()
        changed = {i: known.outcome for i, known in touched.items() if known.outcome}
        # Made by an earlier row of this file: the list is their source and their event already.
        new = {i for i, known in touched.items() if known.record is not None}
        self._insert_points(
            (i, position, point)
            for i, profile in changed.items()
            if profile.points
            for position, point in enumerate(profile.points, start=self._next_position(i))
        )
        columns = (*FIELDS, *_NAMES, "updated_at")
        assignments = ", ".join(f"{column} = ?" for column in columns)
        # The edition is that of the code: another code, another edition.
        assignments += ", naf_version = CASE WHEN naf = ? THEN naf_version END"
        self._db.executemany(
            f"UPDATE contacts SET {assignments} WHERE id = ?",
            (
                (
                    *_values(profile.fields, self._source if i in new else ""),
                    *names_of(profile.fields, self._stored_reach(i)),
                    self._now,
                    profile.fields.get("naf", ""),
                    i,
                )
                for i, profile in changed.items()
            ),
        )
        self._insert_tags([(i, tag) for i, each in changed.items() for tag in each.tags])
        self._insert_notes((i, note) for i, each in changed.items() for note in each.notes)
        self._insert_events(i for i in changed if i not in new)

    def _name_edition(self) -> None:
        """Take the NAF codes of the list for codes of the edition in force."""
        self._db.execute(
            "UPDATE contacts SET naf_version = ? WHERE naf <> '' AND naf_version IS NULL",
            (self._edition.value,),
        )

    # Tables.

    def _many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        insert_many(self._db, table, columns, rows)

    def _make_list(self) -> None:
        if self.list_id is None:
            columns = ("uid", "name", "source", "file_name", "imported_at")
            values = (new_uid(), self._name, self._source, self._options.file_name, self._now)
            self._many("lead_lists", columns, [values])
            self.list_id = int(self._rows("SELECT max(id) FROM lead_lists")[0][0])

    def _insert_contacts(self, contacts: Iterable[tuple[int, Candidate]]) -> None:
        # The last two are derived: told at once what the note that follows makes of them, they
        # cost one write less.
        derived = ("last_interaction_at", "last_interaction_kind")
        dates = ("created_at", "updated_at")
        columns = ("id", "uid", *FIELDS, *_NAMES, "lead_list_id", *dates, *derived)
        note = (self._now, InteractionKind.NOTE.value)
        rows = (
            (
                contact_id,
                new_uid(),
                *_values(row.fields, self._source),
                *names_of(row.fields, best_reach(row.points)),
                *(self.list_id, self._now, self._now),
                *(note if row.notes else (None, None)),
            )
            for contact_id, row in contacts
        )
        self._many("contacts", columns, rows)

    def _insert_points(self, points: Iterable[tuple[int, int, Point]]) -> None:
        columns = ("contact_id", "position", "kind", "label", "value", "normalised")
        rows = (
            (
                *(i, position, each.kind.value, each.label, each.value, each.normalised),
                each.reversed_digits,
            )
            for i, position, each in points
        )
        self._many("contact_points", (*columns, "reversed_digits"), rows)

    def _next_position(self, contact_id: int) -> int:
        sql = "SELECT coalesce(max(position), -1) + 1 FROM contact_points WHERE contact_id = ?"
        return int(self._rows(sql, (contact_id,))[0][0])

    def _stored_reach(self, contact_id: int) -> str:
        found = self._rows(
            "SELECT value FROM contact_points WHERE contact_id = ?"
            " ORDER BY kind <> 'email', position, id LIMIT 1",
            (contact_id,),
        )
        return str(found[0][0]) if found else ""

    def _insert_tags(self, tags: Sequence[tuple[int, str]]) -> None:
        if not tags:
            return
        stored = {fold(name) for (name,) in self._rows("SELECT name FROM tags")}
        # Of several spellings the first stays.
        names = {fold(name): name for _contact, name in reversed(tags)}
        missing = ((name,) for key, name in names.items() if key not in stored)
        self._many("tags", ("name",), missing)
        ids = {fold(name): tag_id for tag_id, name in self._rows("SELECT id, name FROM tags")}
        links = dict.fromkeys((contact_id, ids[fold(name)]) for contact_id, name in tags)
        self._many("contact_tags", ("contact_id", "tag_id"), links)

    def _insert_notes(self, notes: Iterable[tuple[int, str]]) -> None:
        columns = ("contact_id", "kind", "direction", "body", "happened_at", "created_at")
        kind, direction = InteractionKind.NOTE.value, Direction.NONE.value
        rows = ((i, kind, direction, note, self._now, self._now) for i, note in notes)
        self._many("interactions", columns, rows)

    def _insert_events(self, contact_ids: Iterable[int]) -> None:
        detail = json.dumps({"list": self._name}, ensure_ascii=False)
        kind = EventKind.IMPORTED.value
        rows = ((contact_id, kind, detail, self._now) for contact_id in contact_ids)
        self._many("events", ("contact_id", "kind", "detail", "happened_at"), rows)


def names_of(fields: Mapping[str, str], reach: str) -> tuple[str, str, str]:
    """Return display name and sort keys, as `naming.set_names` makes them.

    Args:
        fields: the filled fields of a contact.
        reach: its first e-mail, else its first phone.
    """
    company = fields.get("company", "")
    shown = fields.get("name") or company or reach
    return shown, fold(shown), fold(company)


def _values(fields: Mapping[str, str], source: str = "") -> list[str]:
    values = [fields.get(name) or default for name, default in _DEFAULTS]
    values[_SOURCE] = values[_SOURCE] or source
    return values
