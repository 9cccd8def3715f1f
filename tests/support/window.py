"""A Pisteur window in a process of its own, driven by real mouse and keys, looked at by a probe."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from support.xvfb import Screen

PROBE = Path(__file__).with_name("probe.py")
TIMEOUT = 15.0
# Python compiles everything at the first start.
START_TIMEOUT = 60.0
LONGEST_WORK_MS = 500
Point = tuple[int, int]


class Window:
    """One running window.

    Attributes:
        data: its data file.
        process: the process.
    """

    def __init__(
        self,
        screen: Screen,
        data: Path,
        home: Path,
        *,
        language: str = "en",
        day: date | None = None,
    ) -> None:
        self.data = data
        self.screen = screen
        self._folder = tempfile.TemporaryDirectory(prefix="pisteur-")
        self._socket = str(Path(self._folder.name) / "probe")
        self._said = home / f"said-{time.monotonic_ns()}.txt"
        arguments = ["--data", str(data), "--lang", language]
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, str(PROBE), self._socket, *arguments],
                env=environment(screen, home) | ({"PROBE_DAY": day.isoformat()} if day else {}),
                stdout=said,
                stderr=said,
            )

    # Looking.

    def ask(self, question: str, **arguments: object) -> Any:
        """Ask the probe.

        Raises:
            OSError: when the process does not listen yet, or no more.
            AssertionError: when the probe could not answer.
        """
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(TIMEOUT)
            line.connect(self._socket)
            line.sendall(json.dumps({"ask": question, **arguments}).encode() + b"\n")
            with line.makefile("rb") as reader:
                said = json.loads(reader.readline() or b"{}")
        assert "answer" in said, said.get("problem", "no answer")
        return said["answer"]

    @property
    def state(self) -> dict[str, Any]:
        """What is open, and whether anything is under way."""
        found: dict[str, Any] = self.ask("state")
        return found

    def wait(self, condition: Callable[[], Any], what: str = "", timeout: float = TIMEOUT) -> Any:
        """Wait until `condition` is true of the screen, and return what it says.

        Raises:
            AssertionError: when it does not become true.
        """
        end = time.monotonic() + timeout
        while True:
            try:
                found = condition()
            except OSError:
                assert self.process.poll() is None, f"the window has gone: {self.said}"
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"never seen: {what or condition}; now: {self.state}")
            time.sleep(0.03)

    def wait_for(self, **wanted: object) -> None:
        """Wait until the state has these values; a text is looked for inside.

        Nothing may be under way, and the window or the dialog on top must take the keys.
        """
        needed = {"idle": True, "active": True, **wanted}

        def met() -> bool:
            now = self.state
            return all(_fits(now.get(key), value) for key, value in needed.items())

        self.wait(met, f"{needed}")

    def started(self) -> Window:
        """Wait until the window is there and has finished starting."""
        self.wait(lambda: self.state["idle"] and self.state["active"], "the window", START_TIMEOUT)
        return self

    def box(self, name: str) -> dict[str, Any]:
        """Wait for the widget of a name, and say what the probe knows of it."""
        found: dict[str, Any] = self.wait(lambda: self.ask("box", name=name), name)
        return found

    def texts(self, name: str = "top") -> list[str]:
        """Return every text that a widget shows."""
        return self.ask("texts", name=name) or []

    def says(self, text: str, name: str = "top") -> None:
        """Wait until a widget shows a text that contains `text`."""
        self.wait(lambda: any(text in own for own in self.texts(name)), f"{text} in {name}")

    @property
    def board(self) -> dict[str, list[str]]:
        """The titles of the cards in each column."""
        found = self.ask("board")
        return {stage: [c["title"] for c in own["cards"]] for stage, own in found.items()}

    def wait_for_board(self, **columns: list[str]) -> None:
        """Wait until the columns show these cards; `_` stands for a blank in a name."""
        wanted = {name.replace("_", " "): cards for name, cards in columns.items()}
        self.wait(
            lambda: all(self.board.get(name) == cards for name, cards in wanted.items()),
            f"{wanted}",
        )
        self.wait_for()

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a list or table."""
        found: list[dict[str, Any]] = self.ask("rows", name=name)
        return found

    # Doing.

    def click(self, name: str) -> None:
        """Click on a widget."""
        self.wait(lambda: (self.ask("box", name=name) or {}).get("enabled"), name)
        self.screen.click(middle(self.box(name)))

    def scroll_to(self, name: str, within: str) -> None:
        """Turn the wheel over the widget `within` until the middle of `name` is in sight there."""
        frame = self.box(within)
        self.screen.tool("mousemove", *middle(frame))
        for _turn in range(40):
            y = middle(self.box(name))[1] - frame["y"]
            if 0 < y < frame["h"]:
                self.wait_for()
                return
            self.screen.tool("click", 5 if y > 0 else 4)
            time.sleep(0.05)
        raise AssertionError(f"{name} can't be scrolled to")

    def key(self, *keys: str) -> None:
        """Press keys."""
        self.screen.key(*keys)

    def type(self, text: str) -> None:
        """Type, at the speed of a fast hand."""
        self.screen.tool("type", "--delay", 8, text)

    def fill(self, name: str, text: str) -> None:
        """Click into a line, and type in place of what it holds."""
        self.click(name)
        self.wait(lambda: self.box(name)["focused"], f"focus in {name}")
        self.key("ctrl+a")
        self.type(text)
        self.wait(lambda: self.box(name)["text"] == text, f"{text} in {name}")

    def menu(self, *names: str) -> None:
        """Open a menu of the bar and go down to an entry, by mouse."""
        for name in names:
            found = self.wait(lambda n=name: self.ask("action", name=n), name)  # type: ignore[misc]
            assert found["enabled"], f"{name} is disabled"
            self.screen.click(middle(found))

    def add_lead(self, line: str) -> None:
        """Add a lead by its one line, with Ctrl+N."""
        self.key("ctrl+n")
        self.wait_for(dialog="add-lead-dialog", focus="line")
        self.type(line)
        self.wait(lambda: self.box("line")["text"] == line, line)
        self.key("Return")
        self.wait_for(dialog="")

    def card(self, title: str) -> Point:
        """Return the middle of a card."""
        found = (c for own in self.ask("board").values() for c in own["cards"])
        return middle(next(c for c in found if c["title"] == title))

    def click_card(self, title: str, *, add: bool = False) -> None:
        """Click on a card; `add` holds Ctrl, which keeps the others selected."""
        if add:
            self.screen.tool("keydown", "ctrl")
        self.screen.click(self.card(title))
        if add:
            self.screen.tool("keyup", "ctrl")
        self.wait(lambda: title in self.selected, f"{title} selected")
        self.wait_for()

    @property
    def selected(self) -> list[str]:
        """The titles of the selected cards."""
        columns = self.ask("board").values()
        return [c["title"] for own in columns for c in own["cards"] if c["selected"]]

    def column_end(self, stage: str) -> Point:
        """Return a place below the last card of a column, and above where notices lie."""
        found = self.ask("board")[stage]
        return found["x"] + found["w"] // 2, found["y"] + found["h"] * 3 // 4

    def above(self, title: str) -> Point:
        """Return a place in the upper half of a card: a drop there lands before it."""
        x, y = self.card(title)
        return x, y - 30

    def drag(self, title: str, to: Point) -> None:
        """Drag a card, with those selected with it, to a place."""
        x, y = self.card(title)
        # Not where it was clicked: that would be a double click.
        self.screen.drag((x - 24, y + 6), to)

    # Ending.

    def stays_responsive(self) -> None:
        """Check what kept the window's thread since `watch` was asked, and print it.

        Of processor time, for another program may hold up a window as long as it likes; and far
        above the goal, for processors differ.
        """
        stall = self.ask("stall")
        print(f"\nlongest stall: {stall}")  # noqa: T201 - shown by pytest -s and with a failure
        assert stall["work_ms"] < LONGEST_WORK_MS, stall

    def close(self) -> int:
        """Close by Ctrl+Q, and return the exit code; nothing may have been complained of."""
        self.key("ctrl+q")
        code = self.process.wait(TIMEOUT)
        assert self.said == ""
        return code

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(TIMEOUT)

    def clean_up(self) -> None:
        """Leave nothing behind, whatever has happened."""
        if self.process.poll() is None:
            self.kill()
        self._folder.cleanup()

    @property
    def shown(self) -> str:
        """Every text of the dialog on top, or of the window; empty when it is gone."""
        try:
            return "\n".join(self.texts())
        except OSError:
            return ""

    @property
    def said(self) -> str:
        """What the process has written: warnings of Qt, tracebacks."""
        return self._said.read_text(encoding="utf-8", errors="replace")


def middle(found: dict[str, Any]) -> Point:
    """Return the middle of what the probe has found."""
    return found["x"] + found["w"] // 2, found["y"] + found["h"] // 2


def environment(screen: Screen, home: Path) -> dict[str, str]:
    """Return an environment with a home of its own, so that nothing of the user's is touched."""
    kinds = ("DATA", "CONFIG", "CACHE", "STATE")
    places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
    own = {"HOME": str(home), **places, "PYTHONWARNINGS": "error", "TZ": "Europe/Paris"}
    # Compiled once for all windows of a run: a start compiles for seconds otherwise.
    compiled = {"PYTHONPYCACHEPREFIX": str(home.parents[1] / "compiled")}
    inherited = {k: v for k, v in screen.environment.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **own, **compiled}


def select(data: Path, query: str, *, mode: str = "ro") -> list[tuple[Any, ...]]:
    """Read from a data file that no window holds."""
    connection = sqlite3.connect(f"file:{data}?mode={mode}", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def cards_on_disk(data: Path) -> dict[str, list[str]]:
    """Return the titles of the cards in each column, as the file has them."""
    found: dict[str, list[str]] = {}
    for stage, title in select(
        data,
        "SELECT s.name, coalesce(nullif(o.title, ''), nullif(c.company, ''), c.display_name)"
        " FROM stages s LEFT JOIN opportunities o ON o.stage_id = s.id"
        " AND o.state IN ('open', 'won')"
        " LEFT JOIN contacts c ON c.id = o.contact_id ORDER BY s.position, o.rank, o.id",
    ):
        found.setdefault(stage, [])
        if title:
            found[stage].append(title)
    return found


def is_sound(data: Path) -> bool:
    """Whether SQLite finds the file whole."""
    return select(data, "PRAGMA integrity_check") == [("ok",)]


def run_command(
    screen: Screen, home: Path, data: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m pisteur` in English, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "pisteur", "--data", str(data), "--lang", "en", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment(screen, home),
    )


def _fits(found: object, wanted: object) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return wanted in found if wanted else not found
    return found == wanted
