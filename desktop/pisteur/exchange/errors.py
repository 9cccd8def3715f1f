"""What can be wrong with a file, and the sentence that says so.

Three families of codes: `file.*` refuses a whole file, `row.*` refuses a row, `cell.*` warns
about a cell of a row that is taken all the same.
"""

from __future__ import annotations

from pathlib import Path

from pisteur.domain.errors import DomainError
from pisteur.domain.records import RowIssue
from pisteur.i18n import _


class ExchangeError(DomainError):
    """A file can't be read or written, or holds what it should not.

    Attributes:
        path: the file.
        line: 1-based line at fault, None when it is about the whole file.
        column: 1-based column at fault, or None.
    """

    def __init__(
        self,
        code: str,
        path: Path | str,
        *,
        line: int | None = None,
        column: int | None = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.params = {"path": str(path), "line": line, "column": column, **params}
        self.path = Path(path)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return describe(self)


def describe(error: ExchangeError) -> str:
    """Return one sentence that names the file, and line and column where they are known."""
    sentence = _file_sentences().get(error.code, _("“{file}” can’t be read."))
    text = sentence.format(file=error.path.name or str(error.path), **error.params)
    if error.line is None:
        return text
    if error.column is None:
        return _("{sentence} (line {line})").format(sentence=text, line=error.line)
    return _("{sentence} (line {line}, column {column})").format(
        sentence=text, line=error.line, column=error.column
    )


def describe_issue(issue: RowIssue) -> str:
    """Return one sentence about a row or a cell; the caller adds the line."""
    sentence = _row_sentences().get(issue.code, issue.code)
    text = sentence.format(text=issue.text[:80])
    if not issue.column:
        return text
    return _("{column}: {sentence}").format(column=issue.column, sentence=text)


def column_name(heading: str, index: int) -> str:
    """Return what to call the column at `index`: its heading, or its number."""
    return heading.strip() or _("Column {number}").format(number=index + 1)


def _file_sentences() -> dict[str, str]:
    return (
        _reading_sentences() | _workbook_sentences() | _writing_sentences() | _archive_sentences()
    )


def _reading_sentences() -> dict[str, str]:
    return {
        "file.missing": _("“{file}” does not exist."),
        "file.directory": _("“{file}” is a folder, not a file."),
        "file.not_readable": _("“{file}” can’t be read: you may not open it."),
        "file.unreadable": _("“{file}” can’t be read: {reason}."),
        "file.empty": _("“{file}” is empty."),
        "file.too_large": _(
            "“{file}” is too large: {megabytes} MB, and {limit} MB at most are read. "
            "Split it into several files."
        ),
        "file.pdf": _("“{file}” is a PDF, not a list in CSV format."),
        "file.archive": _("“{file}” is a compressed file. Unpack it first."),
        "file.binary": _("“{file}” is not a text file, so it can’t be a list in CSV format."),
        "file.changed": _(
            "“{file}” has other columns than when you chose it. Nothing was changed. Choose it "
            "again."
        ),
        "file.encoding_changed": _("“{file}” changed while it was being read. Try again."),
        "file.line_too_long": _("“{file}” has a line that is far too long for a list."),
        "file.cell_too_long": _(
            "“{file}” has a cell that is far too long: a quotation mark is probably missing. "
            "If none is, shorten the text."
        ),
        "file.quote_not_closed": _(
            "“{file}” has a quotation mark that is opened and never closed."
        ),
        "file.too_many_columns": _("“{file}” has {columns} columns, and {limit} at most are read."),
        "file.too_many_rows": _(
            "“{file}” has more than {limit} rows. Split it into several files."
        ),
        "file.malformed": _("“{file}” is not a valid CSV file: {reason}."),
        "file.no_columns_recognised": _(
            "“{file}” has no column that looks like a name, a company, a phone or an e-mail. "
            "Add a first row with headings, or say which column is which."
        ),
    }


def _workbook_sentences() -> dict[str, str]:
    return {
        "file.spreadsheet": _(
            "“{file}” is a kind of workbook that is not read. Save it as XLSX or CSV from the "
            "spreadsheet program, then import that file."
        ),
        "file.protected": _(
            "“{file}” is protected by a password. Save it without one, then import it."
        ),
        "file.workbook_damaged": _(
            "“{file}” is a damaged workbook. Open it in the spreadsheet program and save it again."
        ),
        "file.workbook_too_slow": _(
            "“{file}” took more than {seconds} seconds to read, so reading was stopped. Copy the "
            "list alone into a new workbook, or save it as CSV."
        ),
        "file.workbook_gave_up": _(
            "“{file}” can’t be read: it is damaged, or asks for too much memory. Copy the list "
            "alone into a new workbook, or save it as CSV."
        ),
        "file.no_sheet": _("“{file}” has no sheet “{sheet}”. Its sheets are: {sheets}."),
        "file.unpacks_too_large": _(
            "“{file}” unpacks to more than {limit} MB. Copy the list alone into a new workbook, "
            "or save it as CSV."
        ),
        "file.too_many_cells": _(
            "“{file}” has cells as far out as row {rows} and column {columns}. Copy the list "
            "alone into a new workbook, or save it as CSV."
        ),
    }


def _writing_sentences() -> dict[str, str]:
    return {
        "file.no_folder": _("“{file}” can’t be written: its folder does not exist."),
        "file.special": _("“{file}” is a device or a pipe: a file can’t take its place."),
        "file.not_writable": _("“{file}” can’t be written: you may not write there."),
        "file.same_as_list": _(
            "“{file}” is the list itself. Nothing was changed. Choose another file for the rows "
            "not taken."
        ),
        "file.disk_full": _("“{file}” can’t be written: the disk is full."),
        "file.write_failed": _("“{file}” can’t be written: {reason}."),
        "file.calendar": _(
            "{problem} It is the calendar that Pisteur keeps up to date in {folder}, tried again "
            "after your next change. The settings of the calendar choose another file."
        ),
    }


def _archive_sentences() -> dict[str, str]:
    return {
        "archive.not_json": _("“{file}” is not a Pisteur archive: it is not valid JSON."),
        "archive.data_file": _(
            "“{file}” is a backup or a data file. “Restore a backup…” in the File menu brings it "
            "in."
        ),
        "archive.no_list": _(
            "“{file}” is a Pisteur archive. “Bring in an archive…” in the File menu takes it, "
            "into an empty data file."
        ),
        "archive.not_archive": _("“{file}” is not a Pisteur archive."),
        "archive.newer": _(
            "“{file}” was written by a newer Pisteur (archive version {version}). "
            "Update Pisteur, then import it."
        ),
        "archive.damaged": _("“{file}” is damaged: “{table}” does not hold what it should."),
        "archive.unknown_column": _(
            "“{file}” holds “{name}” in “{table}”, which this Pisteur does not know."
        ),
        "archive.not_empty": _(
            "“{file}” can only be brought into an empty data file, and this one already holds "
            "something. Start Pisteur on a new data file, then bring the archive in there."
        ),
    }


def _row_sentences() -> dict[str, str]:
    return {
        "row.empty": _("The row is empty."),
        "row.nothing_usable": _("The row holds no name, company, phone or e-mail."),
        "row.total": _("The row is a total of others, not someone."),
        "row.rows_in_cell": _(
            "A cell holds other rows of the file: a quotation mark is probably missing."
        ),
        "row.email_invalid": _("“{text}” is not an e-mail address."),
        "row.phone_unreadable": _("“{text}” is not a phone number."),
        "row.phone_digits_lost": _(
            "The spreadsheet shortened this number to “{text}”: its digits are lost."
        ),
        "card.not_ended": _("The card has no end; it was not taken."),
        "card.nested": _("The card holds too many others; it was not taken."),
        "card.too_long": _("The card has far too many lines; it was not taken."),
        "card.group": _("The card is a group, not someone; it was not taken."),
        "cell.email_invalid": _("“{text}” is not an e-mail address; it was put in the notes."),
        "cell.phone_unreadable": _("“{text}” is not a phone number; it was put in the notes."),
        "cell.phone_digits_lost": _(
            "The spreadsheet shortened this number to “{text}”: its digits are lost; "
            "it was put in the notes."
        ),
        "cell.siret_invalid": _("“{text}” is not a valid SIRET; it was put in the notes."),
        "cell.beyond_columns": _("“{text}” stands in no column; it was put in the notes."),
        "cell.repaired_text": _("“{text}” had garbled accents, which were mended."),
        "cell.unknown_word": _("“{text}” is not known here; it was put in the notes."),
        "name.like_line": _("Same name and company as line {text}."),
        "name.like_stored": _("Same name and company as a contact that is already here."),
        **_deal_sentences(),
    }


def _deal_sentences() -> dict[str, str]:
    return {
        "cell.amount_unreadable": _(
            "“{text}” can’t be read as an amount; it was put in the notes."
        ),
        "cell.date_unreadable": _("“{text}” can’t be read as a date; it was put in the notes."),
        "list.amounts_doubtful": _(
            "1.200 or 1,200 alone does not say where the cents are: read as twelve hundred."
        ),
        "list.dates_doubtful": _("No date tells the day from the month: read with the day first."),
        "cell.other_currency": _("“{text}” is not in euros; it was put in the notes."),
        "deal.stage_unknown": _(
            "“{text}” is none of your columns: the deal goes to the first one, and this to the"
            " notes."
        ),
        "deal.sale": _("“{text}”, with an amount and a date: a sale is recorded."),
        "deal.won_unproved": _(
            "“{text}” without an amount and a closing date that has passed is no sale: the deal"
            " stays before the customers, and this goes to the notes."
        ),
        "deal.no_reason": _(
            "“{text}” needs a reason that you have not: the deal stays open, and this goes to the"
            " notes."
        ),
        "deal.standby": _(
            "“{text}” needs a date to come back on: the deal stays open, and this goes to the"
            " notes."
        ),
        "deal.offer_unknown": _(
            "“{text}” is none of your offers: it goes to the notes of the deal."
        ),
        "deal.stays": _("The deal stays in its column, whatever “{text}” says."),
        "deal.closed": _("The deal is closed: its amount stays."),
    }
