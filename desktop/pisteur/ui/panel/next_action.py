"""The card that says what to do next, and when; and the other open actions below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.snapshots import OpportunityView
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import OpportunityState
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.recurrence_words import repeats_sentence
from pisteur.ui.context import UiContext
from pisteur.ui.panel.actions import FollowUpMenu
from pisteur.ui.panel.cadences import make_action_row
from pisteur.ui.panel.parts import Changes, FittingLabel, make_tool_button
from pisteur.ui.panel.shown import Shown
from pisteur.ui.panel.status_text import attempts_text
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_button, set_look, set_surface

SURFACES = {"late": "bad", "today": "warn", "planned": "card"}


class NextActionCard(Card):
    """The next action of the deal; or that it has none, is on standby or lost."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.setObjectName("next-action")
        self._context = context
        self._shown: Shown | None = None
        self._heading = FittingLabel("strong")
        self._heading.setObjectName("next-action-title")
        self._due = Pill()
        self._due.setObjectName("due")
        self._note = FittingLabel("muted")
        self._note.setObjectName("next-action-note")
        self._repeats = FittingLabel("muted")
        self._repeats.setObjectName("next-action-repeats")
        self._attempts = FittingLabel("muted")
        self._attempts.setObjectName("attempts")
        self._done = make_button(_("Done → next"), "primary", name="done", compact=True)
        self._postpone = make_button(_("Postpone…"), name="postpone", compact=True)
        self._menu = FollowUpMenu(context)
        self._more = make_tool_button("action-menu", _("More about this action"), self._menu)
        self._write = make_button(_("Write…"), name="write", compact=True)
        self._write.clicked.connect(self._ask_write)
        self._plan = make_button(_("Plan…"), "primary", name="plan", compact=True)
        self._reopen = make_button(_("Take up again"), name="reopen", compact=True)
        self._done.clicked.connect(self._ask_complete)
        self._postpone.clicked.connect(self._ask_postpone)
        self._plan.clicked.connect(self._ask_plan)
        self._reopen.clicked.connect(self._take_up)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading, 1)
        head.addWidget(self._due, 0, Qt.AlignmentFlag.AlignTop)
        self._more.setFixedSize(24, 20)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QWidget(self)
        row = FlowLayout(buttons, gap=4)
        for button in (self._done, self._write, self._postpone, self._plan, self._reopen):
            row.addWidget(button)
        # Narrow on purpose: the three buttons stand in one line of the panel, in both languages.
        edges = self.body.contentsMargins()
        self.body.setContentsMargins(11, edges.top(), 11, edges.bottom())
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self._note)
        self.body.addWidget(self._repeats)
        self.body.addWidget(self._attempts)
        self.body.addSpacing(2)
        self.body.addWidget(buttons)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._shown = shown
        action, deal = shown.next_action, shown.deal
        muted = self._context.theme.tokens.muted
        self._more.setIcon(icon("more", muted))
        self._menu.set_action(action)
        for widget in (self._done, self._postpone, self._more, self._due):
            widget.setVisible(action is not None)
        self._write.setVisible(action is not None and action.is_written)
        self._plan.setVisible(action is None)
        resting = deal is not None and deal.state in (
            OpportunityState.STANDBY,
            OpportunityState.LOST,
        )
        self._reopen.setVisible(resting)
        running = deal is None or deal.state is OpportunityState.OPEN
        set_look(self._plan, "role", "primary" if running else "")
        if action is not None:
            self._show_action(action, shown)
        elif deal is not None and deal.state is not OpportunityState.OPEN:
            self._show_closed(deal, shown)
        else:
            self._say("warn", _("No next action"), _("What will you do next, and when?"))
        self._repeats.show_text(
            repeats_sentence(action.rrule, from_done=action.recurs_from_done) if action else ""
        )
        text, warns = attempts_text(shown)
        self._attempts.show_text(text)
        set_look(self._attempts, "role", "" if warns else "muted")
        set_look(self._attempts, "tone", "warn" if warns else "")

    def _show_action(self, action: FollowUpView, shown: Shown) -> None:
        kind = formats.due_kind(action.due_on, shown.today)
        due = formats.due_text(action.due_on, shown.today, action.due_time)
        self._due.show_kind(due, kind)
        day = formats.long_date(action.due_on, shown.today)
        spoken = {
            "late": _("late, was due on {date}"),
            "today": _("due today, {date}"),
            "planned": _("due on {date}"),
        }
        self._due.setAccessibleName(spoken[kind].format(date=day))
        self._say(SURFACES[kind], action.title, action.note)

    def _show_closed(self, deal: OpportunityView, shown: Shown) -> None:
        if deal.state is OpportunityState.WON:
            self._say("card", _("Won. No next action"), _("How will you keep in touch?"))
        elif deal.state is OpportunityState.STANDBY:
            until = deal.standby_until
            day = formats.full_date(until) if until else ""
            woken = until is not None and until <= shown.today
            text = _("Standby ended on {date}") if woken else _("On standby until {date}")
            self._say("warn" if woken else "card", text.format(date=day), "")
        else:
            text = _("Lost")
            if deal.lost_reason is not None:
                text = _("Lost: {reason}").format(reason=deal.lost_reason)
            self._say("card", text, deal.lost_note)

    def _say(self, surface: str, heading: str, note: str) -> None:
        set_surface(self, surface)
        self._heading.show_text(heading)
        self._note.show_text(note)

    def _ask_complete(self) -> None:
        if self._shown and (action := self._shown.next_action):
            self._context.flows.complete(action.id)

    def _ask_write(self) -> None:
        if self._shown and (action := self._shown.next_action):
            self._context.flows.write(action.contact_id, action.opportunity_id, action.id)

    def _ask_postpone(self) -> None:
        if self._shown and (action := self._shown.next_action):
            self._context.flows.postpone(action.id, self._postpone)

    def _ask_plan(self) -> None:
        if self._shown:
            self._context.flows.plan(self._shown.view.id, self._shown.deal_id)

    def _take_up(self) -> None:
        if self._shown and self._shown.deal_id is not None:
            self._context.flows.reopen(self._shown.deal_id)


class OtherActions(QWidget):
    """The other open actions of the contact, one line each."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Other actions"))
        self._context = context
        self._changes = Changes()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        others = shown.other_actions
        if not self._changes.of(others, shown.today, self._context.theme.tokens):
            return
        clear_rows(self._rows)
        for action in others:
            self._rows.addWidget(make_action_row(self._context, action, shown.today))
        self.setVisible(bool(others))
