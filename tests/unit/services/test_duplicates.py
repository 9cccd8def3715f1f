"""Looking for contacts that may be the same, in portions, and remembering which are not."""

from __future__ import annotations

import pytest

from pisteur.domain.duplicates import ReasonKind
from pisteur.domain.errors import DomainError
from pisteur.services.services import Services
from support.dumps import dump
from support.people import lead


def found(services: Services) -> list[tuple[int, int]]:
    return [(v.pair.first_id, v.pair.second_id) for v in services.duplicates.found().pairs]


def search(services: Services) -> list[tuple[int, int]]:
    services.duplicates.begin()
    while not services.duplicates.go_on(1).finished:
        pass
    return found(services)


def twins(services: Services) -> tuple[int, int]:
    first, _card = lead(services, "Inès Roche 06 39 98 12 34")
    second, _card = lead(services, "Ines ROCHE +33 6 39 98 12 34")
    return first, second


def test_the_surest_pair_comes_first_with_names_and_reasons(services: Services) -> None:
    first, second = twins(services)
    third, _card = lead(services, "Paul Morel 06 39 98 12 34 paul@exemple.fr")
    assert search(services)[0] == (first, second)
    view = services.duplicates.found().pairs[0]
    assert (view.first, view.second) == ("Inès Roche", "Ines ROCHE")
    assert [reason.kind for reason in view.pair.reasons] == [ReasonKind.PHONE, ReasonKind.NAME]
    assert set(found(services)) == {(first, second), (first, third), (second, third)}
    assert services.duplicates.found(limit=1).total == 3
    assert len(services.duplicates.found(limit=1).pairs) == 1


def test_it_goes_on_in_slices_and_says_how_far_it_is(services: Services) -> None:
    twins(services)
    begun = services.duplicates.begin()
    assert (begun.done, begun.total, begun.running) == (0, 4, True)
    states = [services.duplicates.go_on(0)]
    while not states[-1].finished:
        states.append(services.duplicates.go_on(0))
    assert len(states) > 100
    assert [s.done for s in states] == sorted(s.done for s in states)
    assert (states[-1].done, states[-1].found, states[-1].running) == (4, 1, False)


def test_a_search_that_was_stopped_keeps_what_it_found_and_does_nothing_more(
    services: Services,
) -> None:
    twins(services)
    services.duplicates.begin()
    services.duplicates.go_on(0)
    stopped = services.duplicates.stop()
    assert not stopped.running
    assert services.duplicates.go_on(1) == stopped
    assert not stopped.finished


def test_not_the_same_is_remembered_and_can_be_undone(services: Services) -> None:
    pair = twins(services)
    assert search(services) == [pair]
    before = dump(services.db.raw)
    changes = services.duplicates.dismiss(pair[1], pair[0]).changes
    assert changes.touches("not_duplicates")
    assert found(services) == []
    assert search(services) == []
    services.duplicates.dismiss(*pair)
    assert services.db.rows("SELECT first_id, second_id FROM not_duplicates") == [pair]
    assert services.db.undo_label == "“Ines ROCHE” and “Inès Roche” are not the same"
    services.undo()
    assert dump(services.db.raw) == before
    assert found(services) == [pair]


def test_one_contact_is_no_pair(services: Services) -> None:
    first, _second = twins(services)
    with pytest.raises(DomainError) as caught:
        services.duplicates.dismiss(first, first)
    assert caught.value.code == "merge.same"


def test_a_pair_of_whom_one_is_gone_is_shown_no_more(services: Services) -> None:
    pair = twins(services)
    search(services)
    services.contacts.delete([pair[0]])
    assert found(services) == []
    services.undo()
    assert found(services) == [pair]
