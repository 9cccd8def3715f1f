"""Offers as data, and which of them fit what a contact can pay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pisteur.domain.errors import DomainError
from pisteur.domain.offers import Budget, Offer, OfferReasonKind, OfferUnit
from pisteur.domain.selling_inputs import OfferInput
from pisteur.domain.traits import Fit
from pisteur.exchange.errors import ExchangeError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock

LOGO = OfferInput("Logo", "1 200 €", OfferUnit.FLAT, ("company", "association"), "56, commerce")
DAY = OfferInput("Training day", "650", OfferUnit.DAY)
MEASURE = OfferInput(" Made to measure ")


def test_offers_are_kept_as_read(services: Services) -> None:
    first = services.offers.add(LOGO).value
    second = services.offers.add(MEASURE).value
    assert services.offers.offers() == (
        Offer(
            first,
            "Logo",
            120_000,
            OfferUnit.FLAT,
            ("company", "association"),
            ("rev2:56", "commerce"),
            0,
        ),
        Offer(second, "Made to measure", None, OfferUnit.FLAT, (), (), 1),
    )


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (OfferInput(" "), "offer.name_missing", "name"),
        (OfferInput("Logo", "a lot"), "amount.unreadable", "price"),
        (OfferInput("Logo", "-3"), "amount.negative", "price"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    services: Services, given: OfferInput, code: str, field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        services.offers.add(given)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert services.offers.offers() == ()


def test_the_offer_that_the_means_allow_comes_first(services: Services) -> None:
    contact, _card = people.lead(services)
    for given in (LOGO, DAY, MEASURE):
        services.offers.add(given)
    found = services.offers.match(contact, Budget(None, 80_000))
    assert [(one.offer.name, one.fit) for one in found] == [
        ("Training day", Fit.MATCHED),
        ("Made to measure", Fit.NOT_KNOWN),
        ("Logo", Fit.NOT_MATCHED),
    ]
    assert found[0].reasons[0].kind is OfferReasonKind.WITHIN_MEANS


def test_an_offer_that_no_deal_names_goes_for_good(services: Services) -> None:
    made = services.offers.add(DAY).value
    assert services.offers.remove(made).value is False
    assert services.db.rows("SELECT count(*) FROM offers")[0][0] == 0
    services.undo()
    assert [offer.id for offer in services.offers.offers()] == [made]


def test_an_offer_that_a_deal_names_is_put_away(services: Services) -> None:
    _contact, card = people.lead(services)
    made = services.offers.add(DAY).value
    with services.db.step("name it"):
        services.db.raw.execute("UPDATE opportunities SET offer_id = ? WHERE id = ?", (made, card))
    assert services.offers.remove(made).value is True
    assert services.offers.offers() == ()
    assert services.db.rows("SELECT offer_id FROM opportunities")[0][0] == made


def test_offers_are_edited_and_ordered_each_in_one_step(services: Services) -> None:
    first, second = services.offers.add(LOGO).value, services.offers.add(DAY).value
    services.offers.order((second, first))
    services.offers.edit(second, DAY._replace(price="700", name="Day of training"))
    assert [offer.id for offer in services.offers.offers()] == [second, first]
    assert services.offers.offers()[0].price_cents == 70_000
    assert services.undo().value == "Edit the offer “Day of training”"
    assert services.undo().value == "Reorder the offers"
    assert [offer.name for offer in services.offers.offers()] == ["Logo", "Training day"]


def test_the_archive_keeps_offers(services: Services, tmp_path: Path, clock: FakeClock) -> None:
    for given in (LOGO, DAY, MEASURE):
        services.offers.add(given)
    services.archive.write(tmp_path / "all.json")
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    assert other.offers.offers() == services.offers.offers()
    other.close()


@pytest.mark.parametrize(
    ("column", "value"),
    [("unit", "parsec"), ("buyers", '["robot"]'), ("sectors", "{}"), ("price_cents", -1)],
)
def test_an_archive_with_an_offer_that_cannot_be_is_refused(
    services: Services, tmp_path: Path, clock: FakeClock, column: str, value: object
) -> None:
    services.offers.add(LOGO)
    path = tmp_path / "all.json"
    services.archive.write(path)
    archive = json.loads(path.read_text(encoding="utf-8"))
    archive["offers"][0][column] = value
    path.write_text(json.dumps(archive), encoding="utf-8")
    other = Services(open_data(tmp_path / "other.db"), clock)
    with pytest.raises(ExchangeError) as caught:
        other.archive.read(path)
    assert caught.value.code == "archive.damaged"
    other.close()


def test_an_offer_put_away_is_back_in_use_when_it_is_saved(services: Services) -> None:
    _contact, card = people.lead(services)
    made = services.offers.add(DAY).value
    with services.db.step("name it"):
        services.db.raw.execute("UPDATE opportunities SET offer_id = ? WHERE id = ?", (made, card))
    services.offers.remove(made)
    assert [one.id for one in services.offers.offers(put_away=True)] == [made]
    services.offers.edit(made, DAY)
    assert [one.id for one in services.offers.offers()] == [made]
    assert services.offers.offers(put_away=True) == ()
