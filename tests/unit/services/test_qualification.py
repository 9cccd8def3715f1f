"""What a qualification records beside its answers, its history, and when it is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.commands import MoveCards, StandBy
from pisteur.domain.errors import DomainError
from pisteur.domain.offers import Budget
from pisteur.domain.profile import TraitKind
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.qualification_history import ChangeKind
from pisteur.domain.selling_inputs import TraitInput
from pisteur.domain.settings import REGION, REQUALIFY_MONTHS
from pisteur.domain.traits import Fit
from pisteur.domain.words import Answer, LearntHow, Verdict
from pisteur.exchange.errors import ExchangeError
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.look import contact, deal

YES, UNKNOWN, NO = Answer.YES, Answer.UNKNOWN, Answer.NO


class TestWhatIsNotedWithTheAnswers:
    def test_the_means_stated_stay_with_the_deal_and_undo_takes_them_back(
        self, services: Services
    ) -> None:
        contact_id, card = people.lead(services)
        before = dump(services.db.raw)
        given = replace(people.yes(services), budget=Budget(50_000, 80_000))
        services.opportunities.qualify(contact_id, card, given)
        assert services.qualification.budget(card) == Budget(50_000, 80_000)
        assert deal(services, contact_id).budget == Budget(50_000, 80_000)
        services.undo()
        assert dump(services.db.raw) == before

    def test_the_archive_keeps_means_and_traits_and_refuses_means_that_cannot_be(
        self, services: Services, tmp_path: Path
    ) -> None:
        contact_id, card = people.lead(services)
        trait = services.profile.add(TraitInput(TraitKind.FREE, "Sells online")).value
        given = replace(people.yes(services), budget=Budget(50_000, 80_000), traits=((trait, YES),))
        services.opportunities.qualify(contact_id, card, given)
        path = tmp_path / "all.json"
        services.archive.write(path)
        kept = dump(services.db.raw)
        text = path.read_text(encoding="utf-8")
        for _step in range(3):
            services.undo()
        services.archive.read(path)
        assert dump(services.db.raw) == kept
        services.undo()
        path.write_text(
            text.replace('"budget_most_cents": 80000', '"budget_most_cents": 400'),
            encoding="utf-8",
        )
        with pytest.raises(ExchangeError) as caught:
            services.archive.read(path)
        assert caught.value.params["table"] == "opportunities"

    def test_without_means_stated_those_noted_before_stay(self, services: Services) -> None:
        contact_id, card = people.lead(services)
        given = replace(people.yes(services), budget=Budget(None, 80_000))
        services.opportunities.qualify(contact_id, card, given)
        services.opportunities.qualify(contact_id, card, people.yes(services))
        assert services.qualification.budget(card) == Budget(None, 80_000)
        cleared = replace(people.yes(services), budget=Budget())
        services.opportunities.qualify(contact_id, card, cleared)
        assert services.qualification.budget(card) == Budget()

    def test_answers_to_free_traits_of_the_ideal_customer_are_kept(
        self, services: Services
    ) -> None:
        contact_id, card = people.lead(services)
        trait = services.profile.add(TraitInput(TraitKind.FREE, "Sells online")).value
        given = replace(people.yes(services), traits=((trait, YES),))
        services.opportunities.qualify(contact_id, card, given)
        assert [one.fit for one in services.profile.fit(contact_id).traits] == [Fit.MATCHED]
        again = replace(people.yes(services), traits=((trait, UNKNOWN),))
        services.opportunities.qualify(contact_id, card, again)
        assert [one.fit for one in services.profile.fit(contact_id).traits] == [Fit.NOT_KNOWN]

    def test_the_action_that_finds_out_brings_the_questions_to_ask(
        self, services: Services
    ) -> None:
        contact_id, card = people.lead(services)
        services.opportunities.qualify(
            contact_id, card, people.answers(services, YES, UNKNOWN, YES)
        )
        (action,) = contact(services, contact_id).follow_ups
        means = next(one for one in services.qualification.criteria() if one.key == "means")
        assert action.note == means.prompts != ""

    def test_the_action_that_finds_out_keeps_clear_of_the_holidays_of_the_users_region(
        self, services: Services, clock: FakeClock
    ) -> None:
        services.settings.put(REGION, "alsace_moselle")
        clock.go_to(date(2026, 12, 24))
        contact_id, card = people.lead(services)
        services.opportunities.qualify(contact_id, card, people.answers(services))
        days = {action.due_on for action in contact(services, contact_id).follow_ups}
        assert days == {date(2026, 12, 28)}
        clock.go_to(date(2027, 3, 25))  # the eve of Good Friday
        other, other_card = people.lead(services, "Atelier Fauve")
        services.opportunities.qualify(other, other_card, people.answers(services))
        days = {action.due_on for action in contact(services, other).follow_ups}
        assert days == {date(2027, 3, 30)}


class TestHistory:
    def test_what_changed_between_two_is_said_the_newest_first(
        self, services: Services, clock: FakeClock
    ) -> None:
        contact_id, card = people.lead(services)
        services.opportunities.qualify(
            contact_id, card, people.answers(services, YES, UNKNOWN, YES)
        )
        clock.advance(days=3)
        services.opportunities.qualify(
            contact_id, card, people.answers(services, YES, YES, YES, learnt_how=LearntHow.MEETING)
        )
        past = services.qualification.past(contact_id)
        assert past.contact_name == "Garage Morel"
        newest, first = past.entries
        assert (newest.record.made_on, first.record.made_on) == (
            date(2026, 11, 25),
            date(2026, 11, 22),
        )
        assert (newest.learnt_how, newest.record.verdict) == (LearntHow.MEETING, Verdict.PROSPECT)
        assert first.changes is None
        assert newest.changes is not None
        assert newest.changes.old_verdict is Verdict.FIND_OUT
        (change,) = newest.changes.answers
        means = next(one for one in past.criteria if one.key == "means")
        assert (change.criterion_id, change.kind) == (means.id, ChangeKind.LEARNT)

    def test_a_criterion_put_away_since_keeps_its_name(self, services: Services) -> None:
        contact_id, card = people.lead(services)
        services.opportunities.qualify(contact_id, card, people.yes(services))
        need = next(one for one in services.qualification.criteria() if one.key == "need")
        given = QualificationInput((CriterionAnswer(need.id, NO),))
        services.opportunities.qualify(contact_id, card, given)
        services.db.raw.execute("UPDATE criteria SET put_away = 1 WHERE id = ?", (need.id,))
        past = services.qualification.past(contact_id)
        assert need.id in {one.id for one in past.criteria}
        assert need.id not in {one.id for one in services.qualification.criteria()}

    def test_the_panel_knows_whether_there_is_a_history(self, services: Services) -> None:
        contact_id, card = people.lead(services)
        services.opportunities.qualify(contact_id, card, people.yes(services))
        assert not contact(services, contact_id).qualified_often
        services.opportunities.qualify(contact_id, card, people.yes(services))
        assert contact(services, contact_id).qualified_often

    def test_the_history_of_a_contact_that_is_gone_is_none(self, services: Services) -> None:
        with pytest.raises(DomainError, match=r"record\.gone"):
            services.qualification.past(99)


class TestRequalification:
    def test_without_a_limit_nobody_is_due(self, services: Services, clock: FakeClock) -> None:
        contact_id, _card = people.prospect(services)
        clock.advance(days=4000)
        assert not contact(services, contact_id).requalification.due
        assert services.today.today().requalify == ()

    def test_a_prospect_is_due_the_day_the_limit_has_passed(
        self, services: Services, clock: FakeClock
    ) -> None:
        services.settings.put(REQUALIFY_MONTHS, 6)
        contact_id, card = people.prospect(services)
        clock.go_to(date(2027, 5, 21))
        assert not contact(services, contact_id).requalification.due
        assert services.today.today().requalify == ()
        clock.go_to(date(2027, 5, 22))
        assert contact(services, contact_id).requalification.due
        (due,) = services.today.today().requalify
        assert (due.contact_id, due.opportunity_id, due.due_on) == (
            contact_id,
            card,
            date(2027, 5, 22),
        )
        assert due.qualified_on == date(2026, 11, 22)

    def test_a_new_qualification_ends_it_and_undo_brings_it_back(
        self, services: Services, clock: FakeClock
    ) -> None:
        services.settings.put(REQUALIFY_MONTHS, 6)
        contact_id, card = people.prospect(services)
        clock.go_to(date(2027, 6, 1))
        services.opportunities.qualify(contact_id, card, people.yes(services))
        assert services.today.today().requalify == ()
        services.undo()
        assert len(services.today.today().requalify) == 1

    def test_leads_and_customers_are_not_due(self, services: Services, clock: FakeClock) -> None:
        services.settings.put(REQUALIFY_MONTHS, 1)
        lead, card = people.lead(services)
        services.opportunities.qualify(lead, card, people.answers(services, YES, NO, YES))
        customer, sold = people.prospect(services)
        services.opportunities.move(
            MoveCards((sold,), people.stage(services, "Won"), evidence={sold: people.sale()})
        )
        clock.go_to(date(2027, 6, 1))
        assert services.today.today().requalify == ()
        assert not contact(services, customer).requalification.due

    def test_who_has_only_deals_lost_or_put_aside_is_left_alone(
        self, services: Services, clock: FakeClock
    ) -> None:
        services.settings.put(REQUALIFY_MONTHS, 1)
        _contact, card = people.prospect(services)
        clock.go_to(date(2027, 6, 1))
        services.opportunities.stand_by(StandBy(card, date(2027, 7, 1)))
        assert services.today.today().requalify == ()

    def test_it_is_nothing_urgent(self, services: Services, clock: FakeClock) -> None:
        services.settings.put(REQUALIFY_MONTHS, 1)
        people.prospect(services)
        clock.go_to(date(2027, 6, 1))
        assert len(services.today.today().requalify) == 1
        assert services.today.today().urgent_count == services.today.urgent_count() == 0
