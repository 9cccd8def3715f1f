"""The few fonts of the app, made once from the system's font.

Delegates paint with them; widgets get the same sizes from the style sheet.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from pisteur.ui.theme.tokens import Tokens

STATUS_SPACING = 0.4


class Fonts:
    """Fonts with their metrics: body and its bold, label and its bold, status, pip and the
    same struck out, title.

    Derived from `base`, the system's font; only its family is kept.

    Attributes:
        host: never shown; `QStylePainter` asks it for the style to write with on an image.
    """

    def __init__(self, base: QFont, tokens: Tokens) -> None:
        self.host = QWidget()
        self.body = _sized(base, tokens.text_body)
        self.body_bold = _sized(base, tokens.text_body, bold=True)
        self.label = _sized(base, tokens.text_small)
        self.label_bold = _sized(base, tokens.text_small, bold=True)
        self.status = _sized(base, tokens.text_small - 1, bold=True)
        self.status.setCapitalization(QFont.Capitalization.AllUppercase)
        self.status.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, STATUS_SPACING)
        self.pip = _sized(base, tokens.text_small - 2, bold=True)
        self.pip_struck = QFont(self.pip)
        self.pip_struck.setStrikeOut(True)
        self.title = _sized(base, tokens.text_title, bold=True)
        self.figure = _sized(base, tokens.text_figure, bold=True)
        self.body_metrics = QFontMetrics(self.body)
        self.body_bold_metrics = QFontMetrics(self.body_bold)
        self.label_metrics = QFontMetrics(self.label)
        self.label_bold_metrics = QFontMetrics(self.label_bold)
        self.status_metrics = QFontMetrics(self.status)


def make_fonts(base: QFont, tokens: Tokens) -> Fonts:
    """Derive the app's fonts from `base`, the system's font; only its family is kept."""
    return Fonts(base, tokens)


def _sized(base: QFont, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
