"""The fields of the two ways out of a deal: lost, with its reason, and standby, with its date."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.calendar import add_months
from pisteur.domain.commands import Lose, StandBy
from pisteur.domain.errors import DomainError
from pisteur.domain.loss_reasons import LossChoices, is_said, wake_on
from pisteur.i18n import _
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, months_ahead
from pisteur.ui.dialogs.form import FieldProblem
from pisteur.ui.dialogs.optional_date import OptionalDate
from pisteur.ui.widgets.fields import Field


class LoseForm(QWidget):
    """Reason and note of a lost deal, and when to ask again.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(
        self,
        choices: LossChoices,
        today: date,
        reason: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices, self._today = choices, today
        named = [(own.key, own.name) for own in choices.reasons]
        self.reasons = Chips(named, reason, name="lost-reason")
        self.note = QLineEdit()
        self.note.setObjectName("lost-note")
        wake_on = DateField(
            _("Ask again on"),
            add_months(today, 6),
            today,
            quick=months_ahead(today),
            minimum=today + timedelta(days=1),
            name="wake-on",
        )
        self.wakes = OptionalDate(
            _("Bring it back to Today later, to ask again"), wake_on, name="lost-wakes"
        )
        self._note_field = Field(_("In their own words, if you like"), self.note)
        self.fields = {
            "reason": Field(_("Why was it lost?"), self.reasons),
            "note": self._note_field,
            "wake_on": wake_on,
        }
        _stack(self, self.fields["reason"], self._note_field, self.wakes)
        self.setFocusProxy(self.reasons)
        self.reasons.chosen.connect(self._propose)
        self._propose(reason)

    def read(self, opportunity_id: int) -> Lose:
        """Return how the deal is lost.

        Raises:
            FieldProblem: without a reason.
            DomainError: `lost.note_missing` beside `note`.
        """
        reason = self._choices.named(self.reasons.value)
        if reason is None:
            raise FieldProblem("reason", _("Choose a reason: it tells you where to do better."))
        if not is_said(reason, self.note.text()):
            raise DomainError("lost.note_missing", field="note")
        return Lose(opportunity_id, reason.key, self.note.text(), self.wakes.day)

    def _propose(self, key: object) -> None:
        """Propose when to ask again, as the reason says."""
        reason = self._choices.named(key)
        self.wakes.setVisible(reason is not None)
        if reason is None:
            return
        self.fields["reason"].set_error(None)
        self.wakes.set_day(wake_on(reason, self._today, self._choices.region))
        wanted = _("Say in a few words why") if reason.needs_note else ""
        self.note.setPlaceholderText(wanted)


class StandByForm(QWidget):
    """The date on which a deal comes back.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(
        self, today: date, until: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.until = DateField(
            _("Comes back to Today on"),
            until or add_months(today, 1),
            today,
            quick=months_ahead(today),
            minimum=today + timedelta(days=1),
            name="until",
        )
        self.fields: dict[str, Field] = {"until": self.until}
        _stack(self, self.until)
        self.setFocusProxy(self.until)

    def read(self, opportunity_id: int) -> StandBy:
        """Return until when the deal rests."""
        return StandBy(opportunity_id, self.until.day)


def _stack(form: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for part in parts:
        column.addWidget(part)
