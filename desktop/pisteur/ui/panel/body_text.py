"""Measures and paints a text as a label shows it that lets text be selected, without the label."""

from __future__ import annotations

import math

from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextDocument,
    QTextOption,
)


class BodyText:
    """What `QLabel` makes of a text, laid out once for each width."""

    def __init__(self) -> None:
        self._document = QTextDocument()
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._document.setDefaultTextOption(option)
        self._font: QFont | None = None
        self._text = ""
        self._width = 0

    def take(self, text: str, font: QFont) -> None:
        """Be this text."""
        if font is not self._font:
            self._font = font
            self._document.setDefaultFont(font)
            self._width = 0
        if text != self._text:
            self._text = text
            self._document.setPlainText(text)
            self._width = 0

    def height(self, width: int) -> int:
        """Return how high it is at this width, in pixels."""
        self._lay_out(width)
        return math.ceil(self._document.size().height())

    def paint(self, painter: QPainter, width: int, ink: QColor) -> None:
        """Paint it from where the painter begins."""
        self._lay_out(width)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, ink)
        context.palette = palette
        self._document.documentLayout().draw(painter, context)

    def _lay_out(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._document.setTextWidth(width)
