"""The panel of one contact and one of its deals, beside every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from pisteur.domain.errors import PisteurError
from pisteur.domain.words import InteractionKind
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_reading import (
    EarlierLines,
    ReadContact,
    concerns,
    read_contact,
    read_earlier,
    read_gone,
)
from pisteur.ui.panel.inline_editor import InlineEditor
from pisteur.ui.panel.panel_page import PanelPage
from pisteur.ui.panel.settling import settle_layouts
from pisteur.ui.panel.shown import Shown, choose_deal
from pisteur.ui.widgets.containers import EmptyState, make_scrolling
from pisteur.ui.widgets.properties import set_surface

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

WIDTH = 336
NARROWEST = 300


class ContactPanel(QWidget):
    """Shows a contact and keeps showing it as it changes.

    Signals:
        closed: Escape: the user wants back to the page.
        emptied: the contact that was shown is gone, as when its addition is undone.
    """

    closed = Signal()
    emptied = Signal()

    def __init__(
        self, context: UiContext, parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        """Without `whole` it is empty, until `pieces` or `finish` has made what is in it."""
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
        # Whether what is typed gets the focus when the contact is there.
        self._goes_on = False
        # Those for whom something is typed, kept for an undo, and who are no more.
        self._gone: frozenset[int] = frozenset()
        self._shown: Shown | None = None
        self._lost_focus = ""
        self._stops: list[QWidget] = []
        # What was on the page when the order of Tab was set.
        self._ordered: list[QWidget] = []
        self._order_later = QTimer(self)
        self._order_later.setSingleShot(True)
        self._order_later.timeout.connect(self._set_tab_order)
        self._stack = QStackedLayout(self)
        self._page = PanelPage(context)
        self._settle_later = QTimer(self)
        self._settle_later.setSingleShot(True)
        self._settle_later.timeout.connect(self._settle)
        self._paint_later = QTimer(self)
        self._paint_later.setSingleShot(True)
        self._paint_later.timeout.connect(self._page.release)
        self._area = make_scrolling(self._page, self)
        self._area.setObjectName("panel-scroll")
        self._empty = EmptyState(
            _("No contact chosen"),
            _(
                "Choose a card or a line: here you see why it is a lead, a prospect or a customer,"
                " what to do next, and everything that was exchanged."
            ),
            self,
        )
        self._stack.addWidget(self._area)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)
        self._pieces = self._make()
        if whole:
            self.finish()

    def _make(self) -> Iterator[None]:
        """Make the parts, and then follow them."""
        context = self._context
        # From the outside in, as when it is shown.
        self.ensurePolished()
        yield from self._page.pieces(self._area)
        self._page.composer.editor.installEventFilter(self)
        self._page.composer.given_up.connect(self.closed)
        self._page.journal.wanted.connect(self._read_earlier)
        self._page.deals.chosen.connect(self._choose_deal)
        context.runner.changed.connect(self._follow)
        context.theme.changed.connect(self._repaint)

    def pieces(self) -> Iterator[None]:
        """Make what is not there yet, a piece at each step; `finish` may come in between."""
        yield from self._pieces

    def finish(self) -> None:
        """Make all that is not there yet."""
        for _piece in self._pieces:
            pass

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
        self._goes_on = False
        self._make_way()
        self.refresh()

    def show_line(self, interaction_id: int) -> None:
        """Scroll to an exchange of the contact, and make it stand out."""
        self._wanted_line = interaction_id
        self.refresh()

    def clear(self) -> None:
        """Show nothing but what would be here. What is typed is kept for its contact."""
        self._page.composer.leave()
        self._contact_id = self._wanted_deal = self._shown = None
        self._stack.setCurrentWidget(self._empty)

    def refresh(self) -> None:
        """Read the contact again, as when a new day has begun."""
        contact_id, lines, line = self._contact_id, self._lines, self._wanted_line
        if contact_id is not None:
            self._context.runner.latest(
                "contact-panel",
                lambda s: read_contact(s, contact_id, lines, line),
                self._take,
                self._fail,
            )

    def write(self, kind: InteractionKind = InteractionKind.NOTE) -> None:
        """Go to where the journal is written."""
        if self._shown is not None:
            self._page.composer.choose_kind(kind)
            self._page.composer.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def unsaved(self) -> int | None:
        """A contact for whom something typed is not saved; the one shown before others."""
        own = self._contact_id
        waiting = [each for each in self._waiting() if each not in self._gone]
        if own is not None and (own in waiting or self._changed_in_place()):
            return own
        return waiting[0] if waiting else None

    def _waiting(self) -> list[int]:
        page = self._page
        lines = page.journal.lines.unsaved
        return [*page.composer.unsaved, *page.concerns.unsaved, *lines]

    def go_on(self, contact_id: int) -> None:
        """Go to what was typed for a contact, which is shown or on its way here."""
        line = self._page.journal.lines.begun_line(contact_id)
        if line:
            self.show_line(line)
        # What is written in place has its row only once the contact is there.
        self._goes_on = self._shown is None or self._shown.view.id != contact_id
        self._go_to_typed()

    def _go_to_typed(self) -> None:
        in_place = None if self._goes_on else self._changed_in_place()
        if in_place is not None:
            self._area.ensureWidgetVisible(in_place)
            in_place.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._contact_id in self._page.composer.unsaved:
            self._page.composer.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._page.concerns.go_on()

    def _changed_in_place(self) -> InlineEditor | None:
        # What has been taken off the page waits, unseen, to be deleted.
        editors = [each for each in self.findChildren(InlineEditor) if each.isVisibleTo(self)]
        return next((each for each in editors if each.is_changed), None)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._page.composer.editor and event.type() == QEvent.Type.FocusIn:
            self._area.ensureWidgetVisible(self._page.composer.editor)
        return super().eventFilter(watched, event)

    # Inside.

    def _take(self, read: ReadContact) -> None:
        if read.contact_id != self._contact_id:
            return
        if read.view is None:
            self.clear()
            self._page.composer.forget(read.contact_id)
            self._page.concerns.forget(read.contact_id)
            self._page.journal.lines.forget(read.contact_id)
            self.emptied.emit()
            return
        deal = choose_deal(read.view, self._wanted_deal)
        today = self._context.clock.today()
        self._present(Shown(read.view, deal, today, read.dormancy_months, read.insight, read.heat))
        if self._wanted_line:
            self._lines = len(read.view.journal)
            self._page.journal.show_line(self._wanted_line)
            self._wanted_line = 0
        if self._goes_on:
            self._goes_on = False
            # New rows are shown by the event loop; before that they take no focus.
            QTimer.singleShot(0, self, self._go_to_typed)

    def _present(self, shown: Shown) -> None:
        first = self._shown is None
        other = self._shown is None or self._shown.view.id != shown.view.id
        self._shown = shown
        self._wanted_deal = shown.deal_id
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused and self.isAncestorOf(focused) else ""
        self._fill(shown, first=first)
        # A turn of its own for the loop: nobody presses Tab before it.
        self._order_later.start(0)
        if other:
            self._area.verticalScrollBar().setValue(0)
        if name and QApplication.focusWidget() is not focused:
            self._lost_focus = name
            # New rows are shown by the event loop; before that they take no focus.
            QTimer.singleShot(0, self, self._give_focus_back)

    def _make_way(self) -> None:
        """Bring the parts into view, unpainted, while what goes into them is read.

        In one turn with filling them the first contact would take too long.
        """
        if self._stack.currentWidget() is self._empty:
            self._paint_later.stop()
            self._page.hold()
            self._stack.setCurrentWidget(self._area)

    def _fail(self, error: PisteurError) -> None:
        """Say what went wrong; what was shown before stays."""
        if self._shown is None:
            self._stack.setCurrentWidget(self._empty)
        self._context.show_error(error)

    def _fill(self, shown: Shown, *, first: bool) -> None:
        """Show a state in all parts; they are laid out once, and painted once."""
        # Each row that is shown by itself would lay out all others.
        self._page.column.setEnabled(False)
        self._paint_later.stop()
        self._page.hold()
        try:
            self._page.present(shown)
            self._stack.setCurrentWidget(self._area)
        finally:
            if first:
                # Its rows are made anew: laid out in the same turn, it would take too long.
                self._settle_later.start(0)
            else:
                self._settle()

    def _settle(self) -> None:
        self._settle_later.stop()
        self._page.column.setEnabled(True)
        settle_layouts(self._area, self._page)
        # A turn of its own: to paint all takes half as long again.
        self._paint_later.start(0)

    def _give_focus_back(self) -> None:
        """Put the focus on the control that took the place of the one that had it."""
        found = self.findChild(QWidget, self._lost_focus)
        if found is not None and found.isVisible():
            found.setFocus()

    def _set_tab_order(self) -> None:
        there = [*self._page.findChildren(QWidget), *self._page.journal.lines.stops()]
        if there == self._ordered:
            return
        self._ordered = there
        stops = self._page.stops()
        if stops != self._stops:
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)
            self._stops = stops

    def _read_earlier(self, count: object) -> None:
        """Read so many lines after those that are there."""
        if self._shown is None or not isinstance(count, int):
            return
        view = self._shown.view
        self._context.runner.latest(
            "contact-panel-journal",
            lambda s: read_earlier(s, view, count),
            self._add_earlier,
            self._context.show_error,
        )

    def _add_earlier(self, read: EarlierLines) -> None:
        shown = self._shown
        wanted = (read.contact_id, read.after)
        if shown is None or (shown.view.id, len(shown.view.journal)) != wanted:
            # Of another contact, or all was read again meanwhile.
            return
        journal = (*shown.view.journal, *read.lines)
        self._lines = len(journal)
        self._shown = replace(shown, view=replace(shown.view, journal=journal))
        self._page.journal.present(self._shown)

    def _choose_deal(self, deal_id: object) -> None:
        shown = self._shown
        if shown is not None and isinstance(deal_id, int):
            deal = choose_deal(shown.view, deal_id)
            self._present(replace(shown, deal=deal))

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if self._contact_id is not None and concerns(changes):
            self.refresh()
        waiting = changes.ids("contacts").intersection(self._waiting())
        if waiting:
            self._context.runner.query(lambda s: (waiting, read_gone(s, waiting)), self._take_gone)

    def _take_gone(self, read: tuple[frozenset[int], frozenset[int]]) -> None:
        """Note who is gone, or there again, for whom something is typed."""
        asked, gone = read
        self._gone = (self._gone - asked) | gone

    def _repaint(self, _tokens: object) -> None:
        if self._shown is not None:
            self._present(self._shown)
