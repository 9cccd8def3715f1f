"""Sets a sheet in type and makes a PDF of it: A4, text that can be selected, pages numbered.

Works without a window: the command line makes the same sheets.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import NamedTuple

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
from pisteur.presentation.pdf_columns import said, shares_of

# Points; a millimetre is 2.83 of them. Paper is white in a dark window, too.
_DPI = 72
_MARGIN_MM = 18
_BODY, _SMALL, _PART, _TITLE = 9.5, 8.0, 12.0, 18.0
_FOOTER = 24
_LEAST_FREE = 72
_PADDING = 3
# What is lost of a page at most where a row goes on, and what the empty line below a table takes.
_LOST = 14
_INK, _MUTED, _LINE = QColor("#1a1a1a"), QColor("#5b5b5b"), QColor("#c8c8c8")
# Of the body: a tab of somebody's note would take half of a narrow column.
_TAB = 14
# A row that is higher than this share of a page goes on over pages; any other stays whole.
_WHOLE_ROW = 0.5


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
    # On one endless page first, to know how high each row is.
    heights = _Setter(writer).heights(sheet, size.width())
    document = _Setter(writer).set(sheet, break_before(heights, size.height() - _LOST))
    document.setPageSize(size)
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


class Height(NamedTuple):
    """How much room something takes, in points.

    Attributes:
        title: of the title of the part, before its first row; 0 for any other.
        heading: of the headings over the row.
    """

    row: float
    title: float = 0.0
    heading: float = 0.0


def break_before(parts: Sequence[Sequence[Height]], page: float) -> set[tuple[int, int]]:
    """Return before which rows, as (part, row), a page begins.

    A row that would go over the foot of a page, and takes less than half of one, goes to the next
    as a whole; and a title with it. Higher rows go on over pages.
    """
    breaks, y = set(), 0.0
    for part, rows in enumerate(parts):
        for place, (row, title, heading) in enumerate(rows):
            above = title + (heading if place == 0 else 0)
            whole = row if row <= page * _WHOLE_ROW else _LEAST_FREE
            wanted = max(above + whole, _LEAST_FREE if place == 0 else 0)
            if y > 0 and y + wanted > page:
                breaks.add((part, place))
                y = 0 if place == 0 else heading
            y += above + row
            while y > page:
                # What goes on stands below the headings again; lines are not cut, so that some
                # room is lost at the foot.
                y += heading + _LOST - page
    return breaks


class _Setter:
    """Makes the text of a sheet; everything is put in as plain text."""

    def __init__(self, writer: QPdfWriter) -> None:
        self._document = QTextDocument()
        # Points are those of the paper, not of a screen.
        self._document.documentLayout().setPaintDevice(writer)
        self._document.setDocumentMargin(0)
        self._starts: list[int] = []
        self._tables: list[QTextTable | None] = []
        self._document.setDefaultFont(_font(_BODY))
        tabs = self._document.defaultTextOption()
        tabs.setTabStopDistance(_TAB)
        self._document.setDefaultTextOption(tabs)
        self._cursor = QTextCursor(self._document)

    def heights(self, sheet: Sheet, width: float) -> list[list[Height]]:
        """Return how high the rows of each part are; the title of the sheet is in the first."""
        document = self.set(sheet)
        document.setTextWidth(width)
        layout, found = document.documentLayout(), []
        above = 0.0
        for position, table in zip(self._starts, self._tables, strict=True):
            block = document.findBlock(position)
            end = layout.blockBoundingRect(block).bottom()
            if table is None:
                found.append([Height(0, end - above)])
                above = end
                continue
            tops = [
                layout.blockBoundingRect(table.cellAt(row, 0).firstCursorPosition().block()).top()
                for row in range(table.rows())
            ]
            tops.append(layout.frameBoundingRect(table).bottom() + _PADDING)
            rows = [below - top for top, below in pairwise(tops)]
            first = table.format().toTableFormat().headerRowCount()
            heading = sum(rows[:first])
            heights = [Height(row, heading=heading) for row in rows[first:]]
            heights[0] = Height(heights[0].row, tops[0] - _PADDING - above, heading)
            found.append(heights)
            above = tops[-1] - _PADDING
        return found

    def set(self, sheet: Sheet, breaks: Container[tuple[int, int]] = ()) -> QTextDocument:
        """Return the text of `sheet`, with a new page before some rows, as (part, row)."""
        # One edit: else all is laid out anew for each cell.
        self._cursor.beginEditBlock()
        self._line(sheet.title, _TITLE, bold=True, first=True)
        made = formats.sentence_start(formats.long_date(sheet.made_on))
        self._line(f"{made} {sheet.made_on.year}", _BODY, colour=_MUTED)
        widths = shares_of(sheet.parts)
        for place, part in enumerate(sheet.parts):
            title = part.title
            if isinstance(title, date):
                title = formats.sentence_start(formats.long_date(title, sheet.made_on))
            on_top = (place, 0) in breaks
            self._line(title, _PART, bold=True, above=4 if on_top else 14, below=4, on_top=on_top)
            self._starts.append(self._cursor.position())
            starts = [row for row in range(1, len(part.rows)) if (place, row) in breaks]
            self._tables.append(self._table(part, widths[place], 0, *starts) if part.rows else None)
        self._cursor.endEditBlock()
        return self._document

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
        on_top: bool = False,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setBottomMargin(below)
        if on_top:
            block.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        look = _look(size, bold=bold, colour=colour)
        if first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block, look)
        self._cursor.insertText(_one_line(text), look)

    def _table(self, part: Part, widths: Sequence[float], *starts: int) -> QTextTable:
        """Put the rows in, as a table from each row of `starts` on; returns the first one."""
        made = []
        look = _table_format(part, widths)
        for start, end in pairwise((*starts, len(part.rows))):
            if start:
                look.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            made.append(self._rows(part, part.rows[start:end], look))
        return made[0]

    def _rows(
        self, part: Part, rows: Sequence[Sequence[Cell]], look: QTextTableFormat
    ) -> QTextTable:
        headed = bool(part.headings)
        columns = len(look.columnWidthConstraints())
        table = self._cursor.insertTable(len(rows) + headed, columns, look)
        for place, heading in enumerate(part.headings):
            amounts = any(isinstance(row[place], Money) for row in part.rows)
            words = _look(_SMALL, bold=True, colour=_MUTED)
            self._cell(table, 0, place, heading, words, right=amounts)
        for line, row in enumerate(rows, start=int(headed)):
            for place, cell in enumerate(row):
                name = not headed and place == 0
                words = _look(_BODY, colour=_MUTED if name else _INK)
                self._cell(table, line, place, said(cell), words, right=isinstance(cell, Money))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        return table

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
        ruled.setPadding(_PADDING)
        ruled.setLeftPadding(0)
        ruled.setRightPadding(8)
        place.setFormat(ruled)
        cursor = place.firstCursorPosition()
        if right:
            block = QTextBlockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
            cursor.setBlockFormat(block)
        cursor.insertText(text, look)


def _table_format(part: Part, widths: Sequence[float]) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setCellSpacing(0)
    made.setBorder(0)
    made.setBorderCollapse(True)
    made.setHeaderRowCount(1 if part.headings else 0)
    made.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in widths]
    )
    return made


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
