"""What the benchmarks run in fresh processes: a bare window, the app, and a day of drops."""

from __future__ import annotations

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.report)

    def report(self):
        print(time.monotonic(), time.process_time(), flush=True)
        app.exit()

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

# The true start of the program up to the first paint with cards, which then calls `report` instead
# of going on. `pisteur.start` says what is loaded before Qt: nothing is imported ahead of it. The
# watch costs the app a little, and the floor nothing.
WATCHED_START = """
from importlib.machinery import PathFinder

class Watch:
    @classmethod
    def find_spec(cls, name, path, target=None):
        if name != "pisteur.app":
            return None
        spec = PathFinder.find_spec(name, path)
        execute = spec.loader.exec_module
        def exec_module(module):
            execute(module)
            module.Session._finish_start = report
        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Watch)
from pisteur.start import open_window
open_window(sys.argv[1], "fr")
"""

APP = f"""
import os, sys, time

def report(session):
    print(time.monotonic(), time.process_time(), flush=True)
    heavy = [name for name in ("sqlmodel", "sqlalchemy", "alembic") if name in sys.modules]
    print(heavy, flush=True)
    os._exit(0)
{WATCHED_START}
"""

DROPS = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from pisteur.app import Options, Session, make_application
from pisteur.domain.commands import MoveCards
from pisteur.services.opening import open_data
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.shell.ahead import Ahead
from pisteur.ui.theme.theme import Theme

app = make_application()
session = Session(app, Theme(app), open_data(Path(sys.argv[1])), Options(language="fr"))
window = session.window
window.show()
page = window.findChild(BoardPage)
count = int(sys.argv[2])


class Drop(QObject):
    '''One drop: from the hand letting go to the target column painted with the card in it.'''

    def __init__(self, card_id, stage_id):
        super().__init__()
        self.card_id, self.stage_id = card_id, stage_id
        self.before = page.state.ids(stage_id)[0]
        self.loop = QEventLoop()
        self.on_disk = None
        self.viewport = page.columns.view(stage_id).viewport()

    def run(self):
        self.viewport.installEventFilter(self)
        answers.drop = self
        command = MoveCards((self.card_id,), self.stage_id, self.before)
        self.began, worked = time.perf_counter(), time.process_time()
        page.columns.cards_dropped.emit(command)
        QTimer.singleShot(5000, self.loop.quit)
        self.loop.exec()
        self.viewport.removeEventFilter(self)
        card = page.state.card(self.card_id)
        assert card.stage_id == self.stage_id
        assert page.state.ids(self.stage_id)[0] == self.card_id
        return self.on_disk, self.painted, time.process_time() - worked

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            card = page.state.card(self.card_id)
            if card.stage_id == self.stage_id and page.state.ids(self.stage_id)[0] == self.card_id:
                QTimer.singleShot(0, self.finish)
        return False

    def finish(self):
        self.painted = time.perf_counter() - self.began
        self.loop.quit()


class Answers(QObject):
    '''Notes on the worker that it has answered, before the window hears of it.'''

    drop = None

    def __init__(self, runner):
        super().__init__()
        # `changed` comes once the drop is painted: too late.
        runner._finished.disconnect(runner._take_back)
        runner._finished.connect(self.note, Qt.ConnectionType.DirectConnection)
        runner._finished.connect(runner._take_back)

    def note(self, _number):
        # Other reads may follow.
        if self.drop is not None and self.drop.on_disk is None:
            self.drop.on_disk = time.perf_counter() - self.drop.began


answers = Answers(session.runner)


def settle(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure():
    # What follows the start is over, and the pages are made: with a hand on the mouse they wait,
    # but these drops come without one.
    while window.findChild(Ahead) is None or not window.findChild(Ahead).done:
        settle(50)
    while not session.runner.idle:
        settle(50)
    settle(1500)
    stages = [stage.id for stage in page.state.stages[:2]]
    times = []
    for number in range(count + 20):
        source, target = stages[number % 2], stages[(number + 1) % 2]
        ids = page.state.ids(source)
        times.append(Drop(ids[(number * 7) % min(len(ids), 100)], target).run())
        settle(5)
    print(json.dumps(times[20:]), flush=True)
    app.exit()


window.painted.connect(lambda: QTimer.singleShot(0, measure))
app.exec()
session.close()
import os
os._exit(0)
"""
