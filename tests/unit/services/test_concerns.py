"""Questions and objections over a real file: noted, answered, taken up again, undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.concerns import Concern, ConcernKind
from pisteur.domain.errors import DomainError
from pisteur.exchange.errors import ExchangeError
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.services.workspace import Done
from support.clock import FakeClock
from support.dumps import dump
from support.people import lead

TODAY = date(2026, 11, 22)


def concerns(services: Services, contact_id: int) -> tuple[Concern, ...]:
    return services.contact_view.contact(contact_id).concerns


def test_what_is_noted_is_open_dated_today_and_belongs_to_the_deal(services: Services) -> None:
    contact_id, card_id = lead(services)
    made = services.concerns.add(contact_id, card_id, "  Ready  before Christmas? ").value
    assert concerns(services, contact_id) == (
        Concern(made, card_id, ConcernKind.QUESTION, "Ready before Christmas?", "", TODAY, None),
    )
    assert concerns(services, contact_id)[0].is_open


def test_the_kind_is_told_by_the_question_mark_unless_it_is_given(services: Services) -> None:
    contact_id, _card = lead(services)
    services.concerns.add(contact_id, None, "Too dear")
    services.concerns.add(contact_id, None, "Is it not too dear?", ConcernKind.OBJECTION)
    assert [own.kind for own in concerns(services, contact_id)] == [ConcernKind.OBJECTION] * 2


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_can_not_be_noted(services: Services, text: str) -> None:
    contact_id, card_id = lead(services)
    before = dump(services.db.raw)
    with pytest.raises(DomainError) as caught:
        services.concerns.add(contact_id, card_id, text)
    assert (caught.value.code, caught.value.field) == ("concern.empty", "text")
    assert dump(services.db.raw) == before


def test_a_deal_of_somebody_else_is_refused(services: Services) -> None:
    contact_id, _card = lead(services)
    _other, other_card = lead(services, "Atelier Fauve")
    with pytest.raises(DomainError, match=r"record\.gone"):
        services.concerns.add(contact_id, other_card, "Too dear")
    assert concerns(services, contact_id) == ()


def test_an_answer_closes_it_and_is_kept(services: Services, clock: FakeClock) -> None:
    contact_id, card_id = lead(services)
    made = services.concerns.add(contact_id, card_id, "Too dear").value
    clock.advance(days=2)
    services.concerns.answer(made, "In three payments.\n")
    (found,) = concerns(services, contact_id)
    assert (found.answer, found.answered_on) == ("In three payments.", date(2026, 11, 24))
    assert not found.is_open


def test_a_better_answer_leaves_the_day_of_the_first(services: Services, clock: FakeClock) -> None:
    contact_id, card_id = lead(services)
    made = services.concerns.add(contact_id, card_id, "Too dear").value
    services.concerns.answer(made, "In three payments.")
    clock.advance(days=9)
    services.concerns.answer(made, "In four payments.")
    (found,) = concerns(services, contact_id)
    assert (found.answer, found.answered_on) == ("In four payments.", TODAY)


def test_it_is_not_closed_without_an_answer(services: Services) -> None:
    contact_id, card_id = lead(services)
    made = services.concerns.add(contact_id, card_id, "Too dear").value
    with pytest.raises(DomainError) as caught:
        services.concerns.answer(made, " ")
    assert (caught.value.code, caught.value.field) == ("concern.answer_missing", "answer")
    assert concerns(services, contact_id)[0].is_open


def test_taken_up_again_it_is_open_and_its_answer_is_there_to_start_from(
    services: Services,
) -> None:
    contact_id, card_id = lead(services)
    made = services.concerns.add(contact_id, card_id, "Too dear").value
    services.concerns.answer(made, "In three payments.")
    services.concerns.reopen(made)
    (found,) = concerns(services, contact_id)
    assert (found.is_open, found.answer) == (True, "In three payments.")


def test_it_can_be_said_in_other_words_and_as_the_other_kind(services: Services) -> None:
    contact_id, card_id = lead(services)
    made = services.concerns.add(contact_id, card_id, "Too dear").value
    services.concerns.edit(made, "Can I pay in parts?", ConcernKind.QUESTION)
    (found,) = concerns(services, contact_id)
    assert (found.text, found.kind) == ("Can I pay in parts?", ConcernKind.QUESTION)
    with pytest.raises(DomainError, match=r"concern\.empty"):
        services.concerns.edit(made, "", ConcernKind.QUESTION)


def test_open_ones_come_first_oldest_first_then_the_answered_newest_first(
    services: Services, clock: FakeClock
) -> None:
    contact_id, card_id = lead(services)
    ids = []
    for text in ("first", "second", "third", "fourth"):
        ids.append(services.concerns.add(contact_id, card_id, text).value)
        clock.advance(days=1)
    services.concerns.answer(ids[0], "yes")
    clock.advance(days=1)
    services.concerns.answer(ids[2], "no")
    found = [own.text for own in concerns(services, contact_id)]
    assert found == ["second", "fourth", "third", "first"]


CHANGES: dict[str, Callable[[Services, int, int], Done[None] | Done[int]]] = {
    "Note “Too dear”": lambda s, contact, _c: s.concerns.add(contact, None, "Too dear"),
    "Edit “Too slow”": lambda s, _p, own: s.concerns.edit(own, "Too slow", ConcernKind.QUESTION),
    "Answer “Too far”": lambda s, _p, own: s.concerns.answer(own, "I come to you."),
    "Take up “Too far” again": lambda s, _p, own: s.concerns.reopen(own),
    "Delete “Too far”": lambda s, _p, own: s.concerns.delete(own),
}


@pytest.mark.parametrize("label", CHANGES)
def test_every_change_is_one_step_with_its_words_undone_and_redone(
    services: Services, label: str
) -> None:
    contact_id, _card = lead(services)
    own = services.concerns.add(contact_id, None, "Too far").value
    if "again" in label:
        services.concerns.answer(own, "I come to you.")
    before = dump(services.db.raw)
    done = CHANGES[label](services, contact_id, own)
    assert services.db.undo_label == label
    assert done.changes.touches("concerns")
    after = dump(services.db.raw)
    assert after != before
    services.undo()
    assert dump(services.db.raw) == before
    services.redo()
    assert dump(services.db.raw) == after


@pytest.mark.parametrize("verb", ["edit", "answer", "reopen", "delete"])
def test_one_that_is_gone_is_said_to_be(services: Services, verb: str) -> None:
    given = {"edit": ("x", ConcernKind.QUESTION), "answer": ("x",)}.get(verb, ())
    with pytest.raises(DomainError, match=r"record\.gone"):
        getattr(services.concerns, verb)(4711, *given)


def test_they_go_with_their_contact(services: Services) -> None:
    contact_id, card_id = lead(services)
    services.concerns.add(contact_id, card_id, "Too dear")
    services.contacts.delete((contact_id,))
    assert services.db.rows("SELECT * FROM concerns") == []


# The archive.


@pytest.fixture
def empty(tmp_path: Path, template_file: Path, clock: FakeClock) -> Services:
    path = tmp_path / "other" / "pisteur.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(template_file, path)
    return Services(open_data(path), clock)


def test_the_archive_brings_them_back_whole(
    services: Services, empty: Services, tmp_path: Path
) -> None:
    contact_id, card_id = lead(services)
    services.concerns.add(contact_id, card_id, "« Et la TVA\u202f? »")
    answered = services.concerns.add(contact_id, None, "Too dear").value
    services.concerns.answer(answered, "In three\npayments.")
    services.archive.write(tmp_path / "archive.json")
    empty.archive.read(tmp_path / "archive.json")
    assert concerns(empty, contact_id) == concerns(services, contact_id)
    empty.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "worry"},
        {"text": ""},
        {"answered_on": "2026-11-22", "answer": ""},
        {"raised_on": "22/11/2026"},
    ],
)
def test_an_archive_with_one_that_can_not_be_is_refused(
    services: Services, empty: Services, tmp_path: Path, wrong: dict[str, str]
) -> None:
    contact_id, card_id = lead(services)
    services.concerns.add(contact_id, card_id, "Too dear")
    path = tmp_path / "archive.json"
    services.archive.write(path)
    archive = json.loads(path.read_text(encoding="utf-8"))
    archive["concerns"][0].update(wrong)
    path.write_text(json.dumps(archive), encoding="utf-8")
    with pytest.raises(ExchangeError):
        empty.archive.read(path)
    assert empty.db.rows("SELECT * FROM contacts") == []
    empty.close()
