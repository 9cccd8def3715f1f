"""The dashboard: what may come, and what has come of it; any figure opens what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.dashboard import Behind, BehindRow, DashboardView, Kind, Money
from pisteur.domain.forecast import Forecast
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.pages.dashboard import words
from pisteur.ui.pages.dashboard.bars import BarRow
from pisteur.ui.pages.dashboard.behind import MOST, BehindDialog
from pisteur.ui.pages.dashboard.figure_box import FigureBox
from pisteur.ui.pages.dashboard.tiles import FigureTile
from pisteur.ui.widgets.containers import make_scrolling
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.properties import make_button, make_label, set_surface

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

_TABLES = (
    *("opportunities", "stage_passages", "stages", "pipelines", "sales", "payments", "settings"),
    *("contacts", "loss_reasons", "came_for", "lead_lists"),
)
# Below this width the boxes stand one under the other.
TWO_COLUMNS = 760
TILES_IN_A_ROW = 900
QUARTER, YEAR = "quarter", "year"


class DashboardPage(QWidget):
    """The page.

    Signals:
        panel_requested: (contact id, opportunity id or None): asked for on purpose, so that the
            panel should be opened where it is hidden.
    """

    panel_requested = Signal(object, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard-page")
        self.setAccessibleName(_("Dashboard"))
        set_surface(self, "ground")
        self._context = context
        self._view: DashboardView | None = None
        self._stale = True
        self._columns = 0
        # How many side by side, of how many.
        self._tiles_placed = (0, 0)
        self._asked: tuple[str, Behind] | None = None
        # Each made in its place: the style sheet is matched again for each parent.
        content = self._lay_out()
        self._make_tiles(content)
        self._make_boxes(content)
        self._arrange()
        self.setFocusProxy(self._tiles["quarter"])
        context.runner.changed.connect(self._note_change)

    def refresh(self) -> None:
        """Read the page again; also what midnight asks for."""
        self._stale = False
        self._context.runner.latest("dashboard", lambda s: s.dashboard.view(), self._show)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Building.

    def _make_tiles(self, content: QWidget) -> None:
        titles = {
            "quarter": _("Forecast of the quarter"),
            "year": _("Forecast of the year"),
            "accepted": _("Orders accepted this year"),
            "cashed-in": _("Received this year"),
            "outstanding": _("Invoices to be paid"),
            "dormant": _("Customers about to become dormant"),
        }
        self._tiles = {
            name: FigureTile(title, name=f"tile-{name}", parent=content)
            for name, title in titles.items()
        }
        self._tiles["quarter"].clicked.connect(self._open_quarter)
        self._tiles["year"].clicked.connect(self._open_year)
        self._tiles["accepted"].clicked.connect(self._open_accepted)
        self._tiles["cashed-in"].clicked.connect(self._open_cashed_in)
        self._tiles["outstanding"].clicked.connect(self._open_outstanding)
        self._tiles["dormant"].clicked.connect(self._open_dormant)

    def _make_boxes(self, content: QWidget) -> None:
        self._period = Chips(
            [(QUARTER, _("Quarter")), (YEAR, _("Year"))], QUARTER, name="forecast-period"
        )
        self._period.setAccessibleName(_("Period of the forecast"))
        self._period.chosen.connect(self._show_forecast)
        self._forecast = self._box(
            content,
            "forecast",
            _("Forecast by column"),
            _("No running deal has both an amount and an expected date in this period."),
            self._period,
        )
        self._notes = QVBoxLayout()
        self._notes.setSpacing(0)
        self._default = make_label("", "label", wrap=True)
        self._forecast.section.body.addWidget(self._default)
        self._forecast.section.body.addLayout(self._notes)
        self._funnel = self._box(content, "funnel", _("Funnel"), _("No deal yet."))
        self._funnel.head.setText(_("deals that came in · won · median stay"))
        none_closed = _("No deal was won or lost in the last 12 months.")
        none_lost = _("No deal was lost in the last 12 months.")
        self._lost = self._box(content, "lost", _("Why deals were lost"), none_lost)
        came_for, sources = _("Won, by why they came"), _("Won, by where they came from")
        self._came_for = self._box(content, "came-for", came_for, none_closed)
        self._sources = self._box(content, "sources", sources, none_closed)
        self._left = (self._forecast, self._lost, self._sources)
        self._right = (self._funnel, self._came_for)
        self._in_order = (
            *(self._forecast, self._funnel, self._lost, self._came_for, self._sources),
        )

    def _box(
        self, content: QWidget, name: str, title: str, empty: str, trailing: QWidget | None = None
    ) -> FigureBox:
        made = FigureBox(name, title, empty, self._context.theme, trailing, content)
        made.bars.opened.connect(self._open_row)
        return made

    def _lay_out(self) -> QWidget:
        """Return where tiles and boxes go, in its own place."""
        content = QWidget()
        self._tile_grid = QGridLayout()
        self._tile_grid.setSpacing(12)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        boxes = QHBoxLayout()
        boxes.setSpacing(12)
        for side in self._sides:
            side.setSpacing(12)
            side.addStretch(1)
            boxes.addLayout(side, 1)
        self._between = boxes
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(12)
        column.addLayout(self._tile_grid)
        column.addLayout(boxes)
        column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(make_label(_("Dashboard"), "title"), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 4, 0)
        outer.setSpacing(10)
        outer.addLayout(head)
        outer.addWidget(make_scrolling(content), 1)
        return content

    def _arrange(self) -> None:
        """Place tiles and boxes for the width that there is."""
        columns = 2 if self.width() >= TWO_COLUMNS else 1
        shown = self._shown_tiles()
        tiles = (len(shown) if self.width() >= TILES_IN_A_ROW else 3), len(shown)
        if tiles != self._tiles_placed:
            self._tiles_placed = tiles
            self._place_tiles(tiles[0])
        if columns == self._columns:
            return
        self._columns = columns
        # Not by `takeAt`: what it returns outlives the move, and keeps sizes that are gone.
        for box in self._in_order:
            for side in self._sides:
                side.removeWidget(box)
        left, right = (self._left, self._right) if columns > 1 else (self._in_order, ())
        for layout, boxes in zip(self._sides, (left, right), strict=True):
            for place, box in enumerate(boxes):
                layout.insertWidget(place, box)
        self._between.setStretch(1, columns - 1)
        self._between.setSpacing(12 if columns > 1 else 0)

    def _place_tiles(self, columns: int) -> None:
        for tile in self._tiles.values():
            self._tile_grid.removeWidget(tile)
        shown = self._shown_tiles()
        for place in range(len(self._tiles)):
            self._tile_grid.setColumnStretch(place, 1 if place < columns else 0)
        for number, tile in enumerate(shown):
            self._tile_grid.addWidget(tile, number // columns, number % columns)
        # All others show with the page.
        self._tiles["outstanding"].setVisible(self._tiles["outstanding"] in shown)

    def _shown_tiles(self) -> list[FigureTile]:
        """Return the tiles in their order: invoices only where there are any to be paid."""
        due = self._view is not None and bool(self._view.outstanding.sale_ids)
        return [tile for name, tile in self._tiles.items() if due or name != "outstanding"]

    # Reading.

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if not changes.touches(*_TABLES):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show(self, view: DashboardView) -> None:
        self._view = view
        self._show_tiles(view)
        self._show_forecast()
        self._funnel.show_rows(words.funnel_rows(view.funnel))
        since = words.since_text(view)
        for box, rows in (
            (self._lost, words.lost_rows(view.lost)),
            (self._came_for, words.outcome_rows(view.came_for)),
            (self._sources, words.outcome_rows(view.sources)),
        ):
            box.head.setText(since)
            box.show_rows(rows)

    def _show_tiles(self, view: DashboardView) -> None:
        for name, found in (("quarter", view.quarter), ("year", view.year)):
            self._tiles[name].show_figure(
                words.euros(found.weighted_cents),
                words.forecast_detail(found),
                opens=bool(_counted(found)),
            )
        self._show_money("accepted", view.accepted)
        self._show_money("cashed-in", view.cashed_in)
        late = view.overdue.cents
        self._show_money(
            "outstanding",
            view.outstanding,
            _("{amount} overdue").format(amount=formats.money(late)) if late else "",
        )
        count = view.dormant_soon
        self._tiles["dormant"].show_figure(
            formats.number(count), _("Wake them now") if count else "", opens=bool(count)
        )
        self._arrange()

    def _show_money(self, name: str, money: Money, bad: str = "") -> None:
        count = len(money.sale_ids)
        text = formats.counted(ngettext("{count} sale", "{count} sales", count), count)
        self._tiles[name].show_figure(
            words.euros(money.cents),
            bad or (text if count else ""),
            tone="bad" if bad else "",
            opens=bool(count),
        )

    def _show_forecast(self, _chosen: object = None) -> None:
        if self._view is None:
            return
        found = self._view.year if self._period.value == YEAR else self._view.quarter
        self._forecast.show_rows(words.forecast_rows(found, self._view))
        self._forecast.head.setText(words.forecast_detail(found))
        self._default.setText(words.default_text(found))
        self._default.setVisible(bool(found.lines))
        clear_rows(self._notes)
        for name, text, ids in words.gaps(found):
            button = make_button(text, "link", name=f"gap-{name}", compact=True)
            button.setProperty("ids", list(ids))
            button.clicked.connect(self._open_gap)
            self._notes.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    # Looking behind.

    def _open_quarter(self) -> None:
        if self._view is not None:
            self._open_forecast(_("Forecast of the quarter"), self._view.quarter)

    def _open_year(self) -> None:
        if self._view is not None:
            self._open_forecast(_("Forecast of the year"), self._view.year)

    def _open_forecast(self, title: str, found: Forecast) -> None:
        self._open(title, words.deals_behind(_counted(found)))

    def _open_accepted(self) -> None:
        if self._view is not None:
            self._open_sales(_("Orders accepted this year"), self._view.accepted, Kind.SALES)

    def _open_cashed_in(self) -> None:
        if self._view is not None:
            self._open_sales(_("Received this year"), self._view.cashed_in, Kind.CASHED_IN)

    def _open_outstanding(self) -> None:
        if self._view is not None:
            self._open_sales(_("Invoices to be paid"), self._view.outstanding, Kind.OUTSTANDING)

    def _open_sales(self, title: str, money: Money, kind: Kind) -> None:
        self._open(title, Behind(kind, money.sale_ids))

    def _open_dormant(self) -> None:
        self._context.flows.show_contacts(ContactQuery(dormant_soon=True))

    def _open_row(self, row: BarRow) -> None:
        if row.behind is not None:
            self._open(row.name, row.behind)

    def _open_gap(self) -> None:
        button = self.sender()
        if button is not None:
            ids = tuple(int(i) for i in button.property("ids"))
            self._open(button.property("text"), words.deals_behind(ids))

    def _open(self, title: str, behind: Behind) -> None:
        if behind.ids:
            self._asked = (title, behind)
            self._context.runner.latest(
                "behind", lambda s: s.dashboard.behind(behind, MOST), self._show_behind
            )

    def _show_behind(self, rows: tuple[BehindRow, ...]) -> None:
        if self._asked is None:
            return
        title, behind = self._asked
        left_out = max(0, len(behind.ids) - MOST)
        dialog = BehindDialog(title, rows, left_out, self)
        dialog.opened.connect(self._open_contact)
        dialog.open()

    def _open_contact(self, contact_id: int, deal_id: int | None) -> None:
        self._context.show_contact(contact_id, deal_id)
        self.panel_requested.emit(contact_id, deal_id)


def _counted(found: Forecast) -> tuple[int, ...]:
    return tuple(deal for line in found.lines for deal in line.deal_ids)
