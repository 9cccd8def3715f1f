"""The fields of the two ways out of a deal: lost, with its reason, and standby, with its date."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.calendar import add_months
from pisteur.domain.commands import Lose, StandBy
from pisteur.domain.errors import DomainError
from pisteur.domain.words import LostReason
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, months_ahead
from pisteur.ui.dialogs.form import FieldProblem
from pisteur.ui.widgets.fields import Field


class LoseForm(QWidget):
    """Reason and note of a lost deal.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(self, reason: LostReason | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reasons = Chips([(own, label(own)) for own in LostReason], reason, name="lost-reason")
        self.note = QLineEdit()
        self.note.setObjectName("lost-note")
        self.fields = {
            "reason": Field(_("Why was it lost?"), self.reasons),
            "note": Field(_("In their own words, if you like"), self.note),
        }
        _stack(self, *self.fields.values())
        self.setFocusProxy(self.reasons)

    def read(self, opportunity_id: int) -> Lose:
        """Return how the deal is lost.

        Raises:
            FieldProblem: without a reason.
        """
        reason = self.reasons.value
        if not isinstance(reason, LostReason):
            raise FieldProblem("reason", _("Choose a reason: it tells you where to do better."))
        return Lose(opportunity_id, reason, self.note.text())


class StandByForm(QWidget):
    """The date on which a deal comes back.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(
        self, today: date, until: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
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
        """Return until when the deal rests.

        Raises:
            DomainError: `standby.not_in_future` beside `until`.
        """
        if self.until.day <= self._today:
            raise DomainError("standby.not_in_future", field="until")
        return StandBy(opportunity_id, self.until.day)


def _stack(form: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for part in parts:
        column.addWidget(part)
