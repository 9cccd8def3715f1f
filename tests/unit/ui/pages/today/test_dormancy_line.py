"""The line of Today about customers who become dormant soon."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import Win
from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.domain.settings import DORMANCY_WARNING_DAYS
from pisteur.services.services import Services
from pisteur.ui.pages.today.page import TodayPage
from support.clock import FakeClock
from support.people import lead, sale
from support.ui import RecordingFlows

Made = tuple[TodayPage, RecordingFlows]


def line(page: TodayPage) -> QWidget:
    found = page.findChild(QWidget, "dormancy-line")
    assert isinstance(found, QWidget)
    return found


def words(page: TodayPage) -> str:
    found = page.findChild(QLabel, "dormancy-count")
    assert isinstance(found, QLabel)
    return found.text()


def test_it_counts_who_becomes_dormant_and_leads_to_them(
    qtbot: QtBot, services: Services, page: Made, clock: FakeClock
) -> None:
    for name in ("One", "Two"):
        services.opportunities.win(Win(lead(services, name)[1], sale()))
    clock.go_to(date(2028, 10, 20))
    with qtbot.waitExposed(page[0]):
        page[0].show()
    assert not line(page[0]).isVisible()
    clock.go_to(date(2028, 11, 11))
    page[0].refresh()
    assert line(page[0]).isVisible()
    assert words(page[0]) == "2 customers become dormant within 30 days without a new sale"
    button = page[0].findChild(QPushButton, "dormancy-show")
    assert isinstance(button, QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    wanted = ContactQuery(dormant_soon=True, sort=ContactSort.LAST_SALE)
    assert page[1].calls == [("show_contacts", (wanted,))]


def test_it_follows_sales_and_the_setting(
    qtbot: QtBot, services: Services, page: Made, clock: FakeClock
) -> None:
    services.opportunities.win(Win(lead(services, "One")[1], sale()))
    clock.go_to(date(2028, 11, 11))
    with qtbot.waitExposed(page[0]):
        page[0].show()
    assert line(page[0]).isVisible()
    runner = page[0]._context.runner
    runner.command(lambda s: s.settings.put(DORMANCY_WARNING_DAYS, 5))
    assert not line(page[0]).isVisible()
    runner.command(lambda s: s.settings.put(DORMANCY_WARNING_DAYS, 10))
    assert words(page[0]).startswith("1 customer becomes dormant within 10 days")
    sale_id = services.db.rows("SELECT id FROM sales")[0][0]
    runner.command(lambda s: s.sales.cancel(sale_id))
    assert not line(page[0]).isVisible()
