"""The page of contacts: search, filter, sort, and do something with one or several of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pisteur.domain.contact_query import FILTERS, ContactQuery, ContactSort
from pisteur.i18n import _, bare
from pisteur.presentation.contacts_model import SORTS, Column, ContactsModel
from pisteur.services import board
from pisteur.ui.context import UiContext
from pisteur.ui.pages.contacts import saved
from pisteur.ui.pages.contacts.bar import ContactsBar
from pisteur.ui.pages.contacts.deeds import ContactDeeds
from pisteur.ui.pages.contacts.filters import FilterChips
from pisteur.ui.pages.contacts.hidden_lead import HiddenLead
from pisteur.ui.pages.contacts.selection import SelectionKeeper
from pisteur.ui.pages.contacts.table import CALL_KEYS, ContactCommand, ContactsTable
from pisteur.ui.pages.contacts.words import count_line, nothing_found, shown_text
from pisteur.ui.widgets.containers import EmptyState
from pisteur.ui.widgets.properties import make_label, set_surface

if TYPE_CHECKING:
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet

DEBOUNCE_MS = 40

_TABLES = (
    "contacts",
    "contact_points",
    "follow_ups",
    "interactions",
    "qualifications",
    "criteria",
    "settings",
    "sales",
    "contact_tags",
    "lead_lists",
)


class ContactsPage(QWidget):
    """Everyone.

    Signals:
        import_requested: bring a list in.
        demo_requested: load the demonstration set.
        export_requested: take out what the table shows.
        duplicates_requested: show the contacts that may be the same.
        panel_requested: (contact id, None): asked for on purpose, so that the panel should be
            opened where it is hidden.
        filled: the table was read again: it shows somebody, or nobody.
    """

    import_requested = Signal()
    demo_requested = Signal()
    export_requested = Signal()
    duplicates_requested = Signal()
    panel_requested = Signal(object, object)
    filled = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contacts-page")
        self.setAccessibleName(_("Contacts"))
        set_surface(self, "ground")
        self._context = context
        self._model = ContactsModel(context.runner, context.clock, self)
        self._query = ContactQuery(sort=ContactSort.NEXT_ACTION)
        self._stale = True
        self._scroll_to: int | None = None
        self._shown_id: int | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(DEBOUNCE_MS)
        self._typing.timeout.connect(self._search)
        self._build()
        self._selection = SelectionKeeper(self.table, self._model, context.runner)
        self._deeds = ContactDeeds(context, self._model, self._selection, self.table)
        HiddenLead(context, self)
        self._connect()

    # Building.

    def _build(self) -> None:
        self.bar = ContactsBar()
        self._count = make_label("", "muted")
        self._count.setObjectName("contacts-count")
        self.chips = FilterChips()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.chips)
        column.addWidget(self._count)
        column.addWidget(self._stack, 1)
        # In its place: the style sheet is matched for each parent.
        self.table = ContactsTable(self._model, self._context.theme, self._stack)
        self._nobody = EmptyState(
            _("No contacts yet"),
            _(
                "Add your first lead in one line, bring in a list from a spreadsheet, "
                "or look around with a demonstration set."
            ),
            self._stack,
        )
        self._nobody.add_button(
            _("New lead"), self._add_lead, primary=True, name="contacts-empty-new-lead"
        )
        self._nobody.add_button(
            _("Import a list…"), self.import_requested.emit, name="contacts-empty-import"
        )
        self._nobody.add_button(
            _("Try the demonstration"), self.demo_requested.emit, name="contacts-empty-demo"
        )
        self._nothing = EmptyState(_("Nothing found"), parent=self._stack)
        self._nothing.add_button(
            _("Clear search and filter"), self.clear_search, name="contacts-clear-search"
        )
        for state in (self.table, self._nobody, self._nothing):
            self._stack.addWidget(state)
        self.table.fill_columns_menu(self.bar.columns_menu)
        self._show_sort()

    def _connect(self) -> None:
        bar, table, model = self.bar, self.table, self._model
        bar.search.textChanged.connect(self._typed)
        bar.search_left.connect(self._enter_table)
        bar.filters.chosen.connect(self._filter)
        bar.filters.aboutToShow.connect(self._read_tags)
        self.chips.removed.connect(self._unfilter)
        self.chips.left.connect(bar.filter_button.setFocus)
        bar.sort_asked.connect(self._sort_by)
        bar.export_asked.connect(self.export_requested)
        bar.calls_asked.connect(self.call_shown)
        bar.duplicates_asked.connect(self.duplicates_requested)
        bar.import_button.clicked.connect(self.import_requested)
        bar.new_button.clicked.connect(self._add_lead)
        bar.columns_menu.aboutToShow.connect(self._fill_columns_menu)
        table.asked.connect(self._deeds.perform)
        table.heat_asked.connect(self._deeds.set_heat)
        self._deeds.opened.connect(self._opened)
        table.left_upwards.connect(self.focus_search)
        self._selection.current_changed.connect(self._show_in_panel)
        self._selection.altered.connect(self._show_count)
        table.horizontalHeader().sectionClicked.connect(self._header_clicked)
        model.shown.connect(self._model_shown)
        model.page_loaded.connect(self._page_loaded)
        self._context.runner.changed.connect(self._data_changed)
        self.setFocusProxy(table)
        whole = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(CALL_KEYS), self, self._call, context=whole)

    # What the shell asks.

    def refresh(self) -> None:
        """Read again, with selection and place kept; also what midnight asks for."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._context.runner.query(_criteria, self._take_criteria)
        self._read(keep_place=True)

    def focus_search(self) -> None:
        """Put the keyboard in the search field, what is in it selected."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def clear_search(self) -> None:
        """Show everyone."""
        self.bar.search.clear()
        self._search()
        self._unfilter(FILTERS)
        self.focus_search()

    def show_filters(self, query: ContactQuery) -> None:
        """Show what `query` asks for, in its order."""
        self.bar.search.setText(query.text)
        self._typing.stop()
        self._narrow(query)
        self._show_sort()

    @property
    def query(self) -> ContactQuery:
        """What the table shows."""
        return self._query

    def with_selected(self, work: Callable[[tuple[int, ...]], None]) -> None:
        """Call `work` with the contacts selected, which may be none."""
        if self.table.selected_rows():
            self._selection.with_ids(work)
        else:
            work(())

    def save_state(self) -> str:
        """Return columns, widths and sorting, for `restore_state`."""
        return saved.save(self.table, self._query)

    def restore_state(self, state: str) -> None:
        """Take what `save_state` returned; anything else is passed over."""
        sorting = saved.restore(self.table, state)
        if sorting is not None:
            self._set_sort(sorting.sort, descending=sorting.descending)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        # Another page may have shown somebody else: the current row is who is beside it.
        self._shown_id = self._context.in_panel[0] if self._context.in_panel else None
        if self._stale:
            self.refresh()
        else:
            self._show_in_panel()

    # Reading.

    def _typed(self, _text: str) -> None:
        if not self._typing.isActive():
            self._typing.start()

    def _search(self) -> None:
        self._typing.stop()
        self._narrow(replace(self._query, text=self.bar.search.text()))

    def _filter(self, name: str, value: object) -> None:
        wanted: dict[str, Any] = {name: value}
        if name == "lead_list":
            wanted["list_name"] = self.bar.filters.list_name(value)
        self._narrow(replace(self._query, **wanted))

    def _unfilter(self, names: Sequence[str]) -> None:
        self._narrow(self._query.without(*names))

    def _narrow(self, query: ContactQuery) -> None:
        """Show what another query finds."""
        self._query = query
        self.bar.filters.show_query(query)
        self.chips.show_query(query)
        if not self._stale:
            self._read()

    def _read_tags(self) -> None:
        self._context.runner.latest(
            "contact-tags", lambda s: s.contact_list.tags(), self.bar.filters.show_tags
        )
        self._context.runner.latest(
            "contact-lists", lambda s: s.lead_lists.names(), self.bar.filters.show_lists
        )

    def _read(self, *, keep_place: bool = False) -> None:
        around = 0
        self._scroll_to = None
        if keep_place:
            self._scroll_to = self.table.verticalScrollBar().value()
            around = max(0, self.table.rowAt(0))
        self._model.show(self._query, around)

    def _take_criteria(self, read: tuple[str, tuple[str, ...]]) -> None:
        self._model.letters, self._model.criteria = read
        self.table.viewport().update()

    def _data_changed(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(*_TABLES):
            self.refresh()

    def _model_shown(self, query: ContactQuery) -> None:
        empty = self._model.rowCount() == 0
        if not empty:
            self._stack.setCurrentWidget(self.table)
        elif query.narrowed:
            self._nothing.show_text(*nothing_found(query))
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self._nobody)
        self._selection.restore(self._scroll_to)
        # The row may be the same, and the panel with somebody of another page.
        self._show_in_panel()
        self._show_count()
        self.filled.emit()

    # Selection.

    def _page_loaded(self, _first: int, _count: int) -> None:
        # Ctrl+End goes to a row that is only read then.
        self._selection.note()
        self._show_in_panel()

    def _show_in_panel(self) -> None:
        current = self._selection.current_id()
        if current is not None and current != self._shown_id and self.isVisible():
            self._shown_id = current
            self._context.show_contact(current)

    def _show_count(self) -> None:
        if self._model.query is not None:
            chosen = len(self.table.selected_rows())
            self._count.setText(count_line(self._model.query, self._model.rowCount(), chosen))

    def _enter_table(self) -> None:
        if self._stack.currentWidget() is not self.table:
            return
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    # Sorting.

    def _header_clicked(self, section: int) -> None:
        sort = SORTS.get(Column(section))
        if sort is None:
            self._show_sort()
            return
        self._sort_by(sort)

    def _sort_by(self, sort: ContactSort) -> None:
        same = sort is self._query.sort
        self._set_sort(sort, descending=same and not self._query.descending)

    def _set_sort(self, sort: ContactSort, *, descending: bool) -> None:
        self._query = replace(self._query, sort=sort, descending=descending)
        self._show_sort()
        if not self._stale:
            self._read()

    def _show_sort(self) -> None:
        column = next(column for column, sort in SORTS.items() if sort is self._query.sort)
        order = Qt.SortOrder
        self.table.horizontalHeader().setSortIndicator(
            column, order.DescendingOrder if self._query.descending else order.AscendingOrder
        )
        self.bar.show_sort(self._query.sort)

    def _fill_columns_menu(self) -> None:
        self.table.fill_columns_menu(self.bar.columns_menu)

    def _add_lead(self) -> None:
        self._context.flows.add_lead()

    def _opened(self, contact_id: int) -> None:
        self._shown_id = contact_id
        self._context.show_contact(contact_id)
        self.panel_requested.emit(contact_id, None)

    def _call(self) -> None:
        """Call those chosen one after the other; with one or none chosen, all that are shown."""
        if len(self.table.selected_rows()) > 1:
            self._deeds.perform(ContactCommand.CALL_ALL)
        else:
            self.call_shown()

    @property
    def shows_somebody(self) -> bool:
        """Whether there is anyone in the table."""
        return self._model.rowCount() > 0

    def call_shown(self) -> None:
        """Call all that the table shows, one after the other."""
        if self.shows_somebody:
            # Stored as what the calls are named after.
            name = bare(shown_text(self._query))
            self._context.flows.call_shown(name, self._query)


def _criteria(services: Services) -> tuple[str, tuple[str, ...]]:
    return board.read_criteria(services.db.raw)
