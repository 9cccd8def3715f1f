"""The demonstration shows a life of deals and customers, and goes without a trace."""

from __future__ import annotations

import pytest

from pisteur import i18n
from pisteur.domain import settings
from pisteur.domain.commands import AddLead, DealInput
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.offers import OfferUnit
from pisteur.domain.profile import TraitKind
from pisteur.domain.selling_inputs import OfferInput, TraitInput
from pisteur.domain.traits import Fit
from pisteur.domain.words import Answer, Status
from pisteur.services.services import Services
from support.dumps import dump


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    i18n.set_language(request.param)
    request.addfinalizer(lambda: i18n.set_language("en"))
    return str(request.param)


def test_it_shows_something_of_everything(services: Services, language: str) -> None:
    services.demo.load()
    for table in (
        *("concerns", "buying_step_visits", "payments", "satisfactions", "qualifications"),
        *("sales", "follow_ups", "interactions", "stage_passages"),
    ):
        assert services.db.rows(f"SELECT count(*) FROM {table}")[0][0], table
    quoted = services.db.rows("SELECT count(*) FROM opportunities WHERE quoted_on IS NOT NULL")
    recommended = services.db.rows("SELECT count(*) FROM contacts WHERE recommended_by_id > 0")
    assert (quoted[0][0], recommended[0][0]) == (3, 2)
    statuses = {row.status for row in services.contact_list.page(ContactQuery()).rows}
    assert statuses == set(Status)


def test_it_tells_who_sells_and_what(services: Services, language: str) -> None:
    services.demo.load()
    for setting in (settings.MY_NAME, settings.MY_COMPANY, settings.MY_TRADE, settings.MY_PHONE):
        assert services.settings.get(setting)
    offers = services.offers.offers()
    assert len(offers) > 3
    named = services.db.rows("SELECT count(*) FROM opportunities WHERE offer_id > 0")
    assert named[0][0] == 8


def test_it_says_who_the_best_customer_is_and_what_is_known_of_whom(
    services: Services, language: str
) -> None:
    services.demo.load()
    assert [trait.kind for trait in services.profile.traits()] == [
        *(TraitKind.BUYER, TraitKind.SIZE, TraitKind.FREE)
    ]
    fits = services.profile.fits().values()
    seen = {found.fit for each in fits for found in each.traits}
    assert seen == set(Fit)
    assert any(each.matched == len(each.traits) for each in fits)


def test_a_profile_of_the_users_own_is_left_alone(services: Services, language: str) -> None:
    services.profile.add(TraitInput(TraitKind.FREE, name="Près d’ici"))
    services.demo.load()
    services.demo.remove()
    assert [trait.name for trait in services.profile.traits()] == ["Près d’ici"]


def test_a_trait_that_somebody_else_has_an_answer_to_stays(
    services: Services, language: str
) -> None:
    services.demo.load()
    free = services.profile.traits()[-1]
    contact_id = services.contacts.add_lead(AddLead("Zoé Martin")).value[0]
    services.profile.answer(contact_id, free.id, Answer.YES)
    services.demo.remove()
    assert [trait.id for trait in services.profile.traits()] == [free.id]


def test_an_offer_that_somebody_else_s_deal_names_stays(services: Services, language: str) -> None:
    services.demo.load()
    offer = services.offers.offers()[0]
    contact_id = services.contacts.add_lead(AddLead("Zoé Martin")).value[0]
    services.opportunities.add(contact_id, DealInput("Site", offer_id=offer.id))
    services.demo.remove()
    assert [own.id for own in services.offers.offers()] == [offer.id]


def test_what_the_user_sells_already_is_left_alone(services: Services, language: str) -> None:
    services.settings.put(settings.MY_NAME, "Inès Roche")
    services.offers.add(OfferInput("Taille de haies", "45", OfferUnit.HOUR))
    services.demo.load()
    assert services.settings.get(settings.MY_NAME) == "Inès Roche"
    assert [offer.name for offer in services.offers.offers()] == ["Taille de haies"]
    services.demo.remove()
    assert services.settings.get(settings.MY_NAME) == "Inès Roche"
    assert services.settings.get(settings.MY_TRADE) == ""
    assert [offer.name for offer in services.offers.offers()] == ["Taille de haies"]


def test_what_the_user_made_theirs_stays_when_it_goes(services: Services, language: str) -> None:
    services.demo.load()
    offer = services.offers.offers()[0]
    services.offers.edit(offer.id, OfferInput(offer.name, "1000", offer.unit))
    services.settings.put(settings.MY_TRADE, "paysagiste")
    services.demo.remove()
    assert [own.price_cents for own in services.offers.offers()] == [100000]
    assert services.settings.get(settings.MY_TRADE) == "paysagiste"
    assert services.settings.get(settings.MY_NAME) == ""


def test_it_is_sound_and_goes_without_a_trace(services: Services, language: str) -> None:
    before = dump(services.db.raw)
    services.demo.load()
    assert services.upkeep.check().problems == ()
    services.demo.remove()
    assert dump(services.db.raw) == before


def test_every_column_has_a_card(services: Services, language: str) -> None:
    services.demo.load()
    empty = "SELECT name FROM stages WHERE id NOT IN (SELECT stage_id FROM opportunities)"
    assert services.db.rows(empty) == []
