"""An exchange in the journal: kind, date and how it went, then the text; edited in place."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolButton, QWidget

from pisteur.domain.errors import PisteurError
from pisteur.domain.snapshots import JournalEntry
from pisteur.domain.words import Direction, InteractionKind
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.body_text import BodyText
from pisteur.ui.panel.inline_editor import InlineEditor
from pisteur.ui.panel.journal_rows import TEXT_LEFT, DrawingTurns, JournalRow
from pisteur.ui.panel.parts import SelectableText, copy_text, tab_stops
from pisteur.ui.panel.shown import local_day
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.breaks import breakable
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.painting import colour, cut
from pisteur.ui.widgets.properties import set_tool_tip

DOTS = {
    InteractionKind.NOTE: "line_strong",
    InteractionKind.CALL: "warm",
    InteractionKind.EMAIL: "accent",
    InteractionKind.MEETING: "hot",
    InteractionKind.MESSAGE: "cold",
    InteractionKind.VISIT: "ok",
}
MORE = QSize(24, 20)
TEXT_RIGHT = MORE.width() + 10
HEAD_GAP = 1
WORD_GAP = 6
# How far the arrows go from line to line; the ends are as far as there are lines.
FAR = 1 << 30
MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_End: FAR,
    Qt.Key.Key_Home: -FAR,
}

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ExchangeRow(JournalRow):
    """What the user wrote: kind, date and how it went, then the text; edited in place.

    Signals:
        entered: its button has the focus.
        left: by how many lines the focus goes down, or up.
        menu_wanted: where on the screen the menu of the line is to open.
        grown: it may need another height.
    """

    entered = Signal()
    left = Signal(object)
    menu_wanted = Signal(object)
    grown = Signal()

    def __init__(self, context: UiContext, parent: QWidget, turns: DrawingTurns) -> None:
        super().__init__(context, parent, turns)
        self._text = BodyText()
        self._kind = self._when = self._said_when = self._body = ""
        self._head = QRect()
        self._correction: InlineEditor | None = None
        self._live: SelectableText | None = None
        self.more = MoreButton(self)
        self.more.clicked.connect(self._open_menu)

    def is_busy(self, focused: QWidget | None) -> bool:
        within = focused is not None and self.isAncestorOf(focused)
        return self._correction is not None or within

    @property
    def said(self) -> str:
        written = self.entry.body if self.entry is not None and self._correction is None else ""
        return "\n".join(part for part in (self._kind, self._when, written) if part)

    def stops(self) -> list[QWidget]:
        inner = self._correction.layout() if self._correction is not None else None
        return [self.more, *(tab_stops(inner) if inner is not None else [])]

    def fill(self, entry: JournalEntry) -> None:
        kind = entry.kind or InteractionKind.NOTE
        parts = [formats.short_date(local_day(entry.happened_at), self.today)]
        # The answer first: the end is what a narrow panel cuts off.
        if entry.outcome is not None:
            parts.append(label(entry.outcome))
        if entry.direction is Direction.INCOMING:
            parts.append(label(entry.direction))
        self._kind, self._when = label(kind), " · ".join(parts)
        self.setAccessibleName(f"{self._kind} {self._when}")
        self.setAccessibleDescription(entry.body)
        self.setObjectName(f"exchange-{entry.interaction_id}")
        self.more.setObjectName(f"exchange-menu-{entry.interaction_id}")
        self._body = breakable(entry.body)
        self._let_rest()
        self._place_head()

    def put_away(self) -> None:
        for named in (self, self.more):
            named.setObjectName("")
        self._let_rest()
        if self._correction is not None:
            discard(self._correction)
            self._correction = None
        super().put_away()

    # A text is painted, until the pointer is on it: then a label takes its place, to select in.

    def selectable(self) -> SelectableText | None:
        """Return the label with the text, made for it; None when there is none to select in."""
        if self._live is None and self._body and self._correction is None and self.entry:
            self._live = SelectableText()
            self._live.setParent(self)
            self._live.setObjectName(f"body-{self.entry.interaction_id}")
            self._live.setFont(self.context.theme.fonts.body)
            self._live.show_text(self.entry.body)
            self._live.setGeometry(self._below())
            self._live.show()
            self.draw_anew()
        return self._live

    def _let_rest(self) -> None:
        """Paint the text again, and forget what was selected."""
        if self._live is not None:
            discard(self._live)
            self._live = None
            self.draw_anew()

    # Its shape: by hand, as a layout for each line is what makes a journal slow.

    def measure(self, width: int) -> int:
        room = width - TEXT_LEFT - TEXT_RIGHT
        below = 0
        if self._correction is not None:
            below = HEAD_GAP + self._correction.sizeHint().height()
        elif self._body:
            self._text.take(self._body, self.context.theme.fonts.body)
            below = HEAD_GAP + self._text.height(room)
        return max(MORE.height(), self._head_height() + below)

    def _head_height(self) -> int:
        return self.context.theme.fonts.body_bold_metrics.height()

    def _below(self) -> QRect:
        top = self._head_height() + HEAD_GAP
        return QRect(TEXT_LEFT, top, self.width() - TEXT_LEFT - TEXT_RIGHT, self.height() - top)

    def _place_head(self) -> None:
        """Find where the date begins, and whether it fits."""
        fonts = self.context.theme.fonts
        wide = fonts.body_bold_metrics.horizontalAdvance(self._kind)
        left = TEXT_LEFT + wide + WORD_GAP
        self._head = QRect(left, 0, max(0, self.width() - TEXT_RIGHT - left), self._head_height())
        self._said_when = cut(fonts.body_metrics, self._when, self._head.width())
        cut_off = self._said_when != self._when
        if cut_off or self.toolTip():
            set_tool_tip(self, self._when if cut_off else "")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        for below in (self._live, self._correction):
            if below is not None:
                below.setGeometry(self._below())
        if event.oldSize().width() != self.width():
            self.more.move(self.width() - MORE.width(), 0)
            self._place_head()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        # Of the correction: what is written may become longer.
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        self.draw_anew()
        self.grown.emit()

    def draw(self, painter: QPainter) -> None:
        if self.entry is None:
            return
        tokens, fonts = self.context.theme.tokens, self.context.theme.fonts
        self.paint_dot(painter, DOTS[self.entry.kind or InteractionKind.NOTE], 8)
        when = self._head
        painter.setFont(fonts.body_bold)
        painter.setPen(colour(tokens.ink))
        head = QRect(TEXT_LEFT, 0, when.left() - TEXT_LEFT, when.height())
        painter.drawText(head, int(_LEFT), self._kind)
        painter.setFont(fonts.body)
        painter.setPen(colour(tokens.muted))
        painter.drawText(when, int(_LEFT), self._said_when)
        if self._body and self._live is None and self._correction is None:
            below = self._below()
            painter.translate(below.topLeft())
            self._text.take(self._body, fonts.body)
            self._text.paint(painter, below.width(), colour(tokens.ink))

    # The button is quiet until the line has the pointer or the focus.

    def enterEvent(self, event: QEnterEvent, /) -> None:
        super().enterEvent(event)
        self.selectable()
        self.show_button()

    def leaveEvent(self, event: QEvent, /) -> None:
        super().leaveEvent(event)
        live = self._live
        if live is not None and not (live.hasFocus() or live.hasSelectedText()):
            self._let_rest()
        self.show_button()

    def show_button(self) -> None:
        """Show the button or not."""
        seen = self.underMouse() or self.more.hasFocus()
        muted = self.context.theme.tokens.muted
        self.more.setIcon(icon("more", muted) if seen else QIcon())

    # What can be done with it.

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self.more.mapToGlobal(QPoint(0, MORE.height())))

    def copy_text(self) -> None:
        """Copy what is selected, else the whole text."""
        if self._live is not None and self._live.hasSelectedText():
            self._live.copy()
        elif self.entry is not None:
            copy_text(self.entry.body)

    def correct(self) -> None:
        """Write the text anew, in its place."""
        self._begin()
        if self._correction is not None:
            self._correction.setFocus()

    @property
    def begun(self) -> str | None:
        """The text as it is written anew and not saved; None while it is the same."""
        made = self._correction
        return made.text if made is not None and made.is_changed else None

    def go_on_with(self, text: str) -> None:
        """Show the text as it was written anew before another contact was shown."""
        self._begin()
        if self._correction is not None:
            self._correction.editor.setPlainText(text)

    def _begin(self) -> None:
        if self._correction is None and self.entry is not None:
            made = InlineEditor(
                _("Text of the line"), self.entry.body, name="correction", highest=12, parent=self
            )
            made.saved.connect(self._save)
            made.given_up.connect(self._end_correction)
            self._correction = made
            self._let_rest()
            made.setGeometry(self._below())
            made.show()
            self._grow()
            made.installEventFilter(self)
            for before, after in pairwise(self.stops()):
                QWidget.setTabOrder(before, after)

    def _save(self, text: str) -> None:
        interaction_id = self.entry.interaction_id if self.entry is not None else None
        if interaction_id is not None:
            self.context.runner.command(
                lambda s: s.journal.edit(interaction_id, text), self._saved, self._failed
            )

    def _saved(self, _nothing: object) -> None:
        self._end_correction()

    def _failed(self, error: PisteurError) -> None:
        if self._correction is not None:
            self._correction.show_error(error_text(error))

    def _end_correction(self) -> None:
        """Show the text again."""
        if self._correction is not None:
            # First the focus: what is hidden with it would give it away.
            self.more.setFocus()
            discard(self._correction)
            self._correction = None
            self._grow()

    def delete(self) -> None:
        """Take the line out of the journal."""
        interaction_id = self.entry.interaction_id if self.entry is not None else None
        if interaction_id is not None:
            self.context.runner.command(
                lambda s: s.journal.delete(interaction_id), done=self._deleted
            )

    def _deleted(self, _nothing: object) -> None:
        self.context.notify(_("Line deleted from the journal"), offer_undo=True)


class MoreButton(QToolButton):
    """Opens the menu of a line; the arrows go from line to line.

    As with radio buttons, Tab stops at one of them: through thousands there would be no way on.
    """

    def __init__(self, row: ExchangeRow) -> None:
        super().__init__(row)
        self._row = row
        self.setFixedSize(MORE)
        self.setAccessibleName(_("About this line"))
        self.setAccessibleDescription(_("The arrow keys go to the other lines."))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_tool_tip(self, self.accessibleName())

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self._row.show_button()
        self._row.entered.emit()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self._row.show_button()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        by = MOVES.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._row.left.emit(by)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Most are quiet: to have the style paint nothing takes as long as to paint a text.
        if not self.icon().isNull():
            super().paintEvent(event)
