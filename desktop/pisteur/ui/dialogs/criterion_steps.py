"""The row of criteria above the question: what was answered, where one is, and a way to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from pisteur.domain.words import Answer
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, set_look

MARKS = {Answer.YES: "✓", Answer.UNKNOWN: "?", Answer.NO: "✕"}


class CriterionSteps(QWidget):
    """One chip a criterion, marked like the pips of the cards, and one for the verdict.

    Tab stops at the current one, arrows go to the others, as with radio buttons.

    Signals:
        chosen: the place, from 0, that the user wants to go to.
    """

    chosen = Signal(object)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [*names, _("Verdict")]
        self._answers: list[Answer | None] = [None] * len(self._names)
        self._group = QButtonGroup(self)
        row = FlowLayout(self, gap=8)
        for place in range(len(self._names)):
            chip = make_button("", name=f"step-{place}")
            chip.setCheckable(True)
            self._group.addButton(chip, place)
            row.addWidget(chip)
            self._show(place)
        self._group.idClicked.connect(self._choose)
        self._current = 0

    def set_current(self, place: int) -> None:
        """Mark where one is."""
        self._current = place
        self._group.button(place).setChecked(True)

    def set_answers(self, answers: Sequence[Answer | None]) -> None:
        """Mark what was answered, one after the other; None is not answered."""
        for place, answer in enumerate(answers):
            if answer is not self._answers[place]:
                self._answers[place] = answer
                self._show(place)

    def _show(self, place: int) -> None:
        chip, name, answer = self._group.button(place), self._names[place], self._answers[place]
        shown = name if answer is None else f"{MARKS[answer]} {name}"
        # An ampersand is no shortcut here.
        chip.setText(shown.replace("&", "&&"))
        said = _("{criterion}: {answer}").format(criterion=name, answer=label(answer or Answer.YES))
        chip.setAccessibleName(name if answer is None else said)
        set_look(chip, "step", "open" if answer is None else answer.value)

    def _choose(self, place: int) -> None:
        # Where one goes is the dialog's to say: a question may have to be answered first.
        self._group.button(self._current).setChecked(True)
        self.chosen.emit(place)
