"""What is being waited for: an unclear answer, a quote, and the cadences at work."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pisteur.domain.snapshots import QuoteView, RunView
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.recurrence_words import repeats_sentence
from pisteur.ui.context import UiContext
from pisteur.ui.panel.actions import FollowUpMenu
from pisteur.ui.panel.parts import Changes, FittingLabel, make_tool_button
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.containers import Card, Section
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_button, make_label, set_tool_tip


class OpenAnswer(Card):
    """The mark of an answer that is neither yes nor no, with what to ask (product rule 5)."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self.setObjectName("open-answer")
        self._context = context
        self._since = FittingLabel("strong")
        self._since.setObjectName("open-answer-since")
        self._questions = FittingLabel()
        self._questions.setObjectName("closing-questions")
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.setSpacing(4)
        self.body.addWidget(self._since)
        self.body.addWidget(self._questions)
        self.hide()

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        deal = shown.deal
        since = deal.open_answer_on if deal and deal.state is OpportunityState.OPEN else None
        self.setVisible(since is not None)
        if since is None:
            return
        day = formats.short_date(since, shown.today)
        self._since.show_text(_("Unclear answer on {date}: get a clear yes or no").format(date=day))
        if not self._questions.text():
            self._context.runner.query(lambda s: s.answering.closing_questions(), self._take)

    def _take(self, questions: tuple[str, ...]) -> None:
        lines = (f"• {question}" for question in questions)
        self._questions.show_text("\n".join(lines))


class RunningCadences(QWidget):
    """The quote of the deal, and each cadence at work with its steps and a way to stop it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("running-cadences")
        self._context = context
        self._changes = Changes()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        quote = shown.deal.quote if shown.deal else None
        runs = [own for own in shown.view.runs if own.opportunity_id in (shown.deal_id, None)]
        steps = [own for own in shown.view.follow_ups if own.cadence_run_id is not None]
        tokens = self._context.theme.tokens
        if not self._changes.of(quote, runs, steps, shown.today, tokens):
            return
        clear_rows(self._rows)
        if quote is not None:
            line = FittingLabel("muted")
            line.setObjectName("quote")
            self._rows.addWidget(line)
            line.show_text(quote_text(quote, shown.today))
        for run in runs:
            own = [step for step in steps if step.cadence_run_id == run.id]
            self._rows.addWidget(RunRows(self._context, run, own, shown.today))
        self.setVisible(quote is not None or bool(runs))


class RunRows(QWidget):
    """One cadence: its name, what stops it by hand, its steps by date."""

    def __init__(
        self, context: UiContext, run: RunView, steps: list[FollowUpView], today: date
    ) -> None:
        super().__init__()
        self._context, self._run_id = context, run.id
        stop = make_button(_("Stop"), "link", name=f"stop-cadence-{run.id}", compact=True)
        stop.setAccessibleName(_("Stop the cadence “{name}”").format(name=run.name))
        stop.clicked.connect(self._stop)
        section = Section(_("Cadence: {name}").format(name=run.name), stop)
        section.body.setSpacing(2)
        for step in steps:
            section.body.addWidget(make_action_row(context, step, today))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def _stop(self) -> None:
        self._context.flows.stop_cadence(self._run_id)


def make_action_row(context: UiContext, action: FollowUpView, today: date) -> QWidget:
    """Return a planned action as a line: when, what, and its menu."""
    made = QWidget()
    due = formats.due_text(action.due_on, today, action.due_time)
    menu = FollowUpMenu(context, full=True)
    menu.set_action(action)
    name = _("About “{title}”").format(title=action.title)
    more = make_tool_button(f"other-action-{action.id}", name, menu)
    more.setIcon(icon("more", context.theme.tokens.muted))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Pill(due, formats.due_kind(action.due_on, today)))
    row.addWidget(ElidedLabel(action.title), 1)
    repeats = repeats_sentence(action.rrule, from_done=action.recurs_from_done)
    if repeats:
        row.addWidget(_repeat_mark(context, repeats))
    row.addWidget(more)
    return made


def _repeat_mark(context: UiContext, words: str) -> QLabel:
    mark = make_label("")
    mark.setObjectName("repeats")
    mark.setPixmap(icon("repeat", context.theme.tokens.muted).pixmap(14))
    mark.setAccessibleName(words)
    set_tool_tip(mark, words)
    return mark


def quote_text(quote: QuoteView, today: date) -> str:
    """Return which quote was sent when, and until when it holds."""
    sent = formats.short_date(quote.sent_on, today)
    if quote.reference:
        text = _("Quote {reference} sent on {date}").format(reference=quote.reference, date=sent)
    else:
        text = _("Quote sent on {date}").format(date=sent)
    if quote.expires_on is None:
        return text
    day = formats.short_date(quote.expires_on, today)
    held = _("expired on {date}") if quote.expires_on < today else _("valid until {date}")
    return " · ".join((text, held.format(date=day)))
