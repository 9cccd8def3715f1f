"""Who resembles present customers: kept through changes, as if all were compared anew."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from pisteur.domain.commands import DealInput, Win
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.dormancy import dormant_on
from pisteur.domain.likeness import is_alike
from pisteur.domain.profile import ContactFacts
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.words import Heat
from pisteur.services import segments
from pisteur.services.likeness import LikenessService
from pisteur.services.services import Services
from support.clock import FakeClock
from support.people import describe, lead, sale


def sold(services: Services, name: str, on: date = date(2026, 11, 20)) -> int:
    contact_id, card_id = lead(services, name)
    services.opportunities.win(Win(card_id, sale(on=on)))
    return contact_id


def slowly_alike(services: Services) -> set[int]:
    """Compare each contact by itself, with customers read afresh."""
    fresh = LikenessService(services.workspace, services.profile)
    ids_, _common = fresh.customers()
    fits = {each: fresh.of(each).fit for each in services.profile.facts_of()}
    return {i for i, fit in fits.items() if i not in ids_ and is_alike(fit.matched, fit.total)}


class Life:
    """Changes that decide on likeness, at random: facts, tags, sales, the day, undo."""

    def __init__(self, services: Services, clock: FakeClock, dice: random.Random) -> None:
        self._services = services
        self._clock = clock
        self._dice = dice
        for number in range(10):
            describe(services, lead(services, f"Name {number}")[0], "35200" if number % 2 else "")
        for number in range(4):
            describe(services, sold(services, f"Customer {number}"), "35000", "CHR")

    def change(self) -> None:
        """Change something."""
        kinds = (self._edit, self._edit, self._sell, self._cancel, self._undo, self._delete)
        self._dice.choice((*kinds, self._tag, self._wait, self._add))()

    def _edit(self) -> None:
        describe(
            self._services,
            self._someone(),
            self._dice.choice(("", "35000", "35200", "75001")),
            *self._dice.sample(("CHR", "chr2", "Web"), self._dice.randrange(3)),
        )

    def _add(self) -> None:
        lead(self._services, "Another")

    def _sell(self) -> None:
        given = DealInput("Again")
        card_id = self._services.opportunities.add(self._someone(), given).value
        self._services.opportunities.win(Win(card_id, sale()))

    def _cancel(self) -> None:
        found = self._services.db.rows("SELECT id FROM sales WHERE cancelled_on IS NULL")
        if found:
            self._services.sales.cancel(self._dice.choice(found)[0])

    def _delete(self) -> None:
        if len(self._there()) > 8:
            self._services.contacts.delete((self._someone(),))

    def _undo(self) -> None:
        self._dice.choice((self._services.undo, self._services.redo))()

    def _tag(self) -> None:
        with self._services.db.step("Take a tag away"):
            self._services.db.raw.execute("DELETE FROM contact_tags WHERE contact_id % 3 = 0")

    def _wait(self) -> None:
        self._clock.advance(days=self._dice.choice((1, 30)))

    def _someone(self) -> int:
        return self._dice.choice(self._there())

    def _there(self) -> list[int]:
        return [row[0] for row in self._services.db.rows("SELECT id FROM contacts ORDER BY id")]


@pytest.mark.parametrize("seed", range(4))
def test_likeness_kept_through_changes_is_that_of_comparing_everyone_anew(
    services: Services, clock: FakeClock, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As for very many, whom the table looks through in their order.
    monkeypatch.setattr(segments, "MANY", 0 if seed % 2 else 5000)
    dice = random.Random(seed)  # noqa: S311 - the same on each run
    life = Life(services, clock, dice)
    counts = set()
    for _turn in range(25):
        for _change in range(dice.randrange(3)):
            life.change()
        wanted = slowly_alike(services)
        counts.add(len(wanted))
        for sort in (ContactSort.NAME, ContactSort.COMPANY, ContactSort.HEAT):
            everyone = services.contact_list.ids(ContactQuery(sort=sort))
            query = ContactQuery(alike=True, sort=sort)
            page = services.contact_list.page(query, limit=3)
            in_order = [each for each in everyone if each in wanted]
            assert [row.id for row in page.rows] == in_order[:3]
            assert page.total == len(in_order)
            assert list(services.contact_list.ids(query)) == in_order
    assert len(counts) > 1


def test_only_who_was_changed_is_compared_anew(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = lead(services, "Near")[0], lead(services, "Far")[0]
    customers = [sold(services, f"Customer {number}") for number in range(3)]
    for contact_id in (near, *customers):
        describe(services, contact_id, "35000", "CHR")
    alike = services.segments._likeness.alike
    assert set(alike()) == {near}
    read: list[set[int]] = []
    read_facts = services.profile.facts_of

    def noting(given: Sequence[int] | None = None) -> dict[int, ContactFacts]:
        read.append(set(given or ()))
        return read_facts(given)

    monkeypatch.setattr(services.profile, "facts_of", noting)
    with monkeypatch.context() as patched:
        patched.setattr(services.segments._likeness, "_find_alike", None)
        services.contacts.set_heat((far,), Heat.HOT)
        assert set(alike()) == {near}
        assert read == [{far}]
        assert set(alike()) == {near}
        assert read == [{far}]
        services.contacts.set_heat((customers[0],), Heat.HOT)
        assert set(alike()) == {near}
        assert read == [{far}, set(customers)]


def test_who_ceases_to_be_a_customer_as_days_pass_is_compared_then(
    services: Services, clock: FakeClock
) -> None:
    for number in range(4):
        customer = sold(services, f"Customer {number}", date(2026, 11, 20 - 10 * (number == 0)))
        describe(services, customer, "35000", "CHR")
    early = services.db.rows("SELECT id FROM contacts ORDER BY last_sale_on")[0][0]
    alike = services.segments._likeness.alike
    assert set(alike()) == set()
    months = services.workspace.setting(DORMANCY_MONTHS)
    # Between the day of the first, and that of the others.
    day = dormant_on(date(2026, 11, 10), months)
    assert day is not None
    clock.go_to(day + timedelta(days=5))
    assert set(alike()) == slowly_alike(services) == {early}


def test_a_tag_taken_away_counts_though_the_contact_is_the_same(services: Services) -> None:
    near = lead(services, "Near")[0]
    describe(services, near, "75001", "CHR")
    for number in range(3):
        describe(services, sold(services, f"Customer {number}"), "35000", "CHR")
    alike = services.segments._likeness.alike
    assert set(alike()) == {near}
    with services.db.step("Take a tag away"):
        services.db.raw.execute("DELETE FROM contact_tags WHERE contact_id = ?", (near,))
    assert set(alike()) == slowly_alike(services) == set()
