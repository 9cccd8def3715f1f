"""A screen for the whole folder, and for each journey a way to start windows on it.

What the screen shows when a journey fails is kept in `artifacts/`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from support.window import Window
from support.xvfb import Screen
from support.xvfb import screen as make_screen

TOOLS = ("Xvfb", "openbox", "xdotool", "xprop", "import", "setxkbmap")
ARTIFACTS = Path(__file__).parents[2] / "artifacts"
HERE = Path(__file__).parent

Start = Callable[..., Window]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--window-kills", type=int, default=5, help="how often the window is killed at work"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = call.excinfo is not None
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """Return a screen that is a little larger than the window."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        if sys.platform != "linux":
            pytest.skip(f"no X server here: {', '.join(missing)}")
        pytest.fail(f"needs {', '.join(missing)}", pytrace=False)
    with make_screen(1600, 1000) as made:
        yield made


@pytest.fixture
def french_keyboard(screen: Screen) -> Iterator[None]:
    """Type on a French keyboard: its accents have keys, its digits need Shift."""

    def set_to(layout: str) -> None:
        subprocess.run(["setxkbmap", layout], env=screen.environment, check=True, timeout=10)

    set_to("fr")
    yield
    set_to("us")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home of its own."""
    made = tmp_path / "home"
    made.mkdir()
    return made


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return the path of a data file that does not exist yet."""
    return tmp_path / "data" / "pisteur.db"


@pytest.fixture
def start(screen: Screen, home: Path, request: pytest.FixtureRequest) -> Iterator[Start]:
    """Return what starts a window on a data file and waits until it is ready."""
    made: list[Window] = []

    def begin(
        data: Path, *, language: str = "en", ready: bool = True, day: date | None = None
    ) -> Window:
        window = Window(screen, data, home, language=language, day=day)
        made.append(window)
        return window.started() if ready else window

    yield begin
    if request.node.stash.get(FAILED, True):
        _keep(screen, request.node.name, made)
    screen.tool("mouseup", 1)
    for window in made:
        window.clean_up()


def _keep(screen: Screen, name: str, windows: list[Window]) -> None:
    """Keep what the screen shows and what the processes said."""
    ARTIFACTS.mkdir(exist_ok=True)
    screen.picture(str(ARTIFACTS / f"{name}.png"))
    said = "\n".join(window.said + window.shown for window in windows)
    (ARTIFACTS / f"{name}.txt").write_text(said, encoding="utf-8")
