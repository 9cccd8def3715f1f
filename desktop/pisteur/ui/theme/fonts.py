"""The few fonts of the app, made once from the system's font.

Delegates paint with them; widgets get the same sizes from the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from pisteur.ui.theme.tokens import Tokens

STATUS_SPACING = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Fonts:
    """Fonts with their metrics: body and its bold, label and its bold, status, pip, title."""

    body: QFont
    body_bold: QFont
    label: QFont
    label_bold: QFont
    status: QFont
    pip: QFont
    title: QFont
    figure: QFont

    body_metrics: QFontMetrics
    body_bold_metrics: QFontMetrics
    label_metrics: QFontMetrics
    label_bold_metrics: QFontMetrics
    status_metrics: QFontMetrics
    title_metrics: QFontMetrics


def make_fonts(base: QFont, tokens: Tokens) -> Fonts:
    """Derive the app's fonts from `base`, the system's font; only its family is kept."""
    body = _sized(base, tokens.text_body)
    body_bold = _sized(base, tokens.text_body, bold=True)
    label = _sized(base, tokens.text_small)
    label_bold = _sized(base, tokens.text_small, bold=True)
    status = _sized(base, tokens.text_small - 1, bold=True)
    status.setCapitalization(QFont.Capitalization.AllUppercase)
    status.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, STATUS_SPACING)
    title = _sized(base, tokens.text_title, bold=True)
    return Fonts(
        body=body,
        body_bold=body_bold,
        label=label,
        label_bold=label_bold,
        status=status,
        pip=_sized(base, tokens.text_small - 2, bold=True),
        title=title,
        figure=_sized(base, tokens.text_figure, bold=True),
        body_metrics=QFontMetrics(body),
        body_bold_metrics=QFontMetrics(body_bold),
        label_metrics=QFontMetrics(label),
        label_bold_metrics=QFontMetrics(label_bold),
        status_metrics=QFontMetrics(status),
        title_metrics=QFontMetrics(title),
    )


def _sized(base: QFont, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
