"""One question or objection in the panel: what it is, its words, its answer, what can be done."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pisteur.domain.concerns import Concern, ConcernKind
from pisteur.domain.errors import PisteurError
from pisteur.error_texts import error_text
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.inline_editor import InlineEditor
from pisteur.ui.panel.parts import SelectableText, add_action, make_tool_button
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_button, make_label

PILLS = {ConcernKind.QUESTION: "planned", ConcernKind.OBJECTION: "today"}


class Begun(NamedTuple):
    """What is typed about a question or an objection, and not saved."""

    contact_id: int
    text: str
    answers: bool


class ConcernRow(QWidget):
    """One question or objection: what it is, its words, its answer, and what can be done.

    Signals:
        written: nothing is typed here any more.
    """

    written = Signal()

    def __init__(self, context: UiContext, concern: Concern, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"concern-{concern.id}")
        self._context = context
        self._concern = concern
        self._editor: InlineEditor | None = None
        self._answers = False
        self._kind = Pill()
        self._when = make_label("", "muted")
        self._text = SelectableText()
        self._answer = SelectableText("muted")
        self._ask = make_button(_("Answer"), "link", name=f"answer-{concern.id}", compact=True)
        self._ask.clicked.connect(self._write_answer)
        self._menu = QMenu()
        self._better = add_action(
            self._menu, _("Correct the answer…"), self._write_answer, name="correct-answer"
        )
        self._reopen = add_action(self._menu, _("Take up again"), self._take_up, name="reopen")
        add_action(self._menu, _("Edit…"), self._edit, name="edit-concern")
        self._other = add_action(self._menu, "", self._change_kind, name="change-kind")
        add_action(self._menu, _("Delete"), self._delete, name="delete-concern")
        self._more = make_tool_button(f"concern-menu-{concern.id}", "", self._menu)
        self._more.setFixedSize(24, 20)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._kind)
        head.addWidget(self._when, 1)
        head.addWidget(self._ask)
        head.addWidget(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addWidget(self._text)
        self._column.addWidget(self._answer)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self._concern.is_open

    def show_concern(self, concern: Concern, about: str, shown: Shown) -> None:
        """Show it as it is now; what is being typed about it stays."""
        self._concern = concern
        self._kind.show_kind(label(concern.kind), PILLS[concern.kind] if concern.is_open else "ok")
        day = formats.short_date(concern.answered_on or concern.raised_on, shown.today)
        when = _("answered on {date}").format(date=day) if concern.answered_on else day
        self._when.setText(" · ".join(isolated(part) for part in (when, about) if part))
        self._text.show_text(concern.text)
        self._answer.show_text("" if concern.is_open else concern.answer)
        self._ask.setVisible(concern.is_open)
        self._ask.setAccessibleName(_("Answer “{text}”").format(text=concern.text))
        self._better.setVisible(not concern.is_open)
        self._reopen.setVisible(not concern.is_open)
        question = concern.kind is ConcernKind.QUESTION
        self._other.setText(_("It is an objection") if question else _("It is a question"))
        self._more.setIcon(icon("more", self._context.theme.tokens.muted))
        self._more.setAccessibleName(_("About “{title}”").format(title=concern.text))

    # What can be done.

    def _write_answer(self) -> None:
        self._open_editor(answers=True)

    def _edit(self) -> None:
        self._open_editor(answers=False)

    @property
    def is_begun(self) -> bool:
        """Whether something is typed here that is not saved."""
        return self._editor is not None and self._editor.is_changed

    def begun(self, contact_id: int) -> Begun | None:
        """Return what is typed and not saved; None for nothing."""
        editor = self._editor
        if editor is None or not self.is_begun:
            return None
        return Begun(contact_id, editor.text, self._answers)

    def go_on_with(self, begun: Begun) -> None:
        """Show what was typed before somebody else was shown."""
        self._make_editor(answers=begun.answers).editor.setPlainText(begun.text)

    def _open_editor(self, *, answers: bool) -> None:
        made = self._make_editor(answers=answers)
        made.editor.selectAll()
        made.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_editor(self, *, answers: bool) -> InlineEditor:
        self._close_editor()
        self._answers = answers
        name = _("What you answered") if answers else _("What they asked or objected")
        text = self._concern.answer if answers else self._concern.text
        self._editor = InlineEditor(name, text, name="concern")
        self._editor.saved.connect(self._save_answer if answers else self._save_text)
        self._editor.given_up.connect(self._give_up)
        self._column.addWidget(self._editor)
        self._editor.show()
        return self._editor

    def _save_answer(self, text: str) -> None:
        own = self._concern.id
        self._context.runner.command(
            lambda s: s.concerns.answer(own, text), self._saved, self._failed
        )

    def _save_text(self, text: str) -> None:
        own, kind = self._concern.id, self._concern.kind
        self._context.runner.command(
            lambda s: s.concerns.edit(own, text, kind), self._saved, self._failed
        )

    def _saved(self, _nothing: object) -> None:
        self._close_editor()
        self.written.emit()

    def _failed(self, error: PisteurError) -> None:
        if self._editor is not None and error.field is not None:
            self._editor.show_error(error_text(error))
        else:
            self._context.show_error(error)

    def _give_up(self) -> None:
        self._close_editor()
        (self._ask if self.is_open else self._more).setFocus()
        self.written.emit()

    def _close_editor(self) -> None:
        if self._editor is not None:
            discard(self._editor)
            self._editor = None

    def _change_kind(self) -> None:
        concern = self._concern
        question = concern.kind is ConcernKind.QUESTION
        kind = ConcernKind.OBJECTION if question else ConcernKind.QUESTION
        self._context.runner.command(lambda s: s.concerns.edit(concern.id, concern.text, kind))

    def _take_up(self) -> None:
        own = self._concern.id
        self._context.runner.command(lambda s: s.concerns.reopen(own))

    def _delete(self) -> None:
        own = self._concern.id
        self._context.runner.command(lambda s: s.concerns.delete(own), done=self._deleted)

    def _deleted(self, _nothing: object) -> None:
        self._context.notify(_("Removed from the questions and objections"), offer_undo=True)
