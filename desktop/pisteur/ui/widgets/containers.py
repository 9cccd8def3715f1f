"""Boxes that hold other widgets: card, section, scrolling page, rule, empty state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pisteur.presentation import qt_numbers
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.widgets.properties import make_button, make_label, set_surface

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView


class Card(QFrame):
    """A rounded box. `surface` is card (white, bordered) or a tint: accent, bad, ok, warn.

    Attributes:
        body: the column to put things in.
    """

    def __init__(self, surface: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, surface)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 12)
        self.body.setSpacing(6)


class Section(QWidget):
    """A titled group: title at the left, something small at the right, content below.

    Attributes:
        body: the column to put things in.
    """

    def __init__(
        self, title: str, trailing: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = make_label(title, "strong")
        self.setAccessibleName(title)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        if trailing is not None:
            self._head.addWidget(trailing)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(self._head)
        outer.addLayout(self.body)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setAccessibleName(title)


class EmptyState(QWidget):
    """What an empty list says: what is missing, what to do, and up to three buttons to do it."""

    MOST_BUTTONS = 3

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = make_label(title, "heading", wrap=True)
        self._text = make_label(text, "muted", wrap=True)
        for line in (self._title, self._text):
            line.setProperty("alignment", qt_numbers.ALIGN_H_CENTER)
            line.setMaximumWidth(520)
            line.setMinimumWidth(280)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 32, 24, 32)
        outer.setSpacing(8)
        outer.addStretch(2)
        for line in (self._title, self._text):
            # Centred by stretches: an alignment would give a wrapped label too little height.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(line, 1000)
            row.addStretch(1)
            outer.addLayout(row)
        outer.addSpacing(8)
        outer.addLayout(self._buttons)
        outer.addStretch(3)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        self.show_text(title, text)

    def show_text(self, title: str, text: str) -> None:
        """Change what is said."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def add_button(
        self, text: str, slot: Callable[[], object], *, primary: bool = False, name: str = ""
    ) -> QPushButton:
        """Add a button that calls `slot`, a bound method.

        Raises:
            ValueError: for a fourth button.
        """
        count = self._buttons.count() - 2
        if count >= self.MOST_BUTTONS:
            raise ValueError("an empty state has three buttons at most")
        made = make_button(text, "primary" if primary else "", name=name)
        made.clicked.connect(slot)
        self._buttons.insertWidget(count + 1, made)
        return made


def prepare_table(view: QTableView) -> None:
    """Give a table the app's rows: selected whole, no grid, one line each, smooth scrolling."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setTabKeyNavigation(False)
    rows = view.verticalHeader()
    rows.hide()
    from PySide6.QtWidgets import QHeaderView  # noqa: PLC0415 - no table before the first paint

    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(Tokens.row_height)
    columns = view.horizontalHeader()
    columns.setDefaultAlignment(
        QtCore.Qt.AlignmentFlag.AlignLeft | QtCore.Qt.AlignmentFlag.AlignVCenter
    )
    columns.setHighlightSections(False)
    columns.setStretchLastSection(True)


def make_rule(parent: QWidget | None = None) -> QFrame:
    """Return a line one pixel high."""
    rule = QFrame(parent)
    rule.setProperty("rule", True)
    rule.setFixedHeight(1)
    return rule


def make_scrolling(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Return a frameless area that scrolls `content` up and down, on the surface behind it.

    Ask for it, and place it, before `content` is filled: the area measures what is there, for
    which the style sheet is matched against it, and once more for each parent it gets.
    """
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 - not before the first paint

    content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return area
