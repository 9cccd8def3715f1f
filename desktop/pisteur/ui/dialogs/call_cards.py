"""What a call session shows of one name: who they are, what was said, what to say and to ask."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from pisteur.domain.call_sessions import CallName, CallResult, CallSaid, CallSessionView
from pisteur.i18n import _, isolated, ngettext
from pisteur.presentation import formats
from pisteur.presentation.script_text import script_text
from pisteur.ui.panel.capped import CappedLabel
from pisteur.ui.panel.parts import FittingLabel
from pisteur.ui.widgets.containers import Card, make_scrolling
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button, make_label

QUESTIONS_SHOWN = 4
LOWEST_NOTE = 64
LAST_LINES = 4


class NoteEditor(QPlainTextEdit):
    """As high as there is room for: the hint of an editor is too much for a small screen."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), LOWEST_NOTE)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), LOWEST_NOTE)


class NameCard(Card):
    """Who is to be called, and the note of the call.

    Attributes:
        phone: the number; dials.
        last: what was said last, as far as there is room for it.
        note: what is written during the call.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._why, self.name = FittingLabel("muted"), FittingLabel("title")
        self.name.setObjectName("call-name")
        self._place = FittingLabel("muted")
        self.last = CappedLabel("muted", most=LAST_LINES)
        self.last.setObjectName("call-last")
        self._said = Card("accent")
        self.said = FittingLabel()
        self.said.setObjectName("call-said")
        self._said.body.addWidget(self.said)
        self.phone = make_button("", name="call-phone")
        self.note = NoteEditor()
        self.note.setObjectName("call-note")
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("Write during the call… (N)"))
        field = Field(_("Note of the call"), self.note)
        for part in (self._why, self.name, self._place, self.phone, self.last, self._said):
            self.body.addWidget(part)
        self.body.addWidget(field, 1)

    def show_name(self, name: CallName, today: date) -> None:
        """Show someone."""
        said = name.said
        number = name.attempts + 1
        attempt = formats.counted(ngettext("call {count}", "call {count}", number), number)
        parts = (name.list_name, "" if said else attempt)
        self._why.show_text(" · ".join(isolated(part) for part in parts if part))
        self.name.show_text(isolated(name.name))
        company = name.company if name.company != name.name else ""
        self._place.show_text(" · ".join(map(isolated, filter(None, (company, name.place)))))
        self.phone.setVisible(bool(name.phone))
        self.phone.setText(formats.phone(name.phone))
        # A letter of twenty lines would push the answers off a small screen.
        self.last.show_text("" if said else " ".join(name.last.split()))
        self._said.setVisible(said is not None)
        if said is not None:
            hint = _("Say it again to correct it; → leaves it as it is.")
            self.said.show_text(f"{said_text(said, today)} {hint}")

    def show_note(self, text: str) -> None:
        """Begin another note."""
        self.note.setPlainText(text)


class ScriptCard(Card):
    """What to say, with what is known filled in, and what to ask.

    Signals:
        edit_wanted: the script shall be changed.
    """

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        self._script = FittingLabel()
        self._script.setObjectName("call-script")
        self._asked = make_label(_("To ask"), "strong")
        self._questions = FittingLabel()
        self._questions.setObjectName("call-questions")
        self.edit = make_button("", "link", name="call-script-edit")
        self.edit.clicked.connect(self.edit_wanted)
        paper = QWidget()
        words = QVBoxLayout(paper)
        words.setContentsMargins(0, 0, 8, 0)
        words.setSpacing(6)
        words.addWidget(make_label(_("To say"), "strong"))
        words.addWidget(self._script)
        words.addSpacing(4)
        words.addWidget(self._asked)
        words.addWidget(self._questions)
        words.addStretch(1)
        area = make_scrolling(paper)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(120)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.edit)

    def show_view(self, view: CallSessionView) -> None:
        """Show the script as it reads for the one who is called."""
        text = script_text(view.script, view.facts, view.hellos)
        self._script.show_text(text or _("No script yet: write what you want to say."))
        self.edit.setText(_("Change the script… (S)") if text else _("Write the script… (S)"))
        self._asked.setVisible(bool(view.questions))
        shown = view.questions[:QUESTIONS_SHOWN]
        self._questions.show_text("\n".join(f"• {line}" for line in shown))


def said_text(said: CallSaid, today: date) -> str:
    """Return what was said of a name before."""
    if said.result is CallResult.CALL_BACK and said.on is not None:
        due = formats.due_text(said.on, today, said.at)
        return _("You noted: to be called back, {due}.").format(due=due)
    if said.result is CallResult.NOT_INTERESTED and said.objects:
        return _("You noted: not interested, and not to be called again.")
    return {
        None: _("Qualified during these calls."),
        CallResult.NO_ANSWER: _("You noted: no answer."),
        CallResult.CALL_BACK: _("You noted: to be called back."),
        CallResult.NOT_INTERESTED: _("You noted: not interested."),
        CallResult.SKIPPED: _("You skipped this name."),
    }[said.result]
