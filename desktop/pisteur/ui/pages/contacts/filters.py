"""The filters of the contacts table: the menu that sets them, and the chips that take them off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.segments import Frequency, Influence, Volume
from pisteur.domain.words import Heat, Status
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import sentence_start
from pisteur.ui.pages.contacts.words import filter_text
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button

CLOSE = "✕"
_SETS = {
    "status": Status,
    "heat": Heat,
    "frequency": Frequency,
    "volume": Volume,
    "influence": Influence,
}


class FilterMenu(QMenu):
    """One entry for each filter; an entry that is set takes it off again.

    Signals:
        chosen: (name of the filter, value): as in `ContactQuery`.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contacts-filters")
        self._query = ContactQuery()
        titles = {
            "status": _("Status"),
            "heat": _("Heat"),
            "frequency": _("Frequency"),
            "volume": _("Volume"),
            "influence": _("Influence"),
        }
        for name, title in titles.items():
            menu = self.addMenu(title)
            menu.setObjectName(f"filter-{name}")
            for value in _SETS[name]:
                self._add(menu, name, value, sentence_start(label(value)))
        self._tags = self.addMenu(_("Tag"))
        self._tags.setObjectName("filter-tags")
        self._lists = self.addMenu(_("List of leads"))
        self._lists.setObjectName("filter-lists")
        self.addSeparator()
        self._add(self, "alike", True, _("Like your customers"))
        self._add(self, "dormant_soon", True, _("About to become dormant"))
        self.triggered.connect(self._triggered)
        self.show_tags(())
        self.show_lists(())

    def show_query(self, query: ContactQuery) -> None:
        """Tick what is set."""
        self._query = query
        for entry in self.findChildren(QAction):
            if isinstance(entry.data(), tuple | list):
                name, value = entry.data()
                entry.setChecked(getattr(query, name) == value)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Offer the tags that there are."""
        self._tags.clear()
        for tag in tags:
            self._add(self._tags, "tag", tag, tag.replace("&", "&&"))
        self._tags.setEnabled(bool(tags))
        self.show_query(self._query)

    def show_lists(self, lists: Sequence[tuple[int, str]]) -> None:
        """Offer the lists of leads that there are: number and name of each."""
        self._lists.clear()
        self._list_names = dict(lists)
        for list_id, name in lists:
            self._add(self._lists, "lead_list", list_id, name.replace("&", "&&"))
        self._lists.setEnabled(bool(lists))
        self.show_query(self._query)

    def list_name(self, list_id: object) -> str:
        """Return what a list is called that was offered."""
        return self._list_names.get(list_id, "") if isinstance(list_id, int) else ""

    def _add(self, menu: QMenu, name: str, value: object, text: str) -> None:
        entry = QAction(text, menu)
        entry.setObjectName(f"filter-{name}-{value}")
        entry.setCheckable(True)
        entry.setData((name, value))
        menu.addAction(entry)

    def _triggered(self, entry: QAction) -> None:
        name, value = entry.data()
        # Data of enumerations comes back as plain text.
        if name in _SETS:
            value = _SETS[name](value)
        if getattr(self._query, name) == value:
            value = getattr(ContactQuery(), name)
        self.chosen.emit(name, value)


class FilterChips(QWidget):
    """A chip for each filter that is set; Enter, Space or Delete takes it off.

    Signals:
        removed: names of the filters to take off.
        left: the last chip was taken off by keyboard.
    """

    removed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter-chips")
        self.setAccessibleName(_("Filters set"))
        self._row = FlowLayout(self, gap=6)
        self._shown: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_query(self, query: ContactQuery) -> None:
        """Show the filters of a query; the focus goes to the chip beside one that went."""
        wanted = tuple((name, filter_text(query, name)) for name in query.filters)
        if wanted == self._shown:
            return
        place = self._focused()
        self._shown = wanted
        clear_rows(self._row)
        chips = [self._chip(name, text) for name, text in wanted]
        if len(chips) > 1:
            names = tuple(name for name, _text in wanted)
            self._add(_("Clear all"), "link", "filters-clear", names)
        self.setVisible(bool(chips))
        if place is not None:
            if chips:
                beside = chips[min(place, len(chips) - 1)]
                # Rows are shown by the event loop; before that they take no focus.
                beside.show()
                beside.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.left.emit()

    def _chip(self, name: str, text: str) -> QPushButton:
        made = self._add(f"{text}  {CLOSE}".replace("&", "&&"), "chip", f"chip-{name}", (name,))
        made.setAccessibleName(_("Take off the filter: {filter}").format(filter=text))
        return made

    def _add(self, text: str, role: str, object_name: str, names: tuple[str, ...]) -> QPushButton:
        made = make_button(text, role, name=object_name, compact=True)
        made.setProperty("filters", names)
        made.clicked.connect(self._clicked)
        made.installEventFilter(self)
        self._row.addWidget(made)
        return made

    def _focused(self) -> int | None:
        focused = self.focusWidget()
        if focused is None or not focused.hasFocus():
            return None
        place = self._row.indexOf(focused)
        return place if place >= 0 else None

    def _clicked(self) -> None:
        self.removed.emit(tuple(self.sender().property("filters")))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if (
            isinstance(watched, QPushButton)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key()
            in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)
