"""Types into the palette of a real window, in a process of its own; prints what each key took.

Arguments: the data file, and the texts to type, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QListView

from benchmarks.stage import Stage, Taken
from pisteur.ui.palette.palette import Palette


class Shown(QObject):
    """Knows whether a list has been painted since its lines are others."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.painted = False
        self._model = view.model()
        self._model.modelReset.connect(self._changed)
        view.viewport().installEventFilter(self)

    def _changed(self) -> None:
        self.painted = False

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def main() -> None:
    """Measure; the last line printed is JSON: milliseconds and processor time of each key."""
    stage = Stage(Path(sys.argv[1]))
    action = stage.window.actions_by_name.by_name["palette"]
    action.trigger()
    stage.settle()
    palette = stage.find(Palette)
    shown = Shown(palette.list)
    taken = []
    for text in json.loads(sys.argv[2]):
        action.trigger()
        stage.settle()
        for letter in text:
            began, worked = time.perf_counter(), time.process_time()
            palette.line.insert(letter)
            while not stage.runner.idle:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            # What is to be painted is, by the next rounds of events; the list for certain, once.
            QApplication.processEvents()
            if not shown.painted:
                palette.list.viewport().repaint()
            taken.append(Taken.since(began, time.process_time() - worked))
    sys.stdout.write(json.dumps(taken) + "\n")
    sys.stdout.flush()
    stage.close()
    os._exit(0)
