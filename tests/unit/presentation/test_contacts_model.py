"""The table of everyone as a model."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import MoveCards, PlanFollowUp, WriteInteraction
from pisteur.domain.contact_query import PAGE_SIZE, ContactQuery, ContactSort
from pisteur.domain.words import Answer, FollowUpKind, InteractionKind, Status
from pisteur.presentation.contacts_model import ROW, Column, ContactsModel
from pisteur.presentation.runner import ImmediateRunner, Runner
from pisteur.services.services import Services
from support.clock import FakeClock
from support.crowd import crowd
from support.people import answers, lead, prospect, stage


@pytest.fixture
def model(qapp: QApplication, services: Services, clock: FakeClock) -> ContactsModel:
    runner = ImmediateRunner(lambda: services)
    made = ContactsModel(runner, clock)
    runner.setParent(made)
    made.letters, made.criteria = "C€D", ("Target", "Means", "Decision")
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def names(model: ContactsModel) -> list[object]:
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def test_a_query_shows_who_it_finds_in_its_order(services: Services, model: ContactsModel) -> None:
    for line in ("Zoé", "Anaïs", "Marc"):
        lead(services, line)
    model.show(ContactQuery())
    assert names(model) == ["Anaïs", "Marc", "Zoé"]
    model.show(ContactQuery(text="anais"))
    assert names(model) == ["Anaïs"]
    model.show(ContactQuery(descending=True))
    assert names(model) == ["Zoé", "Marc", "Anaïs"]


def test_rows_beyond_the_first_page_are_empty_until_they_are_read(
    qtbot: QtBot, services: Services, model: ContactsModel
) -> None:
    crowd(services, 3 * PAGE_SIZE)
    model.show(ContactQuery())
    assert model.rowCount() == 3 * PAGE_SIZE
    far = model.index(PAGE_SIZE * 2 + 5, Column.NAME)
    with qtbot.waitSignal(model.page_loaded):
        assert far.data() is None
    assert far.data() == f"Name {PAGE_SIZE * 2 + 5:05}"


def test_pages_scrolled_past_are_not_all_read(
    qtbot: QtBot, services: Services, model: ContactsModel
) -> None:
    # Not more: the tester of models looks at every cell after each page.
    crowd(services, 6 * PAGE_SIZE)
    model.show(ContactQuery())
    read: list[int] = []
    model.page_loaded.connect(lambda first, _count: read.append(first // PAGE_SIZE))
    for page in range(1, 6):
        model.index(page * PAGE_SIZE, 0).data()
    qtbot.waitUntil(lambda: len(read) == 3)
    assert read == [5, 4, 3]


def test_a_page_asked_for_in_the_order_of_before_is_not_kept_in_the_new_one(
    qtbot: QtBot, services: Services, clock: FakeClock
) -> None:
    crowd(services, 3 * PAGE_SIZE)
    runner = Runner(lambda: services)
    model = ContactsModel(runner, clock, runner)
    model.show(ContactQuery())
    qtbot.waitUntil(lambda: runner.idle)
    # As a view that still scrolls while the heading is clicked.
    model.show(ContactQuery(descending=True))
    assert model.index(PAGE_SIZE, Column.NAME).data() is None
    model._read_wanted()
    qtbot.waitUntil(lambda: runner.idle)
    assert model.index(0, Column.NAME).data() == f"Name {3 * PAGE_SIZE - 1:05}"
    assert model.index(PAGE_SIZE, Column.NAME).data() is None
    with qtbot.waitSignal(model.page_loaded):
        pass
    assert model.index(PAGE_SIZE, Column.NAME).data() == f"Name {2 * PAGE_SIZE - 1:05}"
    runner.close()


def test_reading_around_a_row_brings_that_row_at_once(
    services: Services, model: ContactsModel
) -> None:
    crowd(services, 5 * PAGE_SIZE)
    row = 3 * PAGE_SIZE + 190
    model.show(ContactQuery(), around=row)
    assert model.contact(row) is not None
    assert model.contact(row + 30) is not None
    assert model.contact(0) is None


def test_a_contact_is_found_again_by_its_id(services: Services, model: ContactsModel) -> None:
    lead(services, "Anaïs")
    second, _card = lead(services, "Marc")
    model.show(ContactQuery())
    assert model.row_of(second) == 1
    assert model.row_of(999) is None


def test_cells_say_status_heat_answers_action_and_exchange_in_words(
    services: Services, model: ContactsModel
) -> None:
    contact_id, card_id = prospect(services)
    services.follow_ups.plan(
        PlanFollowUp(contact_id, card_id, FollowUpKind.CALL, "Call back", date(2026, 11, 19))
    )
    services.journal.write(
        WriteInteraction(contact_id, card_id, InteractionKind.CALL, "Spoke with them")
    )
    model.show(ContactQuery(sort=ContactSort.STATUS))
    texts = {column: model.index(0, column).data() for column in Column}
    assert texts[Column.STATUS] == "Prospect"
    assert texts[Column.HEAT] == "cold"
    assert texts[Column.PIPS] == "Target: Yes, Means: Yes, Decision: Yes"
    assert texts[Column.NEXT_ACTION] == "Call back · −3\u00a0d"
    assert texts[Column.LAST_EXCHANGE] == "22/11 · Call"
    row = model.index(0, 0).data(ROW)
    assert model.due(row) == ("−3\u00a0d", "late")
    assert model.answers(row) == ("yes", "yes", "yes")


def test_a_contact_never_qualified_has_an_unknown_answer_to_each_criterion(
    services: Services, model: ContactsModel
) -> None:
    lead(services)
    model.show(ContactQuery())
    assert model.answers(model.index(0, 0).data(ROW)) == ("unknown",) * 3


def test_a_refused_criterion_shows_as_no(services: Services, model: ContactsModel) -> None:
    _contact, card_id = lead(services)
    given = answers(services, Answer.YES, Answer.UNKNOWN, Answer.NO)
    services.opportunities.move(
        MoveCards((card_id,), stage(services, "Qualified prospect"), evidence={card_id: given})
    )
    model.show(ContactQuery(status=Status.LEAD))
    assert model.answers(model.index(0, 0).data(ROW)) == ("yes", "unknown", "no")


def test_screen_readers_hear_the_column_with_the_cell(
    services: Services, model: ContactsModel
) -> None:
    lead(services, "Marc")
    model.show(ContactQuery())
    spoken = model.index(0, Column.COMPANY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Company: —"


def test_nobody_is_an_answer_too(model: ContactsModel) -> None:
    shown: list[object] = []
    model.shown.connect(shown.append)
    model.show(ContactQuery(text="nobody"))
    assert model.rowCount() == 0
    assert shown == [ContactQuery(text="nobody")]
