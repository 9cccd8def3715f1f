"""Segments of contacts: computed, explained, filtered for; dormancy seen to come."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from pisteur.domain.commands import DealInput, EditContact, SaleInput, Win
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.dormancy import LastSale, about_to_become_dormant
from pisteur.domain.errors import DomainError
from pisteur.domain.insights import Acquaintance, NoteStanding
from pisteur.domain.likeness import is_alike
from pisteur.domain.segments import Frequency, Influence, Volume
from pisteur.domain.settings import (
    DORMANCY_MONTHS,
    DORMANCY_WARNING_DAYS,
    VOLUME_HIGH_CENTS,
    VOLUME_MEDIUM_CENTS,
)
from pisteur.domain.traits import BuyerKind, Fit
from pisteur.domain.words import AcceptedHow, Heat, Status
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.look import status
from support.people import describe, lead, sale

TODAY = date(2026, 11, 22)


def sold(services: Services, name: str, *sales: tuple[str, int]) -> int:
    """Add a customer with sales: amount, and how many days ago. Returns the contact."""
    contact_id, card_id = lead(services, name)
    for place, (amount, days_ago) in enumerate(sales):
        given = SaleInput(amount, TODAY - timedelta(days=days_ago), AcceptedHow.EMAIL)
        card = (
            card_id
            if place == 0
            else services.opportunities.add(contact_id, DealInput("Again")).value
        )
        services.opportunities.win(Win(card, given))
    return contact_id


def ids(services: Services, **filters: object) -> set[int]:
    query = ContactQuery(**filters)  # type: ignore[arg-type]
    page = services.contact_list.page(query)
    found = services.contact_list.ids(query)
    assert page.total == len(page.rows) == len(found)
    assert {row.id for row in page.rows} == set(found)
    return set(found)


# Frequency and volume.


def test_the_frequency_comes_from_standing_sales_and_says_what_it_rests_on(
    services: Services,
) -> None:
    often = sold(services, "Often", ("100", 10), ("100", 60), ("100", 120), ("100", 200))
    once = sold(services, "Once", ("100", 10))
    never = lead(services, "Never")[0]
    finding = services.segments.contact(often).frequency
    assert (finding.frequency, finding.recent) == (Frequency.FREQUENT, 4)
    assert services.segments.contact(never).frequency.frequency is None
    assert ids(services, frequency=Frequency.FREQUENT) == {often}
    assert ids(services, frequency=Frequency.OCCASIONAL) == {once}
    assert ids(services, frequency=Frequency.REGULAR) == set()


def test_a_cancelled_sale_changes_the_frequency(services: Services) -> None:
    often = sold(services, "Often", ("100", 10), ("100", 60), ("100", 120), ("100", 200))
    assert ids(services, frequency=Frequency.FREQUENT) == {often}
    newest = services.db.rows("SELECT id FROM sales ORDER BY accepted_on DESC")[0][0]
    services.sales.cancel(newest)
    assert ids(services, frequency=Frequency.FREQUENT) == set()
    services.undo()
    assert ids(services, frequency=Frequency.FREQUENT) == {often}


def test_the_frequency_follows_the_calendar_without_any_change(
    services: Services, clock: FakeClock
) -> None:
    often = sold(services, "Often", ("100", 10), ("100", 60), ("100", 120), ("100", 200))
    assert ids(services, frequency=Frequency.FREQUENT) == {often}
    clock.advance(days=200)
    assert ids(services, frequency=Frequency.FREQUENT) == set()


def test_volumes_are_not_told_apart_among_too_few_customers(services: Services) -> None:
    contact_id = sold(services, "One", ("5000", 10))
    finding = services.segments.contact(contact_id).volume
    assert (finding.volume, finding.turnover_cents, finding.limits) == (None, 500_000, None)
    assert ids(services, volume=Volume.HIGH) == set()


def test_the_users_own_customers_set_the_limits_of_volume(services: Services) -> None:
    made = {
        amount: sold(services, f"Customer {amount}", (amount, 10))
        for amount in ("10000", "4000", "3000", "1000", "500")
    }
    limits = services.segments.volume_limits()
    assert limits is not None
    assert limits.customers == 5
    assert ids(services, volume=Volume.HIGH) == {made["10000"]}
    assert ids(services, volume=Volume.MEDIUM) == {made["4000"], made["3000"]}
    assert ids(services, volume=Volume.LOW) == {made["1000"], made["500"]}
    for volume in Volume:
        for contact_id in ids(services, volume=volume):
            assert services.segments.contact(contact_id).volume.volume is volume


def test_limits_that_the_user_set_go_first_and_are_one_step(services: Services) -> None:
    contact_id = sold(services, "One", ("5000", 10))
    services.segments.set_volume_limits("4 000", "1 000")
    finding = services.segments.contact(contact_id).volume
    assert finding.volume is Volume.HIGH
    assert finding.limits is not None
    assert finding.limits.customers == 0
    services.undo()
    assert services.settings.get(VOLUME_HIGH_CENTS) is None
    assert services.settings.get(VOLUME_MEDIUM_CENTS) is None
    services.redo()
    services.segments.set_volume_limits("", "")
    assert services.segments.volume_limits() is None


@pytest.mark.parametrize(
    ("high", "medium", "code", "field"),
    [
        ("1 000", "", "volume.limit_missing", "volume_medium"),
        ("", "1 000", "volume.limit_missing", "volume_high"),
        ("1 000", "1 000", "volume.limits_crossed", "volume_medium"),
        ("a lot", "1 000", "amount.unreadable", "volume_high"),
    ],
)
def test_limits_that_make_no_sense_are_refused_beside_their_field(
    services: Services, high: str, medium: str, code: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        services.segments.set_volume_limits(high, medium)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert services.settings.get(VOLUME_HIGH_CENTS) is None


# Influence.


def test_who_recommends_is_known_by_those_who_came(services: Services) -> None:
    sender = lead(services, "Sender")[0]
    came = sold(services, "Came", ("100", 5))
    asked = lead(services, "Asked")[0]
    for contact_id in (came, asked):
        services.segments.note(NoteStanding(contact_id, recommended_by=sender))
    insight = services.segments.contact(sender)
    assert insight.influence.kinds == (Influence.RECOMMENDS,)
    assert (insight.influence.recommended, insight.influence.became_customers) == (2, 1)
    assert insight.recommended == (Acquaintance(asked, "Asked"), Acquaintance(came, "Came"))
    assert services.segments.contact(came).recommended_by == Acquaintance(sender, "Sender")
    assert ids(services, influence=Influence.RECOMMENDS) == {sender}


def test_a_known_figure_is_a_fact_that_the_user_notes(services: Services) -> None:
    contact_id = lead(services, "Figure")[0]
    services.segments.note(NoteStanding(contact_id, known_figure=True))
    assert ids(services, influence=Influence.KNOWN_FIGURE) == {contact_id}
    services.undo()
    assert ids(services, influence=Influence.KNOWN_FIGURE) == set()


def test_nobody_recommends_themselves_and_nobody_asked_tomorrow(services: Services) -> None:
    contact_id = lead(services)[0]
    for given, code in (
        (NoteStanding(contact_id, recommended_by=contact_id), "contact.recommends_self"),
        (NoteStanding(contact_id, TODAY + timedelta(days=1)), "contact.asked_in_future"),
        (NoteStanding(contact_id, recommended_by=4711), "record.gone"),
    ):
        with pytest.raises(DomainError) as refused:
            services.segments.note(given)
        assert refused.value.code == code


def test_when_who_recommended_is_deleted_the_others_stay(services: Services) -> None:
    sender, came = lead(services, "Sender")[0], lead(services, "Came")[0]
    services.segments.note(NoteStanding(came, recommended_by=sender))
    services.contacts.delete((sender,))
    assert services.segments.contact(came).recommended_by is None
    services.undo()
    assert services.segments.contact(came).recommended_by == Acquaintance(sender, "Sender")


# Likeness.


def alike_people(services: Services) -> tuple[int, int, list[int]]:
    """Return one who resembles the customers, one who does not, and three customers."""
    customers = [sold(services, f"Customer {n}", ("100", 5)) for n in range(3)]
    for contact_id in customers:
        describe(services, contact_id, "35000", "CHR")
    near, far = lead(services, "Near")[0], lead(services, "Far")[0]
    describe(services, near, "35200", "chr")
    describe(services, far, "75001")
    return near, far, customers


def test_likeness_counts_the_traits_that_customers_share_and_lists_them(
    services: Services,
) -> None:
    near, far, customers = alike_people(services)
    insight = services.segments.contact(near)
    assert insight.likeness is not None
    assert (insight.likeness.fit.matched, insight.likeness.fit.total) == (3, 3)
    assert [common.customers for common in insight.common] == [3, 3, 3]
    other = services.segments.contact(far).likeness
    assert other is not None
    assert [trait.fit for trait in other.fit.traits] == [
        Fit.MATCHED,
        Fit.NOT_MATCHED,
        Fit.NOT_KNOWN,
    ]
    assert services.segments.contact(customers[0]).likeness is None
    assert ids(services, alike=True) == {near}


def test_with_too_few_customers_nobody_resembles_them(services: Services) -> None:
    near, _far, customers = alike_people(services)
    services.sales.cancel(services.db.rows("SELECT id FROM sales LIMIT 1")[0][0])
    insight = services.segments.contact(near)
    assert insight.common == ()
    assert insight.likeness is not None
    assert insight.likeness.customers == len(customers) - 1
    assert ids(services, alike=True) == set()


def test_who_is_alike_is_who_comparing_each_contact_finds(services: Services) -> None:
    dice = random.Random(2)  # noqa: S311 - the same on each run
    found, passed_over = 0, 0
    for _turn in range(4):
        for number in range(12):
            if number < 3:
                contact_id = sold(services, f"Customer {number}", ("100", 5))
            else:
                contact_id = lead(services, f"Name {number}")[0]
            services.contacts.edit(
                EditContact(
                    contact_id,
                    company="Company",
                    buyer=dice.choice((None, *BuyerKind)),
                    trade=dice.choice(("", "Bakery", "bakery", "62.01Z", "Bâtiment")),
                    headcount=dice.choice(("", "3", "12", "120")),
                    postal_code=dice.choice(("", "35000", "35200", "75001")),
                    country=dice.choice(("", "France", "Belgique")),
                    tags=tuple(dice.sample(("CHR", "chr2", "Web"), dice.randrange(3))),
                )
            )
        alike = ids(services, alike=True)
        customers = services.segments._likeness.customers()
        for contact_id in ids(services):
            fit = services.segments._likeness.of(contact_id).fit
            wanted = is_alike(fit.matched, fit.total) and contact_id not in customers.ids
            assert (contact_id in alike) == wanted
            found += wanted
            passed_over += not wanted
    assert found > 3
    assert passed_over > 3


# Filters together.


def test_filters_narrow_each_other_and_the_search(services: Services) -> None:
    near, _far, customers = alike_people(services)
    services.contacts.set_heat((near, customers[0]), Heat.HOT)
    assert ids(services, heat=Heat.HOT) == {near, customers[0]}
    assert ids(services, heat=Heat.HOT, status=Status.CUSTOMER) == {customers[0]}
    assert ids(services, tag="CHR") == {near, *customers}
    assert ids(services, tag="CHR", heat=Heat.HOT, alike=True) == {near}
    assert ids(services, text=f"company {near}", tag="CHR") == {near}
    assert ids(services, text=f"company {near}", status=Status.CUSTOMER) == set()
    assert services.contact_list.tags() == ("CHR",)


def test_every_filter_is_named_and_can_be_taken_off() -> None:
    query = ContactQuery(text="a", heat=Heat.HOT, alike=True, tag="CHR")
    assert query.filters == ("heat", "alike", "tag")
    assert query.without("heat", "tag") == ContactQuery(text="a", alike=True)
    assert ContactQuery(text="  ").narrowed is False
    assert ContactQuery(dormant_soon=True).narrowed is True


# Dormancy.


def test_a_customer_is_warned_of_until_the_day_of_dormancy(
    services: Services, clock: FakeClock
) -> None:
    contact_id, card_id = lead(services)
    services.opportunities.win(Win(card_id, sale(on=date(2026, 11, 20))))
    clock.go_to(date(2028, 10, 21))
    assert (ids(services, dormant_soon=True), services.dormancy.count()) == (set(), 0)
    clock.go_to(date(2028, 10, 22))
    assert ids(services, dormant_soon=True) == {contact_id}
    (coming,) = services.dormancy.coming()
    assert (coming.dormant_on, coming.days_left) == (date(2028, 11, 21), 30)
    insight = services.segments.contact(contact_id)
    assert (insight.dormant_on, insight.dormant_soon) == (date(2028, 11, 21), True)
    assert status(services, contact_id) is Status.CUSTOMER
    clock.go_to(date(2028, 11, 21))
    assert status(services, contact_id) is Status.DORMANT
    assert ids(services, dormant_soon=True) == set()
    assert services.segments.contact(contact_id).dormant_on is None


def test_with_never_nobody_becomes_dormant(services: Services, clock: FakeClock) -> None:
    contact_id, card_id = lead(services)
    services.opportunities.win(Win(card_id, sale()))
    services.settings.put(DORMANCY_MONTHS, None)
    clock.go_to(date(2028, 11, 1))
    assert (ids(services, dormant_soon=True), services.dormancy.coming()) == (set(), ())
    assert services.segments.contact(contact_id).dormant_on is None


def test_filter_and_list_agree_with_the_rule_on_every_day(
    services: Services, clock: FakeClock
) -> None:
    days = {}
    for number in range(40):
        on = TODAY - timedelta(days=number * 137 % 900)
        contact_id, card_id = lead(services, f"Customer {number}")
        services.opportunities.win(Win(card_id, sale(on=on)))
        days[contact_id] = on
    for months, within in ((24, 30), (1, 10), (12, 365), (13, 1)):
        services.settings.put(DORMANCY_MONTHS, months)
        services.settings.put(DORMANCY_WARNING_DAYS, within)
        for offset in (0, 5, 37, 100, 190, 400):
            clock.go_to(TODAY + timedelta(days=offset))
            wanted = about_to_become_dormant(
                (LastSale(i, on) for i, on in days.items()), clock.today(), months, within
            )
            assert services.dormancy.coming() == wanted
            assert ids(services, dormant_soon=True) == {one.contact_id for one in wanted}


# In and out.


def test_what_the_user_notes_survives_the_archive(
    services: Services, tmp_path: Path, template_file: Path, clock: FakeClock
) -> None:
    sender, came = lead(services, "Sender")[0], lead(services, "Came")[0]
    services.segments.note(
        NoteStanding(came, asked_on=TODAY, recommended_by=sender, known_figure=True)
    )
    proposal = services.heat.proposal(came)
    assert proposal is not None
    services.heat.keep(came, proposal)
    path = tmp_path / "out.json"
    services.archive.write(path)
    shutil.copy2(template_file, tmp_path / "other.db")
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(path)
    assert other.segments.contact(came) == services.segments.contact(came)
    assert other.heat.proposal(came) is None
    other.close()
