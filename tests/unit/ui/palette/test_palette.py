"""The palette finds anything and every command, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenuBar
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import AddLead, DealInput, EditContact, PointInput, WriteInteraction
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.words import InteractionKind, PointKind
from pisteur.presentation.palette_lines import Advice, Choice, Command, Heading
from pisteur.presentation.palette_model import PaletteModel
from pisteur.services.services import Services
from pisteur.ui.palette import palette as palette_module
from pisteur.ui.palette.palette import Palette
from pisteur.ui.shell.actions import Actions
from pisteur.ui.theme.theme import Theme
from support import people
from support.clock import FakeClock
from support.ui import make_context

KEY = Qt.Key


class Noting(dict[str, Callable[[], None]]):
    """Handlers of every command that there is: each notes its name."""

    def __init__(self, run: list[str]) -> None:
        super().__init__()
        self._run = run

    def __missing__(self, name: str) -> Callable[[], None]:
        return lambda: self._run.append(name)


class Desk:
    """A window with a palette over it, and what was asked of it."""

    def __init__(self, services: Services, clock: FakeClock, qtbot: QtBot) -> None:
        self.context, _flows = make_context(services, clock)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1024, 640)
        self.run: list[str] = []
        self.actions = Actions(self.window.menuBar())
        self.actions.fill(Noting(self.run))
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.field.setFocus()
        self.palette = Palette(self.context, self.window)
        self.opened: list[tuple[object, object]] = []
        self.exchanges: list[object] = []
        self.queries: list[ContactQuery] = []
        self.palette.opened.connect(self._opened)
        self.context.contacts_requested.connect(self.queries.append)

    def _opened(self, contact_id: object, opportunity_id: object, exchange: object) -> None:
        self.opened.append((contact_id, opportunity_id))
        self.exchanges.append(exchange)

    @property
    def model(self) -> PaletteModel:
        model = self.palette.list.model()
        assert isinstance(model, PaletteModel)
        return model

    @property
    def titles(self) -> list[str]:
        return [line.title.text for line in self.model.lines if isinstance(line, Choice)]

    @property
    def chosen(self) -> str:
        return str(self.palette.list.currentIndex().data())

    def type(self, text: str) -> None:
        self.palette.line.clear()
        QTest.keyClicks(self.palette.line, text)


@pytest.fixture
def desk(services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Desk]:
    contact_id, deal_id = people.lead(services, "Zoé Lecœur")
    services.contacts.edit(
        EditContact(
            contact_id,
            given_name="Zoé",
            family_name="Lecœur",
            company="Étoile",
            points=(PointInput(PointKind.PHONE, "06 39 98 12 34"),),
        )
    )
    services.opportunities.edit(deal_id, DealInput("Site vitrine", "1 800"))
    note = WriteInteraction(contact_id, deal_id, InteractionKind.CALL, "Veut une œuvre d’été")
    services.journal.write(note)
    people.lead(services, "Garage Morel 01 99 00 45 67")
    made = Desk(services, clock, qtbot)
    made.palette.show_over(())
    yield made
    made.context.deleteLater()


def test_it_takes_the_focus_and_gives_it_back(desk: Desk) -> None:
    assert desk.palette.line.hasFocus()
    QTest.keyClick(desk.palette.line, KEY.Key_Escape)
    assert desk.palette.isHidden()
    assert desk.field.hasFocus()


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("lecoeur", ["Contacts", "Deals"]),
        ("oeuvre", ["Journal"]),
        ("0639", ["Contacts"]),
        ("vitrine", ["Deals"]),
        ("backup", ["Commands"]),
        ("contact", ["Commands"]),
    ],
)
def test_what_is_found_stands_in_groups(desk: Desk, text: str, groups: list[str]) -> None:
    desk.type(text)
    found = [line.text for line in desk.model.lines if isinstance(line, Heading)]
    assert found == groups


def test_enter_opens_a_contact_a_deal_and_a_passage(desk: Desk) -> None:
    for text, opened in (("zoe lecoeur", (1, None)), ("vitrine", (1, 1)), ("oeuvre", (1, 1))):
        desk.palette.show_over(())
        desk.type(text)
        QTest.keyClick(desk.palette.line, KEY.Key_Return)
        assert desk.palette.isHidden()
        assert desk.opened[-1] == opened
        # A passage is shown where it stands in the journal.
        assert (desk.exchanges[-1] is not None) == (text == "oeuvre")


def test_the_keypads_enter_opens_too(desk: Desk) -> None:
    desk.type("morel")
    QTest.keyClick(desk.palette.line, KEY.Key_Enter)
    assert desk.opened == [(2, None)]


def test_everyone_found_is_one_line_further(desk: Desk) -> None:
    desk.type("morel")
    QTest.keyClick(desk.palette.line, KEY.Key_Up)
    assert desk.chosen == "Everyone found by “morel”"
    QTest.keyClick(desk.palette.line, KEY.Key_Return)
    assert desk.queries == [ContactQuery(text="morel")]


def test_closing_it_asks_nothing_of_a_field_that_is_gone_meanwhile(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.palette.dismiss()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.field.setFocus()
    desk.palette.show_over(())
    # As the text of a journal's line once it is stored.
    shiboken6.delete(desk.field)
    QTest.keyClick(desk.palette.line, KEY.Key_Escape)
    assert desk.palette.isHidden()


def test_a_company_with_several_contacts_opens_them_all(desk: Desk, services: Services) -> None:
    services.contacts.edit(EditContact(2, family_name="Morel", company="Étoile"))
    desk.type("etoile")
    place = desk.titles.index("Étoile")
    for _step in range(place):
        QTest.keyClick(desk.palette.line, KEY.Key_Down)
    QTest.keyClick(desk.palette.line, KEY.Key_Return)
    assert desk.queries == [ContactQuery(text="Étoile")]


def test_every_command_of_the_menus_that_can_be_given_is_found_and_run(desk: Desk) -> None:
    desk.actions.enable_contact(contact=True, deal=False)
    for name, action in desk.actions.by_name.items():
        if not action.isEnabled() or name == "palette":
            continue
        desk.run.clear()
        desk.palette.show_over(())
        words = action.text().replace("&", "").rstrip("…")
        desk.type(words)
        menus = [line for line in desk.model.lines if isinstance(line, Choice)]
        row = next(line for line in menus if line.opens == name)
        while desk.model.lines[desk.palette.list.currentIndex().row()] is not row:
            QTest.keyClick(desk.palette.line, KEY.Key_Down)
        QTest.keyClick(desk.palette.line, KEY.Key_Return)
        assert desk.run == [name]


def test_what_cannot_be_done_now_is_not_offered(desk: Desk) -> None:
    desk.actions.enable_contact(contact=False, deal=False)
    desk.type("qualify")
    assert [type(line) for line in desk.model.lines] == [Advice]


def test_a_command_shows_its_shortcut_and_its_menus(desk: Desk) -> None:
    desk.type("new lead")
    (line,) = [line for line in desk.model.lines if isinstance(line, Choice)]
    assert (line.keys, [each.text for each in line.details]) == ("Ctrl+N", ["Contact"])


def test_nothing_found_is_said(desk: Desk) -> None:
    desk.type("xyzzy")
    assert [line.text for line in desk.model.lines if isinstance(line, Advice)] == [
        "Nothing found for “xyzzy”."
    ]
    assert desk.palette.line.accessibleDescription() == "Nothing found for “xyzzy”."
    QTest.keyClick(desk.palette.line, KEY.Key_Down)
    QTest.keyClick(desk.palette.line, KEY.Key_Return)
    assert not desk.palette.isHidden()


def test_arrows_go_round_and_pages_stop_at_the_ends(desk: Desk) -> None:
    titles = desk.titles
    assert desk.chosen == titles[0]
    QTest.keyClick(desk.palette.line, KEY.Key_Up)
    assert desk.chosen == titles[-1]
    QTest.keyClick(desk.palette.line, KEY.Key_Down)
    assert desk.chosen == titles[0]
    QTest.keyClick(desk.palette.line, KEY.Key_PageDown)
    assert desk.chosen == titles[6]
    QTest.keyClick(desk.palette.line, KEY.Key_Tab)
    assert desk.chosen == titles[7]
    for _step in range(30):
        QTest.keyClick(desk.palette.line, KEY.Key_PageDown)
    assert desk.chosen == titles[-1]


def test_without_a_word_those_opened_last_come_first_then_all_commands(desk: Desk) -> None:
    desk.palette.show_over(((2, None),))
    assert desk.titles[:2] == ["Garage Morel", "Zoé Lecœur"]
    assert "Keyboard shortcuts" in desk.titles


def test_those_who_hear_it_hear_what_is_chosen(desk: Desk) -> None:
    desk.type("lecoeur")
    assert desk.palette.line.accessibleName() == "Search everywhere"
    assert desk.palette.line.accessibleDescription() == "Contact: Zoé Lecœur, Étoile, Lead"
    assert desk.palette.list.accessibleName() == "Results"


def test_a_click_beside_it_closes_it_and_one_on_a_line_opens(desk: Desk) -> None:
    desk.type("morel")
    view = desk.palette.list
    place = view.visualRect(desk.model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.opened == [(2, None)]
    desk.palette.show_over(())
    QTest.mouseClick(desk.palette, Qt.MouseButton.LeftButton, pos=QPoint(5, 400))
    assert desk.palette.isHidden()


def test_it_closes_when_the_focus_goes_to_another_part_of_the_window(desk: Desk) -> None:
    desk.field.setFocus()
    assert desk.palette.isHidden()
    assert desk.field.hasFocus()


def test_its_list_is_a_sound_model(desk: Desk) -> None:
    tester = QAbstractItemModelTester(
        desk.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for text in ("zoe", "xyzzy", "", "export"):
        desk.type(text)
        desk.palette.show_over(())
    assert desk.model.data(QModelIndex()) is None
    tester.deleteLater()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 900])
def test_what_was_typed_stands_out_in_what_was_found(
    desk: Desk, theme: Theme, mode: str, width: int
) -> None:
    theme.apply(cast(QApplication, QApplication.instance()), mode)
    desk.context.theme.tokens = theme.tokens
    desk.window.resize(width, 640)
    desk.type("lecoeur")
    grabbed = desk.palette.list.viewport().grab().toImage()
    accent = QColor(desk.context.theme.tokens.accent)
    assert _count(grabbed, accent) > 20
    assert desk.palette.list.width() <= width - 64


def test_the_window_behind_it_changes_its_colours_with_the_theme(desk: Desk) -> None:
    """A computer turns dark in the evening, whatever is open."""
    field, theme = desk.field, desk.context.theme
    field.setStyleSheet("background: white; border: none")
    desk.type("lecoeur")
    place = QPoint(5, desk.palette.height() - 5)
    before = desk.window.grab().toImage().pixelColor(place)
    field.setStyleSheet("background: black; border: none")
    theme.changed.emit(theme.tokens)
    after = desk.window.grab().toImage().pixelColor(place)
    assert before.lightness() > 100 > after.lightness()


def _count(picture: QImage, wanted: QColor) -> int:
    rows, columns = range(0, picture.height(), 1), range(0, picture.width(), 1)
    return sum(picture.pixelColor(x, y) == wanted for y in rows for x in columns)


def test_it_fits_its_window_as_that_changes(desk: Desk) -> None:
    desk.window.resize(900, 560)
    QApplication.processEvents()
    assert desk.palette.rect() == desk.window.rect()
    frame = desk.palette.list.parentWidget()
    assert frame is not None
    assert desk.palette.rect().contains(frame.geometry())


class _Paints(QObject):
    """Counts how often the widgets that it watches are painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_the_window_below_is_not_painted_again_with_each_key(desk: Desk, qtbot: QtBot) -> None:
    paints = _Paints()
    desk.field.installEventFilter(paints)
    desk.palette.installEventFilter(paints)
    qtbot.waitUntil(lambda: paints.count > 0)
    desk.palette.removeEventFilter(paints)
    paints.count = 0
    for text in ("l", "lecoeur", "vitrine"):
        desk.type(text)
        QApplication.processEvents()
    assert paints.count == 0
    desk.palette.dismiss()
    qtbot.waitUntil(lambda: paints.count > 0)


def test_what_lies_below_the_results_is_not_painted_with_them(desk: Desk) -> None:
    desk.type("lecoeur")
    QApplication.processEvents()
    results, below = _Paints(), _Paints()
    card = desk.palette.list.parentWidget()
    assert card is not None
    desk.palette.list.viewport().installEventFilter(results)
    for widget in (desk.palette, card):
        widget.installEventFilter(below)
    desk.palette.list.viewport().repaint()
    assert (results.count, below.count) == (1, 0)


def test_the_menus_are_asked_when_it_opens_and_after_a_change(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def commands(_bar: QMenuBar, *, without: str) -> list[Command]:
        asked.append(without)
        return []

    monkeypatch.setattr(palette_module, "commands_of", commands)
    desk.palette.show_over(())
    for text in ("l", "le", "lec"):
        desk.type(text)
    assert asked == ["palette"]
    desk.context.runner.command(lambda s: s.contacts.add_lead(AddLead("Lise Dufour")))
    desk.type("leco")
    assert asked == ["palette"] * 2


def test_a_change_below_is_seen_through_the_veil(desk: Desk, qtbot: QtBot) -> None:
    paints = _Paints()
    desk.field.installEventFilter(paints)
    QApplication.processEvents()
    paints.count = 0
    desk.context.runner.command(lambda s: s.contacts.add_lead(AddLead("Lise Dufour")))
    qtbot.waitUntil(lambda: paints.count > 0)
