"""One page of the qualification: a question, its answer, and what the answer rests on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.qualification import Criterion, CriterionAnswer
from pisteur.domain.words import Answer
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.means_guide import MeansGuide
from pisteur.ui.dialogs.target_guide import TargetGuide
from pisteur.ui.widgets.choices import Choice, ChoiceCards
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button, make_label


class CriterionPage(QWidget):
    """Asks about one criterion.

    Signals:
        answered: whenever an answer is chosen.
        skip_wanted: the user wants no more optional questions.
        next_wanted: Enter was pressed on an answer; it goes on, and chooses nothing.
    """

    answered = Signal()
    skip_wanted = Signal()
    next_wanted = Signal()

    def __init__(
        self,
        criterion: Criterion,
        start: CriterionAnswer | None,
        *,
        target: TargetGuide | None = None,
        means: MeansGuide | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self.target, self.means = target, means
        self._start = start.evidence if start else ""
        self._start_answer = start.answer if start else None
        self.choices = ChoiceCards(_choices(criterion), keycaps=True)
        self.choices.setObjectName(f"answer-{criterion.key}")
        self.choices.setAccessibleName(criterion.question)
        self.choices.set_value(start.answer if start else None)
        self.choices.chosen.connect(self._answered)
        for card in self.choices.findChildren(QAbstractButton):
            card.installEventFilter(self)
        self._problem = make_label("", "error", wrap=True)
        self._problem.setObjectName(f"answer-problem-{criterion.key}")
        self._problem.hide()
        self.evidence = QLineEdit(self._start)
        self.evidence.setObjectName(f"evidence-{criterion.key}")
        self.evidence.setPlaceholderText(_("What they said, what you saw, and when"))
        self._prompts = _PromptCard()
        self._arrange()
        self._show_prompts()
        self.setFocusProxy(self.choices)

    @property
    def answer(self) -> Answer | None:
        """The answer chosen, or None."""
        value = self.choices.value
        return value if isinstance(value, Answer) else None

    @property
    def given(self) -> CriterionAnswer | None:
        """The answer with its evidence, or None when there is no answer."""
        answer = self.answer
        if answer is None:
            return None
        return CriterionAnswer(self.criterion.id, answer, self.evidence.text().strip())

    @property
    def answer_changed(self) -> bool:
        """Whether the answer is another than the one it began with."""
        return self.answer is not self._start_answer

    @property
    def typed(self) -> bool:
        """Whether something was typed here that is not kept yet."""
        changed = self.evidence.text() != self._start
        changed = changed or (self.means is not None and self.means.typed)
        return changed or (self.target is not None and bool(self.target.answers))

    def choose(self, number: int) -> None:
        """Choose the answer of this number, from 0."""
        answers = tuple(Answer)
        if number < len(answers):
            self.choices.set_value(answers[number])
            self.choices.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._answered()

    def check(self) -> bool:
        """Say whether one may go on, and beside the field what must be mended first."""
        if self.criterion.required and self.answer is None:
            self._complain()
            return False
        return self.readable()

    def readable(self) -> bool:
        """Say whether what was typed can be read, and beside the field why not."""
        return self.means is None or self.means.check()

    def _complain(self) -> None:
        """Say that this question needs an answer."""
        self._problem.setText(_("Choose an answer. “Not known yet” is one."))
        self._problem.show()
        self.choices.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in enter
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.next_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    def _answered(self) -> None:
        self._problem.hide()
        self._show_prompts()
        self.answered.emit()

    def _take(self, answer: object) -> None:
        """Take the answer that the ideal customer proposes."""
        if isinstance(answer, Answer):
            self.choose(tuple(Answer).index(answer))

    def _show_prompts(self) -> None:
        """Show what to ask: what the criterion brings along, and traits that are not known."""
        lines = [line.strip() for line in self.criterion.prompts.splitlines() if line.strip()]
        lines += self.target.questions if self.target is not None else ()
        still_open = self.answer in (None, Answer.UNKNOWN)
        self._prompts.show_lines(list(dict.fromkeys(lines)), still_open=still_open)

    def _arrange(self) -> None:
        criterion = self.criterion
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(make_label(criterion.question, "heading", wrap=True))
        if criterion.guidance:
            head.addWidget(make_label(criterion.guidance, "muted", wrap=True))
        column.addLayout(head)
        column.addWidget(self.choices)
        column.addWidget(self._problem)
        if self.means is not None:
            column.addWidget(self.means)
        if self.target is not None:
            column.addWidget(self.target)
            self.target.taken.connect(self._take)
            self.target.changed.connect(self._show_prompts)
        column.addWidget(Field(_("What do you go by?"), self.evidence))
        column.addWidget(self._prompts)
        if not criterion.required:
            skip = make_button(_("Optional: skip to the verdict"), "link", name="skip")
            skip.clicked.connect(self.skip_wanted)
            column.addWidget(skip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


class _PromptCard(Card):
    """Questions to ask, as long as the answer is not known those still to ask."""

    def __init__(self) -> None:
        super().__init__("accent")
        self._title = make_label("", "strong")
        self._title.setObjectName("prompts-title")
        self._lines = make_label("", "muted", wrap=True)
        self._lines.setObjectName("prompts")
        self.body.addWidget(self._title)
        self.body.addWidget(self._lines)

    def show_lines(self, prompts: list[str], *, still_open: bool) -> None:
        """Show the questions; hidden without any."""
        self._title.setText(_("Still to ask") if still_open else _("Questions to ask"))
        self._lines.setText("\n".join(f"• {prompt}" for prompt in prompts))
        self.setVisible(bool(prompts))


def _choices(criterion: Criterion) -> tuple[Choice, ...]:
    yes, no = _explanations(criterion.key)
    unknown = (
        _("To ask at the next contact: the action is created")
        if criterion.required
        else _("It can wait")
    )
    details = {Answer.YES: yes, Answer.UNKNOWN: unknown, Answer.NO: no}
    return tuple(Choice(answer, label(answer), details[answer]) for answer in Answer)


def _explanations(key: str) -> tuple[str, str]:
    """Return what yes and no mean, for the criteria that Pisteur brings along and for others."""
    match key:
        case "target":
            return _("They are like your good customers"), _("Your offer is not made for them")
        case "means":
            return _("A budget named, or means to be seen"), _("Too tight today")
        case "decision":
            return _("They sign, or you talk to who signs"), _("Someone else decides, out of reach")
        case "need":
            return _("They name it themselves"), _("Nothing that bothers them enough")
        case "timing":
            return _("There is a date"), _("They are in no hurry")
        case _:
            return _("You have grounds for it"), _("It is ruled out")
