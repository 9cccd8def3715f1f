"""The rows of the journal: what all have in common, and what Pisteur noted by itself.

A row shows one entry after the other: `journal_lines` makes no more rows than are in sight. What
is only looked at is painted by the row itself, without a widget or layout for each word, and kept
as an image, so that scrolling copies it.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from pisteur.domain.snapshots import JournalEntry
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.history_text import event_text
from pisteur.ui.panel.shown import local_day
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.breaks import breakable
from pisteur.ui.widgets.painting import brush, colour

TEXT_LEFT = 18
DOT_BOX = 8
DOT_HIGH = 18
MARK_REACH = 5
# How many rows are drawn in one go: more than a contact that is opened shows.
MOST_DRAWN = 6

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ANY_HEIGHT = 1 << 20


class DrawingTurns(QObject):
    """Lets few rows of `lines` be drawn in one turn of the event loop; the others follow."""

    def __init__(self, lines: QWidget) -> None:
        super().__init__(lines)
        self._lines = lines
        self._drawn = 0
        self._left_out = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)

    def may_draw(self) -> bool:
        """Say whether one more row may be drawn now; else it is painted again soon."""
        self._left_out = self._drawn >= MOST_DRAWN
        if not self._left_out:
            self._drawn += 1
        self._next.start(0)
        return not self._left_out

    def _go_on(self) -> None:
        self._drawn = 0
        if self._left_out:
            self._left_out = False
            self._lines.update()


class JournalRow(QWidget):
    """A dot and what is said of one entry.

    Attributes:
        entry: what is shown, None while the row is put away.
        marked: whether it stands out.
    """

    def __init__(self, context: UiContext, parent: QWidget, turns: DrawingTurns) -> None:
        super().__init__(parent)
        self.context = context
        self._turns = turns
        self.entry: JournalEntry | None = None
        self.today = date.min
        self.marked = False
        self._picture = QPixmap()
        self._look: tuple[object, ...] | None = None
        self._height: tuple[int, int] | None = None
        self.hide()

    def is_busy(self, _focused: QWidget | None) -> bool:
        """Say whether the user is at work in it, so that it has to stay."""
        return False

    def show_entry(self, entry: JournalEntry, today: date) -> None:
        """Show an entry; the same one again costs nothing."""
        if self.entry is not entry or self.today != today:
            same = self.entry == entry and self.today == today
            self.entry, self.today = entry, today
            if not same:
                self.fill(entry)
                self.draw_anew()

    def height_at(self, width: int) -> int:
        """Return how high it is at this width."""
        if self._height is None or self._height[0] != width:
            self._height = width, self.measure(width)
        return self._height[1]

    def draw_anew(self) -> None:
        """Measure and draw it again: it says something else."""
        self._height = self._look = None
        self.update()

    def stops(self) -> list[QWidget]:
        """Return where Tab may stop, from top to bottom."""
        return []

    def put_away(self) -> None:
        """Show nothing, until another entry is shown."""
        self.entry = None
        self.hide()

    def set_marked(self, *, marked: bool) -> None:
        """Make it stand out as the line that was looked for."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    # What the rows differ in.

    @property
    def said(self) -> str:
        """What can be read in it."""
        raise NotImplementedError

    def fill(self, entry: JournalEntry) -> None:
        """Take what the entry says."""
        raise NotImplementedError

    def measure(self, width: int) -> int:
        """Return how high it is at this width."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Draw what it says."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        tokens, ratio = self.context.theme.tokens, self.devicePixelRatioF()
        look = (self.size(), ratio, tokens, self.marked)
        if look != self._look:
            if not self._turns.may_draw():
                # Nothing for a frame, rather than what it said before.
                return
            self._look = look
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            # On a colour: text over transparency loses its sharpness.
            self._picture.fill(colour(tokens.panel))
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.marked:
                self._paint_mark(painter)
            self.draw(painter)
            painter.end()
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _paint_mark(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush(self.context.theme.tokens.accent_tint))
        around = QRectF(self.rect().adjusted(TEXT_LEFT - MARK_REACH, 0, 0, 0))
        painter.drawRoundedRect(around, Tokens.radius, Tokens.radius)

    def paint_dot(self, painter: QPainter, name: str, side: int) -> None:
        """Paint the mark at the left in a colour of the theme."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush(getattr(self.context.theme.tokens, name)))
        painter.drawEllipse((DOT_BOX - side) // 2, (DOT_HIGH - side) // 2, side, side)


class EventRow(JournalRow):
    """What Pisteur noted: one quiet line."""

    def __init__(self, context: UiContext, parent: QWidget, turns: DrawingTurns) -> None:
        super().__init__(context, parent, turns)
        self._text = ""

    @property
    def said(self) -> str:
        return self.accessibleName()

    def fill(self, entry: JournalEntry) -> None:
        day = formats.short_date(local_day(entry.happened_at), self.today)
        text = event_text(entry.event, entry.detail, self.today) if entry.event else ""
        said = _("{event} · {date}").format(event=text, date=day)
        self._text = breakable(said)
        self.setAccessibleName(said)

    def measure(self, width: int) -> int:
        metrics = self.context.theme.fonts.body_metrics
        room = QRect(0, 0, max(1, width - TEXT_LEFT), _ANY_HEIGHT)
        return max(DOT_HIGH, metrics.boundingRect(room, int(_WRAPPED), self._text).height())

    def draw(self, painter: QPainter) -> None:
        self.paint_dot(painter, "line", 6)
        painter.setFont(self.context.theme.fonts.body)
        painter.setPen(colour(self.context.theme.tokens.muted))
        place = self.rect().adjusted(TEXT_LEFT, 0, 0, 0)
        painter.drawText(place, int(_WRAPPED), self._text)
