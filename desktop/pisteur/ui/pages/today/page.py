"""The page of the day: what is late, due, woken or without next action; worked through by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from pisteur.domain.reach import phone_link
from pisteur.domain.today_snapshots import TodaySnapshot, as_planned
from pisteur.i18n import _, ngettext, pgettext
from pisteur.presentation import formats
from pisteur.presentation.today_model import Group, Line, TodayModel, TodayRow, lines_of
from pisteur.ui.context import UiContext
from pisteur.ui.pages.today.dormancy_line import DormancyLine
from pisteur.ui.pages.today.forecast_tile import ForecastTile
from pisteur.ui.pages.today.preparation import PreparationCard
from pisteur.ui.pages.today.row_list import WOKEN, RowCommand, TodayList
from pisteur.ui.pages.today.tiles import KeyHints, Tile
from pisteur.ui.widgets.containers import EmptyState
from pisteur.ui.widgets.labels import WordingsLabel
from pisteur.ui.widgets.properties import (
    make_button,
    make_menu_button,
    set_surface,
    set_tool_tip,
)

if TYPE_CHECKING:
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet

_TABLES = (
    "follow_ups",
    "opportunities",
    "contacts",
    "contact_points",
    "stages",
    "settings",
    "loss_reasons",
    "qualifications",
    "oppositions",
)


class TodayPage(QWidget):
    """What waits for the user.

    Signals:
        urgent_changed: how many things wait today, for the badge of the sidebar.
        note_requested: (contact id, opportunity id or None): write a note in the panel.
        panel_requested: (contact id, opportunity id or None): asked for on purpose, so that the
            panel should be opened where it is hidden.
        export_requested: `ics`, `xlsx` or `pdf`.
    """

    urgent_changed = Signal(object)
    note_requested = Signal(object, object)
    panel_requested = Signal(object, object)
    export_requested = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today-page")
        self.setAccessibleName(_("Today"))
        set_surface(self, "ground")
        self._context = context
        self._model = TodayModel(self)
        self._loaded = False
        self._restoring = False
        self._shown: tuple[int, int | None] | None = None
        self._stale = False
        self._urgent: int | None = None
        self._build()
        self._list.setModel(self._model)
        self.setFocusProxy(self._list)
        self._list.chosen.connect(self._row_chosen)
        self._list.asked.connect(self._perform)
        context.runner.changed.connect(self._data_changed)

    def refresh(self) -> None:
        """Read the page again; also what midnight asks for."""
        self._context.runner.latest("today", _read, self._show)
        self._forecast.refresh()
        self._dormancy.refresh()

    @property
    def selected_action(self) -> int | None:
        """The planned action that keys act on."""
        row = self._list.current_row()
        return None if row is None or row.action is None else row.action.id

    def prepare(self) -> Iterator[None]:
        """Make ready what it is painted with, a piece at each step, ahead of need."""
        return self._list.prepare()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        # Another page may have shown somebody else: the row with the frame is who is beside it.
        self._shown = self._context.in_panel
        if not self._loaded or self._stale:
            self.refresh()
        else:
            self._show_current()

    # Building.

    def _build(self) -> None:
        self._title = WordingsLabel("title")
        self._tiles = {
            Group.OVERDUE: Tile(_("Late"), tone="bad", name="tile-overdue"),
            Group.DUE_TODAY: Tile(_("Today"), name="tile-today"),
            Group.WITHOUT_ACTION: Tile(
                _("Deals without next action"), tone="warn", name="tile-without-action"
            ),
            Group.THIS_WEEK: Tile(_("This week"), name="tile-this-week"),
        }
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self._tiles.values():
            tiles.addWidget(tile, 1)
        self._forecast = ForecastTile(self._context)
        tiles.addWidget(self._forecast, 1)
        self._dormancy = DormancyLine(self._context)
        self._stack = QStackedWidget(self)
        self._list = TodayList(self._context.theme, self._stack)
        self._empty = EmptyState(_("Nothing is waiting for you"), parent=self._stack)
        self._empty.add_button(_("New lead"), self._add_lead, name="today-empty-new-lead")
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._preparation = PreparationCard(self._context)
        self._hints = KeyHints(_key_hints())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        column.addLayout(tiles)
        column.addWidget(self._dormancy)
        column.addWidget(self._stack, 1)
        column.addWidget(self._preparation)
        column.addWidget(self._hints)

    def _make_head(self) -> QHBoxLayout:
        menu = QMenu()
        menu.addAction(_("For a calendar (ICS)…"), self._export_ics).setObjectName("export-ics")
        menu.addAction(_("For a spreadsheet…"), self._export_table).setObjectName("export-table")
        menu.addAction(_("Sheet of the day (PDF)…"), self._export_pdf).setObjectName("export-pdf")
        export = make_menu_button(_("Export follow-ups"), menu, name="export-follow-ups")
        calls = make_button(_("Call one by one…"), name="today-calls")
        set_tool_tip(calls, _("Make the calls that are due, one after the other (Ctrl+Shift+C)"))
        calls.clicked.connect(self._call)
        whole = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self._call, context=whole)
        new = make_button(_("+ New lead"), "primary", name="today-new-lead")
        new.setAccessibleName(_("New lead"))
        set_tool_tip(new, _("Add a lead in one line (Ctrl+N)"))
        new.clicked.connect(self._add_lead)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(calls)
        head.addWidget(export)
        head.addWidget(new)
        return head

    # Reading.

    def _data_changed(self, changes: ChangeSet, _initiator: object) -> None:
        if not self._loaded or not changes.touches(*_TABLES):
            return
        if self.isVisible():
            self.refresh()
        else:
            # Nobody looks: the badge is all that must be true, and a drop must not wait for more.
            self._stale = True
            self._context.runner.latest(
                "urgent", lambda s: s.today.urgent_count(), self._set_urgent
            )

    def _show(self, read: tuple[TodaySnapshot, tuple[Line, ...]]) -> None:
        snapshot, lines = read
        self._loaded, self._stale = True, False
        today = snapshot.today
        self._title.show_wordings(
            formats.sentence_start(formats.long_date(today)),
            formats.day_and_month(today),
            formats.short_date(today, today),
        )
        for group, tile in self._tiles.items():
            tile.show_figure(len(getattr(snapshot, group.value)))
        self._show_rows(snapshot, lines)
        self._set_urgent(snapshot.urgent_count)

    def _set_urgent(self, count: int) -> None:
        if count != self._urgent:
            self._urgent = count
            self.urgent_changed.emit(count)

    def _show_rows(self, snapshot: TodaySnapshot, lines: tuple[Line, ...]) -> None:
        old_keys = self._model.keys()
        place = self._list.currentIndex().row()
        scrolled = self._list.verticalScrollBar().value()
        self._restoring = True
        if self._model.show_lines(lines):
            keys = self._model.keys()
            self._list.setCurrentIndex(self._find(keys, old_keys, place))
            self._list.verticalScrollBar().setValue(scrolled)
            self._list.scrollTo(self._list.currentIndex())
        self._restoring = False
        empty = self._model.rowCount() == 0
        if empty:
            self._show_empty(snapshot.later_count)
        self._stack.setCurrentWidget(self._empty if empty else self._list)
        self._hints.setEnabled(not empty)
        self._show_current()

    def _show_empty(self, later: int) -> None:
        text = (
            formats.counted(
                ngettext(
                    "Everything is done for this week. {count} action is planned for later.",
                    "Everything is done for this week. {count} actions are planned for later.",
                    later,
                ),
                later,
            )
            if later
            else _(
                "No late action, no deal without a next step. A good moment to look for new leads."
            )
        )
        self._empty.show_text(_("Nothing is waiting for you"), text)

    def _find(
        self,
        keys: list[tuple[str, int] | None],
        old_keys: list[tuple[str, int] | None],
        place: int,
    ) -> QModelIndex:
        """Return where the selection goes: the same row, or the next one that is still there."""
        places = {key: row for row, key in enumerate(keys) if key is not None}
        candidates = [*old_keys[max(place, 0) :], *reversed(old_keys[: max(place, 0)])]
        found = next((places[key] for key in candidates if key in places), None)
        if found is None:
            found = min(places.values(), default=None)
        return QModelIndex() if found is None else self._model.index(found)

    # Doing.

    def _row_chosen(self, _row: TodayRow | None) -> None:
        if not self._restoring:
            self._show_current()

    def _show_current(self) -> None:
        row = self._list.current_row()
        if not self.isVisible():
            return
        if row is None:
            self._preparation.clear()
            return
        concerned = (row.contact_id, row.opportunity_id)
        self._preparation.prepare(*concerned)
        if concerned != self._shown:
            self._shown = concerned
            self._context.show_contact(*concerned)

    def _perform(self, command: RowCommand, row: TodayRow) -> None:
        flows = self._context.flows
        match command:
            case RowCommand.MAIN:
                self._main(row)
            case RowCommand.POSTPONE if row.action is not None:
                flows.postpone(row.action.id, self._list.anchor())
            case RowCommand.EDIT if row.action is not None:
                flows.edit_follow_up(row.action.id, as_planned(row.action))
            case RowCommand.PLAN:
                flows.plan(row.contact_id, row.opportunity_id)
            case RowCommand.CALL:
                flows.reach(row.contact_id, phone_link(row.phone))
            case RowCommand.WRITE:
                action = row.action
                written = action.id if action is not None and action.is_written else None
                flows.write(row.contact_id, row.opportunity_id, written)
            case RowCommand.STAND_BY if row.opportunity_id is not None:
                flows.stand_by(row.opportunity_id)
            case RowCommand.LOSE if row.opportunity_id is not None:
                flows.lose(row.opportunity_id)
            case RowCommand.LEAVE_LOST if row.opportunity_id is not None:
                flows.leave_lost(row.opportunity_id)
            case RowCommand.NOTE:
                self._show_in_panel(row)
                self.note_requested.emit(row.contact_id, row.opportunity_id)
            case RowCommand.OPEN:
                self._show_in_panel(row)
            case _:
                pass

    def _main(self, row: TodayRow) -> None:
        flows = self._context.flows
        if row.action is not None:
            flows.complete(row.action.id)
        elif row.group in WOKEN and row.opportunity_id is not None:
            flows.reopen(row.opportunity_id)
        elif row.group is Group.REQUALIFY:
            flows.qualify(row.contact_id, row.opportunity_id)
        else:
            flows.plan(row.contact_id, row.opportunity_id)

    def _show_in_panel(self, row: TodayRow) -> None:
        self._shown = (row.contact_id, row.opportunity_id)
        self._context.show_contact(*self._shown)
        self.panel_requested.emit(*self._shown)

    def _call(self) -> None:
        self._context.flows.call_today()

    def _add_lead(self) -> None:
        self._context.flows.add_lead()

    def _export_ics(self) -> None:
        self.export_requested.emit("ics")

    def _export_table(self) -> None:
        self.export_requested.emit("xlsx")

    def _export_pdf(self) -> None:
        self.export_requested.emit("pdf")


def _read(services: Services) -> tuple[TodaySnapshot, tuple[Line, ...]]:
    """Read the page and put it into words; on the worker."""
    snapshot = services.today.today()
    return snapshot, lines_of(snapshot)


def _key_hints() -> list[tuple[str, str]]:
    return [
        ("↑ ↓", pgettext("key hint", "move")),
        (pgettext("key", "Enter"), pgettext("key hint", "done")),
        ("P", pgettext("key hint", "postpone")),
        ("C", pgettext("key hint", "call")),
        ("M", pgettext("key hint", "write")),
        ("N", pgettext("key hint", "note")),
        ("A", pgettext("key hint", "plan")),
        ("O", pgettext("key hint", "open")),
    ]
