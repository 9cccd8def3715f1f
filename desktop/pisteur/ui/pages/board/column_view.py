"""A column's list of cards: dragging, dropping between cards, and the keys.

Asks for everything by signals and changes nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStylePainter, QWidget

from pisteur.i18n import _
from pisteur.presentation import qt_numbers
from pisteur.presentation.board_moves import Direction
from pisteur.presentation.column_model import ColumnModel
from pisteur.ui.pages.board.card_painter import GAP, MARGIN, CardPainter, card_box
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import colour, write
from pisteur.ui.widgets.properties import set_surface

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDrag,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QKeyEvent,
        QPaintEvent,
    )

AUTO_SCROLL_MARGIN = 36
INDICATOR = 3


class ColumnView(QListView):
    """One column.

    Signals:
        selection_taken: this view, when it has cards selected now.
        card_opened: the id of a card to show in the panel.
        card_reached: the id of the one card that is selected now, by key, drag or menu: what the
            panel should show where it is open.
        card_edited: the id of a card whose deal to edit.
        move_wanted: (ids, Direction) by keyboard.
        neighbour_wanted: (this view, Direction.LEFT or RIGHT): the focus goes to the next column.
        delete_wanted: ids.
        menu_wanted: (ids, global point).
        drag_moved: (this view, ids, global point) while cards hover; ids are () when they leave.
        drag_started, drag_finished: around the drag of cards of this column.
    """

    selection_taken = Signal(object)
    card_opened = Signal(object)
    card_reached = Signal(object)
    card_edited = Signal(object)
    move_wanted = Signal(object, object)
    neighbour_wanted = Signal(object, object)
    delete_wanted = Signal(object)
    menu_wanted = Signal(object, object)
    drag_moved = Signal(object, object, object)
    drag_started = Signal()
    drag_finished = Signal()

    def __init__(
        self, column: ColumnModel, cards: CardPainter, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._cards = cards
        self._theme = theme
        self._hint = ""
        # A viewport of our own: asked for Qt's, PySide would look through every kind of widget
        # to find what it is, which takes 40 ms on the way to the first paint.
        self._surface = QWidget()
        self.setViewport(self._surface)
        self._drop_row: int | None = None
        column.setParent(self)
        column.row_size = QSize(1, cards.row_height)
        self.setFrameShape(QFrame.Shape.NoFrame)
        set_surface(self, "column")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_ALWAYS_OFF)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setProperty("defaultDropAction", qt_numbers.MOVE_ACTION)
        self.setDropIndicatorShown(False)
        self.setAutoScrollMargin(AUTO_SCROLL_MARGIN)
        self.setTabKeyNavigation(False)
        # Last: Qt lays out again for each setting that comes after it.
        self.setModel(column)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    # What is selected.

    @property
    def column(self) -> ColumnModel:
        """The model, as what it is."""
        return self._column

    def set_hint(self, hint: str) -> None:
        """Say `hint` when the column is empty; for before the view is shown."""
        self._hint = hint

    @property
    def hint(self) -> str:
        """What an empty column says: what to do, or that its cards are only hidden."""
        if self._column.state.filter.hides:
            return _("No card here matches the filter.")
        return self._hint

    def selected_ids(self) -> tuple[int, ...]:
        """Return the selected cards, from top to bottom."""
        chosen = self.selectionModel()
        # Asked of every column at each change, and but one has any.
        if not chosen.hasSelection():
            return ()
        rows = sorted(index.row() for index in chosen.selectedRows())
        return tuple(i for i in map(self._column.id_at, rows) if i is not None)

    def current_id(self) -> int | None:
        """Return the card that the keys act on."""
        return self._column.id_at(self.currentIndex().row())

    def select(self, ids: tuple[int, ...], current: int | None) -> None:
        """Select cards and make `current` the one that the keys act on; others are let go."""
        mode = QItemSelectionModel.SelectionFlag
        chosen = self.selectionModel()
        row = self._column.row_of(current) if current is not None else None
        if row is not None:
            chosen.setCurrentIndex(self._column.index(row), mode.NoUpdate)
        wanted = QItemSelection()
        for card_id in ids:
            row = self._column.row_of(card_id)
            if row is not None:
                index = self._column.index(row)
                wanted.select(index, index)
        # At once: each step would be told to all, and painted.
        chosen.select(wanted, mode.ClearAndSelect)

    def take_row(self, row: int) -> None:
        """Select the card in a row, or the last, and take the focus."""
        last = self._column.rowCount() - 1
        if last >= 0:
            index = self._column.index(min(max(0, row), last))
            mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, mode)
            self.scrollTo(index)
        self.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self._reach()

    def row_at(self, y: int) -> int:
        """Return the row shown at a height of the viewport, or the number of rows below them."""
        index = self.indexAt(QPoint(self._surface.width() // 2, y))
        if index.isValid():
            return index.row()
        return 0 if y < 0 else self._column.rowCount()

    def _on_selection(self) -> None:
        if self.selectionModel().hasSelection():
            self.selection_taken.emit(self)

    def _reach(self) -> None:
        card_id = self.current_id()
        if card_id is not None and self.selected_ids() == (card_id,):
            self.card_reached.emit(card_id)

    def _on_clicked(self) -> None:
        card_id = self.current_id()
        if card_id is not None and self.selected_ids() == (card_id,):
            self.card_opened.emit(card_id)

    def _on_double_clicked(self) -> None:
        card_id = self.current_id()
        if card_id is not None:
            self.card_edited.emit(card_id)

    # Keys and menu.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        keys, held = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
        key = keys(event.key())
        modifiers = event.modifiers() & ~held.KeypadModifier
        arrow = {
            keys.Key_Up: Direction.UP,
            keys.Key_Down: Direction.DOWN,
            keys.Key_Left: Direction.LEFT,
            keys.Key_Right: Direction.RIGHT,
        }.get(key)
        if arrow is not None and modifiers == held.ControlModifier | held.ShiftModifier:
            self.move_wanted.emit(self.selected_ids() or self._current_ids(), arrow)
        elif arrow in {Direction.LEFT, Direction.RIGHT} and not modifiers:
            self.neighbour_wanted.emit(self, arrow)
        elif key in {keys.Key_Return, keys.Key_Enter, keys.Key_Space} and not modifiers:
            self._open_current()
        elif key == keys.Key_Delete and not modifiers:
            ids = self.selected_ids()
            if ids:
                self.delete_wanted.emit(ids)
        else:
            super().keyPressEvent(event)
            self._reach()
            return
        event.accept()

    def _current_ids(self) -> tuple[int, ...]:
        card_id = self.current_id()
        return () if card_id is None else (card_id,)

    def _open_current(self) -> None:
        card_id = self.current_id()
        if card_id is not None:
            if not self.selectionModel().isSelected(self.currentIndex()):
                self.select((card_id,), card_id)
            self.card_opened.emit(card_id)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        by_mouse = event.reason() == type(event).Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        card_id = self._column.id_at(index.row())
        if card_id is not None and card_id not in self.selected_ids():
            self.select((card_id,), card_id)
        self._reach()
        inside = event.pos() if by_mouse else self.visualRect(index).center()
        self.menu_wanted.emit(self.selected_ids(), self._surface.mapToGlobal(inside))

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self._surface.update()

    # Dragging out.

    def startDrag(self, supported_actions: QtCore.Qt.DropAction, /) -> None:
        """Drag the selected cards; where they land is the drop's business, nothing is removed."""
        ids = self.selected_ids()
        if not ids:
            return
        # Not needed for the first paint, and so loaded here.
        from pisteur.ui.pages.board.drag import make_drag  # noqa: PLC0415

        card = self._column.state.card(self.current_id() or ids[0])
        size = card_box(self.visualRect(self.currentIndex()), self.width()).size()
        self.drag_started.emit()
        self.run_drag(make_drag(self, self._cards, self._theme, ids, grabbed=card, size=size))
        self.drag_finished.emit()
        # Not before: a panel that opens moves the columns away under the hand.
        if len(ids) == 1:
            self.card_reached.emit(ids[0])

    def run_drag(self, drag: QDrag) -> QtCore.Qt.DropAction:
        """Let the user drag until the drop; tests put something in its place."""
        return drag.exec(QtCore.Qt.DropAction.MoveAction)

    # Dropping in.

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        super().dragEnterEvent(event)
        self._hover(event)

    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        # Qt scrolls near the edges; the place of the drop is found here, in the gaps too.
        super().dragMoveEvent(event)
        self._hover(event)

    def _hover(self, event: QDragMoveEvent) -> None:
        ids = self._column.dragged_ids(event.mimeData())
        if not ids:
            event.ignore()
            return
        self._show_drop_row(self.drop_row(event.position().toPoint()))
        event.setDropAction(QtCore.Qt.DropAction.MoveAction)
        event.accept()
        self.drag_moved.emit(self, ids, self._surface.mapToGlobal(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        super().dragLeaveEvent(event)
        self._leave()

    def dropEvent(self, event: QDropEvent, /) -> None:
        # Qt's own would try moveRows first, and takes a drop in a gap for one at the end.
        row = self.drop_row(event.position().toPoint())
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._leave()
        if not self._column.dragged_ids(event.mimeData()):
            event.ignore()
            return
        event.setDropAction(QtCore.Qt.DropAction.MoveAction)
        event.accept()
        root = self.rootIndex()
        self._column.dropMimeData(event.mimeData(), QtCore.Qt.DropAction.MoveAction, row, 0, root)

    def _leave(self) -> None:
        self._show_drop_row(None)
        self.drag_moved.emit(self, (), QPoint())

    def drop_row(self, at: QPoint) -> int:
        """Return the row before which a drop at a point of the viewport lands; -1 is the end."""
        row = self.row_at(at.y())
        if row >= self._column.rowCount():
            return -1
        box = self.visualRect(self._column.index(row))
        if at.y() < box.top() + (box.height() - GAP) // 2:
            return row
        return row + 1

    def _show_drop_row(self, row: int | None) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self._surface.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Not Qt's own, which asks a delegate: see `CardPainter`.
        painter = QStylePainter(self._surface)
        if self._column.rowCount():
            self._paint_cards(painter, event.rect())
        else:
            self._paint_hint(painter)
        if self._drop_row is not None:
            self._paint_indicator(painter, self._drop_row)

    def _paint_cards(self, painter: QPainter, exposed: QRect) -> None:
        chosen, state = self.selectionModel(), self._column.state
        any_chosen = chosen.hasSelection()
        keyed = self.currentIndex().row() if self.hasFocus() else -1
        first = self.row_at(exposed.top())
        # Every row is as high as the next: Qt is asked for the first only.
        place = self.visualRect(self._column.index(first))
        for row in range(first, self._column.rowCount()):
            card = self._column.card_at(row)
            if card is None or place.top() > exposed.bottom():
                break
            selected = any_chosen and chosen.isSelected(self._column.index(row))
            box = card_box(place, self.width())
            self._cards.paint(painter, box, card, state, selected=selected, focused=row == keyed)
            place.translate(0, place.height())

    def _paint_hint(self, painter: QStylePainter) -> None:
        painter.setFont(self._theme.fonts.label)
        box = self._surface.rect().adjusted(4, 12, -MARGIN - 4, -8)
        flags = qt_numbers.ALIGN_H_CENTER | qt_numbers.ALIGN_TOP | qt_numbers.WORD_WRAP
        write(painter, box, flags, self.hint, self._theme.tokens.muted)
        if self.hasFocus():
            painter.setPen(colour(self._theme.tokens.accent))
            edge = self._surface.rect().adjusted(1, 1, -MARGIN, -2)
            painter.drawRoundedRect(edge, self._theme.tokens.radius, self._theme.tokens.radius)

    def _paint_indicator(self, painter: QPainter, row: int) -> None:
        count = self._column.rowCount()
        at = row if 0 <= row < count else count - 1
        box = self.visualRect(self._column.index(at)) if count else QRect(0, GAP, 0, 0)
        edge = box.top() if at == row or not count else box.bottom() + 1
        y = max(0, edge - GAP // 2 - INDICATOR // 2 - 1)
        wide = card_box(self._surface.rect(), self.width()).width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._theme.tokens.accent))
        painter.drawRoundedRect(QRect(0, y, wide, INDICATOR), 1.5, 1.5)
