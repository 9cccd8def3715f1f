"""Warns, before an attempt is planned, that the user's own limit would be passed (rule 6)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.persistence import Persistence
from pisteur.domain.words import FollowUpKind
from pisteur.i18n import ngettext
from pisteur.presentation.formats import counted, long_date, number
from pisteur.ui.dialogs.plan_form import PlanForm
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label

# A meeting was agreed on; tasks and questions disturb nobody.
APPROACHES = (FollowUpKind.CALL, FollowUpKind.EMAIL)


class LimitWarning(Card):
    """Shown while the action in a form would be an attempt too many; the user decides."""

    def __init__(
        self, persistence: Persistence, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("warn", parent)
        self.setObjectName("limit-warning")
        self._persistence, self._today = persistence, today
        self._form: PlanForm | None = None
        self._text = make_label(limit_text(persistence, today), wrap=True)
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self._text)
        self.hide()

    def watch(self, form: PlanForm) -> None:
        """Follow the kind and the day in a form."""
        self._form = form
        form.kinds.chosen.connect(self.look)
        form.due.day_changed.connect(self.look)
        self.look()

    def set_persistence(self, persistence: Persistence) -> None:
        """Count anew, as when an answer is chosen that makes one attempt more."""
        self._persistence = persistence
        self._text.setText(limit_text(persistence, self._today))
        self.look()

    def look(self, *_what: object) -> None:
        """Show the warning when it is due."""
        form = self._form
        too_much = (
            form is not None
            and self._persistence.reached
            and form.kinds.value in APPROACHES
            and form.due.day < self._persistence.free_again_on
        )
        self.setVisible(too_much)


def limit_text(persistence: Persistence, today: date) -> str:
    """Return that the limit is reached, and from when on one more attempt is within it."""
    text = ngettext(
        "{count} attempt in 30 days, your limit is {limit}. Better wait until {day}.",
        "{count} attempts in 30 days, your limit is {limit}. Better wait until {day}.",
        persistence.attempts,
    )
    return counted(
        text,
        persistence.attempts,
        limit=number(persistence.limit),
        day=long_date(persistence.free_again_on, today),
    )
