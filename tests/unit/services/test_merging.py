"""Two contacts become one with everything of both, and apart again by undo."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from pisteur.domain.commands import EditContact, PointInput
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.errors import DomainError
from pisteur.domain.insights import NoteStanding
from pisteur.domain.merging import COLUMNS, Merge, Part
from pisteur.domain.transfer import ImportOptions
from pisteur.domain.words import Heat, PointKind, Status
from pisteur.exchange.leads import parse_leads
from pisteur.services.merging import MOVED, ONCE
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.tables import (
    CallSession,
    CallSessionName,
    ContactTrait,
    NotDuplicate,
    Opposition,
    ProfileTrait,
)
from support.clock import FakeClock
from support.dumps import dump
from support.operations import FREQUENT, Person
from support.people import lead, prospect

number = st.integers(0, 200)
operations = st.lists(
    st.tuples(st.sampled_from(FREQUENT), number, number, number), min_size=1, max_size=40
)
# What belongs to a contact and is never dropped as a second one of its kind.
KEPT = tuple(table for table in MOVED if table != "events")


def edit(services: Services, contact_id: int, **fields: object) -> None:
    services.contacts.edit(EditContact(contact_id, **fields))  # type: ignore[arg-type]


def add(services: Services, *rows: SQLModel) -> None:
    with services.db.step("rows") as step:
        for row in rows:
            step.session.add(row)
            step.session.flush()


def value(services: Services, contact_id: int, column: str) -> object:
    return services.db.rows(f"SELECT {column} FROM contacts WHERE id = ?", (contact_id,))[0][0]


def statuses(services: Services) -> dict[int, str]:
    return {row.id: row.status for row in services.contact_list.page(ContactQuery()).rows}


def counts(services: Services) -> dict[str, int]:
    return {t: services.db.rows(f"SELECT count(*) FROM {t}")[0][0] for t in KEPT}


@settings(
    max_examples=int(os.environ.get("PISTEUR_TEST_EXAMPLES", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(day=operations, who=st.tuples(number, number), parts=st.sets(st.sampled_from(Part)))
def test_after_any_day_a_merge_loses_nothing_keeps_the_file_right_and_is_undone(
    tmp_path: Path,
    template_file: Path,
    day: list[tuple[str, int, int, int]],
    who: tuple[int, int],
    parts: set[Part],
) -> None:
    path = Path(shutil.copy2(template_file, tmp_path / "pisteur.db"))
    clock = FakeClock()
    services = Services(open_data(path), clock)
    try:
        person = Person(services, clock)
        for line in range(5):
            person.do("add_lead", line, 1, 0)
        for operation in day:
            person.do(*operation)
        ids = [row[0] for row in services.db.rows("SELECT id FROM contacts ORDER BY id")]
        keep, gone = (ids[place % len(ids)] for place in who)
        before, many = dump(services.db.raw), counts(services)
        reached = set(services.db.rows("SELECT DISTINCT kind, normalised FROM contact_points"))
        with suppress(DomainError):
            services.merging.merge(Merge(keep, gone, frozenset(parts)))
            assert keep != gone
            assert counts(services) == many
            points = services.db.rows("SELECT DISTINCT kind, normalised FROM contact_points")
            assert set(points) == reached
            assert services.upkeep.check().problems == ()
            after = dump(services.db.raw)
            services.undo()
            assert dump(services.db.raw) == before
            assert services.upkeep.check().problems == ()
            services.redo()
            assert dump(services.db.raw) == after
            services.undo()
        assert dump(services.db.raw) == before
    finally:
        services.close()


def test_every_table_that_names_a_contact_is_known() -> None:
    naming = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "contacts"
    }
    apart = {"contacts.recommended_by_id", "not_duplicates.first_id", "not_duplicates.second_id"}
    assert naming == {f"{table}.contact_id" for table in (*MOVED, *ONCE, "contact_points")} | apart


def test_every_fact_of_a_contact_is_chosen_or_follows() -> None:
    follows = {
        *("id", "uid", "display_name", "sort_name", "sort_company", "created_at", "updated_at"),
        *("last_sale_on", "qualification_id", "qualified", "last_interaction_at"),
        *("last_interaction_kind", "next_follow_up_id", "next_due"),
    }
    chosen = [name for names in COLUMNS.values() for name in names]
    assert len(chosen) == len(set(chosen))
    assert set(chosen) | follows == set(SQLModel.metadata.tables["contacts"].columns.keys())


def test_each_part_comes_from_the_side_that_was_chosen(services: Services) -> None:
    keep, _card = lead(services, "x")
    other, _card = lead(services, "y")
    edit(services, keep, given_name="Inès", family_name="Roche", company="Fauve", city="Lyon")
    edit(services, other, family_name="Rocher", company="Atelier Fauve", city="Sète", heat=Heat.HOT)
    services.merging.merge(Merge(keep, other, frozenset({Part.COMPANY, Part.HEAT})))
    assert value(services, keep, "display_name") == "Inès Roche"
    assert value(services, keep, "company") == "Atelier Fauve"
    assert value(services, keep, "sort_company") == "atelier fauve"
    assert value(services, keep, "city") == "Lyon"
    assert value(services, keep, "heat") == Heat.HOT
    assert services.db.rows("SELECT id FROM contacts") == [(keep,)]
    assert services.db.undo_label == "Merge “Inès Roche” with “Rocher”"


def test_phones_and_emails_of_both_are_kept_once_those_of_the_one_that_stays_first(
    services: Services,
) -> None:
    keep, _card = lead(services, "Inès Roche")
    other, _card = lead(services, "Ines Roche")
    phone, mail = PointKind.PHONE, PointKind.EMAIL
    edit(
        services,
        keep,
        family_name="Roche",
        points=(PointInput(phone, "06 39 98 12 34"), PointInput(mail, "ines@exemple.fr")),
    )
    edit(
        services,
        other,
        family_name="Roche",
        points=(
            PointInput(phone, "01 99 00 12 34"),
            PointInput(phone, "+33 6 39 98 12 34", "mobile"),
            PointInput(mail, "INES@exemple.fr"),
            PointInput(mail, "roche@exemple.fr"),
        ),
    )
    services.merging.merge(Merge(keep, other))
    rows = services.db.rows("SELECT value, label FROM contact_points ORDER BY position")
    assert rows == [
        ("06 39 98 12 34", "mobile"),
        ("ines@exemple.fr", ""),
        ("01 99 00 12 34", ""),
        ("roche@exemple.fr", ""),
    ]


def test_what_there_may_be_once_of_is_joined(services: Services) -> None:
    keep, deal = lead(services, "Inès Roche")
    other, _card = lead(services, "Ines Roche")
    third, _card = lead(services, "Paul Morel")
    edit(services, keep, family_name="Roche", tags=("vip", "lyon"))
    edit(services, other, family_name="Roche", tags=("vip", "salon"))
    add(
        services,
        ProfileTrait(kind="question", name="Site ?"),
        ContactTrait(contact_id=keep, trait_id=1, answer="unknown"),
        ContactTrait(contact_id=other, trait_id=1, answer="yes"),
        Opposition(contact_id=keep, channel="phone", objected_on=date(2026, 5, 1), note="dit"),
        Opposition(contact_id=other, channel="phone", objected_on=date(2026, 2, 1), note="écrit"),
        Opposition(contact_id=other, channel="email", objected_on=date(2026, 3, 1)),
        CallSession(name="Lundi", started_at=services.workspace.clock.now()),
        CallSessionName(call_session_id=1, contact_id=keep),
        CallSessionName(call_session_id=1, contact_id=other, position=1, result="no_answer"),
        NotDuplicate(first_id=keep, second_id=other),
        NotDuplicate(first_id=other, second_id=third),
    )
    services.db.raw.executemany(
        "INSERT INTO deal_people (opportunity_id, contact_id, role) VALUES (?, ?, 'payer')",
        [(deal, keep), (deal, other)],
    )
    services.segments.note(NoteStanding(third, recommended_by=other))
    services.segments.note(NoteStanding(keep, recommended_by=other))
    services.merging.merge(Merge(keep, other))
    rows = services.db.rows
    tags = rows("SELECT t.name FROM contact_tags c JOIN tags t ON t.id = tag_id ORDER BY 1")
    assert tags == [("lyon",), ("salon",), ("vip",)]
    assert rows("SELECT contact_id, answer FROM contact_traits") == [(keep, "yes")]
    assert rows("SELECT channel, objected_on, note FROM oppositions ORDER BY channel") == [
        ("email", "2026-03-01", ""),
        ("phone", "2026-02-01", "dit\nécrit"),
    ]
    assert rows("SELECT contact_id, result FROM call_session_names") == [(keep, "no_answer")]
    assert rows("SELECT first_id, second_id FROM not_duplicates") == [(keep, third)]
    assert rows("SELECT contact_id FROM deal_people") == [(keep,)]
    assert value(services, third, "recommended_by_id") == keep
    assert value(services, keep, "recommended_by_id") is None
    assert services.upkeep.check().problems == ()


def test_the_latest_qualification_of_the_two_counts(services: Services, clock: FakeClock) -> None:
    keep, _card = lead(services, "Inès Roche")
    clock.advance(days=1)
    other, _card = prospect(services, "Ines Roche")
    services.merging.merge(Merge(keep, other))
    assert statuses(services) == {keep: Status.PROSPECT}
    services.undo()
    assert statuses(services) == {keep: Status.LEAD, other: Status.PROSPECT}


def test_the_history_names_who_was_merged_and_the_list_they_came_from(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "salon.csv"
    path.write_text("Nom;Email\nRoche;ines@exemple.fr\n", encoding="utf-8")
    services.importing.apply(parse_leads(path), ImportOptions(list_name="Salon 2026"))
    other = services.db.rows("SELECT id FROM contacts")[0][0]
    keep, _card = lead(services, "Inès Roche")
    services.merging.merge(Merge(keep, other))
    detail = services.db.rows("SELECT detail FROM events WHERE kind = 'merged'")
    assert detail == [('{"name": "Roche", "list": "Salon 2026"}',)]


def test_a_contact_is_not_merged_with_itself_nor_with_one_who_is_gone(services: Services) -> None:
    contact, _card = lead(services)
    before = dump(services.db.raw)
    for other, code in ((contact, "merge.same"), (999, "record.gone")):
        with pytest.raises(DomainError) as caught:
            services.merging.merge(Merge(contact, other))
        assert caught.value.code == code
        with pytest.raises(DomainError) as caught:
            services.merging.view(contact, other)
        assert caught.value.code == code
    assert dump(services.db.raw) == before


def test_both_sides_are_shown_with_what_is_proposed(services: Services) -> None:
    first, _card = lead(services, "Inès Roche 06 39 98 12 34")
    second, _card = prospect(services, "Ines Roche ines@exemple.fr")
    edit(services, first, family_name="Roche", city="Lyon", heat=Heat.WARM, tags=("vip",))
    edit(services, second, family_name="Roche", website="https://exemple.fr")
    view = services.merging.view(first, second)
    # More is known of the second, and it stays.
    assert (view.left.id, view.right.id) == (second, first)
    assert view.left.counts["qualifications"] == 1
    assert view.right.tags == ("vip",)
    assert view.parts == (Part.NAME, Part.ADDRESS, Part.WEBSITE, Part.HEAT)
    assert not view.differs(Part.NAME)
    assert view.differs(Part.ADDRESS)
    assert view.proposed == {Part.ADDRESS, Part.HEAT}
