"""The deal in the panel: what is known of it, where the buyer is and what helps there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.domain.buying_steps import BuyingStep, Help, Journey, proposed_help
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.snapshots import OpportunityView
from pisteur.domain.words import FollowUpKind, OpportunityState
from pisteur.domain.working_days import next_working_day
from pisteur.i18n import _, isolated, ngettext
from pisteur.presentation import formats
from pisteur.presentation.deal_texts import budget_text
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.panel.parts import Changes, ElidedButton, FittingLabel, SelectableText
from pisteur.ui.panel.sections import FactGrid, state_words
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.containers import Section
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.properties import make_button, make_label

if TYPE_CHECKING:
    from pisteur.services.selling_defaults import BuyingStepWords

# What is done in writing; all else is said.
WRITTEN = (Help.GIVE_RESOURCE, Help.SHOW_PROOF, Help.SEND_SIMPLE_QUOTE)


class DealFacts(QWidget):
    """Stage, state, amount and what else is known of the deal chosen."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deal-facts")
        self._context = context
        self._deal_id: int | None = None
        edit = make_button(_("Edit…"), "link", name="edit-deal", compact=True)
        edit.setAccessibleName(_("Edit the deal…"))
        edit.clicked.connect(self._edit)
        self._section = Section(_("Deal"), edit, self)
        self._line = SelectableText()
        self._line.setObjectName("deal-line")
        self._facts = FactGrid(self._section)
        self._facts.setObjectName("deal-grid")
        self._advice = FittingLabel("muted")
        self._advice.setObjectName("deal-advice")
        for part in (self._line, self._facts, self._advice):
            self._section.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        deal = shown.deal
        self._deal_id = shown.deal_id
        self.setVisible(deal is not None)
        if deal is None:
            return
        cents = deal.amount_cents
        amount = formats.money(cents) if cents is not None else _("amount not known yet")
        self._line.show_text(" · ".join((isolated(deal.stage_name), *state_words(deal), amount)))
        self._facts.show_facts(_facts(deal, shown.today))
        open_still = deal.state in (OpportunityState.OPEN, OpportunityState.STANDBY)
        self._advice.show_text(deal.facts.came_for_advice if open_still else "")

    def _edit(self) -> None:
        if self._deal_id is not None:
            self._context.flows.edit_deal(self._deal_id)


def _facts(deal: OpportunityView, today: date) -> list[tuple[str, str | QWidget]]:
    facts = deal.facts
    expected = facts.expected_on
    return [
        (_("Offer"), facts.offer_name),
        (_("Means"), budget_text(deal.budget)),
        (_("Came because"), facts.came_for_name),
        (_("Decision expected"), formats.short_date(expected, today) if expected else ""),
        (
            _("To ask again"),
            formats.full_date(deal.wake_on) if deal.wake_on is not None else "",
        ),
    ]


class BuyingCard(QWidget):
    """Where the buyer is, as the user says, and what helps there, planned in one click."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("buying")
        self._context = context
        self._shown: Shown | None = None
        self._words: Mapping[BuyingStep, BuyingStepWords] | None = None
        self._changes = Changes()
        self._chips: Chips | None = None
        self._section = Section(_("Where the buyer is"), parent=self)
        self._says = FittingLabel("muted")
        self._says.setObjectName("buying-says")
        self._help = QVBoxLayout()
        self._help.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._shown = shown
        deal = shown.deal
        running = deal is not None and deal.state is OpportunityState.OPEN
        self.setVisible(running)
        if not running:
            return
        if self._words is None:
            self._context.runner.query(lambda s: s.buying.words(), self._take_words)
        else:
            self._show(shown, self._words)

    def _take_words(self, words: Mapping[BuyingStep, BuyingStepWords]) -> None:
        first = self._words is None
        self._words = words
        if not first:
            return
        self._chips = Chips([(step, words[step].name) for step in BuyingStep], name="buying-step")
        self._chips.setAccessibleName(_("Where the buyer is"))
        self._chips.chosen.connect(self._choose)
        self._section.body.addWidget(self._chips)
        self._section.body.addWidget(self._says)
        self._section.body.addLayout(self._help)
        if self._shown is not None:
            self._show(self._shown, words)

    def _show(self, shown: Shown, words: Mapping[BuyingStep, BuyingStepWords]) -> None:
        deal = shown.deal
        if deal is None or self._chips is None:
            return
        journey, settled = deal.journey, _settled(shown)
        if not self._changes.of(journey, deal.id, shown.today, settled):
            return
        self._chips.set_value(journey.step)
        clear_rows(self._help)
        if journey.step is None:
            self._says.show_text(_("Choose where they are: here you will see what helps."))
            return
        own = words[journey.step]
        self._says.show_text(" ".join(filter(None, (own.says, _since(journey, shown.today)))))
        titles = {found: own.helps[found] for found in proposed_help(journey.step)}
        offered = {found: title for found, title in titles.items() if title not in settled}
        if offered:
            self._help.addWidget(make_label(_("What helps now: plan it in one click"), "label"))
        for found, title in offered.items():
            self._help.addWidget(self._make_help(found, title))

    def _make_help(self, found: Help, title: str) -> QWidget:
        made = ElidedButton("link", name=f"help-{found}")
        made.show_text(f"+ {title}", _("Plan: {title}").format(title=title))
        made.setProperty("title", title)
        made.setProperty("written", found in WRITTEN)
        made.clicked.connect(self._plan)
        return made

    def _choose(self, step: object) -> None:
        deal = self._shown.deal if self._shown else None
        if deal is not None and isinstance(step, BuyingStep):
            deal_id = deal.id
            self._context.runner.command(lambda s: s.buying.set_step(deal_id, step))

    def _plan(self) -> None:
        if self._shown is None:
            return
        asked = self.sender()
        kind = FollowUpKind.EMAIL if asked.property("written") else FollowUpKind.CALL
        day = next_working_day(self._context.clock.today(), self._shown.view.region)
        title = str(asked.property("title"))
        command = PlanFollowUp(self._shown.view.id, self._shown.deal_id, kind, title, day)
        self._context.runner.command(lambda s: s.follow_ups.plan(command), self._planned)

    def _planned(self, _id: int) -> None:
        self._context.notify(_("Planned for the next working day."), offer_undo=True)


def _settled(shown: Shown) -> frozenset[str]:
    """Return the titles of what is planned or done already."""
    planned = {action.title for action in shown.view.follow_ups}
    return shown.view.done_titles | planned


def _since(journey: Journey, today: date) -> str:
    parts = []
    if journey.since is not None:
        parts.append(_("Since {date}.").format(date=formats.short_date(journey.since, today)))
    if journey.steps_back:
        text = ngettext(
            "Went back a step {count} time: ask what is not answered yet.",
            "Went back a step {count} times: ask what is not answered yet.",
            journey.steps_back,
        )
        parts.append(formats.counted(text, journey.steps_back))
    return " ".join(parts)
