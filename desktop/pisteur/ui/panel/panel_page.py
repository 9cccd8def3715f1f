"""What the panel scrolls: all its parts, from top to bottom, made a few at a time.

Not for reading contacts nor for what the user does with the panel: `contact_panel`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.panel.cadences import OpenAnswer, RunningCadences
from pisteur.ui.panel.composer import Composer
from pisteur.ui.panel.concerns import Concerns
from pisteur.ui.panel.deal import BuyingCard, DealFacts
from pisteur.ui.panel.facts import ContactFacts
from pisteur.ui.panel.header import Header
from pisteur.ui.panel.heat_card import HeatCard
from pisteur.ui.panel.journal import Journal
from pisteur.ui.panel.next_action import NextActionCard, OtherActions
from pisteur.ui.panel.oppositions import OppositionCard
from pisteur.ui.panel.parts import tab_stops
from pisteur.ui.panel.people import Parts, People
from pisteur.ui.panel.qualification import QualificationCard
from pisteur.ui.panel.quote_step import QuoteStep
from pisteur.ui.panel.sales import Sales, UnreliableCard
from pisteur.ui.panel.satisfaction import Satisfactions
from pisteur.ui.panel.sections import Deals, Reason
from pisteur.ui.panel.segments import DormancyCard, Segments
from pisteur.ui.panel.shown import Shown
from pisteur.ui.widgets.containers import Section
from pisteur.ui.widgets.painting import fill

_OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent


class Part(Protocol):
    """One part of the page."""

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""


def _reason(_context: UiContext, parent: QWidget) -> Reason:
    return Reason(parent)


# What is worked with stands above the journal, what is looked up below it.
_WORKED_WITH: tuple[Callable[[UiContext, QWidget], Part], ...] = (
    Header,
    OppositionCard,
    UnreliableCard,
    HeatCard,
    Deals,
    _reason,
    DormancyCard,
    OpenAnswer,
    QuoteStep,
    NextActionCard,
    OtherActions,
    RunningCadences,
    Concerns,
    QualificationCard,
)
_LOOKED_UP: tuple[Callable[[UiContext, QWidget], Part], ...] = (
    BuyingCard,
    DealFacts,
    People,
    Parts,
    Sales,
    Satisfactions,
    Segments,
    ContactFacts,
)


class PanelPage(QWidget):
    """The parts in their places, once `pieces` has made them.

    Attributes:
        deals, concerns, composer, journal: the parts that the panel itself has to do with.
        column: what lays them out.
    """

    deals: Deals
    concerns: Concerns
    composer: Composer
    journal: Journal

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._cover_later = QTimer(self)
        self._cover_later.setSingleShot(True)
        self._cover_later.timeout.connect(self._cover)
        self._parts: list[Part] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 20)
        self.column.setSpacing(12)

    def pieces(self, area: QScrollArea) -> Iterator[None]:
        """Make the parts, one at each step; `area` is what scrolls the page.

        In their places from the start, for the style sheet is matched again for each parent; and
        matched here, part by part, instead of against all at once when the page is shown.
        """
        for make in _WORKED_WITH:
            self._add(make)
            yield
        written = Section(_("Journal"), parent=self)
        self.column.addWidget(written)
        self.composer = Composer(self._context, written)
        written.body.addWidget(self.composer)
        written.ensurePolished()
        yield
        self.journal = Journal(self._context, area, written)
        written.body.addWidget(self.journal, 1)
        self.journal.ensurePolished()
        self._parts += [self.composer, self.journal]
        yield
        for make in _LOOKED_UP:
            self._add(make)
            yield
        self.column.addStretch(1)

    def _add(self, make: Callable[[UiContext, QWidget], Part]) -> None:
        part = make(self._context, self)
        if isinstance(part, Deals):
            self.deals = part
        elif isinstance(part, Concerns):
            self.concerns = part
        self._parts.append(part)
        widget = cast(QWidget, part)
        self.column.addWidget(widget)
        widget.ensurePolished()

    def present(self, shown: Shown) -> None:
        """Show a state of the panel in all parts."""
        for part in self._parts:
            part.present(shown)

    def hold(self) -> None:
        """Paint nothing of what comes, until `release`."""
        self._cover_later.stop()
        self.setUpdatesEnabled(False)
        # Qt would paint such a page, and then once more all that became another on it.
        self.setAttribute(_OPAQUE, False)

    def release(self) -> None:
        """Paint all, at once: held again before it is painted, it would be seen empty."""
        self.setUpdatesEnabled(True)
        if self.isVisible():
            QApplication.sendEvent(self.window(), QEvent(QEvent.Type.UpdateRequest))

    def _cover(self) -> None:
        """Paint its own ground from now on: so Qt scrolls it by copying.

        Only what comes into sight is painted then.
        """
        self.setAttribute(_OPAQUE)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not self.testAttribute(_OPAQUE):
            self._cover_later.start(0)
            return
        painter = QPainter(self)
        fill(painter, QRectF(event.rect()), self._context.theme.tokens.panel)
        painter.end()

    def stops(self) -> list[QWidget]:
        """Return where Tab may stop, from top to bottom."""
        return tab_stops(self.column)
