"""The last page of the qualification: the verdict in words, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pisteur.domain.commands import Consequence
from pisteur.domain.qualification import Criterion, CriterionAnswer, Judgement
from pisteur.domain.words import Answer, LostReason, Verdict
from pisteur.domain.working_days import next_working_day
from pisteur.i18n import _, ngettext
from pisteur.labels import label, within_sentence
from pisteur.presentation.formats import long_date
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.ending_forms import LoseForm, StandByForm
from pisteur.ui.dialogs.refer_form import ReferForm
from pisteur.ui.dialogs.subject import Subject
from pisteur.ui.widgets.choices import Choice, ChoiceCards
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_label

SURFACES = {Verdict.PROSPECT: "ok", Verdict.FIND_OUT: "warn", Verdict.OUT: "bad"}
PILLS = {Answer.YES: "ok", Answer.UNKNOWN: "today", Answer.NO: "late"}
REASONS = {
    "target": LostReason.NOT_IN_TARGET,
    "means": LostReason.NO_MEANS,
    "decision": LostReason.NO_DECISION,
}
LOSE, STAND_BY, KEEP, REFER = "lose", "stand-by", "keep", "refer"


DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the walk has found.

    Attributes:
        new_actions: titles of the actions that will be created.
    """

    judgement: Judgement
    answers: tuple[CriterionAnswer, ...]
    new_actions: tuple[str, ...]


class VerdictPage(QWidget):
    """Says the verdict; after a negative one, asks what becomes of the deal.

    Signals:
        ending_chosen: another consequence was chosen.

    Attributes:
        fields: those of the consequence chosen, by the names that errors give them.
    """

    ending_chosen = Signal()

    def __init__(
        self,
        criteria: Sequence[Criterion],
        subject: Subject,
        goes_to: str,
        today: date,
        *,
        runner: Runner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._refer: ReferForm | None = None
        self._criteria = {criterion.id: criterion for criterion in criteria}
        self._subject = subject
        self._goes_to = goes_to
        self._today = today
        self._verdict: Verdict | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self._ending: ChoiceCards | None = None
        self.fields: dict[str, Field] = {}

    def show_findings(self, findings: Findings) -> None:
        """Say what follows from the answers."""
        if self._shown is not None:
            discard(self._shown)
        self._verdict, self._ending, self.fields = findings.judgement.verdict, None, {}
        self._refer = None
        self._shown = QWidget()
        inner = QVBoxLayout(self._shown)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self._verdict_card(findings))
        if self._verdict is Verdict.OUT and self._subject.opportunity_id is not None:
            self._add_endings(inner, findings)
        else:
            inner.addLayout(self._summary(findings))
        inner.addStretch(1)
        self._column.addWidget(self._shown)

    @property
    def ending(self) -> object:
        """What becomes of a deal that is out: REFER, LOSE, STAND_BY or KEEP; None otherwise."""
        return self._ending.value if self._ending else None

    def focus_first(self) -> bool:
        """Go to the first thing to decide here; False when there is none."""
        if self._ending is None:
            return False
        self._ending.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def read_consequence(self) -> Consequence | None:
        """Return what becomes of the deal.

        Raises:
            DomainError, FieldProblem: for what must be mended first.
        """
        deal = self._subject.opportunity_id
        if deal is None or self._ending is None:
            return None
        if self._ending.value == LOSE:
            return self._lose.read(deal)
        if self._ending.value == STAND_BY:
            return self._stand_by.read(deal)
        if self._ending.value == REFER and self._refer is not None:
            return self._refer.read(deal)
        return None

    @property
    def typed(self) -> bool:
        """Whether somebody was named here."""
        return self._refer is not None and self._refer.person.typed

    # What is shown.

    def _verdict_card(self, findings: Findings) -> Card:
        verdict = findings.judgement.verdict
        card = Card(SURFACES[verdict])
        heading = make_label(self._heading(findings.judgement), "heading", wrap=True)
        heading.setObjectName("verdict")
        text = make_label(self._sentence(findings), wrap=True)
        text.setObjectName("verdict-text")
        card.body.addWidget(heading)
        card.body.addWidget(text)
        if verdict is Verdict.FIND_OUT and findings.new_actions:
            actions = make_label(
                "\n".join(f"• {title}" for title in findings.new_actions), wrap=True
            )
            actions.setObjectName("verdict-actions")
            card.body.addWidget(actions)
        return card

    def _heading(self, judgement: Judgement) -> str:
        """Return the verdict; of one thing that lacks it says which, for the target is another."""
        match [self._criteria[i].key for i in judgement.refused]:
            case ["means"]:
                return _("Does not have the means today")
            case ["decision"]:
                return _("Somebody else decides")
            case _:
                return label(judgement.verdict)

    def _sentence(self, findings: Findings) -> str:
        judgement = findings.judgement
        match judgement.verdict:
            case Verdict.PROSPECT if self._goes_to:
                return _(
                    "In the target, with the means, and able to decide. The card goes to “{stage}”."
                ).format(stage=self._goes_to)
            case Verdict.PROSPECT:
                return _("In the target, with the means, and able to decide.")
            case Verdict.FIND_OUT if findings.new_actions:
                count = len(findings.new_actions)
                return ngettext(
                    "This action will be planned for {day}:",
                    "These actions will be planned for {day}:",
                    count,
                ).format(day=long_date(self._find_out_day(), self._today))
            case Verdict.FIND_OUT:
                return _("What is missing is already planned: {names}.").format(
                    names=self._names(judgement.missing)
                )
            case _:
                return _("The answer was no for: {names}.").format(
                    names=self._names(judgement.refused)
                )

    def _find_out_day(self) -> date:
        return next_working_day(self._today, self._subject.loss.region)

    def _names(self, ids: Sequence[int]) -> str:
        return ", ".join(within_sentence(self._criteria[i].name) for i in ids)

    def _summary(self, findings: Findings) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        given = {answer.criterion_id: answer for answer in findings.answers}
        for row, criterion in enumerate(self._criteria.values()):
            answer = given.get(criterion.id)
            if answer is None:
                continue
            grid.addWidget(make_label(criterion.name, "strong"), row, 0)
            grid.addWidget(Pill(label(answer.answer), PILLS[answer.answer]), row, 1)
            grid.addWidget(ElidedLabel(answer.evidence, "muted"), row, 2)
        return grid

    def _add_endings(self, column: QVBoxLayout, findings: Findings) -> None:
        refused = [self._criteria[i].key for i in findings.judgement.refused]
        refer = [Choice(REFER, _("Pass it on"), _("To the person who decides"))]
        self._ending = ChoiceCards(
            [
                *(refer if DECISION in refused else ()),
                Choice(LOSE, _("Mark as lost"), _("With the reason, to learn from it")),
                Choice(STAND_BY, _("Put on standby"), _("It comes back on a date")),
                Choice(KEEP, _("Keep as lead"), _("The verdict is kept, the card stays")),
            ],
            keycaps=True,
        )
        self._ending.setObjectName("ending")
        self._ending.setAccessibleName(_("What becomes of it?"))
        self._ending.set_value(REFER if refused == [DECISION] else LOSE)
        self._ending.chosen.connect(self._show_ending)
        reasons = self._subject.loss.after_a_no
        self._lose = LoseForm(reasons, self._today, REASONS.get(refused[0]))
        self._stand_by = StandByForm(self._today)
        column.addWidget(make_label(_("What becomes of it?"), "strong"))
        column.addWidget(self._ending)
        column.addWidget(self._lose)
        column.addWidget(self._stand_by)
        if DECISION in refused:
            self._refer = ReferForm(self._subject, self._runner)
            column.addWidget(self._refer)
        self._show_ending()

    def _show_ending(self) -> None:
        if self._ending is None:
            return
        chosen = self._ending.value
        self._lose.setVisible(chosen == LOSE)
        self._stand_by.setVisible(chosen == STAND_BY)
        shown = {LOSE: self._lose.fields, STAND_BY: self._stand_by.fields}
        if self._refer is not None:
            self._refer.setVisible(chosen == REFER)
            shown[REFER] = self._refer.fields
        self.fields = shown.get(str(chosen), {})
        self.ending_chosen.emit()
