"""The data that the benchmarks use is sound, believable and the same on each run."""

from __future__ import annotations

from pathlib import Path

from benchmarks.data import Size, make_file
from pisteur.domain.contact_query import ContactQuery
from pisteur.services.board import read_board
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.dumps import dump

SIZE = Size(contacts=300, deals=120, notes=500)


def test_the_file_is_sound_and_shows_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "pisteur.db"
    make_file(path, SIZE)
    services = Services(open_data(path), FakeClock())
    try:
        assert services.upkeep.check().problems == ()
        assert len(read_board(services.db.raw).cards) == 120
        assert services.contact_list.page(ContactQuery()).total == 300
        statuses = {row.status for row in services.contact_list.page(ContactQuery(), 0, 300).rows}
        assert statuses == {"lead", "prospect", "customer"}
        page = services.today.today()
        assert page.overdue
        assert page.without_action
        assert services.contact_list.page(ContactQuery(text="oeuvre exemples")).total > 0
        contact = services.contact_view.contact(7)
        assert contact.journal
    finally:
        services.close()


def test_two_files_of_one_size_are_alike(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        make_file(tmp_path / name, SIZE)
        services = Services(open_data(tmp_path / name))
        found.append(dump(services.db.raw))
        services.close()
    assert found[0] == found[1]
