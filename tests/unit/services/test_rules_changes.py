"""Rules 5 to 8: reasons and dates; attempts and replies; undo with words; nothing half-done."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pisteur.domain import settings
from pisteur.domain.commands import (
    CompleteFollowUp,
    EditContact,
    Lose,
    MoveCards,
    PointInput,
    StandBy,
    Win,
    WriteInteraction,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.words import (
    Answer,
    Direction,
    InteractionKind,
    LostReason,
    OpportunityState,
    Outcome,
    PointKind,
)
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact, deal, move, plan
from support.operations import FREQUENT, Person

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


class TestRule5LostNeedsAReasonAndStandbyADate:
    def test_a_lost_deal_keeps_its_reason_and_its_actions_are_cancelled(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.lead(services)
        plan(services, contact_id, card_id, date(2026, 12, 1))
        services.opportunities.lose(Lose(card_id, LostReason.COMPETITOR, "cousin does it"))
        shown = deal(services, contact_id)
        assert (shown.lost_reason, shown.lost_note) == ("Went to a competitor", "cousin does it")
        assert contact(services, contact_id).follow_ups == ()

    def test_a_deal_that_is_won_is_not_lost_put_aside_or_reopened_while_its_sale_stands(
        self, services: Services
    ) -> None:
        contact_id, card_id = people.prospect(services)
        services.opportunities.win(Win(card_id, people.sale()))
        before = dump(services.db.raw)
        attempts: tuple[Callable[[], object], ...] = (
            lambda: services.opportunities.lose(Lose(card_id, LostReason.PRICE)),
            lambda: services.opportunities.stand_by(StandBy(card_id, date(2027, 1, 4))),
            lambda: services.opportunities.reopen(card_id),
        )
        for attempt in attempts:
            with pytest.raises(DomainError, match=r"deal\.won"):
                attempt()
        assert dump(services.db.raw) == before
        services.sales.cancel(contact(services, contact_id).sales[0].id)
        services.opportunities.lose(Lose(card_id, LostReason.PRICE))
        assert deal(services, contact_id).state is OpportunityState.LOST

    @pytest.mark.parametrize("day", [date(2026, 11, 22), date(2020, 1, 1)])
    def test_standby_needs_a_day_after_today(self, services: Services, day: date) -> None:
        _contact, card_id = people.lead(services)
        with pytest.raises(DomainError) as caught:
            services.opportunities.stand_by(StandBy(card_id, day))
        assert (caught.value.code, caught.value.field) == ("standby.not_in_future", "until")

    def test_on_its_date_a_deal_on_standby_is_back_on_the_page_of_the_day(
        self, services: Services, clock: FakeClock
    ) -> None:
        _contact, card_id = people.lead(services)
        services.opportunities.stand_by(StandBy(card_id, date(2026, 12, 1)))
        clock.go_to(date(2026, 11, 30))
        assert services.today.today().woken == ()
        clock.go_to(date(2026, 12, 1))
        assert [d.id for d in services.today.today().woken] == [card_id]

    def test_planning_takes_a_deal_on_standby_or_lost_up_again(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        for close in (Lose(card_id, LostReason.NOT_NOW), StandBy(card_id, date(2027, 1, 4))):
            if isinstance(close, Lose):
                services.opportunities.lose(close)
            else:
                services.opportunities.stand_by(close)
            plan(services, contact_id, card_id, date(2026, 12, 1))
            shown = deal(services, contact_id)
            assert (shown.state, shown.lost_reason, shown.standby_until) == (
                OpportunityState.OPEN,
                None,
                None,
            )

    def test_no_answer_is_no_refusal_and_no_reply(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        services.follow_ups.complete(CompleteFollowUp(action, Outcome.NO_ANSWER))
        shown = contact(services, contact_id)
        assert deal(services, contact_id).state is OpportunityState.OPEN
        assert shown.persistence.last_reply_on is None
        assert Outcome.NO_ANSWER in {line.outcome for line in shown.journal}

    def test_an_ambiguous_answer_keeps_its_own_mark(self, services: Services) -> None:
        contact_id, card_id = people.lead(services)
        action = plan(services, contact_id, card_id, date(2026, 11, 22)).value
        services.follow_ups.complete(CompleteFollowUp(action, Outcome.AMBIGUOUS))
        outcomes = {line.outcome for line in contact(services, contact_id).journal}
        assert Outcome.AMBIGUOUS in outcomes

    @hypothesis_settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        day=st.lists(
            st.tuples(st.sampled_from(FREQUENT), *[st.integers(0, 200)] * 3),
            min_size=5,
            max_size=40,
        )
    )
    def test_after_any_use_state_reason_and_date_belong_together(
        self, tmp_path: Path, template_file: Path, day: list[tuple[str, int, int, int]]
    ) -> None:
        path = tmp_path / "pisteur.db"
        shutil.copy2(template_file, path)
        clock = FakeClock()
        services = Services(open_data(path), clock)
        try:
            person = Person(services, clock)
            for operation in day:
                person.do(*operation)
                check_states(services)
        finally:
            services.close()


def check_states(services: Services) -> None:
    wrong = services.db.rows(
        "SELECT o.id, o.state, o.standby_until, o.lost_reason, o.closed_on, s.zone"
        " FROM opportunities o JOIN stages s ON s.id = o.stage_id WHERE"
        " (o.state = 'standby') <> (o.standby_until IS NOT NULL)"
        " OR (o.state = 'lost') <> (o.lost_reason IS NOT NULL)"
        " OR (o.state IN ('won', 'lost')) <> (o.closed_on IS NOT NULL)"
        " OR (o.state = 'won' AND s.zone <> 'customers')"
        " OR (o.state = 'won' AND NOT EXISTS (SELECT 1 FROM sales x"
        "     WHERE x.opportunity_id = o.id AND x.cancelled_on IS NULL))"
        " OR (s.zone = 'leads' AND o.forced_reason <> '')"
        " OR (s.zone <> 'customers' AND o.forced_sale_reason <> '')"
    )
    assert wrong == []
    # Behind the second gate there is a sale, standing or cancelled, or the user's own reason.
    unpaid = services.db.rows(
        "SELECT o.id FROM opportunities o JOIN stages s ON s.id = o.stage_id"
        " WHERE s.zone = 'customers' AND o.forced_sale_reason = ''"
        " AND NOT EXISTS (SELECT 1 FROM sales x WHERE x.opportunity_id = o.id)"
    )
    assert unpaid == []


@pytest.fixture
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the process live in Paris, whatever the computer's zone."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Europe/Paris")
        time.tzset()
        yield
    time.tzset()


class TestRule6PersistentNotAnnoying:
    def write(self, services: Services, contact_id: int, **more: object) -> None:
        kind = more.pop("kind", InteractionKind.CALL)
        services.journal.write(WriteInteraction(contact_id, None, kind, "…", **more))  # type: ignore[arg-type]

    def test_attempts_of_thirty_days_count_what_went_out(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, _card = people.lead(services)
        now = clock.now()
        self.write(services, contact_id, direction=Direction.OUTGOING)
        self.write(
            services, contact_id, direction=Direction.OUTGOING, happened_at=now - timedelta(days=29)
        )
        self.write(
            services, contact_id, direction=Direction.OUTGOING, happened_at=now - timedelta(days=30)
        )
        self.write(services, contact_id, direction=Direction.INCOMING)
        self.write(services, contact_id, direction=Direction.OUTGOING, kind=InteractionKind.NOTE)
        assert contact(services, contact_id).persistence.attempts == 2

    def test_a_meeting_was_agreed_on_and_is_no_attempt(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        self.write(services, contact_id, direction=Direction.OUTGOING, kind=InteractionKind.MEETING)
        assert contact(services, contact_id).persistence.attempts == 0

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is fixed here")
    @pytest.mark.usefixtures("in_paris")
    def test_the_days_of_attempts_are_the_users_own(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # Half past midnight in Paris.
        self.write(services, contact_id, direction=Direction.OUTGOING, happened_at=late)
        found = contact(services, contact_id).persistence
        assert found.last_attempt_on == date(2026, 11, 21)

    def test_the_limit_is_reached_by_the_attempt_that_fills_it(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        services.settings.put(settings.ATTEMPTS_LIMIT, 2)
        reached = []
        for _n in range(3):
            self.write(services, contact_id, direction=Direction.OUTGOING)
            found = contact(services, contact_id).persistence
            reached.append((found.reached, found.passed))
        assert reached == [(False, False), (True, False), (True, True)]

    def test_the_last_reply_is_theirs_not_ours(self, services: Services, clock: FakeClock) -> None:
        contact_id, _card = people.lead(services)
        replied = clock.today()
        self.write(services, contact_id, direction=Direction.INCOMING)
        clock.advance(days=1)
        self.write(services, contact_id, direction=Direction.OUTGOING)
        assert contact(services, contact_id).persistence.last_reply_on == replied

    def test_the_users_own_limit_comes_with_the_contact(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        services.settings.put(settings.ATTEMPTS_LIMIT, 2)
        assert contact(services, contact_id).persistence.limit == 2


class TestRule7WhateverTheUserDidCanBeUndone:
    def test_the_edit_menu_says_in_words_what_will_be_undone(self, services: Services) -> None:
        contact_id, card_id = people.lead(services, "Garage Morel 06 39 98 12 34")
        assert services.db.undo_label == "Add “Garage Morel”"
        move(services, card_id, "To qualify")
        assert services.db.undo_label == "Move “Garage Morel” to “To qualify”"
        services.contacts.delete([contact_id])
        assert services.db.undo_label == "Delete “Garage Morel”"
        services.undo()
        assert services.db.redo_label == "Delete “Garage Morel”"
        assert contact(services, contact_id).display_name == "Garage Morel"

    def test_deleting_several_at_once_is_one_step(self, services: Services) -> None:
        ids = [people.lead(services, name)[0] for name in ("A", "B", "C")]
        before = dump(services.db.raw)
        services.contacts.delete(ids)
        assert services.db.undo_label == "Delete 3 contacts"
        services.undo()
        assert dump(services.db.raw) == before

    def test_moving_several_cards_says_how_many(self, services: Services) -> None:
        cards = tuple(people.lead(services, name)[1] for name in ("A", "B"))
        services.opportunities.move(MoveCards(cards, people.stage(services, "To qualify")))
        assert services.db.undo_label == "Move 2 cards to “To qualify”"

    def test_a_new_change_ends_redo(self, services: Services) -> None:
        people.lead(services, "A")
        services.undo()
        people.lead(services, "B")
        assert services.db.redo_label is None
        assert services.redo().value is None

    def test_with_nothing_to_undo_nothing_happens(self, services: Services) -> None:
        before = dump(services.db.raw)
        done = services.undo()
        assert (done.value, bool(done.changes)) == (None, False)
        assert dump(services.db.raw) == before

    def test_the_state_of_the_window_is_no_step_and_does_not_stand_in_the_way_of_redo(
        self, services: Services
    ) -> None:
        services.settings.put(settings.THEME, "dark")
        services.undo()
        services.settings.put(settings.WINDOW, "1440x900")
        assert services.db.undo_label is None
        services.redo()
        assert services.settings.get(settings.THEME) == "dark"
        assert services.settings.get(settings.WINDOW) == "1440x900"

    def test_names_with_braces_are_said_as_they_are(self, services: Services) -> None:
        people.lead(services, "{name} {0} Morel")
        assert services.db.undo_label == "Add “{name} {0} Morel”"


class TestRule8NothingIsHalfDone:
    def test_a_wrong_email_leaves_every_other_field_as_it_was(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        before = dump(services.db.raw)
        with pytest.raises(DomainError) as caught:
            services.contacts.edit(
                EditContact(
                    contact_id,
                    family_name="Roche",
                    points=(PointInput(PointKind.EMAIL, "not an address"),),
                )
            )
        assert (caught.value.code, caught.value.field) == ("contact.email_invalid", "email")
        assert dump(services.db.raw) == before

    def test_one_record_gone_among_several_leaves_all(self, services: Services) -> None:
        contact_id, _card = people.lead(services)
        before = dump(services.db.raw)
        with pytest.raises(DomainError, match=r"record\.gone"):
            services.contacts.delete([contact_id, 999])
        assert dump(services.db.raw) == before

    def test_the_file_holds_a_change_as_soon_as_it_is_answered(
        self, services: Services, data_path: Path
    ) -> None:
        contact_id, _card = people.lead(services)
        copy = data_path.with_name("copy.db")
        shutil.copy2(data_path, copy)
        # A journal whose header is blank holds nothing: what is in the file is committed.
        journal = data_path.with_name(data_path.name + "-journal")
        assert not journal.exists() or not any(journal.read_bytes()[:28])
        other = Services(open_data(copy))
        assert contact(other, contact_id).display_name == "Garage Morel"
        other.close()
