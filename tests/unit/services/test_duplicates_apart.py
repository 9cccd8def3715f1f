"""Duplicates looked for in a process of its own: the same pairs, and nothing left behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pisteur import own_process
from pisteur.domain.duplicates import Entry, FoundPairs, SearchState, words_of
from pisteur.domain.errors import PisteurError
from pisteur.domain.text import fold
from pisteur.services import duplicates, duplicates_apart
from pisteur.services.duplicate_search import DuplicateSearch, entries_of
from pisteur.services.duplicates_apart import SearchApart
from pisteur.services.services import Services

NAMES = (
    *("Jean Morel", "J. Morel", "Zoé Lefèvre", 'Zoe "Z" Lefevre', "Inès\nRoche 😀", ""),
    "\u2028 D’A",
)
COMPANIES = (
    *("Garage Morel", "SARL Garage Morel", "Atelier d’Été", "Garage 2000\\", "Garage 3000"),
    "",
)
POINTS = (
    *(("phone", "+33639981234"), ("phone", "+33199001234"), ("phone", None)),
    *(("email", "a@exemple.fr"), ("email", 'b"\\@exemple.fr')),
)
LONGEST = 60
NEVER_ENDS = "import time; time.sleep(600)"


@pytest.fixture(autouse=True)
def _even_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "FEW", 0)


def fill(services: Services, count: int, seed: int = 7) -> None:
    """Write contacts of whom many are alike, as triggers and checks of the file let them be."""
    chance, raw = random.Random(seed), services.db.raw  # noqa: S311 - the same each time
    for number in range(count):
        name, company = chance.choice(NAMES), chance.choice(COMPANIES)
        contact_id = raw.execute(
            "INSERT INTO contacts (uid, civility, given_name, family_name, name, company,"
            " display_name, sort_name, sort_company, job_title, nature, heat, street, postal_code,"
            " city, country, website, siret, source, created_at, updated_at)"
            " VALUES (?, '', '', '', ?, ?, ?, '', '', '', 'unknown', 'cold', '', ?, ?, '', '', ?,"
            " '', '2026-11-22T10:00:00+00:00', '2026-11-22T10:00:00+00:00')",
            (
                str(uuid.UUID(int=number)),
                *(name, company, name or company or "?"),
                *(chance.choice(("69 003", "", "34200")), chance.choice(("Sète", "Lyon", ""))),
                chance.choice(("", "", "73282932000074")),
            ),
        ).lastrowid
        for position, (kind, value) in enumerate(chance.sample(POINTS, chance.randrange(3))):
            raw.execute(
                "INSERT INTO contact_points (contact_id, kind, value, normalised, label,"
                " position) VALUES (?, ?, ?, ?, '', ?)",
                (contact_id, kind, value or "12", value, -position),
            )


def instead(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Have another program run where duplicates should be looked for."""
    monkeypatch.setattr(own_process, "command", lambda _task: [sys.executable, "-c", script])


def wait_until(come: Callable[[], object]) -> None:
    until = time.monotonic() + LONGEST
    while not come():
        assert time.monotonic() < until
        time.sleep(0.005)


def search(services: Services, *, apart: bool) -> FoundPairs:
    services.duplicates.begin(apart=apart)
    wait_until(lambda: services.duplicates.go_on().finished)
    return services.duplicates.found(limit=10_000)


def way(services: Services) -> type:
    return type(services.duplicates._search)


def process_of(services: Services) -> subprocess.Popen[bytes]:
    made = services.duplicates._search
    assert isinstance(made, SearchApart)
    return made._process


def begin_endless(services: Services, monkeypatch: pytest.MonkeyPatch) -> subprocess.Popen[bytes]:
    """Begin a search whose process never ends; returns it."""
    instead(monkeypatch, NEVER_ENDS)
    fill(services, 3)
    services.duplicates.begin(apart=True)
    return process_of(services)


def read_plainly(services: Services) -> list[Entry]:
    """Read contacts as they are compared, one by one."""
    points = services.db.rows(
        "SELECT contact_id, kind, normalised FROM contact_points WHERE normalised IS NOT NULL"
        " ORDER BY contact_id, position, id"
    )

    def of(contact_id: int, wanted: str) -> tuple[str, ...]:
        found = [value for who, kind, value in points if who == contact_id and kind == wanted]
        return tuple(dict.fromkeys(found))

    return [
        Entry(
            *(number, title, words_of(name), words_of(company)),
            *(fold(postal_code.replace(" ", "") or city), siret),
            *(of(number, "email"), of(number, "phone")),
        )
        for number, title, name, company, postal_code, city, siret in services.db.rows(
            "SELECT id, display_name, name, company, postal_code, city, siret FROM contacts"
            " ORDER BY id"
        )
    ]


# The same pairs.


def test_contacts_come_in_portions_as_they_are_stored(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "PORTION", 7)
    fill(services, 40)
    portions = list(services.duplicates._portions())
    assert len(portions) == 6
    assert not any("\n" in portion for portion in portions)
    assert [e for portion in portions for e in entries_of(portion)] == read_plainly(services)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_process_finds_what_slices_find(
    services: Services, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(duplicates, "PORTION", 20)
    monkeypatch.setattr(duplicates_apart, "_EVERY", 0)
    fill(services, 150, seed)
    apart = search(services, apart=True)
    assert way(services) is SearchApart
    here = search(services, apart=False)
    assert way(services) is DuplicateSearch
    assert apart == here
    assert apart.total > 100


def test_the_surest_come_first_without_the_gone_and_those_said_not_to_be(
    services: Services,
) -> None:
    fill(services, 60)
    all_found = search(services, apart=False)
    gone, other = all_found.pairs[0].pair.first_id, all_found.pairs[-1].pair
    services.contacts.delete([gone])
    services.duplicates.dismiss(other.first_id, other.second_id)
    made = services.duplicates._search
    assert isinstance(made, DuplicateSearch)
    left = [
        pair
        for pair in sorted(made.pairs.values(), key=lambda p: (-p.score, p.first_id, p.second_id))
        if gone not in {pair.first_id, pair.second_id} and pair != other
    ]
    found = services.duplicates.found(limit=12)
    assert [view.pair for view in found.pairs] == left[:12]
    assert found.total == len(left) < all_found.total
    names = dict(services.db.rows("SELECT id, display_name FROM contacts"))
    assert [(v.first, v.second) for v in found.pairs] == [
        (names[pair.first_id], names[pair.second_id]) for pair in left[:12]
    ]


def test_pairs_are_told_as_they_are_found(services: Services) -> None:
    fill(services, 60)
    made, told = DuplicateSearch(), []
    for portion in services.duplicates._portions():
        made.add_all(portion)
    said = 0
    for _piece in made.run():
        told.append(made.as_json(said)[1:-1])
        said = made.found
    told.append(made.as_json(said)[1:-1])
    assert f"[{', '.join(filter(None, told))}]" == made.as_json()


def test_how_far_it_is_grows_to_the_whole(services: Services) -> None:
    fill(services, 30)
    states = [services.duplicates.begin(apart=True)]
    assert (states[0].done, states[0].total, states[0].running) == (0, 60, True)

    def finished() -> bool:
        states.append(services.duplicates.go_on())
        return states[-1].finished

    wait_until(finished)
    assert [s.done for s in states] == sorted(s.done for s in states)
    total = services.duplicates.found().total
    assert states[-1] == SearchState(60, 60, total, running=False, finished=True)


def test_few_contacts_need_no_process(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "FEW", 5)
    fill(services, 5)
    search(services, apart=True)
    assert way(services) is DuplicateSearch


# What each of the two loads.


def test_the_window_s_process_does_without_what_compares(data_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from pisteur.services import duplicates; duplicates.FEW = -1\n"
        "from pisteur.services.opening import open_data\n"
        "from pisteur.services.services import Services\n"
        f"s = Services(open_data(Path({str(data_path)!r})))\n"
        "s.duplicates.begin(apart=True)\n"
        "while not s.duplicates.go_on().finished: time.sleep(0.01)\n"
        "assert type(s.duplicates._search).__name__ == 'SearchApart'\n"
        "assert 'rapidfuzz' not in sys.modules\n"
        "s.close()"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=own_process.environment())


def test_the_process_loads_neither_the_window_nor_the_data_file() -> None:
    script = (
        "import io, sys; from pisteur.services.duplicates_apart import serve\n"
        "assert serve(io.BytesIO(b'[]\\n\\n'), io.BytesIO()) == 0\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'pisteur.storage', 'sql'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env=own_process.environment(),
    )
    assert done.stdout.strip() == b"[]"


# What becomes of the process.


def test_stopping_ends_the_process_and_keeps_what_was_found(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = '[[1, 2, 90, [["email", "a@exemple.fr"]]]]'
    instead(monkeypatch, f"print('5 512 1', {pair!r}, flush=True); {NEVER_ENDS}")
    fill(services, 3)
    services.duplicates.begin(apart=True)
    wait_until(lambda: services.duplicates.go_on().found)
    process = process_of(services)
    assert process.poll() is None
    stopped = services.duplicates.stop()
    assert process.poll() is not None
    assert not stopped.running
    assert not stopped.apart
    assert services.duplicates.go_on() == stopped
    assert [(v.pair.first_id, v.pair.score) for v in services.duplicates.found().pairs] == [(1, 90)]


def test_contacts_that_cannot_be_read_end_the_process_and_the_search(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = begin_endless(services, monkeypatch)
    with monkeypatch.context() as broken:
        broken.setattr(duplicates, "_CONTACTS", "SELECT * FROM nothing_like_it")
        with pytest.raises(PisteurError):
            services.duplicates.go_on()
    assert process.poll() is not None
    state = services.duplicates.go_on()
    assert (state.running, state.finished) == (False, False)


def test_a_new_search_ends_the_process_of_the_one_before(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begin_endless(services, monkeypatch)
    services.duplicates.begin(apart=True)
    assert first.poll() is not None
    assert process_of(services).poll() is None
    services.duplicates.stop()


def test_closing_the_file_ends_the_process(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = begin_endless(services, monkeypatch)
    services.close()
    assert process.poll() is not None


def test_a_process_that_takes_nothing_holds_nobody_up(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, NEVER_ENDS)
    # A line that no pipe has room for.
    monkeypatch.setattr(duplicates, "PORTION", 1)
    fill(services, 20)
    services.db.raw.execute("UPDATE contacts SET name = ?", ("x" * 200_000,))
    services.duplicates.begin(apart=True)
    states = [services.duplicates.go_on(LONGEST) for _time in range(3)]
    assert all(state.apart and state.running for state in states)
    services.duplicates.stop()


def test_a_process_that_is_killed_is_followed_by_slices(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(services, 40)
    expected = search(services, apart=False)
    instead(monkeypatch, NEVER_ENDS)
    services.duplicates.begin(apart=True)
    services.duplicates.go_on()
    process_of(services).kill()
    wait_until(lambda: services.duplicates.go_on().finished)
    assert way(services) is DuplicateSearch
    assert services.duplicates.found(limit=10_000) == expected


@pytest.mark.parametrize(
    "script",
    [
        "",
        "import os; os.abort()",
        "print('512 512 0 []')",
        "import sys; list(iter(sys.stdin.readline, '\\n')); print('nonsense'); print('end')",
        "import sys; sys.stdin.close(); import time; time.sleep(0.2)",
    ],
)
def test_an_answer_that_is_not_whole_is_not_taken_for_all(
    services: Services, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    fill(services, 20)
    expected = search(services, apart=False)
    instead(monkeypatch, script)
    assert search(services, apart=True) == expected


def test_where_no_process_can_be_had_slices_do(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(services, 20)
    monkeypatch.setattr(own_process, "command", lambda _task: [str(tmp_path / "missing")])
    services.duplicates.begin(apart=True)
    assert way(services) is DuplicateSearch


def ended(process: subprocess.Popen[bytes]) -> int:
    return process.wait(LONGEST)


def test_the_process_ends_by_itself_when_the_window_is_gone_while_it_is_fed() -> None:
    with own_process.start(duplicates_apart.TASK) as process:
        assert process.stdin is not None
        process.stdin.write(b"[]\n")
        process.stdin.close()
        assert ended(process) == 1


@pytest.mark.skipif(os.name == "nt", reason="there, a closed end is another error")
def test_the_process_ends_by_itself_when_nobody_hears_it() -> None:
    with own_process.start(duplicates_apart.TASK) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        process.stdin.write(b"[]\n\n")
        process.stdin.flush()
        assert ended(process)


def test_who_is_deleted_while_it_looks_is_left_out(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(services, 40)
    expected = search(services, apart=False)
    gone = expected.pairs[0].pair.first_id
    left: list[Any] = [v for v in expected.pairs if gone not in {v.pair.first_id, v.pair.second_id}]
    services.duplicates.begin(apart=True)
    while not services.duplicates.go_on().apart:
        pass
    services.contacts.delete([gone])
    wait_until(lambda: services.duplicates.go_on().finished)
    assert list(services.duplicates.found(limit=10_000).pairs) == left
