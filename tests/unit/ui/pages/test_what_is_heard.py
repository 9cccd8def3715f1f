"""What a page reads changes only with the tables that it listens to."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pisteur.domain.contact_query import ContactQuery
from pisteur.presentation import calendar_keeper
from pisteur.services.board import read_criteria
from pisteur.services.services import Services
from pisteur.ui.pages.contacts import page as contacts
from pisteur.ui.pages.dashboard import page as dashboard
from pisteur.ui.pages.lists import page as lists
from pisteur.ui.pages.today import forecast_tile, preparation
from pisteur.ui.pages.today import page as today
from support.clock import FakeClock
from support.crowd import crowd
from support.operations import OPERATIONS, Person

Read = Callable[[Services], object]


def _contacts(services: Services) -> object:
    page = services.contact_list.page(ContactQuery())
    return page, services.contact_list.tags(), read_criteria(services.db.raw)


def _preparations(services: Services) -> object:
    ids = [row[0] for row in services.db.rows("SELECT id FROM contacts ORDER BY id LIMIT 5")]
    return [services.preparation.preparation(contact_id, None) for contact_id in ids]


def _calendar(services: Services) -> object:
    return services.exporting.follow_ups(with_cancelled=True, with_done=True)


READ: dict[str, tuple[tuple[str, ...], Read]] = {
    "today": (today._TABLES, lambda s: s.today.today()),
    "forecast": (forecast_tile._TABLES, lambda s: s.forecast.quarter()),
    "preparation": (preparation.TABLES, _preparations),
    "dashboard": (dashboard._TABLES, lambda s: s.dashboard.view()),
    "lists": (lists._TABLES, lambda s: s.lead_lists.lists()),
    "contacts": (contacts._TABLES, _contacts),
    "calendar": (calendar_keeper._TABLES, _calendar),
}
OFTEN = 5


@pytest.mark.parametrize("seed", range(3))
def test_a_change_that_a_page_does_not_hear_of_is_none_of_its_business(
    services: Services, clock: FakeClock, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same on each run
    person = Person(services, clock)
    crowd(services, 3)
    names = ["add_lead"] * 6 + dice.sample([*OPERATIONS, "undo"] * OFTEN, OFTEN * len(OPERATIONS))
    before: dict[str, object] = {}
    for name in names:
        on = clock.today()
        changes = (
            services.undo().changes
            if name == "undo"
            else person.do(name, *(dice.randrange(200) for _ in range(3)))
        )
        now = {what: read(services) for what, (_tables, read) in READ.items()}
        # A new day is heard of by other means.
        other = (
            {what for what in before if now[what] != before[what]} if clock.today() == on else ()
        )
        unheard = {what for what in other if not changes.touches(*READ[what][0])}
        assert unheard == set(), (name, set(changes.rows))
        before = now
