"""Pill and pips as widgets; delegates paint the same with `painting`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from pisteur.ui.theme.fonts import STATUS_SPACING
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.painting import PILL_HEIGHT, PIP_GAP, PIP_SIDE, STATUS_KINDS
from pisteur.ui.widgets.properties import make_label, set_look, set_tool_tip


class Pill(QLabel):
    """A small word on a tint: a status, or when something is due.

    Kinds: late, today, planned, ok; lead, prospect, customer, dormant are set in capitals.
    """

    def __init__(self, text: str = "", kind: str = "planned", parent: QWidget | None = None):
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setIndent(0)
        self.setFixedHeight(PILL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_kind(text, kind)

    def show_kind(self, text: str, kind: str) -> None:
        """Show `text` as a pill of `kind`."""
        status = kind in STATUS_KINDS
        self._space(status)
        self.setProperty("status", status)
        self.setText(text)
        set_look(self, "pill", kind)
        # Looking at the properties again, the style sheet takes back the font of an earlier kind.
        self._space(status)

    def _space(self, status: bool) -> None:
        spaced = QFont(self.font())
        spaced.setCapitalization(
            QFont.Capitalization.AllUppercase if status else QFont.Capitalization.MixedCase
        )
        spaced.setLetterSpacing(
            QFont.SpacingType.AbsoluteSpacing, STATUS_SPACING if status else 0.0
        )
        self.setFont(spaced)


class Pips(QWidget):
    """The answers to the criteria, one square each: filled green yes, red and struck out no,
    outlined unknown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(PIP_GAP)
        self._squares: list[QLabel] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_answers(
        self, answers: Sequence[str], letters: Sequence[str], description: str
    ) -> None:
        """Show one square per answer (`yes`, `no`, `unknown`), each with its letter.

        `description` says the same in words, for screen readers and as tool tip.
        """
        while len(self._squares) > len(answers):
            gone = self._squares.pop()
            discard(gone)
        while len(self._squares) < len(answers):
            square = make_label()
            square.setAlignment(Qt.AlignmentFlag.AlignCenter)
            square.setIndent(0)
            square.setFixedSize(PIP_SIDE, PIP_SIDE)
            self._squares.append(square)
            self._row.addWidget(square)
        for square, answer, letter in zip(self._squares, answers, letters, strict=True):
            square.setText(letter)
            set_look(square, "pip", str(answer))
        self.setAccessibleName(description)
        set_tool_tip(self, description)
