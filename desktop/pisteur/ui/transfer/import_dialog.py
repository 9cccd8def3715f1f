"""Bringing a list in: the file, its columns, a dry run, and the report. One dialog, four steps.

Reading and writing happen in the worker; the dialog says how far they are, and can stop them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from pisteur.domain.decisions import Decisions
from pisteur.domain.errors import PisteurError
from pisteur.domain.records import ParsedLeads
from pisteur.domain.transfer import ImportCancelledError, ImportOptions, ImportPlan, ImportReport
from pisteur.exchange.leads import FileReport
from pisteur.exchange.table import FOUND_OUT
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.transfer.check_page import CheckPage
from pisteur.ui.transfer.columns_page import ColumnsPage
from pisteur.ui.transfer.file_page import FilePage, dropped_file
from pisteur.ui.transfer.report_page import ReportPage
from pisteur.ui.transfer.words import problem
from pisteur.ui.transfer.work import Progress, inspect, plan_import
from pisteur.ui.widgets.choices import Steps
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.screens import available_size
from pisteur.ui.widgets.sheet import SheetDialog

_HEIGHT = 680
_FRAME = 60
"""What the frame of a window may take."""
FILE, COLUMNS, CHECK, REPORT = range(4)


class ImportDialog(SheetDialog):
    """The walk of an import.

    Signals:
        archive_chosen: the Path of an archive, which has no columns to go through.
    """

    archive_chosen = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Import a list"), accept_text=_("Next"), parent=parent)
        self.setObjectName("import-dialog")
        self._runner = context.runner
        self._step = FILE
        self._busy = False
        self._path: Path | None = None
        self._report: FileReport | None = None
        self._leads: ParsedLeads | None = None
        self._focused: QWidget | None = None
        self._progress = Progress(self)
        self._progress.moved.connect(self._show_progress)
        self._build(context)
        self._back = self.add_button(_("Back"), self._go_back, name="import-back")
        self.setAcceptDrops(True)
        self.resize(940, min(_HEIGHT, available_size(self).height() - _FRAME))
        self._go_to(FILE)

    def _build(self, context: UiContext) -> None:
        self.steps = Steps([_("File"), _("Columns"), _("Check"), _("Report")])
        self._file = FilePage()
        self._columns = ColumnsPage()
        self._check = CheckPage(context.theme)
        self._done = ReportPage(context.runner)
        self._file.file_chosen.connect(self.open_file)
        self._columns.changed.connect(self._show_buttons)
        self._columns.reshaped.connect(self._reshape)
        self._columns.respelt.connect(self._respell)
        self._columns.keep_asked.connect(self._keep_columns)
        self._check.changed.connect(self._show_buttons)
        self._check.deals_asked.connect(self._plan_again)
        self._done.failed.connect(self._report_failed)
        self._done.undone.connect(self._hide_error)
        self._pages = QStackedWidget()
        for page in (self._file, self._columns, self._check, self._done):
            self._pages.addWidget(page)
        self._error = Card("bad")
        self._error.setObjectName("import-error")
        self._error_text = make_label("", wrap=True)
        self._error.body.addWidget(self._error_text)
        self._bar = QProgressBar()
        self._bar.setObjectName("import-progress")
        self._bar.setAccessibleName(_("Progress"))
        for widget in (self.steps, self._error):
            self.body.addWidget(widget)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._bar)
        self._error.hide()
        self._bar.hide()

    # What the owner asks.

    def open_file(self, path: Path) -> None:
        """Look through the file at `path`, and go on to its columns."""
        if not self._busy and self._step in (FILE, COLUMNS):
            self._columns.forget_wishes()
            progress = self._progress
            self._start()
            self._path = path
            self._runner.query(
                lambda s: inspect(s, path, FOUND_OUT, progress),
                self._inspected,
                self._not_inspected,
            )

    # Steps.

    def _inspected(self, report: FileReport) -> None:
        self._finish()
        self._report = report
        self._columns.show_report(report)
        self.set_title(_("Import “{file}”").format(file=report.path.name))
        self._go_to(COLUMNS)

    def _keep_columns(self) -> None:
        """Keep what the columns mean, for the next list with these headings."""
        report = self._report
        if report is not None and not self._busy:
            name, headings = self._columns.kept_name, report.headings
            mapping = self._columns.mapping()
            self._runner.command(
                lambda s: s.mappings.save(name, headings, mapping), self._columns_kept, self._failed
            )

    def _columns_kept(self, name: str) -> None:
        self._show_error("")
        self._columns.show_kept(name)

    def _reshape(self) -> None:
        """Read the same file in the way that the user wants."""
        report, wishes = self._report, self._columns.wishes
        if report is not None and not self._busy:
            path, progress = report.path, self._progress
            self._start()
            self._runner.query(
                lambda s: inspect(s, path, wishes, progress),
                self._inspected,
                self._reshape_failed,
            )

    def _respell(self) -> None:
        """Find out how amounts and dates are written, as the user wants them and the columns."""
        report, wishes, mapping = self._report, self._columns.wishes, self._columns.mapping()
        if report is not None and not self._busy:
            path, progress = report.path, self._progress
            self._focused = self.focusWidget()
            self._start()
            self._runner.query(
                lambda s: inspect(s, path, wishes, progress, mapping), self._respelt, self._failed
            )

    def _respelt(self, report: FileReport) -> None:
        self._finish()
        self._columns.show_spelling(report.spelling)
        if self._focused is not None:
            self._focused.setFocus()

    def _reshape_failed(self, error: PisteurError) -> None:
        self._columns.restore_shape()
        self._failed(error)

    def _parse(self) -> None:
        report = self._report
        if report is None:
            return
        mapping, wishes, progress = self._columns.mapping(), self._columns.wishes, self._progress
        self._start()
        self._runner.query(
            lambda s: plan_import(s, report, mapping, wishes, progress), self._planned, self._failed
        )

    def _planned(self, answer: tuple[ParsedLeads, ImportPlan]) -> None:
        self._finish()
        self._leads, plan = answer
        self._check.show_plan(plan, self._leads.unused)
        self._go_to(CHECK)

    def _plan_again(self, all_deals: object) -> None:
        """Say what comes of the list with its open deals on the board, or without."""
        leads, progress, wanted = self._leads, self._progress, bool(all_deals)
        if leads is not None and not self._busy:
            self._focused = self.focusWidget()
            self._start()
            self._runner.query(
                lambda s: s.importing.plan(leads, progress, all_deals=wanted),
                self._planned_again,
                self._plan_failed,
            )

    def _planned_again(self, plan: ImportPlan) -> None:
        if self._leads is not None:
            self._check.show_plan(plan, self._leads.unused, same_list=True)
        self._finish()
        if self._focused is not None:
            self._focused.setFocus()

    def _plan_failed(self, error: PisteurError) -> None:
        self._check.restore_deals()
        self._failed(error)

    def _import(self) -> None:
        leads, report = self._leads, self._report
        if leads is None or report is None:
            return
        options = ImportOptions(
            list_name=self._columns.list_name.text(),
            source=self._columns.source.text(),
            file_name=report.path.name,
            on_board=self._check.on_board,
            all_deals=self._check.all_deals.isChecked(),
            decisions=self._check.decisions,
        )
        progress = self._progress
        self._start()
        self._runner.command(
            lambda s: s.importing.apply(leads, options, progress), self._imported, self._failed
        )

    def _imported(self, report: ImportReport) -> None:
        self._finish()
        if self._leads is not None and self._report is not None:
            decided = self._check.decisions != Decisions()
            self._done.show_report(report, self._leads, self._report.path, decided=decided)
        self._go_to(REPORT)

    # Work that takes its time.

    def _start(self) -> None:
        self._busy = True
        self._progress.start()
        self._show_error("")
        self._bar.setRange(0, 0)
        self._bar.show()
        self._pages.setEnabled(False)
        self._show_buttons()

    def _finish(self) -> None:
        self._busy = False
        self._bar.hide()
        self._pages.setEnabled(True)
        self._show_buttons()

    def _not_inspected(self, error: PisteurError) -> None:
        self._failed(error)
        if error.code == "archive.no_list":
            self.archive_chosen.emit(self._path)

    def _failed(self, error: PisteurError) -> None:
        self._finish()
        stopped = isinstance(error, ImportCancelledError)
        self._show_error("" if stopped else problem(error))
        self.set_note(_("stopped · nothing was written") if stopped else self._step_note())
        self._focus_step()

    def _report_failed(self, error: PisteurError) -> None:
        """Say it, with the focus left on what was tried: it may be tried again elsewhere."""
        self._show_error(problem(error))

    def _show_progress(self, done: object, total: object) -> None:
        if self._busy and isinstance(done, int) and isinstance(total, int):
            known = self._report.total if self._report is not None else 0
            self._bar.setRange(0, total or max(done, known))
            self._bar.setValue(done)

    def _show_error(self, text: str) -> None:
        self._error_text.setText(text)
        self._error.setAccessibleName(text)
        self._error.setVisible(bool(text))

    def _hide_error(self) -> None:
        self._show_error("")

    # Buttons.

    def _go_to(self, step: int) -> None:
        self._step = step
        self.steps.set_current(step)
        self._pages.setCurrentIndex(step)
        self.set_note(self._step_note())
        self._show_buttons()
        self._focus_step()

    def _focus_step(self) -> None:
        first = self._file if self._step == FILE else self.primary
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._show_error("")
        self._go_to(max(FILE, self._step - 1))

    def _step_note(self) -> str:
        if self._step == REPORT:
            return ""
        return _("step {step} of {steps} · nothing is written yet").format(
            step=self._step + 1, steps=4
        )

    def _show_buttons(self) -> None:
        step, idle = self._step, not self._busy
        text, usable = _("Next"), False
        match step:
            case 1:
                usable = self._columns.mapping().is_usable
            case 2:
                count = self._check.outcome.written
                words = ngettext("Import {count} row", "Import {count} rows", count)
                text, usable = formats.counted(words, count), count > 0
                if self._check.is_settled:
                    text, usable = _("Close"), True
            case 3:
                text, usable = _("Close"), True
            case _:
                pass
        self.primary.setText(text)
        self.primary.setAccessibleName(text)
        self.primary.setEnabled(usable and idle)
        self.primary.setVisible(step != FILE)
        self._back.setVisible(step in (COLUMNS, CHECK))
        self._back.setEnabled(idle)
        closes = step == REPORT or (step == CHECK and self._check.is_settled)
        self.secondary.setVisible(not closes or not idle)
        self.secondary.setText(_("Stop") if self._busy else _("Cancel"))

    def accept(self) -> None:
        """Go on to the next step."""
        if self._busy or not self.primary.isEnabled():
            return
        match self._step:
            case 1:
                self._parse()
            case 2 if not self._check.is_settled:
                self._import()
            case 2 | 3:
                super().accept()
            case _:
                pass

    def reject(self) -> None:
        """Stop what is being done; with nothing to stop, close."""
        if self._busy:
            self._progress.stop()
        else:
            super().reject()

    # Dropping a file.

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if self._step in (FILE, COLUMNS) and dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)
