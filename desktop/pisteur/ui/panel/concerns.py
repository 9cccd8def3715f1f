"""What the contact asked or objected: open ones first, noted in one line, answered in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.concerns import Concern
from pisteur.domain.errors import PisteurError
from pisteur.error_texts import error_text
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.concern_row import Begun, ConcernRow
from pisteur.ui.panel.parts import (
    ErrorLine,
)
from pisteur.ui.panel.shown import Shown, deal_title
from pisteur.ui.widgets.containers import Section
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.properties import make_button, make_label


class Concerns(QWidget):
    """The open questions and objections, a line to note one, and the answered ones on demand."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("concerns")
        self._context = context
        self._contact_id = 0
        self._deal_id: int | None = None
        self._drafts: dict[int, str] = {}
        # For whom one is on its way to the disk.
        self._adding = 0
        # By question or objection.
        self._begun: dict[int, Begun] = {}
        self._rows: dict[int, ConcernRow] = {}
        self._count = make_label("", "muted")
        self._count.setObjectName("concerns-count")
        self._section = Section(_("Questions and objections"), self._count, self)
        self._section.body.setSpacing(8)
        self._line = QLineEdit(self._section)
        self._line.setObjectName("add-concern")
        self._line.setAccessibleName(_("Note a question or an objection"))
        self._line.setPlaceholderText(_("They asked, they objected… then Enter"))
        self._error = ErrorLine(self._section)
        self._more = make_button("", "link", name="answered-concerns", compact=True)
        self._more.setCheckable(True)
        self._section.body.addWidget(self._line)
        self._section.body.addWidget(self._error)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._section.body.addLayout(self._list)
        self._section.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._answered = QVBoxLayout()
        self._answered.setSpacing(8)
        self._section.body.addLayout(self._answered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._line.returnPressed.connect(self._add)
        self._more.toggled.connect(self._show_answered)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        if shown.view.id != self._contact_id:
            self._drafts[self._contact_id] = self._line.text()
            self._line.setText(self._drafts.pop(shown.view.id, ""))
            self._error.show_error(self._line, "")
            self._more.setChecked(False)
        concerns = shown.view.concerns
        self._discard_all_but({own.id for own in concerns})
        self._contact_id, self._deal_id = shown.view.id, shown.deal_id
        for concern in concerns:
            row = self._rows.get(concern.id)
            begun = None
            if row is None:
                row = self._rows[concern.id] = ConcernRow(self._context, concern)
                row.written.connect(self._show_answered)
                begun = self._begun.pop(concern.id, None)
            (self._list if concern.is_open else self._answered).addWidget(row)
            row.show_concern(concern, _about(shown, concern), shown)
            if begun is not None:
                row.go_on_with(begun)
        self._show_counts(concerns)
        self._show_answered()

    def forget(self, contact_id: int) -> None:
        """Drop what is typed for a contact that is gone."""
        self._drafts.pop(contact_id, None)
        if contact_id == self._contact_id:
            self._line.clear()
            self._discard_all_but(set())
        self._begun = {n: own for n, own in self._begun.items() if own.contact_id != contact_id}

    @property
    def unsaved(self) -> list[int]:
        """The contacts for whom something is typed that is not saved, the one shown first."""
        shown = {self._contact_id: self._line.text()}
        lines = [own for own, text in (shown | self._drafts | shown).items() if text.strip()]
        # Of the contact that is shown only what is about a question gone by now has no row.
        away = (own.contact_id for own in self._begun.values())
        return [*lines, *(own for own in away if own != self._contact_id)]

    def go_on(self) -> None:
        """Go to the line where one is noted."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _discard_all_but(self, ids: set[int]) -> None:
        for own in [own for own in self._rows if own not in ids]:
            row = self._rows.pop(own)
            begun = row.begun(self._contact_id)
            if begun is not None:
                self._begun[own] = begun
            discard(row)

    def _show_counts(self, concerns: tuple[Concern, ...]) -> None:
        waiting = sum(own.is_open for own in concerns)
        done = len(concerns) - waiting
        text = ngettext("{count} open", "{count} open", waiting)
        self._count.setText(formats.counted(text, waiting) if waiting else "")
        text = ngettext("{count} answered", "{count} answered", done)
        self._more.setText(formats.counted(text, done))
        self._more.setVisible(bool(done))

    def _show_answered(self, _on: object = None) -> None:
        for row in self._rows.values():
            row.setVisible(row.is_open or row.is_begun or self._more.isChecked())

    def _add(self) -> None:
        contact_id, deal_id, text = self._contact_id, self._deal_id, self._line.text()
        self._adding = contact_id
        self._line.setReadOnly(True)
        self._context.runner.command(
            lambda s: s.concerns.add(contact_id, deal_id, text), self._added, self._failed
        )

    def _added(self, _concern_id: int) -> None:
        self._line.setReadOnly(False)
        if self._adding == self._contact_id:
            self._line.clear()
            self._error.show_error(self._line, "")
        else:
            self._drafts.pop(self._adding, None)

    def _failed(self, error: PisteurError) -> None:
        self._line.setReadOnly(False)
        if error.field is None or self._adding != self._contact_id:
            self._context.show_error(error)
        else:
            self._error.show_error(self._line, error_text(error))


def _about(shown: Shown, concern: Concern) -> str:
    """Return the deal that a concern is about, when it is another than the one shown."""
    if concern.opportunity_id in (None, shown.deal_id):
        return ""
    deals = shown.view.opportunities
    deal = next((own for own in deals if own.id == concern.opportunity_id), None)
    return deal_title(shown.view, deal)
