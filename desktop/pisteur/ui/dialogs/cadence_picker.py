"""Shows what a cadence would plan, step by step, each with its day and a box to leave it out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.cadence_commands import CadencePreview, StartCadence
from pisteur.domain.cadences import CadenceTrigger, PlannedStep
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import long_date, sentence_start
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.properties import make_label

DAY_WIDTH = 190


class CadencePicker(QWidget):
    """The cadences that a trigger proposes, or all; the steps of the one chosen.

    What is shown is what is planned: the days come from the services each time that the dates
    change.

    Attributes:
        waiting: the steps of the dates last asked for are not there yet: nothing to send.

    Signals:
        settled: what is shown has changed.
    """

    settled = Signal()

    def __init__(
        self,
        runner: Runner,
        trigger: CadenceTrigger | None,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cadence-picker")
        self._runner, self._trigger, self._today = runner, trigger, today
        self._dates: tuple[date, date | None] = (today, None)
        self.waiting = False
        self._previews: tuple[CadencePreview, ...] = ()
        self._chosen: int | None = None
        self._left_out: set[tuple[int, int]] = set()
        self._boxes: list[tuple[PlannedStep, QCheckBox]] = []
        self._names = QVBoxLayout()
        self._steps = QVBoxLayout()
        self._steps.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._names)
        column.addLayout(self._steps)

    def ask(self, started_on: date, expires_on: date | None) -> None:
        """Show the days that these dates give."""
        self._dates, self.waiting = (started_on, expires_on), True
        trigger = self._trigger
        self._runner.latest(
            "cadence-preview",
            lambda s: s.cadences.previews(started_on, expires_on, trigger),
            self._take,
        )

    def command(self, contact_id: int, opportunity_id: int | None) -> StartCadence | None:
        """Return the cadence to start, None when nothing of it is wanted."""
        steps = tuple(step for step, box in self._boxes if box.isChecked())
        if self._chosen is None or not steps:
            return None
        started_on, expires_on = self._dates
        return StartCadence(
            self._chosen, contact_id, opportunity_id, started_on, expires_on, steps=steps
        )

    def _take(self, previews: tuple[CadencePreview, ...]) -> None:
        names = [own.cadence.name for own in previews]
        if names != [own.cadence.name for own in self._previews]:
            self._show_names(previews)
        self._previews = previews
        ids = [own.cadence.id for own in previews]
        if self._chosen not in ids:
            by_hand = (own for own in previews if own.cadence.trigger is CadenceTrigger.BY_HAND)
            first = next(by_hand, previews[0] if previews else None)
            self._chosen = first.cadence.id if first else None
        self._show_steps()
        self.waiting = False
        self.settled.emit()

    def _show_names(self, previews: tuple[CadencePreview, ...]) -> None:
        clear_rows(self._names)
        if len(previews) < 2:
            return
        first = next(
            (own for own in previews if own.cadence.trigger is CadenceTrigger.BY_HAND), previews[0]
        )
        chips = Chips(
            [(own.cadence.id, own.cadence.name) for own in previews],
            first.cadence.id,
            name="cadence",
        )
        chips.setAccessibleName(_("Cadence"))
        chips.chosen.connect(self._choose)
        self._names.addWidget(chips)
        self.setFocusProxy(chips)

    def _choose(self, cadence_id: object) -> None:
        if isinstance(cadence_id, int):
            self._chosen = cadence_id
            self._show_steps()
            self.settled.emit()

    def _show_steps(self) -> None:
        clear_rows(self._steps)
        self._boxes = []
        found = next((own for own in self._previews if own.cadence.id == self._chosen), None)
        if found is None:
            return
        for planned in found.plan.planned:
            self._steps.addWidget(self._step_row(found, planned))
        self._align()
        for skipped in found.plan.skipped:
            text = _("Left out, because {reason}: {title}").format(
                reason=label(skipped.reason), title=found.cadence.steps[skipped.place].title
            )
            self._steps.addWidget(make_label(text, "muted", wrap=True))
        self.setVisible(bool(found.cadence.steps))

    def _step_row(self, found: CadencePreview, planned: PlannedStep) -> QWidget:
        step = found.cadence.steps[planned.place]
        day = sentence_start(long_date(planned.due_on, self._today))
        box = QCheckBox(day)
        box.setObjectName(f"step-{planned.place}")
        box.setAccessibleName(_("{day}: {title}").format(day=day, title=step.title))
        key = (found.cadence.id, planned.place)
        box.setChecked(key not in self._left_out)
        box.toggled.connect(self._note)
        self._boxes.append((planned, box))
        what = _("{kind}: {title}").format(kind=label(step.kind), title=step.title)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(make_label(what, wrap=True), 1)
        return made

    def _align(self) -> None:
        """Let what is to be done begin in one line, whatever the length of the days."""
        days = [box for _planned, box in self._boxes]
        for box in days:
            box.ensurePolished()
        widest = max((box.sizeHint().width() for box in days), default=0)
        for box in days:
            box.setMinimumWidth(max(DAY_WIDTH, widest))

    def _note(self, wanted: bool) -> None:
        for planned, box in self._boxes:
            if box is self.sender() and self._chosen is not None:
                key = (self._chosen, planned.place)
                (self._left_out.discard if wanted else self._left_out.add)(key)
