"""A list gives an address to someone who is stored without any: she is found, and only she."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.commands import AddLead, EditContact, PointInput
from pisteur.domain.decisions import Decisions, RowKind, Take
from pisteur.domain.records import LabelledValue, LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions, ImportPlan, ImportReport
from pisteur.domain.words import PointKind
from pisteur.exchange.leads import parse_leads
from pisteur.services.candidates import called_key, called_of, candidate_of
from pisteur.services.services import Services
from pisteur.services.stored_contacts import StoredContacts
from support.dumps import dump

NEW, GAP, SAME = RowKind.NEW, RowKind.FILLS_GAP, RowKind.IDENTICAL
CAMILLE = "Camille Roux;Atelier Roux;;;;"
WITH_MAIL = "Camille Roux;Atelier Roux;camille@roux.example;;;"
WITH_PHONE = "CAMILLE ROUX;atelier roux;;06 39 98 00 21;;"


def leads(*rows: str) -> ParsedLeads:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        headings = "Nom complet;Société;E-mail;Tél;Ville;Fonction"
        path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
        return parse_leads(path)


def bring_in(services: Services, *rows: str, decisions: Decisions | None = None) -> ImportReport:
    options = ImportOptions("Salon", decisions=decisions or Decisions())
    return services.importing.apply(leads(*rows), options).value


def keep(services: Services, row: tuple[str, ...]) -> int:
    """Store somebody without address, whoever of that name there is already; returns the id."""
    contact_id = services.contacts.add_lead(AddLead("Nom")).value[0]
    name, company, town, job = (*row, "", "")[:4]
    services.contacts.edit(
        EditContact(contact_id, family_name=name, company=company, city=town, job_title=job)
    )
    return contact_id


def plan_of(services: Services, *rows: str) -> ImportPlan:
    return services.importing.plan(leads(*rows))


def kinds(plan: ImportPlan) -> list[RowKind]:
    return [row.kind for row in plan.rows]


def stored(services: Services) -> list[tuple[str, str, str]]:
    """Return name, town and addresses of everyone."""
    return services.db.rows(
        "SELECT c.name, c.city, coalesce(group_concat(p.value, ' '), '') FROM contacts c"
        " LEFT JOIN contact_points p ON p.contact_id = c.id GROUP BY c.id ORDER BY c.id"
    )


@pytest.mark.parametrize("row", [WITH_MAIL, WITH_PHONE])
def test_who_is_stored_without_address_gets_it_from_a_list(services: Services, row: str) -> None:
    bring_in(services, CAMILLE)
    (planned,) = plan_of(services, row).rows
    assert (planned.kind, planned.contact_id, planned.by_name) == (GAP, 1, True)
    assert [each.field for each in planned.differences] in (["email"], ["phone"])
    report = bring_in(services, row)
    assert (report.counts[GAP], report.outcome.completed) == (1, 1)
    assert len(stored(services)) == 1
    before = dump(services.db.raw)
    (again,) = plan_of(services, row).rows
    assert (again.kind, again.by_name) == (SAME, False)
    assert bring_in(services, row).list_id is None
    assert dump(services.db.raw) == before


def test_what_a_name_led_to_is_taken_back_by_undo(services: Services) -> None:
    bring_in(services, CAMILLE)
    before = dump(services.db.raw)
    bring_in(services, WITH_MAIL)
    services.undo()
    assert dump(services.db.raw) == before


def test_a_second_row_of_the_same_name_with_another_address_is_somebody_else(
    services: Services,
) -> None:
    bring_in(services, CAMILLE)
    plan = plan_of(services, WITH_MAIL, WITH_PHONE)
    assert kinds(plan) == [GAP, NEW]
    report = bring_in(services, WITH_MAIL, WITH_PHONE)
    assert report.as_json() == plan.as_json()
    assert kinds(plan_of(services, WITH_MAIL, WITH_PHONE)) == [SAME, SAME]
    assert kinds(plan_of(services, WITH_PHONE, WITH_MAIL)) == [SAME, SAME]


def test_each_of_two_of_one_name_gets_an_address_the_oldest_first(services: Services) -> None:
    for _twice in range(2):
        keep(services, ("Camille Roux", "Atelier Roux"))
    plan = plan_of(services, WITH_PHONE, WITH_MAIL)
    assert [(row.kind, row.contact_id) for row in plan.rows] == [(GAP, 1), (GAP, 2)]


def test_who_has_an_address_is_known_by_no_name(services: Services) -> None:
    bring_in(services, WITH_MAIL)
    assert kinds(plan_of(services, WITH_PHONE)) == [NEW]
    # A row without any is about her, as ever.
    assert kinds(plan_of(services, CAMILLE)) == [SAME]


def test_an_address_that_somebody_has_counts_before_a_name(services: Services) -> None:
    bring_in(services, CAMILLE, "Camille Roux;;camille@roux.example;;;")
    (row,) = plan_of(services, WITH_MAIL).rows
    assert (row.kind, row.contact_id, row.by_name) == (GAP, 1, False)
    assert stored(services)[0][2] == "camille@roux.example"


def test_a_list_that_came_without_addresses_may_bring_a_place_with_them(
    services: Services,
) -> None:
    bring_in(services, CAMILLE)
    bring_in(services, "Camille Roux;Atelier Roux;camille@roux.example;;Lyon;Gérante")
    assert stored(services) == [("Camille Roux", "Lyon", "camille@roux.example")]


@pytest.mark.parametrize(
    ("known", "row"),
    [
        pytest.param("Léa Petit;;;;;", "Léa Petit;;lea@petit.example;;;", id="a name alone"),
        pytest.param("Léa Petit;;;;;", "Léa Petit;Élan;lea@petit.example;;;", id="a company more"),
        pytest.param("Léa Petit;Élan;;;;", "Léa Petit;;lea@petit.example;;;", id="a company less"),
        pytest.param("Léa;Élan;;;;", "Léa;Écho;lea@petit.example;;;", id="another company"),
        pytest.param("Léa;Élan;;;Nice;", "Léa;Élan;lea@petit.example;;Lyon;", id="another town"),
        pytest.param("Léa;;;;Nice;", "Léa;;lea@petit.example;;;", id="a town less"),
        pytest.param(";Élan;;;;", ";Élan;;01 99 00 00 31;;", id="a company alone"),
    ],
)
def test_too_little_in_common_is_somebody_else(services: Services, known: str, row: str) -> None:
    bring_in(services, known)
    assert kinds(plan_of(services, row)) == [NEW]
    bring_in(services, row)
    assert len(stored(services)) == 2


@pytest.mark.parametrize(
    ("known", "row"),
    [
        ("Léa Petit;;;;Nice;", "léa petit;;lea@petit.example;;NICE;"),
        (";Garage Morel;;;Alès;", ";Garage Morel;;04 65 71 00 31;Alès;"),
    ],
)
def test_a_name_with_its_place_is_enough(services: Services, known: str, row: str) -> None:
    bring_in(services, known)
    (planned,) = plan_of(services, row).rows
    assert (planned.kind, planned.by_name) == (GAP, True)


def test_what_the_list_says_otherwise_of_her_is_left_and_asked_the_next_time(
    services: Services,
) -> None:
    bring_in(services, "Camille Roux;Atelier Roux;;;;Gérante")
    row = "Camille Roux;Atelier Roux;camille@roux.example;;;Directrice"
    (planned,) = plan_of(services, row).rows
    assert (planned.kind, [each.field for each in planned.differences]) == (GAP, ["email"])
    assert [(each.stored, each.file) for each in planned.kept] == [("Gérante", "Directrice")]
    bring_in(services, row)
    assert stored(services) == [("Camille Roux", "", "camille@roux.example")]
    before = dump(services.db.raw)
    assert bring_in(services, row).counts[RowKind.CONFLICT] == 1
    assert dump(services.db.raw) == before


def test_another_company_number_is_another_company(services: Services) -> None:
    first = LeadRecord(2, name="Léa", company="Élan", siret="552 100 554 00013")
    services.importing.apply(ParsedLeads((first,), (), 1), ImportOptions("Salon"))
    mail = (LabelledValue("lea@elan.example"),)
    other = LeadRecord(2, name="Léa", company="Élan", siret="732 829 320 00074", emails=mail)
    assert kinds(services.importing.plan(ParsedLeads((other,), (), 1))) == [NEW]


def test_of_several_places_that_may_be_meant_none_is(services: Services) -> None:
    bring_in(services, "Léa;Élan;;;Nice;", "Léa;Élan;;;Lyon;")
    assert kinds(plan_of(services, "Léa;Élan;lea@petit.example;;;")) == [NEW]
    (row,) = plan_of(services, "Léa;Élan;lea@petit.example;;Lyon;").rows
    assert (row.kind, row.contact_id) == (GAP, 2)
    bring_in(services, "Léa;Élan;;;;")
    (row,) = plan_of(services, "Léa;Élan;lea@petit.example;;;").rows
    assert (row.kind, row.contact_id) == (GAP, 3)


def test_what_is_left_of_a_row_is_not_given_to_the_next(services: Services) -> None:
    bring_in(services, CAMILLE)
    none = Decisions(gap=Take.NOTHING)
    report = bring_in(services, WITH_MAIL, WITH_PHONE, decisions=none)
    assert (report.counts[GAP], report.outcome.left, report.outcome.added) == (1, 1, 1)
    assert stored(services)[0] == ("Camille Roux", "", "")


def test_an_address_that_was_taken_away_comes_back_to_its_contact(services: Services) -> None:
    bring_in(services, WITH_MAIL)
    services.contacts.edit(EditContact(1, family_name="Camille Roux", company="Atelier Roux"))
    assert stored(services) == [("Camille Roux", "", "")]
    assert kinds(plan_of(services, WITH_MAIL)) == [GAP]
    point = PointInput(PointKind.PHONE, "06 39 98 00 77")
    services.contacts.edit(
        EditContact(1, family_name="Camille Roux", company="Atelier Roux", points=(point,))
    )
    assert kinds(plan_of(services, WITH_MAIL)) == [NEW]


NAME = st.sampled_from(["", "Léa", "Léa", "Marc"])
COMPANY = st.sampled_from(["", "Élan", "Élan", "Écho"])
TOWN = st.sampled_from(["", "", "Nice", "Lyon"])
JOB = st.sampled_from(["", "", "", "Chef", "Aide"])
MAIL = st.sampled_from(["", "", "a@exemple.example", "b@exemple.example", "c@exemple.example"])
PHONE = st.sampled_from(["", "", "01 99 00 00 31", "01 99 00 00 32"])
BARE = st.tuples(NAME, COMPANY, TOWN, JOB).filter(lambda row: row[0] or row[1])
ROW = st.tuples(NAME, COMPANY, MAIL, PHONE, TOWN, JOB)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    bare=st.lists(BARE, max_size=4),
    lists=st.lists(st.lists(ROW, max_size=6), min_size=1, max_size=2),
)
def test_any_list_settles_over_contacts_without_addresses(
    services: Services, bare: list[tuple[str, ...]], lists: list[list[tuple[str, ...]]]
) -> None:
    empty = dump(services.db.raw)
    for each in bare:
        keep(services, each)
    for rows in lists:
        parsed = leads(*map(";".join, rows))
        plan = services.importing.plan(parsed)
        report = services.importing.apply(parsed, ImportOptions("Salon")).value
        assert report.as_json() == plan.as_json()
        assert report.outcome == plan.outcome(Decisions())
        settled = dump(services.db.raw)
        again = services.importing.apply(parsed, ImportOptions("Salon")).value
        assert again.counts[NEW] == again.counts[GAP] == 0
        assert dump(services.db.raw) == settled
    while services.db.undo_label:
        services.undo()
    assert dump(services.db.raw) == empty


@given(
    name=st.text(max_size=8),
    given_name=st.text(max_size=4),
    family_name=st.text(max_size=4),
    company=st.text(max_size=8),
)
def test_a_row_is_called_the_same_before_and_after_it_is_cleaned(
    name: str, given_name: str, family_name: str, company: str
) -> None:
    record = LeadRecord(
        2, name=name, given_name=given_name, family_name=family_name, company=company
    )
    assert called_key(candidate_of(record, "FR").fields) == called_key(called_of(record))


def test_a_short_list_reads_only_who_is_called_like_its_rows(services: Services) -> None:
    bring_in(services, CAMILLE, *(f"Personne {n};Maison {n};;;;" for n in range(40)))
    read: list[tuple[object, ...]] = []

    def rows(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        found = services.db.rows(sql, values)
        read.extend(found)
        return found

    some = leads(WITH_MAIL, ";Maison 7;m@maison.example;;;").records
    found = list(StoredContacts(rows).unreachable(some))
    assert found == [("camille roux|atelier roux", 1)]
    assert len(read) < 5
    many = leads(*(f"Nom {n};;n{n}@nom.example;;;" for n in range(9)), WITH_MAIL).records
    everyone = list(StoredContacts(rows).unreachable(many))
    assert set(found) < set(everyone)
    assert len(everyone) == 41
