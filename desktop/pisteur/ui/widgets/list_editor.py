"""An editor of a short list that the user orders: rows, and buttons to add, edit, move, remove.

It asks and never changes anything itself: whoever holds it sends the commands, reads again, and
calls `show_rows`. Not for tables of thousands.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pisteur.i18n import _, pgettext
from pisteur.ui.widgets.containers import EmptyState
from pisteur.ui.widgets.editor_rows import EditorRow, RowList
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, set_tool_tip

__all__ = ["EditorRow", "ListEditor"]


class ListEditor(QWidget):
    """Rows that can be added to, edited, moved and removed, by mouse and by keyboard.

    In the list: Enter or F2 edits, Delete removes, Insert adds, Alt+Up and Alt+Down move. A
    double click edits. Without rows, `empty_title` and `empty_text` say what the list is for.

    Nothing changes by itself. Connect the signals to commands, and call `show_rows` with what is
    stored each time that it has been read. The current row stays current by its id; when it is
    gone, the one in its place is. Rows put away come last, and are only edited.

    Args:
        name: object name; the view is `{name}-list`, the buttons `{name}-add`, `{name}-edit`,
            `{name}-up`, `{name}-down`, `{name}-remove`.
        title: accessible name of the list, such as “Criteria”.
        ordered: False leaves moving out, for lists with an order of their own.
        add_text, remove_text: words of two buttons, when “Add” and “Remove” say too little.

    Signals:
        add_asked: a new row is wanted.
        edit_asked: the id of the row to edit.
        remove_asked: the id of the row to remove.
        order_asked: all ids, a tuple, in the order wanted.
        current_changed: the user went to another row.
    """

    add_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)
    order_asked = Signal(object)
    current_changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        *,
        empty_title: str,
        empty_text: str = "",
        ordered: bool = True,
        add_text: str = "",
        remove_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._rows: tuple[EditorRow, ...] = ()
        self._ordered = ordered
        self._wanted: int | None = None
        self._stack = QStackedWidget(self)
        self._list = RowList(f"{name}-list", title, self._stack)
        self._empty = EmptyState(empty_title, empty_text, self._stack)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._add = self._button(f"{name}-add", add_text or _("Add…"), pgettext("key", "Ins"))
        self._edit = self._button(f"{name}-edit", _("Edit…"), "")
        self._up = self._button(f"{name}-up", _("Move up"), pgettext("key", "Alt+Up"))
        self._down = self._button(f"{name}-down", _("Move down"), pgettext("key", "Alt+Down"))
        self._remove = self._button(
            f"{name}-remove", remove_text or _("Remove"), pgettext("key", "Del")
        )
        if not ordered:
            self._up.hide()
            self._down.hide()
        self._lay_out()
        self._connect()
        self.show_rows(())

    # What is shown.

    @property
    def rows(self) -> tuple[EditorRow, ...]:
        """The rows shown."""
        return self._rows

    @property
    def current_id(self) -> int | None:
        """The id of the current row, None without rows."""
        place = self._list.currentRow()
        return self._rows[place].id if 0 <= place < len(self._rows) else None

    def show_rows(self, rows: Sequence[EditorRow]) -> None:
        """Show `rows` in place of those shown."""
        place, current = self._list.currentRow(), self.current_id
        had_focus = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        used = {row.id for row in self._rows if not row.put_away}
        self._rows = tuple(rows)
        self._list.show_rows(self._rows)
        wanted = current if self._wanted is None else self._wanted
        # One that was just put away counts as gone: the next one is where the user looks.
        places = [
            at
            for at, row in enumerate(self._rows)
            if row.id == wanted and not (row.put_away and row.id in used)
        ]
        if places and self._wanted is not None:
            self._wanted = None
        if self._rows:
            last = len(self._rows) - 1
            self._list.setCurrentRow(places[0] if places else min(max(place, 0), last))
        self._stack.setCurrentWidget(self._list if self._rows else self._empty)
        self.setFocusProxy(self._list if self._rows else self._add)
        if had_focus:
            # The list went, or came, with the last row.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    def select(self, row_id: int) -> None:
        """Make a row the current one; one that is not there yet, when it comes.

        For a row just added: call it with the new id as soon as that is known.
        """
        places = [at for at, row in enumerate(self._rows) if row.id == row_id]
        if places:
            self._list.setCurrentRow(places[0])
        else:
            self._wanted = row_id

    # Asking.

    def _ask_edit(self) -> None:
        if self.current_id is not None:
            self.edit_asked.emit(self.current_id)

    def _ask_remove(self) -> None:
        if self.current_id is not None and self._remove.isEnabled():
            self.remove_asked.emit(self.current_id)

    def _ask_up(self) -> None:
        self._ask_move(-1)

    def _ask_down(self) -> None:
        self._ask_move(1)

    def _ask_move(self, by: int) -> None:
        place = self._list.currentRow()
        target = place + by
        ids = [row.id for row in self._rows if not row.put_away]
        if not self._ordered or not 0 <= place < len(ids) or not 0 <= target < len(ids):
            return
        ids.insert(target, ids.pop(place))
        self.order_asked.emit(tuple(ids))

    # Inside.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # What the list and the buttons leave: Insert works without rows, too.
        if event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self.add_asked.emit()
            return
        super().keyPressEvent(event)

    def _button(self, name: str, text: str, key: str) -> QPushButton:
        made = make_button(text, name=name, compact=True)
        if key:
            set_tool_tip(made, f"{text} ({key})")
        return made

    def _lay_out(self) -> None:
        # They wrap where a translation is long and the window small.
        buttons = FlowLayout(gap=6)
        for button in (self._add, self._edit, self._up, self._down, self._remove):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
        self._stack.setMinimumHeight(3 * self._list.row_height)

    def _connect(self) -> None:
        self._add.clicked.connect(self.add_asked)
        self._edit.clicked.connect(self._ask_edit)
        self._up.clicked.connect(self._ask_up)
        self._down.clicked.connect(self._ask_down)
        self._remove.clicked.connect(self._ask_remove)
        self._list.edit_pressed.connect(self._ask_edit)
        self._list.remove_pressed.connect(self._ask_remove)
        self._list.move_pressed.connect(self._ask_move)
        self._list.itemDoubleClicked.connect(self._ask_edit)
        self._list.currentRowChanged.connect(self._enable)
        self._list.currentRowChanged.connect(self._say_current)

    def _say_current(self) -> None:
        self.current_changed.emit()

    def _enable(self) -> None:
        place = self._list.currentRow()
        used = sum(not row.put_away for row in self._rows)
        for button, on in (
            (self._edit, place >= 0),
            (self._remove, 0 <= place < used),
            (self._up, 0 < place < used),
            (self._down, 0 <= place < used - 1),
        ):
            if not on and button.hasFocus():
                # The focus would be lost with the button.
                (self._list if self._rows else self._add).setFocus()
            button.setEnabled(on)
