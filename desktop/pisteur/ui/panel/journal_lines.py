"""The lines of the journal as far as they are in sight: a few rows, whatever its length.

Every line has its place and a height: estimated first, true once a row showed it. Rows that leave
the sight show the lines that come into it. The panel scrolls; this only follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import takewhile

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from pisteur.domain.snapshots import JournalEntry
from pisteur.presentation.line_places import LinePlaces
from pisteur.ui.context import UiContext
from pisteur.ui.panel.exchange_row import TEXT_RIGHT, ExchangeRow
from pisteur.ui.panel.journal_rows import TEXT_LEFT, DrawingTurns, EventRow, JournalRow
from pisteur.ui.panel.line_menu import LineMenu
from pisteur.ui.panel.parts import PlacedByHand

GAP = 10
# Rows a little beyond what is seen: so that Tab and the wheel find them there.
BEYOND = 60
# How many lines that come into sight get their row in one go, while one scrolls.
MOST_FILLED = 4
# The others follow with the next frames.
NEXT_MS = 16
# As many as there are.
ALL = -1
# After the last scrolling, before all below hears of what lines above turned out to take.
REST_MS = 80
# Where a line that is looked for comes to lie, from the top of the view.
BELOW_TOP = 80
_MOVED = (QEvent.Type.Move, QEvent.Type.Resize)


class JournalLines(PlacedByHand):
    """Shows entries, those in view of `area`, in which it lies."""

    def __init__(
        self, context: UiContext, area: QScrollArea, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._area = area
        self._entries: Sequence[JournalEntry] = ()
        self._today = date.min
        self._places = LinePlaces(GAP)
        self._rows: dict[int, JournalRow] = {}
        self._spare: list[JournalRow] = []
        self._turns = DrawingTurns(self)
        self._menu = LineMenu(self)
        # By the id of the exchange: where Tab stops, what was looked for.
        self._current = self._marked = 0
        self._stop: ExchangeRow | None = None
        # A line that must have a row, as the focus is to go there.
        self._needed = -1
        self._width = 0
        self._contact_id = 0
        # By exchange: whose it is, and its text as it is written anew.
        self._begun: dict[int, tuple[int, str]] = {}
        self._placing = False
        # How many lines may still get a row in this go.
        self._left = 0
        self._watched: list[QWidget] = []
        self._later = self._timer(self._go_to_marked)
        self._rest = self._timer(self._follow)
        self._grow = self._timer(self._take_height)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(slot)
        return made

    @property
    def rows(self) -> list[JournalRow]:
        """The rows that show something, from top to bottom."""
        return [self._rows[place] for place in sorted(self._rows)]

    def stops(self) -> list[QWidget]:
        return [stop for row in self.rows for stop in row.stops()]

    @property
    def unsaved(self) -> list[int]:
        """The contacts who are not shown and one of whose lines is written anew and not saved."""
        return [contact_id for contact_id, _text in self._begun.values()]

    def begun_line(self, contact_id: int) -> int:
        """Return the exchange of a contact that is written anew and has no row yet; 0 for none."""
        return next((line for line, own in self._begun.items() if own[0] == contact_id), 0)

    def forget(self, contact_id: int) -> None:
        """Drop what was written anew in lines of a contact that is gone."""
        self._begun = {n: own for n, own in self._begun.items() if own[0] != contact_id}
        if contact_id == self._contact_id:
            self._contact_id = 0

    def show_entries(
        self, entries: Sequence[JournalEntry], today: date, contact_id: int = 0
    ) -> None:
        """Show these of a contact, each exchange in the row that showed it before."""
        before = self._entries
        if contact_id != self._contact_id:
            self._keep_begun()
            self._contact_id = contact_id
        same = sum(1 for _pair in takewhile(_is_one, zip(before, entries, strict=False)))
        known = self._known_heights(same)
        self._entries, self._today = entries, today
        if same < len(before):
            self._keep_rows(same)
        self._places.keep(same)
        self._places.add(self._heights(entries[same:], known))
        self._take_height()
        self._place()

    def show_line(self, interaction_id: int) -> None:
        """Make one line stand out; with an id that is not 0, scroll there."""
        self._marked = interaction_id
        for row in self._rows.values():
            row.set_marked(marked=self._is_marked(row))
        if interaction_id:
            # When the panel has found its new height.
            self._later.start(0)

    # Following what is in sight.

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._watch()
        self._place()

    def moveEvent(self, event: QMoveEvent, /) -> None:
        super().moveEvent(event)
        self._follow()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _MOVED:
            self._follow()
        return super().eventFilter(watched, event)

    def _watch(self) -> None:
        """Follow all between this and the view: when one moves, other lines come into sight."""
        if self._watched:
            return
        holder, view = self.parentWidget(), self._area.viewport()
        while holder is not None and holder is not view:
            self._watched.append(holder)
            holder = holder.parentWidget()
        self._watched.append(view)
        for each in self._watched:
            each.installEventFilter(self)

    # Heights.

    def _known_heights(self, first: int) -> dict[tuple[int, str], int]:
        """Return the heights of the exchanges from `first` on."""
        rest = enumerate(self._entries[first:], first)
        return {
            (entry.interaction_id, entry.body): self._places.height(place)
            for place, entry in rest
            if entry.interaction_id is not None
        }

    def _heights(
        self, entries: Sequence[JournalEntry], known: dict[tuple[int, str], int]
    ) -> Iterator[int]:
        metrics = self._context.theme.fonts.body_metrics
        line = metrics.height()
        room = max(1, self._width - TEXT_LEFT - TEXT_RIGHT)
        letters = max(1, room // max(1, metrics.averageCharWidth()))
        for entry in entries:
            height = known.get((entry.interaction_id or 0, entry.body), 0)
            text = entry.body
            lines = 1 + len(text) // letters + text.count("\n") if text else 0
            yield height or line * (1 + lines)

    # Rows.

    def _keep_rows(self, same: int) -> None:
        """Let rows of exchanges that are still there keep them, at their new places."""
        places = {entry.interaction_id: place for place, entry in enumerate(self._entries)}
        kept: dict[int, JournalRow] = {}
        for place, row in self._rows.items():
            shown = row.entry.interaction_id if row.entry is not None else None
            now = place if place < same else places.get(shown) if shown is not None else None
            if now is None or now in kept:
                self._put_away(row)
            else:
                kept[now] = row
        self._rows = kept

    def _follow(self) -> None:
        """Go with what scrolls: a few rows now, the others in the next turns."""
        self._place(MOST_FILLED)

    def _place(self, most: int = ALL) -> None:
        """Give the lines in sight their rows, `most` new ones, and the rows their places."""
        if self._placing or not self.isVisible():
            return
        self._placing = True
        self._left = most
        try:
            if self.width() != self._width:
                self._width = self.width()
                self._places.keep(0)
                self._places.add(self._heights(self._entries, {}))
                self._take_height()
            self._fill(scrolling=most != ALL)
        finally:
            self._placing = False

    def _take_height(self) -> None:
        self._grow.stop()
        self.setFixedHeight(self._places.total)

    def _fill(self, *, scrolling: bool) -> None:
        seen = self.mapFrom(self._area.viewport(), QPoint(0, 0)).y()
        high = self._area.viewport().height()
        # What is at the top of the view stays there, whatever lines above turn out to take.
        first = self._places.at(seen)
        beyond = seen - self._places.top(first) if self._entries else 0
        top, settled = seen, False
        while not settled:
            settled = not self._take_rows(self._wanted(top, top + high), first)
            top = self._places.top(first) + beyond if self._entries else 0
        for row in self._spare:
            if row.entry is not None:
                row.put_away()
        for place, row in self._rows.items():
            top_of = self._places.top(place)
            row.setGeometry(0, top_of, self._width, self._places.height(place))
            if row.isHidden():
                row.show()
        self._choose_stop(top)
        # To lay out all below takes a frame: it hears of it at rest, while nobody sees it.
        if scrolling and top + high + BEYOND < min(self.height(), self._places.total):
            self._grow.start(REST_MS)
        else:
            self._take_height()
        if top != seen:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + top - seen)

    def _wanted(self, top: int, bottom: int) -> set[int]:
        """Return the lines that must have a row."""
        count = len(self._entries)
        focused = self.window().focusWidget()
        held = {
            place
            for place, row in self._rows.items()
            if row.is_busy(focused) or row is self._menu.row
        }
        wanted = held | ({self._needed} if 0 <= self._needed < count else set())
        if count and bottom + BEYOND > 0 and top - BEYOND < self._places.total:
            first, last = self._places.at(top - BEYOND), self._places.at(bottom + BEYOND)
            wanted |= set(range(first, last + 1))
        return wanted

    def _take_rows(self, wanted: set[int], first: int) -> bool:
        """Have these lines, and only these, shown by rows; say whether a height was another.

        Those from `first` on come before those above.
        """
        for place in [place for place in self._rows if place not in wanted]:
            self._spare.append(self._rows.pop(place))
        changed = False
        for place in sorted(wanted, key=lambda place: (place < first, place)):
            entry = self._entries[place]
            row = self._rows.get(place)
            if row is None:
                if not self._left:
                    # While the panel is filled, nobody sees what is missing.
                    self._rest.start(NEXT_MS if self.updatesEnabled() else 0)
                    continue
                self._left -= 1
                row = self._rows[place] = self._row_for(entry)
            row.show_entry(entry, self._today)
            row.set_marked(marked=self._is_marked(row))
            begun = self._begun.pop(entry.interaction_id or 0, None) if self._begun else None
            if begun is not None and isinstance(row, ExchangeRow):
                row.go_on_with(begun[1])
            changed |= self._places.change(place, row.height_at(self._width))
        return changed

    def _row_for(self, entry: JournalEntry) -> JournalRow:
        kind = EventRow if entry.interaction_id is None else ExchangeRow
        for row in self._spare:
            if type(row) is kind:
                self._spare.remove(row)
                return row
        made = kind(self._context, self, self._turns)
        if isinstance(made, ExchangeRow):
            self._listen(made)
        return made

    def _listen(self, made: ExchangeRow) -> None:
        made.entered.connect(self._enter)
        made.left.connect(self._step)
        made.menu_wanted.connect(self._open_menu)
        made.grown.connect(self._place)

    def _keep_begun(self) -> None:
        """Keep what is written anew for when its contact is shown again."""
        for row in self._rows.values() if self._contact_id else ():
            text = row.begun if isinstance(row, ExchangeRow) else None
            if text is not None and row.entry is not None and row.entry.interaction_id:
                self._begun[row.entry.interaction_id] = self._contact_id, text

    def _put_away(self, row: JournalRow) -> None:
        row.put_away()
        self._spare.append(row)

    def _is_marked(self, row: JournalRow) -> bool:
        entry = row.entry
        return bool(self._marked) and entry is not None and entry.interaction_id == self._marked

    # The keyboard.

    def _choose_stop(self, top: int) -> None:
        """Have Tab stop at the line where it was last, else at the first in sight."""
        rows = [row for row in self.rows if isinstance(row, ExchangeRow) and row.entry is not None]
        there = [row for row in rows if row.entry and row.entry.interaction_id == self._current]
        seen = [row for row in rows if row.y() >= top]
        wanted = next(iter((*there, *seen, *rows)), None)
        if wanted is None or wanted is self._stop:
            return
        if self._stop is not None:
            QWidget.setTabOrder(self._stop.more, wanted.more)
            self._stop.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        wanted.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stop = wanted

    def _enter(self) -> None:
        row = self.sender()
        if isinstance(row, ExchangeRow) and row.entry is not None:
            self._current = row.entry.interaction_id or 0
            self._place()

    def _step(self, by: int) -> None:
        """Give the focus to the exchange so many lines on, or to the last on the way."""
        row = self.sender()
        here = next((place for place, each in self._rows.items() if each is row), None)
        if here is None:
            return
        way = range(here + 1, len(self._entries)) if by > 0 else range(here - 1, -1, -1)
        found = [place for place in way if self._entries[place].interaction_id is not None]
        if found:
            self._go_to(found[min(abs(by), len(found)) - 1])

    def _go_to(self, place: int) -> None:
        self._needed = place
        self._place()
        self._needed = -1
        row = self._rows[place]
        if isinstance(row, ExchangeRow):
            row.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lay_out()
        self._area.ensureWidgetVisible(row, 0, GAP)

    def _lay_out(self) -> None:
        """Have the layouts hear of new heights: before, the area does not scroll far enough."""
        for holder in self._watched:
            inside = holder.layout()
            if inside is not None:
                inside.activate()
        QApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))

    def _open_menu(self, where: QPoint) -> None:
        row = self.sender()
        if isinstance(row, ExchangeRow):
            self._menu.open_for(row, where)

    # The line that was looked for.

    def _go_to_marked(self) -> None:
        ids = [entry.interaction_id for entry in self._entries]
        if self._marked not in ids or not self.isVisible():
            return
        self._lay_out()
        bar, view = self._area.verticalScrollBar(), self._area.viewport()
        top = QPoint(0, self._places.top(ids.index(self._marked)))
        bar.setValue(bar.value() + self.mapTo(view, top).y() - BELOW_TOP)


def _is_one(pair: tuple[JournalEntry, JournalEntry]) -> bool:
    return pair[0] is pair[1]
