"""What the tests of faults share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faults.workers import Nursery, open_nursery


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with open_nursery() as made:
        yield made


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """Return how often to kill."""
    count: int = request.config.getoption("--kills")
    return count
