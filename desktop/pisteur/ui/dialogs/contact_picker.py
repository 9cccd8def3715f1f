"""A field that finds one contact: type, choose among those found, or take the choice away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pisteur.domain.contact_query import ContactPage, ContactQuery, ContactRow
from pisteur.domain.insights import Acquaintance
from pisteur.i18n import _, isolated
from pisteur.ui.widgets.fields import SearchField
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button, make_label

if TYPE_CHECKING:
    from pisteur.presentation.runner import Runner

MOST = 6
# Border and padding of the list, above and below.
_AROUND = 12
_ID = Qt.ItemDataRole.UserRole


class ContactPicker(QWidget):
    """One contact or none.

    While nobody is chosen: a line to search with, Down goes to those found, Enter chooses.

    Signals:
        chosen: the Acquaintance, or None when the choice was taken away.
    """

    chosen = Signal(object)

    def __init__(
        self,
        runner: Runner,
        person: Acquaintance | None = None,
        *,
        leave_out: int = 0,
        name: str = "contact",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._leave_out = leave_out
        self._person: Acquaintance | None = None
        self.search = SearchField(_("Search by name, company, phone or e-mail"))
        self.search.setObjectName(f"{name}-search")
        self.search.textChanged.connect(self._look_for)
        self.search.installEventFilter(self)
        self.found = QListWidget()
        self.found.setObjectName(f"{name}-found")
        self.found.setAccessibleName(_("Contacts found"))
        self.found.setProperty("rows", True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.itemClicked.connect(self._take_item)
        self.found.installEventFilter(self)
        self._nobody = make_label(_("Nobody found. Add the contact first."), "label")
        self._chosen = QWidget()
        self._name = ElidedLabel()
        self._name.setObjectName(f"{name}-chosen")
        self.clear_button = make_button(_("Remove"), "link", name=f"{name}-clear", compact=True)
        self.clear_button.clicked.connect(self._clear)
        row = QHBoxLayout(self._chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._chosen, self.search, self.found, self._nobody):
            column.addWidget(part)
        self.set_person(person)

    @property
    def person(self) -> Acquaintance | None:
        """Who is chosen."""
        return self._person

    def set_person(self, person: Acquaintance | None) -> None:
        """Choose someone, or nobody, without saying so."""
        self._person = person
        self._name.setText(person.name if person else "")
        self._chosen.setVisible(person is not None)
        self.search.setVisible(person is None)
        self.search.clear()
        self.found.hide()
        self._nobody.hide()
        self.setFocusProxy(self.search if person is None else self.clear_button)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, enter = event.key(), event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if watched is self.search and plain and self.found.count():
            if key == Qt.Key.Key_Down:
                self.found.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if enter:
                # The first one is the best; the dialog must not be sent with it unseen.
                self._take_item(self.found.item(0))
                return True
        if watched is self.found and plain:
            if enter and self.found.currentItem() is not None:
                self._take_item(self.found.currentItem())
                return True
            if key == Qt.Key.Key_Up and self.found.currentRow() == 0:
                self.search.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _look_for(self, text: str) -> None:
        if not text.strip():
            self._show_found(())
            self._nobody.hide()
            return
        query = ContactQuery(text=text)
        # One more, for the one who is left out.
        self._runner.latest(
            f"pick-{self.objectName()}",
            lambda s: s.contact_list.page(query, 0, MOST + 1),
            self._take_page,
        )

    def _take_page(self, page: ContactPage) -> None:
        if not self.search.text().strip():
            return
        rows = tuple(row for row in page.rows if row.id != self._leave_out)[:MOST]
        self._show_found(rows)
        self._nobody.setVisible(not rows)

    def _show_found(self, rows: tuple[ContactRow, ...]) -> None:
        self.found.clear()
        for row in rows:
            item = QListWidgetItem(_line(row))
            item.setData(_ID, Acquaintance(row.id, row.display_name))
            self.found.addItem(item)
        height = max(self.found.sizeHintForRow(0), 1) * max(1, len(rows))
        self.found.setFixedHeight(height + _AROUND)
        self.found.setVisible(bool(rows))
        if rows:
            self.found.setCurrentRow(0)

    def _take_item(self, item: QListWidgetItem) -> None:
        self.set_person(Acquaintance(*item.data(_ID)))
        self.clear_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(self._person)

    def _clear(self) -> None:
        self.set_person(None)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(None)


def _line(row: ContactRow) -> str:
    parts = dict.fromkeys(part for part in (row.display_name, row.company, row.city) if part)
    return " · ".join(map(isolated, parts))
