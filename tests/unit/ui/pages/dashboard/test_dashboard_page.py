"""The dashboard in the window: figures as they are stored, and what is behind each by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import DealInput, Lose, Win
from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.dashboard import Behind, ClosedDeals, Kind
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.pages.dashboard import words
from pisteur.ui.pages.dashboard.bars import BarList
from pisteur.ui.pages.dashboard.behind import BehindDialog
from pisteur.ui.pages.dashboard.figure_box import FigureBox
from pisteur.ui.pages.dashboard.page import DashboardPage
from pisteur.ui.pages.dashboard.tiles import FigureTile
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows, look_restored, make_context


class Desk:
    """The page with what it asks for."""

    def __init__(self, context: UiContext, flows: RecordingFlows, page: DashboardPage) -> None:
        self.context, self.flows, self.page = context, flows, page
        self.opened: list[tuple[object, object]] = []
        page.panel_requested.connect(self._note)

    def _note(self, contact: object, deal: object) -> None:
        self.opened.append((contact, deal))

    def tile(self, name: str) -> FigureTile:
        found = self.page.findChild(FigureTile, f"tile-{name}")
        assert isinstance(found, FigureTile)
        return found

    def bars(self, name: str) -> BarList:
        found = self.page.findChild(BarList, f"bars-{name}")
        assert isinstance(found, BarList)
        return found

    def spoken(self, name: str) -> list[str]:
        role = Qt.ItemDataRole.AccessibleTextRole
        bars = self.bars(name)
        return [str(bars.item(row).data(role)) for row in range(bars.count())]

    def dialog(self) -> BehindDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, BehindDialog)
        return found


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, services: Services, clock: FakeClock) -> Iterator[Desk]:
    """Return the page, not yet shown."""
    with look_restored(qapp):
        context, flows = make_context(services, clock)
        page = DashboardPage(context)
        page.resize(880, 700)
        qtbot.addWidget(page)
        yield Desk(context, flows, page)
        context.deleteLater()


def show(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitExposed(desk.page):
        desk.page.show()
    desk.page.activateWindow()


def quoted(services: Services, line: str = "Garage Morel, 1 000 €") -> tuple[int, int]:
    contact, card = people.lead(services, line)
    services.opportunities.edit(card, DealInput("", "1000", expected_on=date(2026, 12, 1)))
    return contact, card


def test_nothing_is_read_before_the_page_is_shown(services: Services, desk: Desk) -> None:
    quoted(services)
    assert desk.tile("quarter").accessibleName() == "Forecast of the quarter"


def test_the_forecast_is_shown_by_column_with_its_default_said_in_words(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    quoted(services)
    show(qtbot, desk)
    assert desk.tile("quarter").accessibleName() == "Forecast of the quarter: €50"
    assert desk.spoken("forecast") == ["New lead: 1 deal, €1,000; weighted by 5%*: €50"]
    texts = [label.text() for label in desk.page.findChildren(QPushButton)]
    assert not any("without" in text for text in texts)
    assert any(
        label.text().startswith("* Chance proposed by Pisteur: fewer than 10 of the deals")
        for label in desk.page.findChildren(QLabel)
        if label.isVisible()
    )


def test_quarter_and_year_are_chosen_by_key(
    qtbot: QtBot, services: Services, desk: Desk, clock: FakeClock
) -> None:
    clock.advance(days=-200)
    quoted(services)
    show(qtbot, desk)
    assert desk.spoken("forecast") == []
    year = desk.page.findChild(QPushButton, "forecast-period-year")
    assert isinstance(year, QPushButton)
    year.setFocus()
    QTest.keyClick(year, Qt.Key.Key_Space)
    assert len(desk.spoken("forecast")) == 1


def test_deals_that_can_not_be_counted_are_named_and_open(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    contact, card = people.lead(services, "Without date, 100 €")
    show(qtbot, desk)
    gap = desk.page.findChild(QPushButton, "gap-without-date")
    assert isinstance(gap, QPushButton)
    assert gap.text() == "1 deal without expected date, not counted"
    QTest.keyClick(gap, Qt.Key.Key_Space)
    dialog = desk.dialog()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert desk.opened == [(contact, card)]
    assert QApplication.activeModalWidget() is None
    services.opportunities.edit(card, DealInput("", "", expected_on=date(2026, 12, 1)))
    desk.page.refresh()
    assert desk.page.findChild(QPushButton, "gap-without-date") is None
    gap = desk.page.findChild(QPushButton, "gap-without-amount")
    assert isinstance(gap, QPushButton)


def test_a_column_of_the_funnel_opens_the_deals_that_were_in_it(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    contact, card = people.prospect(services)
    people.lead(services)
    show(qtbot, desk)
    assert desk.spoken("funnel")[0] == "New lead, 2 deals, median stay 0\u00a0d"
    bars = desk.bars("funnel")
    bars.setFocus()
    bars.setCurrentRow(0)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert desk.dialog().list.count() == 2
    desk.dialog().reject()
    # Nothing was among those to qualify: Enter there opens nothing.
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    QTest.keyClick(desk.dialog().list, Qt.Key.Key_Return)
    assert desk.opened == [(contact, card)]


def test_won_and_lost_are_shown_by_reason_and_open(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    _contact, won = people.prospect(services)
    services.opportunities.win(Win(won, people.sale()))
    _contact, lost = people.lead(services, "Garage Morel, 300 €")
    services.opportunities.lose(Lose(lost, "price"))
    show(qtbot, desk)
    reason = services.reasons.loss_reason("price").name
    assert desk.spoken("lost") == [f"{reason}: 1 deal, €300"]
    assert desk.spoken("came-for") == ["Not known: 1 won, 1 lost, 50%"]
    QTest.mouseClick(
        desk.bars("lost").viewport(),
        Qt.MouseButton.LeftButton,
        pos=desk.bars("lost").visualItemRect(desk.bars("lost").item(0)).center(),
    )
    assert desk.dialog().list.item(0).text() == "Garage Morel"
    desk.dialog().reject()


def test_the_rarest_origins_share_a_row_so_that_nothing_is_missing_from_the_sum() -> None:
    named = [ClosedDeals(f"Fair {n}", won=(n,), lost=(100 + n,)) for n in range(10)]
    rows = words.outcome_rows([*named, ClosedDeals("", lost=(7, 8))])
    assert [row.name for row in rows] == [
        *(f"Fair {n}" for n in range(7)),
        "Others",
        "Not known",
    ]
    assert rows[7].spoken == "Others: 3 won, 3 lost, 50%"
    assert rows[7].behind == Behind(Kind.DEALS, (7, 8, 9, 107, 108, 109))
    assert [row.name for row in words.outcome_rows(named[:8])][-1] == "Fair 7"


def test_the_money_of_the_year_opens_the_sales(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale("1 200")))
    show(qtbot, desk)
    tile = desk.tile("accepted")
    assert tile.accessibleName() == "Orders accepted this year: €1,200"
    QTest.keyClick(tile, Qt.Key.Key_Space)
    desk.dialog().primary.click()
    assert desk.opened == [(contact, card)]
    # Nothing is behind what did not come in, and no invoice waits.
    assert desk.tile("cashed-in").focusPolicy() == Qt.FocusPolicy.NoFocus
    assert desk.tile("outstanding").isHidden()
    services.db.raw.execute("UPDATE sales SET invoiced_on = '2026-10-01'")
    desk.page.refresh()
    assert desk.tile("outstanding").isVisible()
    assert desk.tile("outstanding").accessibleDescription() == "€1,200 overdue"


def test_customers_about_to_become_dormant_open_their_list(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    _contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale(on=date(2024, 12, 1))))
    show(qtbot, desk)
    tile = desk.tile("dormant")
    assert tile.accessibleName() == "Customers about to become dormant: 1"
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert desk.flows.calls == [("show_contacts", (ContactQuery(dormant_soon=True),))]


def test_the_page_follows_changes_when_it_is_seen_and_later_when_not(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    show(qtbot, desk)
    runner = desk.context.runner
    _contact, card = people.lead(services)
    given = DealInput("", "1000", expected_on=date(2026, 12, 1))
    runner.command(lambda s: s.opportunities.edit(card, given))
    assert desk.tile("quarter").accessibleName().endswith("€50")
    desk.page.hide()
    runner.command(lambda s: s.opportunities.edit(card, DealInput("", "")))
    assert desk.tile("quarter").accessibleName().endswith("€50")
    desk.page.show()
    assert desk.tile("quarter").accessibleName().endswith("€0")


def test_the_pipeline_is_named_where_there_are_several_with_deals(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    _contact, card = quoted(services)
    _contact, other = quoted(services, "Inès Roche")
    made = services.pipelines.add("Training").value
    show(qtbot, desk)
    assert [row.heading for row in desk.bars("funnel").rows] == [False] * 5
    desk.context.runner.command(lambda s: s.pipelines.move_deals((other,), made))
    assert [row.name for row in desk.bars("funnel").rows if row.heading] == ["Pipeline", "Training"]
    assert [row.name for row in desk.bars("forecast").rows] == [
        "Pipeline · New lead",
        "Training · New lead",
    ]
    assert card


def test_boxes_stand_side_by_side_only_where_there_is_room(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    quoted(services)
    show(qtbot, desk)
    forecast, funnel = desk.bars("forecast"), desk.bars("funnel")

    def left(bars: BarList) -> int:
        return bars.mapTo(desk.page, bars.rect().topLeft()).x()

    qtbot.waitUntil(lambda: left(funnel) > left(forecast) + 200)
    desk.page.resize(600, 700)
    qtbot.waitUntil(lambda: left(funnel) == left(forecast))


def test_a_box_grows_for_what_it_shows_wherever_it_was_put(
    qtbot: QtBot, services: Services, desk: Desk
) -> None:
    # Room for one column, as before the page has its place in the window; then for two.
    desk.page.resize(600, 700)
    show(qtbot, desk)
    desk.page.resize(880, 700)
    boxes = desk.page.findChildren(FigureBox)
    before = {box.objectName(): box.height() for box in boxes}
    quoted(services)
    people.lead(services, "Atelier Fauve, 500 €")
    desk.page.refresh()
    qtbot.waitUntil(lambda: desk.bars("forecast").count() == 1)
    forecast = next(box for box in boxes if box.objectName() == "box-forecast")
    qtbot.waitUntil(lambda: forecast.height() > before["box-forecast"])
    assert all(box.height() >= box.minimumSizeHint().height() for box in boxes)
