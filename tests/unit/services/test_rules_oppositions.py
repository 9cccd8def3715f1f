"""Product rule 9: oppositions hold, over the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.commands import AddLead, EditContact, PlanFollowUp, PointInput, Win
from pisteur.domain.deal_people import PersonInput, Refer
from pisteur.domain.decisions import RowKind
from pisteur.domain.errors import DomainError
from pisteur.domain.merging import Merge
from pisteur.domain.oppositions import Channel, Oppose, Opposition, barring
from pisteur.domain.records import LabelledValue, LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import Answer, EventKind, FollowUpKind, PointKind
from pisteur.services.opening import open_data, seed_defaults
from pisteur.services.services import Services
from pisteur.storage.schema import create_file
from support import people
from support.clock import FakeClock
from support.dumps import dump
from support.lists import bring_in, members

TODAY = date(2026, 11, 22)
LINE = "Garage Morel 06 39 98 12 34 a@morel.example"


def planned(services: Services, contact: int, card: int | None, kind: FollowUpKind) -> int:
    command = PlanFollowUp(contact, card, kind, kind.value, TODAY)
    return services.follow_ups.plan(command).value


def open_kinds(services: Services) -> list[str]:
    sql = "SELECT kind FROM follow_ups WHERE cancelled_at IS NULL AND done_at IS NULL ORDER BY id"
    return [row[0] for row in services.db.rows(sql)]


def all_kinds(services: Services, contact: int, card: int | None) -> None:
    for kind in FollowUpKind:
        planned(services, contact, card, kind)


def leads(*records: LeadRecord) -> ParsedLeads:
    return ParsedLeads(records, (), len(records))


def back(line: int = 2, *, phone: str = "", email: str = "") -> LeadRecord:
    return LeadRecord(
        line,
        company="Morel SARL",
        phones=(LabelledValue(phone, ""),) if phone else (),
        emails=(LabelledValue(email, ""),) if email else (),
    )


class TestRule9OppositionsHold:
    @pytest.mark.parametrize(
        ("channel", "left"),
        [
            (Channel.PHONE, ["email", "meeting", "task", "find_out"]),
            (Channel.EMAIL, ["call", "meeting", "task", "find_out"]),
            (Channel.POST, ["call", "email", "meeting", "task", "find_out"]),
            (Channel.ALL, ["meeting", "task"]),
        ],
    )
    def test_planned_actions_on_the_channel_are_cancelled_in_the_same_step(
        self, services: Services, channel: Channel, left: list[str]
    ) -> None:
        contact, card = people.lead(services, LINE)
        all_kinds(services, contact, card)
        before = dump(services.db.raw)
        done = services.oppositions.note(Oppose(contact, channel, TODAY, "arrêtez"))
        assert open_kinds(services) == left
        assert done.value == 5 - len(left)
        assert services.db.undo_label == "Note the opposition of Garage Morel"
        after = dump(services.db.raw)
        services.undo()
        assert dump(services.db.raw) == before
        services.redo()
        assert dump(services.db.raw) == after

    def test_calendars_learn_that_the_actions_are_cancelled(self, services: Services) -> None:
        contact, card = people.lead(services, LINE)
        action = planned(services, contact, card, FollowUpKind.CALL)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        row = services.db.rows("SELECT sequence FROM follow_ups WHERE id = ?", (action,))
        assert row[0][0] == 1

    def test_the_contact_says_so_until_it_is_lifted(self, services: Services) -> None:
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.EMAIL, TODAY, "trop de messages"))
        # Said again, it is the same opposition.
        services.oppositions.note(Oppose(contact, Channel.EMAIL, date(2026, 11, 1)))
        view = services.contact_view.contact(contact)
        (standing,) = view.oppositions
        assert (standing.channel, standing.objected_on) == (Channel.EMAIL, date(2026, 11, 1))
        assert EventKind.OBJECTED in [entry.event for entry in view.journal]
        services.oppositions.lift(standing.id)
        view = services.contact_view.contact(contact)
        assert view.oppositions == ()
        assert EventKind.OBJECTION_LIFTED in [entry.event for entry in view.journal]
        services.undo()
        assert services.oppositions.of(contact) == (standing,)

    def test_a_day_to_come_is_refused(self, services: Services) -> None:
        contact, _card = people.lead(services, LINE)
        with pytest.raises(DomainError) as raised:
            services.oppositions.note(Oppose(contact, Channel.ALL, date(2026, 11, 23)))
        assert (raised.value.code, raised.value.field) == ("opposition.in_future", "objected_on")

    def test_an_opposition_to_everything_bars_every_channel(self) -> None:
        letters = Opposition(1, Channel.POST, TODAY)
        everything = Opposition(2, Channel.ALL, TODAY)
        assert barring((letters,), Channel.PHONE) is None
        assert barring((letters, everything), Channel.POST) is everything
        assert barring((everything,), Channel.EMAIL) is everything

    def test_today_proposes_neither_number_nor_address_and_marks_what_was_planned_all_the_same(
        self, services: Services
    ) -> None:
        contact, card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        planned(services, contact, card, FollowUpKind.CALL)
        planned(services, contact, card, FollowUpKind.EMAIL)
        call, mail = services.today.today().due_today
        assert (call.phone, call.email) == ("", "a@morel.example")
        assert (call.objected, mail.objected) == (True, False)

    @pytest.mark.parametrize(
        ("channel", "kinds"),
        [(Channel.POST, ["email", "call"]), (Channel.PHONE, ["email"]), (Channel.ALL, [])],
    )
    def test_what_follows_a_sale_leaves_out_what_they_objected_to(
        self, services: Services, channel: Channel, kinds: list[str]
    ) -> None:
        contact, card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, channel, TODAY))
        after = services.sales.after_sale()
        assert after is not None
        sale = replace(people.sale(), cadence_id=after.cadence_id)
        services.opportunities.win(Win(card, sale))
        assert sorted(set(open_kinds(services))) == sorted(kinds)
        # As the dialog says beforehand.
        heeding = after.heeding(services.oppositions.of(contact))
        said = heeding.plan(sale.accepted_on, TODAY)
        stored = "SELECT due_on, title FROM follow_ups ORDER BY due_on"
        assert [(day.isoformat(), title) for day, title in said] == services.db.rows(stored)
        left = heeding.left_out(sale.accepted_on, TODAY)
        assert len(said) + len(left) == len(after.plan(sale.accepted_on, TODAY))
        assert bool(left) is (channel is not Channel.POST)

    @pytest.mark.parametrize(
        ("channel", "action"),
        [
            (Channel.PHONE, ("email", "Write to Marie Durand, who decides")),
            (Channel.EMAIL, ("call", "Call Marie Durand, who decides")),
            (
                Channel.ALL,
                (
                    "task",
                    "See how to go on: Marie Durand decides, but objected to being approached",
                ),
            ),
        ],
    )
    def test_a_hand_over_plans_no_approach_that_the_one_who_decides_objected_to(
        self, services: Services, channel: Channel, action: tuple[str, str]
    ) -> None:
        first, card = people.lead(services)
        decider, _own = people.lead(services, "Marie Durand 06 39 98 00 11 marie@exemple.fr")
        services.oppositions.note(Oppose(decider, channel, TODAY))
        given = people.answers(services, Answer.YES, Answer.YES, Answer.NO)
        services.opportunities.qualify(first, card, given, Refer(card, PersonInput(decider)))
        assert services.db.rows("SELECT kind, title FROM follow_ups") == [action]

    def test_a_hand_over_to_who_is_gone_but_objected_plans_no_approach(
        self, services: Services
    ) -> None:
        gone, _own = people.lead(services, "Marie Durand 06 39 98 00 11")
        services.oppositions.note(Oppose(gone, Channel.PHONE, TODAY))
        services.contacts.delete((gone,))
        first, card = people.lead(services)
        marie = PersonInput(None, "Marie Durand", "06 39 98 00 11")
        given = people.answers(services, Answer.YES, Answer.YES, Answer.NO)
        services.opportunities.qualify(first, card, given, Refer(card, marie))
        assert open_kinds(services) == ["task"]

    def test_an_action_changed_to_what_they_objected_to_is_marked_and_not_exported(
        self, services: Services
    ) -> None:
        contact, card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        action = planned(services, contact, card, FollowUpKind.EMAIL)
        call = PlanFollowUp(contact, card, FollowUpKind.CALL, "Call", TODAY)
        services.follow_ups.edit(action, call)
        assert [own.objected for own in services.today.today().due_today] == [True]
        assert services.exporting.follow_ups() == ()

    def test_exports_leave_out_what_they_objected_to(self, services: Services) -> None:
        contact, card = people.lead(services, LINE)
        planned(services, contact, card, FollowUpKind.CALL)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        planned(services, contact, card, FollowUpKind.CALL)
        planned(services, contact, card, FollowUpKind.EMAIL)
        outgoing = services.exporting
        (mail,) = outgoing.follow_ups()
        assert (mail.kind, mail.phone, mail.email) == ("email", "", "a@morel.example")
        # A calendar is told of the one that was cancelled with the opposition.
        assert [one.cancelled for one in outgoing.follow_ups(with_cancelled=True)] == [True, False]
        (exported,) = outgoing.contacts()
        assert exported.phones == ()
        assert [each.value for each in exported.emails] == ["a@morel.example"]

    def test_who_objected_is_not_put_on_the_board_from_a_list(self, services: Services) -> None:
        made = bring_in(services, 2)
        first, second = members(services, made)
        services.oppositions.note(Oppose(first, Channel.POST, TODAY))
        assert services.lead_lists.put_on_board(made).value == 1
        assert services.db.rows("SELECT contact_id FROM opportunities") == [(second,)]

    def test_a_dry_run_flags_a_stored_contact_who_objected(self, services: Services) -> None:
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        other = back(3, email="b@autre.example")
        plan = services.importing.plan(leads(back(email="a@morel.example"), other))
        assert [row.objected for row in plan.rows] == [Channel.PHONE, None]

    @pytest.mark.parametrize(
        ("channel", "by_phone", "by_email"),
        [
            (Channel.PHONE, Channel.PHONE, None),
            (Channel.EMAIL, None, Channel.EMAIL),
            (Channel.ALL, Channel.ALL, Channel.ALL),
            (Channel.POST, None, None),
        ],
    )
    def test_only_a_hash_stays_of_who_is_deleted_and_a_dry_run_flags_them(
        self,
        services: Services,
        channel: Channel,
        by_phone: Channel | None,
        by_email: Channel | None,
    ) -> None:
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, channel, TODAY))
        before = dump(services.db.raw)
        services.contacts.delete((contact,))
        kept = str(services.db.rows("SELECT * FROM opposition_marks"))
        assert "morel" not in kept
        assert "639981234" not in kept
        plan = services.importing.plan(
            leads(back(2, phone="06.39.98.12.34"), back(3, email="A@Morel.example"))
        )
        assert [row.kind for row in plan.rows] == [RowKind.NEW, RowKind.NEW]
        assert [row.objected for row in plan.rows] == [by_phone, by_email]
        services.undo()
        assert dump(services.db.raw) == before

    def test_the_hash_is_salted_with_what_only_this_file_knows(
        self, services: Services, tmp_path: Path, clock: FakeClock
    ) -> None:
        create_file(tmp_path / "other.db", seed_defaults).connection.close()
        other = Services(open_data(tmp_path / "other.db"), clock)
        digests = []
        for each in (services, other):
            contact, _card = people.lead(each, "a@morel.example")
            each.oppositions.note(Oppose(contact, Channel.ALL, TODAY))
            each.contacts.delete((contact,))
            digests.append(each.db.rows("SELECT digest FROM opposition_marks"))
        other.close()
        assert digests[0] != digests[1]

    def test_who_comes_back_by_a_list_or_by_hand_still_objects(self, services: Services) -> None:
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        services.oppositions.note(Oppose(contact, Channel.ALL, date(2026, 11, 3)))
        services.contacts.delete((contact,))
        records = leads(back(phone="06 39 98 12 34"), back(3, email="b@autre.example"))
        report = services.importing.apply(records, ImportOptions("Retour")).value
        assert report.list_id is not None
        again, _other = members(services, report.list_id)
        (standing,) = services.oppositions.of(again)
        assert (standing.channel, standing.objected_on) == (Channel.ALL, date(2026, 11, 3))
        # Only the other is on the board.
        assert report.cards == 1
        by_hand = services.contacts.add_lead(AddLead("a@morel.example")).value[0]
        assert [each.channel for each in services.oppositions.of(by_hand)] == [Channel.ALL]
        services.undo()
        services.undo()
        assert services.db.rows("SELECT count(*) FROM oppositions")[0][0] == 0

    def test_who_lifted_an_opposition_is_held_by_nothing_that_was_kept_of_it(
        self, services: Services, tmp_path: Path, clock: FakeClock
    ) -> None:
        gone, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(gone, Channel.ALL, TODAY))
        services.contacts.delete((gone,))
        again, _card = people.lead(services, LINE)
        (standing,) = services.oppositions.of(again)
        before = dump(services.db.raw)
        services.oppositions.lift(standing.id)
        after = dump(services.db.raw)
        services.undo()
        assert dump(services.db.raw) == before
        services.redo()
        assert dump(services.db.raw) == after
        records = leads(back(2, phone="06 39 98 12 34"), back(3, email="a@morel.example"))
        assert [row.objected for row in services.importing.plan(records).rows] == [None, None]
        services.archive.write(tmp_path / "all.json")
        services.contacts.delete((again,))
        assert [row.objected for row in services.importing.plan(records).rows] == [None, None]
        report = services.importing.apply(records, ImportOptions("Retour")).value
        assert services.db.rows("SELECT count(*) FROM oppositions") == [(0,)]
        assert report.cards == 2
        create_file(tmp_path / "other.db", seed_defaults).connection.close()
        other = Services(open_data(tmp_path / "other.db"), clock)
        other.archive.read(tmp_path / "all.json")
        other.contacts.delete((again,))
        assert [row.objected for row in other.importing.plan(records).rows] == [None, None]
        other.close()

    @pytest.mark.parametrize(
        ("marked", "lifted", "left"),
        [
            (Channel.PHONE, Channel.PHONE, 0),
            (Channel.PHONE, Channel.EMAIL, 1),
            (Channel.PHONE, Channel.ALL, 1),
            (Channel.ALL, Channel.PHONE, 2),
        ],
    )
    def test_what_was_kept_of_another_opposition_stays(
        self, services: Services, marked: Channel, lifted: Channel, left: int
    ) -> None:
        gone, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(gone, marked, TODAY))
        services.contacts.delete((gone,))
        again, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(again, lifted, TODAY))
        one = next(own.id for own in services.oppositions.of(again) if own.channel is lifted)
        services.oppositions.lift(one)
        assert services.db.rows("SELECT count(*) FROM opposition_marks") == [(left,)]

    def test_lifting_the_widest_leaves_what_else_they_objected_to_on_every_address(
        self, services: Services
    ) -> None:
        contact, _card = people.lead(services, LINE)
        for channel in (Channel.ALL, Channel.PHONE, Channel.EMAIL):
            services.oppositions.note(Oppose(contact, channel, TODAY))
        services.contacts.edit(EditContact(contact, company="Garage Morel"))
        services.oppositions.lift(services.oppositions.of(contact)[0].id)
        for address in ("06 39 98 12 34", "a@morel.example"):
            again, _card = people.lead(services, address)
            assert [own.channel for own in services.oppositions.of(again)] == [Channel.ALL]

    def test_oppositions_and_hashes_come_back_from_an_archive(
        self, services: Services, tmp_path: Path, clock: FakeClock
    ) -> None:
        gone, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(gone, Channel.ALL, TODAY))
        services.contacts.delete((gone,))
        contact, _card = people.lead(services, "Inès Roche")
        services.oppositions.note(Oppose(contact, Channel.POST, TODAY, "plus de courrier"))
        services.archive.write(tmp_path / "all.json")
        create_file(tmp_path / "other.db", seed_defaults).connection.close()
        other = Services(open_data(tmp_path / "other.db"), clock)
        other.archive.read(tmp_path / "all.json")
        assert other.oppositions.of(contact) == services.oppositions.of(contact)
        plan = other.importing.plan(leads(back(phone="06 39 98 12 34")))
        other.close()
        assert [row.objected for row in plan.rows] == [Channel.ALL]

    def test_a_merge_carries_oppositions_over_and_whoever_is_deleted_then_stays_marked(
        self, services: Services
    ) -> None:
        keep, _card = people.lead(services, "Garage Morel 06 39 98 12 34")
        other, _card = people.lead(services, "Morel SARL 06 39 98 55 66 a@morel.example")
        services.oppositions.note(Oppose(other, Channel.PHONE, TODAY, "arrêtez"))
        before = dump(services.db.raw)
        services.merging.merge(Merge(keep, other))
        (standing,) = services.oppositions.of(keep)
        assert (standing.channel, standing.note) == (Channel.PHONE, "arrêtez")
        records = leads(
            back(2, phone="06 39 98 12 34"),
            back(3, phone="06 39 98 55 66"),
            back(4, email="a@morel.example"),
        )
        # All three are the same contact now, who objected; once it is gone, by phone only.
        assert [row.objected for row in services.importing.plan(records).rows] == [
            *(Channel.PHONE, Channel.PHONE, Channel.PHONE)
        ]
        services.contacts.delete((keep,))
        assert [row.objected for row in services.importing.plan(records).rows] == [
            *(Channel.PHONE, Channel.PHONE, None)
        ]
        services.undo()
        services.undo()
        assert dump(services.db.raw) == before

    def test_an_address_taken_away_from_who_objected_stays_marked(self, services: Services) -> None:
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        before = dump(services.db.raw)
        mail = PointInput(PointKind.EMAIL, "a@morel.example")
        services.contacts.edit(EditContact(contact, company="Garage Morel", points=(mail,)))
        plan = services.importing.plan(leads(back(phone="06 39 98 12 34")))
        assert [row.objected for row in plan.rows] == [Channel.PHONE]
        # The address that stayed is not marked.
        assert services.db.rows("SELECT count(*) FROM opposition_marks") == [(1,)]
        services.undo()
        assert dump(services.db.raw) == before

    def without_phone(self, services: Services, contact: int) -> None:
        mail = PointInput(PointKind.EMAIL, "a@morel.example")
        services.contacts.edit(EditContact(contact, company="Garage Morel", points=(mail,)))

    def lift(self, services: Services, contact: int, channel: Channel) -> None:
        standing = services.oppositions.of(contact)
        services.oppositions.lift(next(own.id for own in standing if own.channel is channel))

    def marks(self, services: Services) -> list[tuple[str, int | None]]:
        return services.db.rows("SELECT channel, contact_id FROM opposition_marks ORDER BY id")

    def test_an_address_taken_away_is_free_once_the_opposition_is_lifted(
        self, services: Services
    ) -> None:
        other, _card = people.lead(services, "Paul Martin 06 39 98 55 66")
        services.oppositions.note(Oppose(other, Channel.PHONE, TODAY))
        services.contacts.edit(EditContact(other, family_name="Martin"))
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        self.without_phone(services, contact)
        before = dump(services.db.raw)
        self.lift(services, contact, Channel.PHONE)
        plan = services.importing.plan(
            leads(back(phone="06 39 98 12 34"), back(3, phone="06 39 98 55 66"))
        )
        # What is kept of somebody else stays.
        assert [row.objected for row in plan.rows] == [None, Channel.PHONE]
        services.undo()
        assert dump(services.db.raw) == before

    def test_what_is_kept_of_an_address_outlives_who_had_it(self, services: Services) -> None:
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        self.without_phone(services, contact)
        assert self.marks(services) == [("phone", contact)]
        before = dump(services.db.raw)
        services.contacts.delete((contact,))
        assert self.marks(services) == [("phone", None)]
        plan = services.importing.plan(leads(back(phone="06 39 98 12 34")))
        assert [row.objected for row in plan.rows] == [Channel.PHONE]
        # Who takes the number of the row over is somebody else.
        again, _card = people.lead(services, "Inès Roche ines@exemple.fr")
        assert again == contact
        services.oppositions.note(Oppose(again, Channel.PHONE, TODAY))
        self.lift(services, again, Channel.PHONE)
        assert self.marks(services) == [("phone", None)]
        for _step in range(4):
            services.undo()
        assert dump(services.db.raw) == before

    @pytest.mark.parametrize(
        ("before", "after", "lifted", "left"),
        [
            # What they still object to is kept of the address that was taken away.
            ((Channel.ALL,), (Channel.PHONE,), Channel.ALL, ["phone"]),
            ((Channel.ALL,), (Channel.EMAIL,), Channel.ALL, ["email"]),
            ((Channel.ALL,), (Channel.POST,), Channel.ALL, []),
            ((Channel.PHONE,), (Channel.ALL,), Channel.PHONE, ["all"]),
            ((Channel.PHONE,), (Channel.EMAIL,), Channel.PHONE, []),
            ((Channel.PHONE,), (Channel.EMAIL,), Channel.EMAIL, ["phone"]),
        ],
    )
    def test_of_an_address_taken_away_stays_what_is_not_lifted(
        self,
        services: Services,
        before: tuple[Channel, ...],
        after: tuple[Channel, ...],
        lifted: Channel,
        *,
        left: list[str],
    ) -> None:
        contact, _card = people.lead(services, LINE)
        for channel in before:
            services.oppositions.note(Oppose(contact, channel, TODAY))
        self.without_phone(services, contact)
        for channel in after:
            services.oppositions.note(Oppose(contact, channel, TODAY))
        self.lift(services, contact, lifted)
        assert [channel for channel, _whose in self.marks(services)] == left

    def test_of_two_who_had_an_address_the_first_one_s_opposition_holds(
        self, services: Services
    ) -> None:
        first, _card = people.lead(services, LINE)
        second, _card = people.lead(services, LINE)
        for contact in (first, second):
            services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
            self.without_phone(services, contact)
        self.lift(services, second, Channel.PHONE)
        assert self.marks(services) == [("phone", first)]
        self.lift(services, first, Channel.PHONE)
        assert self.marks(services) == []

    def test_who_comes_back_and_loses_the_address_again_is_found_by_it(
        self, services: Services
    ) -> None:
        gone, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(gone, Channel.PHONE, TODAY))
        services.contacts.delete((gone,))
        other, _card = people.lead(services, "Paul Martin 06 39 98 55 66")
        again, _card = people.lead(services, LINE)
        self.without_phone(services, again)
        assert self.marks(services) == [("phone", again)]
        self.lift(services, again, Channel.PHONE)
        assert self.marks(services) == []
        assert other

    def test_what_is_kept_of_an_address_goes_with_a_merge_and_through_an_archive(
        self, services: Services, tmp_path: Path, clock: FakeClock
    ) -> None:
        keep, _card = people.lead(services, "Garage Morel SARL b@morel.example")
        contact, _card = people.lead(services, LINE)
        services.oppositions.note(Oppose(contact, Channel.PHONE, TODAY))
        self.without_phone(services, contact)
        services.merging.merge(Merge(keep, contact))
        assert self.marks(services) == [("phone", keep)]
        services.archive.write(tmp_path / "all.json")
        create_file(tmp_path / "other.db", seed_defaults).connection.close()
        other = Services(open_data(tmp_path / "other.db"), clock)
        other.archive.read(tmp_path / "all.json")
        assert self.marks(other) == [("phone", keep)]
        self.lift(other, keep, Channel.PHONE)
        assert self.marks(other) == []
        other.close()
