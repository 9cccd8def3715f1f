"""Starts the real Pisteur and answers, from inside it, what the screen shows and where.

Run as `python probe.py SOCKET ARGUMENTS…`. It only looks: what the user does comes as real events
of mouse and keyboard (`support.window`). The app itself has no test code. With PROBE_DAY in the
environment, the app's clock says that day.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from pisteur import app as pisteur_app
from pisteur.cli import run
from pisteur.domain.calendar import SystemClock
from pisteur.ui.pages.board.column_view import ColumnView
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.panel.journal_rows import JournalRow
from pisteur.ui.shell.ahead import Ahead
from pisteur.ui.shell.window import MainWindow

# Timers that fire sooner are work under way; longer ones are notices and the like.
SHORT_MS = 1_000

Answer = dict[str, Any]


class Probe:
    """Answers one question a connection, on the window's own thread."""

    def __init__(self, application: QApplication, name: str) -> None:
        self._server = QLocalServer(application)
        if not self._server.listen(name):
            raise OSError(self._server.errorString())
        self._server.newConnection.connect(self._take)
        self._questions: dict[str, Callable[..., object]] = {
            "state": state,
            "box": box,
            "texts": texts,
            "board": board,
            "rows": rows,
            "action": action,
            "menu": menu,
            "watch": self._start_watch,
            "stall": self._stall,
        }
        # Beside this script, which is run by its path.
        self._watch = import_module("watchdog").StallWatch(application)

    def _start_watch(self) -> bool:
        """Watch from now on for how long the window does not answer."""
        self._watch.start()
        return True

    def _stall(self) -> Answer:
        """Say what kept the window's thread longest, by the clock and of the processor."""
        worst = self._watch.worst
        work_ms = round(self._watch.most_work_ms, 1)
        return {"ms": round(worst.ms, 1), "work_ms": work_ms, "where": worst.where}

    def _take(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._answer(socket))

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        question = json.loads(bytes(socket.readLine().data()))
        try:
            said: Answer = {"answer": self._questions[question.pop("ask")](**question)}
        except Exception:  # noqa: BLE001 - told to the test
            said = {"problem": traceback.format_exc()}
        socket.write(json.dumps(said).encode() + b"\n")
        socket.flush()
        socket.disconnectFromServer()


# Questions.


def state() -> Answer:
    """Say what is open, where the focus is, and whether anything is under way."""
    window, modal = main_window(), QApplication.activeModalWidget()
    popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
    toast = box("toast")
    found: Answer = {
        "idle": False,
        "page": "",
        "dialog": modal.objectName() or type(modal).__name__ if modal else "",
        "title": modal.windowTitle() if modal else "",
        "popup": popup.objectName() or type(popup).__name__ if popup else "",
        "focus": focus.objectName() or type(focus).__name__ if focus else "",
        "toast": toast["name"] if toast else "",
        "active": QApplication.activeWindow() is top(),
    }
    actions = window.actions_by_name.by_name if window else {}
    # The menus are filled after the first paint.
    if window is not None and "undo" in actions:
        status = window.findChild(QWidget, "status-bar")
        found |= {
            "idle": is_idle(window),
            "page": window.current_page,
            "undo": actions["undo"].text() if actions["undo"].isEnabled() else None,
            "redo": actions["redo"].text() if actions["redo"].isEnabled() else None,
            "minimised": window.isMinimized(),
            "status": list(strings(status)) if status else [],
            "panel": box("contact-panel") is not None,
            "size": [window.width(), window.height()],
        }
    return found


def box(name: str) -> Answer | None:
    """Say where the visible widget of a name is; on top first."""
    found = find(name)
    if found is None:
        return None
    return {
        **place(found, found.rect()),
        "enabled": found.isEnabled(),
        "focused": found.hasFocus(),
        "text": own_text(found),
        "name": found.accessibleName(),
        "checked": isinstance(found, QAbstractButton) and found.isChecked(),
    }


def texts(name: str) -> list[str] | None:
    """List every visible text in a widget; `top` is the dialog on top, or the window."""
    found = top() if name == "top" else find(name)
    return None if found is None else list(strings(found))


def board() -> dict[str, Answer]:
    """Say which cards each column shows, in order, and where."""
    window = main_window()
    page = window.findChild(BoardPage) if window else None
    if page is None:
        return {}
    columns = page.columns
    stages = {stage.id: stage.name for stage in columns._built_for}
    return {stages[view.column.stage_id]: column(view) for view in columns.views}


def rows(name: str) -> list[Answer]:
    """List the rows of a list or table, with all their cells, and where each is."""
    view = find(name)
    if not isinstance(view, QAbstractItemView):
        return []
    model, found = view.model(), []
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    for row in range(model.rowCount()):
        cells = [model.index(row, n) for n in range(columns)]
        found.append(
            {
                **place(view.viewport(), view.visualRect(cells[0])),
                "cells": [str(cell.data() or "") for cell in cells],
                "current": view.currentIndex().row() == row,
            }
        )
    return found


def action(name: str) -> Answer | None:
    """Say where the entry of a menu is that is on screen now: of the bar or of an open menu."""
    for holder in visible(QMenu, QMenuBar):
        for entry in holder.actions():
            if name in (entry.objectName(), submenu_name(entry), entry.text()):
                where = place(holder, holder.actionGeometry(entry))
                return {**where, "text": entry.text(), "enabled": entry.isEnabled()}
    return None


def menu() -> list[str]:
    """List what can be chosen in the menu that is open, from top to bottom."""
    shown = QApplication.activePopupWidget()
    entries = shown.actions() if isinstance(shown, QMenu) else []
    return [e.text() for e in entries if e.isVisible() and e.isEnabled() and not e.isSeparator()]


# Looking.


def main_window() -> MainWindow | None:
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    return next((w for w in shown if w.isVisible()), None)


def is_idle(window: MainWindow) -> bool:
    """Whether the start is over, nothing waits for the worker and no short timer runs."""
    ahead = window.findChild(Ahead)
    if ahead is None or not window._context.runner.idle:
        return False
    # Pages are made for as long as nobody does anything.
    timers = (timer for timer in window.findChildren(QTimer) if timer.parent() is not ahead)
    return not any(t.isActive() and t.isSingleShot() and t.interval() < SHORT_MS for t in timers)


def top() -> QWidget | None:
    return QApplication.activeModalWidget() or main_window()


def find(name: str) -> QWidget | None:
    """Return the visible widget of a name, in the dialog on top or else anywhere."""
    holders = [h for h in (QApplication.activePopupWidget(), top()) if h is not None]
    for holder in (*holders, *QApplication.topLevelWidgets()):
        if holder.objectName() == name and holder.isVisible():
            return holder
        for found in holder.findChildren(QWidget, name):
            if found.isVisible():
                return found
    return None


def visible(*kinds: type[QWidget]) -> Iterator[Any]:
    shown = (w for w in QApplication.allWidgets() if isinstance(w, kinds) and w.isVisible())
    yield from sorted(shown, key=lambda w: isinstance(w, QMenuBar))


def submenu_name(entry: QAction) -> str:
    menu = entry.menu()
    return menu.objectName() if isinstance(menu, QMenu) else ""


def strings(widget: QWidget) -> Iterator[str]:
    for child in (widget, *widget.findChildren(QWidget)):
        if isinstance(child, JournalRow) and child.isVisible():
            yield from child.said.split("\n")
        elif child.isVisible() and (text := own_text(child)):
            yield text


def own_text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def column(view: ColumnView) -> Answer:
    model, port = view.model(), view.viewport()
    chosen = view.selected_ids()
    cards = []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        cards.append(
            {
                **place(port, view.visualRect(index)),
                "title": index.data(Qt.ItemDataRole.DisplayRole),
                "selected": view.column.id_at(row) in chosen,
            }
        )
    return {**place(port, port.rect()), "cards": cards}


def place(widget: QWidget, inside: QRect) -> dict[str, int]:
    corner = widget.mapToGlobal(QPoint(inside.x(), inside.y()))
    return {"x": corner.x(), "y": corner.y(), "w": inside.width(), "h": inside.height()}


def move_time(day: date) -> None:
    """Make the app's clock run on `day`, at the time of day that it is."""
    ahead = timedelta(days=(day - SystemClock().today()).days)
    now = SystemClock.now

    def now_then(self: SystemClock) -> datetime:
        return now(self) + ahead

    def today_then(self: SystemClock) -> date:
        return now_then(self).astimezone().date()

    for name, then in (("now", now_then), ("today", today_then)):
        setattr(SystemClock, name, then)


def main() -> int:
    """Run Pisteur with a probe in it."""
    name, *arguments = sys.argv[1:]
    if day := os.environ.get("PROBE_DAY"):
        move_time(date.fromisoformat(day))
    make = pisteur_app.make_application

    def make_with_probe() -> QApplication:
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        application = make()
        application.setProperty("probe", Probe(application, name))
        return application

    pisteur_app.make_application = make_with_probe
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
