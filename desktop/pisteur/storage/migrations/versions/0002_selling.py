"""Second schema: how the user sells, and the life of a customer.

Profile, offers, templates, cadences, reasons and pipelines as data; what is known of a buyer;
quotes, payments, satisfaction; stays in columns; questions and objections; where lists come
from, oppositions, pairs that are no duplicates, saved mappings, call sessions.

Frozen text: later schemas are later migrations, never an edit of this one.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    """CREATE TABLE pipelines (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE profile_traits (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        accepted VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE contact_traits (
        id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        trait_id INTEGER NOT NULL,
        answer VARCHAR NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE,
        FOREIGN KEY(trait_id) REFERENCES profile_traits (id) ON DELETE CASCADE
    )""",
    "CREATE UNIQUE INDEX contact_traits_once ON contact_traits (contact_id, trait_id)",
    "CREATE INDEX ix_contact_traits_trait_id ON contact_traits (trait_id)",
    """CREATE TABLE offers (
        id INTEGER NOT NULL,
        uid VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        price_cents INTEGER,
        unit VARCHAR NOT NULL,
        buyers VARCHAR NOT NULL,
        sectors VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        put_away INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uid)
    )""",
    """CREATE TABLE templates (
        id INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        subject VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        put_away INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )""",
    """CREATE TABLE cadences (
        id INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        "trigger" VARCHAR NOT NULL,
        stops_on VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        put_away INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )""",
    """CREATE TABLE cadence_steps (
        id INTEGER NOT NULL,
        cadence_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        days INTEGER NOT NULL,
        anchor VARCHAR NOT NULL,
        counted VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        template VARCHAR NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(cadence_id) REFERENCES cadences (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_cadence_steps_cadence_id ON cadence_steps (cadence_id)",
    """CREATE TABLE cadence_runs (
        id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        opportunity_id INTEGER,
        sale_id INTEGER,
        cadence_id INTEGER,
        name VARCHAR NOT NULL,
        started_on DATE NOT NULL,
        expires_on DATE,
        stops_on VARCHAR NOT NULL,
        stopped_on DATE,
        stopped_by VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE,
        FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE,
        FOREIGN KEY(sale_id) REFERENCES sales (id) ON DELETE CASCADE,
        FOREIGN KEY(cadence_id) REFERENCES cadences (id) ON DELETE SET NULL
    )""",
    "CREATE INDEX ix_cadence_runs_cadence_id ON cadence_runs (cadence_id)",
    "CREATE INDEX ix_cadence_runs_contact_id ON cadence_runs (contact_id)",
    "CREATE INDEX ix_cadence_runs_opportunity_id ON cadence_runs (opportunity_id)",
    "CREATE INDEX ix_cadence_runs_sale_id ON cadence_runs (sale_id)",
    """CREATE TABLE loss_reasons (
        id INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        wake_after_months INTEGER,
        needs_note INTEGER DEFAULT '0' NOT NULL,
        position INTEGER NOT NULL,
        put_away INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )""",
    """CREATE TABLE came_for (
        id INTEGER NOT NULL,
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        advice VARCHAR NOT NULL,
        heat VARCHAR,
        position INTEGER NOT NULL,
        put_away INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )""",
    """CREATE TABLE stage_passages (
        id INTEGER NOT NULL,
        opportunity_id INTEGER NOT NULL,
        stage_id INTEGER NOT NULL,
        entered_at VARCHAR NOT NULL,
        left_at VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE,
        FOREIGN KEY(stage_id) REFERENCES stages (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_stage_passages_opportunity_id ON stage_passages (opportunity_id)",
    "CREATE INDEX stage_passages_of_stage ON stage_passages (stage_id, opportunity_id)",
    """CREATE TABLE buying_step_visits (
        id INTEGER NOT NULL,
        opportunity_id INTEGER NOT NULL,
        step VARCHAR NOT NULL,
        entered_on DATE NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_buying_step_visits_opportunity_id ON buying_step_visits (opportunity_id)",
    """CREATE TABLE deal_people (
        id INTEGER NOT NULL,
        opportunity_id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        role VARCHAR NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE,
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
    )""",
    "CREATE UNIQUE INDEX deal_people_once ON deal_people (opportunity_id, contact_id, role)",
    "CREATE INDEX ix_deal_people_contact_id ON deal_people (contact_id)",
    """CREATE TABLE payments (
        id INTEGER NOT NULL,
        sale_id INTEGER NOT NULL,
        paid_on DATE NOT NULL,
        amount_cents INTEGER NOT NULL,
        note VARCHAR NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(sale_id) REFERENCES sales (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_payments_sale_id ON payments (sale_id)",
    """CREATE TABLE satisfactions (
        id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        sale_id INTEGER,
        follow_up_id INTEGER,
        score INTEGER,
        comment VARCHAR NOT NULL,
        asked_on DATE NOT NULL,
        given_on DATE,
        PRIMARY KEY (id),
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE,
        FOREIGN KEY(sale_id) REFERENCES sales (id) ON DELETE SET NULL,
        FOREIGN KEY(follow_up_id) REFERENCES follow_ups (id) ON DELETE SET NULL
    )""",
    "CREATE INDEX ix_satisfactions_contact_id ON satisfactions (contact_id)",
    "CREATE INDEX ix_satisfactions_follow_up_id ON satisfactions (follow_up_id)",
    "CREATE INDEX ix_satisfactions_sale_id ON satisfactions (sale_id)",
    """CREATE TABLE concerns (
        id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        opportunity_id INTEGER,
        kind VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        answer VARCHAR NOT NULL,
        raised_on DATE NOT NULL,
        answered_on DATE,
        PRIMARY KEY (id),
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE,
        FOREIGN KEY(opportunity_id) REFERENCES opportunities (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX concerns_open ON concerns (contact_id, answered_on)",
    "CREATE INDEX ix_concerns_opportunity_id ON concerns (opportunity_id)",
    """CREATE TABLE oppositions (
        id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        channel VARCHAR NOT NULL,
        objected_on DATE NOT NULL,
        note VARCHAR NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
    )""",
    "CREATE UNIQUE INDEX oppositions_once ON oppositions (contact_id, channel)",
    """CREATE TABLE opposition_marks (
        id INTEGER NOT NULL,
        digest VARCHAR NOT NULL,
        channel VARCHAR NOT NULL,
        objected_on DATE NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (digest)
    )""",
    """CREATE TABLE not_duplicates (
        id INTEGER NOT NULL,
        first_id INTEGER NOT NULL,
        second_id INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(first_id) REFERENCES contacts (id) ON DELETE CASCADE,
        FOREIGN KEY(second_id) REFERENCES contacts (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_not_duplicates_second_id ON not_duplicates (second_id)",
    "CREATE UNIQUE INDEX not_duplicates_once ON not_duplicates (first_id, second_id)",
    """CREATE TABLE import_mappings (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        headings VARCHAR NOT NULL,
        columns VARCHAR NOT NULL,
        used_at VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )""",
    """CREATE TABLE call_sessions (
        id INTEGER NOT NULL,
        lead_list_id INTEGER,
        name VARCHAR NOT NULL,
        script VARCHAR NOT NULL,
        started_at VARCHAR NOT NULL,
        closed_at VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(lead_list_id) REFERENCES lead_lists (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_call_sessions_lead_list_id ON call_sessions (lead_list_id)",
    """CREATE TABLE call_session_names (
        id INTEGER NOT NULL,
        call_session_id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        result VARCHAR,
        done_at VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(call_session_id) REFERENCES call_sessions (id) ON DELETE CASCADE,
        FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
    )""",
    "CREATE UNIQUE INDEX call_session_names_once ON call_session_names (call_session_id, contact_id)",
    "CREATE INDEX ix_call_session_names_contact_id ON call_session_names (contact_id)",
)

COLUMNS = (
    "ALTER TABLE lead_lists ADD COLUMN supplier VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE lead_lists ADD COLUMN bought_on DATE",
    "ALTER TABLE lead_lists ADD COLUMN price_cents INTEGER",
    "ALTER TABLE lead_lists ADD COLUMN informed_on DATE",
    "ALTER TABLE lead_lists ADD COLUMN note VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE stages ADD COLUMN pipeline_id INTEGER DEFAULT '1' NOT NULL REFERENCES pipelines (id) ON DELETE RESTRICT",
    "ALTER TABLE stages ADD COLUMN colour VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE stages ADD COLUMN stale_days INTEGER",
    "ALTER TABLE stages ADD COLUMN default_percent INTEGER",
    "ALTER TABLE contacts ADD COLUMN buyer_kind VARCHAR",
    "ALTER TABLE contacts ADD COLUMN naf VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE contacts ADD COLUMN naf_version VARCHAR",
    "ALTER TABLE contacts ADD COLUMN sector VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE contacts ADD COLUMN headcount_least INTEGER",
    "ALTER TABLE contacts ADD COLUMN headcount_most INTEGER",
    "ALTER TABLE contacts ADD COLUMN asked_on DATE",
    "ALTER TABLE contacts ADD COLUMN recommended_by_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL",
    "ALTER TABLE contacts ADD COLUMN known_figure INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE contacts ADD COLUMN unreliable_payer INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE contacts ADD COLUMN unreliable_reason VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE contacts ADD COLUMN unreliable_since DATE",
    "ALTER TABLE opportunities ADD COLUMN forced_sale_reason VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE opportunities ADD COLUMN offer_id INTEGER REFERENCES offers (id) ON DELETE SET NULL",
    "ALTER TABLE opportunities ADD COLUMN budget_least_cents INTEGER",
    "ALTER TABLE opportunities ADD COLUMN budget_most_cents INTEGER",
    "ALTER TABLE opportunities ADD COLUMN quoted_on DATE",
    "ALTER TABLE opportunities ADD COLUMN quote_expires_on DATE",
    "ALTER TABLE opportunities ADD COLUMN quote_reference VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE opportunities ADD COLUMN expected_on DATE",
    "ALTER TABLE opportunities ADD COLUMN wake_on DATE",
    "ALTER TABLE opportunities ADD COLUMN came_for VARCHAR",
    "ALTER TABLE criteria ADD COLUMN put_away INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE follow_ups ADD COLUMN cadence_run_id INTEGER REFERENCES cadence_runs (id) ON DELETE SET NULL",
    "ALTER TABLE follow_ups ADD COLUMN template VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE follow_ups ADD COLUMN rrule VARCHAR",
    "ALTER TABLE follow_ups ADD COLUMN recurs_from DATE",
    "ALTER TABLE follow_ups ADD COLUMN recurs_from_done INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE sales ADD COLUMN delivered_on DATE",
    "ALTER TABLE sales ADD COLUMN invoice_reference VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE sales ADD COLUMN invoiced_on DATE",
    "ALTER TABLE sales ADD COLUMN payment_due_on DATE",
    "CREATE INDEX ix_stages_pipeline_id ON stages (pipeline_id)",
    "CREATE INDEX ix_contacts_recommended_by_id ON contacts (recommended_by_id)",
    "CREATE INDEX ix_opportunities_offer_id ON opportunities (offer_id)",
    "CREATE INDEX ix_follow_ups_cadence_run_id ON follow_ups (cadence_run_id)",
)

# The board there was becomes the first pipeline; its name is the page's in both languages.
# Of the moves before this schema only names were kept: each deal begins with its present stay.
ROWS = (
    "INSERT INTO pipelines (id, name, position) VALUES (1, 'Pipeline', 0)",
    "INSERT INTO stage_passages (opportunity_id, stage_id, entered_at)"
    " SELECT id, stage_id, stage_entered_at FROM opportunities",
    # Each gate has a reason of its own: a second one that is forced hides no first one.
    "UPDATE opportunities SET forced_sale_reason = forced_reason, forced_reason = ''"
    " WHERE forced_gate = 'sale'",
    "ALTER TABLE opportunities DROP COLUMN forced_gate",
)


def upgrade() -> None:
    """Create tables, columns and indexes; note where each deal is."""
    for statement in (*TABLES, *COLUMNS, *ROWS):
        op.get_bind().exec_driver_sql(statement)
