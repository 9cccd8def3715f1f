"""A file of before, opened; each module makes its own `older`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock


@pytest.fixture
def upgraded(older: Path) -> Iterator[Services]:
    """Return the services over the file `older`, brought up to date."""
    services = Services(open_data(older), FakeClock())
    yield services
    services.close()
