"""A column of the board: its header and its list of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pisteur.domain.board import StageView
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats, qt_numbers
from pisteur.presentation.board_state import Total
from pisteur.ui.pages.board.column_view import ColumnView
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.painting import brush, cut
from pisteur.ui.widgets.properties import make_label, set_surface, set_tool_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

_LEFT = qt_numbers.ALIGN_LEFT | qt_numbers.ALIGN_V_CENTER
LEAST_WIDTH = 150
BAR = 3
# Two lines of small letters.
NAME_HEIGHT = 28


class Column(QFrame):
    """The frame around a `ColumnView`.

    Attributes:
        view: the list of cards.

    Signals:
        menu_wanted: (stage id, the button under which to show the menu).
        renamed: (stage id, the name typed).
    """

    menu_wanted = Signal(object, object)
    renamed = Signal(object, object)

    def __init__(
        self,
        stage: StageView,
        view: ColumnView,
        hint: str,
        names: list[ColumnName],
        parent: QWidget,
    ) -> None:
        """Make it empty; `names` are those of the board, to which its own is added."""
        super().__init__(parent)
        self.setObjectName(f"stage-{stage.id}")
        self.view = view
        self._stage = stage
        self._total: Total | None = None
        self._tools: QWidget | None = None
        self._bar: ColourBar | None = None
        set_surface(self, "column")
        self.setMinimumWidth(LEAST_WIDTH)
        self._name = ColumnName(stage.name, names)
        self._name.setMinimumHeight(NAME_HEIGHT)
        self._count = make_label("", "muted")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(4, 0, 12, 0)
        self._head.setSpacing(6)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._count)
        outer = QVBoxLayout(self)
        # The view draws the margin at its right, and has its scroll bar there.
        outer.setContentsMargins(8, 4, 0, 4)
        outer.setSpacing(3)
        outer.addLayout(self._head)
        outer.addWidget(view, 1)
        view.setObjectName(f"column-{stage.id}")
        view.set_hint(hint)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._bar is not None:
            self._bar.setGeometry(0, 0, self.width(), BAR)

    def add_colour(self, theme: Theme) -> None:
        """Mark the column with its colour, if it has one."""
        if self._stage.colour:
            self._bar = ColourBar(self._stage.colour, theme, self)

    def add_tools(self) -> None:
        """Add what the column is edited with: after the first paint, which shows none of it."""
        from pisteur.ui.pages.board.column_tools import ColumnTools  # noqa: PLC0415 - see above

        tools = ColumnTools(self._stage, self._name, self._head, self)
        tools.menu_wanted.connect(self.menu_wanted)
        tools.renamed.connect(self.renamed)
        self._head.setContentsMargins(4, 0, 6, 0)
        self._head.setSpacing(4)
        self._tools = tools

    @property
    def tools(self) -> QWidget | None:
        """What the column is edited with, a `ColumnTools`; None before the first paint."""
        return self._tools

    def show_total(self, total: Total) -> None:
        """Show how many cards there are; the tool tip and screen readers get the amount, too."""
        if total == self._total:
            return
        self._total = total
        self._count.setText(formats.number(total.cards))
        cards = formats.counted(ngettext("{count} card", "{count} cards", total.cards), total.cards)
        name = _("{stage}: {cards}, {amount}").format(
            stage=self._stage.name, cards=cards, amount=formats.money(total.cents)
        )
        self.view.setAccessibleName(name)
        set_tool_tip(self, name)


class ColumnName(ElidedLabel):
    """The name of a column; those of all in small letters, on two lines, where one does not fit.

    The tool tip is that of the column, which has the name whole, the count and the sum.
    """

    def __init__(self, text: str, others: list[ColumnName]) -> None:
        super().__init__(text, "strong", low=False)
        self._fits = True
        self._all = others
        others.append(self)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        QLabel.resizeEvent(self, event)
        fits = self.fits()
        if fits != self._fits:
            self._fits = fits
            for each in self._all:
                each.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if all(each._fits for each in self._all):
            QLabel.paintEvent(self, event)
            return
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(Tokens.text_small)
        painter.setFont(font)
        place = self.contentsRect()
        lines = two_lines(painter.fontMetrics(), self.text(), place.width())
        painter.drawText(place, _LEFT, "\n".join(lines))


def two_lines(metrics: QFontMetrics, text: str, width: int) -> list[str]:
    """Return `text` as it stands in `width`: on two lines at the most, the second cut to it."""
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".lstrip()) <= width:
        first = f"{first} {words.pop(0)}".lstrip()
    rest = cut(metrics, " ".join(words), width) if words else ""
    return [line for line in (first, rest) if line]


class ColourBar(QWidget):
    """The colour of a column, along its top."""

    def __init__(self, token: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._token = token
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(12, 0, self.width() - 24, BAR + 2), 2, 2)
        painter.fillPath(bar, brush(getattr(self._theme.tokens, self._token)))
