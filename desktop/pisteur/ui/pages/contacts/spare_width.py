"""The room that the table of contacts has to spare: its columns of words take it, so that names
are not cut off beside an empty half of a large screen.

A column whose width the user gave keeps that width. Not for tables that one column fills.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

# A wider column makes the eye lose its line.
WIDEST = 340
# Rows are painted anew for another width: not while the window or a column is being drawn out.
SOON_MS = 60


class SpareWidth(QObject):
    """Shares what the columns of a table leave of its width.

    Attributes:
        own: widths that the user gave, by column.
    """

    def __init__(self, table: QTableView, usual: Mapping[int, int], growing: Sequence[int]) -> None:
        """`usual` has the width of each column without more room, `growing` those that take it."""
        super().__init__(table)
        self.own: dict[int, int] = {}
        self._table = table
        self._usual = dict(usual)
        self._growing = frozenset(growing)
        self._at_work = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self._share_at_rest)
        table.horizontalHeader().sectionResized.connect(self._resized)

    def give(self, own: Mapping[int, int]) -> None:
        """Take widths that the user gave before in place of all others."""
        self._end_stretching()
        self.own = {column: width for column, width in own.items() if column in self._usual}
        self.share()

    def share_soon(self) -> None:
        """Share once the table keeps its width; at once while nobody sees it."""
        if self._table.isVisible():
            self._timer.start()
        else:
            self.share()

    def share(self) -> None:
        """Give each shown column its width at once."""
        table = self._table
        widths = {
            column: self.own.get(column, usual)
            for column, usual in self._usual.items()
            if not table.isColumnHidden(column)
        }
        growing = {column: widths[column] for column in widths if self._may_grow(column)}
        spare, parts = table.viewport().width() - sum(widths.values()), sum(growing.values())
        if spare > 0:
            for column, width in growing.items():
                widths[column] = max(width, min(width + spare * width // parts, WIDEST))
            # Lines and selected rows reach the edge.
            header = table.horizontalHeader()
            last = max(widths, key=header.visualIndex)
            if last not in self.own:
                widths[last] += table.viewport().width() - sum(widths.values())
        self._at_work = True
        for column, width in widths.items():
            table.setColumnWidth(column, width)
        self._at_work = False

    def _end_stretching(self) -> None:
        """Undo what an older state of the header says of its last column."""
        header = self._table.horizontalHeader()
        if header.stretchLastSection():
            hidden = [column for column in self._usual if header.isSectionHidden(column)]
            # Qt counts those that are hidden when the stretching ends into the length for good.
            for column in hidden:
                header.showSection(column)
            header.setStretchLastSection(False)
            for column in hidden:
                header.hideSection(column)

    def _may_grow(self, column: int) -> bool:
        return column in self._growing and column not in self.own

    def _resized(self, column: int, before: int, now: int) -> None:
        # From or to nothing: a column was shown or hidden.
        if before and now and not self._at_work:
            self.own[column] = now
            self._timer.start()

    def _share_at_rest(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.share()
        else:
            self._timer.start()
