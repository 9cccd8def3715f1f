"""Rows of a name, a bar and figures, painted; by keyboard as any list, Enter opens a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pisteur.domain.dashboard import Behind
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.painting import colour

ROW = Qt.ItemDataRole.UserRole
HEIGHT = 30
BAR = 10
PAD = 6
GAP = 10
LEAST_BAR = 40
# What names may take of a row, in percent.
NAME_SHARE = 46
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE


class BarRow(NamedTuple):
    """One row.

    Attributes:
        share: of the bar's length, 0 to 1.
        figure: the bold figure right of the bar.
        detail: muted, at the end; may be empty.
        spoken: the whole row in words.
        tone: token of the bar's colour.
        rest: token of the colour that fills what the bar leaves; empty for the usual ground.
        heading: a name for the rows that follow, without bar.
    """

    name: str
    share: float = 0.0
    figure: str = ""
    detail: str = ""
    spoken: str = ""
    behind: Behind | None = None
    tone: str = "accent"
    rest: str = ""
    heading: bool = False


class BarList(QListWidget):
    """The rows, all of them in sight: the page scrolls, not the list.

    Signals:
        opened: the `BarRow` to look behind.
    """

    opened = Signal(object)

    def __init__(self, name: str, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._delegate = _BarDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._open_item)
        self.setMouseTracking(True)
        theme.changed.connect(self._repaint)
        self.show_rows(())

    @property
    def rows(self) -> list[BarRow]:
        """The rows shown."""
        return [self.item(place).data(ROW) for place in range(self.count())]

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        """Show `rows` in place of those shown; the current one stays by its place."""
        place = self.currentRow()
        self.clear()
        self._delegate.measure(rows)
        for row in rows:
            item = QListWidgetItem(row.name)
            item.setData(ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken or row.name)
            if row.behind is None or not row.behind.ids:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addItem(item)
        self.setFixedHeight(HEIGHT * len(rows) + 2 * self.frameWidth())
        if 0 <= place < len(rows):
            self.setCurrentRow(place)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentItem() is not None:
                self._open_item(self.currentItem())
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()

    def _open_item(self, item: QListWidgetItem) -> None:
        row: BarRow = item.data(ROW)
        if row.behind is not None and row.behind.ids:
            self.opened.emit(row)

    def _repaint(self) -> None:
        self.viewport().update()


class _BarDelegate(QStyledItemDelegate):
    """Paints name, bar and figures in tokens of the theme; figures stand in columns."""

    def __init__(self, theme: Theme, parent: BarList) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = self._figures = self._details = 0

    def measure(self, rows: Sequence[BarRow]) -> None:
        """Give the names of all rows the same width, and the figures."""
        fonts = self._theme.fonts
        bold, plain = fonts.body_bold_metrics, fonts.label_metrics
        names = (fonts.body_metrics.horizontalAdvance(row.name) for row in rows if not row.heading)
        self._names = max(names, default=0) + 1
        self._figures = max((bold.horizontalAdvance(row.figure) for row in rows), default=0)
        self._details = max((plain.horizontalAdvance(row.detail) for row in rows), default=0)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return QSize(100, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        row: BarRow = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens, fonts = self._theme.tokens, self._theme.fonts
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = state & QStyle.StateFlag.State_HasFocus
        over = state & QStyle.StateFlag.State_MouseOver and row.behind is not None
        if focused or over:
            painter.setPen(colour(tokens.accent) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.accent_tint if focused else tokens.hover))
            radius = Tokens.radius_small
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if row.heading:
            painter.setFont(fonts.label_bold)
            painter.setPen(colour(tokens.muted))
            text = _cut(row.name, fonts.label_bold_metrics, inner.width())
            painter.drawText(inner, _LEFT, text)
        else:
            self._paint_row(painter, inner, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, inner: QRect, row: BarRow) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        painter.setFont(fonts.label)
        painter.setPen(colour(tokens.muted))
        painter.drawText(inner, _RIGHT, row.detail)
        right = inner.right() - (self._details + GAP if self._details else 0)
        painter.setFont(fonts.body_bold)
        painter.setPen(colour(tokens.ink))
        figure = QRect(inner.left(), inner.top(), right - inner.left(), inner.height())
        painter.drawText(figure, _RIGHT, row.figure)
        right -= self._figures + GAP
        room = max(0, right - inner.left())
        wide = min(inner.width() * NAME_SHARE // 100, self._names, room)
        if room - wide - GAP < LEAST_BAR:
            # Too narrow for a bar: the figures say it all.
            wide = room
        name = QRect(inner.left(), inner.top(), wide, inner.height())
        painter.setFont(fonts.body)
        painter.drawText(name, _LEFT, _cut(row.name, fonts.body_metrics, wide))
        if wide < room:
            left = inner.left() + wide + GAP
            bar = QRect(left, inner.center().y() - BAR // 2 + 1, right - left, BAR)
            self._paint_bar(painter, bar, row)

    def _paint_bar(self, painter: QPainter, bar: QRect, row: BarRow) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(tokens, row.rest or "column")))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        long = round(bar.width() * min(max(row.share, 0.0), 1.0))
        if long > 0:
            painter.setBrush(colour(getattr(tokens, row.tone)))
            painter.drawRoundedRect(
                QRect(bar.left(), bar.top(), max(long, BAR), BAR), BAR / 2, BAR / 2
            )


def _cut(text: str, metrics: QFontMetrics, width: int) -> str:
    line = " ".join(text.split())
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
