"""The table of contacts: each quick way to its rows gives what filtering and sorting would."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from pisteur.domain.commands import EditContact, Win, WriteInteraction
from pisteur.domain.contact_query import ContactQuery, ContactRow, ContactSort
from pisteur.domain.words import Heat, InteractionKind, Status
from pisteur.services import contact_list
from pisteur.services.services import Services
from support import people

STATUSES = (Status.CUSTOMER, Status.DORMANT, Status.PROSPECT, Status.LEAD)
HEATS = (Heat.HOT, Heat.WARM, Heat.COLD)
# What each heading sorts by, as rows show it, and whether empty values come last.
KEYS: dict[ContactSort, tuple[Callable[[ContactRow], object], bool]] = {
    ContactSort.NAME: (lambda row: row.display_name.lower(), False),
    ContactSort.COMPANY: (lambda row: row.company.lower(), True),
    ContactSort.STATUS: (lambda row: STATUSES.index(Status(row.status)), False),
    ContactSort.HEAT: (lambda row: HEATS.index(Heat(row.heat)), False),
    ContactSort.NEXT_ACTION: (lambda row: row.due_on or "", True),
    ContactSort.LAST_EXCHANGE: (lambda row: row.last_exchange or "", True),
    ContactSort.SOURCE: (lambda row: row.source.lower(), True),
    ContactSort.CITY: (lambda row: row.city.lower(), True),
    ContactSort.LAST_SALE: (lambda row: row.last_sale or "", True),
}
FILTERS = (
    ContactQuery(),
    *(ContactQuery(heat=heat) for heat in Heat),
    *(ContactQuery(status=status) for status in Status),
    ContactQuery(heat=Heat.COLD, status=Status.LEAD),
)


def slowly(rows: list[ContactRow], query: ContactQuery) -> list[int]:
    """Filter and sort rows as the table says it does."""
    key, empty_last = KEYS[query.sort]
    found = [
        row
        for row in rows
        if query.heat in (None, Heat(row.heat)) and query.status in (None, Status(row.status))
    ]
    found.sort(key=lambda row: (key(row), row.id), reverse=query.descending)
    if empty_last:
        found.sort(key=lambda row: not key(row))
    return [row.id for row in found]


@pytest.fixture
def everyone(services: Services) -> Services:
    dice = random.Random(5)  # noqa: S311 - the same on each run
    now = services.workspace.clock.now()
    for number in range(24):
        if number % 8 == 0:
            contact_id, card = people.prospect(services, f"Name {number % 5}")
        else:
            contact_id, card = people.lead(services, f"Name {number % 5}")
        if number % 8 in (3, 4):
            on = services.workspace.clock.today() - timedelta(days=900 * (number % 2) + number)
            services.opportunities.win(Win(card, people.sale(on=on)))
        services.contacts.edit(
            EditContact(
                contact_id,
                given_name=dice.choice(("Zoe", "ana", "Max")),
                family_name=dice.choice(("Roche", "roche", "Able")),
                company=dice.choice(("", "North", "south")),
                city=dice.choice(("", "Lyon", "lyon", "Metz")),
                source=dice.choice(("", "Fair", "web")),
            )
        )
        services.contacts.set_heat((contact_id,), dice.choice(HEATS))
        if number % 3 == 0:
            when = now - timedelta(days=dice.randrange(9))
            note = WriteInteraction(contact_id, None, InteractionKind.NOTE, "…", happened_at=when)
            services.journal.write(note)
    return services


def queries() -> Iterator[ContactQuery]:
    for narrowed in FILTERS:
        for sort in ContactSort:
            for descending in (False, True):
                yield replace(narrowed, sort=sort, descending=descending)


@pytest.mark.parametrize("few", [0, 5, 5_000])
def test_each_way_to_the_rows_gives_what_filtering_and_sorting_gives(
    everyone: Services, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_list, "FEW", few)
    rows = list(everyone.contact_list.page(ContactQuery()).rows)
    assert {row.status for row in rows} == set(Status)
    for query in queries():
        wanted = slowly(rows, query)
        # The first portion, one from where a hand has scrolled to, and the first once more.
        for offset in (0, 3, 7, 0):
            page = everyone.contact_list.page(query, offset, 4)
            assert [row.id for row in page.rows] == wanted[offset : offset + 4], query
            assert page.total == len(wanted)
        assert list(everyone.contact_list.ids(query)) == wanted


def test_an_order_that_was_kept_is_read_again_after_a_change_and_its_undo(
    everyone: Services,
) -> None:
    query = ContactQuery(heat=Heat.HOT, sort=ContactSort.CITY)
    before = everyone.contact_list.ids(query)
    everyone.contacts.set_heat(before[:1], Heat.COLD)
    assert everyone.contact_list.ids(query) == before[1:]
    assert everyone.contact_list.page(query, 1, 2).total == len(before) - 1
    everyone.workspace.db.undo()
    assert everyone.contact_list.ids(query) == before
