"""Where a line of the journal is written: the text, what kind of exchange, how it went.

What is typed is kept per contact until it is on disk.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.commands import WriteInteraction
from pisteur.domain.errors import PisteurError
from pisteur.domain.words import Direction, InteractionKind, OpportunityState, Outcome
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import CalmComboBox, ErrorLine
from pisteur.ui.panel.proposal import ProposalBar
from pisteur.ui.panel.shown import Shown
from pisteur.ui.panel.writing import GrowingEdit
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.typed import typed_text


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the composer."""

    body: str = ""
    kind: InteractionKind = InteractionKind.NOTE
    direction: Direction = Direction.OUTGOING
    outcome: Outcome | None = None


class Composer(QWidget):
    """Writes into the journal of the contact shown.

    Attributes:
        editor: the text.

    Signals:
        given_up: Escape in the text.
    """

    given_up = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self._context = context
        self._contact_id: int | None = None
        self._deal_id: int | None = None
        self._drafts: dict[int, Draft] = {}
        self._pending: WriteInteraction | None = None
        self._has_action = False
        self._is_open = True
        self._proposal = ProposalBar(context, self)
        self.editor = GrowingEdit(parent=self)
        self.editor.setObjectName("note")
        self.editor.setAccessibleName(_("New line of the journal"))
        self._error = ErrorLine(self)
        self._make_choices()
        self._lay_out()
        self.editor.submitted.connect(self._save)
        self.editor.given_up.connect(self.given_up)
        self.editor.textChanged.connect(self._follow)
        self._put(Draft())

    def _make_choices(self) -> None:
        self._kinds = QButtonGroup(self)
        self._chips = QWidget(self)
        self._chips.setAccessibleName(_("Kind of exchange"))
        row = FlowLayout(self._chips, gap=4)
        for number, kind in enumerate(InteractionKind):
            chip = make_button(label(kind), "chip", name=f"kind-{kind.value}")
            chip.setCheckable(True)
            self._kinds.addButton(chip, number)
            row.addWidget(chip)
        self._kinds.idToggled.connect(self._follow)
        self._how = QWidget(self)
        self._direction = CalmComboBox(
            name="direction", label=_("Who contacted whom"), parent=self._how
        )
        for direction in (Direction.OUTGOING, Direction.INCOMING):
            self._direction.addItem(label(direction), direction)
        self._outcome = CalmComboBox(name="outcome", label=_("How it went"), parent=self._how)
        self._outcome.addItem(_("How did it go?"), None)
        for outcome in Outcome:
            self._outcome.addItem(label(outcome), outcome)
        self._outcome.currentIndexChanged.connect(self._follow)

    def _lay_out(self) -> None:
        how = FlowLayout(self._how, gap=6)
        how.addWidget(self._direction)
        how.addWidget(self._outcome)
        self._write = make_button(_("Save"), "primary", name="save-note", compact=True)
        self._write.clicked.connect(self._save)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._write)
        foot.addWidget(make_label(_("Ctrl+Enter"), "keycap"))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._chips)
        column.addWidget(self.editor)
        column.addWidget(self._error)
        column.addWidget(self._how)
        column.addWidget(self._foot)
        column.addWidget(self._proposal)

    def present(self, shown: Shown) -> None:
        """Write for the contact and deal of a state of the panel; its draft comes back."""
        other = (shown.view.id, shown.deal_id) != (self._contact_id, self._deal_id)
        self._deal_id = shown.deal_id
        self._has_action = shown.next_action is not None
        self._is_open = shown.deal is None or shown.deal.state is OpportunityState.OPEN
        if other or not self._is_open:
            self._proposal.hide()
        if shown.view.id != self._contact_id:
            self.leave()
            self._contact_id = shown.view.id
            self._put(self._drafts.get(shown.view.id, Draft()))

    def leave(self) -> None:
        """Keep what is typed for when this contact is shown again."""
        if self._contact_id is not None:
            self._drafts[self._contact_id] = self.draft
            self._contact_id = None

    def forget(self, contact_id: int) -> None:
        """Drop the draft of a contact that is gone."""
        self._drafts.pop(contact_id, None)

    @property
    def unsaved(self) -> list[int]:
        """The contacts for whom something is typed that is not saved, the one shown first."""
        shown = {} if self._contact_id is None else {self._contact_id: self.draft}
        drafts = shown | self._drafts | shown
        return [own for own, draft in drafts.items() if draft.body.strip()]

    def choose_kind(self, kind: InteractionKind) -> None:
        """Choose what kind of exchange is written."""
        self._kinds.button(list(InteractionKind).index(kind)).setChecked(True)

    @property
    def draft(self) -> Draft:
        """What is typed and chosen."""
        return Draft(
            body=typed_text(self.editor),
            kind=self._kind,
            direction=Direction(self._direction.currentData()),
            outcome=self._chosen_outcome,
        )

    @property
    def _kind(self) -> InteractionKind:
        return list(InteractionKind)[max(0, self._kinds.checkedId())]

    @property
    def _chosen_outcome(self) -> Outcome | None:
        chosen = self._outcome.currentData()
        return Outcome(chosen) if chosen else None

    def _put(self, draft: Draft) -> None:
        self.editor.setPlainText(draft.body)
        self.choose_kind(draft.kind)
        self._direction.setCurrentIndex(self._direction.findData(draft.direction))
        self._outcome.setCurrentIndex(self._outcome.findData(draft.outcome))
        self._error.show_error(self.editor, "")
        self._follow()

    def _follow(self, *_what: object) -> None:
        """Show what fits the kind, and the button once there is something to save."""
        note = self._kind is InteractionKind.NOTE
        self._how.setVisible(not note)
        self._foot.setVisible(bool(typed_text(self.editor)) or not note)
        self.editor.setPlaceholderText(_("Write a note…") if note else _("What was said?"))
        self._error.show_error(self.editor, "")

    def _save(self) -> None:
        if self._contact_id is None or self._pending is not None:
            return
        draft = self.draft
        note = draft.kind is InteractionKind.NOTE
        command = WriteInteraction(
            contact_id=self._contact_id,
            opportunity_id=self._deal_id,
            kind=draft.kind,
            body=draft.body,
            direction=Direction.NONE if note else draft.direction,
            outcome=None if note else draft.outcome,
        )
        self._pending = command
        # Nothing typed between now and the answer may be taken for saved.
        self.editor.setReadOnly(True)
        self._context.runner.command(
            lambda s: s.journal.write(command), done=self._saved, failed=self._failed
        )

    def _saved(self, interaction_id: int) -> None:
        written = self._pending
        saved = self._settle()
        if saved == self._contact_id:
            self._put(Draft())
            if written is not None and written.outcome is not None and self._is_open:
                self._proposal.offer(
                    interaction_id,
                    written.contact_id,
                    written.opportunity_id,
                    written.outcome,
                    has_action=self._has_action,
                )
        elif saved is not None:
            self.forget(saved)

    def _failed(self, error: PisteurError) -> None:
        if self._settle() == self._contact_id:
            self._error.show_error(self.editor, error_text(error))
            self.editor.setFocus()
        else:
            self._context.show_error(error)

    def _settle(self) -> int | None:
        pending, self._pending = self._pending, None
        self.editor.setReadOnly(False)
        return pending.contact_id if pending else None
