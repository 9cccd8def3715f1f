"""Another contact comes into the widgets that are there, is laid out once and painted once."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import EditContact, PointInput
from pisteur.domain.errors import StorageError
from pisteur.domain.words import PointKind
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel import contact_panel
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.header import PointLink
from pisteur.ui.panel.panel_page import PanelPage
from pisteur.ui.panel.settling import settle_layouts
from support import people

from .reading import part, press, section, texts

KINDS = (QEvent.Type.Paint, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.DeferredDelete)


class Counts(QObject):
    """Counts what a widget is told."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.seen: Counter[QEvent.Type] = Counter()
        for each in watched:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802
        if event.type() in KINDS:
            self.seen[event.type()] += 1
        return super().eventFilter(watched, event)


class Painted(QObject):
    """Notes where a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)


def reachable(services: Services, name: str, *points: PointInput) -> int:
    contact_id, _deal = people.prospect(services, name)
    services.contacts.edit(EditContact(contact_id, company=name, points=points))
    return contact_id


def phone(digits: str) -> PointInput:
    return PointInput(PointKind.PHONE, f"06 39 98 {digits}")


def page_of(panel: ContactPanel) -> QWidget:
    page = part(panel, QScrollArea, "panel-scroll").widget()
    assert page is not None
    return page


def settle() -> None:
    for _turn in range(20):
        QApplication.processEvents()


def test_another_contact_is_laid_out_once_and_painted_once(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    long = "A title that takes two lines of the panel at least, as this is how people write. " * 2
    shown = [reachable(services, "Garage Morel", phone("12 34")), reachable(services, long)]
    for contact_id in shown:
        panel.show_contact(contact_id)
        settle()
    counts = Counts(page_of(panel))
    panel.show_contact(shown[0])
    qtbot.waitUntil(lambda: counts.seen[QEvent.Type.Paint] > 0)
    settle()
    # Another height, once; and never out of sight.
    assert counts.seen == {QEvent.Type.Paint: 1, QEvent.Type.Resize: 1}


def test_a_contact_is_painted_in_a_turn_after_the_one_that_fills_it_in(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    shown = [reachable(services, "Garage Morel", phone("12 34")), reachable(services, "Fauve")]
    panel.show_contact(shown[1])
    settle()
    counts = Counts(page_of(panel))
    panel.show_contact(shown[0])
    QApplication.sendEvent(panel.window(), QEvent(QEvent.Type.UpdateRequest))
    assert counts.seen[QEvent.Type.Paint] == 0
    qtbot.waitUntil(lambda: counts.seen[QEvent.Type.Paint] > 0)
    settle()
    assert counts.seen[QEvent.Type.Paint] == 1


def test_another_contact_of_the_same_shape_makes_and_drops_no_widget(
    panel: ContactPanel, services: Services
) -> None:
    first = reachable(services, "Garage Morel", phone("12 34"))
    second = reachable(services, "Atelier Fauve", phone("56 78"))
    for contact_id in (second, first):
        panel.show_contact(contact_id)
        settle()
    before = page_of(panel).findChildren(QWidget)
    assert "06 39 98 12 34".replace(" ", "\xa0") in texts(panel)
    panel.show_contact(second)
    settle()
    assert page_of(panel).findChildren(QWidget) == before
    assert "06 39 98 56 78".replace(" ", "\xa0") in texts(panel)


def test_links_that_are_not_needed_are_neither_seen_nor_found(
    panel: ContactPanel, services: Services
) -> None:
    both = reachable(services, "Garage Morel", phone("12 34"), phone("56 78"))
    panel.show_contact(both)
    assert part(panel, PointLink, "point-1").isVisible()
    panel.show_contact(reachable(services, "Atelier Fauve", phone("90 12")))
    assert panel.findChild(PointLink, "point-1") is None
    assert [link.isVisible() for link in panel.findChildren(PointLink)] == [True, False]
    panel.show_contact(both)
    assert part(panel, PointLink, "point-1").isVisible()


def test_what_is_known_of_a_contact_is_written_when_it_is_unfolded(
    panel: ContactPanel, services: Services
) -> None:
    first = reachable(services, "Garage Morel")
    panel.show_contact(first)
    facts = part(panel, QWidget, "contact-facts")
    labels = len(facts.findChildren(QLabel))
    panel.show_contact(reachable(services, "Atelier Fauve"))
    assert len(facts.findChildren(QLabel)) == labels
    press(panel, "fold-facts")
    assert "Atelier Fauve" in section(panel, "contact-facts")
    # Unfolded, it follows.
    panel.show_contact(first)
    assert "Garage Morel" in section(panel, "contact-facts")
    assert "Atelier Fauve" not in section(panel, "contact-facts")


def test_the_focus_stays_where_it_was_when_another_contact_is_shown(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    panel.show_contact(reachable(services, "Garage Morel"))
    more = part(panel, QToolButton, "actions")
    more.setFocus()
    qtbot.waitUntil(more.hasFocus)
    panel.show_contact(reachable(services, "Atelier Fauve"))
    settle()
    assert more.hasFocus()


def test_another_contact_is_shown_from_its_top(panel: ContactPanel, services: Services) -> None:
    bar = part(panel, QScrollArea, "panel-scroll").verticalScrollBar()
    panel.show_contact(reachable(services, "Garage Morel"))
    settle()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    panel.show_contact(reachable(services, "Atelier Fauve"))
    settle()
    assert bar.value() == 0


def test_scrolling_paints_what_comes_into_sight_alone_and_on_the_ground_of_the_panel(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    panel.resize(panel.width(), 300)
    panel.show_contact(reachable(services, "Garage Morel", phone("12 34")))
    page = page_of(panel)
    qtbot.waitUntil(lambda: page.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent))
    painted = Painted(page)
    part(panel, QScrollArea, "panel-scroll").verticalScrollBar().setValue(40)
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    settle()
    assert painted.region.boundingRect().height() == 40
    ground = QColor(panel.grab().toImage().pixel(2, 2))
    assert QColor(page.grab().toImage().pixel(2, page.height() - 2)) == ground


def test_the_parts_come_into_view_before_the_first_contact_is_read_and_unpainted(
    panel: ContactPanel, services: Services, context: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = reachable(services, "Garage Morel")
    kept: list[partial[None]] = []
    latest = context.runner.latest

    def later(*what: object) -> None:
        kept.append(partial(latest, *what))  # type: ignore[arg-type]

    monkeypatch.setattr(context.runner, "latest", later)
    panel.show_contact(contact_id)
    counts = Counts(page_of(panel))
    settle()
    assert page_of(panel).isVisible()
    assert counts.seen[QEvent.Type.Paint] == 0
    kept[0]()
    settle()
    assert counts.seen[QEvent.Type.Paint] > 0
    assert "Garage Morel" in texts(panel)


def test_a_first_contact_is_laid_out_in_a_turn_after_the_one_that_fills_it_in(
    panel: ContactPanel, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [reachable(services, name) for name in ("Garage Morel", "Fauve", "Roche")]
    laid_out: list[str] = []

    def note(area: QScrollArea, page: QWidget) -> None:
        laid_out.append("once")
        settle_layouts(area, page)

    monkeypatch.setattr(contact_panel, "settle_layouts", note)
    panel.show_contact(shown[0])
    assert laid_out == []
    settle()
    assert len(laid_out) == 1
    # Whoever follows has rows to come into.
    panel.show_contact(shown[1])
    assert len(laid_out) == 2
    panel.clear()
    panel.show_contact(shown[2])
    # Nor does somebody who comes before the first is laid out wait.
    panel.show_contact(shown[0])
    assert len(laid_out) == 3
    settle()
    assert len(laid_out) == 3
    assert "Garage Morel" in texts(panel)
    assert page_of(panel).updatesEnabled()


def test_a_first_contact_that_cannot_be_read_leaves_the_panel_as_it_was(
    panel: ContactPanel, services: Services, context: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(panel)
    contact_id = reachable(services, "Garage Morel")
    said: list[object] = []
    monkeypatch.setattr(context, "show_error", said.append)
    with monkeypatch.context() as broken:
        broken.setattr(services.contact_view, "contact", _fail)
        panel.show_contact(contact_id)
        settle()
    assert len(said) == 1
    assert texts(panel) == before
    panel.show_contact(contact_id)
    settle()
    assert "Garage Morel" in texts(panel)
    assert page_of(panel).updatesEnabled()


def test_a_first_contact_that_is_gone_leaves_the_panel_as_it_was(panel: ContactPanel) -> None:
    before = texts(panel)
    panel.show_contact(4711)
    settle()
    assert texts(panel) == before


def _fail(_contact_id: int) -> object:
    raise StorageError("disk.io")


def test_contacts_that_follow_each_other_quickly_are_each_painted_before_the_next_is_filled_in(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    shown = [reachable(services, "Garage Morel", phone("12 34")), reachable(services, "Fauve")]
    panel.show_contact(shown[1])
    settle()
    page = page_of(panel)
    assert isinstance(page, PanelPage)
    panel.show_contact(shown[0])
    counts = Counts(page)
    page.release()
    assert counts.seen[QEvent.Type.Paint] == 1
