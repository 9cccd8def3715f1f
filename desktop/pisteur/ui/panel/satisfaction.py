"""What the customer said about the work, in the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pisteur.domain.sale_snapshots import SatisfactionView
from pisteur.domain.satisfaction import Mood, mood_of
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import (
    Changes,
    FittingLabel,
    add_action,
    make_tool_button,
)
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.containers import Section
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_button

_PILLS = {Mood.UNHAPPY: "late", Mood.CONTENT: "today", Mood.DELIGHTED: "ok"}


class Satisfactions(QWidget):
    """The answers of a customer, newest first; there once something was sold."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("satisfactions")
        self._context = context
        self._contact_id = 0
        self._changes = Changes()
        ask = make_button(_("Note…"), "link", name="note-satisfaction", compact=True)
        ask.setAccessibleName(_("Note how satisfied they are…"))
        ask.clicked.connect(self._ask)
        self._section = Section(_("Satisfaction"), ask, self)
        self._section.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        view = shown.view
        self._contact_id = view.id
        self.setVisible(bool(view.sales or view.satisfactions))
        tokens = self._context.theme.tokens
        whose = view.id if view.satisfactions else None
        if not self._changes.of(whose, view.satisfactions, shown.today, tokens):
            return
        clear_rows(self._section.body)
        for said in view.satisfactions:
            self._section.body.addWidget(SatisfactionRow(self._context, shown, said))
        if not view.satisfactions:
            line = FittingLabel("muted")
            self._section.body.addWidget(line)
            line.show_text(_("Not asked yet. A score from 0 to 10 tells what to do next."))

    def _ask(self) -> None:
        self._context.flows.note_satisfaction(self._contact_id)


class SatisfactionRow(QWidget):
    """One answer, or one question without answer yet."""

    def __init__(
        self,
        context: UiContext,
        shown: Shown,
        said: SatisfactionView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._contact_id, self._id = shown.view.id, said.id
        pill = Pill(*_pill(said))
        pill.setObjectName(f"satisfaction-score-{said.id}")
        pill.setAccessibleName(pill.text())
        when = FittingLabel("muted")
        when.show_text(_when(said, shown))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(pill)
        top.addWidget(when, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(top)
        if said.comment:
            comment = FittingLabel()
            comment.show_text(said.comment)
            column.addWidget(comment)
        menu = QMenu()
        text = _("Note the answer…") if said.score is None else _("Edit…")
        add_action(menu, text, self._edit, name="edit-satisfaction")
        add_action(menu, _("Delete"), self._remove, name="remove-satisfaction")
        more = make_tool_button(f"satisfaction-{said.id}", _("About this answer"), menu)
        more.setIcon(icon("more", context.theme.tokens.muted))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(column, 1)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)

    def _edit(self) -> None:
        self._context.flows.note_satisfaction(self._contact_id, None, self._id)

    def _remove(self) -> None:
        own = self._id
        self._context.runner.command(lambda s: s.satisfaction.remove(own), done=self._removed)

    def _removed(self, _nothing: object) -> None:
        self._context.notify(_("Deleted what was noted about satisfaction."), offer_undo=True)


def _pill(said: SatisfactionView) -> tuple[str, str]:
    if said.score is None:
        return _("Asked"), "planned"
    return _("{score} / 10").format(score=said.score), _PILLS[mood_of(said.score)]


def _when(said: SatisfactionView, shown: Shown) -> str:
    if said.score is None or said.given_on is None:
        day = formats.short_date(said.asked_on, shown.today)
        return _("on {date}, no answer yet").format(date=day)
    day = formats.short_date(said.given_on, shown.today)
    return _("{mood}, on {date}").format(mood=label(mood_of(said.score)), date=day)
