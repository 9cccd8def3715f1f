"""Finds contacts, companies, deals and passages of the journal as someone types.

Groups are read newest first straight from the indexes, a few of each, and only those are joined
with their rows: what a keystroke costs does not grow with what it finds. Ranks of FTS5 would read
everything. Not for the table of contacts, which shows all that fits: `pisteur.services.search`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from pisteur.domain.search import (
    Findings,
    Hit,
    HitKind,
    Marked,
    fitting,
    fold,
    folded_words,
    marked,
    passage,
    query_words,
)
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.services.board import DEAL_TITLE
from pisteur.services.narrowing import Narrowing
from pisteur.services.search import TypedNumber, match_words, typed_number
from pisteur.services.workspace import Workspace
from pisteur.storage.status_sql import status_case

# How many of each are shown, and among how many of the newest contacts companies are looked for.
CONTACTS, COMPANIES, DEALS, NOTES = 8, 4, 5, 8
NAMED = 60

# The index keeps the beginnings of words up to this length and walks them from the newest; of
# longer ones it gathers all places first. So candidates are taken by the first letters, as many as
# are needed, and looked at; when so many of them do not hold enough, the whole beginning is rare,
# and gathered quickly.
LONGEST_KEPT = 4
CANDIDATES = 400
# A number that begins as so many do is looked for from the newest contact on.
COMMON = 2000

_MATCHING = (
    "SELECT rowid FROM {noun}_search WHERE {noun}_search MATCH ? ORDER BY rowid DESC LIMIT ?"
)
_TEXTS = {
    ("contact", ""): "SELECT rowid, names || ' ' || company || ' ' || places || ' ' || reach"
    " FROM contact_search WHERE rowid IN ({ids})",
    ("contact", "names company"): "SELECT rowid, names || ' ' || company"
    " FROM contact_search WHERE rowid IN ({ids})",
    ("contact", "company"): "SELECT rowid, company FROM contact_search WHERE rowid IN ({ids})",
    ("opportunity", ""): "SELECT rowid, title || ' ' || who"
    " FROM opportunity_search WHERE rowid IN ({ids})",
    ("interaction", ""): "SELECT id, body FROM interactions WHERE id IN ({ids})",
}
_CONTACTS = f"""
SELECT c.id, c.display_name, c.company, c.city, c.postal_code, c.job_title, c.source,
    {status_case()},
    (SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact_points p
        WHERE p.contact_id = c.id ORDER BY p.kind DESC, p.position, p.id))
FROM contacts c WHERE c.id IN ({{ids}})
"""
_DEALS = f"""
SELECT o.id, o.contact_id,
    {DEAL_TITLE},
    c.display_name, c.company, o.quote_reference, o.state, s.name, o.amount_cents
FROM opportunities o JOIN contacts c ON c.id = o.contact_id JOIN stages s ON s.id = o.stage_id
WHERE o.id IN ({{ids}})
"""
_NOTES = """
SELECT i.id, i.contact_id, i.opportunity_id, i.kind, i.happened_at, i.body, c.display_name,
    c.company
FROM interactions i JOIN contacts c ON c.id = i.contact_id WHERE i.id IN ({ids})
"""


class SearchService:
    """Finds what someone types, in groups."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows
        self._narrowing = Narrowing(workspace)

    def find(self, text: str) -> Findings:
        """Return the newest of what fits: by number first, then by name, then by the rest."""
        words = query_words(text)
        if not words:
            return Findings(text)
        folded = folded_words(text)
        number = typed_number(text)
        # Of several words hardly any company has all, and to find many names goes through most.
        company = len(words) == 1 or self._matches("contact", words, 1, "company")
        named = self._matches("contact", words, NAMED if company else CONTACTS, "names company")
        ids = dict.fromkeys([*(self._numbered(number) if number else ()), *named][:CONTACTS])
        if len(ids) < CONTACTS:
            ids |= dict.fromkeys(self._matches("contact", words, CONTACTS))
        contacts = self._contacts(list(ids)[:CONTACTS], folded, number)
        return Findings(
            text,
            contacts,
            self._companies(named if company else (), folded, {hit.contact_id for hit in contacts}),
            self._deals(self._matches("opportunity", words, DEALS), folded),
            self._notes(self._matches("interaction", words, NOTES), folded),
        )

    def recent(self, opened: Sequence[tuple[int, int | None]]) -> Findings:
        """Return what was opened last, filled up with those spoken with last.

        Args:
            opened: contacts and their deals, the newest first.
        """
        deals = [deal for _contact, deal in opened if deal is not None][:DEALS]
        ids = list(dict.fromkeys(contact for contact, _deal in opened))
        last = self._rows(
            "SELECT id FROM contacts WHERE last_interaction_at > ''"
            " ORDER BY last_interaction_at DESC, id DESC LIMIT ?",
            (CONTACTS,),
        )
        ids = list(dict.fromkeys([*ids, *(row[0] for row in last)]))[:CONTACTS]
        return Findings("", self._contacts(ids, (), None), deals=self._deals(deals, ()))

    # Ids, newest first.

    def _matches(self, noun: str, words: Sequence[str], limit: int, columns: str = "") -> list[int]:
        place = f"{noun} {columns}"
        among = self._narrowing.among(place, words)
        if among is not None:
            fits = fitting(list(map(fold, words)))
            return self._that_fit(_TEXTS[noun, columns], among, fits, limit)
        begins = [word[:LONGEST_KEPT] for word in words]
        found = None if begins == list(words) else self._looked_at(noun, words, limit, columns)
        if found is None:
            found = self._asked(noun, match_words(words, columns), limit)
        if len(found) < limit:
            self._narrowing.keep(place, words, found)
        return found

    def _looked_at(
        self, noun: str, words: Sequence[str], limit: int, columns: str
    ) -> list[int] | None:
        """Return the newest that fit long words, None when they are not among the candidates."""
        match = match_words([word[:LONGEST_KEPT] for word in words], columns)
        fits = fitting(list(map(fold, words)))
        found: list[int] = []
        seen = 0
        with self._workspace.db.in_portions(
            _MATCHING.format(noun=noun), (match, CANDIDATES)
        ) as more:
            # Twice as many each time: most of the first fit, or hardly any.
            while wave := [row[0] for row in more(max(limit, seen))]:
                seen += len(wave)
                found += self._that_fit(_TEXTS[noun, columns], wave, fits, limit - len(found))
                if len(found) == limit:
                    return found
        return found if seen < CANDIDATES else None

    def _that_fit(
        self, sql: str, ids: Sequence[int], fits: Callable[[str], bool], limit: int
    ) -> list[int]:
        texts = dict(self._of(sql, ids))
        return list(islice((each for each in ids if fits(texts[each])), limit))

    def _asked(self, noun: str, match: str, limit: int) -> list[int]:
        return [row[0] for row in self._rows(_MATCHING.format(noun=noun), (match, limit))]

    def _numbered(self, number: TypedNumber) -> list[int]:
        found: set[int] = set()
        for quick, steady in zip(number.selects(), number.selects(by_index=False), strict=True):
            count = f"SELECT count(*) FROM ({quick} LIMIT {COMMON})"
            many = self._rows(count, number.parameters)[0][0] == COMMON
            rows = self._rows(
                f"{steady if many else quick} ORDER BY contact_id DESC LIMIT :limit",
                number.parameters | {"limit": CONTACTS * 4},
            )
            found.update(row[0] for row in rows)
        return sorted(found, reverse=True)[:CONTACTS]

    # Rows.

    def _of(
        self, sql: str, ids: Sequence[int], parameters: Mapping[str, object] | None = None
    ) -> list[Any]:
        """Return the rows of some ids, which come from the file itself."""
        if not ids:
            return []
        return self._rows(sql.format(ids=", ".join(map(str, ids))), parameters or {})

    def _contacts(
        self, ids: Sequence[int], words: Sequence[str], number: TypedNumber | None
    ) -> tuple[Hit, ...]:
        months = self._workspace.setting(DORMANCY_MONTHS)
        since = dormant_before(self._workspace.clock.today(), months).isoformat()
        found = self._of(_CONTACTS, ids, {"customer_since": since})
        hits = {}
        for row in found:
            contact_id, name, company, city, *others, status, points = row
            shown = [company if company != name else "", city]
            rest = _what_else(words, number, [name, *shown], [*(points or "").split("\n"), *others])
            details = [marked(text, words) for text in shown if text]
            title = number.mark(name) if number else Marked(name)
            title = title if title.marks else marked(name, words)
            hits[contact_id] = Hit(
                HitKind.CONTACT, contact_id, title, (*details, *rest), tag=status
            )
        return tuple(hits[each] for each in ids if each in hits)

    def _companies(
        self, named: Sequence[int], words: Sequence[str], listed: set[int | None]
    ) -> tuple[Hit, ...]:
        """Return companies by their own name, save those whose one contact is listed already."""
        sql = "SELECT sort_company, company, id FROM contacts WHERE id IN ({ids}) ORDER BY id DESC"
        fits = fitting(words)
        hits: list[Hit] = []
        seen: set[str] = set()
        for sort_company, company, newest in self._of(sql, named):
            if len(hits) == COMPANIES:
                break
            if sort_company in seen:
                continue
            seen.add(sort_company)
            if not fits(company):
                continue
            sql = "SELECT count(*) FROM contacts WHERE sort_company = ?"
            count = self._rows(sql, (sort_company,))[0][0]
            if count > 1 or newest not in listed:
                contact_id = newest if count == 1 else None
                hits.append(Hit(HitKind.COMPANY, contact_id, marked(company, words), count=count))
        return tuple(hits)

    def _deals(self, ids: Sequence[int], words: Sequence[str]) -> tuple[Hit, ...]:
        hits = {}
        fits = fitting(words)
        for row in self._of(_DEALS, ids):
            deal_id, contact_id, title, name, company, quote, state, stage, cents = row
            shown = dict.fromkeys(text for text in (name, company) if text and text != title)
            texts = [*shown, *([quote] if quote and not fits(" ".join((title, *shown))) else [])]
            hits[deal_id] = Hit(
                HitKind.DEAL,
                contact_id,
                marked(title, words),
                tuple(marked(text, words) for text in texts),
                deal_id,
                state,
                stage,
                cents,
            )
        return tuple(hits[each] for each in ids if each in hits)

    def _notes(self, ids: Sequence[int], words: Sequence[str]) -> tuple[Hit, ...]:
        hits = {}
        for row in self._of(_NOTES, ids):
            note_id, contact_id, deal_id, kind, happened, body, name, company = row
            title = f"{name} · {company}" if company and company != name else name
            hits[note_id] = Hit(
                HitKind.NOTE,
                contact_id,
                Marked(title),
                (passage(body, words),),
                deal_id,
                kind,
                when=datetime.fromisoformat(happened),
                interaction_id=note_id,
            )
        # The newest written, in the order of when it happened.
        read = (hits[each] for each in ids if each in hits)
        return tuple(sorted(read, key=_happened, reverse=True))


def _happened(hit: Hit) -> str:
    return hit.when.isoformat() if hit.when else ""


def _what_else(
    words: Sequence[str], number: TypedNumber | None, shown: Sequence[str], others: Sequence[str]
) -> list[Marked]:
    """Return those of the other texts that explain why a contact was found."""
    if number:
        found = [m for m in map(number.mark, others) if m.marks]
        if found:
            return [m for m in found if m.text != shown[0]][:1]
    seen = [word for text in shown for word in folded_words(text)]
    missing = [word for word in words if not any(each.startswith(word) for each in seen)]
    if not missing:
        return []
    return [m for m in (marked(text, missing) for text in others) if m.marks][:2]
