"""The table of everyone: its columns, keys and the menu of a row."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from pisteur.domain.words import Heat, Status
from pisteur.i18n import _, ngettext, pgettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.presentation.contacts_model import Column, ContactsModel, column_title
from pisteur.ui.pages.contacts.cell_delegate import ContactDelegate
from pisteur.ui.pages.contacts.spare_width import SpareWidth
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import pill_width
from pisteur.ui.widgets.row_table import PADDING, RowTable

WIDTHS = {
    Column.NAME: 134,
    Column.COMPANY: 124,
    Column.STATUS: 96,
    Column.HEAT: 74,
    Column.PIPS: 84,
    Column.NEXT_ACTION: 190,
    Column.LAST_EXCHANGE: 136,
    Column.SOURCE: 130,
    Column.CITY: 100,
    Column.PHONE: 130,
    Column.EMAIL: 190,
    Column.LAST_SALE: 100,
    Column.FREQUENCY: 160,
    Column.VOLUME: 120,
}
# Texts of any length; the others are as wide as what they show.
GROWING = (
    *(Column.NAME, Column.COMPANY, Column.NEXT_ACTION, Column.LAST_EXCHANGE),
    *(Column.SOURCE, Column.CITY, Column.EMAIL),
)
COLUMNS = tuple(Column)
WIDEST_STATUS = 176
MERGED_AT_ONCE = 2
CALL_KEYS = "Ctrl+Shift+C"
HIDDEN_AT_FIRST = (
    *(Column.CITY, Column.PHONE, Column.EMAIL),
    *(Column.LAST_SALE, Column.FREQUENCY, Column.VOLUME),
)


class ContactCommand(StrEnum):
    """What can be asked of the rows that are selected."""

    OPEN = "open"
    EDIT = "edit"
    QUALIFY = "qualify"
    PLAN = "plan"
    ADD_DEAL = "add_deal"
    CALL = "call"
    CALL_ALL = "call_all"
    WRITE = "write"
    MERGE = "merge"
    DELETE = "delete"


class ContactsTable(RowTable):
    """Rows of contacts, several of which may be selected.

    Attributes:
        spare: shares the width that columns leave.

    Signals:
        asked: ContactCommand, for the selected rows.
        heat_asked: Heat, for the selected rows.
        left_upwards: the Up key on the first row.
        current_changed: the current row changed.
        selection_altered: which rows are selected changed.
    """

    asked = Signal(object)
    heat_asked = Signal(object)
    left_upwards = Signal()
    current_changed = Signal()
    selection_altered = Signal()

    def __init__(self, model: ContactsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("contacts-table")
        self.setAccessibleName(_("Contacts"))
        self._contacts = model
        self._cells = ContactDelegate(model, theme, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._prepare_header()
        self.doubleClicked.connect(self._double_clicked)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setObjectName("contacts-header")
        # Over the view's own selection, the header would count every row of every column.
        header.setSelectionModel(QItemSelectionModel(self._contacts, header))
        # Before any column is hidden: Qt would count it into the length.
        header.setStretchLastSection(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_columns_menu)
        fonts = self._theme.fonts
        widest = max(pill_width(label(status), status, fonts) for status in Status)
        status_width = max(WIDTHS[Column.STATUS], min(widest + 2 * PADDING + 2, WIDEST_STATUS))
        widths = {int(column): width for column, width in WIDTHS.items()}
        widths[Column.STATUS] = status_width
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        for column in HIDDEN_AT_FIRST:
            self.setColumnHidden(column, True)
        self.spare = SpareWidth(self, widths, GROWING)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.spare.share_soon()

    # Painting.

    def shown_in(self, row: int) -> object:
        """Return the contact, and what else its cells tell of; None while it is on its way."""
        model = self._contacts
        found = model.wanted(row)
        return None if found is None else (found, model.letters, model.today)

    def paint_cell(self, painter: QPainter, cell: QRect, row: int, column: int) -> None:
        """Paint what is inside a cell's margins."""
        contact = self._contacts.contact(row)
        if contact is not None:
            self._cells.paint_cell(painter, cell, contact, COLUMNS[column])

    # Selection.

    def selected_rows(self) -> list[int]:
        """Return the selected rows, from the top."""
        rows: set[int] = set()
        parts = self.selectionModel().selection()
        for place in range(parts.count()):
            part = parts.at(place)
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def select_rows(self, rows: list[int], current: int | None) -> None:
        """Select `rows`, and make `current` the one that keys go on from."""
        selection = QItemSelection()
        last = len(Column) - 1
        for row in rows:
            selection.select(self._contacts.index(row, 0), self._contacts.index(row, last))
        flag = QItemSelectionModel.SelectionFlag
        chosen = self.selectionModel()
        if current is not None:
            chosen.setCurrentIndex(self._contacts.index(current, 0), flag.NoUpdate)
        chosen.select(selection, flag.ClearAndSelect)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex, /) -> None:  # type: ignore[override] # the stub has a slot
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection, /) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_altered.emit()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        # Qt makes the first row current, and selects nothing.
        row = max(0, self.currentIndex().row())
        if self._contacts.rowCount() and not self.selectionModel().hasSelection():
            self.select_rows([row], row)

    # Keys and mouse.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        command = _KEYS.get(key) if plain else None
        if command is not None and self.selectionModel().hasSelection():
            self.asked.emit(command)
            return
        super().keyPressEvent(event)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.asked.emit(ContactCommand.EDIT)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        point = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            corner = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(12, -4)
            point = self.viewport().mapToGlobal(corner)
        elif not self.indexAt(event.pos()).isValid():
            return
        count = len(self.selected_rows())
        if count:
            self.make_menu(count).popup(point)

    # Menus.

    def make_menu(self, count: int) -> QMenu:
        """Return the menu for `count` selected rows."""
        menu = QMenu(self)
        menu.setObjectName("contacts-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if count == 1:
            for command, text in _single_entries():
                entry = menu.addAction(text)
                entry.setObjectName(f"contacts-{command}")
                entry.setData(command)
                if command in (ContactCommand.EDIT, ContactCommand.ADD_DEAL):
                    menu.addSeparator()
        if count == MERGED_AT_ONCE:
            merge = menu.addAction(_("Compare and merge…"))
            merge.setObjectName("contacts-merge")
            merge.setData(ContactCommand.MERGE)
            menu.addSeparator()
        if count > 1:
            words = ngettext("Call {count} contacts…", "Call {count} contacts…", count)
            keys = QKeySequence(CALL_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
            calls = menu.addAction(f"{formats.counted(words, count)}\t{keys}")
            calls.setObjectName("contacts-call-all")
            calls.setData(ContactCommand.CALL_ALL)
            menu.addSeparator()
        heats = menu.addMenu(_("Heat"))
        for heat in Heat:
            entry = heats.addAction(label(heat))
            entry.setData(heat)
        menu.addSeparator()
        words = ngettext("Delete…", "Delete {count} contacts…", count)
        text = formats.counted(words, count) + "\t" + pgettext("key", "Del")
        delete = menu.addAction(text)
        delete.setObjectName("contacts-delete")
        delete.setData(ContactCommand.DELETE)
        menu.triggered.connect(self._menu_triggered)
        return menu

    def _menu_triggered(self, entry: QAction) -> None:
        wanted = entry.data()
        if isinstance(wanted, str) and wanted in set(Heat):
            self.heat_asked.emit(Heat(wanted))
        elif wanted:
            self.asked.emit(ContactCommand(wanted))

    def fill_columns_menu(self, menu: QMenu) -> None:
        """Fill `menu` with the columns to show or hide; the name always stays."""
        menu.clear()
        for column in Column:
            if column is Column.NAME:
                continue
            entry = menu.addAction(column_title(column))
            entry.setObjectName(f"column-{column.name.lower()}")
            entry.setCheckable(True)
            entry.setChecked(not self.isColumnHidden(column))
            entry.setData(int(column))
        menu.triggered.connect(self._column_toggled, Qt.ConnectionType.UniqueConnection)

    def _open_columns_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("columns-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_columns_menu(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    def _column_toggled(self, entry: QAction) -> None:
        column, shown = entry.data(), entry.isChecked()
        if column is None:
            return
        self.setColumnHidden(column, not shown)
        self.spare.share()


_KEYS = {
    Qt.Key.Key_Return: ContactCommand.EDIT,
    Qt.Key.Key_Enter: ContactCommand.EDIT,
    Qt.Key.Key_Delete: ContactCommand.DELETE,
}


def _single_entries() -> list[tuple[ContactCommand, str]]:
    return [
        (ContactCommand.OPEN, _("Show in the panel")),
        (ContactCommand.EDIT, _("Edit…") + "\t" + pgettext("key", "Enter")),
        (ContactCommand.CALL, _("Call")),
        (ContactCommand.WRITE, _("Write an e-mail")),
        (ContactCommand.QUALIFY, _("Qualify…")),
        (ContactCommand.PLAN, _("Plan an action…")),
        (ContactCommand.ADD_DEAL, _("Add a deal…")),
    ]
