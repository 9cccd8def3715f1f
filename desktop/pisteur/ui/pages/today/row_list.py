"""The list of the page of the day: keys, clicks and the menu of a row become commands."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QHelpEvent,
    QHideEvent,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QToolTip, QWidget

from pisteur.i18n import _, pgettext
from pisteur.presentation.today_model import ROW, Group, TodayHeader, TodayModel, TodayRow
from pisteur.ui.pages.today.row_painter import HEADER_HEIGHT, ROW_HEIGHT, Mood, RowPainter
from pisteur.ui.pages.today.row_signs import EDGE
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.containers import prepare_table
from pisteur.ui.widgets.painting import colour
from pisteur.ui.widgets.properties import set_surface


class RowCommand(StrEnum):
    """What can be asked of a row."""

    MAIN = "main"
    POSTPONE = "postpone"
    PLAN = "plan"
    CALL = "call"
    WRITE = "write"
    NOTE = "note"
    OPEN = "open"
    EDIT = "edit"
    STAND_BY = "stand_by"
    LOSE = "lose"
    LEAVE_LOST = "leave_lost"


KEYS = {
    Qt.Key.Key_Return: RowCommand.MAIN,
    Qt.Key.Key_Enter: RowCommand.MAIN,
    Qt.Key.Key_Space: RowCommand.MAIN,
    Qt.Key.Key_P: RowCommand.POSTPONE,
    Qt.Key.Key_A: RowCommand.PLAN,
    Qt.Key.Key_C: RowCommand.CALL,
    Qt.Key.Key_M: RowCommand.WRITE,
    Qt.Key.Key_N: RowCommand.NOTE,
    Qt.Key.Key_O: RowCommand.OPEN,
    Qt.Key.Key_Right: RowCommand.OPEN,
    Qt.Key.Key_F2: RowCommand.EDIT,
}


# What may be taken up again.
WOKEN = (Group.WOKEN, Group.LOST_TO_ASK)


def command_text(command: RowCommand, row: TodayRow) -> str:
    """Return the words for `command` in a menu."""
    if command is RowCommand.MAIN:
        if row.group is Group.WITHOUT_ACTION:
            return _("Plan the next action…")
        if row.group is Group.REQUALIFY:
            return _("Qualify again…")
        return _("Take up again") if row.group in WOKEN else _("Done, what next…")
    return {
        RowCommand.POSTPONE: _("Postpone…"),
        RowCommand.PLAN: _("Plan an action…"),
        RowCommand.CALL: _("Call"),
        RowCommand.WRITE: _("Write…"),
        RowCommand.NOTE: _("Write a note"),
        RowCommand.OPEN: _("Show in the panel"),
        RowCommand.EDIT: _("Edit the action…"),
        RowCommand.STAND_BY: _("Put on standby…"),
        RowCommand.LOSE: _("Lost…"),
        RowCommand.LEAVE_LOST: _("Leave it lost"),
    }[command]


def key_text(command: RowCommand) -> str:
    """Return the name of the key for `command`, empty when it has none."""
    return {
        RowCommand.MAIN: pgettext("key", "Enter"),
        RowCommand.POSTPONE: "P",
        RowCommand.PLAN: "A",
        RowCommand.CALL: "C",
        RowCommand.WRITE: "M",
        RowCommand.NOTE: "N",
        RowCommand.OPEN: "O",
        RowCommand.EDIT: "F2",
    }.get(command, "")


def commands_for(row: TodayRow) -> list[RowCommand]:
    """Return what can be asked of `row`, in the order of its menu."""
    action = row.action is not None
    lost = row.group is Group.LOST_TO_ASK
    wanted = {
        RowCommand.MAIN: True,
        RowCommand.POSTPONE: action,
        RowCommand.EDIT: action,
        RowCommand.PLAN: row.group is not Group.WITHOUT_ACTION,
        RowCommand.CALL: bool(row.phone),
        RowCommand.WRITE: bool(row.email or row.phone),
        RowCommand.NOTE: True,
        RowCommand.OPEN: True,
        RowCommand.STAND_BY: row.opportunity_id is not None,
        RowCommand.LOSE: row.opportunity_id is not None and not lost,
        RowCommand.LEAVE_LOST: lost,
    }
    return [command for command, possible in wanted.items() if possible]


class TodayList(QTableView):
    """The rows; painted, chosen one at a time.

    A table of one column: of a list whose lines differ in height Qt asks for that of each, and
    does so at every change of width; of thousands that took a tenth of a second each time.

    Signals:
        asked: (RowCommand, TodayRow), by key, click or menu.
        chosen: the TodayRow that became the current one, None without any.
    """

    asked = Signal(object, object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today-list")
        self.setAccessibleName(_("What to do"))
        prepare_table(self)
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = RowPainter(theme, self)
        self._hovered = -1
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        set_surface(self, "ground")
        self._pressed: TodayRow | None = None
        # Menus of a row open here.
        self._anchor = QWidget(self.viewport())
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._anchor.hide()
        theme.changed.connect(self._repaint)

    def reset(self) -> None:
        self._painter.measure_again()
        self._hovered = -1
        super().reset()
        model, rows = self.model(), self.verticalHeader()
        for number, line in enumerate(model.lines if isinstance(model, TodayModel) else ()):
            high = HEADER_HEIGHT if isinstance(line, TodayHeader) else ROW_HEIGHT
            # Qt keeps what the row at this place took before.
            if rows.sectionSize(number) != high:
                rows.resizeSection(number, high)
        # How far one can scroll, before one is asked to scroll there.
        self.updateGeometries()

    def prepare(self) -> Iterator[None]:
        """Make ready what rows are painted with, a piece at each step."""
        return self._painter.prepare()

    def current_row(self) -> TodayRow | None:
        """Return the row that keys act on."""
        return _row(self.currentIndex())

    def anchor(self) -> QWidget:
        """Return a place at the current row where a menu may open."""
        rect = self.visualRect(self.currentIndex())
        self._anchor.setGeometry(QRect(rect.left() + 38, rect.top(), 80, rect.height() - 6))
        self._anchor.show()
        return self._anchor

    def currentChanged(self, current: QModelIndex, previous: QModelIndex, /) -> None:  # type: ignore[override] # the stub has a slot
        super().currentChanged(current, previous)
        self.chosen.emit(_row(current))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection, /) -> None:
        super().selectionChanged(selected, deselected)
        for index in (*selected.indexes(), *deselected.indexes()):
            self._update_row(index.row())

    def verticalScrollbarValueChanged(self, value: int, /) -> None:
        super().verticalScrollbarValueChanged(value)
        if self._hovered >= 0:
            # The mouse stays, and has another row below it.
            self._hover(self.rowAt(self.viewport().mapFromGlobal(QCursor.pos()).y()))

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
        /,
    ) -> None:
        # The first row of a group with its heading, which no key comes to.
        above = index.sibling(index.row() - 1, 0)
        if above.isValid() and not isinstance(above.data(ROW), TodayRow):
            super().scrollTo(above, hint)
        super().scrollTo(index, hint)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Not Qt's own, which asks the style and a delegate for each row.
        exposed, pictures = event.rect(), self._painter.pictures
        painter = QPainter(self.viewport())
        painter.fillRect(exposed, colour(self._theme.tokens.ground))
        chosen = {index.row() for index in self.selectedIndexes()}
        focused = self.currentIndex().row() if self.hasFocus() and self.isActiveWindow() else -1
        width, count = self.viewport().width(), self.model().rowCount()
        pictures.begin()
        row = max(0, self.rowAt(exposed.top()))
        top = self.rowViewportPosition(row)
        # The next one begins an edge higher than its place.
        while row < count and top - EDGE <= exposed.bottom():
            high = self.rowHeight(row)
            mood = Mood(row in chosen, row == focused, row == self._hovered)
            self._painter.paint(painter, QRect(0, top, width, high), row, mood)
            row, top = row + 1, top + high
        painter.end()
        first, last = (self.rowAt(y) for y in (0, self.viewport().height() - 1))
        pictures.finish(max(0, first), last if last >= 0 else count - 1)

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._painter.pictures.forget()

    # Keys.

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier, /
    ) -> QModelIndex:
        # In a table, Home and End go to another column, and with Control to another row.
        found = super().moveCursor(action, modifiers | Qt.KeyboardModifier.ControlModifier)
        # Home and Page Up end on a heading, where Qt gives up: the row below it is meant.
        while found.isValid() and _row(found) is None:
            found = found.siblingAtRow(found.row() + 1)
        return found

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        command = KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.current_row()
        if command is not None and plain and row is not None:
            if command in commands_for(row):
                self.asked.emit(command, row)
            elif command is RowCommand.PLAN:
                self.asked.emit(RowCommand.MAIN, row)
            event.accept()
            return
        if event.text().isprintable() and event.text() and plain:
            # No jumping to a row that starts with a letter: letters are commands here.
            event.ignore()
            return
        super().keyPressEvent(event)

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._main_at(event.position().toPoint()) if left else None

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if pressed is not None:
            if self._main_at(point) == pressed:
                self.asked.emit(RowCommand.MAIN, pressed)
        elif (row := _row(self.indexAt(point))) is not None:
            self.asked.emit(RowCommand.OPEN, row)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        super().mouseMoveEvent(event)
        over = self._main_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent, /) -> bool:
        if isinstance(event, QHoverEvent):
            left = event.type() == QEvent.Type.HoverLeave
            self._hover(-1 if left else self.rowAt(int(event.position().y())))
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._main_at(event.pos())
            if row is not None:
                tip = _("{action} ({key})").format(
                    action=command_text(RowCommand.MAIN, row), key=key_text(RowCommand.MAIN)
                )
                QToolTip.showText(event.globalPos(), tip, self)
                return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        index = self.currentIndex()
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        else:
            corner = self.visualRect(index).bottomLeft() + QPoint(38, -8)
            point = self.viewport().mapToGlobal(corner)
        row = _row(index)
        if row is not None:
            self.setCurrentIndex(index)
            self._make_menu(row).popup(point)

    def _make_menu(self, row: TodayRow) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("today-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in commands_for(row):
            if command in (RowCommand.CALL, RowCommand.OPEN):
                menu.addSeparator()
            key = key_text(command)
            text = command_text(command, row)
            entry = menu.addAction(f"{text}\t{key}" if key else text)
            entry.setObjectName(f"today-{command}")
            entry.setData((command, row))
        menu.triggered.connect(self._menu_triggered)
        return menu

    def _menu_triggered(self, entry: object) -> None:
        command, row = entry.data()  # type: ignore[attr-defined] # the signal gives a QAction
        self.asked.emit(command, row)

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        if before != row:
            for each in {before, row} - {-1}:
                self._update_row(each)

    def _update_row(self, row: int) -> None:
        """Have a row painted again, with its upper edge, which stands above its place."""
        place = self.visualRect(self.model().index(row, 0))
        self.viewport().update(place.adjusted(0, -EDGE, 0, 0))

    def _main_at(self, point: QPoint) -> TodayRow | None:
        index = self.indexAt(point)
        row = _row(index)
        if row is not None and self._painter.main_area(self.visualRect(index), row).contains(point):
            return row
        return None

    def _repaint(self, _tokens: object) -> None:
        self._painter.forget()
        self.viewport().update()


def _row(index: QModelIndex) -> TodayRow | None:
    found = index.data(ROW) if index.isValid() else None
    return found if isinstance(found, TodayRow) else None
