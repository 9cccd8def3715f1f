"""A column of the board: its header and its list of cards."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pisteur.domain.board import StageView
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.presentation.board_state import Total
from pisteur.ui.pages.board.column_view import ColumnView
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_label, set_surface, set_tool_tip

LEAST_WIDTH = 150


class Column(QFrame):
    """The frame around a `ColumnView`.

    Attributes:
        view: the list of cards.
    """

    def __init__(self, stage: StageView, view: ColumnView, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"stage-{stage.id}")
        self.view = view
        self._stage = stage
        self._total: Total | None = None
        set_surface(self, "column")
        self.setMinimumWidth(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._name = ElidedLabel(stage.name, "strong")
        self._count = make_label("", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 12, 0)
        head.setSpacing(6)
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        outer = QVBoxLayout(self)
        # The view draws the margin at its right, and has its scroll bar there.
        outer.setContentsMargins(8, 9, 0, 4)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(view, 1)
        view.setObjectName(f"column-{stage.id}")
        view.set_hint(hint)

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
