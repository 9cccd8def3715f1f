"""The command palette: one line to type into, what it finds below it, over the whole window.

It lies over its window as a part of it, so that it stands where it belongs under every window
system. Keyboard alone: arrows move, Enter opens, Escape closes. Not for searching:
`services.quick_search` does, and `presentation.palette_lines` puts it in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QColor,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from pisteur.domain.contact_query import ContactQuery
from pisteur.i18n import _, pgettext
from pisteur.presentation.palette_lines import Choice, lines_of
from pisteur.presentation.palette_model import PaletteModel
from pisteur.ui.palette.commands import commands_of
from pisteur.ui.palette.delegate import line_height
from pisteur.ui.palette.results import ResultList
from pisteur.ui.theme.icons import icon
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.containers import make_rule
from pisteur.ui.widgets.properties import make_label, set_surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from pisteur.domain.search import Findings
    from pisteur.presentation.palette_lines import Command
    from pisteur.ui.context import UiContext

WIDEST = 680
SIDE_MARGIN = 32
TOP_SHARE = 0.11
BOTTOM_MARGIN = 40
LINE_HEIGHT = 54
FOOT_HEIGHT = 34
KEYCAP_HEIGHT = 20
VEIL = 96
SHADOWS = ((2, 26), (6, 16), (12, 8))
LIST_PADDING = 6
PAGE = 6

# Without a frame of its own: the card has one.
_BARE = (
    "QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0;"
    f" font-size: {Tokens.text_heading}px; min-height: 40px; }}"
)


class Palette(QWidget):
    """The palette of one window, hidden until it is asked for.

    Signals:
        opened: (contact id, opportunity id or None, id of an exchange or None): show it in the
            panel, with that line of its journal.
    """

    opened = Signal(object, object, object)

    def __init__(self, context: UiContext, window: QMainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._before: QWidget | None = None
        self._recent: Sequence[tuple[int, int | None]] = ()
        self._found: Findings | None = None
        self._behind: QPixmap | None = None
        self._commands: Sequence[Command] | None = None
        self.setObjectName("palette")
        self.setAccessibleName(_("Search everywhere"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._card = QFrame(self)
        set_surface(self._card, "card")
        self.line = _Line(self)
        self._glass = QLabel()
        self._model = PaletteModel()
        self._model.setParent(self)
        self.list = ResultList(context.theme, self._model)
        self._lay_out()
        self.line.textChanged.connect(self._search)
        self.line.left.connect(self.dismiss)
        self.list.clicked.connect(self._open_index)
        window.installEventFilter(self)
        context.runner.changed.connect(self._let_through)
        context.theme.changed.connect(self._dress)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 6)
        top.setSpacing(12)
        top.addWidget(self._glass)
        top.addWidget(self.line, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(6)
        for keys, text in (
            ("↑ ↓", pgettext("palette", "choose")),
            (pgettext("key", "Enter"), pgettext("palette", "open")),
            (pgettext("key", "Esc"), pgettext("palette", "close")),
        ):
            keycap = make_label(keys, "keycap")
            keycap.setFixedHeight(KEYCAP_HEIGHT)
            foot.addWidget(keycap)
            foot.addWidget(make_label(text, "label"))
            foot.addSpacing(10)
        foot.addStretch(1)
        self._rules = [make_rule(self._card), make_rule(self._card)]
        self._foot = QWidget()
        self._foot.setFixedHeight(FOOT_HEIGHT)
        self._foot.setLayout(foot)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._rules[0])
        holder = QVBoxLayout()
        holder.setContentsMargins(0, LIST_PADDING, 0, LIST_PADDING)
        holder.addWidget(self.list)
        column.addLayout(holder)
        column.addWidget(self._rules[1])
        column.addWidget(self._foot)

    # Opening and closing.

    def show_over(self, recent: Sequence[tuple[int, int | None]]) -> None:
        """Open over the window, with what was opened last; once open, begin anew."""
        self._recent = tuple(recent)
        self._commands = None
        if self.isHidden():
            self._before = QApplication.focusWidget()
            self._dress()
        self.setGeometry(self._window.rect())
        if self.isHidden():
            self._keep_behind(self._window.grab())
        self.line.clear()
        self._search("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close, and give the focus back to where it was."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        had_focus = self.line.hasFocus()
        self.hide()
        self._keep_behind(None)
        # What was typed in may be stored and away by now, such as the text of a journal's line.
        if had_focus and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    # Finding.

    def _search(self, text: str) -> None:
        recent = self._recent
        self._context.runner.latest(
            "palette",
            lambda s: s.search.find(text) if text.strip() else s.search.recent(recent),
            self._show_found,
        )

    def _show_found(self, found: Findings) -> None:
        self._found = found
        if self._commands is None:
            self._commands = commands_of(self._window.menuBar(), without="palette")
        self._model.show_lines(lines_of(found, self._commands, self._context.clock.today()))
        self._place()
        self.list.scrollToTop()
        self._choose(self._model.next_choice(-1, 1))

    def _choose(self, row: int) -> None:
        if row < 0:
            # Without a choice, the one line says that nothing was found.
            self.line.setAccessibleDescription(str(self._model.index(0, 0).data() or ""))
            return
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        if self._model.next_choice(-1, 1) == row:
            # With its heading.
            self.list.scrollToTop()
        else:
            self.list.scrollTo(index)
        spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        self.line.setAccessibleDescription(spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, spoken))

    def move_by(self, by: int) -> None:
        """Go to the next choice below or above; by several, not round the ends."""
        row = self.list.currentIndex().row()
        for _step in range(abs(by)):
            following = self._model.next_choice(row, 1 if by > 0 else -1)
            if abs(by) > 1 and (following - row) * by <= 0:
                break
            row = following
        self._choose(row)

    # Opening what was found.

    def open_chosen(self) -> None:
        """Open what is chosen."""
        self._open_index(self.list.currentIndex())

    def _open_index(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self._model.lines[index.row()]
        if not isinstance(line, Choice):
            return
        self.dismiss()
        if isinstance(line.opens, str):
            for action in self._window.findChildren(QAction, f"action-{line.opens}"):
                action.trigger()
        elif isinstance(line.opens, ContactQuery):
            self._context.contacts_requested.emit(line.opens)
        else:
            self.opened.emit(*line.opens, line.exchange)

    # Qt.

    def _place(self) -> None:
        width = min(WIDEST, self.width() - 2 * SIDE_MARGIN)
        top = int(self.height() * TOP_SHARE)
        wanted = sum(line_height(line) for line in self._model.lines)
        fixed = LINE_HEIGHT + FOOT_HEIGHT + 2 * LIST_PADDING + 4
        room = self.height() - top - BOTTOM_MARGIN - fixed
        self.list.setFixedHeight(max(0, min(wanted, room)))
        left = (self.width() - width) // 2
        height = fixed + self.list.height()
        before, now = self._card.geometry(), QRect(left, top, width, height)
        if now != before:
            self._card.setGeometry(now)
            # What lies below the veil is painted with it: no more of it than the shadow needs.
            reach = SHADOWS[-1][0] + 4
            self.update(before.united(now).adjusted(-reach, -reach, reach, reach))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._keep_behind(None)
            self.setGeometry(self._window.rect())
            self._place()
        return super().eventFilter(watched, event)

    def _keep_behind(self, picture: QPixmap | None) -> None:
        """Paint over a picture of the window: the window itself is not painted with each key."""
        if picture is not None:
            painter = QPainter(picture)
            painter.fillRect(self.rect(), self._shade(VEIL))
            painter.end()
        self._behind = picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, picture is not None)

    def _let_through(self, _changes: object, _initiator: object) -> None:
        """Show the window itself again, and ask the menus: what they show has changed below."""
        self._commands = None
        self._show_behind()

    def _show_behind(self) -> None:
        if self._behind is not None:
            self._keep_behind(None)
            self.update()

    def _dress(self, _tokens: object = None) -> None:
        """Take the colours in force: the picture of the window has those of before."""
        self._glass.setPixmap(icon("search", self._context.theme.tokens.muted).pixmap(20, 20))
        self._show_behind()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        inside = self._card.geometry().adjusted(Tokens.radius, 1, -Tokens.radius, -1)
        if inside.contains(event.rect()):
            # The card is painted over it.
            return
        painter = QPainter(self)
        if self._behind is None:
            painter.fillRect(self.rect(), self._shade(VEIL))
        else:
            painter.drawPixmap(0, 0, self._behind)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        card = QRectF(self._card.geometry())
        for reach, alpha in SHADOWS:
            painter.setBrush(self._shade(alpha))
            around = card.adjusted(-reach, -reach + 4, reach, reach + 4)
            painter.drawRoundedRect(around, Tokens.radius + reach, Tokens.radius + reach)

    def _shade(self, alpha: int) -> QColor:
        shade = QColor(self._context.theme.tokens.shadow)
        shade.setAlpha(alpha)
        return shade

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()


class _Line(QLineEdit):
    """What is typed into; its keys move the choice below it.

    Signals:
        left: the focus went elsewhere within the window.
    """

    left = Signal()

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._owner = palette
        self.setObjectName("palette-search")
        self.setAccessibleName(_("Search everywhere"))
        self.setPlaceholderText(_("A name, a number, a word of a note, a command…"))
        self.setStyleSheet(_BARE)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        moves |= {Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
        if key in moves:
            self._owner.move_by(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.open_chosen()
        elif key == Qt.Key.Key_Escape:
            self._owner.dismiss()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool, /) -> bool:
        # Tab comes as a key.
        return False

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if event.reason() not in (reasons.ActiveWindowFocusReason, reasons.PopupFocusReason):
            self.left.emit()
