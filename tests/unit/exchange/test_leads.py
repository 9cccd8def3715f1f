"""Lists become records: every row taken, or rejected with its reason."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.records import ActionRecord, DealRecord, LabelledValue, LeadRecord, ParsedLeads
from pisteur.exchange.errors import ExchangeError, describe, describe_issue
from pisteur.exchange.heading_table import Field
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.mapping import Mapping, Target
from pisteur.exchange.table import Wishes
from pisteur.i18n import set_language

LISTS = Path(__file__).parents[2] / "fixtures" / "lists"


def parsed(tmp_path: Path, text: str, encoding: str = "utf-8") -> ParsedLeads:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return parse_leads(path)


def only(leads: ParsedLeads) -> LeadRecord:
    assert len(leads.records) == 1
    return leads.records[0]


def values(found: tuple[LabelledValue, ...]) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in found]


@pytest.mark.parametrize(
    ("contact", "family", "notes"),
    [
        ("Marchand", "Marchand", ""),
        ("Élodie Marchand", "Marchand", ""),
        ("Élodie", "", ""),
        ("Garage Marchand SARL", "", "Contact: Garage Marchand SARL"),
    ],
)
def test_a_contact_beside_a_first_name_only_gives_the_family_name(
    tmp_path: Path, contact: str, family: str, notes: str
) -> None:
    leads = parsed(tmp_path, f"Société;Contact;Prénom\nAtelier Hellébore;{contact};Élodie\n")
    record = only(leads)
    assert (record.given_name, record.family_name, record.name) == ("Élodie", family, "")
    assert record.notes == notes


@pytest.mark.parametrize("path", sorted(LISTS.iterdir()), ids=lambda path: path.stem)
def test_every_row_of_every_layout_is_counted_once(path: Path) -> None:
    report, leads = inspect_file(path), parse_leads(path)
    lines = [row.line for row in leads.records] + [row.line for row in leads.rejected]
    assert len(lines) == len(set(lines)) == leads.total == report.total > 0
    assert all(describe_issue(issue).strip() for _line, issue in leads.warnings())
    assert all(len(row) == len(report.headings) for row in report.sample)


GENERIC = [
    "generic_utf8_semicolon",
    "generic_utf8_bom_semicolon",
    "generic_windows1252_semicolon",
    "generic_utf16_tab",
]


@pytest.mark.parametrize("name", GENERIC)
def test_the_same_list_in_every_encoding_gives_the_same_leads(name: str) -> None:
    leads = parse_leads(LISTS / f"{name}.csv")
    assert [record.line for record in leads.records] == [2, 3, 4, 5, 7, 10]
    assert [(row.line, row.issue.code) for row in leads.rejected] == [
        (8, "row.empty"),
        (9, "row.nothing_usable"),
    ]
    bakery, phone, mail, joiner, angela, workshop = leads.records
    assert bakery.company == "Boulangerie Cœur de Blé"
    assert (bakery.given_name, bakery.family_name) == ("Zoé", "Lefèvre")
    assert (bakery.street, bakery.postal_code) == ("3 rue de l’Église", "01000")
    assert bakery.notes == "Dit « oui, peut-être » ; à rappeler"
    assert values(phone.phones) == [("0639981002", "")]
    assert values(mail.emails) == [("seulement.mail@exemple.fr", "")]
    assert joiner.phones == (LabelledValue("0639981003", "", "639981003"),)
    assert [email.value for email in joiner.emails] == ["jh@exemple.fr", "contact@exemple.fr"]
    assert joiner.street == "ZA des Prés\nBâtiment B"
    assert joiner.notes == 'Elle a dit "pas avant Noël"'
    assert (angela.given_name, angela.postal_code) == ("Ángela", "28001")
    assert [phone.value for phone in workshop.phones] == ["01 99 00 12 34", "06 39 98 10 04"]
    assert workshop.notes == "E-mail: pas-une-adresse"
    assert [issue.code for issue in workshop.warnings] == ["cell.email_invalid"]


def test_a_list_without_headings_is_understood_from_its_cells() -> None:
    leads = parse_leads(LISTS / "no_headings.csv")
    assert leads.headings == ()
    assert [(r.given_name, r.family_name, r.city) for r in leads.records] == [
        ("Inès", "Roche", "Paris"),
        ("Marc", "Vidal", "Lyon"),
        ("", "", ""),
    ]


def test_a_list_of_phones_only_is_a_list_of_leads() -> None:
    leads = parse_leads(LISTS / "phones_only.csv")
    assert [record.phones[0].value for record in leads.records] == [
        "06 39 98 12 01",
        "0639981202",
        "+33 6 39 98 12 03",
        "0639981204",
    ]


def test_zeros_that_a_spreadsheet_ate_are_put_back() -> None:
    leads = parse_leads(LISTS / "eaten_zeros.csv")
    alpha, beta, gamma = leads.records
    assert (alpha.phones[0].value, alpha.postal_code, alpha.siret) == (
        "0639981401",
        "01500",
        "05551234500012",
    )
    assert beta.phones[0].value == "0639981402"
    assert [issue.code for issue in gamma.warnings] == [
        "cell.phone_digits_lost",
        "cell.siret_invalid",
    ]
    assert gamma.notes == "TELEPHONE: 6,4E+08\nSIRET: 73282932000079"
    (lost,) = leads.rejected
    assert (lost.line, lost.issue.code, lost.issue.column) == (
        5,
        "row.phone_digits_lost",
        "TELEPHONE",
    )


def test_garbled_accents_are_mended_and_it_is_said() -> None:
    francois, zoe = parse_leads(LISTS / "garbled_accents.csv").records
    assert (francois.given_name, francois.family_name, francois.city) == (
        "François",
        "Lefèvre",
        "Nîmes",
    )
    assert {issue.code for issue in francois.warnings} == {"cell.repaired_text"}
    assert (zoe.given_name, zoe.family_name, zoe.city) == ("Zoé", "São Tomé", "Ãlvaro")
    assert zoe.warnings == ()


def test_google_current() -> None:
    ines, phone = parse_leads(LISTS / "google_current.csv").records
    assert (ines.given_name, ines.family_name, ines.civility) == ("Inès Marie", "Roche", "Mme")
    assert (ines.company, ines.job_title, ines.tags) == ("Atelier Fauve", "Gérante", ("Clients",))
    assert values(ines.emails) == [
        ("ines@exemple.fr", "work"),
        ("atelier@exemple.fr", "work"),
        ("ines.perso@exemple.fr", "home"),
    ]
    assert values(ines.phones) == [("06 39 98 16 01", "mobile"), ("01 99 00 16 02", "work")]
    assert (ines.street, ines.postal_code, ines.city) == ("4 rue Neuve", "75011", "Paris")
    assert ines.notes == "Rencontrée au salon"
    assert values(phone.phones) == [("06 39 98 16 03", "")]


def test_google_old() -> None:
    paul = only(parse_leads(LISTS / "google_old.csv"))
    assert (paul.given_name, paul.family_name, paul.name) == ("Paul", "Vasseur", "")
    assert (paul.company, paul.job_title) == ("Vasseur Conseil", "Consultant")
    assert values(paul.phones) == [("06 39 98 17 01", "mobile")]
    assert paul.tags == ("Prospects",)


def test_outlook_english() -> None:
    claire = only(parse_leads(LISTS / "outlook_english.csv"))
    assert (claire.civility, claire.family_name, claire.job_title) == ("Mrs", "Petit", "Manager")
    assert (claire.street, claire.city) == ("8 rue Basse", "Lyon")
    assert [label for _value, label in values(claire.phones)] == ["work", "mobile", "home"]
    assert claire.tags == ("Client", "Lyon")
    assert "Home City: Bron" in claire.notes


def test_outlook_french() -> None:
    helene = only(parse_leads(LISTS / "outlook_french.csv"))
    assert (helene.civility, helene.given_name, helene.family_name) == ("Mme", "Hélène", "Noël")
    assert (helene.company, helene.job_title) == ("Noël Traiteur", "Gérante")
    assert (helene.postal_code, helene.city) == ("97200", "Fort-de-France")
    assert values(helene.phones) == [("05 36 49 19 01", "work"), ("06 39 98 19 02", "mobile")]


def test_hubspot() -> None:
    nadia = only(parse_leads(LISTS / "hubspot.csv"))
    assert (nadia.given_name, nadia.company, nadia.website) == (
        "Nadia",
        "Benali Design",
        "exemple.fr",
    )
    assert nadia.notes == "Lead Status: Open\nLifecycle Stage: Lead"


def test_what_a_list_said_of_a_deal_is_written_as_the_language_writes_it(tmp_path: Path) -> None:
    set_language("fr")
    record = only(parsed(tmp_path, "Nom;Email;Étape\nZoé Roux;zoe@exemple.fr;Perdu\n"))
    assert record.deal is not None
    assert record.deal.said == ("Étape\N{NO-BREAK SPACE}: Perdu",)


def test_pipedrive() -> None:
    luc = only(parse_leads(LISTS / "pipedrive.csv"))
    assert (luc.given_name, luc.family_name, luc.company) == ("Luc", "Marchand", "Marchand SARL")
    assert values(luc.emails) == [("luc@exemple.fr", "work"), ("luc.perso@exemple.fr", "home")]
    assert (luc.street, luc.postal_code, luc.city) == ("5 quai Nord", "33000", "Bordeaux")
    assert luc.deal is not None
    assert (luc.deal.title, luc.deal.amount_cents, luc.deal.state) == (
        "Refonte du site",
        1800_00,
        "open",
    )
    assert luc.notes == ""


def test_pipedrive_with_translated_prefixes() -> None:
    maelle, joiner = parse_leads(LISTS / "pipedrive_french.csv").records
    assert (maelle.name, maelle.company, maelle.city) == ("Maëlle Cœur", "Cœur & Fils", "Bordeaux")
    assert [label for _value, label in values(maelle.emails)] == ["work", "home"]
    assert values(maelle.phones) == [("06 39 98 51 01", "mobile")]
    assert maelle.deal == DealRecord(
        'Site "vitrine"',
        1800_00,
        "Nouveau",
        "open",
        expected_on=date(2027, 1, 15),
        status="Ouvert",
        said=("Affaire - Étape: Nouveau", "Affaire - Statut: Ouvert"),
        cells=(
            'Affaire - Titre: Site "vitrine"',
            "Affaire - Valeur: 1800",
            "Affaire - Devise de Valeur: EUR",
            "Affaire - Étape: Nouveau",
            "Affaire - Statut: Ouvert",
            "Affaire - Date de clôture prévue: 2027-01-15",
        ),
    )
    # The same person twice is no news.
    assert "Personne à contacter" not in maelle.notes
    assert (joiner.company, joiner.name) == ("Menuiserie Été", "")


def test_pipedrive_deals() -> None:
    luc = only(parse_leads(LISTS / "pipedrive_deals.csv"))
    assert (luc.given_name, luc.family_name, luc.company) == ("Luc", "Marchand", "Garage Été")
    assert luc.notes.startswith("Demande\nun prix\nDeal - Probability: 20\n")
    assert luc.deal == DealRecord(
        "Refonte",
        1800_00,
        "Lead In",
        "open",
        expected_on=date(2027, 1, 15),
        status="open",
        said=("Deal - Stage: Lead In", "Deal - Status: open"),
        cells=(
            "Deal - Title: Refonte",
            "Deal - Value: 1800",
            "Deal - Currency of Value: EUR",
            "Deal - Stage: Lead In",
            "Deal - Status: open",
            "Deal - Expected close date: 2027-01-15",
        ),
    )


def test_hubspot_deals() -> None:
    leads = parse_leads(LISTS / "hubspot_deals.csv")
    studio, leaflet = leads.records
    assert (studio.company, leaflet.name) == ("Atelier Œuvre", "Plaquette")
    assert (studio.notes, leaflet.notes) == ("", "")
    assert studio.deal is not None
    assert studio.deal.title == "Identité visuelle « Œuvre »"
    assert (studio.deal.amount_cents, studio.deal.stage) == (2400_50, "Appointment Scheduled")
    assert (studio.deal.state, studio.deal.expected_on) == ("", date(2027, 2, 1))
    assert leaflet.deal is not None
    assert (leaflet.deal.amount_cents, leaflet.deal.state) == (300_00, "lost")
    assert (leaflet.deal.expected_on, leaflet.deal.closed_on) == (None, date(2026, 9, 1))
    assert leads.headings[5] == "Associated Contact IDs"
    assert "101" not in studio.notes


def test_nocrm_by_the_field_names_of_its_programming_interface() -> None:
    training, call = parse_leads(LISTS / "nocrm_api.csv").records
    assert (training.company, training.tags) == ("Mairie d’Uzès", ("formation", "urgent"))
    assert training.deal is not None
    assert (training.deal.title, training.deal.stage) == ("Formation Excel", "Qualifié")
    assert (training.deal.amount_cents, training.deal.state) == (1500_00, "standby")
    assert training.deal.expected_on == date(2027, 1, 31)
    assert training.notes == "Groupe de 8 personnes\nà Nîmes\nprobability: 50\nremind_time: 09:00"
    assert training.action == ActionRecord(date(2026, 12, 12), "Rappeler", deal="Formation Excel")
    assert call.action is None
    assert call.name == "Appel entrant"
    assert call.deal is not None
    assert (call.deal.title, call.deal.amount_cents) == ("Appel entrant", None)


def test_trello_cards_are_deals_in_the_lists_they_stand_in() -> None:
    site, talk = parse_leads(LISTS / "trello.csv").records
    assert (site.name, site.notes) == ("Site de la boulangerie", "Appeler Zoé,\nsœur du gérant")
    assert site.action is not None
    assert (site.action.due_on, site.action.note) == (
        date(2027, 1, 20),
        "Due Date: 2027-01-20T09:00:00.000Z",
    )
    assert site.deal is not None
    assert (site.deal.title, site.deal.stage) == ("Site de la boulangerie", "Devis envoyé")
    assert site.tags == ("web", "urgent")
    assert talk.deal is not None
    assert (talk.deal.stage, talk.deal.state) == ("Terminé", "")


def test_outlook_french_in_utf_8_with_breaks_in_cells() -> None:
    noe, paul = parse_leads(LISTS / "outlook_french_utf8.csv").records
    assert (noe.company, noe.street, noe.tags) == (
        "Œnologie Sœur",
        'ZA "Les Prés"\nBât. C',
        ("Vin", "Dordogne"),
    )
    assert [email.value for email in noe.emails] == ["noe@exemple.fr", "cave@exemple.fr"]
    assert (paul.line, paul.civility, paul.given_name, paul.job_title) == (
        5,
        "M.",
        "Paul Henri",
        "Acheteur",
    )


def test_a_purchased_list_of_directors() -> None:
    egg, concrete, phone = parse_leads(LISTS / "purchased_french_directors.csv").records
    assert (egg.line, egg.company) == (4, "L’ŒUF À LA COQUE")
    assert (egg.civility, egg.name) == ("M.", "M. FRANÇOIS DUBŒUF")
    assert (egg.given_name, egg.family_name) == ("FRANÇOIS", "DUBŒUF")
    assert (egg.postal_code, egg.phones[0].value) == ("01000", "0465715401")
    assert (egg.naf, egg.job_title) == ("56.10A", "GÉRANT")
    assert {"SIREN: 732829320", "TRANCHE: 10 à 19", "CA: 1 200 000"} < set(egg.notes.split("\n"))
    assert concrete.company == 'BÉTON "BRUT"'
    assert [email.value for email in concrete.emails] == ["a@exemple.fr", "b@exemple.fr"]
    assert len(concrete.phones) == 2
    assert values(phone.phones) == [("06 39 98 54 04", "")]


LAYOUTS = [path for path in sorted(LISTS.iterdir()) if path.stem not in ("no_headings",)]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_every_column_of_every_layout_is_understood_without_a_click(path: Path) -> None:
    report = inspect_file(path)
    unknown = [
        heading
        for heading, target in zip(report.headings, report.mapping.targets, strict=True)
        if target is None
    ]
    assert unknown == []


def test_nocrm() -> None:
    aubry, salon = parse_leads(LISTS / "nocrm.csv").records
    assert (aubry.company, aubry.tags) == ("Cabinet Aubry", ("web", "urgent"))
    assert aubry.notes == "Veut un devis\nProbabilité: 50"
    assert aubry.action == ActionRecord(date(2026, 12, 12), deal="Site vitrine")
    assert aubry.deal is not None
    assert (aubry.deal.title, aubry.deal.amount_cents) == ("Site vitrine", 1500_00)
    assert salon.name == "Relance salon"


def test_linkedin() -> None:
    leads = parse_leads(LISTS / "linkedin.csv")
    sophie = only(leads)
    assert (sophie.line, sophie.given_name, sophie.company, sophie.job_title) == (
        5,
        "Sophie",
        "Ménard RH",
        "Consultante RH",
    )
    assert sophie.website == "https://www.linkedin.com/in/exemple"


def test_thunderbird() -> None:
    yves = only(parse_leads(LISTS / "thunderbird.csv"))
    assert (yves.given_name, yves.family_name, yves.company) == (
        "Yves",
        "Le Goff",
        "Le Goff Formation",
    )
    assert len(yves.emails) == 2
    assert values(yves.phones) == [("02 61 91 23 01", "work"), ("06 39 98 23 02", "mobile")]


def test_purchased_french_list() -> None:
    loic = only(parse_leads(LISTS / "purchased_french.csv"))
    assert (loic.company, loic.family_name, loic.given_name) == (
        "SARL BÉTON BRUT",
        "GÉRARD",
        "Loïc",
    )
    assert (loic.siret, loic.naf, loic.postal_code) == ("73282932000074", "4321A", "06000")
    assert "ENSEIGNE: Béton & Co" in loic.notes
    assert "EFFECTIF: 6 à 9" in loic.notes


def test_preamble_blank_rows_and_blank_end_leave_the_true_line_numbers() -> None:
    leads = parse_leads(LISTS / "empty_first_rows.csv")
    assert [record.line for record in leads.records] == [6, 8]
    assert [(row.line, row.issue.code) for row in leads.rejected] == [(7, "row.empty")]


@pytest.mark.parametrize(
    "row",
    [
        "Total;;4 clients;;14 230,50 €",
        "Total;;4 clients;;",
        "Total;;;;1.234,50",
        "TOTAL GENERAL;;;;449,90",
        "Total général;;;;",
        "Sous-total;;;;",
        "Sous total :;;;;120",
        "Total HT;;;;120",
        "Total 4 clients;;;;",
        "Grand total;;;;120",
        ";Total;;;14 230,50 €",
    ],
)
def test_a_line_of_totals_is_nobody(tmp_path: Path, row: str) -> None:
    leads = parsed(tmp_path, f"Nom;Société;Téléphone;Ville;Montant\nRoux;;0639980001;;12\n{row}\n")
    assert [record.family_name or record.name for record in leads.records] == ["Roux"]
    assert [(each.line, each.issue.code) for each in leads.rejected] == [(3, "row.total")]


@pytest.mark.parametrize(
    "row",
    [
        ";Total;;;",
        ";Total;0639980002;;120",
        ";Total;;Courbevoie Cedex 6;",
        ";Total;;2026-03-12;",
        ";Total;;12/03/2026;",
        ";Total Énergies;;;120",
        "Total Jean;;;;120",
        ";Totalement Bio;;;120",
        ";Somme Toute;;;120",
    ],
)
def test_who_is_called_like_a_total_is_taken(tmp_path: Path, row: str) -> None:
    leads = parsed(tmp_path, f"Nom;Société;Téléphone;Ville;Montant\nRoux;;0639980001;;12\n{row}\n")
    assert [record.line for record in leads.records] == [2, 3]


def test_an_own_export_and_a_card_hold_nobody_but_people(tmp_path: Path) -> None:
    table = "Entreprise;Chaleur;Ajouté le\nTotal;froid;23/11/2026\n"
    assert only(parsed(tmp_path, table)).company == "Total"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Total\nREV:20261123T100000Z\nEND:VCARD\n"
    assert len(parsed(tmp_path, card).records) == 1


def test_cells_beyond_the_columns_go_to_the_notes(tmp_path: Path) -> None:
    rows = "".join(f"A{i};06 39 98 00 {i:02}\n" for i in range(70))
    leads = parsed(tmp_path, "Nom;Tél\n" + rows + "B;06 39 98 00 99;surplus;et encore\n")
    last = leads.records[-1]
    assert last.notes == "surplus et encore"
    assert [issue.code for issue in last.warnings] == ["cell.beyond_columns"]


def test_rows_swallowed_by_a_stray_quotation_are_not_lost_silently(tmp_path: Path) -> None:
    text = 'Nom;Tél;Ville\n"A;06 39 98 00 01;Lyon\nB;06 39 98 00 02;Nice\nC";06 39 98 00 03;Pau\n'
    leads = parsed(tmp_path, text)
    assert [row.issue.code for row in leads.rejected] == ["row.rows_in_cell"]
    assert leads.rejected[0].line == 2
    assert "06 39 98 00 02" in leads.rejected[0].cells[0]


def test_an_email_in_the_phone_column_is_an_email(tmp_path: Path) -> None:
    record = only(parsed(tmp_path, "Nom;Téléphone\nRoche;ines@exemple.fr\n"))
    assert values(record.emails) == [("ines@exemple.fr", "")]
    assert record.phones == ()


def test_a_phone_in_the_email_column_is_a_phone(tmp_path: Path) -> None:
    record = only(parsed(tmp_path, "Nom;Email\nRoche;06 39 98 00 01\n"))
    assert values(record.phones) == [("06 39 98 00 01", "")]


def test_a_company_in_the_name_column_is_a_company(tmp_path: Path) -> None:
    record = only(parsed(tmp_path, "Client;Tél\nGarage Morel;06 39 98 00 01\n"))
    assert (record.company, record.name) == ("Garage Morel", "")


def test_words_for_nature_and_heat_are_read_in_both_languages(tmp_path: Path) -> None:
    text = "Nom;Nature;Chaleur\nA;Professionnel;Tiède\nB;consumer;HOT\nC;bizarre;\n"
    first, second, third = parsed(tmp_path, text).records
    assert (first.nature, first.heat) == ("professional", "warm")
    assert (second.nature, second.heat) == ("consumer", "hot")
    assert (third.nature, third.notes) == ("", "Nature: bizarre")
    assert [issue.code for issue in third.warnings] == ["cell.unknown_word"]


def test_a_swiss_address_keeps_its_four_digits(tmp_path: Path) -> None:
    record = only(parsed(tmp_path, "Nom;Tél;CP;Pays\nRoche;791234567;1000;Suisse\n"))
    assert (record.postal_code, record.phones[0].value) == ("1000", "791234567")


def test_a_file_without_any_usable_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError) as caught:
        parsed(tmp_path, "bonjour;monde\nsalut;terre\n")
    assert caught.value.code == "file.no_columns_recognised"
    assert "first row with headings" in describe(caught.value)


def test_the_user_s_mapping_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Alpha;Beta\nRoche;Paris\n")
    mapping = Mapping((Target(Field.COMPANY), None))
    record = only(parse_leads(path, mapping=mapping, wishes=Wishes(header_line=1)))
    assert (record.company, record.city) == ("Roche", "")


def test_headings_without_rows_give_no_leads(tmp_path: Path) -> None:
    leads = parsed(tmp_path, "Nom;Email\n")
    assert (leads.total, leads.records, leads.rejected) == (0, (), ())


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom\n" + "".join(f"A{i}\n" for i in range(2500)))
    told: list[int] = []
    parse_leads(path, progress=told.append)
    assert told == [1000, 2000]

    class StopReadingError(Exception):
        pass

    def stop(_count: int) -> None:
        raise StopReadingError

    with pytest.raises(StopReadingError):
        parse_leads(path, progress=stop)


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    content=st.binary(max_size=400)
    | st.text(st.sampled_from('Nom;Email,"\n\r\t+=0123456789é@.fr-\x00\u2028'), max_size=400).map(
        lambda text: b"Nom;Email;Tel\n" + text.encode()
    )
)
def test_any_bytes_give_leads_or_the_import_s_own_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    try:
        leads = parse_leads(path)
    except ExchangeError as error:
        assert "list.csv" in describe(error)
    else:
        assert leads.total == len(leads.records) + len(leads.rejected)


def test_a_real_list_damaged_at_random_gives_leads_or_the_import_s_own_error(
    tmp_path: Path,
) -> None:
    dice = random.Random(2026)  # noqa: S311 - the same damage each time
    originals = [path.read_bytes() for path in sorted(LISTS.iterdir())]
    path = tmp_path / "list.csv"
    for _round in range(300):
        content = bytearray(dice.choice(originals))
        for _hit in range(dice.randint(1, 12)):
            place = dice.randrange(len(content))
            content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        path.write_bytes(bytes(content))
        try:
            leads = parse_leads(path)
        except ExchangeError as error:
            assert "list.csv" in describe(error)
        else:
            assert leads.total == len(leads.records) + len(leads.rejected)


def test_a_byte_that_windows_does_not_know_is_shown_as_unknown_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"Nom complet;Email\nZo\xe9\x81 Roche;zoe@exemple.fr\n")
    assert only(parse_leads(path)).emails[0].value == "zoe@exemple.fr"


def test_a_row_is_turned_down_for_a_cell_that_could_have_reached_someone(tmp_path: Path) -> None:
    found = parsed(tmp_path, "Nom;Email;SIRET\n;;7328293200079\n;zoe@,exemple;\n")
    assert [row.issue.code for row in found.rejected] == ["row.nothing_usable", "row.email_invalid"]


def test_a_whole_address_beside_its_parts_is_noted_if_it_says_something_else(
    tmp_path: Path,
) -> None:
    heads = "Nom;Adresse formatée;Rue;Code postal;Ville\n"
    same = "Roche;4 rue Neuve, 75011 PARIS;4 rue Neuve;75011;Paris\n"
    other = "Petit;8 rue Basse, 69001 Lyon;4 rue Neuve;75011;Paris\n"
    # A spreadsheet took the zero off one of the two codes.
    more = "Morel;1 quai Sud, 06000 Nice, France;1 quai Sud;6000;Nice\n"
    repeated, moved, again = parsed(tmp_path, heads + same + other + more).records
    assert (repeated.notes, again.notes) == ("", "")
    assert moved.notes == "Adresse formatée: 8 rue Basse, 69001 Lyon"
    assert (moved.street, moved.city) == ("4 rue Neuve", "Paris")
