"""The page of the lists of leads: one row a list, what it cost and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.lead_lists import PORTION, LeadListRow
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.presentation.lead_lists_model import LeadListsModel
from pisteur.ui.context import UiContext
from pisteur.ui.pages.lists.table import ListTable
from pisteur.ui.widgets.containers import EmptyState
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, make_label, set_surface

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

_TABLES = (
    *("lead_lists", "contacts", "opportunities", "interactions", "sales", "qualifications"),
    "oppositions",
)


class ListsPage(QWidget):
    """The page.

    Signals:
        import_requested: bring a list in.
    """

    import_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lists-page")
        self.setAccessibleName(_("Lists of leads"))
        set_surface(self, "ground")
        self._context = context
        self._model = LeadListsModel(self)
        self._stale = True
        self._make_table()
        self._make_buttons()
        self._lay_out()
        self.setFocusProxy(self.table)
        context.runner.changed.connect(self._note_change)

    def refresh(self) -> None:
        """Read the page again; also what midnight asks for."""
        self._stale = False
        self._context.runner.latest("lists", lambda s: s.lead_lists.lists(), self._show)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    # Building.

    def _make_table(self) -> None:
        self._stack = QStackedWidget(self)
        self.table = ListTable(self._model, self._context.theme, self._stack)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.table.doubleClicked.connect(self._open)
        self.table.open_pressed.connect(self._open)
        self.table.edit_pressed.connect(self._edit)
        self.table.delete_pressed.connect(self._delete)
        self.table.board_pressed.connect(self._put_on_board)
        self.table.call_pressed.connect(self._call)
        self.table.selectionModel().currentRowChanged.connect(self._show_buttons)

    def _make_buttons(self) -> None:
        self._commands: tuple[tuple[QPushButton, Callable[[], None]], ...] = tuple(
            (make_button(words, role, name=name), slot)
            for words, role, name, slot in (
                (_board_text(None), "", "list-board", self._put_on_board),
                (_("Call…"), "", "list-call", self._call),
                (_("Show the contacts"), "", "list-contacts", self._open),
                (_("Edit…"), "", "list-edit", self._edit),
                (_("Delete"), "", "list-delete", self._delete),
            )
        )
        for button, slot in self._commands:
            button.clicked.connect(slot)
        self._board = self._commands[0][0]
        self._hint = make_label("", "muted", wrap=True)
        self._hint.setObjectName("list-hint")

    def _lay_out(self) -> None:
        bring = make_button(_("Import a list…"), "primary", name="lists-import")
        bring.clicked.connect(self.import_requested)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(make_label(_("Lists of leads"), "title"))
        head.addWidget(self._hint, 1)
        head.addWidget(bring)
        self._row = QWidget()
        line = FlowLayout(self._row, gap=8)
        for button, _slot in self._commands:
            line.addWidget(button)
        self._none = EmptyState(
            _("No list yet"),
            _(
                "Bring in a list that you gathered or bought. Here you see what it cost, what"
                " came of it, and you put its names on the board a few at a time."
            ),
            self._stack,
        )
        self._none.add_button(
            _("Import a list…"), self.import_requested.emit, primary=True, name="lists-empty-import"
        )
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._row)
        column.addWidget(self._stack, 1)

    # Reading.

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if not changes.touches(*_TABLES):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show(self, rows: tuple[LeadListRow, ...]) -> None:
        chosen, place = self.current, max(0, self.table.currentIndex().row())
        self._model.show(rows, self._context.clock.today())
        self._stack.setCurrentWidget(self.table if rows else self._none)
        self._row.setVisible(bool(rows))
        if rows:
            ids = [row.id for row in rows]
            if chosen is not None and chosen.id in ids:
                place = ids.index(chosen.id)
            self.table.selectRow(min(place, len(rows) - 1))
        self._show_buttons()

    def _show_buttons(self, *_changed: object) -> None:
        row = self.current
        self._board.setText(_board_text(row))
        self._board.setEnabled(row is not None and row.waiting > 0)
        self._hint.setText("" if row is None else _waiting(row))

    # Doing.

    @property
    def current(self) -> LeadListRow | None:
        """The list chosen."""
        place = self.table.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def _offer(self, place: QPoint) -> None:
        if self.current is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, slot in self._commands:
            entry = menu.addAction(button.text())
            entry.setEnabled(button.isEnabled())
            entry.triggered.connect(slot)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _open(self) -> None:
        row = self.current
        if row is not None:
            query = ContactQuery(lead_list=row.id, list_name=row.name)
            self._context.flows.show_contacts(query)

    def _call(self) -> None:
        if self.current is not None:
            self._context.flows.call_list(self.current)

    def _edit(self) -> None:
        if self.current is not None:
            self._context.flows.edit_list(self.current)

    def _delete(self) -> None:
        if self.current is not None:
            self._context.flows.delete_list(self.current)

    def _put_on_board(self) -> None:
        row = self.current
        if row is not None and row.waiting:
            self._context.flows.put_list_on_board(row.id)


def _board_text(row: LeadListRow | None) -> str:
    """Return what the button does with a list: how many of those who wait it takes."""
    count = 0 if row is None else min(row.waiting, PORTION)
    if not count:
        return _("Put on the board")
    text = ngettext("Put {count} on the board", "Put {count} on the board", count)
    return formats.counted(text, count)


def _waiting(row: LeadListRow) -> str:
    if not row.waiting:
        return _("Nobody is waiting for the board.")
    text = ngettext(
        "{count} name waits for the board.", "{count} names wait for the board.", row.waiting
    )
    return formats.counted(text, row.waiting)
