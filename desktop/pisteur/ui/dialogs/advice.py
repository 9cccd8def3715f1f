"""Says in words what usually follows from an answer (product rule 5)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.answering import Proposed
from pisteur.domain.answers import Proposal
from pisteur.i18n import _
from pisteur.ui.dialogs.limit import limit_text
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label, set_surface

SURFACES = {
    Proposal.AGREE_NEXT_STEP: "ok",
    Proposal.ASK_CLOSING_QUESTION: "warn",
    Proposal.STAND_BY: "warn",
}


class Advice(Card):
    """The line under an answer; hidden until there is one."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        self.setObjectName("advice")
        self._today = today
        self._text = make_label("", wrap=True)
        self._text.setObjectName("advice-text")
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self._text)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def show_proposal(
        self, proposed: Proposed, *, questions: tuple[str, ...] = (), stopped: str = ""
    ) -> None:
        """Say what is proposed.

        Args:
            questions: what to ask when the answer is unclear.
            stopped: the cadence that a reply stops, empty for none.
        """
        proposal = proposed.consequence.proposal
        lines = [advice_text(proposed, self._today)]
        if proposal is Proposal.ASK_CLOSING_QUESTION:
            lines += [f"• {question}" for question in questions]
        if stopped:
            lines.append(_("Their answer stops the cadence “{name}”.").format(name=stopped))
        set_surface(self, SURFACES.get(proposal, "accent"))
        self._text.setText("\n".join(lines))
        self.setVisible(True)


def advice_text(proposed: Proposed, today: date) -> str:
    """Return what usually follows from an answer, in a sentence."""
    match proposed.consequence.proposal:
        case Proposal.AGREE_NEXT_STEP:
            return _("A clear yes: agree on the next step at once, a meeting or the order.")
        case Proposal.LOSE:
            return _("A clear no is an answer too: say why, and go on to someone else.")
        case Proposal.ASK_CLOSING_QUESTION:
            return _("Neither yes nor no: the deal keeps a mark until it is clear. You can ask:")
        case Proposal.TRY_AGAIN:
            return _("No answer is no refusal: try again at another time, or by another way.")
        case Proposal.LAST_MESSAGE:
            return _("One attempt is left within your limit: a last message that makes a no easy.")
        case Proposal.STAND_BY:
            return limit_text(proposed.persistence, today)
