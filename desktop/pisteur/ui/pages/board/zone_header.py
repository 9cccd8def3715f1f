"""The line above the columns of a zone: its name, what it holds, and its gate during a drag."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStylePainter, QWidget

from pisteur.domain.board_words import Gate, Zone
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation import formats, qt_numbers
from pisteur.presentation.board_state import Total
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.painting import cut, fill, paint_pill, pill_width, write
from pisteur.ui.widgets.properties import set_tool_tip

HEIGHT = 30
RULE = 2
_LEFT = qt_numbers.ALIGN_LEFT | qt_numbers.ALIGN_V_CENTER
_RIGHT = qt_numbers.ALIGN_RIGHT | qt_numbers.ALIGN_V_CENTER


class ZoneHeader(QWidget):
    """One zone's header, painted."""

    def __init__(self, zone: Zone, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"zone-{zone.value}")
        self._zone = zone
        self._theme = theme
        self._gate: Gate | None = None
        self._shown: Total | None = None
        self._total = ""
        self._name = label(zone).upper()
        self._aside = {
            Zone.LEADS: _("to qualify"),
            Zone.PROSPECTS: _("qualified"),
            Zone.CUSTOMERS: "",
        }[zone]
        # Not by a QSizePolicy, whose enumerations take 3 million instructions to make.
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def show_total(self, total: Total) -> None:
        """Show the count for leads, the amount for the others."""
        if total == self._shown:
            return
        self._shown = total
        cards = formats.counted(ngettext("{count} card", "{count} cards", total.cards), total.cards)
        worth = formats.money(total.cents)
        leads = self._zone is Zone.LEADS
        self._total = formats.number(total.cards) if leads else worth
        name = _("{zone}: {cards}, {amount}").format(
            zone=label(self._zone), cards=cards, amount=worth
        )
        self.setAccessibleName(name)
        set_tool_tip(self, name)
        self.update()

    @property
    def gate(self) -> Gate | None:
        """The gate shown."""
        return self._gate

    def show_gate(self, gate: Gate | None) -> None:
        """Show which evidence the dragged cards will be asked for, or none."""
        if gate is not self._gate:
            self._gate = gate
            self.update()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        painter = QStylePainter(self)
        rule = QRectF(0, self.height() - RULE, self.width(), RULE)
        fill(painter, rule, tokens.warn if self._gate else tokens.line)
        line = QRect(2, 0, self.width() - 4, self.height() - RULE)
        if self._gate is not None:
            text = label(self._gate)
            wide = min(line.width(), pill_width(text, "today", fonts))
            box = QRect(line.right() + 1 - wide, line.top(), wide, line.height())
            paint_pill(painter, box, text, "today", tokens, fonts)
        else:
            wide = fonts.label_bold_metrics.horizontalAdvance(self._total)
            painter.setFont(fonts.label_bold)
            write(painter, line, _RIGHT, self._total, tokens.muted)
        self._paint_name(painter, line.adjusted(0, 0, -wide - 8, 0))

    def _paint_name(self, painter: QStylePainter, room: QRect) -> None:
        fonts = self._theme.fonts
        wide = fonts.label_bold_metrics.horizontalAdvance(self._name)
        if wide > room.width() and self._gate is not None:
            return
        ink = self._theme.tokens.muted
        painter.setFont(fonts.label_bold)
        write(painter, room, _LEFT, cut(fonts.label_bold_metrics, self._name, room.width()), ink)
        rest = room.adjusted(wide, 0, 0, 0)
        if not self._aside or rest.width() < 0:
            return
        painter.setFont(fonts.label)
        aside = " — " + self._aside
        write(painter, rest, _LEFT, cut(fonts.label_metrics, aside, rest.width()), ink)
