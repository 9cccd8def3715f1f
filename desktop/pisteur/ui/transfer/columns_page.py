"""What was understood of a file: its shape and what each column means, for the user to mend."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pisteur.exchange.heading_table import DATE_FIELDS, SPELT_FIELDS
from pisteur.exchange.heading_table import Field as Meaning
from pisteur.exchange.leads import FileReport
from pisteur.exchange.mapping import Mapping, Target
from pisteur.exchange.table import FileKind, Wishes
from pisteur.exchange.values import Spelling
from pisteur.i18n import _, isolated, ngettext
from pisteur.presentation import formats
from pisteur.ui.transfer.shape_row import ShapeRow
from pisteur.ui.transfer.words import delimiter_word, encoding_word, field_titles
from pisteur.ui.widgets.containers import make_scrolling
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button, make_label, set_look

SAMPLES = 3


class _KeptName(QLineEdit):
    """A name to keep the columns by, which Enter gives; without one Enter is the dialog's."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            event.accept()


class ColumnsPage(QWidget):
    """The second step.

    Signals:
        changed: a column means something else now.
        reshaped: the file is to be read in another way, see `wishes`.
        respelt: as `reshaped`, but only its amounts and dates; columns stay what they are.
        keep_asked: keep what the columns mean under `kept_name`.
    """

    changed = Signal()
    reshaped = Signal()
    respelt = Signal()
    keep_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-columns-page")
        self._report: FileReport | None = None
        self._combos: list[QComboBox] = []
        self._spelt: list[int] = []
        self._shape = make_label("", "muted", wrap=True)
        self._shape_row = ShapeRow()
        self._shape_row.changed.connect(self.reshaped)
        self._shape_row.respelt.connect(self.respelt)
        self._name = _KeptName()
        self._name.setObjectName("import-kept-name")
        self._name.setAccessibleName(_("Name under which the columns are kept"))
        self._name.setPlaceholderText(_("Name to keep these columns by"))
        self._keep = make_button(_("Keep"), name="import-keep-columns")
        self._keep.setAccessibleName(_("Keep these columns for the next list like it"))
        self._keep.setEnabled(False)
        self._name.textChanged.connect(self._name_changed)
        self._keep.clicked.connect(self.keep_asked)
        self._name.returnPressed.connect(self._keep.click)
        self._kept = make_label("", "muted")
        self._kept.setObjectName("import-kept")
        keeping = QHBoxLayout()
        keeping.setSpacing(8)
        keeping.addWidget(self._name, 1)
        keeping.addWidget(self._keep)
        keeping.addWidget(self._kept, 1)
        self._usable = make_label("", "error", wrap=True)
        names = self._make_names()
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._area = make_scrolling(self._holder)
        self._area.setMinimumHeight(140)
        self._area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(names)
        column.addWidget(self._shape)
        column.addWidget(self._shape_row)
        column.addWidget(self._area, 1)
        column.addLayout(keeping)
        column.addWidget(self._usable)

    def _make_names(self) -> QHBoxLayout:
        self.list_name = QLineEdit()
        self.list_name.setObjectName("import-list-name")
        self.source = QLineEdit()
        self.source.setObjectName("import-source")
        self.source.setPlaceholderText(_("Trade fair, purchased file, website…"))
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addWidget(Field(_("Name of the list"), self.list_name), 1)
        names.addWidget(Field(_("Where the names come from"), self.source), 1)
        return names

    def show_report(self, report: FileReport) -> None:
        """Show what was found out about a file."""
        if self._report is None or self._report.path != report.path:
            self.list_name.setText(report.path.stem)
        self._report = report
        self._shape_row.show_report(report)
        self._name.setText(report.kept_as)
        kept = _("columns as in “{name}”").format(name=report.kept_as)
        self._kept.setText(kept if report.kept_as else "")
        self._shape.setText(_shape(report))
        self._clear()
        for column, text in enumerate((_("Column"), _("What it is"), _("First rows"))):
            self._grid.addWidget(make_label(text, "zone"), 0, column)
        for place, heading in enumerate(report.headings):
            self._add_row(place, heading, report)
        for before, after in pairwise((*self._combos, self._name, self._keep)):
            self.setTabOrder(before, after)
        self._spelt = self._spelt_columns()
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(len(report.headings) + 1, 1)
        self._check()

    def show_spelling(self, spelling: Spelling) -> None:
        """Show how amounts and dates are read now."""
        self._shape_row.show_spelling(spelling)

    @property
    def wishes(self) -> Wishes:
        """How the user wants the file to be read."""
        return self._shape_row.wishes

    def forget_wishes(self) -> None:
        """Let Pisteur find out the shape, as of a new file."""
        self._shape_row.forget()

    @property
    def kept_name(self) -> str:
        """Under which name the user wants the columns to be kept."""
        return self._name.text()

    def show_kept(self, name: str) -> None:
        """Say that the columns are kept."""
        self._kept.setText(_("kept as “{name}”").format(name=name))

    def restore_shape(self) -> None:
        """Show again how the file was last read, after another way failed."""
        self._shape_row.forget()
        if self._report is not None:
            self._shape_row.show_report(self._report)

    def mapping(self) -> Mapping:
        """Return what each column means now."""
        report = self._report
        if report is None:
            return Mapping(())
        return Mapping(
            tuple(
                _spelt(_target(combo, guess), self.wishes)
                for combo, guess in zip(self._combos, report.mapping.targets, strict=True)
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        # The wheel scrolls the list, it changes no meaning by the way.
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _add_row(self, place: int, heading: str, report: FileReport) -> None:
        guess = report.mapping.targets[place]
        combo = QComboBox()
        combo.setObjectName(f"import-column-{place}")
        combo.setAccessibleName(_("What “{heading}” is").format(heading=heading))
        combo.setMinimumWidth(210)
        combo.installEventFilter(self)
        combo.addItem(_("Not taken"), None)
        for field, words in field_titles().items():
            if field is not Meaning.LABEL or (guess and guess.field is Meaning.LABEL):
                combo.addItem(words, field)
        chosen = combo.findData(guess.field) if guess and _is_taken(guess) else 0
        combo.setCurrentIndex(max(0, chosen))
        combo.activated.connect(self._meaning_changed)
        self._combos.append(combo)
        values = dict.fromkeys(row[place].strip() for row in report.sample if row[place].strip())
        samples = ElidedLabel(" · ".join(map(isolated, list(values)[:SAMPLES])), "muted")
        title = ElidedLabel(heading, "strong")
        title.setMinimumWidth(140)
        title.setMaximumWidth(200)
        cells: tuple[QWidget, ...] = (title, combo, samples)
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, place + 1, column)

    def _clear(self) -> None:
        self._combos.clear()
        clear_rows(self._grid)

    def _name_changed(self, text: str) -> None:
        self._keep.setEnabled(bool(text.strip()))

    def _meaning_changed(self, _index: int) -> None:
        self._check()
        self.changed.emit()
        spelt = self._spelt_columns()
        if spelt != self._spelt:
            self._spelt = spelt
            self.respelt.emit()

    def _spelt_columns(self) -> list[int]:
        """Return the columns whose cells may be written in more than one way."""
        targets = self.mapping().targets
        return [i for i, target in enumerate(targets) if target and target.field in SPELT_FIELDS]

    def _check(self) -> None:
        usable = self.mapping().is_usable
        set_look(self._usable, "role", "error")
        self._usable.setText(
            ""
            if usable
            else _("Say which column holds a name, a company, a phone number or an e-mail.")
        )
        self._usable.setVisible(not usable)


def _is_taken(target: Target | None) -> bool:
    return target is not None and target.field is not Meaning.IGNORED


def _target(combo: QComboBox, guess: Target | None) -> Target | None:
    chosen = combo.currentData()
    if chosen is None:
        return guess if guess is not None and not _is_taken(guess) else None
    field = Meaning(chosen)
    # What was guessed knows more than the field: the label, the order of a name.
    return guess if guess is not None and guess.field is field else Target(field)


def _spelt(target: Target | None, wishes: Wishes) -> Target | None:
    """Return what a column means, with how it is written where the user chose."""
    if target is not None and target.field is Meaning.AMOUNT and wishes.decimal:
        return replace(target, label=wishes.decimal.value)
    if target is not None and target.field in DATE_FIELDS and wishes.dates:
        return replace(target, label=wishes.dates.value)
    return target


def _shape(report: FileReport) -> str:
    rows = ngettext("{count} row", "{count} rows", report.total)
    headings = (
        _("headings in line {line}").format(line=report.header_line)
        if report.header_line is not None
        else _("no line of headings")
    )
    if report.kind is FileKind.WORKBOOK:
        written = [_("sheet “{sheet}”").format(sheet=report.sheet)]
    elif report.kind is FileKind.CARDS:
        written = [_("address cards"), encoding_word(report.encoding)]
        return " · ".join((formats.counted(rows, report.total), *written))
    else:
        separated = _("cells separated by {delimiter}")
        written = [
            encoding_word(report.encoding),
            separated.format(delimiter=delimiter_word(report.delimiter)),
        ]
    return " · ".join((formats.counted(rows, report.total), *written, headings))
