"""Triggers of the first schema: derived columns and the search index.

They run inside the transaction that changes the evidence, so a derived value is never stale,
whoever wrote: a service, an import, an undo. A migration that changes one writes a new module;
this text stays as released.
"""

from __future__ import annotations

from collections.abc import Callable


def _plain(expression: str) -> str:
    """Return SQL that opens the ligatures, which the tokenizer leaves alone."""
    for ligature, letters in (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae")):
        expression = f"replace({expression}, '{ligature}', '{letters}')"
    return expression


_NAMES = "display_name || ' ' || name || ' ' || given_name || ' ' || family_name || ' ' || company"
_PLACES = "job_title || ' ' || city || ' ' || postal_code || ' ' || source"

# The texts as they are indexed: what a rebuild reads, and what a check compares with.
SEARCH_TABLES = (
    f"""CREATE VIEW contact_texts AS
        SELECT c.id, {_plain(_NAMES)} AS names, {_plain(_PLACES)} AS places,
            coalesce((SELECT group_concat(p.value, ' ') FROM contact_points p
                WHERE p.contact_id = c.id AND p.kind = 'email'), '') AS reach
        FROM contacts c""",
    f"""CREATE VIEW interaction_texts AS
        SELECT id, {_plain("body")} AS body FROM interactions""",
    """CREATE VIRTUAL TABLE contact_search USING fts5(
        names, places, reach, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4')""",
    """CREATE VIRTUAL TABLE interaction_search USING fts5(
        body, content='interaction_texts', content_rowid='id', detail=none,
        tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4')""",
    # What the index does not have yet; `was` is the text that it has, NULL for none.
    "CREATE TABLE contact_search_dirty (id INTEGER NOT NULL PRIMARY KEY)",
    "CREATE TABLE interaction_search_dirty (id INTEGER NOT NULL PRIMARY KEY, was VARCHAR)",
)

_INDEXED = (
    "display_name, name, given_name, family_name, company, job_title, city, postal_code, source"
)


def _contact(row: str, column: str = "id") -> str:
    return f"INSERT OR IGNORE INTO contact_search_dirty (id) VALUES ({row}.{column});"


def _note(row: str, was: str) -> str:
    return f"INSERT OR IGNORE INTO interaction_search_dirty (id, was) VALUES ({row}.id, {was});"


# They only note what is to be indexed anew: with the index written row by row, by each trigger,
# a list of names took ten times as long. `pisteur.storage.search_index` writes it, at the end of
# each transaction.
_SEARCH = (
    f"CREATE TRIGGER search_contact_insert AFTER INSERT ON contacts BEGIN {_contact('NEW')} END",
    f"CREATE TRIGGER search_contact_update AFTER UPDATE OF {_INDEXED} ON contacts BEGIN "
    f"{_contact('NEW')} END",
    f"CREATE TRIGGER search_contact_delete AFTER DELETE ON contacts BEGIN {_contact('OLD')} END",
    f"CREATE TRIGGER search_point_insert AFTER INSERT ON contact_points "
    f"WHEN NEW.kind = 'email' BEGIN {_contact('NEW', 'contact_id')} END",
    f"CREATE TRIGGER search_point_update AFTER UPDATE ON contact_points "
    f"WHEN NEW.kind = 'email' OR OLD.kind = 'email' BEGIN {_contact('NEW', 'contact_id')} END",
    f"CREATE TRIGGER search_point_delete AFTER DELETE ON contact_points "
    f"WHEN OLD.kind = 'email' BEGIN {_contact('OLD', 'contact_id')} END",
    f"CREATE TRIGGER search_note_insert AFTER INSERT ON interactions BEGIN "
    f"{_note('NEW', 'NULL')} END",
    f"CREATE TRIGGER search_note_delete AFTER DELETE ON interactions BEGIN "
    f"{_note('OLD', _plain('OLD.body'))} END",
    f"CREATE TRIGGER search_note_update AFTER UPDATE OF body ON interactions BEGIN "
    f"{_note('NEW', _plain('OLD.body'))} END",
)

_OPEN = "done_at IS NULL AND cancelled_at IS NULL"
_FIRST_DUE = f"{_OPEN} ORDER BY due_on, coalesce(due_time, '99'), id LIMIT 1"


def _last_sale(row: str) -> str:
    latest = (
        f"(SELECT max(accepted_on) FROM sales "
        f"WHERE contact_id = {row}.contact_id AND cancelled_on IS NULL)"
    )
    return (
        f"UPDATE contacts SET last_sale_on = {latest} "
        f"WHERE id = {row}.contact_id AND last_sale_on IS NOT {latest};"
    )


def _latest_qualification(row: str) -> str:
    latest = (
        f"FROM qualifications WHERE contact_id = {row}.contact_id "
        "ORDER BY made_at DESC, id DESC LIMIT 1"
    )
    return (
        f"UPDATE contacts SET qualification_id = (SELECT id {latest}), "
        f"qualified = coalesce((SELECT positive {latest}), 0) WHERE id = {row}.contact_id "
        f"AND (qualification_id IS NOT (SELECT id {latest}) "
        f"OR qualified IS NOT coalesce((SELECT positive {latest}), 0));"
    )


def _last_interaction(row: str) -> str:
    latest = (
        f"FROM interactions WHERE contact_id = {row}.contact_id "
        "ORDER BY happened_at DESC, id DESC LIMIT 1"
    )
    return (
        f"UPDATE contacts SET last_interaction_at = (SELECT happened_at {latest}), "
        f"last_interaction_kind = (SELECT kind {latest}) WHERE id = {row}.contact_id "
        f"AND (last_interaction_at IS NOT (SELECT happened_at {latest}) "
        f"OR last_interaction_kind IS NOT (SELECT kind {latest}));"
    )


def _next_follow_up(row: str) -> str:
    of_contact = f"FROM follow_ups WHERE contact_id = {row}.contact_id AND {_FIRST_DUE}"
    of_deal = f"FROM follow_ups WHERE opportunity_id = {row}.opportunity_id AND {_FIRST_DUE}"
    due = "due_on || coalesce(' ' || due_time, '')"
    return (
        f"UPDATE contacts SET next_follow_up_id = (SELECT id {of_contact}), "
        f"next_due = (SELECT {due} {of_contact}) WHERE id = {row}.contact_id "
        f"AND (next_follow_up_id IS NOT (SELECT id {of_contact}) "
        f"OR next_due IS NOT (SELECT {due} {of_contact}));"
        f"UPDATE opportunities SET next_follow_up_id = (SELECT id {of_deal}) "
        f"WHERE id = {row}.opportunity_id AND next_follow_up_id IS NOT (SELECT id {of_deal});"
    )


def _derive(table: str, body: Callable[[str], str]) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER derive_{table}_insert AFTER INSERT ON {table} BEGIN {body('NEW')} END",
        f"CREATE TRIGGER derive_{table}_delete AFTER DELETE ON {table} BEGIN {body('OLD')} END",
        f"CREATE TRIGGER derive_{table}_update AFTER UPDATE ON {table} BEGIN "
        f"{body('OLD')} {body('NEW')} END",
    )


TRIGGERS: tuple[str, ...] = (
    *_SEARCH,
    *_derive("sales", _last_sale),
    *_derive("qualifications", _latest_qualification),
    *_derive("interactions", _last_interaction),
    *_derive("follow_ups", _next_follow_up),
)
