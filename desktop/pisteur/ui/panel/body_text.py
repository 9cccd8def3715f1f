"""Measures and paints a text as a label shows it that lets text be selected, without the label.

By Qt's layouts of single paragraphs: a document around them takes half as long again.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

# Where a document begins another paragraph.
_ENDS = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")


class BodyText:
    """What `QLabel` makes of a text, laid out once for each width."""

    def __init__(self) -> None:
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._paragraphs: list[QTextLayout] = []
        self._font: QFont | None = None
        self._text: str | None = None
        self._width = self._height = 0

    def take(self, text: str, font: QFont) -> None:
        """Be this text."""
        if text != self._text or font is not self._font:
            self._text, self._font = text, font
            self._paragraphs = [self._paragraph(part, font) for part in _ENDS.split(text)]
            self._width = 0

    def _paragraph(self, text: str, font: QFont) -> QTextLayout:
        made = QTextLayout(text, font)
        made.setTextOption(self._option)
        # To paint it, its letters need not be looked up again.
        made.setCacheEnabled(True)
        return made

    def height(self, width: int) -> int:
        """Return how high it is at this width, in pixels."""
        self._lay_out(width)
        return self._height

    def paint(self, painter: QPainter, width: int, ink: QColor) -> None:
        """Paint it from where the painter begins."""
        self._lay_out(width)
        painter.setPen(ink)
        for paragraph in self._paragraphs:
            paragraph.draw(painter, QPointF())

    def _lay_out(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        top = 0.0
        for paragraph in self._paragraphs:
            paragraph.beginLayout()
            while (line := paragraph.createLine()).isValid():
                line.setLeadingIncluded(True)
                line.setLineWidth(width)
                line.setPosition(QPointF(0, top))
                # In whole pixels, as Qt says it.
                top += line.height()
            paragraph.endLayout()
        self._height = round(top)
