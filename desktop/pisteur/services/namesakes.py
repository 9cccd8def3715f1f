"""New names of a list that somebody of the same company has already: the dry run says of which
rows, the import how many there were.

An address tells people apart, so each of these comes in as somebody else (`matching`). More often
it is the same person with a second address, which only the user can know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pisteur.domain.decisions import RowKind
from pisteur.domain.records import RowIssue
from pisteur.domain.transfer import PlannedRow
from pisteur.services.candidates import called_key
from pisteur.services.stored_contacts import Rows, StoredContacts

_BROUGHT_IN = """
SELECT count(*) FROM contacts c WHERE c.lead_list_id = ? AND c.name <> '' AND c.company <> ''
    AND EXISTS (SELECT 1 FROM contacts o WHERE o.sort_name = c.sort_name
        AND o.sort_company = c.sort_company AND o.name <> '' AND o.id < c.id)
"""


def with_namesakes(rows: Iterable[PlannedRow], stored: StoredContacts) -> Iterator[PlannedRow]:
    """Yield the rows of a dry run; new ones say who before them has their name and company.

    Args:
        rows: all, in the order of the file.
        stored: what is there before the import.
    """
    keyed = [(row, _key(row)) for row in rows]
    firsts: dict[str, PlannedRow] = {}
    for row, key in keyed:
        # A row without address may be about one further down, who is no namesake of their own.
        if key and (row.same_as_line or 0) < row.line:
            firsts.setdefault(key, row)
    names = [row.name for row in firsts.values() if row.kind is RowKind.NEW]
    known = {key for key, _id in stored.employed(names) if key in firsts} if names else ()
    for row, key in keyed:
        if not key or row.kind is not RowKind.NEW:
            yield row
        elif (first := firsts[key]) is not row:
            issue = RowIssue("name.like_line", text=str(first.line))
            yield _saying(row, issue, first.line)
        elif key in known:
            yield _saying(row, RowIssue("name.like_stored"))
        else:
            yield row


def brought_in(rows: Rows, list_id: int) -> int:
    """Return how many names of a list that was brought in somebody of the same company had."""
    return int(rows(_BROUGHT_IN, (list_id,))[0][0])


def _saying(row: PlannedRow, issue: RowIssue, line: int | None = None) -> PlannedRow:
    warnings = (issue, *row.warnings)
    return replace(row, has_namesake=True, namesake_line=line, warnings=warnings)


def _key(row: PlannedRow) -> str:
    """Return what a row is called; empty without a company: a name alone says too little."""
    if not row.company or row.kind is RowKind.REJECTED:
        return ""
    return called_key({"name": row.name, "company": row.company})
