"""A second data file, for what goes from one to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock


@pytest.fixture
def other(tmp_path: Path, template_file: Path, clock: FakeClock) -> Iterator[Services]:
    """Return the services over a second, empty file."""
    path = tmp_path / "other" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(template_file, path)
    made = Services(open_data(path), clock)
    yield made
    made.close()
