"""The search as one would do it by hand: every row is read, every word compared; marks likewise.

What `pisteur.services.quick_search` must equal, however it takes its short cuts. Its letters are
those of the alphabets that users write; it shares only the folding of words and the reading of
numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pisteur.domain.search import fold, folded_words
from pisteur.services.quick_search import COMPANIES, CONTACTS, DEALS, NAMED, NOTES
from pisteur.services.search import typed_number
from pisteur.services.services import Services

Groups = dict[str, list[object]]


def slow_search(services: Services, text: str) -> Groups:
    """Return ids by group, and names of companies, as a quick search must show them."""
    words = re.findall(r"[^\W_]+", " ".join(folded_words(text)))
    if not words:
        return {"contacts": [], "companies": [], "deals": [], "notes": []}
    rows = services.db.rows
    emails = _joined(rows("SELECT contact_id, value FROM contact_points WHERE kind = 'email'"))
    contacts = rows(
        "SELECT id, display_name || ' ' || name || ' ' || given_name || ' ' || family_name"
        " || ' ' || company, job_title || ' ' || city || ' ' || postal_code || ' ' || source,"
        " company, sort_company FROM contacts ORDER BY id DESC"
    )
    named = [row for row in contacts if _fits(words, row[1])][:NAMED]
    anywhere = [
        row for row in contacts if _fits(words, f"{row[1]} {row[2]} {emails.get(row[0], '')}")
    ]
    ids = [*_numbered(services, text), *(row[0] for row in named)][:CONTACTS]
    if len(set(ids)) < CONTACTS:
        ids += [row[0] for row in anywhere[:CONTACTS]]
    shown = list(dict.fromkeys(ids))[:CONTACTS]
    return {
        "contacts": list(shown),
        "companies": _companies(contacts, named, words, shown),
        "deals": _deals(services, words),
        "notes": _notes(services, words),
    }


def _companies(
    contacts: list[tuple[object, ...]],
    named: list[tuple[object, ...]],
    words: list[str],
    shown: list[object],
) -> list[object]:
    found = []
    for sort_company in dict.fromkeys(row[4] for row in named):
        newest = next(row for row in named if row[4] == sort_company)
        count = sum(row[4] == sort_company for row in contacts)
        if _fits(words, str(newest[3])) and (count > 1 or newest[0] not in shown):
            found.append(newest[3])
    return found[:COMPANIES]


def _deals(services: Services, words: list[str]) -> list[object]:
    found = services.db.rows(
        "SELECT o.id, o.title || ' ' || o.quote_reference || ' ' || c.display_name || ' ' ||"
        " c.company FROM opportunities o JOIN contacts c ON c.id = o.contact_id ORDER BY o.id DESC"
    )
    return [row[0] for row in found if _fits(words, row[1])][:DEALS]


def _notes(services: Services, words: list[str]) -> list[object]:
    found = services.db.rows("SELECT id, body, happened_at FROM interactions ORDER BY id DESC")
    newest = [row for row in found if _fits(words, row[1])][:NOTES]
    return [row[2] for row in sorted(newest, key=lambda row: str(row[2]), reverse=True)]


def _numbered(services: Services, text: str) -> list[int]:
    number = typed_number(text)
    if number is None:
        return []
    found = services.db.rows(
        "SELECT contact_id, normalised, reversed_digits FROM contact_points WHERE kind = 'phone'"
    )
    fitting: Callable[[str, str], bool] = lambda whole, back: (  # noqa: E731
        whole.startswith(number.start) or (bool(number.end) and back.startswith(number.end[::-1]))
    )
    ids = {row[0] for row in found if fitting(row[1] or "", row[2] or "")}
    return sorted(ids, reverse=True)[:CONTACTS]


def _fits(words: Iterable[str], text: str) -> bool:
    there = folded_words(text)
    return all(any(each.startswith(word) for each in there) for word in words)


def _joined(rows: list[tuple[int, str]]) -> dict[int, str]:
    joined: dict[int, str] = {}
    for contact_id, value in rows:
        joined[contact_id] = f"{joined.get(contact_id, '')} {value}"
    return joined


def slow_marks(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where folded words begin words of a text: each letter of each word is folded."""
    found = []
    # Accents apart from their letters part no word.
    for match in re.finditer(r"([^\W_\u19b0-\u19c9\u1cf2\u1cf3]|[\u0300-\u036f])+", text):
        there = fold(match.group())
        longest = max((len(word) for word in words if there.startswith(word)), default=0)
        place, done = match.start(), 0
        while done < longest:
            done += len(fold(text[place]))
            place += 1
        if longest:
            found.append((match.start(), place))
    return found
