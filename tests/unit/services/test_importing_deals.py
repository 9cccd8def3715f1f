"""Deals come in with a list: their column, amount, dates and state, by the product's rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.commands import DealInput
from pisteur.domain.decisions import Decisions, RowKind, Take
from pisteur.domain.records import ParsedLeads
from pisteur.domain.selling_inputs import OfferInput
from pisteur.domain.transfer import BOARD_LIMIT, ImportOptions, ImportPlan
from pisteur.exchange.leads import parse_leads
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.people import lead

LISTS = Path(__file__).parents[2] / "fixtures" / "lists"
HEADINGS = "Nom;Email;Titre affaire;Montant;Étape;Statut;Date de clôture;Motif de perte"
_DEALS = (
    "SELECT c.display_name, o.title, o.amount_cents, s.name, s.zone, o.state, o.expected_on,"
    " o.closed_on, o.forced_reason FROM opportunities o JOIN contacts c ON c.id = o.contact_id"
    " JOIN stages s ON s.id = o.stage_id ORDER BY o.id"
)


class Lists:
    """Brings lists in and says what is stored then."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services = services
        self._path = folder / "list.csv"

    def parse(self, *rows: str, headings: str = HEADINGS) -> ParsedLeads:
        self._path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
        return parse_leads(self._path)

    def plan(self, *rows: str) -> ImportPlan:
        return self.services.importing.plan(self.parse(*rows))

    def bring_in(self, *rows: str, decisions: Decisions | None = None) -> None:
        options = ImportOptions(list_name="Salon", decisions=decisions or Decisions())
        self.services.importing.apply(self.parse(*rows), options)

    def deals(self) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.services.db.rows(_DEALS)]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.services.db.rows(sql)]


@pytest.fixture
def lists(services: Services, tmp_path: Path) -> Lists:
    return Lists(services, tmp_path)


def remarks(plan: ImportPlan) -> list[list[str]]:
    return [[issue.code for issue in row.warnings] for row in plan.rows]


def whole(services: Services) -> dict[str, list[tuple[object, ...]]]:
    names = ("contacts", "opportunities", "sales", "interactions", "events", "stage_passages")
    return {name: services.db.rows(f"SELECT * FROM {name} ORDER BY id") for name in names}


OPEN = "Zoé Morel;zoe@exemple.fr;Site;1 200 € HT;À QUALIFIER;en cours;31/01/2027;"


def test_a_row_with_a_deal_makes_one_in_the_user_s_own_column(lists: Lists) -> None:
    assert remarks(lists.plan(OPEN)) == [[]]
    lists.bring_in(OPEN)
    assert lists.deals() == [
        ("Zoé Morel", "Site", 1200_00, "To qualify", "leads", "open", "2027-01-31", None, "")
    ]
    assert lists.ask("SELECT stage_id, left_at FROM stage_passages") == [(2, None)]
    assert lists.ask("SELECT body FROM interactions") == []


@pytest.mark.parametrize(
    ("stage", "column"),
    [
        ("to qualify", "To qualify"),
        ("Lead In", "New lead"),
        ("Contact Made", "To qualify"),
        ("Appointment Scheduled", "To qualify"),
        ("Qualified To Buy", "Qualified prospect"),
        ("Proposition", "Quote sent"),
        ("Négociation", "Quote sent"),
        ("Closed Won", "Quote sent"),
        ("Closed Lost", "New lead"),
        ("", "New lead"),
        ("Salon de Lyon", "New lead"),
    ],
)
def test_a_stage_finds_its_column_by_name_or_by_what_other_products_call_it(
    lists: Lists, stage: str, column: str
) -> None:
    lists.bring_in(f"Zoé;zoe@exemple.fr;Site;;{stage};;;")
    assert [row[3] for row in lists.deals()] == [column]


def test_what_matches_no_column_goes_to_the_first_and_to_the_notes(lists: Lists) -> None:
    row = "Zoé;zoe@exemple.fr;Site;900;Salon de Lyon;;;"
    assert remarks(lists.plan(row)) == [["deal.stage_unknown"]]
    lists.bring_in(row)
    assert lists.deals()[0][2:5] == (900_00, "New lead", "leads")
    assert lists.ask("SELECT body, opportunity_id FROM interactions") == [
        ("Étape: Salon de Lyon", 1)
    ]


def test_rule_2_a_qualified_stage_is_a_forced_gate_with_what_the_list_says(lists: Lists) -> None:
    row = "Zoé;zoe@exemple.fr;Site;900;Qualifié;;;"
    plan = lists.plan(row)
    assert (remarks(plan), plan.forced_deals(Decisions())) == ([[]], 1)
    lists.bring_in(row)
    assert lists.deals()[0][3:] == (
        *("Qualified prospect", "prospects", "open", None, None),
        "The list “Salon” says: Qualifié",
    )
    assert lists.ask("SELECT kind FROM events WHERE kind = 'gate_forced'") == [("gate_forced",)]
    # A list qualifies nobody.
    assert lists.ask("SELECT qualified, last_sale_on FROM contacts") == [(0, None)]


def test_rule_2_won_with_amount_and_a_day_that_has_passed_is_a_sale(lists: Lists) -> None:
    row = "Zoé;zoe@exemple.fr;Site;900,50;;Gagné;02/03/2026;"
    assert remarks(lists.plan(row)) == [["deal.sale"]]
    lists.bring_in(row)
    assert lists.deals()[0][2:] == (900_50, "Won", "customers", "won", None, "2026-03-02", "")
    assert lists.ask("SELECT amount_cents, accepted_on, accepted_how, note FROM sales") == [
        (900_50, "2026-03-02", "other", "The list “Salon” says: Gagné")
    ]
    assert lists.ask("SELECT last_sale_on FROM contacts") == [("2026-03-02",)]
    assert lists.services.upkeep.check().problems == ()


def test_what_forces_a_gate_is_the_stage_and_what_proves_a_sale_the_status(lists: Lists) -> None:
    lists.bring_in(
        "Zoé;zoe@exemple.fr;Site;900;Qualifié;En attente;;",
        "Yves;yves@exemple.fr;Site;900;Signature;Gagné;02/03/2026;",
    )
    assert lists.deals()[0][8] == "The list “Salon” says: Qualifié"
    assert lists.ask("SELECT note FROM sales") == [("The list “Salon” says: Gagné",)]


@pytest.mark.parametrize("row", ["900;;Gagné;;", ";;Gagné;02/03/2026;", "0;;Won;02/03/2026;"])
def test_rule_2_won_without_amount_or_day_stays_before_the_customers(
    lists: Lists, row: str
) -> None:
    plan = lists.plan(f"Zoé;z@exemple.fr;Site;{row}")
    assert (remarks(plan), plan.forced_deals(Decisions())) == ([["deal.won_unproved"]], 1)
    lists.bring_in(f"Zoé;z@exemple.fr;Site;{row}")
    assert lists.deals()[0][3:6] == ("Quote sent", "prospects", "open")
    assert str(lists.deals()[0][8]) in {
        "The list “Salon” says: Gagné",
        "The list “Salon” says: Won",
    }
    assert lists.ask("SELECT count(*) FROM sales") == [(0,)]
    assert len(lists.ask("SELECT body FROM interactions")) == 1


def test_rule_2_a_day_to_come_or_an_expected_one_is_no_sale(lists: Lists) -> None:
    lists.bring_in("Zoé;z@exemple.fr;Site;900;;Gagné;02/03/2036;")
    expected = lists.parse(
        "Yves;y@exemple.fr;900;won;2026-03-02",
        headings="Nom;Email;Montant;Statut;Date de clôture prévue",
    )
    lists.services.importing.apply(expected, ImportOptions(list_name="Autre"))
    assert [row[5] for row in lists.deals()] == ["open", "open"]
    assert lists.ask("SELECT count(*) FROM sales") == [(0,)]


def test_rule_5_lost_takes_the_user_s_reason_or_other_with_what_the_list_says(
    lists: Lists,
) -> None:
    lists.bring_in(
        "Zoé;z@exemple.fr;Site;900;Proposition;Perdu;02/03/2026;Price",
        "Yves;y@exemple.fr;Logo;;;Lost;;Parti en voyage",
    )
    found = lists.ask("SELECT state, closed_on, lost_reason, lost_note FROM opportunities")
    assert found[0][:3] == ("lost", "2026-03-02", "price")
    assert found[1][0] == "lost"
    assert found[1][2] == "other"
    assert "Parti en voyage" in str(found[1][3])


def test_rule_5_standby_without_a_date_stays_open(lists: Lists) -> None:
    row = "Zoé;z@exemple.fr;Site;900;;standby;;"
    assert remarks(lists.plan(row)) == [["deal.standby"]]
    lists.bring_in(row)
    assert lists.deals()[0][5] == "open"
    assert lists.ask("SELECT body FROM interactions") == [("Statut: standby",)]


def deal(
    who: str,
    title: str,
    cents: int | None,
    column: str,
    *,
    state: str = "open",
    expected: str | None = None,
    closed: str | None = None,
    reason: str = "",
) -> tuple[object, ...]:
    zone = "leads" if column in ("New lead", "To qualify") else "prospects"
    return who, title, cents, column, zone, state, expected, closed, reason


EXPECTED = {
    "pipedrive": [deal("Luc Marchand", "Refonte du site", 1800_00, "New lead")],
    "pipedrive_deals": [
        deal("Luc Marchand", "Refonte", 1800_00, "New lead", expected="2027-01-15")
    ],
    "pipedrive_french": [
        deal("Maëlle Cœur", 'Site "vitrine"', 1800_00, "New lead", expected="2027-01-15"),
        deal("Menuiserie Été", "Devis escalier", 950_00, "To qualify"),
    ],
    "hubspot_deals": [
        deal(
            *("Atelier Œuvre", "Identité visuelle « Œuvre »", 2400_50, "To qualify"),
            expected="2027-02-01",
        ),
        deal("Plaquette", "Plaquette", 300_00, "New lead", state="lost", closed="2026-09-01"),
    ],
    "nocrm": [
        deal(
            *("Cabinet Aubry", "Site vitrine", 1500_00, "Quote sent"),
            reason="The list “nocrm” says: Devis envoyé",
        ),
        deal("Relance salon", "Relance salon", None, "New lead"),
    ],
    "nocrm_api": [
        deal(
            *("Mairie d’Uzès", "Formation Excel", 1500_00, "Qualified prospect"),
            expected="2027-01-31",
            reason="The list “nocrm_api” says: Qualifié",
        ),
        deal("Appel entrant", "Appel entrant", None, "New lead"),
    ],
    "trello": [
        deal(
            *("Site de la boulangerie", "Site de la boulangerie", None, "Quote sent"),
            reason="The list “trello” says: Devis envoyé",
        ),
        deal("Atelier « Œuvre »", "Atelier « Œuvre »", None, "New lead"),
    ],
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_same_list_twice_makes_no_second_deal(services: Services, name: str) -> None:
    for turn in range(2):
        before = whole(services)
        leads = parse_leads(LISTS / f"{name}.csv")
        report = services.importing.apply(leads, ImportOptions()).value
        if turn:
            assert report.counts[RowKind.IDENTICAL] == len(leads.records)
            assert whole(services) == before


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_deals_of_each_layout(services: Services, tmp_path: Path, name: str) -> None:
    path = LISTS / f"{name}.csv"
    services.importing.apply(parse_leads(path), ImportOptions(file_name=path.name))
    assert Lists(services, tmp_path).deals() == EXPECTED[name]


def test_a_deal_is_known_again_whatever_the_user_calls_it_since(lists: Lists) -> None:
    lists.bring_in(OPEN)
    deal_id = lists.ask("SELECT id FROM opportunities")[0][0]
    assert isinstance(deal_id, int)
    lists.services.opportunities.edit(
        deal_id, DealInput("Refonte 2027", "1200", expected_on=date(2027, 1, 31))
    )
    assert [row.kind for row in lists.plan(OPEN).rows] == [RowKind.IDENTICAL]
    lists.bring_in(OPEN.replace("1 200", "1 300"), decisions=Decisions(conflict=Take.ALL))
    assert [row[1:3] for row in lists.deals()] == [("Refonte 2027", 1300_00)]


OFFERED = "Nom;Email;Titre affaire;Montant;Offre"


def test_an_offer_of_the_profile_is_that_of_the_deal(lists: Lists) -> None:
    offer = lists.services.offers.add(OfferInput("Site vitrine")).value
    row = "Zoé;zoe@exemple.fr;Site;900;SITE VITRINE"
    bring = ImportOptions(list_name="Salon")
    importing = lists.services.importing
    importing.apply(lists.parse("Zoé;zoe@exemple.fr;Site;900;", headings=OFFERED), bring)
    plan = importing.plan(lists.parse(row, headings=OFFERED))
    assert [(d.field, d.stored, d.file) for d in plan.rows[0].differences] == [
        ("offer", "", "Site vitrine")
    ]
    importing.apply(lists.parse(row, headings=OFFERED), bring)
    assert lists.ask("SELECT offer_id FROM opportunities") == [(offer,)]
    again = importing.plan(lists.parse(row, headings=OFFERED))
    assert [each.kind for each in again.rows] == [RowKind.IDENTICAL]


def test_an_offer_that_nobody_knows_is_said_and_kept_in_the_note_of_the_deal(lists: Lists) -> None:
    leads = lists.parse(
        "Zoé;zoe@exemple.fr;Site;900;Flyer", "Yves;y@exemple.fr;;;Flyer", headings=OFFERED
    )
    plan = lists.services.importing.plan(leads)
    assert remarks(plan) == [["deal.offer_unknown"], []]
    lists.services.importing.apply(leads, ImportOptions(list_name="Salon"))
    assert lists.ask("SELECT opportunity_id IS NULL, body FROM interactions ORDER BY body, 1") == [
        (0, "Offre: Flyer"),
        (1, "Offre: Flyer"),
    ]
    assert lists.ask("SELECT title FROM opportunities ORDER BY id") == [("Site",), ("",)]


def test_corrected_amounts_and_days_are_gaps_and_conflicts(lists: Lists) -> None:
    lists.bring_in("Zoé;z@exemple.fr;Site;;;;;", "Yves;y@exemple.fr;Logo;500;;;;")
    corrected = ("Zoé;z@exemple.fr;Site;900;;;31/01/2027;", "Yves;y@exemple.fr;Logo;650;;;;")
    plan = lists.plan(*corrected)
    assert [row.kind for row in plan.rows] == [RowKind.FILLS_GAP, RowKind.CONFLICT]
    assert [[(d.field, d.stored, d.file) for d in row.differences] for row in plan.rows] == [
        [("amount", "", "900.00"), ("expected_on", "", "2027-01-31")],
        [("amount", "500.00", "650.00")],
    ]
    lists.bring_in(*corrected)
    assert [row[2] for row in lists.deals()] == [900_00, 500_00]
    lists.bring_in(*corrected, decisions=Decisions(conflict=Take.ALL))
    assert [(row[2], row[6]) for row in lists.deals()] == [(900_00, "2027-01-31"), (650_00, None)]
    lists.services.undo()
    assert [row[2] for row in lists.deals()] == [900_00, 500_00]


def test_another_deal_of_the_same_person_is_added_to_them(lists: Lists) -> None:
    lists.bring_in(OPEN)
    other = OPEN.replace("Site", "Logo")
    assert [row.kind for row in lists.plan(OPEN, other).rows] == [
        RowKind.IDENTICAL,
        RowKind.FILLS_GAP,
    ]
    lists.bring_in(OPEN, other)
    assert [row[:2] for row in lists.deals()] == [("Zoé Morel", "Site"), ("Zoé Morel", "Logo")]
    assert lists.ask("SELECT count(*) FROM contacts") == [(1,)]


def test_rows_of_one_file_make_each_deal_once(lists: Lists) -> None:
    lists.bring_in(OPEN, OPEN.replace("Site", "Logo"), OPEN, OPEN.replace("Site", "LOGO"))
    assert [row[1] for row in lists.deals()] == ["Site", "Logo"]


def test_a_later_row_fills_the_deal_of_an_earlier_one(lists: Lists) -> None:
    bare = "Zoé Morel;zoe@exemple.fr;Site;;;;;"
    lists.bring_in(bare, OPEN)
    assert [(row[1], row[2], row[6]) for row in lists.deals()] == [("Site", 1200_00, "2027-01-31")]


def test_what_the_user_moved_or_closed_stays_and_the_dry_run_says_so(lists: Lists) -> None:
    rows = (OPEN, "Yves;y@exemple.fr;Logo;500;;Gagné;02/03/2026;")
    lists.bring_in(*rows)
    lists.services.db.raw.execute("UPDATE opportunities SET stage_id = 1 WHERE id = 1")
    plan = lists.plan(rows[0], rows[1].replace("500", "700"))
    assert [row.kind for row in plan.rows] == [RowKind.IDENTICAL, RowKind.IDENTICAL]
    assert remarks(plan) == [["deal.stays"], ["deal.closed"]]


def test_the_list_of_a_qualified_contact_forces_nothing(lists: Lists) -> None:
    contact_id, _card = lead(lists.services, "Zoé Morel zoe@exemple.fr")
    lists.services.db.raw.execute("UPDATE contacts SET qualified = 1 WHERE id = ?", (contact_id,))
    row = "Zoé Morel;zoe@exemple.fr;Site;900;Qualifié;;;"
    assert lists.plan(row).forced_deals(Decisions()) == 0
    lists.bring_in(row)
    assert lists.deals()[-1][4:] == ("prospects", "open", None, None, "")


def test_names_without_a_deal_wait_however_many_deals_come(lists: Lists) -> None:
    names = [f"N{i};n{i}@exemple.fr;;;;;;" for i in range(BOARD_LIMIT + 1)]
    lists.bring_in(OPEN, *names)
    assert [row[1] for row in lists.deals()] == ["Site"]
    assert lists.plan(OPEN, *names).names_without_deal(Decisions()) == 0
    lists.services.undo()
    plan = lists.plan(OPEN, *names)
    assert plan.names_without_deal(Decisions()) == BOARD_LIMIT + 1
    assert plan.names_without_deal(Decisions(new=Take.NOTHING)) == 0
    assert not lists.plan(OPEN, *names[1:]).names_fit(Decisions())
    lists.bring_in(OPEN, *names[1:])
    assert len(lists.deals()) == 1
    lists.services.undo()
    assert lists.plan(OPEN, *names[2:]).names_fit(Decisions())
    lists.bring_in(OPEN, *names[2:])
    assert len(lists.deals()) == BOARD_LIMIT


def test_names_put_on_the_board_by_hand_leave_out_those_whose_deals_are_kept_off(
    lists: Lists,
) -> None:
    deals = [f"D{i};d{i}@exemple.fr;Site;900;;;;" for i in range(BOARD_LIMIT + 1)]
    names = [f"N{i};n{i}@exemple.fr;;;;;;" for i in range(3)]
    plan = lists.plan(*deals, *names)
    assert plan.off_board == BOARD_LIMIT + 1
    assert plan.names_without_deal(Decisions()) == 3
    options = ImportOptions(list_name="Salon", on_board=True)
    lists.services.importing.apply(lists.parse(*deals, *names), options)
    # No card that says nothing of its deal.
    assert len(lists.deals()) == 3
    (row,) = lists.services.lead_lists.lists()
    assert row.waiting == BOARD_LIMIT + 1
    lists.services.lead_lists.put_on_board(row.id)
    assert lists.deals()[-1][1] == "Site"


def test_a_deal_in_another_pipeline_is_found_by_the_name_of_its_column(lists: Lists) -> None:
    raw = lists.services.db.raw
    raw.execute("INSERT INTO pipelines (id, name, position) VALUES (2, 'Formation', 1)")
    for name, zone in (("Demande", "leads"), ("Convention", "prospects"), ("Formé", "customers")):
        raw.execute(
            "INSERT INTO stages (name, zone, position, pipeline_id) VALUES (?, ?, 0, 2)",
            (name, zone),
        )
    lists.bring_in("Zoé;z@exemple.fr;Site;900;DEMANDE;;;", "Yves;y@exemple.fr;A;5;formé;;1/2/2026;")
    assert [row[3:6] for row in lists.deals()] == [
        ("Demande", "leads", "open"),
        ("Formé", "customers", "won"),
    ]


def test_the_archive_brings_the_deals_of_a_list_back(
    lists: Lists, tmp_path: Path, clock: FakeClock
) -> None:
    lists.bring_in(
        OPEN,
        "Yves;y@exemple.fr;Logo;500;;Gagné;02/03/2026;",
        "Luc;l@exemple.fr;Vidéo;;Qualifié;;;",
        "Léa;e@exemple.fr;Photo;;;Perdu;;",
    )
    lists.services.archive.write(tmp_path / "a.json")
    path = tmp_path / "other" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    other = Services(open_data(path), clock)
    other.archive.read(tmp_path / "a.json")
    found = [tuple(row) for row in other.db.rows(_DEALS)]
    other.close()
    assert found == lists.deals()
    assert len(found) == 4
