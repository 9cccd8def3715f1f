"""The menu over rows of a dry run: what may be done with them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pisteur.domain.decisions import Decision, RowKind, Take
from pisteur.domain.transfer import PlannedRow
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.transfer.words import choices


class RowMenu(QMenu):
    """Offers, and says what was chosen.

    Signals:
        chosen: the Take.
        compare_asked: decide value by value.
        reset_asked: treat the rows as the others of their kind.
    """

    chosen = Signal(object)
    compare_asked = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-row-menu")
        self.triggered.connect(self._triggered)

    def offer(self, row: PlannedRow, given: Decision, at: QPoint, *, alone: bool) -> None:
        """Open at a point of the screen, for `row` and perhaps others with it."""
        self.clear()
        group = QActionGroup(self)
        for take, words in choices(row.kind):
            entry = self._add(formats.sentence_start(words), take)
            entry.setCheckable(True)
            entry.setChecked(given.take is take)
            group.addAction(entry)
        if row.kind is RowKind.CONFLICT and alone:
            entry = self._add(_("Value by value…"), "values")
            entry.setCheckable(True)
            entry.setChecked(given.take is Take.CHOSEN)
            group.addAction(entry)
        self.addSeparator()
        self._add(_("As the others of its kind"), "as-kind")
        self.popup(at)

    def _add(self, words: str, value: str) -> QAction:
        entry = self.addAction(words)
        entry.setObjectName(f"import-row-{value}")
        entry.setData(str(value))
        return entry

    def _triggered(self, entry: QAction) -> None:
        match entry.data():
            case "values":
                self.compare_asked.emit()
            case "as-kind":
                self.reset_asked.emit()
            case value:
                self.chosen.emit(Take(value))
