"""What may be said of the name called, as buttons with their keys; `call_session` does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pisteur.i18n import _, pgettext
from pisteur.presentation import formats
from pisteur.ui.widgets.properties import make_button, make_label

if TYPE_CHECKING:
    from datetime import date

    from pisteur.domain.call_sessions import CallName

IN_A_LINE = 3


class CallChoices(QWidget):
    """The buttons, what follows without an answer, and the way to take back what was said.

    Attributes:
        buttons: no answer, call back, not interested, qualify, write, skip; in that order.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setSpacing(8)
        self.buttons: list[QPushButton] = []
        given = (
            ("1", pgettext("call session", "No answer"), "call-no-answer"),
            ("2", pgettext("call session", "Call back on…"), "call-back"),
            ("3", pgettext("call session", "Not interested…"), "call-not-interested"),
            ("4", pgettext("call session", "Qualify now…"), "call-qualify"),
            ("5", pgettext("call session", "Write…"), "call-write"),
            ("→", pgettext("call session", "Skip"), "call-skip"),
        )
        for place, (key, text, name) in enumerate(given):
            made = make_button(f"{key}  {text}", name=name)
            made.setAccessibleName(text)
            self.buttons.append(made)
            grid.addWidget(made, place // IN_A_LINE, place % IN_A_LINE)
        self._again = make_label("", "muted", wrap=True)
        self.taking_back = make_button(
            _("Take it back: still to be called (Backspace)"), "link", name="call-take-back"
        )
        foot = QHBoxLayout()
        foot.addWidget(self._again, 1)
        foot.addWidget(self.taking_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(grid)
        column.addLayout(foot)

    def show_name(self, name: CallName, today: date) -> None:
        """Offer what may be said of `name`, and what follows if there is no answer."""
        self._again.setText("" if name.said else _again_text(name.again_on, today))
        self.taking_back.setVisible(name.said is not None and name.said.result is not None)
        skip = pgettext("call session", "Skip")
        if name.said is not None:
            skip = pgettext("call session", "Leave it, next")
        self.buttons[-1].setText(f"→  {skip}")
        self.buttons[-1].setAccessibleName(skip)


def _again_text(day: date | None, today: date) -> str:
    if day is None:
        return _("Without an answer, no other call is planned: your limit is reached.")
    text = _("Without an answer, Pisteur plans another call: {day}.")
    return text.format(day=formats.long_date(day, today))
