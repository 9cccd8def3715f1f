"""Fixtures that the whole suite shares: a data file, the services over it, a runner."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pisteur import i18n
from pisteur.services.opening import open_data, seed_defaults
from pisteur.services.services import Services
from pisteur.storage.schema import create_file
from support.clock import FakeClock


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills",
        type=int,
        default=15,
        help="how often the tests of faults kill a process; before a release, 300 and more",
    )
    parser.addoption(
        "--fuzz",
        type=int,
        default=40,
        help="how many spoiled lists the tests of faults bring in; before a release, 10,000",
    )
    parser.addoption(
        "--operations",
        type=int,
        default=150,
        help="how much the test of a day's use does in the window; before a release, 2,000",
    )
    parser.addoption(
        "--cuts",
        type=int,
        default=80,
        help="how often the tests of faults cut the power; before a release, 3,000",
    )
    parser.addoption("--fuzz-first", type=int, default=0, help="number of the first spoiled list")


def pytest_sessionstart() -> None:
    # As in the app (`pisteur.presentation.collector`): a collection within the destructor of a
    # QObject can lock up, so that it happens between tests only.
    gc.disable()


def pytest_runtest_logfinish() -> None:
    counts = gc.get_count()
    for generation, limit in ((2, 10), (1, 10), (0, 700)):
        if counts[generation] > limit:
            gc.collect(generation)
            return


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Texts are English unless a test asks for French."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh data file, made once; copied for each test."""
    path = tmp_path_factory.mktemp("template") / "pisteur.db"
    i18n.set_language("en")
    create_file(path, seed_defaults).connection.close()
    return path


@pytest.fixture
def data_path(tmp_path: Path, template_file: Path) -> Path:
    """Return the path of a data file with the default columns and criteria."""
    path = tmp_path / "data" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(template_file, path)
    return path


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock at Sunday 22 November 2026."""
    return FakeClock()


@pytest.fixture
def services(data_path: Path, clock: FakeClock) -> Iterator[Services]:
    """Return the services over a data file of their own."""
    made = Services(open_data(data_path), clock)
    yield made
    made.close()
