"""What an import would do, row by row, before anything is written; and what shall be done."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from pisteur.domain.decisions import DECIDED, Decision, Decisions, Outcome, RowKind, Take
from pisteur.domain.lead_lists import PORTION
from pisteur.domain.transfer import BOARD_LIMIT, ImportPlan, PlannedRow
from pisteur.i18n import _, ngettext
from pisteur.import_words import ListFigures, list_remarks, nothing_to_import
from pisteur.presentation import formats
from pisteur.ui.theme.theme import Theme
from pisteur.ui.transfer.counts import Counts
from pisteur.ui.transfer.kind_choices import KindChoices
from pisteur.ui.transfer.row_menu import RowMenu
from pisteur.ui.transfer.rows_model import RowColumn, RowsModel
from pisteur.ui.transfer.rows_view import RowsView
from pisteur.ui.transfer.values_dialog import ValuesDialog
from pisteur.ui.transfer.words import choices, kind_title
from pisteur.ui.widgets.properties import make_label

UNDECIDED = "undecided"


class CheckPage(QWidget):
    """The third step.

    Attributes:
        outcome: what an import would come to.
        is_settled: whether there is nothing to decide, nor to import.

    Signals:
        changed: something else was decided.
        deals_asked: (whether open deals come to the board though they are many): asks for another
            plan.
    """

    changed = Signal()
    deals_asked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-check-page")
        self._plan = ImportPlan(())
        self._unused: tuple[str, ...] = ()
        self.is_settled = False
        self._exceptions: dict[int, Decision] = {}
        self.outcome = Outcome()
        self.counts = Counts()
        self._model = RowsModel(self)
        self.table = RowsView(self._model, theme)
        self.table.turned.connect(self._turn)
        self.table.asked.connect(self._offer)
        self.table.compared.connect(self._compare)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._names = 0
        self._whole = make_label("", "muted", wrap=True)
        self._whole.setObjectName("import-row-detail")
        # Always as high as two lines: rows shall not jump as one goes through them.
        self._whole.setMinimumHeight(2 * self._whole.fontMetrics().lineSpacing())
        self._whole.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._filter = QComboBox()
        self._filter.setObjectName("import-filter")
        self._filter.setAccessibleName(_("Rows to show"))
        self._filter.setProperty("role", "chip")
        self._filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._filter.activated.connect(self._filter_chosen)
        self.board = QCheckBox(_("Put the new names on the board"))
        self.board.setObjectName("import-on-board")
        self._kinds = KindChoices(self._filter, self.board)
        self._kinds.changed.connect(self._decide)
        self._waits = make_label("", "muted", wrap=True)
        self._waits.setObjectName("import-waits")
        self._said = make_label("", wrap=True)
        self._said.setObjectName("import-remarks")
        self.all_deals = QCheckBox()
        self.all_deals.setObjectName("import-all-deals")
        self.all_deals.clicked.connect(self.deals_asked)
        self._menu = RowMenu(self)
        self._menu.chosen.connect(self._take)
        self._menu.compare_asked.connect(self._compare)
        self._menu.reset_asked.connect(self._reset)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.counts)
        column.addWidget(self._kinds)
        column.addWidget(self._said)
        column.addWidget(self.all_deals)
        column.addWidget(self._waits)
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)

    def show_plan(
        self, plan: ImportPlan, unused: tuple[str, ...] = (), *, same_list: bool = False
    ) -> None:
        """Show what an import would do; exceptions stay when nothing else came of the file.

        Args:
            plan: what it would do.
            unused: columns that are not brought in.
            same_list: whether it is the list that is shown, with its deals or without: then the
                exceptions stay of rows of which nothing else came.
        """
        self._keep_exceptions(plan, same_list=same_list)
        self._plan, self._unused = plan, unused
        self.is_settled = bool(nothing_to_import(plan.counts))
        self._show_deals(plan)
        self.counts.show_counts(plan.counts, plan.total)
        self._kinds.show_counts(plan.counts)
        self._model.show(plan, self.decisions)
        self._fill_filter(plan)
        self.board.setChecked(plan.names_fit(self.decisions))
        self._row_chosen(QModelIndex(), QModelIndex())
        self._count()

    @property
    def decisions(self) -> Decisions:
        """What is done with the rows."""
        return self._kinds.decisions(self._exceptions)

    @property
    def on_board(self) -> bool:
        """Whether new names are to have a card."""
        return 0 < self._names <= BOARD_LIMIT and self.board.isChecked()

    # Showing.

    def _keep_exceptions(self, plan: ImportPlan, *, same_list: bool) -> None:
        before = {row.line: (row.kind, row.differences) for row in self._plan.rows}
        fits = (row.line for row in plan.rows if before[row.line] == (row.kind, row.differences))
        if same_list:
            kept = set(fits)
            self._exceptions = {k: each for k, each in self._exceptions.items() if k in kept}
        elif plan.rows != self._plan.rows:
            self._exceptions.clear()

    def _show_deals(self, plan: ImportPlan) -> None:
        """Offer to put deals on the board that are many."""
        many = plan.crowd + plan.sales
        text = ngettext(
            "Put the {count} deal on the board all the same",
            "Put the {count} deals on the board all the same",
            many,
        )
        self.all_deals.setText(formats.counted(text, many))
        self.all_deals.setVisible(bool(many))
        self.restore_deals()

    def restore_deals(self) -> None:
        """Show again what the plan is for, when another one could not be made."""
        self.all_deals.setChecked(self._plan.all_deals)

    def _say(self) -> None:
        """Say what the list leaves behind and takes for granted, or that it brings nothing."""
        plan = self._plan
        figures = ListFigures.of(plan, self.decisions, self._unused)
        said = list_remarks(figures, formats.counted)
        nothing = nothing_to_import(plan.counts)
        self._said.setText("\n".join(filter(None, (nothing, *said))))
        self._said.setVisible(bool(nothing or said))

    def _count(self) -> None:
        self.outcome = self._plan.outcome(self.decisions)
        # Deals have their cards in any case.
        self._say()
        self._names = new = self._plan.names_without_deal(self.decisions)
        self.board.setText(
            _("Put the new names on the board")
            if new == self.outcome.added
            else _("Put the names without a deal on the board too")
        )
        self.board.setVisible(0 < new <= BOARD_LIMIT)
        self._waits.setVisible(new > BOARD_LIMIT)
        text = _(
            "{count} new names would flood the board: they wait in their list. From the page"
            " “Lists of leads” you put them on the board {portion} at a time."
        )
        self._waits.setText(formats.counted(text, new, portion=str(PORTION)))

    def _fill_filter(self, plan: ImportPlan) -> None:
        """Offer what to show; of a list that was there before, what wants a decision first."""
        self._filter.clear()
        everything = ngettext("The {count} row", "All {count} rows", plan.total)
        self._filter.addItem(formats.counted(everything, plan.total), None)
        undecided = sum(1 for row in plan.rows if row.wants_decision)
        if undecided:
            text = ngettext("To decide: {count} row", "To decide: {count} rows", undecided)
            self._filter.addItem(formats.counted(text, undecided), UNDECIDED)
        for kind in RowKind:
            count = plan.counts.get(kind, 0)
            if count:
                text = _("{kind}: {count}").format(
                    kind=formats.sentence_start(kind_title(kind, count)),
                    count=formats.number(count),
                )
                self._filter.addItem(text, kind)
        again = undecided and plan.counts.get(RowKind.IDENTICAL, 0)
        self._filter.setCurrentIndex(1 if again else 0)
        self._filter_chosen(0)

    def _filter_chosen(self, _index: int) -> None:
        chosen = self._filter.currentData()
        if chosen == UNDECIDED:
            self._model.show_undecided()
        elif chosen:
            self._model.show_kind(RowKind(chosen))
        else:
            self._model.show_all()

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        detail = str(current.siblingAtColumn(RowColumn.DETAIL).data() or "")
        hint = _(
            "Space changes what is done with the rows that are selected, Enter shows what may be"
            " done."
        )
        if current.isValid() or self.is_settled:
            hint = ""
        self._whole.setText(detail or hint)

    # Deciding.

    def _decide(self) -> None:
        """Let everything follow another decision."""
        self._model.decide(self.decisions)
        self._count()
        self.changed.emit()

    def _selected(self) -> list[PlannedRow]:
        """Return the selected rows that leave something to decide, the current one first."""
        indexes = self.table.selectionModel().selectedRows()
        current = self.table.currentIndex().row()
        indexes.sort(key=lambda index: index.row() != current)
        rows = map(self._model.row_at, indexes)
        return [row for row in rows if row.kind in DECIDED]

    def _given(self, row: PlannedRow) -> Decision:
        return self.decisions.of(row.line, row.kind)

    def _turn(self) -> None:
        """Go on to the next choice for the selected rows, after the last to the first."""
        rows = self._selected()
        if rows:
            takes = [take for take, _words in choices(rows[0].kind)]
            now = self._given(rows[0]).take
            place = takes.index(now) + 1 if now in takes else 0
            self._take(takes[place % len(takes)])

    def _offer(self, at: QPoint) -> None:
        rows = self._selected()
        if rows:
            self._menu.offer(rows[0], self._given(rows[0]), at, alone=len(rows) == 1)

    def _take(self, take: Take) -> None:
        """Do the same with every selected row, or the like where its kind knows no such thing."""
        for row in self._selected():
            known = [each for each, _words in choices(row.kind)]
            fitting = take if take in known else Take.ALL
            self._except(row.line, row.kind, Decision(fitting))
        self._decide()

    def _except(self, line: int, kind: RowKind, given: Decision) -> None:
        if given == self._kinds.decisions({}).of_kind(kind):
            self._exceptions.pop(line, None)
        else:
            self._exceptions[line] = given

    def _reset(self) -> None:
        for row in self._selected():
            self._exceptions.pop(row.line, None)
        self._decide()

    def _compare(self) -> None:
        """Show what is stored and what the list says side by side."""
        rows = self._selected()
        if len(rows) == 1 and rows[0].kind is RowKind.CONFLICT:
            dialog = ValuesDialog(rows[0], self._given(rows[0]), self)
            dialog.decided.connect(self._values_decided)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _values_decided(self, line: int, given: Decision) -> None:
        self._except(line, RowKind.CONFLICT, given)
        self._decide()
