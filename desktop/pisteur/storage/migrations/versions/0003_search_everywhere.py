"""Third schema: deals are searched too, companies on their own, and ß is found as ss.

No column of the user's data changes. An address that goes to another contact now has both indexed
anew: the first schema forgot the one that it left.

Frozen text: later schemas are later migrations, never an edit of this one.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def _replaced(expression: str, letters: tuple[tuple[str, str], ...]) -> str:
    for one, several in letters:
        expression = f"replace({expression}, '{one}', '{several}')"
    return expression


_BEFORE = (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"))


def _plain(expression: str) -> str:
    """Return SQL that opens the letters that stand for two, which the tokenizer leaves alone."""
    return _replaced(expression, (*_BEFORE, ("ß", "ss"), ("ẞ", "ss")))


_NAMES = "display_name || ' ' || name || ' ' || given_name || ' ' || family_name"
_PLACES = "job_title || ' ' || city || ' ' || postal_code || ' ' || source"
_WHO = "c.display_name || ' ' || c.company"

# As `pisteur.storage.search_index` wrote the notes under the first two schemas, and does still.
_WRITE_NOTES = (
    "INSERT INTO interaction_search (interaction_search, rowid, body)"
    " SELECT 'delete', id, was FROM interaction_search_dirty WHERE was IS NOT NULL ORDER BY id",
    "INSERT INTO interaction_search (rowid, body) SELECT t.id, t.body"
    " FROM interaction_search_dirty d CROSS JOIN interaction_texts t ON t.id = d.id ORDER BY d.id",
    "DELETE FROM interaction_search_dirty",
)

TABLES = (
    "DROP TABLE contact_search",
    "DROP VIEW contact_texts",
    f"""CREATE VIEW contact_texts AS
        SELECT c.id, {_plain(_NAMES)} AS names, {_plain("company")} AS company,
            {_plain(_PLACES)} AS places,
            {
        _plain(
            "coalesce((SELECT group_concat(p.value, ' ') FROM contact_points p"
            " WHERE p.contact_id = c.id AND p.kind = 'email'), '')"
        )
    } AS reach
        FROM contacts c""",
    """CREATE VIRTUAL TABLE contact_search USING fts5(
        names, company, places, reach, tokenize="unicode61 remove_diacritics 2",
        prefix='1 2 3 4')""",
    f"""CREATE VIEW opportunity_texts AS
        SELECT o.id, {_plain("o.title || ' ' || o.quote_reference")} AS title,
            {_plain(_WHO)} AS who
        FROM opportunities o JOIN contacts c ON c.id = o.contact_id""",
    """CREATE VIRTUAL TABLE opportunity_search USING fts5(
        title, who, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4')""",
    "CREATE TABLE opportunity_search_dirty (id INTEGER NOT NULL PRIMARY KEY)",
    # What was written past the last step is in the index as the views were.
    *_WRITE_NOTES,
    # `was` is the text as it was indexed before; read through the table, not a copy of it.
    "INSERT INTO interaction_search_dirty (id, was)"
    f" SELECT id, {_replaced('body', _BEFORE)} FROM interactions"
    " WHERE instr(body, 'ß') OR instr(body, 'ẞ')",
    "DROP VIEW interaction_texts",
    f"CREATE VIEW interaction_texts AS SELECT id, {_plain('body')} AS body FROM interactions",
)

FILLING = (
    *_WRITE_NOTES,
    "DELETE FROM contact_search_dirty",
    "INSERT INTO contact_search (rowid, names, company, places, reach)"
    " SELECT id, names, company, places, reach FROM contact_texts",
    "INSERT INTO opportunity_search (rowid, title, who)"
    " SELECT id, title, who FROM opportunity_texts",
)


def _note(row: str, was: str) -> str:
    return f"INSERT OR IGNORE INTO interaction_search_dirty (id, was) VALUES ({row}.id, {was});"


def _contact(row: str) -> str:
    return f"INSERT OR IGNORE INTO contact_search_dirty (id) VALUES ({row}.contact_id);"


def _deal(row: str) -> str:
    return f"INSERT OR IGNORE INTO opportunity_search_dirty (id) VALUES ({row}.id);"


TRIGGERS = (
    "DROP TRIGGER search_note_delete",
    f"CREATE TRIGGER search_note_delete AFTER DELETE ON interactions BEGIN "
    f"{_note('OLD', _plain('OLD.body'))} END",
    "DROP TRIGGER search_note_update",
    f"CREATE TRIGGER search_note_update AFTER UPDATE OF body ON interactions BEGIN "
    f"{_note('NEW', _plain('OLD.body'))} END",
    "DROP TRIGGER search_point_update",
    f"CREATE TRIGGER search_point_update AFTER UPDATE ON contact_points "
    f"WHEN NEW.kind = 'email' OR OLD.kind = 'email' BEGIN {_contact('OLD')} {_contact('NEW')} END",
    f"CREATE TRIGGER search_deal_insert AFTER INSERT ON opportunities BEGIN {_deal('NEW')} END",
    f"CREATE TRIGGER search_deal_delete AFTER DELETE ON opportunities BEGIN {_deal('OLD')} END",
    f"CREATE TRIGGER search_deal_update AFTER UPDATE OF title, quote_reference, contact_id"
    f" ON opportunities BEGIN {_deal('NEW')} END",
    "CREATE TRIGGER search_deal_contact AFTER UPDATE OF display_name, company ON contacts BEGIN "
    "INSERT OR IGNORE INTO opportunity_search_dirty (id)"
    " SELECT id FROM opportunities WHERE contact_id = NEW.id; END",
)

INDEXES = (
    # With the contact in them, numbers are found without reading the addresses.
    "DROP INDEX contact_points_by_value",
    "CREATE INDEX contact_points_by_value ON contact_points (normalised, kind, contact_id)",
    "DROP INDEX contact_points_by_end",
    "CREATE INDEX contact_points_by_end ON contact_points (reversed_digits, kind, contact_id)",
    # Deals without next action; lost ones to ask again; counts and sums of columns.
    "CREATE INDEX opportunities_without_action ON opportunities"
    " (state, next_follow_up_id, stage_entered_at)",
    "CREATE INDEX opportunities_to_wake ON opportunities (state, wake_on)",
    "CREATE INDEX opportunities_sums ON opportunities (stage_id, state, amount_cents)",
    # The few who were ever qualified.
    "CREATE INDEX contacts_qualified ON contacts (qualification_id) WHERE qualification_id IS NOT NULL",
    # What the table of contacts is sorted and filtered by.
    "CREATE INDEX contacts_by_heat ON contacts (heat, sort_name, id)",
    "CREATE INDEX contacts_by_city ON contacts (city COLLATE NOCASE, id)",
    "CREATE INDEX contacts_by_source ON contacts (source COLLATE NOCASE, id)",
    "CREATE INDEX contacts_known ON contacts (known_figure) WHERE known_figure = 1",
    # What came of the names of a list, and who was ever reached.
    "DROP INDEX ix_contacts_lead_list_id",
    "CREATE INDEX contacts_of_list ON contacts"
    " (lead_list_id, qualified, last_sale_on, last_interaction_kind)",
    "DROP INDEX ix_interactions_contact_id",
    "CREATE INDEX interactions_of_kind ON interactions (contact_id, kind)",
)


def upgrade() -> None:
    """Make the indexes of the search anew, and those that pages read by."""
    for statement in (*TABLES, *FILLING, *TRIGGERS, *INDEXES):
        op.get_bind().exec_driver_sql(statement)
