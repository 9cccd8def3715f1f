"""The walk from lead to prospect: one criterion a page, then the verdict (product rules 1 to 3).

Not for judging, which is the domain's, nor for recording, which is done by whoever opened it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QWidget

from pisteur.domain.commands import Consequence, Forced
from pisteur.domain.qualification import Criterion, Judgement, QualificationInput, judge
from pisteur.domain.words import Answer, LearntHow, Verdict
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.at_gate import GateDialog
from pisteur.ui.dialogs.criterion_page import CriterionPage
from pisteur.ui.dialogs.criterion_steps import CriterionSteps
from pisteur.ui.dialogs.means_guide import MeansGuide
from pisteur.ui.dialogs.subject import NOTHING, Selling, Subject
from pisteur.ui.dialogs.target_guide import TargetGuide
from pisteur.ui.dialogs.unreliable_notice import UnreliableNotice
from pisteur.ui.dialogs.verdict_page import LOSE, REFER, STAND_BY, Findings, VerdictPage
from pisteur.ui.widgets.fitting_area import FittingArea
from pisteur.ui.widgets.keys import digit_of
from pisteur.ui.widgets.properties import make_label

WIDTH = 700
# Title, steps and buttons around a page, and the window's edge around the dialog.
AROUND_PAGE = 240
NOTICE = 48
SMALLEST_PAGE = 320


@dataclass(frozen=True, slots=True)
class Qualified:
    """The outcome of the walk.

    Attributes:
        new_actions: how many actions will be created.
    """

    given: QualificationInput
    verdict: Verdict
    new_actions: int = 0
    consequence: Consequence | None = None


class QualificationDialog(GateDialog):
    """Walks through the criteria; `submitted` carries a `Qualified`, or `Forced` at a gate.

    Begins at the first required criterion that is not a yes yet; at the first of all when each
    is, for then it is done over again. Digits choose, Enter goes on, Alt+Left
    goes back, Escape cancels.
    """

    def __init__(
        self,
        criteria: Sequence[Criterion],
        subject: Subject,
        today: date,
        *,
        goes_to: str = "",
        as_gate: bool = False,
        place: tuple[int, int] = (1, 1),
        waiting: tuple[str, ...] = (),
        selling: Selling = NOTHING,
        runner: Runner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _title(subject.name, place),
            accept_text=_("Next"),
            waiting=waiting,
            alone=place[1] == 1,
            parent=parent,
        )
        self.setObjectName("qualification-dialog")
        self.setMinimumWidth(WIDTH)
        self._criteria = tuple(criteria)
        self._subject = subject
        self._as_gate = as_gate
        self.pages = [_make_page(one, subject, selling) for one in criteria]
        self.verdict = VerdictPage(criteria, subject, goes_to, today, runner=runner)
        self._steps = CriterionSteps([one.name for one in criteria])
        self._stack = QStackedWidget()
        # Placed before it is filled: the style sheet is matched again for each parent.
        self.body.addWidget(UnreliableNotice(subject.unreliable))
        self.body.addWidget(self._steps)
        self.body.addWidget(self._stack, 1)
        around = AROUND_PAGE + (NOTICE if subject.unreliable else 0)
        most = max(SMALLEST_PAGE, (parent.height() if parent else 0) - around)
        for page in (*self.pages, self.verdict):
            self._stack.addWidget(FittingArea(page, most))
        self.learnt = _learnt_box(subject.learnt_how)
        self._learnt_label = make_label(_("How did you find out?"), "muted")
        self._arrange()
        self._mark_steps()
        self._show_page(self._first_open())

    # The walk.

    @property
    def place(self) -> int:
        """The place of the page shown, from 0."""
        return self._stack.currentIndex()

    def accept(self) -> None:
        if self._on_verdict():
            super().accept()
        else:
            self._forward()

    def _forward(self) -> None:
        if self.pages[self.place].check():
            self._show_page(self.place + 1)

    def _back(self) -> None:
        if self.place:
            self._show_page(self.place - 1)

    def _first_open(self) -> int:
        """Return the place of the first required criterion that is not a yes yet, else 0."""
        return next(
            (
                place
                for place, page in enumerate(self.pages)
                if page.criterion.required and page.answer is not Answer.YES
            ),
            0,
        )

    def _go_to(self, place: object) -> None:
        if place == len(self.pages):
            self._skip()
        elif isinstance(place, int):
            self._show_page(place)

    def _mark_steps(self) -> None:
        self._steps.set_answers([page.answer for page in self.pages])

    def _skip(self) -> None:
        """Go to the verdict, or to a required question that is still open."""
        still_open = (
            place
            for place, page in enumerate(self.pages)
            if page.criterion.required and page.answer is None
        )
        self._show_page(next(still_open, len(self.pages)))

    def _show_page(self, place: int) -> None:
        if not self._on_verdict() and not self.pages[self.place].readable():
            return
        self._stack.setCurrentIndex(place)
        self._steps.set_current(place)
        step = _("Step {place} of {count}").format(place=place + 1, count=self._stack.count())
        owner = self._subject.owner
        self.set_note(f"{isolated(owner)} · {step}" if owner else step)
        on_verdict = self._on_verdict()
        self.back.setVisible(place > 0)
        self._learnt_label.setVisible(not on_verdict)
        self.learnt.setVisible(not on_verdict)
        if on_verdict:
            self._enter_verdict()
        else:
            self.anyway.hide()
            self.primary.setText(_("Next"))
            self.pages[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_verdict(self) -> bool:
        return self.place == len(self.pages)

    def _enter_verdict(self) -> None:
        findings = self._findings()
        self.verdict.show_findings(findings)
        self.show_fields(self.verdict.fields)
        self.anyway.setVisible(self._as_gate and findings.judgement.verdict is not Verdict.PROSPECT)
        self._name_primary()
        if not self.verdict.focus_first():
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_primary(self) -> None:
        self.show_fields(self.verdict.fields)
        verdict = self._judgement().verdict
        texts = {
            LOSE: _("Mark as lost"),
            STAND_BY: _("Put on standby"),
            REFER: _("Hand the deal over"),
        }
        if verdict is Verdict.PROSPECT:
            text = _("Make a prospect")
        else:
            text = texts.get(str(self.verdict.ending), _("Keep as lead"))
        self.primary.setText(text)
        self.primary.setAccessibleName(text)

    # The outcome.

    def read(self) -> Qualified:
        """Return the answers and what follows from them.

        Raises:
            DomainError, FieldProblem: for what must be mended first.
        """
        findings = self._findings()
        return Qualified(
            self._given(),
            findings.judgement.verdict,
            len(findings.new_actions),
            self.verdict.read_consequence(),
        )

    def has_unsaved(self) -> bool:
        # One answer is a key that is quickly pressed again; several are a talk with someone.
        several = sum(page.answer_changed for page in self.pages) > 1
        return several or any(page.typed for page in self.pages) or self.verdict.typed

    def _given(self) -> QualificationInput:
        answers = tuple(page.given for page in self.pages if page.given is not None)
        how = LearntHow(self.learnt.currentData())
        targets = [page.target for page in self.pages if page.target is not None]
        means = [page.means for page in self.pages if page.means is not None]
        return QualificationInput(
            answers,
            how,
            traits=targets[0].answers if targets else (),
            budget=means[0].budget if means else None,
        )

    def _judgement(self) -> Judgement:
        given = self._given().answers
        return judge(self._criteria, {answer.criterion_id: answer.answer for answer in given})

    def _findings(self) -> Findings:
        judgement = self._judgement()
        missing = judgement.missing if judgement.verdict is Verdict.FIND_OUT else ()
        titles = [one.find_out or one.question for one in self._criteria if one.id in missing]
        planned = self._subject.finding_out
        new = tuple(title for title in titles if title not in planned)
        return Findings(judgement, self._given().answers, new)

    def answers_so_far(self, reason: str) -> Forced:
        given = self._given()
        return Forced(reason, given if given.answers else None)

    # Inside.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        digit = digit_of(event)
        if digit is not None and digit <= 3 and not self._on_verdict():
            self.pages[self.place].choose(digit - 1)
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.add_to_footer(self._learnt_label)
        self.add_to_footer(self.learnt)
        self.add_to_footer(self.anyway)
        self.back = self.add_button(_("Back"), self._back, name="back")
        QShortcut(QKeySequence("Alt+Left"), self, self._back)
        self.verdict.ending_chosen.connect(self._name_primary)
        self._steps.chosen.connect(self._go_to)
        for page in self.pages:
            page.answered.connect(self._mark_steps)
            page.skip_wanted.connect(self._skip)
            page.next_wanted.connect(self.accept)


def _make_page(criterion: Criterion, subject: Subject, selling: Selling) -> CriterionPage:
    """Return the page of a criterion, with what profile and offers say about it."""
    target = means = None
    if criterion.key == "target" and selling.traits:
        target = TargetGuide(selling.traits, subject.facts)
    if criterion.key == "means":
        means = MeansGuide(
            selling.offers,
            subject.facts,
            subject.budget,
            noted=subject.opportunity_id is not None,
        )
    start = subject.answers.get(criterion.id)
    return CriterionPage(criterion, start, target=target, means=means)


def _title(name: str, place: tuple[int, int]) -> str:
    number, count = place
    if count == 1:
        return _("Qualify “{name}”").format(name=name)
    return _("Qualify “{name}”: {number} of {count}").format(name=name, number=number, count=count)


def _learnt_box(latest: LearntHow | None) -> QComboBox:
    box = QComboBox()
    box.setObjectName("learnt-how")
    box.setProperty("role", "chip")
    box.setAccessibleName(_("How did you find out?"))
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    for how in LearntHow:
        box.addItem(label(how), how.value)
    box.setCurrentIndex(box.findData((latest or LearntHow.CALL).value))
    return box
