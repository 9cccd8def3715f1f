"""The bar above the contacts table: search, filters, what is shown, and the two ways to add."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from pisteur.domain.contact_query import ContactSort
from pisteur.i18n import _
from pisteur.ui.pages.contacts.filters import FilterMenu
from pisteur.ui.pages.contacts.words import sort_title
from pisteur.ui.widgets.fields import SearchField
from pisteur.ui.widgets.menu_keys import MenuKeys
from pisteur.ui.widgets.properties import make_button, make_menu_button, set_tool_tip


class ContactsBar(QWidget):
    """Search field, filters, view menu, buttons.

    Attributes:
        filters: the menu of filters; it says which one was chosen.

    Signals:
        search_left: the Down key or Enter in the search field.
        sort_asked: ContactSort.
        export_asked: what the table shows shall go into a file.
        calls_asked: call those that the table shows, one after the other.
        duplicates_asked: show contacts that may be the same.
    """

    search_left = Signal()
    sort_asked = Signal(object)
    export_asked = Signal()
    calls_asked = Signal()
    duplicates_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(_("Search everywhere"), hint=_("Ctrl F"))
        self.search.setObjectName("contacts-search")
        self.search.setMinimumWidth(150)
        set_tool_tip(self.search, _("Names, companies, places, phones, e-mails and notes"))
        self.search.installEventFilter(self)
        MenuKeys(self.search)
        self.filters = FilterMenu()
        self.filter_button = make_menu_button(
            _("Filter"), self.filters, "chip", name="contacts-filter"
        )
        set_tool_tip(self.filter_button, _("Show only some contacts (Ctrl+Shift+F)"))
        QShortcut(QKeySequence("Ctrl+Shift+F"), self, self.filter_button.showMenu)
        self.import_button = make_button(_("Import…"), name="contacts-import")
        self.new_button = make_button(_("+ New lead"), "primary", name="contacts-new-lead")
        self.new_button.setAccessibleName(_("New lead"))
        set_tool_tip(self.new_button, _("Add a lead in one line (Ctrl+N)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.filter_button)
        row.addWidget(self._make_view_button())
        row.addWidget(self.import_button)
        row.addWidget(self.new_button)

    def show_sort(self, sort: ContactSort) -> None:
        """Mark `sort` in the menu."""
        for entry in self._sorts.actions():
            entry.setChecked(entry.data() == sort)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.search_left.emit()
            return True
        return super().eventFilter(watched, event)

    def _make_view_button(self) -> QWidget:
        menu = QMenu()
        sorts = menu.addMenu(_("Sort by"))
        self._sorts = QActionGroup(self)
        for sort in ContactSort:
            entry = sorts.addAction(sort_title(sort))
            entry.setObjectName(f"sort-{sort}")
            entry.setCheckable(True)
            entry.setData(sort)
            self._sorts.addAction(entry)
        sorts.triggered.connect(self._sort_chosen)
        self.columns_menu = menu.addMenu(_("Columns"))
        menu.addSeparator()
        export = menu.addAction(_("Export what is shown…"), self.export_asked.emit)
        export.setObjectName("export-shown")
        calls = menu.addAction(_("Call what is shown…"))
        calls.setObjectName("call-shown")
        calls.triggered.connect(self.calls_asked)
        menu.addSeparator()
        duplicates = menu.addAction(_("Find duplicates…"))
        duplicates.setObjectName("contacts-duplicates")
        duplicates.triggered.connect(self.duplicates_asked)
        return make_menu_button(_("View"), menu, "chip", name="contacts-view")

    def _sort_chosen(self, entry: QAction) -> None:
        self.sort_asked.emit(ContactSort(entry.data()))
