"""Sets a sheet in type and makes a PDF of it: A4, text that can be selected, pages numbered.

Works without a window: the command line makes the same sheets.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from pisteur.exchange.tables_out import Cell, Money, Part, Sheet
from pisteur.i18n import _
from pisteur.presentation import formats

# Points; a millimetre is 2.83 of them. Paper is white in a dark window, too.
_DPI = 72
_MARGIN_MM = 18
_BODY, _SMALL, _PART, _TITLE = 9.5, 8.0, 12.0, 18.0
_FOOTER = 24
_LEAST_FREE = 72
_INK, _MUTED, _LINE = QColor("#1a1a1a"), QColor("#5b5b5b"), QColor("#c8c8c8")
# Percent of the width.
_NARROW, _NAMES = 13.0, 24.0


@contextmanager
def without_window() -> Iterator[None]:
    """See to it that text can be set where no window was opened."""
    if QGuiApplication.instance() is not None:
        yield
        return
    if sys.platform == "linux":
        # Nothing is shown, so that no screen is needed.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication(sys.argv[:1])
    try:
        yield
    finally:
        app.shutdown()


def render_sheet(sheet: Sheet) -> bytes:
    """Return `sheet` as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(sheet.title)
    writer.setCreator("Pisteur")
    size = QSizeF(writer.width(), writer.height() - _FOOTER)
    setter = _Setter(writer)
    document = setter.set(sheet)
    document.setPageSize(size)
    setter.keep_titles(size.height())
    painter = QPainter(writer)
    try:
        _paint(painter, writer, document, sheet)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _paint(painter: QPainter, writer: QPdfWriter, document: QTextDocument, sheet: Sheet) -> None:
    size, pages = document.pageSize(), document.pageCount()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, _INK)
    for page in range(pages):
        if page:
            writer.newPage()
        shown = QRectF(0, page * size.height(), size.width(), size.height())
        painter.save()
        painter.translate(0, -shown.top())
        painter.setClipRect(shown)
        context.clip = shown
        document.documentLayout().draw(painter, context)
        painter.restore()
        _paint_footer(painter, size, sheet, page + 1, pages)


def _paint_footer(painter: QPainter, size: QSizeF, sheet: Sheet, page: int, pages: int) -> None:
    painter.setFont(_font(_SMALL))
    painter.setPen(_MUTED)
    place = QRectF(0, size.height() + _FOOTER / 2, size.width(), _FOOTER / 2)
    numbers = _("page {page} of {pages}").format(page=page, pages=pages)
    room = painter.fontMetrics().horizontalAdvance(numbers) + _FOOTER
    title = painter.fontMetrics().elidedText(
        sheet.title, Qt.TextElideMode.ElideRight, int(size.width() - room)
    )
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), title)
    painter.drawText(
        place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), numbers
    )


class _Setter:
    """Makes the text of a sheet; everything is put in as plain text."""

    def __init__(self, writer: QPdfWriter) -> None:
        self._document = QTextDocument()
        # Points are those of the paper, not of a screen.
        self._document.documentLayout().setPaintDevice(writer)
        self._document.setDocumentMargin(0)
        self._titles: list[int] = []
        self._document.setDefaultFont(_font(_BODY))
        self._cursor = QTextCursor(self._document)

    def set(self, sheet: Sheet) -> QTextDocument:
        """Return the text of `sheet`."""
        self._line(sheet.title, _TITLE, bold=True, first=True)
        made = formats.sentence_start(formats.long_date(sheet.made_on))
        self._line(f"{made} {sheet.made_on.year}", _BODY, colour=_MUTED)
        for part in sheet.parts:
            title = part.title
            if isinstance(title, date):
                title = formats.sentence_start(formats.long_date(title, sheet.made_on))
            self._line(title, _PART, bold=True, above=14, below=4)
            self._titles.append(self._cursor.position())
            if part.rows:
                self._table(part)
        return self._document

    def keep_titles(self, page_height: float) -> None:
        """Begin a page with a title that would stand alone at the foot of the one before."""
        cursor = QTextCursor(self._document)
        for position in self._titles:
            cursor.setPosition(position)
            top = self._document.documentLayout().blockBoundingRect(cursor.block()).top()
            if page_height - top % page_height < _LEAST_FREE:
                block = cursor.blockFormat()
                block.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor.setBlockFormat(block)

    def _line(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        first: bool = False,
        colour: QColor = _INK,
        above: float = 0,
        below: float = 2,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setBottomMargin(below)
        look = _look(size, bold=bold, colour=colour)
        if first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block, look)
        self._cursor.insertText(_one_line(text), look)

    def _table(self, part: Part) -> None:
        columns = max(len(part.headings), *(len(row) for row in part.rows))
        headed = bool(part.headings)
        table = self._cursor.insertTable(
            len(part.rows) + headed, columns, _table_format(part, columns)
        )
        for place, heading in enumerate(part.headings):
            self._cell(table, 0, place, heading, _look(_SMALL, bold=True, colour=_MUTED))
        for line, row in enumerate(part.rows, start=int(headed)):
            for place, cell in enumerate(row):
                name = not headed and place == 0
                look = _look(_BODY, colour=_MUTED if name else _INK)
                self._cell(table, line, place, _said(cell), look, right=isinstance(cell, Money))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _cell(
        self,
        table: QTextTable,
        row: int,
        column: int,
        text: str,
        look: QTextCharFormat,
        *,
        right: bool = False,
    ) -> None:
        place = table.cellAt(row, column)
        ruled = QTextTableCellFormat()
        ruled.setBottomBorder(0.5)
        ruled.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        ruled.setBottomBorderBrush(_LINE)
        ruled.setPadding(3)
        ruled.setLeftPadding(0)
        ruled.setRightPadding(8)
        place.setFormat(ruled)
        cursor = place.firstCursorPosition()
        if right:
            block = QTextBlockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
            cursor.setBlockFormat(block)
        cursor.insertText(text, look)


def _table_format(part: Part, columns: int) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setCellSpacing(0)
    made.setBorder(0)
    made.setBorderCollapse(True)
    made.setHeaderRowCount(1 if part.headings else 0)
    made.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in _shares(part, columns)]
    )
    return made


def _shares(part: Part, columns: int) -> list[float]:
    """Return the width of each column in percent, the same in every part of the same kind.

    Days, times and amounts need little, and the rest share what is left.
    """
    if not part.headings:
        return [_NAMES, 100 - _NAMES]
    short = [_is_short([row[column] for row in part.rows]) for column in range(columns)]
    left = (100 - _NARROW * sum(short)) / max(1, columns - sum(short))
    return [_NARROW if each else left for each in short]


def _is_short(cells: list[Cell]) -> bool:
    return any(cells) and all(not cell or isinstance(cell, Money | date | time) for cell in cells)


def _look(size: float, *, bold: bool = False, colour: QColor = _INK) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(_font(size, bold=bold))
    made.setForeground(colour)
    return made


def _font(size: float, *, bold: bool = False) -> QFont:
    made = QFont(QGuiApplication.font().families())
    made.setPointSizeF(size)
    made.setBold(bold)
    return made


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _said(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Money(cents):
            return formats.money(cents)
        case time():
            return formats.clock(cell)
        case date():
            return formats.full_date(cell)
    return cell
