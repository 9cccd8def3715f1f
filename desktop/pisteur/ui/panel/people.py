"""The people of a deal with their parts in it, and the deals of others where one has a part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pisteur.domain.deal_people import DealPersonView, PartView
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import (
    Changes,
    ElidedButton,
    add_action,
    make_tool_button,
)
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.containers import Section
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.properties import make_button


class People(QWidget):
    """Who has a part in the deal chosen; each opens that contact."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deal-people")
        self._context = context
        self._deal_id: int | None = None
        self._changes = Changes()
        add = make_button(_("Add…"), "link", name="add-deal-person", compact=True)
        add.setAccessibleName(_("Add someone to the deal…"))
        add.clicked.connect(self._add)
        self._section = Section(_("Who has a part in it"), add, self)
        self._section.body.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._deal_id = shown.deal_id
        self.setVisible(shown.deal is not None)
        people = shown.deal.people if shown.deal else ()
        if not self._changes.of(people, self._deal_id, self._context.theme.tokens):
            return
        clear_rows(self._section.body)
        for person in people:
            self._section.body.addWidget(PersonRow(self._context, person))

    def _add(self) -> None:
        if self._deal_id is not None:
            self._context.flows.add_deal_person(self._deal_id)


class PersonRow(QWidget):
    """One person: name and part, which open the contact, and a menu to take the part away."""

    def __init__(
        self, context: UiContext, person: DealPersonView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._person = person
        shown = ElidedButton("nav", name=f"person-{person.id}")
        shown.setProperty("compact", True)
        words = {"name": person.name, "part": label(person.role)}
        shown.show_text(
            _("{name} · {part}").format(**words), name=_("{name}: {part}").format(**words)
        )
        shown.clicked.connect(self._show)
        menu = QMenu()
        add_action(menu, _("Show this contact"), self._show, name="show-person")
        add_action(menu, _("Remove from this deal"), self._remove, name="remove-person")
        about = _("About {name}").format(name=person.name)
        more = make_tool_button(f"person-menu-{person.id}", about, menu)
        more.setIcon(icon("more", context.theme.tokens.muted))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(shown, 1)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignVCenter)

    def _show(self) -> None:
        self._context.show_contact(self._person.contact_id)

    def _remove(self) -> None:
        part_id = self._person.id
        self._context.runner.command(lambda s: s.people.remove(part_id), done=self._removed)

    def _removed(self, _nothing: object) -> None:
        text = _("{name} has no part in the deal any more.").format(name=self._person.name)
        self._context.notify(text, offer_undo=True)


class Parts(QWidget):
    """The deals of others in which the contact has a part; each opens that deal."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deal-parts")
        self._context = context
        self._changes = Changes()
        self._section = Section(_("Has a part in"), parent=self)
        self._section.body.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        parts = shown.view.parts
        self.setVisible(bool(parts))
        if not self._changes.of(parts):
            return
        clear_rows(self._section.body)
        for part in parts:
            self._section.body.addWidget(_PartButton(self._context, part))


class _PartButton(ElidedButton):
    """One deal of somebody else."""

    def __init__(self, context: UiContext, part: PartView) -> None:
        super().__init__("nav", name=f"part-{part.opportunity_id}-{part.role}")
        self._context, self._part = context, part
        self.setProperty("compact", True)
        names = dict.fromkeys((part.title, part.contact_name, label(part.role)))
        self.show_text(" · ".join(map(isolated, names)))
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._context.show_contact(self._part.contact_id, self._part.opportunity_id)
