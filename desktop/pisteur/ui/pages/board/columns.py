"""The columns under their zones, side by side, scrolled sideways when there is no room for all.

Keeps one selection for the whole board, shows gates during a drag, and joins what the columns ask
for into one set of signals.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from pisteur.domain.board import StageView
from pisteur.domain.board_words import Zone
from pisteur.i18n import _
from pisteur.presentation import qt_numbers
from pisteur.presentation.board_moves import Direction, gate_ahead
from pisteur.presentation.board_state import BoardState
from pisteur.presentation.column_model import ColumnModel
from pisteur.ui.pages.board.card_painter import CardPainter
from pisteur.ui.pages.board.column import Column, ColumnName
from pisteur.ui.pages.board.column_view import ColumnView
from pisteur.ui.pages.board.zone_header import ZoneHeader
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import colour

if TYPE_CHECKING:
    from pisteur.ui.pages.board.column_tools import ColumnTools

SPACING = 10
EDGE = 40
SCROLL_STEP = 12
SCROLL_EVERY_MS = 16


class BoardColumns(QScrollArea):
    """All columns.

    Signals:
        card_opened, card_reached, card_edited, move_wanted, delete_wanted, menu_wanted: as of
            `ColumnView`.
        cards_dropped: a `MoveCards`, once the drag is over.
        stage_menu_wanted, stage_renamed: as of `Column`.
    """

    card_opened = Signal(object)
    card_reached = Signal(object)
    card_edited = Signal(object)
    move_wanted = Signal(object, object)
    delete_wanted = Signal(object)
    menu_wanted = Signal(object, object)
    cards_dropped = Signal(object)
    stage_menu_wanted = Signal(object, object)
    stage_renamed = Signal(object, object)

    def __init__(self, state: BoardState, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("board-columns")
        self._state = state
        self._theme = theme
        self._cards = CardPainter(theme)
        self._dragging = False
        self._editable = False
        self._dropped: object = None
        self._scroll_by = 0
        self._scroller = QTimer(self)
        self._scroller.setInterval(SCROLL_EVERY_MS)
        self._scroller.timeout.connect(self._scroll_on)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
        self.setProperty("verticalScrollBarPolicy", qt_numbers.SCROLL_BAR_ALWAYS_OFF)
        theme.changed.connect(self._on_theme)
        self.build()

    # Making and keeping up.

    def build(self) -> None:
        """Make the columns anew, for other stages."""
        self._built_for = self._state.stages
        self._columns: dict[int, Column] = {}
        self._zones: dict[Zone, ZoneHeader] = {}
        content = _Content(self._theme)
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(8)
        grid.setRowStretch(1, 1)
        for zone in Zone:
            places = [p for p, stage in enumerate(self._built_for) if stage.zone is zone]
            if places:
                header = self._zones[zone] = ZoneHeader(zone, self._theme, content)
                grid.addWidget(header, 0, places[0], 1, len(places))
        names: list[ColumnName] = []
        for place, stage in enumerate(self._built_for):
            column = self._columns[stage.id] = self._make_column(stage, place, names, content)
            grid.addWidget(column, 1, place)
            grid.setColumnStretch(place, 1)
        self._content = content
        old = self.takeWidget()
        if old is not None:
            # The change may have come from one of its own buttons.
            old.deleteLater()
        self.setWidget(content)
        self.show_totals()
        if self._editable:
            self.make_editable()

    def make_editable(self) -> None:
        """Give every column the tools that it is edited with: the first paint is over."""
        self._editable = True
        self._cards.draw_in_turns()
        for column in self._columns.values():
            column.add_tools()
            column.menu_wanted.connect(self.stage_menu_wanted)
            column.renamed.connect(self.stage_renamed)

    def _make_column(
        self, stage: StageView, place: int, names: list[ColumnName], content: QWidget
    ) -> Column:
        model = ColumnModel(self._state, stage.id)
        view = ColumnView(model, self._cards, self._theme, content)
        model.cards_dropped.connect(self._on_dropped)
        view.selection_taken.connect(self._on_selection)
        view.card_opened.connect(self.card_opened)
        view.card_reached.connect(self.card_reached)
        view.card_edited.connect(self.card_edited)
        view.move_wanted.connect(self.move_wanted)
        view.delete_wanted.connect(self.delete_wanted)
        view.menu_wanted.connect(self.menu_wanted)
        view.neighbour_wanted.connect(self._on_neighbour)
        view.drag_moved.connect(self._on_drag_moved)
        view.drag_started.connect(self._on_drag_started)
        view.drag_finished.connect(self._on_drag_finished)
        hint = (
            _("Add a lead with “New lead”, or import a list.")
            if place == 0
            else _("Drop a card here.")
        )
        column = Column(stage, view, hint, names, content)
        column.add_colour(self._theme)
        return column

    def sync(self, changed: Collection[int] = ()) -> None:
        """Follow the board, keeping scroll, selection and focus where they were."""
        if self._state.stages != self._built_for:
            self._build_again()
            return
        for column in self._columns.values():
            view = column.view
            if view.column.current:
                continue
            ids, current = view.selected_ids(), view.current_id()
            view.column.sync(changed)
            if ids and (view.selected_ids() != ids or view.current_id() != current):
                view.select(ids, current)
        self.show_totals()

    def _build_again(self) -> None:
        """Make the columns anew, and give the focus to the column that had it."""
        focus = self.window().focusWidget()
        had = [i for i, own in self._columns.items() if focus and own.isAncestorOf(focus)]
        in_view = had and focus is self._columns[had[0]].view
        self.build()
        column = self._columns.get(had[0]) if had else None
        if column is None:
            return
        if in_view or column.tools is None:
            column.view.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            self.tools(had[0]).button.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def tools(self, stage_id: int) -> ColumnTools:
        """Return what a column is edited with, once they are editable.

        Raises:
            KeyError: when there is no column of this id.
        """
        return cast("ColumnTools", self._columns[stage_id].tools)

    def show_totals(self) -> None:
        """Show counts and sums again."""
        for stage_id, column in self._columns.items():
            column.show_total(self._state.column_total(stage_id))
        for zone, header in self._zones.items():
            header.show_total(self._state.zone_total(zone))

    def update_cards(self) -> None:
        """Paint the cards again as they are now; only those that look another are drawn."""
        for column in self._columns.values():
            column.view.viewport().update()

    def repaint_cards(self) -> None:
        """Lay every card out again: the day or the theme has changed."""
        self._cards.forget()
        self.update_cards()
        for header in self._zones.values():
            header.update()
        self._content.update()

    def _on_theme(self) -> None:
        self.repaint_cards()

    # Selection and focus.

    @property
    def views(self) -> list[ColumnView]:
        """The lists of cards, from left to right."""
        return [self._columns[stage.id].view for stage in self._built_for]

    def view(self, stage_id: int) -> ColumnView:
        """Return the list of a column.

        Raises:
            KeyError: when there is none of this id.
        """
        return self._columns[stage_id].view

    def zone_header(self, zone: Zone) -> ZoneHeader:
        """Return the header of a zone.

        Raises:
            KeyError: when the zone has no column.
        """
        return self._zones[zone]

    def selected_ids(self) -> tuple[int, ...]:
        """Return the selected cards; they are of one column."""
        return next((ids for view in self.views if (ids := view.selected_ids())), ())

    def select(self, ids: tuple[int, ...], *, focus: bool) -> bool:
        """Select cards of one column and bring the first into sight; False if it is not shown."""
        card = self._state.card(ids[0]) if ids else None
        if card is None or card.stage_id not in self._columns:
            return False
        view = self.view(card.stage_id)
        row = view.column.row_of(card.id)
        if row is None:
            return False
        view.select(ids, card.id)
        view.scrollTo(view.column.index(row))
        if focus:
            view.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self._columns[card.stage_id], 0, 0)
        return True

    def focus_cards(self) -> None:
        """Give the focus to the selected card, or to the first one."""
        ids = self.selected_ids()
        if ids:
            self.select(ids, focus=True)
            return
        full = next((view for view in self.views if view.column.rowCount()), None)
        if full is not None:
            full.take_row(0)

    def _on_selection(self, taken: ColumnView) -> None:
        for view in self.views:
            # Letting nothing go would paint the whole column again.
            if view is not taken and view.selectionModel().hasSelection():
                view.clearSelection()

    def _on_neighbour(self, here: ColumnView, direction: Direction) -> None:
        views = self.views
        place = views.index(here)
        ahead = views[place + 1 :] if direction is Direction.RIGHT else views[:place][::-1]
        target = next((view for view in ahead if view.column.rowCount()), None)
        if target is None:
            return
        y = here.visualRect(here.currentIndex()).center().y()
        target.take_row(target.row_at(y))
        self.ensureWidgetVisible(target, 0, 0)

    # Dragging.

    def _on_drag_started(self) -> None:
        self._dragging = True
        self._dropped = None

    def _on_dropped(self, command: object) -> None:
        # A dialog must not open while the drag still has the mouse.
        if self._dragging:
            self._dropped = command
        else:
            self.cards_dropped.emit(command)

    def _on_drag_finished(self) -> None:
        self._dragging = False
        self._scroller.stop()
        self._show_gate((), None)
        command, self._dropped = self._dropped, None
        if command is not None:
            self.cards_dropped.emit(command)

    def _on_drag_moved(self, view: ColumnView, ids: tuple[int, ...], at: QPoint) -> None:
        self._show_gate(ids, view.column.stage_id)
        self._scroll_by = self._edge_step(at) if ids else 0
        if self._scroll_by and not self._scroller.isActive():
            self._scroller.start()

    def _show_gate(self, ids: tuple[int, ...], stage_id: int | None) -> None:
        gate = gate_ahead(self._state, ids, stage_id) if ids and stage_id is not None else None
        target = self._state.zone_of(stage_id) if gate and stage_id is not None else None
        for zone, header in self._zones.items():
            header.show_gate(gate if zone is target else None)
        place = next((p for p, s in enumerate(self._built_for) if s.zone is target), None)
        self._content.show_gate(
            None if place is None else self._columns[self._built_for[place].id].x() - SPACING // 2
        )

    def _edge_step(self, at: QPoint) -> int:
        x = self.viewport().mapFromGlobal(at).x()
        if x < EDGE:
            return -SCROLL_STEP
        return SCROLL_STEP if x > self.viewport().width() - EDGE else 0

    def _scroll_on(self) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        bar.setValue(before + self._scroll_by)
        if bar.value() == before:
            self._scroller.stop()


class _Content(QWidget):
    """What scrolls; paints the gate between two zones as a dashed line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("board-content")
        self._theme = theme
        self._gate_x: int | None = None

    def show_gate(self, x: int | None) -> None:
        """Show the gate at `x`, or none."""
        if x != self._gate_x:
            self._gate_x = x
            self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        if self._gate_x is None:
            return
        painter = QPainter(self)
        pen = QPen(colour(self._theme.tokens.warn), 2, QtCore.Qt.PenStyle.DashLine)
        painter.setPen(pen)
        x = max(1, self._gate_x)
        painter.drawLine(x, 0, x, self.height())
