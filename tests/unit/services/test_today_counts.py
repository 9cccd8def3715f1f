"""The badge of the page of the day, counted without reading the page."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.services.services import Services
from support.clock import FakeClock
from support.operations import FREQUENT, Person

number = st.integers(0, 200)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    day=st.lists(st.tuples(st.sampled_from(FREQUENT), number, number, number), max_size=30),
    later=st.integers(0, 60),
)
def test_the_count_is_that_of_the_page(
    services: Services, clock: FakeClock, day: list[tuple[str, int, int, int]], later: int
) -> None:
    clock.go_to(date(2026, 11, 22))
    person = Person(services, clock)
    for operation in day:
        person.do(*operation)
    clock.advance(days=later)
    assert services.today.urgent_count() == services.today.today().urgent_count
