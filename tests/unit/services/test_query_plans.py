"""Pages read by index: what they cost does not grow with what they do not show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pisteur.domain import settings
from pisteur.domain.commands import EditContact, PlanFollowUp, WriteInteraction
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.words import FollowUpKind, InteractionKind
from pisteur.services.board import read_board, read_first_board, read_totals
from pisteur.services.services import Services
from support import people

# Tables that hold a hundred thousand rows and more.
LARGE = frozenset(
    {
        *("contacts", "contact_points", "interactions", "events", "follow_ups"),
        *("opportunities", "qualifications", "stage_passages", "sales", "c", "f", "i", "o", "q"),
    }
)
BY_INDEX = (
    ContactSort.NAME,
    ContactSort.COMPANY,
    ContactSort.NEXT_ACTION,
    ContactSort.LAST_EXCHANGE,
    ContactSort.SOURCE,
    ContactSort.CITY,
)


def plans(services: Services, read: Callable[[], object]) -> list[tuple[str, list[str]]]:
    """Return each statement that `read` makes, with the steps of its plan."""
    statements: list[str] = []
    services.db.raw.set_trace_callback(statements.append)
    read()
    services.db.raw.set_trace_callback(None)
    explained = []
    for statement in statements:
        if statement.lstrip().upper().startswith("SELECT"):
            steps = services.db.rows(f"EXPLAIN QUERY PLAN {statement}")
            explained.append((statement, [row[3] for row in steps]))
    assert explained
    return explained


def scans(services: Services, read: Callable[[], object]) -> list[str]:
    """Return the steps that go through all rows of a large table itself."""
    return [
        f"{step} in {statement}"
        for statement, steps in plans(services, read)
        for step in steps
        if step.startswith("SCAN ") and step.split()[1] in LARGE and "USING COVERING" not in step
    ]


@pytest.fixture
def filled(services: Services) -> Services:
    contact_id, deal_id = people.prospect(services)
    people.lead(services)
    today = services.workspace.clock.today()
    services.follow_ups.plan(PlanFollowUp(contact_id, deal_id, FollowUpKind.CALL, "Call", today))
    note = WriteInteraction(contact_id, deal_id, InteractionKind.NOTE, "Note")
    services.journal.write(note)
    services.settings.put(settings.REQUALIFY_MONTHS, 12)
    return services


def test_the_page_of_the_day_reads_no_table_through(filled: Services) -> None:
    found = scans(filled, filled.today.today)
    # Those who were ever qualified: an index of their own holds just them.
    assert [step for step in found if "contacts_qualified" not in step] == []
    assert scans(filled, filled.today.urgent_count) == []


def test_a_contact_with_its_journal_reads_no_table_through(filled: Services) -> None:
    assert scans(filled, lambda: filled.contact_view.contact(1)) == []


def test_counts_and_sums_of_the_board_come_from_indexes_alone(filled: Services) -> None:
    assert scans(filled, lambda: read_totals(filled.db.raw)) == []
    assert scans(filled, lambda: read_first_board(filled.db.raw, 0)) == []


def test_the_whole_board_is_read_in_the_order_of_its_columns(filled: Services) -> None:
    found = scans(filled, lambda: read_board(filled.db.raw))
    assert [step.split(" in ")[0] for step in found] == [
        "SCAN o USING INDEX opportunities_in_column"
    ]


@pytest.mark.parametrize("text", ["zoe", "boulangerie", "06 39", "1234", "devis signé"])
def test_a_search_reads_no_table_through(filled: Services, text: str) -> None:
    assert scans(filled, lambda: filled.search.find(text)) == []
    assert scans(filled, lambda: filled.search.recent(((1, 1),))) == []


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", BY_INDEX)
def test_the_table_of_contacts_comes_sorted_from_an_index(
    filled: Services, sort: ContactSort, descending: bool
) -> None:
    query = ContactQuery(sort=sort, descending=descending)
    ordered = [
        (statement, steps)
        for statement, steps in plans(filled, lambda: filled.contact_list.page(query))
        if statement.startswith("SELECT c.id FROM contacts c ")
    ]
    assert ordered
    for _statement, steps in ordered:
        assert not any("TEMP B-TREE" in step for step in steps)
        assert all("COVERING INDEX" in step for step in steps)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", BY_INDEX)
def test_each_portion_from_an_index_is_what_sorting_gives(
    services: Services, sort: ContactSort, descending: bool
) -> None:
    today = services.workspace.clock.today()
    for number in range(9):
        contact_id, deal_id = people.lead(services, f"Name {number % 4}")
        if number % 2:
            services.contacts.edit(
                EditContact(contact_id, family_name="Roche", company=f"Company {number % 3}")
            )
            services.journal.write(WriteInteraction(contact_id, None, InteractionKind.NOTE, "Note"))
        if number % 3:
            for (action,) in services.db.rows(
                "SELECT id FROM follow_ups WHERE contact_id = ?", (contact_id,)
            ):
                services.follow_ups.cancel(action)
        else:
            plan = PlanFollowUp(contact_id, deal_id, FollowUpKind.CALL, "Call", today)
            services.follow_ups.plan(plan)
    query = ContactQuery(sort=sort, descending=descending)
    whole = services.contact_list.ids(query)
    assert len(whole) == 9
    for offset in range(10):
        for limit in (1, 4, 20):
            page = services.contact_list.page(query, offset, limit)
            assert tuple(row.id for row in page.rows) == whole[offset : offset + limit]
            assert page.total == 9
