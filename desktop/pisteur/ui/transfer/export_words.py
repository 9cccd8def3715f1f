"""The words of exports: formats, periods, how many there are, what was written."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from pisteur.domain.calendar import working_week_end
from pisteur.domain.exports import ExportFormat, ExportWhat
from pisteur.domain.text import shorten
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats

MONTH = timedelta(days=30)
LONGEST = 60
"""Characters of a name or title in a choice: the dialog stays as wide as it is."""


class Extent(StrEnum):
    """Which contacts are taken, or those of whom: in the table, on the board, or all."""

    SELECTED = "selected"
    SHOWN = "shown"
    CARDS = "cards"
    BOARD = "board"
    ALL = "all"


class Period(StrEnum):
    """Which follow-ups are taken: by the day on which they are due; those late always are."""

    EVERYTHING = "everything"
    TODAY = "today"
    THIS_WEEK = "this_week"
    MONTH = "month"

    def end(self, today: date) -> date | None:
        """Return the last day that is taken."""
        match self:
            case Period.EVERYTHING:
                return None
            case Period.TODAY:
                return today
            case Period.THIS_WEEK:
                return working_week_end(today)
        return today + MONTH


def period_words(period: Period, count: int) -> str:
    """Return a period with how many actions it has."""
    titles = {
        Period.EVERYTHING: _("Everything that is planned"),
        Period.TODAY: _("What is late, and today"),
        Period.THIS_WEEK: _("What is late, and this week"),
        Period.MONTH: _("What is late, and the next 30 days"),
    }
    return _with_count(titles[period], count)


def action_words(title: str) -> str:
    """Return that one action is meant, by its title."""
    return _("Only “{title}”").format(title=shorten(title, LONGEST))


def contacts_words(extent: Extent, count: int) -> str:
    """Return which contacts are meant, with how many they are."""
    match extent:
        case Extent.SELECTED:
            words = ngettext("Selected: {count} contact", "Selected: {count} contacts", count)
        case Extent.SHOWN:
            words = ngettext(
                "Shown in the table: {count} contact",
                "Shown in the table: {count} contacts",
                count,
            )
        case Extent.CARDS:
            words = ngettext(
                "Of the cards selected: {count} contact",
                "Of the cards selected: {count} contacts",
                count,
            )
        case Extent.BOARD:
            words = ngettext(
                "Of the cards shown: {count} contact",
                "Of the cards shown: {count} contacts",
                count,
            )
        case Extent.ALL:
            words = ngettext("All: {count} contact", "All: {count} contacts", count)
    return formats.counted(words, count)


def deals_words(extent: Extent, count: int) -> str:
    """Return which deals are meant, with how many they are."""
    match extent:
        case Extent.SELECTED:
            words = _("Those of the contacts that are selected")
        case Extent.SHOWN:
            words = _("Those of the contacts that the table shows")
        case Extent.CARDS:
            words = _("Those of the cards that are selected")
        case Extent.BOARD:
            words = _("Those that the board shows")
        case Extent.ALL:
            words = _("All, closed ones included")
    return _with_count(words, count)


def _with_count(words: str, count: int) -> str:
    return _("{words} ({count})").format(words=words, count=formats.number(count))


def what_title(what: ExportWhat) -> str:
    """Return the title of the dialog."""
    match what:
        case ExportWhat.FOLLOW_UPS:
            return _("Export follow-ups")
        case ExportWhat.OPPORTUNITIES:
            return _("Export deals")
    return _("Export contacts")


def file_word(what: ExportWhat) -> str:
    """Return the word that stands in the name of the file proposed."""
    match what:
        case ExportWhat.FOLLOW_UPS:
            return _("follow-ups")
        case ExportWhat.OPPORTUNITIES:
            return _("deals")
        case ExportWhat.ARCHIVE:
            return _("archive")
    return _("contacts")


def format_title(what: ExportWhat, file_format: ExportFormat) -> str:
    """Return what a format is called."""
    if file_format is ExportFormat.PDF:
        if what is ExportWhat.CONTACTS:
            return _("Everything about this contact, to print (PDF)")
        return _("Sheet to print (PDF)")
    return {
        ExportFormat.ICS: _("Calendar, as appointments (ICS)"),
        ExportFormat.ICS_TASKS: _("Calendar, as tasks (ICS)"),
        ExportFormat.XLSX: _("Spreadsheet (XLSX)"),
        ExportFormat.CSV: _("Table for a French spreadsheet (CSV)"),
        ExportFormat.PLAIN_CSV: _("Table for programs (CSV)"),
        ExportFormat.VCARD_4: _("Address book (vCard 4)"),
        ExportFormat.VCARD_3: _("Address book of an older phone (vCard 3)"),
        ExportFormat.JSON: _("Archive (JSON)"),
    }[file_format]


def format_hint(what: ExportWhat, file_format: ExportFormat) -> str:
    """Return in a sentence what a format is good for."""
    if file_format is ExportFormat.PDF and what is ExportWhat.CONTACTS:
        return _(
            "All that Pisteur holds about this person: what to hand over to someone who asks for "
            "it."
        )
    calendar = _(
        "Your calendar can open the file. Open a newer one later, and it takes over what has "
        "changed instead of doubling it."
    )
    cards = _("Phones and mail programs read the file: one card for each contact.")
    return {
        ExportFormat.ICS: calendar,
        ExportFormat.ICS_TASKS: calendar,
        ExportFormat.VCARD_4: cards,
        ExportFormat.VCARD_3: cards,
        ExportFormat.PDF: _("To take along: by day, with phone numbers and notes."),
        ExportFormat.PLAIN_CSV: _("Commas, decimal points, dates as 2026-11-22."),
        ExportFormat.CSV: _("Semicolons, decimal commas, dates as 22/11/2026."),
        ExportFormat.XLSX: _(
            "One row for each, with days and amounts that a spreadsheet can sort."
        ),
        ExportFormat.JSON: _("Everything, for another Pisteur or for programs."),
    }[file_format]


def file_kinds(file_format: ExportFormat) -> str:
    """Return the kinds of files for the dialog that asks where to."""
    return {
        "ics": _("Calendars (*.ics)"),
        "csv": _("Lists (*.csv)"),
        "xlsx": _("Spreadsheets (*.xlsx)"),
        "vcf": _("Address cards (*.vcf)"),
        "pdf": _("Documents (*.pdf)"),
        "json": _("Pisteur archives (*.json)"),
    }[file_format.suffix]


def exported_words(what: ExportWhat, count: int) -> str:
    """Return what was written."""
    match what:
        case ExportWhat.CONTACTS:
            words = ngettext("{count} contact exported", "{count} contacts exported", count)
        case ExportWhat.OPPORTUNITIES:
            words = ngettext("{count} deal exported", "{count} deals exported", count)
        case ExportWhat.ARCHIVE:
            words = ngettext(
                "Everything is exported: {count} contact and what belongs to it",
                "Everything is exported: {count} contacts and what belongs to them",
                count,
            )
        case _:
            words = ngettext("{count} action exported", "{count} actions exported", count)
    return formats.counted(words, count)
