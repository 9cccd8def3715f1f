"""The table of everyone: sorted, filtered, searched, a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence, Set

from pisteur.domain.contact_query import (
    PAGE_SIZE,
    ContactPage,
    ContactQuery,
    ContactRow,
    ContactSort,
)
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.words import Heat, Status
from pisteur.services.search import search_condition
from pisteur.services.segments import SegmentsService
from pisteur.services.workspace import Workspace
from pisteur.storage.status_sql import status_case
from pisteur.storage.tables import TABLE_NAMES

_STATUSES = (Status.CUSTOMER, Status.DORMANT, Status.PROSPECT, Status.LEAD)
_HEATS = (Heat.HOT, Heat.WARM, Heat.COLD)

# For each: the value, and whether empty values come last in both directions.
_ORDER = {
    ContactSort.NAME: ("c.sort_name", False),
    ContactSort.COMPANY: ("c.sort_company", True),
    ContactSort.STATUS: (
        f"CASE {status_case()} WHEN '{Status.CUSTOMER}' THEN 0 WHEN '{Status.DORMANT}' THEN 1"
        f" WHEN '{Status.PROSPECT}' THEN 2 ELSE 3 END",
        False,
    ),
    ContactSort.HEAT: ("CASE c.heat WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END", False),
    ContactSort.NEXT_ACTION: ("c.next_due", True),
    ContactSort.LAST_EXCHANGE: ("c.last_interaction_at", True),
    ContactSort.SOURCE: ("c.source COLLATE NOCASE", True),
    ContactSort.CITY: ("c.city COLLATE NOCASE", True),
    ContactSort.LAST_SALE: ("c.last_sale_on", True),
}

# What an index sorts by, and how it holds those without a value; empty when all have one.
_BY_INDEX = {
    ContactSort.NAME: ("c.sort_name", ""),
    ContactSort.COMPANY: ("c.sort_company", "= ''"),
    ContactSort.NEXT_ACTION: ("c.next_due", "IS NULL"),
    ContactSort.LAST_EXCHANGE: ("c.last_interaction_at", "IS NULL"),
    ContactSort.SOURCE: ("c.source COLLATE NOCASE", "= ''"),
    ContactSort.CITY: ("c.city COLLATE NOCASE", "= ''"),
    ContactSort.LAST_SALE: ("c.last_sale_on", "IS NULL"),
}

# So many are found by an index and sorted; of more, the first are found sooner by going through
# everyone in order. SQLite can't know which: it does not count first.
FEW = 5_000

# The status rule taken apart, so that an index finds the few of a status among all.
_OF_STATUS = {
    Status.CUSTOMER: "c.last_sale_on >= :customer_since",
    Status.DORMANT: "c.last_sale_on < :customer_since",
    Status.PROSPECT: "c.last_sale_on IS NULL AND c.qualified = 1",
    Status.LEAD: "c.last_sale_on IS NULL AND c.qualified IS NOT 1",
}

# What is sorted by a rule, as the groups that it makes, in their order.
_GROUPS = {
    ContactSort.STATUS: [_OF_STATUS[status] for status in _STATUSES],
    ContactSort.HEAT: [f"c.heat = '{heat}'" for heat in _HEATS],
}

_COLUMNS = f"""
SELECT c.id, c.display_name, c.company, {status_case()}, c.heat, coalesce(q.pips, ''),
    f.title, f.due_on, f.due_time, c.last_interaction_at, c.last_interaction_kind,
    c.source, c.city,
    coalesce((SELECT value FROM contact_points p WHERE p.contact_id = c.id AND p.kind = 'phone'
        ORDER BY position LIMIT 1), ''),
    coalesce((SELECT value FROM contact_points p WHERE p.contact_id = c.id AND p.kind = 'email'
        ORDER BY position LIMIT 1), ''), c.last_sale_on, '', ''
FROM contacts c LEFT JOIN qualifications q ON q.id = c.qualification_id
LEFT JOIN follow_ups f ON f.id = c.next_follow_up_id
"""

_TAGGED = (
    "c.id IN (SELECT l.contact_id FROM contact_tags l JOIN tags t ON t.id = l.tag_id"
    " WHERE t.name = :tag)"
)


class ContactListService:
    """Reads the table of contacts."""

    def __init__(self, workspace: Workspace, segments: SegmentsService) -> None:
        self._workspace = workspace
        self._segments = segments
        self._ordered: tuple[object, Sequence[int]] = (None, ())

    def page(self, query: ContactQuery, offset: int = 0, limit: int = PAGE_SIZE) -> ContactPage:
        """Read `limit` rows from `offset`.

        Sorted are ids alone: with what the rows show, a sort took ten times as long.
        """
        where, parameters = self._where(query)
        kept = self._kept_order(query)
        among = self._segments.many(query)
        plain = kept is None and not where and query.sort in _BY_INDEX
        if plain and among is None:
            total = self._count("", {})
            ids: Sequence[int] = self._in_order(query, offset, limit)
        elif plain and among is not None and offset == 0:
            total, ids = len(among), self._first_in_order(query, among, limit)
        elif kept is None and not where and offset == 0 and among is None:
            total, ids = self._count("", {}), self._first_of_groups(query, parameters, limit)
        elif kept is None and offset == 0 and among is None and not query.text.strip():
            total = self._count(where, parameters)
            sql = f"{self._sorted(query, total)} LIMIT :limit"
            found = self._workspace.db.rows(sql, parameters | {"limit": limit})
            ids = [row[0] for row in found]
        else:
            # A search is the costly part: done once, for the count and the rows. Who scrolls asks
            # for more, and sorting anew for each portion would take longer than once for all.
            everyone = self._all_in_order(query) if kept is None else kept
            total, ids = len(everyone), everyone[offset : offset + limit]
        return ContactPage(self._rows_of(ids, parameters), offset, total)

    def _in_order(self, query: ContactQuery, offset: int, limit: int) -> list[int]:
        """Return a portion of everyone straight from an index: those with a value, then the rest.

        As one statement, with the empty ones last, it would sort them all each time.
        """
        column, empty = _BY_INDEX[query.sort]
        direction = " DESC" if query.descending else ""
        portion = f"c.id{direction} LIMIT :limit OFFSET :offset"
        rows, bounds = self._workspace.db.rows, {"limit": limit, "offset": offset}
        filled = f"WHERE {column} > ''" if empty else ""
        sql = f"SELECT c.id FROM contacts c {filled} ORDER BY {column}{direction}, {portion}"
        ids = [row[0] for row in rows(sql, bounds)]
        if empty and len(ids) < limit:
            before = rows(f"SELECT count(*) FROM contacts c {filled}")[0][0]
            bounds = {"limit": limit - len(ids), "offset": max(0, offset - before)}
            sql = f"SELECT c.id FROM contacts c WHERE {column} {empty} ORDER BY {portion}"
            ids += [row[0] for row in rows(sql, bounds)]
        return ids

    def _first_of_groups(
        self, query: ContactQuery, parameters: dict[str, object], limit: int
    ) -> list[int]:
        """Return the first of everyone, one group after the other, without sorting the great ones.

        Within a group the order is that of the ids: who is in a great one soon comes along, the
        few of a small one are found by an index.
        """
        found: list[int] = []
        direction = " DESC" if query.descending else ""
        groups = _GROUPS[query.sort]
        rows = self._workspace.db.rows
        for group in reversed(groups) if query.descending else groups:
            some = f"SELECT 1 FROM contacts c WHERE {group} LIMIT {FEW + 1}"
            count = rows(f"SELECT count(*) FROM ({some})", parameters)[0][0]
            sql = (
                f"SELECT c.id FROM contacts c {'NOT INDEXED' if count > FEW else ''} WHERE {group}"
                f" ORDER BY c.id{direction} LIMIT :limit"
            )
            some_ids = rows(sql, parameters | {"limit": limit - len(found)})
            found += [row[0] for row in some_ids]
            if len(found) == limit:
                break
        return found

    def _first_in_order(self, query: ContactQuery, among: Set[int], limit: int) -> list[int]:
        """Return the first of a great part of everyone, straight from an index."""
        found: list[int] = []
        read, portion = 0, 2 * limit
        while len(found) < limit and (some := self._in_order(query, read, portion)):
            found += [contact_id for contact_id in some if contact_id in among]
            read, portion = read + portion, 2 * portion
        return found[:limit]

    def _rows_of(self, ids: Sequence[int], parameters: dict[str, object]) -> tuple[ContactRow, ...]:
        """Return the rows of some contacts, in the order given."""
        names = {f"id{place}": contact_id for place, contact_id in enumerate(ids)}
        among = ", ".join(f":{name}" for name in names)
        found = self._workspace.db.rows(f"{_COLUMNS} WHERE c.id IN ({among})", parameters | names)
        read = {row.id: row for row in self._segments.fill(map(ContactRow._make, found))}
        return tuple(read[contact_id] for contact_id in ids)

    def ids(self, query: ContactQuery) -> tuple[int, ...]:
        """Return the ids of every row that the table shows, in its order."""
        return tuple(self._all_in_order(query))

    def _kept_order(self, query: ContactQuery) -> Sequence[int] | None:
        """Return what `_all_in_order` read last, if it was this and still holds."""
        of, ids = self._ordered
        return ids if of == self._version(query) else None

    def _all_in_order(self, query: ContactQuery) -> Sequence[int]:
        """Return the ids of all rows in their order; kept until anything changes."""
        kept = self._kept_order(query)
        if kept is not None:
            return kept
        where, parameters = self._where(query)
        among = self._segments.many(query)
        total = 0 if query.text.strip() else self._count(where, parameters)
        found = self._workspace.db.rows(self._sorted(query, total), parameters)
        ids = array("q", (row[0] for row in found if among is None or row[0] in among))
        self._ordered = (self._version(query), ids)
        return ids

    def _count(self, where: str, parameters: dict[str, object]) -> int:
        found = self._workspace.db.rows(f"SELECT count(*) FROM contacts c {where}", parameters)
        return int(found[0][0])

    def _sorted(self, query: ContactQuery, total: int) -> str:
        """Return the statement that reads the ids of a query which finds so many, in order."""
        few = total <= FEW
        where, _parameters = self._where(query, by_index=few)
        # The plus keeps SQLite from the index, here and in `_where`.
        order = f"+{_order(query)}" if few and where else _order(query)
        return f"SELECT c.id FROM contacts c {where} ORDER BY {order}"

    def _version(self, query: ContactQuery) -> object:
        """Return what a query finds depends on."""
        workspace = self._workspace
        return query, workspace.clock.today(), workspace.db.version(*TABLE_NAMES)

    def tags(self) -> tuple[str, ...]:
        """Return the tags that someone bears, sorted by name."""
        found = self._workspace.db.rows(
            "SELECT name FROM tags WHERE id IN (SELECT tag_id FROM contact_tags)"
            " ORDER BY name COLLATE NOCASE"
        )
        return tuple(row[0] for row in found)

    def _where(
        self, query: ContactQuery, *, by_index: bool = True
    ) -> tuple[str, dict[str, object]]:
        months = self._workspace.setting(DORMANCY_MONTHS)
        since = dormant_before(self._workspace.clock.today(), months)
        parameters: dict[str, object] = {"customer_since": since.isoformat()}
        plus = "" if by_index else "+"
        conditions = []
        search = search_condition(query.text)
        if search is not None:
            conditions.append(search.sql)
            parameters |= search.parameters
        if query.status is not None:
            status = query.status
            conditions.append(_OF_STATUS[status] if by_index else f"{status_case()} = '{status}'")
        if query.heat is not None:
            conditions.append(f"{plus}c.heat = :heat")
            parameters["heat"] = query.heat.value
        if query.tag:
            conditions.append(_TAGGED)
            parameters["tag"] = query.tag
        if query.lead_list is not None:
            conditions.append(f"{plus}c.lead_list_id = :lead_list")
            parameters["lead_list"] = query.lead_list
        segment = self._segments.condition(query)
        if segment is not None:
            conditions.append(segment.sql)
            parameters |= segment.parameters
        return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), parameters


def _order(query: ContactQuery) -> str:
    value, empty_last = _ORDER[query.sort]
    direction = " DESC" if query.descending else ""
    empty = f"coalesce({value}, '') = '', " if empty_last else ""
    return f"{empty}{value}{direction}, c.id{direction}"
