"""Asks who somebody is: chosen among the contacts as one types, or new with one way to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.deal_people import PersonInput, reach_kind
from pisteur.domain.errors import DomainError
from pisteur.domain.oppositions import Opposition
from pisteur.domain.text import clean_line
from pisteur.i18n import _, isolated
from pisteur.presentation import formats
from pisteur.presentation.opposition_texts import opposition_text
from pisteur.presentation.runner import Runner
from pisteur.ui.widgets.fields import Field

if TYPE_CHECKING:
    from pisteur.domain.contact_query import ContactPage

MOST = 8
FEWEST_LETTERS = 2


class _Known(NamedTuple):
    contact_id: int
    name: str
    line: str


class PersonForm(QWidget):
    """A name, which may be that of a contact, and a way to reach somebody new.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(
        self,
        question: str,
        runner: Runner | None,
        *,
        leave_out: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._leave_out = runner, leave_out
        self._found: list[_Known] = []
        self._known: _Known | None = None
        self.name = QLineEdit()
        self.name.setObjectName("person-name")
        self.name.setPlaceholderText(_("A name; contacts are proposed as you type"))
        self.reach = QLineEdit()
        self.reach.setObjectName("person-reach")
        self.reach.setPlaceholderText(_("Phone or e-mail, if you have it"))
        self.fields = {
            "name": Field(question, self.name),
            "reach": Field(_("How to reach them"), self.reach),
        }
        self._lines = QStringListModel(self)
        self._proposals = QListView()
        self._proposals.setObjectName("person-proposals")
        self._proposals.setAccessibleName(_("Contacts found"))
        self._proposals.setProperty("rows", True)
        self._completer = QCompleter(self._lines, self)
        self._completer.setPopup(self._proposals)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.name)
        self._completer.activated.connect(self._choose)
        self.name.textEdited.connect(self._look_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for field in self.fields.values():
            column.addWidget(field)
        self.setFocusProxy(self.name)

    @property
    def typed(self) -> bool:
        """Whether something was typed."""
        return bool(self.name.text().strip() or self.reach.text().strip())

    def read(self) -> PersonInput:
        """Return who it is.

        Raises:
            DomainError: `person.name_missing` beside `name`, `person.reach_unreadable` beside
                `reach`.
        """
        if self._known is not None:
            return PersonInput(self._known.contact_id)
        name = clean_line(self.name.text())
        if not name:
            raise DomainError("person.name_missing", field="name")
        reach = clean_line(self.reach.text())
        reach_kind(reach)
        return PersonInput(None, name, reach)

    # Inside.

    def _look_up(self, text: str) -> None:
        self._set_known(None)
        wanted = text.strip()
        if self._runner is None or len(wanted) < FEWEST_LETTERS:
            self._proposals.hide()
            return
        query = ContactQuery(text=wanted)
        self._runner.latest(
            "person-proposals", lambda s: s.contact_list.page(query, limit=MOST + 1), self._propose
        )

    def _propose(self, page: ContactPage) -> None:
        self._found = [
            _Known(row.id, row.display_name, _line(row.display_name, row.company, row.phone))
            for row in page.rows
            if row.id != self._leave_out
        ][:MOST]
        self._lines.setStringList([known.line for known in self._found])
        if self._found and self._known is None and self.name.hasFocus():
            self._completer.complete()
        else:
            self._proposals.hide()

    def _choose(self, line: str) -> None:
        # The same words twice are the same name and number: any of them will do.
        self._set_known(next((known for known in self._found if known.line == line), None))
        if self._known is not None and self._runner is not None:
            chosen = self._known.contact_id
            self._runner.query(lambda s: (chosen, s.oppositions.of(chosen)), self._say_objections)

    def _say_objections(self, found: tuple[int, tuple[Opposition, ...]]) -> None:
        contact_id, standing = found
        if self._known is not None and self._known.contact_id == contact_id:
            said = (_("Already among your contacts."), *(opposition_text(own) for own in standing))
            self.fields["name"].set_hint(" ".join(said))

    def _set_known(self, known: _Known | None) -> None:
        self._known = known
        if known is not None:
            self.name.setText(known.name)
        self.fields["name"].set_hint(_("Already among your contacts.") if known else "")
        self.fields["name"].set_error(None)
        self.fields["reach"].setVisible(known is None)


def _line(name: str, company: str, phone: str) -> str:
    parts = dict.fromkeys((name, company, formats.phone(phone) if phone else ""))
    return " · ".join(map(isolated, filter(None, parts)))
