"""A real screen for tests: Xvfb with a window manager, and a real mouse by xdotool.

Start the program under test with `Screen.environment`; coordinates are those of the screen.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

STEPS = 10
STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Screen:
    """A running X server.

    Attributes:
        display: its name, such as `:77`.
    """

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment for a program that shall show its window here."""
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def tool(self, *arguments: str | int) -> str:
        """Run xdotool and return what it prints.

        Raises:
            subprocess.CalledProcessError: when xdotool fails.
        """
        command = ["xdotool", *map(str, arguments)]
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=30
        )
        return done.stdout.strip()

    def click(self, at: tuple[int, int], *, button: int = 1) -> None:
        """Click at a point."""
        self.tool("mousemove", *at)
        time.sleep(STEP_SECONDS)
        self.tool("click", button)

    def key(self, *names: str) -> None:
        """Press keys, such as `ctrl+shift+Right`."""
        self.tool("key", "--clearmodifiers", *names)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button, in small steps, as a hand does."""
        self.tool("mousemove", *start)
        time.sleep(STEP_SECONDS)
        self.tool("mousedown", 1)
        for step in range(1, STEPS + 1):
            x, y = (a + (b - a) * step // STEPS for a, b in zip(start, end, strict=True))
            time.sleep(STEP_SECONDS)
            self.tool("mousemove", x, y)
        # Once more, as some toolkits take a drop only where the pointer has rested.
        time.sleep(STEP_SECONDS)
        self.tool("mousemove", end[0] + 1, end[1])
        time.sleep(2 * STEP_SECONDS)
        self.tool("mouseup", 1)

    def picture(self, path: str) -> None:
        """Save what the screen shows, by ImageMagick.

        Raises:
            subprocess.CalledProcessError: when ImageMagick fails.
        """
        command = ["import", "-window", "root", path]
        subprocess.run(command, env=self.environment, check=True, timeout=30)


@contextmanager
def screen(width: int = 1440, height: int = 900) -> Iterator[Screen]:
    """Start a screen with a window manager, and end both afterwards.

    Raises:
        TimeoutError: when the window manager does not come up.
    """
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            *("-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24"),
            *("-nolisten", "tcp"),
        ],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        made = Screen(f":{answer.readline().strip()}")
    manager = subprocess.Popen(["openbox"], env=made.environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for_manager(made)
        yield made
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(timeout=10)


def _wait_for_manager(made: Screen) -> None:
    command = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
    for _ in range(100):
        done = subprocess.run(
            command, env=made.environment, check=False, capture_output=True, text=True
        )
        if "window id" in done.stdout:
            return
        time.sleep(0.1)
    raise TimeoutError("no window manager on the screen")
