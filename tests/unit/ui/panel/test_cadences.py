"""The panel says what is being waited for: an unclear answer, a quote, the cadences at work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.cadence_commands import SendQuote, StartCadence
from pisteur.domain.commands import Lose, MoveCards, PlanFollowUp, StandBy, WriteInteraction
from pisteur.domain.recurrence import monthly_like, to_rrule
from pisteur.domain.words import Direction, FollowUpKind, InteractionKind, LostReason, Outcome
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from pisteur.ui.context import UiContext
from pisteur.ui.panel.actions import FollowUpMenu
from pisteur.ui.panel.composer import Composer
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.theme.tokens import DARK
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ids(services: Services, clock: FakeClock) -> tuple[int, int]:
    clock.go_to(MONDAY)
    return people.prospect(services)


def said(panel: ContactPanel, name: str) -> str:
    found = panel.findChild(QLabel, name)
    assert found is not None
    return found.text()


def shown(panel: ContactPanel, name: str) -> bool:
    found = panel.findChild(QWidget, name)
    return found is not None and found.isVisible()


def call(services: Services, ids: tuple[int, int], outcome: Outcome) -> None:
    services.journal.write(
        WriteInteraction(*ids, InteractionKind.CALL, "…", Direction.OUTGOING, outcome)
    )


def note_quote(services: Services, panel: ContactPanel, context: UiContext, deal: int) -> None:
    context.runner.command(lambda s: s.quotes.send(SendQuote(deal, MONDAY)))
    context.quote_noted.emit(deal)


def test_a_quote_that_was_noted_proposes_the_column_for_it_and_moves_nothing_by_itself(
    panel: ContactPanel,
    services: Services,
    context: UiContext,
    ids: tuple[int, int],
    flows: RecordingFlows,
) -> None:
    panel.show_contact(*ids)
    note_quote(services, panel, context, ids[1])
    assert said(panel, "quote-step-text") == "The quote is out: move the deal to “Quote sent”?"
    assert flows.calls == []
    button = panel.findChild(QPushButton, "quote-step-go")
    assert button is not None
    button.click()
    assert flows.calls == [("move", (MoveCards((ids[1],), people.stage(services, "Quote sent")),))]
    assert not shown(panel, "quote-step")


def test_the_proposal_to_move_a_quote_ends_with_the_quote_the_deal_or_the_user(
    panel: ContactPanel, services: Services, context: UiContext, ids: tuple[int, int]
) -> None:
    other = people.lead(services)
    panel.show_contact(*ids)
    leave = panel.findChild(QPushButton, "quote-step-leave")
    assert leave is not None
    ends: tuple[Callable[[], None], ...] = (
        lambda: context.runner.command(lambda s: s.undo()),
        lambda: panel.show_contact(*other),
        leave.click,
    )
    for end in ends:
        panel.show_contact(*ids)
        note_quote(services, panel, context, ids[1])
        assert shown(panel, "quote-step")
        end()
        assert not shown(panel, "quote-step")
    # Somebody else’s quote is none of this deal’s business.
    note_quote(services, panel, context, other[1])
    assert not shown(panel, "quote-step")


@pytest.mark.parametrize(
    "done",
    [
        lambda s, deal: s.opportunities.move(MoveCards((deal,), people.stage(s, "New lead"))),
        lambda s, deal: s.opportunities.stand_by(StandBy(deal, date(2027, 1, 4))),
        lambda s, deal: s.opportunities.lose(Lose(deal, LostReason.PRICE)),
    ],
)
def test_a_quote_moves_no_deal_that_was_moved_or_put_away_since(
    panel: ContactPanel,
    services: Services,
    context: UiContext,
    ids: tuple[int, int],
    done: Callable[[Services, int], Done[None]],
) -> None:
    panel.show_contact(*ids)
    note_quote(services, panel, context, ids[1])
    assert shown(panel, "quote-step")
    context.runner.command(lambda s: done(s, ids[1]))
    assert not shown(panel, "quote-step")


def test_a_deal_that_is_in_that_column_already_is_not_asked_about(
    panel: ContactPanel, services: Services, context: UiContext, ids: tuple[int, int]
) -> None:
    services.opportunities.move(MoveCards((ids[1],), people.stage(services, "Quote sent")))
    panel.show_contact(*ids)
    note_quote(services, panel, context, ids[1])
    assert not shown(panel, "quote-step")


def test_what_is_made_anew_for_another_theme_is_there_with_the_first_frame(
    panel: ContactPanel,
    services: Services,
    context: UiContext,
    ids: tuple[int, int],
    qtbot: QtBot,
) -> None:
    services.quotes.send(SendQuote(ids[1], MONDAY))
    panel.show_contact(*ids)
    qtbot.waitUntil(lambda: shown(panel, "quote"))
    context.theme.tokens = DARK
    context.theme.changed.emit(DARK)
    # No event has been handled since.
    assert shown(panel, "quote")


def test_a_cadence_at_work_is_shown_with_its_steps_and_can_be_stopped(
    panel: ContactPanel, services: Services, ids: tuple[int, int], flows: RecordingFlows
) -> None:
    first = services.cadences.all()[0].id
    run = services.cadences.start(StartCadence(first, *ids, MONDAY)).value
    panel.show_contact(*ids)
    box = panel.findChild(QWidget, "running-cadences")
    assert box is not None
    texts = [label.text() for label in box.findChildren(QLabel)]
    assert "Cadence: After a quote" in texts
    assert len(box.findChildren(FollowUpMenu)) == 3
    stop = box.findChild(QPushButton, f"stop-cadence-{run}")
    assert stop is not None
    stop.click()
    assert flows.calls == [("stop_cadence", (run,))]


def test_rule_5_an_unclear_answer_is_marked_until_a_clear_one(
    panel: ContactPanel, services: Services, ids: tuple[int, int]
) -> None:
    panel.show_contact(*ids)
    assert not shown(panel, "open-answer")
    call(services, ids, Outcome.AMBIGUOUS)
    panel.refresh()
    assert shown(panel, "open-answer")
    assert said(panel, "open-answer-since") == "Unclear answer on 23/11: get a clear yes or no"
    assert said(panel, "closing-questions").count("•") == 3
    call(services, ids, Outcome.YES)
    panel.refresh()
    assert not shown(panel, "open-answer")


def test_the_quote_is_shown_with_its_end(
    panel: ContactPanel, services: Services, ids: tuple[int, int]
) -> None:
    services.quotes.send(SendQuote(ids[1], MONDAY, date(2026, 12, 23), "D-12"))
    panel.show_contact(*ids)
    assert said(panel, "quote") == "Quote D-12 sent on 23/11 · valid until 23/12"


def test_rule_6_the_line_says_attempts_limit_and_from_when_on_they_are_free_again(
    panel: ContactPanel, services: Services, ids: tuple[int, int]
) -> None:
    for _attempt in range(4):
        call(services, ids, Outcome.NO_ANSWER)
    panel.show_contact(*ids)
    text = said(panel, "attempts")
    assert "4 attempts in 30 days, your limit is 4" in text
    assert "free again on 23/12" in text


def test_an_action_that_repeats_says_so_and_can_stop(
    panel: ContactPanel, services: Services, ids: tuple[int, int]
) -> None:
    rule = to_rrule(monthly_like(MONDAY, 3))
    command = PlanFollowUp(*ids, FollowUpKind.CALL, "Keep in touch", MONDAY, rrule=rule)
    services.follow_ups.plan(command)
    panel.show_contact(*ids)
    assert said(panel, "next-action-repeats") == "Repeats every 3 months, on day 23"
    card = panel.findChild(QWidget, "next-action")
    assert card is not None
    (menu,) = card.findChildren(FollowUpMenu)
    stop = next(own for own in menu.actions() if own.objectName() == "stop-repeating")
    stop.trigger()
    panel.refresh()
    assert not shown(panel, "next-action-repeats")


class TestRule5AnAnswerWrittenIntoTheJournalOffersWhatFollows:
    def write(self, panel: ContactPanel, outcome: Outcome) -> None:
        composer = panel.findChild(Composer)
        assert composer is not None
        composer.choose_kind(InteractionKind.CALL)
        box = composer.findChild(QComboBox, "outcome")
        assert box is not None
        box.setCurrentIndex(box.findData(outcome))
        save = composer.findChild(QPushButton, "save-note")
        assert save is not None
        save.click()

    def go(self, panel: ContactPanel) -> None:
        found = panel.findChild(QPushButton, "proposal-go")
        assert found is not None
        found.click()

    def test_an_unclear_answer_offers_the_closing_question(
        self, panel: ContactPanel, ids: tuple[int, int], flows: RecordingFlows
    ) -> None:
        panel.show_contact(*ids)
        self.write(panel, Outcome.AMBIGUOUS)
        assert said(panel, "proposal-text").count("•") == 3
        self.go(panel)
        ((name, (command,)),) = flows.calls
        assert name == "plan_proposed"
        assert isinstance(command, PlanFollowUp)
        assert (command.kind, command.due_on) == (FollowUpKind.CALL, date(2026, 11, 25))
        assert not shown(panel, "proposal")

    def test_a_clear_no_offers_to_mark_the_deal_as_lost(
        self, panel: ContactPanel, ids: tuple[int, int], flows: RecordingFlows
    ) -> None:
        panel.show_contact(*ids)
        self.write(panel, Outcome.NO)
        self.go(panel)
        assert flows.calls == [("lose", (ids[1],))]

    def test_no_answer_at_the_limit_offers_a_standby_until_they_are_free_again(
        self,
        panel: ContactPanel,
        services: Services,
        ids: tuple[int, int],
        flows: RecordingFlows,
    ) -> None:
        for _attempt in range(3):
            call(services, ids, Outcome.NO_ANSWER)
        panel.show_contact(*ids)
        self.write(panel, Outcome.NO_ANSWER)
        self.go(panel)
        assert flows.calls == [("stand_by", (ids[1], date(2026, 12, 23)))]

    def test_with_something_planned_no_further_attempt_is_offered(
        self, panel: ContactPanel, services: Services, ids: tuple[int, int]
    ) -> None:
        services.follow_ups.plan(PlanFollowUp(*ids, FollowUpKind.CALL, "Call", MONDAY))
        panel.show_contact(*ids)
        self.write(panel, Outcome.NO_ANSWER)
        assert not shown(panel, "proposal")

    @pytest.mark.parametrize("undone", [True, False])
    def test_an_answer_that_is_taken_back_offers_nothing_any_more(
        self, panel: ContactPanel, ids: tuple[int, int], context: UiContext, *, undone: bool
    ) -> None:
        panel.show_contact(*ids)
        self.write(panel, Outcome.NO)
        run = context.runner.command
        run(lambda s: s.journal.write(WriteInteraction(*ids, InteractionKind.NOTE, "One more")))
        assert shown(panel, "proposal")
        run(lambda s: s.undo())
        assert shown(panel, "proposal")
        if undone:
            run(lambda s: s.undo())
        else:
            run(lambda s: s.journal.delete(1))
        assert not shown(panel, "proposal")

    def test_another_contact_is_offered_nothing(
        self, panel: ContactPanel, services: Services, ids: tuple[int, int]
    ) -> None:
        other = people.lead(services, "Garage Morel")
        panel.show_contact(*ids)
        self.write(panel, Outcome.YES)
        assert shown(panel, "proposal")
        panel.show_contact(*other)
        assert not shown(panel, "proposal")
