"""Turns the cells of one row into a record, by the mapping of the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from sys import intern

from pisteur.domain.records import (
    ActionRecord,
    DealRecord,
    LabelledValue,
    LeadRecord,
    RejectedRow,
    RowIssue,
)
from pisteur.domain.text import fold
from pisteur.exchange import cells as cell_reader
from pisteur.exchange import words
from pisteur.exchange.action_cells import ActionReader
from pisteur.exchange.deal_cells import DealReader
from pisteur.exchange.errors import column_name
from pisteur.exchange.heading_table import Field
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.names import split_name
from pisteur.exchange.values import Spelling
from pisteur.i18n import _, plain

_SINGLE = (
    Field.CIVILITY,
    Field.GIVEN_NAME,
    Field.FAMILY_NAME,
    Field.COMPANY,
    Field.JOB_TITLE,
    Field.WEBSITE,
    Field.NAF,
    Field.SOURCE,
)
_REPEATED = ("civility", "given_name", "postal_code", "city", "country", "source")
_NAMING = ("given_name", "family_name", "company")
_OF_SOMEONE = frozenset(
    ("civility", "job_title", "website", "siret", "street", "postal_code", "nature", "heat")
)
"""What a line of totals never has."""
_PLACES = ("work", "", "home", "other", "mobile")
_WORD = re.compile(r"\w+")
_ADDRESS_FIELDS = (Field.STREET, Field.POSTAL_CODE, Field.CITY, Field.COUNTRY, Field.ADDRESS)


@dataclass(slots=True)
class _Draft:
    """A row while it is read: what goes to fields, to the notes, and what was odd."""

    line: int
    cells: list[str]
    fields: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)


class RowReader:
    """Reads rows of one file."""

    def __init__(
        self,
        headings: Sequence[str],
        mapping: Mapping,
        spelling: Spelling,
        *,
        garbled: bool,
        cards: bool = False,
    ) -> None:
        self._width = len(headings)
        self._garbled = garbled
        self._cards = cards
        self._names = [column_name(heading, i) for i, heading in enumerate(headings)]
        self._targets = mapping.targets
        self._line = plain(_("{heading}: {text}"))
        # Keys are plain text: an enumeration hashes slowly, and this runs for every cell.
        self._columns = {each.value: mapping.columns(each) for each in Field}
        self._single = [
            (each.value, columns) for each in _SINGLE if (columns := mapping.columns(each))
        ]
        self._reach_columns = [(i, True) for i in mapping.columns(Field.EMAIL)]
        self._reach_columns += [(i, False) for i in mapping.columns(Field.PHONE)]
        self._addresses = self._address_groups()
        self._deals = DealReader(self._names, mapping, spelling)
        self._actions = ActionReader(self._names, mapping, spelling)

    def read(self, line: int, raw: list[str]) -> LeadRecord | RejectedRow:
        """Read one filled row that starts on `line` of the file."""
        draft = _Draft(line, self._clean(raw))
        if self._garbled:
            self._repair(draft)
        if len(draft.cells) != self._width:
            self._fit(draft)
        cells, fields = draft.cells, draft.fields
        for each, columns in self._single:
            text = cells[columns[0]]
            if len(text) > 5 and len(columns) == 1 and "\n" not in text:
                fields[each] = text
            elif text or len(columns) > 1:
                self._take_first(draft, each, columns)
        self._take_middle_name(draft)
        self._take_address(draft)
        french = cell_reader.is_french(fields.get("country", ""))
        emails, phones = self._reach(draft, french=french)
        self._take_siret(draft)
        self._take_words(draft)
        deal = self._deal(draft) if self._deals.is_needed else None
        action = self._action(draft, deal) if self._actions.is_needed else None
        self._take_name(draft)
        if not (emails or phones or self._cards) and self._is_total(draft):
            return RejectedRow(line, RowIssue("row.total"), tuple(raw))
        if deal and deal.title and not self._is_named(draft):
            fields["name"] = deal.title
        if not (emails or phones or self._is_named(draft)):
            return self._reject(draft, raw)
        for each in _REPEATED:
            if each in fields:
                # Kept once for all rows: of a long list these are a tenth of the memory.
                fields[each] = intern(fields[each])
        return LeadRecord(
            line=line,
            emails=emails,
            phones=phones,
            tags=self._tags(draft),
            notes=self._notes(draft),
            warnings=tuple(draft.issues),
            deal=deal,
            action=action,
            # `services.deal_crowds` fills these.
            waits=None,
            sale=None,
            **fields,
        )

    @staticmethod
    def _is_named(draft: _Draft) -> bool:
        fields = draft.fields
        return (
            "name" in fields
            or "given_name" in fields
            or "family_name" in fields
            or "company" in fields
        )

    @staticmethod
    def _is_total(draft: _Draft) -> bool:
        fields = draft.fields
        if not fields.keys().isdisjoint(_OF_SOMEONE):
            return False
        # A name that is whole may have been split as well.
        naming = ("name", "company") if "name" in fields else _NAMING
        named = [fields[each] for each in naming if each in fields]
        joined = " ".join(named)
        return bool(named) and words.is_total(
            joined, (cell for cell in draft.cells if fold(cell) != fold(joined))
        )

    @staticmethod
    def _clean(raw: list[str]) -> list[str]:
        cells = [cell.strip() for cell in raw]
        joined = "".join(cells)
        if "'" in joined:
            cells = [cell_reader.unescape(cell).strip() for cell in cells]
        if "\r" in joined:
            cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
        return cells

    def _repair(self, draft: _Draft) -> None:
        for index, text in enumerate(draft.cells):
            repaired = cell_reader.repair_garbled(text)
            if repaired != text:
                draft.cells[index] = repaired
                name = self._names[index] if index < self._width else ""
                draft.issues.append(RowIssue("cell.repaired_text", name, text))

    def _fit(self, draft: _Draft) -> None:
        """Make the row as wide as the headings; what stands beyond them goes to the notes."""
        beyond = " ".join(cell for cell in draft.cells[self._width :] if cell)
        if beyond:
            draft.extra.append(beyond)
            draft.issues.append(RowIssue("cell.beyond_columns", "", beyond))
        missing = self._width - len(draft.cells)
        draft.cells = draft.cells[: self._width] + [""] * missing

    def _to_notes(self, draft: _Draft, index: int, issue: str = "") -> None:
        text = draft.cells[index]
        draft.extra.append(self._line.format(heading=self._names[index], text=text))
        if issue:
            draft.issues.append(RowIssue(issue, self._names[index], text))

    def _take_first(self, draft: _Draft, each: str, columns: Sequence[int]) -> None:
        """Keep the first filled cell; another one that differs goes to the notes."""
        kept = ""
        for index in columns:
            text = draft.cells[index]
            if not text or (len(text) <= 5 and cell_reader.is_blank(text)):
                continue
            if not kept:
                kept = text if "\n" not in text else " ".join(text.split())
                draft.fields[each] = kept
            elif fold(text) != fold(kept):
                self._to_notes(draft, index)

    def _take_middle_name(self, draft: _Draft) -> None:
        for index in self._columns["middle_name"]:
            if draft.cells[index]:
                given = draft.fields.get("given_name", "")
                draft.fields["given_name"] = f"{given} {draft.cells[index]}".strip()

    def _address_groups(self) -> list[dict[str, list[int]]]:
        """Return the columns of each place (work, none, home, …), best place first."""
        groups: dict[str, dict[str, list[int]]] = {}
        for index, target in enumerate(self._targets):
            if target and target.field in _ADDRESS_FIELDS:
                group = groups.setdefault(target.label, {})
                group.setdefault(target.field.value, []).append(index)
        return [groups[place] for place in _PLACES if place in groups]

    def _take_address(self, draft: _Draft) -> None:
        """Keep the first place with anything in it; the others go to the notes."""
        taken = False
        for group in self._addresses:
            if taken:
                for index in (i for columns in group.values() for i in columns):
                    if draft.cells[index]:
                        self._to_notes(draft, index)
            else:
                taken = self._fill_address(draft, group)

    def _fill_address(self, draft: _Draft, group: dict[str, list[int]]) -> bool:
        """Take the address of one place; tell whether there was more than a country."""
        fields, cells = draft.fields, draft.cells
        for each in ("city", "country", "postal_code"):
            if each in group:
                self._take_first(draft, each, group[each])
        street = [cells[i] for i in group.get("street", ()) if cells[i]]
        if not street and "city" not in fields and "postal_code" not in fields:
            street = [cells[i] for i in group.get("address", ()) if cells[i]][:1]
        self._keep_other_addresses(draft, group, street)
        if street:
            fields["street"] = street[0] if len(street) == 1 else "\n".join(street)
            if "city" not in fields and "postal_code" not in fields:
                whole, code, city = cell_reader.split_address(fields["street"])
                if code:
                    fields.update(street=whole, postal_code=code, city=city)
        if "postal_code" in fields:
            french = cell_reader.is_french(fields.get("country", ""))
            code = cell_reader.read_postal_code(fields["postal_code"], french=french)
            fields["postal_code"] = code
        return "street" in fields or "city" in fields or "postal_code" in fields

    def _keep_other_addresses(
        self, draft: _Draft, group: dict[str, list[int]], street: list[str]
    ) -> None:
        """Note whole addresses that are not taken, unless they only repeat what is."""
        if "address" not in group:
            return
        parts = (draft.fields.get(each, "") for each in ("postal_code", "city", "country"))
        taken = _place_words(" ".join((*street, *parts)))
        for index in group["address"]:
            if not taken >= _place_words(draft.cells[index]):
                self._to_notes(draft, index)

    def _reach(
        self, draft: _Draft, *, french: bool
    ) -> tuple[tuple[LabelledValue, ...], tuple[LabelledValue, ...]]:
        emails: dict[str, LabelledValue] = {}
        phones: dict[str, LabelledValue] = {}
        for index, for_email in self._reach_columns:
            cell = draft.cells[index]
            if not cell:
                continue
            is_email = "@" in cell
            if is_email or (for_email and not cell[-1].isdecimal()):
                reading = cell_reader.read_emails(cell)
            else:
                reading = cell_reader.read_phones(cell, french=french)
            found = emails if is_email else phones
            label = self._label(draft, index)
            for value, spoken, typed in reading.values:
                made = LabelledValue(value, spoken or label, typed)
                found.setdefault(value.casefold(), made)
            if reading.leftover:
                self._to_notes(draft, index, reading.problem)
        return tuple(emails.values()), tuple(phones.values())

    def _label(self, draft: _Draft, index: int) -> str:
        target = self._targets[index]
        if target is None:
            return ""
        if target.label_column is not None and target.label_column < len(draft.cells):
            return cell_reader.label_of(draft.cells[target.label_column]) or target.label
        return target.label

    def _take_siret(self, draft: _Draft) -> None:
        for index in self._columns["siret"]:
            text = draft.cells[index]
            if not text or cell_reader.is_blank(text):
                continue
            siret = cell_reader.read_siret(text)
            if siret is None:
                self._to_notes(draft, index, "cell.siret_invalid")
            elif draft.fields.setdefault("siret", siret) != siret:
                self._to_notes(draft, index)

    def _take_words(self, draft: _Draft) -> None:
        for each, read in (("nature", words.read_nature), ("heat", words.read_heat)):
            for index in self._columns[each]:
                text = draft.cells[index]
                if not text:
                    continue
                value = read(text)
                if value is None:
                    self._to_notes(draft, index, "cell.unknown_word")
                else:
                    draft.fields.setdefault(each, value)

    def _take_name(self, draft: _Draft) -> None:
        columns = self._columns["name"]
        fields = draft.fields
        if columns:
            self._take_first(draft, "name", columns)
        if "name" in fields:
            self._split_name(draft, columns)
        for index in self._columns["extra"]:
            if draft.cells[index]:
                self._to_notes(draft, index)

    def _deal(self, draft: _Draft) -> DealRecord | None:
        deal, left = self._deals.read(draft.cells)
        for index, issue in left:
            self._to_notes(draft, index, issue)
        return deal

    def _action(self, draft: _Draft, deal: DealRecord | None) -> ActionRecord | None:
        action, left = self._actions.read(draft.cells, deal.title if deal else "")
        for index, issue in left:
            self._to_notes(draft, index, issue)
        return action

    def _split_name(self, draft: _Draft, columns: Sequence[int]) -> None:
        fields = draft.fields
        name = fields["name"]
        index = next(i for i in columns if draft.cells[i])
        self._complete_name(fields, name)
        if "given_name" in fields or "family_name" in fields:
            parts = f"{fields.get('given_name', '')} {fields.get('family_name', '')}"
            if not set(fold(name).split()) <= set(fold(parts).split()):
                self._to_notes(draft, index)
            del fields["name"]
            return
        target = self._targets[index]
        if target and target.label == "whole":
            return
        split = split_name(name, target.label if target else "")
        if split.is_company:
            if "company" not in fields:
                fields["company"] = name
                del fields["name"]
            return
        if split.given:
            fields["given_name"], fields["family_name"] = split.given, split.family
        if split.civility:
            fields.setdefault("civility", split.civility)

    @staticmethod
    def _complete_name(fields: dict[str, str], name: str) -> None:
        """Take the family name from `Contact` where a column beside it has the given name only."""
        if "given_name" not in fields or "family_name" in fields:
            return
        given = fold(fields["given_name"]).split()
        left = " ".join(word for word in name.split() if fold(word) not in given)
        split = split_name(left) if left else None
        if split and not split.is_company and not split.civility:
            fields["family_name"] = left

    def _tags(self, draft: _Draft) -> tuple[str, ...]:
        if not self._columns["tags"]:
            return ()
        tags: dict[str, None] = {}
        for index in self._columns["tags"]:
            text = draft.cells[index].replace(" ::: ", ";").replace(",", ";").replace("\n", ";")
            for tag in text.split(";"):
                if tag.strip() and not tag.strip().startswith("*"):
                    tags[tag.strip()] = None
        return tuple(tags)

    def _notes(self, draft: _Draft) -> str:
        columns = self._columns["notes"]
        if not columns and not draft.extra:
            return ""
        texts = [draft.cells[i] for i in columns if draft.cells[i]]
        return "\n".join(texts + draft.extra)

    def _reject(self, draft: _Draft, raw: list[str]) -> RejectedRow:
        """Name the first cell that could have been of use, if there was one."""
        for issue in draft.issues:
            if issue.code in _REJECTING:
                code = issue.code.replace("cell.", "row.")
                return RejectedRow(draft.line, RowIssue(code, issue.column, issue.text), tuple(raw))
        return RejectedRow(draft.line, RowIssue("row.nothing_usable"), tuple(raw))


def _place_words(address: str) -> set[str]:
    """Return what an address is compared by: a code may have lost its zero, France goes unsaid."""
    words = {word.lstrip("0") for word in _WORD.findall(fold(address))}
    return words - {"france", "fr"}


_REJECTING = frozenset({"cell.email_invalid", "cell.phone_unreadable", "cell.phone_digits_lost"})
