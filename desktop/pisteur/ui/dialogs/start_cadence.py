"""Starts a cadence on a deal: which one, from when, and the days that this gives."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.answering import Prospects
from pisteur.domain.cadence_commands import StartCadence
from pisteur.i18n import _
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.cadence_picker import CadencePicker
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FieldProblem, FormDialog
from pisteur.ui.dialogs.limit import limit_text
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label


class StartCadenceDialog(FormDialog):
    """Asks for the cadence; `submitted` carries a `StartCadence`.

    Args:
        ids: contact and deal.
        expires_on: last day of the quote of the deal, for steps that count from it.
    """

    def __init__(
        self,
        name: str,
        ids: tuple[int, int | None],
        today: date,
        runner: Runner,
        prospects: Prospects,
        *,
        expires_on: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Start a cadence"), accept_text=_("Start"), note=name, parent=parent)
        self.setObjectName("start-cadence-dialog")
        self.setMinimumWidth(620)
        self._ids, self._expires_on = ids, expires_on
        self.started_on = DateField(
            _("Counted from"), today, today, quick=days_back(today), name="started-on"
        )
        self.picker = CadencePicker(runner, None, today)
        steps = Field(_("Which cadence?"), self.picker)
        self.show_fields({"steps": steps, "started_on": self.started_on})
        if prospects.persistence.reached:
            warning = Card("warn")
            warning.setObjectName("limit-warning")
            warning.body.addWidget(make_label(limit_text(prospects.persistence, today), wrap=True))
            self.body.addWidget(warning)
        self.body.addWidget(steps)
        self.body.addWidget(self.started_on)
        self.body.addWidget(
            make_label(
                _("All of it is one step that you can undo, and you can stop it any time."),
                "muted",
                wrap=True,
            )
        )
        self.started_on.day_changed.connect(self._ask)
        self.picker.settled.connect(self._settle)
        self._ask()
        self.picker.setFocus()

    def read(self) -> StartCadence:
        """Return the cadence to start.

        Raises:
            FieldProblem: when no step is left.
        """
        command = self.picker.command(*self._ids)
        if command is None:
            raise FieldProblem("steps", _("Keep at least one step."))
        return command

    def _ask(self, *_what: object) -> None:
        # Not before the steps of this date are seen.
        self.primary.setEnabled(False)
        self.picker.ask(self.started_on.day, self._expires_on)

    def _settle(self) -> None:
        self.primary.setEnabled(not self.picker.waiting)
        self.fit()
