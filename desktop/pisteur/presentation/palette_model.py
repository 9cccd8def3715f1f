"""The lines of the command palette, as a list for a view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from pisteur.presentation.palette_lines import Choice, Line

LINE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class PaletteModel(QAbstractListModel):
    """Headings and what can be chosen; only the latter can be selected."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of those before."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def next_choice(self, row: int, by: int) -> int:
        """Return the row of the next choice, `by` 1 or −1; round at the ends, -1 for none."""
        count = len(self.lines)
        for step in range(1, count + 1):
            place = (row + by * step) % count
            if isinstance(self.lines[place], Choice):
                return place
        return -1

    # Qt.

    def rowCount(self, parent: _Index = _TOP, /) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title.text if isinstance(line, Choice) else line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if isinstance(line, Choice) else line.text
        return None

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Choice):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags
