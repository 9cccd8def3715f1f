"""Does to a real window what its goals speak of, in a process of its own; prints what it took.

Arguments: the data file, a list to bring in, and how many frames to scroll.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QPushButton, QScrollArea

from benchmarks.data import TALKATIVE
from benchmarks.stage import Stage, Taken, frames
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import Heat, Status
from pisteur.exchange.leads import parse_leads
from pisteur.presentation.board_state import BoardFilter
from pisteur.presentation.contacts_model import ContactsModel
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.pages.contacts.page import ContactsPage
from pisteur.ui.pages.duplicates.page import DuplicatesPage

PAGES = ("today", "contacts", "lists", "dashboard", "settings", "board")
LISTS = {"today": "today-list", "contacts": "contacts-table", "lists": "lists-table"}
TURNS = 7


def main() -> None:
    """Measure; the last line printed is JSON."""
    path, leads, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    stage = Stage(path)
    found: dict[str, Any] = {"stalls": {"after the first paint": stage.start}, "frames": {}}
    found["stalls"]["making pages ahead"] = stage.stalls(stage.make_pages)
    found["stalls"]["at rest"] = stage.stalls(partial(stage.pause, 1500))
    for measure in (
        partial(_pages, stage, found, count),
        partial(_panel, stage, found, count),
        partial(_choices, stage, found),
        partial(_import, stage, leads, found),
        partial(_duplicates, stage, found, count),
    ):
        measure()
        # For who waits: at full size, all of it takes minutes.
        sys.stderr.write(f"{measure.func.__name__.strip('_')} measured\n")
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    stage.close()
    # Nothing more is measured: Qt's windows need not be taken down one by one.
    os._exit(0)


def _pages(stage: Stage, found: dict[str, Any], count: int) -> None:
    for name in PAGES:
        opened = stage.stalls(partial(stage.window.show_page, name))
        found["stalls"][f"opening {name} first"] = opened
    for name in PAGES:
        opened = stage.stalls(partial(stage.window.show_page, name))
        found["stalls"][f"opening {name} again"] = opened
        if name in LISTS:
            view = stage.find(QAbstractItemView, LISTS[name])
            found["frames"][name] = stage.scroll(view, count)
    column = max(stage.find(BoardPage).columns.views, key=lambda view: view.column.rowCount())
    found["frames"]["board"] = stage.scroll(column, count)


def _panel(stage: Stage, found: dict[str, Any], count: int) -> None:
    show = stage.session.context.show_contact
    found["stalls"]["opening a contact first"] = stage.stalls(partial(show, 2))
    found["stalls"]["opening a contact"] = stage.stalls(partial(show, 4))
    found["stalls"]["opening a contact of many lines"] = stage.stalls(partial(show, TALKATIVE))
    earlier = stage.find(QScrollArea, "panel-scroll").findChild(QPushButton, "earlier")
    for _time in range(4):
        if earlier is not None and earlier.isVisible():
            shown = stage.stalls(earlier.click)
            key = "showing fifty earlier lines"
            before = found["stalls"].get(key, shown)
            found["stalls"][key] = max(before, shown, key=lambda each: float(each["ms"]))
    found["frames"]["panel"] = stage.scroll(stage.find(QScrollArea, "panel-scroll"), count)


def _choices(stage: Stage, found: dict[str, Any]) -> None:
    found["board filters"] = _board_filters(stage)
    found["contact queries"] = _contact_queries(stage)


def _board_filters(stage: Stage) -> dict[str, list[Taken]]:
    stage.window.show_page("board")
    stage.settle()
    page = stage.find(BoardPage)
    wanted = {
        "text of one letter": BoardFilter(text="r"),
        "text of a word": BoardFilter(text="refonte"),
        "heat": BoardFilter(heats=frozenset({"hot"})),
        "late": BoardFilter(late=True),
        "without action": BoardFilter(without_action=True),
        "cleared": BoardFilter(),
    }
    taken: dict[str, list[Taken]] = {name: [] for name in wanted}
    for _turn in range(TURNS):
        for name, one in wanted.items():
            taken[name].append(stage.took(partial(page.bar.show_filter, one), stage.window))
            stage.pause(5)
    return taken


def _contact_queries(stage: Stage) -> dict[str, list[Taken]]:
    stage.window.show_page("contacts")
    stage.settle()
    page = stage.find(ContactsPage)
    model = stage.find(QAbstractItemView, "contacts-table").model()
    assert isinstance(model, ContactsModel)
    wanted = {f"sort by {sort.value}": ContactQuery(sort=sort) for sort in ContactSort}
    wanted |= {
        "sort by name, down": ContactQuery(sort=ContactSort.NAME, descending=True),
        "heat": ContactQuery(heat=Heat.HOT),
        "status": ContactQuery(status=Status.PROSPECT),
        "tag": ContactQuery(tag="presse"),
        "list": ContactQuery(lead_list=2, list_name="…"),
        "dormant soon": ContactQuery(dormant_soon=True),
        "alike": ContactQuery(alike=True),
        "heat and next action": ContactQuery(heat=Heat.WARM, sort=ContactSort.NEXT_ACTION),
    }
    taken: dict[str, list[Taken]] = {name: [] for name in wanted}
    for _turn in range(TURNS):
        for name, query in wanted.items():
            ask: Callable[[], object] = partial(page.show_filters, query)
            taken[name].append(stage.took_until(ask, model.shown, page))
    page.show_filters(ContactQuery())
    stage.settle()
    return taken


def _import(stage: Stage, leads: Path, found: dict[str, Any]) -> None:
    stage.window.show_page("board")
    column = max(stage.find(BoardPage).columns.views, key=lambda view: view.column.rowCount())
    options = ImportOptions(list_name="Une liste", on_board=False)
    times: list[Taken] = []

    def bring_in() -> None:
        stage.runner.command(lambda s: s.importing.apply(parse_leads(leads), options))

    def work_on() -> None:
        times.append(stage.frame(column, len(times) * 60 % max(1, _length(column))))

    found["stalls"]["importing in the background"] = stage.stalls(bring_in, work_on)
    found["frames"]["board while importing"] = frames(times, _length(column))


def _duplicates(stage: Stage, found: dict[str, Any], count: int) -> None:
    column = max(stage.find(BoardPage).columns.views, key=lambda view: view.column.rowCount())
    times: list[Taken] = []

    def search() -> None:
        stage.window.show_page("duplicates")
        # A hand takes longer to go back.
        stage.pause(50)
        stage.window.show_page("board")
        stage.pause(50)
        page = stage.find(DuplicatesPage)
        # The worker rests meanwhile: the search has a process of its own.
        while page.searching:
            times.append(stage.frame(column, len(times) * 60 % max(1, _length(column))))
            stage.pause(40)

    found["stalls"]["searching duplicates"] = stage.stalls(search)
    found["frames"]["board while searching duplicates"] = frames(times, _length(column))
    shown = stage.stalls(partial(stage.window.show_page, "duplicates"))
    found["stalls"]["opening duplicates found"] = shown
    view = stage.find(QAbstractItemView, "duplicates-list")
    found["frames"]["duplicates"] = stage.scroll(view, count)


def _length(view: QAbstractScrollArea) -> int:
    return view.verticalScrollBar().maximum()
