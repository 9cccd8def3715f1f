"""The qualification in the panel: each answer, when it is due again, and the way to its history."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pisteur.domain.qualification_history import Requalification
from pisteur.domain.snapshots import AnswerView
from pisteur.domain.words import Answer
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import Changes, FittingLabel
from pisteur.ui.panel.shown import Shown, local_day
from pisteur.ui.panel.status_text import answer_text
from pisteur.ui.widgets.containers import Card, Section
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.pill import Pips
from pisteur.ui.widgets.properties import make_button, make_label, set_look

# Rows that are there before a contact is: the criteria that every file begins with.
MADE_AT_FIRST = 4


class QualificationCard(Card):
    """Each criterion with its letter, the answer and what it rests on."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.setObjectName("qualification")
        self._context = context
        self._changes = Changes()
        self._ids: tuple[int, int | None] = (0, None)
        self._when = make_label("", "muted")
        self._when.setObjectName("qualified-when")
        self._section = Section(_("Qualification"), self._when, self)
        self._due = FittingLabel("strong")
        self._due.setObjectName("requalify-due")
        self._due.setProperty("tone", "warn")
        self._ask = make_button(_("Qualify…"), name="qualify", compact=True)
        self._ask.clicked.connect(self._qualify)
        self._rows: list[_AnswerRow] = []
        self._history = make_button(
            _("What changed…"), "link", name="qualification-history", compact=True
        )
        self._history.clicked.connect(self._show_history)
        buttons = QWidget(self)
        row = FlowLayout(buttons)
        row.addWidget(self._ask)
        row.addWidget(self._history)
        self._make_rows(MADE_AT_FIRST)
        self._none = FittingLabel("muted")
        self._section.body.addWidget(self._none)
        self.body.addWidget(self._section)
        self.body.addWidget(self._due)
        self.body.addWidget(buttons)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._ids = (shown.view.id, shown.deal_id)
        latest, due = shown.view.qualification, shown.view.requalification
        if not self._changes.of(latest, due, shown.view.qualified_often, shown.today):
            return
        self._history.setVisible(shown.view.qualified_often)
        self._due.show_text(_due_text(due))
        if latest is None:
            self._when.setText("")
            self._ask.setText(_("Qualify…"))
            self._none.show_text(_("Nothing asked yet. A few questions tell where you stand."))
            self._show_answers(())
        else:
            self._ask.setText(_("Qualify again…"))
            day = formats.short_date(local_day(latest.made_at), shown.today)
            how = label(latest.learnt_how).lower()
            self._when.setText(_("{date} · {how}").format(date=day, how=how))
            self._none.show_text("")
            self._show_answers(latest.answers)
        self._ask.setAccessibleName(self._ask.text())

    def _show_answers(self, answers: tuple[AnswerView, ...]) -> None:
        """Show those that say something, each in a row that stays for the next contact."""
        wanted = [each for each in answers if _says_something(each)]
        self._make_rows(len(wanted))
        for place, row in enumerate(self._rows):
            row.setHidden(place >= len(wanted))
            if place < len(wanted):
                row.show_answer(wanted[place])

    def _make_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = _AnswerRow(self._section)
            row.hide()
            self._rows.append(row)
            self._section.body.addWidget(row)

    def _qualify(self) -> None:
        self._context.flows.qualify(*self._ids)

    def _show_history(self) -> None:
        self._context.flows.show_qualifications(self._ids[0])


def _due_text(due: Requalification) -> str:
    """Return since when the contact is to be qualified again; empty while it is not."""
    if not due.due or due.due_on is None:
        return ""
    return _("To qualify again since {date}").format(date=formats.full_date(due.due_on))


def _says_something(answer: AnswerView) -> bool:
    return answer.criterion.required or answer.answer is not Answer.UNKNOWN


class _AnswerRow(QWidget):
    """The letter of a criterion, and the answer in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pip = Pips(self)
        self._text = FittingLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._pip, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_answer(self, answer: AnswerView) -> None:
        """Show another answer."""
        text = answer_text(answer)
        set_look(self._text, "role", "muted" if answer.answer is Answer.UNKNOWN else "")
        self._text.show_text(text)
        self._pip.show_answers((answer.answer,), (answer.criterion.letter,), text)
