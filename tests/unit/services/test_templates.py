"""Templates as the user makes them, and what it takes to write to someone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pisteur.domain import settings
from pisteur.domain.commands import DealInput, EditContact, PointInput, Win
from pisteur.domain.errors import DomainError
from pisteur.domain.templates import TemplatePurpose
from pisteur.domain.words import PointKind
from pisteur.domain.writing import TemplateInput, TemplateView
from pisteur.services.opening import open_data
from pisteur.services.selling_defaults import selling_defaults
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from support.clock import FakeClock
from support.dumps import dump
from support.people import lead, prospect, sale

OWN = TemplateInput("Christmas", "Best wishes", "{hello},\nall the best.")


def named(services: Services, name: str) -> TemplateView:
    return next(own for own in services.templates.templates() if own.name == name)


def names(services: Services) -> list[str]:
    return [own.name for own in services.templates.templates()]


def first_key(services: Services, contact_id: int, card_id: int | None = None) -> str:
    return services.templates.writing(contact_id, card_id).templates[0].key


def test_a_new_file_has_the_shipped_ones_as_they_ship(services: Services) -> None:
    shipped = selling_defaults("en").templates
    found = services.templates.templates()
    assert [own.shipped for own in found] == list(shipped)
    assert [(own.key, own.name, own.subject, own.body) for own in found] == list(shipped)
    assert not any(own.put_away for own in found)


def test_one_of_the_users_own_comes_last_and_ships_with_nobody(services: Services) -> None:
    made = services.templates.add(OWN).value
    last = services.templates.templates()[-1]
    assert (last.id, last.name, last.subject) == (made, "Christmas", "Best wishes")
    assert (last.body, last.shipped) == ("{hello},\nall the best.", None)


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (OWN._replace(name=" "), "template.name_missing", "name"),
        (OWN._replace(body="\n"), "template.body_missing", "body"),
        (OWN._replace(name="THANKS"), "template.name_taken", "name"),
    ],
)
def test_what_is_missing_or_taken_is_said_beside_its_field(
    services: Services, wrong: TemplateInput, code: str, field: str
) -> None:
    thanks = named(services, "Thanks")
    assert thanks.shipped is not None
    before = dump(services.db.raw)
    other = services.templates.templates()[0].id
    for change in (services.templates.add, lambda own: services.templates.edit(other, own)):
        with pytest.raises(DomainError) as caught:
            change(wrong)
        assert (caught.value.code, caught.value.field) == (code, field)
    assert dump(services.db.raw) == before


def test_one_may_keep_its_own_name(services: Services) -> None:
    thanks = named(services, "Thanks")
    services.templates.edit(thanks.id, TemplateInput("thanks", "", "Thank you."))
    assert named(services, "thanks").body == "Thank you."


def test_they_stand_in_the_users_order(services: Services) -> None:
    ids = [own.id for own in services.templates.templates()]
    services.templates.order(tuple(reversed(ids)))
    assert [own.id for own in services.templates.templates()] == ids[::-1]
    with pytest.raises(DomainError, match=r"record\.gone"):
        services.templates.order(tuple(ids[1:]))


def test_one_of_the_users_own_is_deleted(services: Services) -> None:
    made = services.templates.add(OWN).value
    assert services.templates.remove(made).value is False
    assert "Christmas" not in names(services)


def test_a_shipped_one_is_put_away_and_no_longer_offered(services: Services) -> None:
    contact_id, card_id = lead(services)
    shipped = named(services, "Thanks")
    assert services.templates.remove(shipped.id).value is True
    assert named(services, "Thanks").put_away
    offered = services.templates.writing(contact_id, card_id).templates
    assert "thanks" not in [own.key for own in offered]


@pytest.mark.parametrize(
    "user", ["INSERT INTO follow_ups", "UPDATE cadence_steps SET template = :key WHERE id = 1"]
)
def test_one_that_an_action_or_a_cadence_names_is_put_away(services: Services, user: str) -> None:
    contact_id, _card = lead(services)
    made = services.templates.add(OWN).value
    key = services.templates.templates()[-1].key
    if "INSERT" in user:
        user += (
            " (uid, contact_id, kind, title, note, due_on, sequence, created_at, updated_at,"
            f" template) VALUES ('u', {contact_id}, 'email', 'x', '', '2026-12-01', 0, '', '',"
            " :key)"
        )
    services.db.raw.execute(user, {"key": key})
    assert services.templates.remove(made).value is True
    assert named(services, "Christmas").put_away


CHANGES: dict[str, Callable[[Services, int], Done[Any]]] = {
    "Add the template “New”": lambda s, _own: s.templates.add(OWN._replace(name="New")),
    "Edit the template “Old”": lambda s, own: s.templates.edit(own, OWN._replace(name="Old")),
    "Delete the template “Christmas”": lambda s, own: s.templates.remove(own),
    "Put the template “First contact” away": lambda s, _own: s.templates.remove(1),
    "Reorder the templates": lambda s, own: s.templates.order((own, *range(1, own))),
}


@pytest.mark.parametrize("label", CHANGES)
def test_every_change_is_one_step_with_its_words_undone_and_redone(
    services: Services, label: str
) -> None:
    own = services.templates.add(OWN).value
    before = dump(services.db.raw)
    CHANGES[label](services, own)
    assert services.db.undo_label == label
    after = dump(services.db.raw)
    assert after != before
    services.undo()
    assert dump(services.db.raw) == before
    services.redo()
    assert dump(services.db.raw) == after


def test_the_archive_brings_them_back_as_they_are(
    services: Services, tmp_path: Path, template_file: Path, clock: FakeClock
) -> None:
    made = services.templates.add(OWN).value
    services.templates.order((made, *range(1, made)))
    services.templates.remove(2)
    services.archive.write(tmp_path / "archive.json")
    path = tmp_path / "other" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(template_file, path)
    other = Services(open_data(path), clock)
    other.archive.read(tmp_path / "archive.json")
    assert other.templates.templates() == services.templates.templates()
    other.close()


# Writing to someone.


def test_what_is_known_of_contact_deal_and_user_is_there_to_fill_in(services: Services) -> None:
    contact_id, card_id = prospect(services, "Roche")
    services.contacts.edit(
        EditContact(
            contact_id,
            civility="Mme",
            given_name="Inès",
            family_name="Roche",
            company="Élan",
            city="Lyon",
            source="salon",
            points=(PointInput(PointKind.EMAIL, "ines@elan.example"),),
        )
    )
    services.opportunities.edit(card_id, DealInput("Website", "1200"))
    services.db.raw.execute(
        "UPDATE opportunities SET quote_reference = 'Q-7', quoted_on = '2026-11-12',"
        " quote_expires_on = '2026-12-12'"
    )
    services.settings.put(settings.MY_NAME, "Zoé")
    services.settings.put(settings.MY_PHONE, "06 39 98 00 00")
    found = services.templates.writing(contact_id, card_id)
    facts = found.facts
    assert (facts.civility, facts.given_name, facts.family_name) == ("Mme", "Inès", "Roche")
    assert (facts.company, facts.city, facts.source) == ("Élan", "Lyon", "salon")
    assert (facts.deal, facts.amount_cents, facts.quote_reference) == ("Website", 120000, "Q-7")
    assert (facts.quoted_on, facts.quote_expires_on) == (date(2026, 11, 12), date(2026, 12, 12))
    assert (facts.my_name, facts.my_phone, facts.my_trade) == ("Zoé", "06 39 98 00 00", "")
    assert [point.value for point in found.points] == ["ines@elan.example"]
    assert found.hellos == {"fr": "Bonjour", "en": "Hello"}


def test_templates_that_fit_come_first_the_others_in_the_users_order(services: Services) -> None:
    contact_id, card_id = lead(services)
    found = services.templates.writing(contact_id, card_id)
    keys = [own.key for own in found.templates]
    assert keys[: found.proposed] == ["first_contact", "useful_resource"]
    shown = [own.key for own in services.templates.templates() if own.key not in keys[:2]]
    assert keys[found.proposed :] == shown


def test_the_situation_decides_what_comes_first(services: Services, clock: FakeClock) -> None:
    contact_id, card_id = prospect(services)
    assert first_key(services, contact_id, card_id) == TemplatePurpose.QUOTE_SENT
    services.db.raw.execute("UPDATE opportunities SET quoted_on = '2026-11-12'")
    assert first_key(services, contact_id, card_id) == TemplatePurpose.REMINDER
    services.opportunities.win(Win(card_id, sale()))
    assert first_key(services, contact_id, card_id) == TemplatePurpose.THANKS
    clock.advance(days=40)
    assert first_key(services, contact_id, card_id) == TemplatePurpose.SATISFACTION
    clock.advance(days=900)
    assert first_key(services, contact_id, card_id) == TemplatePurpose.WAKE_UP


def test_the_template_of_the_action_comes_before_all(services: Services) -> None:
    contact_id, card_id = lead(services)
    row = (
        "INSERT INTO follow_ups (uid, contact_id, opportunity_id, kind, title, note, due_on,"
        " sequence, created_at, updated_at, template) VALUES ('u', ?, ?, 'email', 'Remind', '',"
        " '2026-12-01', 0, '2026-11-22T09:00:00.000000Z', '2026-11-22T09:00:00.000000Z',"
        " 'reminder')"
    )
    services.db.raw.execute(row, (contact_id, card_id))
    action = services.db.rows("SELECT max(id) FROM follow_ups")[0][0]
    found = services.templates.writing(contact_id, None, action)
    assert (found.templates[0].key, found.proposed) == ("reminder", 3)
    assert (found.follow_up_id, found.follow_up_title) == (action, "Remind")
    assert found.opportunity_id == card_id


@pytest.mark.parametrize("gone", ["contact", "action"])
def test_what_is_gone_is_said_to_be(services: Services, gone: str) -> None:
    contact_id, _card = lead(services)
    about = (4711, None, None) if gone == "contact" else (contact_id, None, 4711)
    with pytest.raises(DomainError, match=r"record\.gone"):
        services.templates.writing(*about)


def test_the_sample_is_made_up_but_signed_by_the_user(services: Services) -> None:
    services.settings.put(settings.MY_TRADE, "plumber")
    facts, hellos = services.templates.sample()
    assert (facts.given_name, facts.my_trade, facts.my_name) == ("Inès", "plumber", "")
    assert facts.quoted_on == date(2026, 11, 15)
    assert set(hellos) == {"fr", "en"}
