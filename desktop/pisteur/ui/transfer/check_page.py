"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pisteur.domain.lead_lists import PORTION
from pisteur.domain.transfer import BOARD_LIMIT, ImportPlan, OnConflict, RowKind
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.theme.theme import Theme
from pisteur.ui.transfer.counts import Counts
from pisteur.ui.transfer.rows_model import RowColumn, RowDelegate, RowsModel
from pisteur.ui.transfer.words import fills, kind_title
from pisteur.ui.widgets.containers import prepare_table
from pisteur.ui.widgets.properties import make_label

WIDTHS = {
    RowColumn.LINE: 60,
    RowColumn.KIND: 122,
    RowColumn.WHO: 160,
    RowColumn.WHAT: 150,
}


class CheckPage(QWidget):
    """The third step.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-check-page")
        self._plan: ImportPlan | None = None
        self.counts = Counts()
        self._model = RowsModel(self)
        self.table = QTableView()
        self.table.setObjectName("import-rows")
        self.table.setAccessibleName(_("Rows of the file"))
        prepare_table(self.table)
        self.table.setModel(self._model)
        self.table.setItemDelegate(RowDelegate(theme, self.table))
        columns = self.table.horizontalHeader()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(RowColumn.DETAIL, QHeaderView.ResizeMode.Stretch)
        for place, width in WIDTHS.items():
            self.table.setColumnWidth(place, width)
        self._whole = make_label("", "muted", wrap=True)
        self._whole.setObjectName("import-row-detail")
        # Always as high as two lines: rows shall not jump as one goes through them.
        self._whole.setMinimumHeight(2 * self._whole.fontMetrics().lineSpacing())
        self._whole.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._filter = QComboBox()
        self._filter.setObjectName("import-filter")
        self._filter.setAccessibleName(_("Rows to show"))
        self._filter.setProperty("role", "chip")
        self._filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._filter.activated.connect(self._filter_chosen)
        self._conflict_label = make_label(_("In case of conflict:"), "muted")
        self._conflict = QComboBox()
        self._conflict.setObjectName("import-on-conflict")
        self._conflict.setAccessibleName(_("In case of conflict"))
        self._conflict.setProperty("role", "chip")
        for words, choice in (
            (_("keep what is stored"), OnConflict.KEEP),
            (_("only fill what is missing"), OnConflict.FILL),
            (_("take what the file says"), OnConflict.FILE),
        ):
            self._conflict.addItem(words, choice)
        self._conflict.activated.connect(self._conflict_chosen)
        self._make_board()
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self._filter)
        choices.addWidget(self._conflict_label)
        choices.addWidget(self._conflict)
        choices.addStretch(1)
        choices.addWidget(self.board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.counts)
        column.addLayout(choices)
        column.addWidget(self._waits)
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)

    def _make_board(self) -> None:
        """Make the choice that a short list leaves, and what is said of a long one instead."""
        self.board = QCheckBox(_("Put the new names on the board"))
        self.board.setObjectName("import-on-board")
        self._waits = make_label("", "muted", wrap=True)
        self._waits.setObjectName("import-waits")

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what an import would do."""
        self._plan = plan
        self.counts.show_counts(plan.counts, plan.total)
        self._model.show(plan.rows)
        self._fill_filter(plan)
        new = plan.counts.get(RowKind.NEW, 0)
        few = 0 < new <= BOARD_LIMIT
        self.board.setVisible(few)
        self.board.setChecked(few)
        self._waits.setVisible(new > BOARD_LIMIT)
        text = _(
            "{count} new names would flood the board: they wait in their list. From the page"
            " “Lists of leads” you put them on the board {portion} at a time."
        )
        self._waits.setText(formats.counted(text, new, portion=str(PORTION)))
        conflicts = bool(plan.counts.get(RowKind.CONFLICT, 0))
        self._conflict.setVisible(conflicts)
        self._conflict_label.setVisible(conflicts)

    @property
    def on_conflict(self) -> OnConflict:
        """Which side holds."""
        return OnConflict(self._conflict.currentData())

    @property
    def to_write(self) -> int:
        """How many rows would change something."""
        if self._plan is None:
            return 0
        kinds = [RowKind.NEW, RowKind.FILLS_GAP]
        if self.on_conflict is OnConflict.FILE:
            kinds.append(RowKind.CONFLICT)
        filled = 0
        if self.on_conflict is OnConflict.FILL:
            filled = sum(
                1 for row in self._plan.rows if row.kind is RowKind.CONFLICT and fills(row)
            )
        return sum(self._plan.counts.get(kind, 0) for kind in kinds) + filled

    def _fill_filter(self, plan: ImportPlan) -> None:
        self._filter.clear()
        everything = ngettext("The {count} row", "All {count} rows", plan.total)
        self._filter.addItem(formats.counted(everything, plan.total), None)
        for kind in RowKind:
            count = plan.counts.get(kind, 0)
            if count:
                text = _("{kind}: {count}").format(
                    kind=formats.sentence_start(kind_title(kind, count)),
                    count=formats.number(count),
                )
                self._filter.addItem(text, kind)
        self._model.show_kind(None)

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        detail = current.siblingAtColumn(RowColumn.DETAIL).data()
        self._whole.setText(str(detail or ""))

    def _filter_chosen(self, _index: int) -> None:
        chosen = self._filter.currentData()
        self._model.show_kind(RowKind(chosen) if chosen else None)

    def _conflict_chosen(self, _index: int) -> None:
        self._model.set_on_conflict(self.on_conflict)
        self.changed.emit()
