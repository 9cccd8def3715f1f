"""What an import did: counts, the rows that were left out, and how to take it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from pisteur.counted_words import counted_words
from pisteur.domain.errors import PisteurError
from pisteur.domain.records import ParsedLeads, RejectedRow
from pisteur.domain.transfer import ImportReport
from pisteur.exchange.errors import describe_issue
from pisteur.i18n import _, isolated, ngettext, plain
from pisteur.presentation import formats
from pisteur.presentation.runner import Runner
from pisteur.ui.transfer.counts import Counts
from pisteur.ui.transfer.files import ask_save
from pisteur.ui.transfer.work import write_rejected
from pisteur.ui.widgets.properties import make_button, make_label

MOST_LISTED = 1000


class ReportPage(QWidget):
    """The last step.

    Attributes:
        list_id: the list that was made, None when nothing was imported.

    Signals:
        undone: the import was taken back.
        failed: the PisteurError for which it was not, or for which rows were not saved.
    """

    undone = Signal()
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._leads: ParsedLeads | None = None
        self._path = Path()
        self.setObjectName("import-report-page")
        self.list_id: int | None = None
        self._sentence = make_label("", "heading", wrap=True)
        self._sentence.setObjectName("import-sentence")
        self.counts = Counts()
        self._backup = make_label("", "muted", wrap=True)
        self._backup.setObjectName("import-backup")
        self._left_out = make_label("", "muted", wrap=True)
        self.rejected = QListWidget()
        self.rejected.setObjectName("import-rejected")
        self.rejected.setAccessibleName(_("Rows that were left out"))
        self.save = make_button(_("Save these rows…"), name="import-save-rejected")
        self.save.clicked.connect(self._ask_where)
        self.undo = make_button(_("Undo the import"), name="import-undo")
        self.undo.clicked.connect(self._take_back)
        self._saved = make_label("", "muted", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.undo)
        buttons.addWidget(self._saved, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addWidget(self.counts)
        column.addWidget(self._backup)
        column.addWidget(self._left_out)
        column.addWidget(self.rejected, 1)
        column.addStretch(0)
        column.addLayout(buttons)

    def show_report(
        self, report: ImportReport, leads: ParsedLeads, path: Path, *, decided: bool
    ) -> None:
        """Show what was done with the list at `path`, and whether the user decided any of it."""
        self._leads, self._path = leads, path
        self._sentence.setText(_sentence(report, decided=decided))
        self.counts.setVisible(True)
        self.counts.show_counts(report.counts, report.total)
        self.list_id = report.list_id
        self.undo.setVisible(report.list_id is not None)
        self._backup.setVisible(report.backup is not None)
        if report.backup is not None:
            text = _("The data file as it was before is kept as {path}")
            self._backup.setText(text.format(path=report.backup))
        self._saved.clear()
        left_out = len(leads.rejected)
        for widget in (self._left_out, self.rejected, self.save):
            widget.setVisible(bool(left_out))
        words = ngettext(
            "{count} row was left out; here is why.",
            "{count} rows were left out; here is why.",
            left_out,
        )
        self._left_out.setText(formats.counted(words, left_out))
        self.rejected.clear()
        for row in leads.rejected[:MOST_LISTED]:
            self.rejected.addItem(_rejected_line(row))
        if left_out > MOST_LISTED:
            self.rejected.addItem(_("… and more: save them as a file to see all of them."))

    def _take_back(self) -> None:
        list_id = self.list_id
        if list_id is not None:
            self._runner.command(lambda s: s.importing.undo(list_id), self._show_undone, self._fail)

    def _show_undone(self, _nothing: None) -> None:
        self._sentence.setText(_("The import was undone. Everything is as it was before."))
        self.undo.setVisible(False)
        # They say what is no more.
        self.counts.setVisible(False)
        self.undone.emit()

    # Rows that were left out.

    def _ask_where(self) -> None:
        name = plain(_("{list}-left-out.csv")).format(list=self._path.stem)
        ask_save(
            self,
            _("Save the rows that were left out"),
            self._path.with_name(name),
            _("Lists (*.csv)"),
            self._save,
        )

    def _save(self, chosen: str) -> None:
        leads, path = self._leads, Path(chosen)
        if leads is not None:
            self._runner.query(
                lambda s: write_rejected(s, leads, path), self._show_saved, self._fail
            )

    def _fail(self, error: PisteurError) -> None:
        self.failed.emit(error)

    def _show_saved(self, path: Path) -> None:
        self._saved.setText(_("Saved as {path}").format(path=path))


def _rejected_line(row: RejectedRow) -> str:
    reason = describe_issue(row.issue)
    cells = " · ".join(isolated(cell) for cell in row.cells if cell.strip())
    if not cells:
        return _("Line {line}: {reason}").format(line=row.line, reason=reason)
    text = _("Line {line}: {reason} The row says: {cells}")
    return text.format(line=row.line, reason=reason, cells=cells)


def _sentence(report: ImportReport, *, decided: bool) -> str:
    if report.list_id is None:
        return _("Nothing was imported: everything was there already or could not be used.")
    figures = (*_of_contacts(report, decided=decided), *_of_deals(report))
    parts = counted_words(formats.counted, *figures)
    if report.outcome.added and not report.cards and not report.sales:
        parts.append(_("They wait in “Lists of leads”, from where they go to the board."))
    return " ".join(parts)


def _of_contacts(report: ImportReport, *, decided: bool) -> tuple[tuple[int, str], ...]:
    """Return what became of contacts, with the figures."""
    done = report.outcome
    return (
        (
            done.added,
            ngettext("{count} contact was added.", "{count} contacts were added.", done.added),
        ),
        (
            done.completed,
            ngettext(
                "{count} contact was completed.",
                "{count} contacts were completed.",
                done.completed,
            ),
        ),
        (
            done.replaced,
            ngettext(
                "{count} took over what the file says.",
                "{count} took over what the file says.",
                done.replaced,
            ),
        ),
        (done.left, _left_words(done.left, decided=decided)),
        (
            report.held,
            ngettext(
                "{count} of them objected before: that holds.",
                "{count} of them objected before: that holds.",
                report.held,
            ),
        ),
    )


def _left_words(count: int, *, decided: bool) -> str:
    if decided:
        return ngettext(
            "{count} row was left as you decided.",
            "{count} rows were left as you decided.",
            count,
        )
    return ngettext(
        "{count} row differs from what is stored, which stays as it was.",
        "{count} rows differ from what is stored, which stays as it was.",
        count,
    )


def _of_deals(report: ImportReport) -> tuple[tuple[int, str], ...]:
    """Return what became of deals and actions, with the figures."""
    return (
        (
            report.cards,
            ngettext(
                "{count} card is on the board.", "{count} cards are on the board.", report.cards
            ),
        ),
        (
            report.planned,
            ngettext("{count} action is planned.", "{count} actions are planned.", report.planned),
        ),
        (
            report.crowd,
            ngettext(
                "What the list says of {count} open deal is in the notes.",
                "What the list says of {count} open deals is in the notes.",
                report.crowd,
            ),
        ),
        (
            report.sales,
            ngettext(
                "{count} won deal is a sale of its contact, without a card.",
                "{count} won deals are sales of their contacts, without a card.",
                report.sales,
            ),
        ),
    )
