"""The figures at the head of the page, and the line of keys at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_label, set_look


class Tile(Card):
    """A figure under its words; in its tone only when it is not nought."""

    def __init__(
        self, words: str, *, tone: str = "", name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self._words = words
        self._tone = tone
        self._figure = make_label("–", "figure")
        self.body.setSpacing(2)
        self.body.addWidget(make_label(words, "muted", wrap=True))
        self.body.addStretch(1)
        self.body.addWidget(self._figure)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_figure(self, value: int) -> None:
        """Show `value`."""
        self.show_text(formats.number(value))
        set_look(self._figure, "tone", self._tone if value else "")

    def show_text(self, figure: str) -> None:
        """Show a figure that is no count."""
        self._figure.setText(figure)
        self.setAccessibleName(_("{words}: {figure}").format(words=self._words, figure=figure))


class KeyHints(QWidget):
    """Keys and what they do, in as many lines as it takes."""

    def __init__(self, hints: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key-hints")
        line = FlowLayout(self, gap=10)
        for key, words in hints:
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(5)
            row.addWidget(make_label(key, "keycap"))
            row.addWidget(make_label(words, "label"))
            line.addWidget(pair)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
