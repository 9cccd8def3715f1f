"""The panel of one contact and one of its deals, beside every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.heat import HeatProposal
from pisteur.domain.insights import ContactInsight
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.snapshots import ContactView, JournalEntry
from pisteur.domain.words import InteractionKind
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
from pisteur.ui.panel.sales import Sales, UnreliableCard
from pisteur.ui.panel.satisfaction import Satisfactions
from pisteur.ui.panel.sections import Deals, Reason
from pisteur.ui.panel.segments import DormancyCard, Segments
from pisteur.ui.panel.settling import settle_layouts
from pisteur.ui.panel.shown import Shown, choose_deal
from pisteur.ui.widgets.containers import EmptyState, Section, make_scrolling
from pisteur.ui.widgets.properties import set_surface

if TYPE_CHECKING:
    # Load SQLModel: not before the first paint.
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet

WIDTH = 336
# Read below a line that was looked for: so that the button for earlier ones has them at once.
READ_BELOW = 60
NARROWEST = 300
TABLES = (
    "contact_points",
    "opportunities",
    "deal_people",
    "follow_ups",
    "cadence_runs",
    "qualifications",
    "interactions",
    "events",
    "sales",
    "payments",
    "satisfactions",
    "concerns",
    "oppositions",
    "contact_tags",
    "tags",
    "stages",
    "offers",
    "came_for",
    "loss_reasons",
    "buying_step_visits",
    "criteria",
    "lead_lists",
    "settings",
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: no view when the contact is gone."""

    contact_id: int
    view: ContactView | None
    dormancy_months: int | None = None
    insight: ContactInsight | None = None
    heat: HeatProposal | None = None


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Lines of a journal that follow the `after` newest."""

    contact_id: int
    after: int
    lines: tuple[JournalEntry, ...]


def _read(services: Services, contact_id: int, lines: int | None, line: int) -> _Read:
    read = services.contact_view.contact
    try:
        if line:
            # As many as it takes to have this one among them, and some more.
            until = services.contact_view.lines_until(contact_id, line)
            lines = max(lines or 0, until + READ_BELOW)
        view = read(contact_id) if lines is None else read(contact_id, lines)
    except DomainError as error:
        if error.code != "record.gone":
            raise
        return _Read(contact_id, None)
    return _Read(
        contact_id,
        view,
        services.settings.get(DORMANCY_MONTHS),
        services.segments.contact(contact_id),
        services.heat.proposal(contact_id),
    )


class ContactPanel(QWidget):
    """Shows a contact and keeps showing it as it changes.

    Signals:
        closed: Escape: the user wants back to the page.
        emptied: the contact that was shown is gone, as when its addition is undone.
    """

    closed = Signal()
    emptied = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contact-panel")
        self.setAccessibleName(_("Contact"))
        set_surface(self, "panel")
        self.setMinimumWidth(NARROWEST)
        self._context = context
        self._contact_id: int | None = None
        self._wanted_deal: int | None = None
        # Lines of the journal to read; None for as many as are read at first.
        self._lines: int | None = None
        # The exchange to scroll to when it is read, 0 for none.
        self._wanted_line = 0
        self._shown: Shown | None = None
        self._lost_focus = ""
        self._stops: list[QWidget] = []
        # What was on the page when the order of Tab was set.
        self._ordered: list[QWidget] = []
        self._order_later = QTimer(self)
        self._order_later.setSingleShot(True)
        self._order_later.timeout.connect(self._set_tab_order)
        self._page = QWidget()
        self._area = make_scrolling(self._page)
        self._make_sections()
        self._lay_out()
        self._composer.editor.installEventFilter(self)
        self._composer.given_up.connect(self.closed)
        self._journal.wanted.connect(self._read_earlier)
        self._deals.chosen.connect(self._choose_deal)
        context.runner.changed.connect(self._follow)
        context.theme.changed.connect(self._repaint)

    def _make_sections(self) -> None:
        context = self._context
        self._header = Header(context)
        self._deals = Deals(context)
        self._composer = Composer(context)
        self._journal = Journal(context, self._area)
        self._sections = (
            self._header,
            OppositionCard(context),
            UnreliableCard(context),
            HeatCard(context),
            self._deals,
            Reason(),
            DormancyCard(context),
            OpenAnswer(context),
            NextActionCard(context),
            OtherActions(context),
            RunningCadences(context),
            Concerns(context),
            QualificationCard(context),
        )
        # What is worked with stands above the journal, what is looked up below it.
        self._looked_up = (
            BuyingCard(context),
            DealFacts(context),
            People(context),
            Parts(context),
            Sales(context),
            Satisfactions(context),
            Segments(context),
            ContactFacts(context),
        )

    def _lay_out(self) -> None:
        self._content = column = QVBoxLayout(self._page)
        self._area.setObjectName("panel-scroll")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._area)
        column.setContentsMargins(16, 12, 16, 20)
        column.setSpacing(12)
        for section in self._sections:
            column.addWidget(section)
        written = Section(_("Journal"))
        written.body.addWidget(self._composer)
        written.body.addWidget(self._journal, 1)
        column.addWidget(written)
        for looked_up in self._looked_up:
            column.addWidget(looked_up)
        column.addStretch(1)
        self._empty = EmptyState(
            _("No contact chosen"),
            _(
                "Choose a card or a line: here you see why it is a lead, a prospect or a customer,"
                " what to do next, and everything that was exchanged."
            ),
        )
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    @property
    def contact_id(self) -> int | None:
        """The contact that is shown or being read."""
        return self._contact_id

    @property
    def deal_id(self) -> int | None:
        """The deal that is shown."""
        return self._shown.deal_id if self._shown else None

    def prepare(self) -> None:
        """Lay out what a contact comes into, for one who makes the panel ahead of need."""
        settle_layouts(self._area, self._page)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 640)

    def show_contact(self, contact_id: object, opportunity_id: object = None) -> None:
        """Show a contact, and this deal of it if given."""
        if not isinstance(contact_id, int):
            return
        if contact_id != self._contact_id:
            self._lines = None
        self._contact_id = contact_id
        self._wanted_deal = opportunity_id if isinstance(opportunity_id, int) else None
        self._wanted_line = 0
        self.refresh()

    def show_line(self, interaction_id: int) -> None:
        """Scroll to an exchange of the contact, and make it stand out."""
        self._wanted_line = interaction_id
        self.refresh()

    def clear(self) -> None:
        """Show nothing but what would be here. What is typed is kept for its contact."""
        self._composer.leave()
        self._contact_id = self._wanted_deal = self._shown = None
        self._stack.setCurrentWidget(self._empty)

    def refresh(self) -> None:
        """Read the contact again, as when a new day has begun."""
        contact_id, lines, line = self._contact_id, self._lines, self._wanted_line
        if contact_id is not None:
            self._context.runner.latest(
                "contact-panel",
                lambda s: _read(s, contact_id, lines, line),
                self._take,
                self._context.show_error,
            )

    def write(self, kind: InteractionKind = InteractionKind.NOTE) -> None:
        """Go to where the journal is written."""
        if self._shown is not None:
            self._composer.choose_kind(kind)
            self._composer.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._composer.editor and event.type() == QEvent.Type.FocusIn:
            self._area.ensureWidgetVisible(self._composer.editor)
        return super().eventFilter(watched, event)

    # Inside.

    def _take(self, read: _Read) -> None:
        if read.contact_id != self._contact_id:
            return
        if read.view is None:
            self.clear()
            self._composer.forget(read.contact_id)
            self.emptied.emit()
            return
        deal = choose_deal(read.view, self._wanted_deal)
        today = self._context.clock.today()
        self._present(Shown(read.view, deal, today, read.dormancy_months, read.insight, read.heat))
        if self._wanted_line:
            self._lines = len(read.view.journal)
            self._journal.show_line(self._wanted_line)
            self._wanted_line = 0

    def _present(self, shown: Shown) -> None:
        other = self._shown is None or self._shown.view.id != shown.view.id
        self._shown = shown
        self._wanted_deal = shown.deal_id
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused and self.isAncestorOf(focused) else ""
        self._fill(shown)
        # A turn of its own for the loop: nobody presses Tab before it.
        self._order_later.start(0)
        if other:
            self._area.verticalScrollBar().setValue(0)
        if name and QApplication.focusWidget() is not focused:
            self._lost_focus = name
            # New rows are shown by the event loop; before that they take no focus.
            QTimer.singleShot(0, self._give_focus_back)

    def _fill(self, shown: Shown) -> None:
        """Show a state in all parts; they are laid out once, and painted once."""
        # Each row that is shown by itself would lay out all others.
        self._content.setEnabled(False)
        self._page.setUpdatesEnabled(False)
        try:
            for section in (*self._sections, self._composer, self._journal, *self._looked_up):
                section.present(shown)
            self._stack.setCurrentWidget(self._area)
        finally:
            self._content.setEnabled(True)
            settle_layouts(self._area, self._page)
            self._page.setUpdatesEnabled(True)

    def _give_focus_back(self) -> None:
        """Put the focus on the control that took the place of the one that had it."""
        found = self.findChild(QWidget, self._lost_focus)
        if found is not None and found.isVisible():
            found.setFocus()

    def _set_tab_order(self) -> None:
        there = [*self._page.findChildren(QWidget), *self._journal.lines.stops()]
        if there == self._ordered:
            return
        self._ordered = there
        stops = tab_stops(self._content)
        if stops != self._stops:
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)
            self._stops = stops

    def _read_earlier(self, count: object) -> None:
        """Read so many lines after those that are there."""
        if self._shown is None or not isinstance(count, int):
            return
        contact_id, journal = self._shown.view.id, self._shown.view.journal
        written = sum(entry.interaction_id is not None for entry in journal)
        noted = len(journal) - written
        self._context.runner.latest(
            "contact-panel-journal",
            lambda s: _Earlier(
                contact_id,
                written + noted,
                s.contact_view.earlier_lines(contact_id, written, noted, count),
            ),
            self._add_earlier,
            self._context.show_error,
        )

    def _add_earlier(self, read: _Earlier) -> None:
        shown = self._shown
        wanted = (read.contact_id, read.after)
        if shown is None or (shown.view.id, len(shown.view.journal)) != wanted:
            # Of another contact, or all was read again meanwhile.
            return
        journal = (*shown.view.journal, *read.lines)
        self._lines = len(journal)
        self._shown = replace(shown, view=replace(shown.view, journal=journal))
        self._journal.present(self._shown)

    def _choose_deal(self, deal_id: object) -> None:
        shown = self._shown
        if shown is not None and isinstance(deal_id, int):
            deal = choose_deal(shown.view, deal_id)
            self._present(replace(shown, deal=deal))

    def _acquaintances(self) -> tuple[int, ...]:
        """Return who is named here for recommending the contact, or for coming through them."""
        insight = self._shown.insight if self._shown else None
        if insight is None:
            return ()
        sender = (insight.recommended_by,) if insight.recommended_by else ()
        return tuple(person.id for person in (*sender, *insight.recommended))

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if self._contact_id is None:
            return
        concerned = {self._contact_id, *self._acquaintances()}
        if concerned & changes.ids("contacts") or changes.touches(*TABLES):
            self.refresh()

    def _repaint(self, _tokens: object) -> None:
        if self._shown is not None:
            self._present(self._shown)
