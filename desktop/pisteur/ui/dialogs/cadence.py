"""Edits a cadence: its name, when it is proposed, what stops it, and its steps."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from pisteur.domain.cadence_commands import SaveCadence, StoredCadence, refuse_faults
from pisteur.domain.cadences import Anchor, CadenceEvent, CadenceStep, CadenceTrigger, DayCount
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation.formats import counted, sentence_start
from pisteur.ui.dialogs.cadence_step import StepDialog
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

STOPS = frozenset({CadenceEvent.REPLY, CadenceEvent.WIN, CadenceEvent.LOSS, CadenceEvent.STANDBY})
LIST_HEIGHT = 230


class CadenceDialog(FormDialog):
    """A cadence; `submitted` carries a `SaveCadence`.

    Args:
        templates: names of the messages by their keys.
    """

    def __init__(
        self,
        cadence: StoredCadence | None,
        templates: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        title = _("Edit the cadence") if cadence else _("New cadence")
        super().__init__(title, accept_text=_("Save"), parent=parent)
        self.setObjectName("cadence-dialog")
        self.setMinimumWidth(680)
        self._id = cadence.id if cadence else None
        self._templates = templates
        self._steps = list(cadence.steps) if cadence else []
        self._edited: int | None = None
        self.name = QLineEdit(cadence.name if cadence else "")
        self.name.setObjectName("cadence-name")
        trigger = cadence.trigger if cadence else CadenceTrigger.BY_HAND
        self.trigger = Chips([(own, label(own)) for own in CadenceTrigger], trigger, name="trigger")
        stops = cadence.stops_on if cadence else STOPS
        self.stops = {own: _box(own, chosen=own in stops) for own in CadenceEvent}
        self.steps = ListEditor(
            "cadence-steps",
            _("Steps"),
            empty_title=_("No step yet"),
            empty_text=_("Add what to do, and how many days after the start."),
        )
        self.steps.setFixedHeight(LIST_HEIGHT)
        self._arrange()
        self._show_steps()
        self.steps.add_asked.connect(self._ask_new)
        self.steps.edit_asked.connect(self._ask_edit)
        self.steps.remove_asked.connect(self._remove)
        self.steps.order_asked.connect(self._order)
        self._start = self._typed()
        self.name.setFocus()

    def read(self) -> SaveCadence:
        """Return the cadence as it shall be.

        Raises:
            DomainError: `cadence.*` beside `name` or `steps`.
        """
        given = self._typed()
        refuse_faults(given)
        return given

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> SaveCadence:
        trigger = self.trigger.value
        return SaveCadence(
            self._id,
            self.name.text(),
            trigger if isinstance(trigger, CadenceTrigger) else CadenceTrigger.BY_HAND,
            frozenset(own for own, box in self.stops.items() if box.isChecked()),
            tuple(self._steps),
        )

    # The steps.

    def _show_steps(self) -> None:
        self.steps.show_rows(
            [
                EditorRow(place, step.title, step_text(step), label(step.kind))
                for place, step in enumerate(self._steps)
            ]
        )

    def _ask_new(self) -> None:
        self._ask(None)

    def _ask_edit(self, place: object) -> None:
        if isinstance(place, int):
            self._ask(place)

    def _ask(self, place: int | None) -> None:
        self._edited = place
        step = None if place is None else self._steps[place]
        self._asking = StepDialog(step, self._templates, self)
        self._asking.submitted.connect(self._take)
        self._asking.open()

    def _take(self, step: CadenceStep) -> None:
        self._asking.finish()
        if self._edited is None:
            self._steps.append(step)
        else:
            self._steps[self._edited] = step
        place = len(self._steps) - 1 if self._edited is None else self._edited
        self._show_steps()
        self.steps.select(place)
        self.clear_errors()

    def _remove(self, place: object) -> None:
        if isinstance(place, int):
            del self._steps[place]
            self._show_steps()

    def _order(self, places: tuple[int, ...]) -> None:
        current = self.steps.current_id
        self._steps = [self._steps[place] for place in places]
        self._show_steps()
        if current is not None:
            self.steps.select(places.index(current))

    def _arrange(self) -> None:
        stops = QWidget()
        row = FlowLayout(stops, gap=12)
        for box in self.stops.values():
            row.addWidget(box)
        stops.setFocusProxy(self.stops[CadenceEvent.REPLY])
        self.show_fields(
            {
                "name": Field(_("Name"), self.name),
                "trigger": Field(_("When is it proposed?"), self.trigger),
                "stops_on": Field(_("What stops it?"), stops),
                "steps": Field(_("Steps"), self.steps),
            }
        )
        for field in self.fields.values():
            self.body.addWidget(field)


def step_text(step: CadenceStep) -> str:
    """Return when a step falls, such as “7 days after the start”."""
    days, working = step.days, step.counted is DayCount.WORKING
    if step.anchor is Anchor.BEFORE_EXPIRY:
        if working:
            text = ngettext(
                "{count} working day before the quote expires",
                "{count} working days before the quote expires",
                days,
            )
        else:
            text = ngettext(
                "{count} day before the quote expires",
                "{count} days before the quote expires",
                days,
            )
    elif days == 0:
        return _("On the day of the start")
    elif working:
        text = ngettext(
            "{count} working day after the start", "{count} working days after the start", days
        )
    else:
        text = ngettext("{count} day after the start", "{count} days after the start", days)
    return counted(text, days)


def _box(event: CadenceEvent, *, chosen: bool) -> QCheckBox:
    made = QCheckBox(sentence_start(label(event)))
    made.setObjectName(f"stops-{event.value}")
    made.setChecked(chosen)
    return made
