"""What was found out of the shape of a file and of how it writes amounts and dates, each part
for the user to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from pisteur.exchange.errors import describe_issue
from pisteur.exchange.leads import FileReport, doubts
from pisteur.exchange.table import FOUND_OUT, FileKind, Wishes
from pisteur.exchange.values import DateOrder, DecimalMark, Spelling
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.transfer.words import delimiter_word, encoding_word
from pisteur.ui.widgets.properties import make_label

_ENCODINGS = ("utf-8", "cp1252", "utf-16", "mac_roman", "cp850", "iso8859_15")
_DELIMITERS = (";", ",", "\t", "|")
_LINES = 20


class ShapeRow(QWidget):
    """Sheet, encoding, delimiter and line of headings, as far as the kind of file has them; below,
    how it writes amounts and dates, where a column has any.

    Attributes:
        wishes: what the user changed so far.

    Signals:
        changed: read the file again, by `wishes`.
        respelt: read amounts and dates by `wishes`; columns stay what they are.
    """

    changed = Signal()
    respelt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-shape")
        self.wishes = FOUND_OUT
        self._sheet = _combo("import-sheet", _("Sheet"))
        self._encoding = _combo("import-encoding", _("Encoding"))
        self._delimiter = _combo("import-delimiter", _("What separates the cells"))
        self._header = _combo("import-header", _("Line of headings"))
        self._decimal = _combo("import-decimal", _("How amounts are written"))
        self._dates = _combo("import-dates", _("How dates are written"))
        self._doubt = make_label("", "muted", wrap=True)
        self._doubt.setObjectName("import-doubt")
        row = QHBoxLayout()
        row.setSpacing(8)
        for combo in (self._sheet, self._encoding, self._delimiter, self._header):
            row.addWidget(combo)
        row.addStretch(1)
        spelling = QHBoxLayout()
        spelling.setSpacing(8)
        spelling.addWidget(self._decimal)
        spelling.addWidget(self._dates)
        spelling.addWidget(self._doubt, 1)
        # Without a doubt to say, the choices stay as narrow as those above.
        spelling.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addLayout(spelling)
        self._decimal.activated.connect(self._decimal_chosen)
        self._dates.activated.connect(self._dates_chosen)
        self._sheet.activated.connect(self._sheet_chosen)
        self._encoding.activated.connect(self._encoding_chosen)
        self._delimiter.activated.connect(self._delimiter_chosen)
        self._header.activated.connect(self._header_chosen)

    def forget(self) -> None:
        """Start anew, for another file."""
        self.wishes = FOUND_OUT

    def show_report(self, report: FileReport) -> None:
        """Offer what there is to choose from, with what was found out chosen."""
        text = report.kind is FileKind.TEXT
        self._fill(self._sheet, [(name, name) for name in report.sheets], report.sheet)
        self._sheet.setVisible(len(report.sheets) > 1)
        encoding = report.encoding.removesuffix("-sig")
        names = dict.fromkeys((*_ENCODINGS, encoding))
        self._fill(self._encoding, [(encoding_word(name), name) for name in names], encoding)
        self._encoding.setVisible(report.kind is not FileKind.WORKBOOK)
        delimiters = [
            (_("separated by {delimiter}").format(delimiter=delimiter_word(each)), each)
            for each in _DELIMITERS
        ]
        self._fill(self._delimiter, delimiters, report.delimiter)
        self._delimiter.setVisible(text)
        line = report.header_line or 0
        headings = _("headings in line {line}")
        lines = [(_("no line of headings"), 0)]
        lines += [
            (headings.format(line=formats.number(each)), each)
            for each in range(1, max(_LINES, line) + 1)
        ]
        self._fill(self._header, lines, line)
        self._header.setVisible(report.kind is not FileKind.CARDS)
        self.show_spelling(report.spelling)

    def show_spelling(self, spelling: Spelling) -> None:
        """Offer how amounts and dates may be written, where there are any."""
        has_amounts, has_dates = spelling.mark is not None, spelling.order is not None
        self._fill(self._decimal, list(_amount_examples()), spelling.mark or "")
        self._fill(self._dates, list(_date_examples()), spelling.order or "")
        self._decimal.setVisible(has_amounts)
        self._dates.setVisible(has_dates)
        self._doubt.setText(" ".join(map(describe_issue, doubts(spelling))))
        self._doubt.setVisible(bool(self._doubt.text()))

    @staticmethod
    def _fill(
        combo: QComboBox, items: list[tuple[str, str]] | list[tuple[str, int]], chosen: str | int
    ) -> None:
        combo.clear()
        for words, value in items:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _ask(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.changed.emit()

    def _decimal_chosen(self, _index: int) -> None:
        self.wishes = replace(self.wishes, decimal=DecimalMark(self._decimal.currentData()))
        self.respelt.emit()

    def _dates_chosen(self, _index: int) -> None:
        self.wishes = replace(self.wishes, dates=DateOrder(self._dates.currentData()))
        self.respelt.emit()

    # Another sheet, encoding or delimiter may have its headings elsewhere.

    def _sheet_chosen(self, _index: int) -> None:
        sheet = str(self._sheet.currentData())
        self._ask(replace(self.wishes, sheet=sheet, header_line=None))

    def _encoding_chosen(self, _index: int) -> None:
        encoding = str(self._encoding.currentData())
        self._ask(replace(self.wishes, encoding=encoding, header_line=None))

    def _delimiter_chosen(self, _index: int) -> None:
        delimiter = str(self._delimiter.currentData())
        self._ask(replace(self.wishes, delimiter=delimiter, header_line=None))

    def _header_chosen(self, _index: int) -> None:
        self._ask(replace(self.wishes, header_line=int(self._header.currentData())))


def _amount_examples() -> Iterator[tuple[str, str]]:
    written = _("amounts like {example}")
    for mark, example in ((DecimalMark.COMMA, "1 234,50"), (DecimalMark.POINT, "1,234.50")):
        yield written.format(example=example), mark


def _date_examples() -> Iterator[tuple[str, str]]:
    written = _("dates like {example}")
    examples = {
        DateOrder.DMY: "31/12/2026",
        DateOrder.MDY: "12/31/2026",
        DateOrder.YMD: "2026-12-31",
    }
    for order, example in examples.items():
        yield written.format(example=example), order


def _combo(name: str, title: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    combo.setAccessibleName(title)
    combo.setToolTip(title)
    combo.setProperty("role", "chip")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo
