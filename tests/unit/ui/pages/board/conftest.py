"""A board over real services, whose flows move cards and note everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import MoveCards
from pisteur.domain.errors import PisteurError
from pisteur.services.board import read_board
from pisteur.services.gates import GateClosedError
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.pages.board.card_painter import CardPainter
from pisteur.ui.pages.board.column_view import ColumnView
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.theme.theme import Theme
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows, look_restored, make_context


@pytest.fixture
def cards(qtbot: QtBot) -> Iterator[CardPainter]:
    owner = QObject()
    yield CardPainter(Theme(owner))
    owner.deleteLater()


class MovingFlows(RecordingFlows):
    """Moves cards at once; a closed gate is noted, as a dialog that the user cancels."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.commands: list[MoveCards] = []
        self.gates: list[GateClosedError] = []

    def move(self, command: MoveCards, ended: Callable[[MoveCards], None] | None = None) -> None:
        self.commands.append(command)
        runner = self._context.runner
        runner.command(lambda s: s.opportunities.move(command), failed=self._closed)
        if ended is not None:
            ended(command)

    def _closed(self, error: PisteurError) -> None:
        assert isinstance(error, GateClosedError)
        self.gates.append(error)


class Board:
    """A page in its window, with short ways to its parts."""

    def __init__(self, services: Services, page: BoardPage, flows: MovingFlows) -> None:
        self.services = services
        self.page = page
        self.flows = flows
        self.shown_contacts: list[tuple[int, int | None]] = []

    def view(self, name: str) -> ColumnView:
        return self.page.columns.view(people.stage(self.services, name))

    def titles(self, name: str) -> list[str]:
        column = self.view(name).column
        cards = [column.card_at(row) for row in range(column.rowCount())]
        return [card.title for card in cards if card is not None]

    def selected(self) -> list[str]:
        cards = map(self.page.state.card, self.page.columns.selected_ids())
        return [card.title for card in cards if card is not None]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    with look_restored(qapp):
        yield


@pytest.fixture
def open_board(services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Callable[[], Board]]:
    """Return what opens a page over the data as it is then."""
    contexts: list[UiContext] = []

    def make() -> Board:
        context, _ = make_context(services, clock)
        contexts.append(context)
        flows = MovingFlows(context)
        context.flows = flows
        page = BoardPage(context, read_board(services.db.raw))
        board = Board(services, page, flows)
        context.contact_requested.connect(
            lambda contact, deal: board.shown_contacts.append((contact, deal))
        )
        page.resize(880, 600)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        return board

    yield make
    for context in contexts:
        context.deleteLater()


@pytest.fixture
def long_board(services: Services, open_board: Callable[[], Board], qtbot: QtBot) -> Board:
    """Return a board with 30 leads, all of them there to scroll through."""
    for n in range(30):
        people.lead(services, f"Lead {n:02}")
    board = open_board()
    view = board.view("New lead")
    view.column.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 400)
    return board


@pytest.fixture
def board(services: Services, open_board: Callable[[], Board]) -> Board:
    """Return a board: leads A to D from the top; prospects P and Q, of which Q has a quote."""
    for name in "DCBA":
        people.lead(services, f"Lead {name}")
    people.prospect(services, "Prospect P")
    quoted = people.prospect(services, "Prospect Q")[1]
    services.opportunities.move(MoveCards((quoted,), people.stage(services, "Quote sent")))
    return open_board()
