"""Measures memory: at the first paint, and over a day's work, beside that of a bare window.

The day is shortened: rounds of drops, pages, contacts, notes and undos. Half of them warm the
caches up; over the other half memory must stay flat. Linux only, as the system has to tell.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.children import WATCHED_START
from benchmarks.harness import Line, against, ask_child, limited, memory_mib, run_child
from benchmarks.stage import Stage
from pisteur.domain.commands import MoveCards, WriteInteraction
from pisteur.domain.words import InteractionKind
from pisteur.ui.pages.board.page import BoardPage

if TYPE_CHECKING:
    # Not loaded here: what the app itself loads, and how, is what is measured.
    from benchmarks.data import Size
    from pisteur.services.services import Services
    from pisteur.services.workspace import Done

FIRST, AFTER_AN_HOUR, FLAT = 1.4, 2.4, 1.05
HELD = """
import os, sys
def report(*_):
    with open("/proc/self/status") as status:
        print(next(int(line.split()[1]) / 1024 for line in status if "VmRSS" in line), flush=True)
    os._exit(0)
"""
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, report)
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""
PAGES = ("today", "contacts", "lists", "dashboard", "board")


def memory(path: Path, size: Size, runs: int) -> Iterator[Line]:
    """Compare what the process holds with what one with a bare window holds."""
    if not memory_mib():
        return
    # Who loads a module first compiles it, and keeps 4 to 6 MiB that no installed program has.
    ask_child(path, "memory", "1")
    bare, painted = (float(run_child(path, HELD + script)) for script in (BARE, WATCHED_START))
    rounds = ask_child(path, "memory", str(max(4, runs)))
    mib = {"unit": "MiB"}
    yield against("memory at the first paint", size, bare, painted, FIRST, of="G2", **mib)
    yield against(
        "memory after a day's work", size, bare, rounds[-1], AFTER_AN_HOUR, of="G2", **mib
    )
    middle = rounds[len(rounds) // 2]
    yield limited(
        "growth over the second half of the day",
        *(size, rounds[-1] / middle, FLAT),
        of="G2",
        unit="×",
        rounds_mib=[round(each, 1) for each in rounds],
    )


def main() -> None:
    """Live the day in a process of its own."""
    held = _day(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(held) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _day(path: Path, rounds: int) -> list[float]:
    """Return the memory held after each round."""
    stage = Stage(path)
    board = stage.find(BoardPage)
    first, second, *_others = [each.id for each in board.state.stages]
    held = []
    for turn in range(rounds):
        for page in PAGES:
            stage.window.show_page(page)
            stage.settle()
        for place in range(10):
            contact_id = 1 + (turn * 10 + place) * 7 % 500
            stage.session.context.show_contact(contact_id)
            note = WriteInteraction(
                contact_id, None, InteractionKind.NOTE, f"Noté le {turn}.{place}"
            )
            stage.runner.command(partial(_write, note))
            source, target = (first, second) if place % 2 else (second, first)
            cards = board.state.ids(source)
            move = MoveCards((cards[len(cards) // 2],), target, board.state.ids(target)[0])
            board.columns.cards_dropped.emit(move)
            stage.settle()
        stage.runner.command(_undo)
        stage.settle()
        held.append(memory_mib())
    return held


def _write(note: WriteInteraction, services: Services) -> Done[int]:
    return services.journal.write(note)


def _undo(services: Services) -> Done[str | None]:
    return services.undo()
