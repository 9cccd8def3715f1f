"""The demonstration shows a life of deals and customers, and goes without a trace."""

from __future__ import annotations

import pytest

from pisteur import i18n
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.words import Status
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


def test_it_is_sound_and_goes_without_a_trace(services: Services, language: str) -> None:
    before = dump(services.db.raw)
    services.demo.load()
    assert services.upkeep.check().problems == ()
    services.demo.remove()
    assert dump(services.db.raw) == before
