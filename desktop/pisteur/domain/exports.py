"""What can be taken out, in which formats; a window or a command line asks with a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ExportWhat(StrEnum):
    """What is taken out."""

    FOLLOW_UPS = "follow-ups"
    CONTACTS = "contacts"
    OPPORTUNITIES = "opportunities"
    ARCHIVE = "archive"


class ExportFormat(StrEnum):
    """How it is written; CSV opens in a spreadsheet set to French, PLAIN_CSV is for programs."""

    ICS = "ics"
    ICS_TASKS = "ics-tasks"
    XLSX = "xlsx"
    CSV = "csv"
    PLAIN_CSV = "csv-plain"
    VCARD_4 = "vcf"
    VCARD_3 = "vcf-3"
    PDF = "pdf"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """The end of the file's name, without the dot."""
        return self.value.partition("-")[0]


_TABLES = (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.PLAIN_CSV)
FORMATS: Mapping[ExportWhat, tuple[ExportFormat, ...]] = {
    ExportWhat.FOLLOW_UPS: (
        ExportFormat.ICS,
        ExportFormat.ICS_TASKS,
        *_TABLES,
        ExportFormat.PDF,
    ),
    ExportWhat.CONTACTS: (*_TABLES, ExportFormat.VCARD_4, ExportFormat.VCARD_3, ExportFormat.PDF),
    ExportWhat.OPPORTUNITIES: _TABLES,
    ExportWhat.ARCHIVE: (ExportFormat.JSON,),
}
"""What each can be written as, the first proposed first. A PDF holds one contact."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to take out.

    Attributes:
        start, end: first and last day on which follow-ups are due; None for no limit.
        ids: the contacts, or those whose deals are meant; None for everyone.
        chosen: the deals or follow-ups themselves; None for no choice.
    """

    what: ExportWhat
    file_format: ExportFormat
    start: date | None = None
    end: date | None = None
    ids: tuple[int, ...] | None = None
    chosen: tuple[int, ...] | None = None
