"""Takes follow-ups, contacts and deals out, in the formats that others read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pisteur.domain.errors import DomainError, PisteurError
from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.domain.settings import (
    CALENDAR_ALARM_AT,
    CALENDAR_ALARM_BEFORE,
    CALENDAR_FILE,
    CALENDAR_TASKS,
)
from pisteur.domain.words import PointKind
from pisteur.exchange.atomic import write_file
from pisteur.exchange.csv_out import CsvStyle, table_in_chunks
from pisteur.exchange.errors import ExchangeError, describe
from pisteur.exchange.tables_out import (
    Sheet,
    Table,
    contacts_table,
    follow_ups_table,
    opportunities_table,
)
from pisteur.services.outgoing import Outgoing

if TYPE_CHECKING:
    from pisteur.services.sheets import SayEvent

# Libraries for single formats are imported where they are used: the window does not need them.

_STYLES: Mapping[ExportFormat, CsvStyle] = {
    ExportFormat.CSV: CsvStyle.FRENCH,
    ExportFormat.PLAIN_CSV: CsvStyle.PLAIN,
}


class ExportingService(Outgoing):
    """Writes files for others to read; changes nothing in the data."""

    # The calendar file that could not be written the last time, and why.
    _calendar_problem: tuple[str, PisteurError] | None = None

    def write(self, path: Path, request: ExportRequest) -> int:
        """Write what is asked for at `path`; returns how many there are.

        A calendar also holds what was cancelled in the last 90 days, and as tasks what was done,
        which do not count.

        Raises:
            DomainError: `export.format` for what can't be written so.
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        self._workspace.refuse_own_file(path)
        content, count = self._render(request)
        write_file(path, content)
        return count

    def write_content(self, path: Path, content: bytes) -> None:
        """Write what was rendered elsewhere, as a PDF is.

        Raises:
            ExchangeError: `file.*` when it can't be written.
            StorageError: `file.own` when it is the data file.
        """
        self._workspace.refuse_own_file(path)
        write_file(path, content)

    def sheet(self, request: ExportRequest, say_event: SayEvent) -> Sheet:
        """Return what a PDF shows: the actions by day, or all that is known of one contact.

        Args:
            say_event: returns an event of the history in words.

        Raises:
            DomainError: `export.one_contact` when not exactly one contact is meant.
        """
        from pisteur.services.sheets import contact_sheet, day_sheet  # noqa: PLC0415

        if request.what is ExportWhat.FOLLOW_UPS:
            actions = self.follow_ups(request.start, request.end, chosen=request.chosen)
            return day_sheet(actions, self._workspace.clock.today())
        ids = request.ids or ()
        if len(ids) != 1:
            raise DomainError("export.one_contact")
        return contact_sheet(self._workspace, ids[0], say_event)

    def keep_calendar(self) -> int | None:
        """Write the calendar file that the user wants kept up to date; None when there is none.

        Raises:
            ExchangeError: `file.calendar` when it can't be written, with what is wrong.
            StorageError: `file.own` when it is the data file.
        """
        path = self._workspace.setting(CALENDAR_FILE)
        if not path:
            return None
        self._calendar_problem = None
        tasks = self._workspace.setting(CALENDAR_TASKS)
        file_format = ExportFormat.ICS_TASKS if tasks else ExportFormat.ICS
        try:
            return self.write(Path(path), ExportRequest(ExportWhat.FOLLOW_UPS, file_format))
        except PisteurError as error:
            self._calendar_problem = (path, error)
            if not isinstance(error, ExchangeError):
                raise
            folder = str(Path(path).parent)
            raise ExchangeError(
                "file.calendar", path, folder=folder, problem=describe(error)
            ) from error

    def calendar_problem(self) -> PisteurError | None:
        """Return why that file could not be written the last time; None when it could."""
        path, error = self._calendar_problem or ("", None)
        return error if path == self._workspace.setting(CALENDAR_FILE) else None

    def count(self, request: ExportRequest) -> int:
        """Return how many `write` would say."""
        match request.what:
            case ExportWhat.FOLLOW_UPS:
                return len(self.follow_ups(request.start, request.end, chosen=request.chosen))
            case ExportWhat.OPPORTUNITIES:
                return self.count_opportunities(request.ids, chosen=request.chosen)
        return self.count_contacts(request.ids)

    def _render(self, request: ExportRequest) -> tuple[Iterable[bytes], int]:
        if request.file_format in FORMATS[request.what]:
            match request.file_format:
                case ExportFormat.ICS | ExportFormat.ICS_TASKS:
                    return self._calendar(request)
                case ExportFormat.VCARD_4 | ExportFormat.VCARD_3:
                    from pisteur.exchange.vcard_out import cards  # noqa: PLC0415

                    old = request.file_format is ExportFormat.VCARD_3
                    contacts = self.contacts(request.ids)
                    return cards(contacts, version="3.0" if old else "4.0"), self.count(request)
                case ExportFormat.XLSX | ExportFormat.CSV | ExportFormat.PLAIN_CSV:
                    table = self._table(request)
                    return self._spreadsheet(table, request.file_format), self.count(request)
        raise DomainError("export.format", what=request.what, format=request.file_format)

    def _calendar(self, request: ExportRequest) -> tuple[Iterable[bytes], int]:
        from pisteur.exchange.ics import Alarms, follow_ups_to_ics  # noqa: PLC0415

        setting = self._workspace.setting
        as_todo = request.file_format is ExportFormat.ICS_TASKS
        records = self.follow_ups(
            request.start,
            request.end,
            chosen=request.chosen,
            with_cancelled=True,
            with_done=as_todo,
        )
        content = follow_ups_to_ics(
            records,
            as_todo=as_todo,
            now=self._workspace.clock.now(),
            alarms=Alarms(setting(CALENDAR_ALARM_BEFORE), setting(CALENDAR_ALARM_AT)),
        )
        return [content], sum(not (record.cancelled or record.done) for record in records)

    def _table(self, request: ExportRequest) -> Table:
        match request.what:
            case ExportWhat.FOLLOW_UPS:
                return follow_ups_table(
                    self.follow_ups(request.start, request.end, chosen=request.chosen)
                )
            case ExportWhat.OPPORTUNITIES:
                return opportunities_table(self.opportunities(request.ids, chosen=request.chosen))
        most = self.most_points(request.ids)
        return contacts_table(
            self.contacts(request.ids),
            phones=max(1, most.get(PointKind.PHONE, 0)),
            emails=max(1, most.get(PointKind.EMAIL, 0)),
        )

    def _spreadsheet(self, table: Table, file_format: ExportFormat) -> Iterable[bytes]:
        style = _STYLES.get(file_format)
        if style is not None:
            return table_in_chunks(table, style)
        from pisteur.exchange.xlsx_out import table_to_xlsx  # noqa: PLC0415

        # Made when it is written: on the way a disk may be full, too.
        return (table_to_xlsx(table, now=now) for now in [self._workspace.clock.now()])
