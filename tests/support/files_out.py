"""Whole files from records, for tests; Pisteur writes them part by part."""

from __future__ import annotations

from collections.abc import Iterable

from pisteur.domain.records import ContactRecord, FollowUpRecord
from pisteur.exchange.csv_out import CsvStyle, table_in_chunks
from pisteur.exchange.tables_out import contacts_table, follow_ups_table
from pisteur.exchange.vcard_out import Version, cards


def follow_ups_to_csv(
    records: Iterable[FollowUpRecord], style: CsvStyle = CsvStyle.FRENCH
) -> bytes:
    """Return follow-ups as a CSV file."""
    return b"".join(table_in_chunks(follow_ups_table(records), style))


def contacts_to_csv(records: Iterable[ContactRecord], style: CsvStyle = CsvStyle.FRENCH) -> bytes:
    """Return contacts as a CSV file, with as many columns as they have phones and e-mails."""
    kept = list(records)
    phones = max([1, *(len(record.phones) for record in kept)])
    emails = max([1, *(len(record.emails) for record in kept)])
    return b"".join(table_in_chunks(contacts_table(kept, phones=phones, emails=emails), style))


def contacts_to_vcard(records: Iterable[ContactRecord], *, version: Version = "4.0") -> bytes:
    """Return contacts as a file of cards."""
    return b"".join(cards(records, version=version))
