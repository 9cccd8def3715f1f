"""Workers in processes of their own, to be killed at a moment; the nursery forks them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.processes import ENVIRONMENT

NURSERY = Path(__file__).with_name("nursery.py")


@dataclass
class Life:
    """What was heard of a worker.

    Attributes:
        begun, done: numbers of the deeds that it began and acknowledged.
    """

    begun: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)


class Nursery:
    """Workers to kill, in processes of their own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(NURSERY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )

    def run(
        self, path: Path, first: int, after: float, *, deed: str = "edit", early: bool = False
    ) -> Life:
        """Start a worker, kill it `after` seconds from its first deed, and say what it did."""
        assert self._process.stdin is not None
        order = {"path": str(path), "first": first, "deed": deed, "early": early}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid, life = 0, Life()
        while True:
            word, number = self._hear()
            if word == "pid":
                pid = number
            elif word == "begin":
                life.begun.append(number)
                if len(life.begun) == 1:
                    time.sleep(after)
                    os.kill(pid, signal.SIGKILL)
            elif word == "done":
                life.done.append(number)
            else:
                assert number == signal.SIGKILL, "the worker ended by itself: see its traceback"
                return life

    def _hear(self) -> tuple[str, int]:
        assert self._process.stdout is not None
        word, number = self._process.stdout.readline().split()
        return word, int(number)

    def close(self) -> None:
        """End the workers' parent."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


@contextmanager
def open_nursery() -> Iterator[Nursery]:
    """Give a nursery, and end it afterwards."""
    made = Nursery()
    try:
        yield made
    finally:
        made.close()


def tell(capsys: pytest.CaptureFixture[str], **figures: object) -> None:
    """Write the figures where they are seen with or without `-s`."""
    with capsys.disabled():
        sys.stdout.write("\n" + json.dumps(figures) + "\n")
