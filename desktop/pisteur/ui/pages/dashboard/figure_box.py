"""A titled box of the dashboard."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pisteur.ui.pages.dashboard.bars import BarList, BarRow
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.containers import Card, Section
from pisteur.ui.widgets.properties import make_label


class FigureBox(Card):
    """A titled box with rows of bars, or a line that says why there are none."""

    def __init__(  # noqa: PLR0917 - what there is to say of a box
        self,
        name: str,
        title: str,
        empty: str,
        theme: Theme,
        trailing: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName(f"box-{name}")
        self.head = make_label("", "label", wrap=True)
        self.section = Section(title, trailing, self)
        self._empty = make_label(empty, "muted", wrap=True)
        self.body.setContentsMargins(14, 11, 14, 12)
        self.body.addWidget(self.section)
        self.bars = BarList(f"bars-{name}", title, theme, self.section)
        self.section.body.addWidget(self.head)
        self.section.body.addWidget(self.bars)
        self.section.body.addWidget(self._empty)
        self.body.addStretch(1)

    def show_rows(self, rows: list[BarRow]) -> None:
        """Show `rows`."""
        self.bars.show_rows(rows)
        self.bars.setVisible(bool(rows))
        self._empty.setVisible(not rows)
