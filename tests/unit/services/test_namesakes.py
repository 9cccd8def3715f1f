"""A new name that somebody of the same company has already is said, never merged unasked."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.decisions import Decision, Decisions, RowKind, Take
from pisteur.domain.records import ParsedLeads, RowIssue
from pisteur.domain.text import fold
from pisteur.domain.transfer import ImportOptions, ImportPlan, PlannedRow
from pisteur.exchange.leads import parse_leads
from pisteur.services.namesakes import brought_in
from pisteur.services.services import Services
from pisteur.services.stored_contacts import StoredContacts

NEW, GAP, SAME = RowKind.NEW, RowKind.FILLS_GAP, RowKind.IDENTICAL
BARE = "Camille Roux;Atelier Roux;;;"
WITH_MAIL = "Camille Roux;Atelier Roux;camille@roux.example;;"
WITH_PHONE = "CAMILLE ROUX;atelier roux;;06 39 98 00 21;"
LIKE_STORED = RowIssue("name.like_stored")


def leads(*rows: str) -> ParsedLeads:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text("\n".join(["Nom complet;Société;E-mail;Tél;Ville", *rows]), "utf-8")
        return parse_leads(path)


def bring_in(services: Services, *rows: str) -> None:
    services.importing.apply(leads(*rows), ImportOptions("Salon"))


def plan_of(services: Services, *rows: str) -> ImportPlan:
    return services.importing.plan(leads(*rows))


def like_line(line: int) -> RowIssue:
    return RowIssue("name.like_line", text=str(line))


def test_of_two_of_one_name_the_first_completes_who_is_stored_and_the_second_is_said(
    services: Services,
) -> None:
    bring_in(services, BARE)
    first, second = plan_of(services, WITH_MAIL, WITH_PHONE).rows
    assert (first.kind, first.contact_id, first.has_namesake) == (GAP, 1, False)
    assert (second.kind, second.has_namesake, second.wants_decision) == (NEW, True, True)
    assert second.warnings == (like_line(2),)


def test_the_second_is_said_wherever_the_first_was_brought_in(services: Services) -> None:
    bring_in(services, BARE)
    bring_in(services, WITH_MAIL)
    (row,) = plan_of(services, WITH_PHONE).rows
    assert (row.kind, row.has_namesake, row.warnings) == (NEW, True, (LIKE_STORED,))


def test_a_row_of_one_who_comes_further_down_is_no_namesake_of_theirs(services: Services) -> None:
    plan = plan_of(services, BARE, WITH_MAIL)
    assert [(row.kind, row.same_as_line) for row in plan.rows] == [(SAME, 3), (NEW, None)]
    assert plan.namesakes(Decisions()) == 0
    assert [row.has_namesake for row in plan.rows] == [False, False]
    third = plan_of(services, BARE, WITH_MAIL, WITH_PHONE).rows[2]
    assert (third.kind, third.warnings) == (NEW, (like_line(3),))


def test_the_same_list_again_says_nothing_of_names(services: Services) -> None:
    bring_in(services, BARE)
    bring_in(services, WITH_MAIL, WITH_PHONE)
    plan = plan_of(services, WITH_MAIL, WITH_PHONE)
    assert [(row.kind, row.warnings) for row in plan.rows] == [(SAME, ()), (SAME, ())]


def test_who_comes_in_all_the_same_is_proposed_as_a_duplicate(services: Services) -> None:
    bring_in(services, BARE)
    bring_in(services, WITH_MAIL, WITH_PHONE)
    services.duplicates.begin(apart=False)
    while not services.duplicates.go_on().finished:
        pass
    (found,) = services.duplicates.found().pairs
    assert {found.first, found.second} == {"Camille Roux", "CAMILLE ROUX"}


def test_what_is_said_of_a_name_stands_before_what_was_mended(services: Services) -> None:
    _first, second = plan_of(services, WITH_MAIL, f"{WITH_PHONE}LÃ©ogeats").rows
    said = second.warnings
    assert (said[0], len(said)) == (like_line(2), 2)


def test_who_is_left_out_counts_no_more(services: Services) -> None:
    plan = plan_of(services, WITH_MAIL, WITH_PHONE, f"{BARE}Lyon")
    assert [row.has_namesake for row in plan.rows] == [False, True, True]
    assert plan.namesakes(Decisions()) == 2
    assert plan.namesakes(Decisions(rows={3: Decision(Take.NOTHING)})) == 1
    assert plan.namesakes(Decisions(new=Take.NOTHING)) == 0


@pytest.mark.parametrize(
    ("before", "left_out", "count"),
    [
        ((), {2}, 1),
        ((), {2, 3}, 0),
        ((), {2, 4}, 0),
        ((), {3, 4}, 0),
        ((f"{BARE}Nice", f"{BARE}Brest"), {2}, 2),
        ((f"{BARE}Nice", f"{BARE}Brest"), {2, 3}, 1),
    ],
)
def test_whose_namesakes_are_all_left_out_is_said_no_more(
    services: Services, before: tuple[str, ...], left_out: set[int], count: int
) -> None:
    bring_in(services, *before)
    plan = plan_of(services, WITH_MAIL, WITH_PHONE, "camille roux;ATELIER ROUX;c@roux.example;;")
    nothing = {line: Decision(Take.NOTHING) for line in left_out}
    assert plan.namesakes(Decisions(rows=nothing)) == count


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("Camille Roux;;camille@roux.example;;", id="a name alone"),
        pytest.param("Camille Roux;Autre;camille@roux.example;;", id="another company"),
        pytest.param(";Atelier Roux;;06 39 98 00 21;", id="a company alone"),
    ],
)
def test_too_little_in_common_is_not_said(services: Services, row: str) -> None:
    bring_in(services, "Camille Roux;Atelier Roux;c.roux@atelier.example;;")
    for rows in ((row,), ("Camille Roux;Atelier Roux;c.roux@atelier.example;;", row)):
        assert not any(each.has_namesake for each in plan_of(services, *rows).rows)


NAME = st.sampled_from(["", "Léa", "LÉA", "Marc"])
COMPANY = st.sampled_from(["", "Élan", "elan", "Écho"])
MAIL = st.sampled_from(["", "a@exemple.example", "b@exemple.example", "pas une adresse"])
PHONE = st.sampled_from(["", "", "01 99 00 00 31", "01 99 00 00 32"])
TOWN = st.sampled_from(["", "Nice", "Lyon"])
ROWS = st.lists(st.tuples(NAME, COMPANY, MAIL, PHONE, TOWN), max_size=6)


def called(row: PlannedRow) -> tuple[str, str]:
    return fold(row.name), fold(row.company)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=ROWS, rows=ROWS)
def test_said_are_the_new_names_that_a_row_before_or_somebody_stored_has_with_the_company(
    services: Services, before: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    bring_in(services, *map(";".join, before))
    have = {
        (fold(name), fold(company)): LIKE_STORED
        for name, company in services.db.rows(
            "SELECT name, company FROM contacts WHERE name <> '' AND company <> ''"
        )
    }
    for row in plan_of(services, *map(";".join, rows)).rows:
        if row.kind is RowKind.REJECTED or not row.company:
            assert not row.has_namesake
            continue
        said = have.get(called(row)) if row.kind is NEW else None
        assert row.has_namesake == (said is not None)
        assert [each for each in row.warnings if each.code.startswith("name.")] == [
            *filter(None, [said])
        ]
        of_later = (row.same_as_line or 0) > row.line
        if not of_later and have.get(called(row), LIKE_STORED) == LIKE_STORED:
            have[called(row)] = like_line(row.line)
    while services.db.undo_label:
        services.undo()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=ROWS, rows=ROWS)
def test_as_many_come_in_as_the_dry_run_says(
    services: Services, before: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    bring_in(services, *map(";".join, before))
    foretold = plan_of(services, *map(";".join, rows)).namesakes(Decisions())
    made = services.importing.apply(leads(*map(";".join, rows)), ImportOptions("Fair")).value
    found = 0 if made.list_id is None else brought_in(services.db.rows, made.list_id)
    # A conflict keeps the name that is stored; rows together may give one that none has alone.
    if not made.counts[RowKind.CONFLICT] and not made.counts[RowKind.FILLS_GAP]:
        assert found == foretold
    while services.db.undo_label:
        services.undo()


def test_of_a_short_list_only_who_has_one_of_its_names_is_read(services: Services) -> None:
    bring_in(services, WITH_MAIL, BARE, *(f"Personne {n};Maison {n};;;" for n in range(40)))
    read: list[tuple[object, ...]] = []

    def rows(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        found = services.db.rows(sql, values)
        read.extend(found)
        return found

    found = list(StoredContacts(rows).employed(["Camille ROUX", "personne 7"]))
    assert [key for key, _id in found] == ["camille roux|atelier roux", "personne 7|maison 7"]
    assert len(read) < 5
    everyone = list(StoredContacts(rows).employed([f"nom {n}" for n in range(9)]))
    assert set(found) < set(everyone)
