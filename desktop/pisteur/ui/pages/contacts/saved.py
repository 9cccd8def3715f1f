"""Columns, widths and sorting of the contacts table, from one start of Pisteur to the next."""

from __future__ import annotations

import json
from typing import NamedTuple

from PySide6.QtCore import QByteArray

from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.presentation.contacts_model import Column
from pisteur.ui.pages.contacts.table import ContactsTable

# What a state knew that does not say how many columns it knew.
_FIRST_COLUMNS = 11


class Sorting(NamedTuple):
    """By what, and which way."""

    sort: ContactSort
    descending: bool


def save(table: ContactsTable, query: ContactQuery) -> str:
    """Return the state as text, for `restore`."""
    header = bytes(table.horizontalHeader().saveState().toBase64().data()).decode()
    return json.dumps(
        {
            "header": header,
            "widths": {int(column): width for column, width in table.spare.own.items()},
            "columns": len(Column),
            "sort": query.sort.value,
            "descending": query.descending,
        }
    )


def restore(table: ContactsTable, state: str) -> Sorting | None:
    """Give the table the columns of `state` and return its sorting; None for any other text."""
    try:
        stored = json.loads(state)
        sorting = Sorting(ContactSort(stored["sort"]), bool(stored["descending"]))
        header = QByteArray.fromBase64(str(stored["header"]).encode())
        known = int(stored.get("columns", _FIRST_COLUMNS))
        own = {int(column): int(width) for column, width in stored.get("widths", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    table.horizontalHeader().restoreState(header)
    for column in Column:
        if column >= known:
            table.setColumnHidden(column, True)
    table.setColumnHidden(Column.NAME, False)
    table.spare.give(own)
    return sorting
