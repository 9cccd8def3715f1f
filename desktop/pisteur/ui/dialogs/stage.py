"""A column of the board, a pipeline's name, and where cards go when either is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from pisteur.domain.pipelines import StageInput
from pisteur.domain.words import StageColour, Zone
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.properties import make_label, set_look
from pisteur.ui.widgets.swatches import swatch

WIDTH = 440
# One below what can be said: shown as the words for “none of its own”.
NO_DAYS, NO_PERCENT = 0, -1


@dataclass(frozen=True, slots=True)
class StageProposal:
    """What a column has before the dialog, and what stands where it has nothing of its own.

    Attributes:
        general_days: the general limit of sleeping deals.
        built_in_percent: the chance that Pisteur assumes; None for a column that is not yet.
        measured_percent: the chance measured, None while there is too little history.
    """

    stage: StageInput
    zone: Zone
    general_days: int
    built_in_percent: int | None = None
    measured_percent: int | None = None


class StageDialog(FormDialog):
    """Asks for everything of a column but its place; `submitted` carries a `StageInput`."""

    def __init__(
        self, heading: str, accept_text: str, start: StageProposal, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(heading, accept_text=accept_text, note=label(start.zone), parent=parent)
        self.setObjectName("stage-dialog")
        self.setMinimumWidth(WIDTH)
        self._start = start.stage
        self.name = QLineEdit(start.stage.name)
        self.name.setObjectName("stage-name")
        self.name.setPlaceholderText(_("Quote sent"))
        self.colour = QComboBox()
        self.colour.setObjectName("stage-colour")
        for own in StageColour:
            self.colour.addItem(swatch(own, theme), label(own), own)
        self.colour.setCurrentIndex(list(StageColour).index(start.stage.colour))
        self.days = _spin("stage-stale", NO_DAYS, 365, start.stage.stale_days)
        self.days.setSpecialValueText(
            _("As everywhere: {days} days").format(days=start.general_days)
        )
        self.days.setSuffix(_(" days"))
        self.percent = _spin("stage-percent", NO_PERCENT, 100, start.stage.default_percent)
        self.percent.setSpecialValueText(_built_in(start.built_in_percent))
        self.percent.setSuffix(formats.percent_sign())
        self.show_fields(
            {
                "name": Field(_("Name of the column"), self.name),
                "colour": Field(_("Colour"), self.colour),
                "stale_days": Field(
                    _("A deal here is marked as sleeping after"),
                    self.days,
                    hint=_("When nothing is planned and nothing has happened for so long."),
                ),
                "default_percent": Field(
                    _("Chance that a deal here is won"),
                    self.percent,
                    hint=_measured(start.measured_percent),
                ),
            }
        )
        for field in self.fields.values():
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.name.setFocus()

    def read(self) -> StageInput:
        """Return the column as it shall be."""
        days, percent = self.days.value(), self.percent.value()
        return StageInput(
            self.name.text(),
            StageColour(self.colour.currentData()),
            None if days == NO_DAYS else days,
            None if percent == NO_PERCENT else percent,
        )

    def has_unsaved(self) -> bool:
        return self.read() != self._start


class PipelineDialog(FormDialog):
    """Asks for the name of a pipeline; `submitted` carries it as typed."""

    def __init__(self, heading: str, accept_text: str, name: str, parent: QWidget) -> None:
        super().__init__(heading, accept_text=accept_text, parent=parent)
        self.setObjectName("pipeline-dialog")
        self.setMinimumWidth(WIDTH)
        self._start = name
        self.name = QLineEdit(name)
        self.name.setObjectName("pipeline-name")
        self.name.setPlaceholderText(_("Training"))
        hint = "" if name else _("It begins with the usual columns; change them as you like.")
        self.show_fields({"name": Field(_("Name of the pipeline"), self.name, hint=hint)})
        self.body.addWidget(self.fields["name"])
        self.name.selectAll()
        self.name.setFocus()

    def read(self) -> str:
        """Return the name, as typed."""
        return self.name.text()

    def has_unsaved(self) -> bool:
        return self.name.text() != self._start


class WhereDialog(FormDialog):
    """Asks where cards go; `submitted` carries the id chosen.

    Args:
        label: what is asked.
        choices: (id, name), the first of which is proposed.
        deletes: whether something is thrown away with it.
        warning: what goes with it, empty for nothing.
    """

    def __init__(
        self,
        heading: str,
        accept_text: str,
        question: str,
        choices: Sequence[tuple[int, str]],
        parent: QWidget,
        *,
        deletes: bool = False,
        warning: str = "",
    ) -> None:
        super().__init__(heading, accept_text=accept_text, parent=parent)
        self.setObjectName("where-dialog")
        if warning:
            self.body.addWidget(make_label(warning, wrap=True))
        if deletes:
            set_look(self.primary, "role", "danger")
        self.setMinimumWidth(WIDTH)
        self.target = QComboBox()
        self.target.setObjectName("where-target")
        for own_id, name in choices:
            self.target.addItem(name, own_id)
        self.show_fields({"target": Field(question, self.target)})
        self.body.addWidget(self.fields["target"])
        self.target.setFocus()

    def read(self) -> int:
        """Return the id chosen."""
        return int(self.target.currentData())


def _spin(name: str, least: int, most: int, value: int | None) -> QSpinBox:
    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(least, most)
    made.setValue(least if value is None else value)
    inset_spin_box(made)
    return made


def _built_in(percent: int | None) -> str:
    if percent is None:
        return _("As Pisteur proposes")
    return _("As Pisteur proposes: {percent}%").format(percent=percent)


def _measured(percent: int | None) -> str:
    if percent is None:
        return _("Used in the forecast until enough deals are closed to measure it.")
    return _("Not used now: measured on your closed deals, it is {percent}%.").format(
        percent=percent
    )
