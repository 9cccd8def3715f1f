"""Starts workers that are there to be killed, quickly: everything is imported once, then forked.

Reads one JSON object a line: {"path", "first", "deed", "early"}; answers with lines:
`pid N`, then `begin N` and `done N` for each deed, and `gone STATUS` when the worker has ended.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from faults.deeds import Worker
from pisteur import i18n
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.backup import restore_file
from support.clock import START, FakeClock


def say(line: str) -> None:
    """Write a line at once: what a dead process kept in a buffer would be lost."""
    os.write(1, (line + "\n").encode())


def work(order: dict[str, object]) -> None:
    """Do one deed after the other until killed."""
    say(f"pid {os.getpid()}")
    deed = deed_of(Path(str(order["path"])), str(order["deed"]))
    number = int(str(order["first"]))
    while True:
        say(f"begin {number}")
        if order["early"]:
            # A liar, to see that it is found out.
            say(f"done {number}")
        deed(number)
        if not order["early"]:
            say(f"done {number}")
        number += 1


def warm_up() -> None:
    """Load and compile what the first deeds need, so that workers are killed at work."""
    with tempfile.TemporaryDirectory() as folder:
        clock = FakeClock()
        services = Services(open_data(Path(folder) / "warm.db"), clock)
        worker = Worker(services, clock)
        for number in range(40):
            worker.do(number)
        services.close()


def deed_of(path: Path, name: str) -> Callable[[int], object]:
    """Return what to do again and again."""
    if name == "restore":
        # Two backups in turn, over a file that nobody has open.
        return lambda number: restore_file(path, path.with_name(f"backup-{number % 2}.db"))
    clock = FakeClock()
    services = Services(open_data(path), clock, "Europe/Paris")
    if name == "backup":
        return lambda number: back_up(services, clock, number)
    worker = Worker(services, clock)
    return worker.do if name == "edit" else worker.import_list


def back_up(services: Services, clock: FakeClock, number: int) -> None:
    """Make the backup of a day, and thin the older ones out."""
    clock.go_to((START + timedelta(days=number)).date())
    services.upkeep.daily_backup()


def main() -> None:
    """Serve until the orders end."""
    i18n.set_language("en")
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(json.loads(line))
        _child, status = os.waitpid(child, 0)
        say(f"gone {status}")


if __name__ == "__main__":
    main()
