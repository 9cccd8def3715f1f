"""The end of a call session: what came of it, and what comes next."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pisteur.counted_words import counted_words
from pisteur.domain.call_sessions import CallSummary
from pisteur.i18n import _, ngettext, pgettext
from pisteur.presentation import formats
from pisteur.ui.pages.today.tiles import Tile
from pisteur.ui.panel.parts import FittingLabel
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label

IN_A_LINE = 4


class CallEnd(QWidget):
    """Shows a summary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("call-end")
        self._title = make_label("", "title")
        self._title.setObjectName("call-end-title")
        self._tiles = {
            "called": Tile(_("Called"), name="calls-called"),
            "reached": Tile(_("Reached"), name="calls-reached"),
            "no_answer": Tile(_("No answer"), name="calls-no-answer"),
            "call_back": Tile(_("To call back"), name="calls-call-back"),
            "not_interested": Tile(_("Not interested"), name="calls-not-interested"),
            "qualified": Tile(
                pgettext("call session", "Qualified"), tone="ok", name="calls-qualified"
            ),
            "skipped": Tile(_("Skipped"), name="calls-skipped"),
            "left": Tile(_("Left to call"), tone="warn", name="calls-left"),
        }
        grid = QGridLayout()
        grid.setSpacing(10)
        for place, tile in enumerate(self._tiles.values()):
            grid.addWidget(tile, place // IN_A_LINE, place % IN_A_LINE)
        coming = Card("accent")
        coming.body.addWidget(make_label(_("What comes next"), "strong"))
        self._coming = FittingLabel()
        self._coming.setObjectName("call-coming")
        coming.body.addWidget(self._coming)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(coming)
        column.addStretch(1)

    def show_summary(self, summary: CallSummary, today: date) -> None:
        """Show what came of a session so far."""
        self._title.setText(_title(summary))
        for name, tile in self._tiles.items():
            tile.show_figure(getattr(summary, name))
        self._coming.show_text("\n".join(f"• {line}" for line in coming_lines(summary, today)))


def _title(summary: CallSummary) -> str:
    if summary.left:
        return _("What came of these calls")
    if summary.skipped:
        return _("Nobody is left to call.")
    return _("Everyone was called.")


def coming_lines(summary: CallSummary, today: date) -> list[str]:
    """Return what comes after a session, in words."""
    lines = [
        _("{due}: call {name}").format(due=formats.due_text(one.on, today, one.at), name=one.name)
        for one in summary.planned
    ]
    lines += counted_words(
        formats.counted,
        (
            summary.planned_besides,
            ngettext(
                "{count} more call is planned later.",
                "{count} more calls are planned later.",
                summary.planned_besides,
            ),
        ),
        (
            summary.qualified,
            ngettext(
                "{count} was qualified: plan the next step on the board.",
                "{count} were qualified: plan the next step of each on the board.",
                summary.qualified,
            ),
        ),
        (
            summary.left,
            ngettext(
                "{count} name is left: Escape keeps these calls for later, “Finish” ends them.",
                "{count} names are left: Escape keeps these calls for later, “Finish” ends them.",
                summary.left,
            ),
        ),
    )
    return lines or [_("No call is planned after these. A good moment to look for new leads.")]
