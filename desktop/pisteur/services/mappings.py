"""What the columns of a list mean, kept under a name and proposed for the same headings.

Not for guessing: `exchange.headings` does that when nothing was kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import select

from pisteur.domain.errors import DomainError
from pisteur.domain.text import clean_line, fold
from pisteur.exchange.mapping import (
    Mapping,
    SavedMapping,
    mapping_from_text,
    mapping_to_text,
    same_headings,
)
from pisteur.i18n import _
from pisteur.services.workspace import Done, Workspace
from pisteur.storage.tables import ImportMapping


class MappingsService:
    """Keeps what columns mean."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._db = workspace.db

    def proposed(self, headings: Sequence[str]) -> SavedMapping | None:
        """Return what was kept last for the same headings in the same order, or None."""
        found = self._db.rows(
            "SELECT name, columns FROM import_mappings WHERE headings = ?"
            " ORDER BY used_at DESC, id DESC LIMIT 1",
            (same_headings(headings),),
        )
        if not found:
            return None
        mapping = mapping_from_text(found[0][1])
        # Made by hand or by another program: not for this many columns.
        if len(mapping.targets) != len(headings):
            return None
        return SavedMapping(found[0][0], mapping)

    def named(self, name: str, headings: Sequence[str]) -> SavedMapping:
        """Return what was kept under a name, for a list with as many columns.

        Raises:
            DomainError: `mapping.unknown`, or `mapping.other_columns` when these are not as many.
        """
        rows = self._db.rows("SELECT name, columns FROM import_mappings ORDER BY id")
        found = next((row for row in rows if fold(row[0]) == fold(clean_line(name))), None)
        if found is None:
            raise DomainError("mapping.unknown", name=name)
        mapping = mapping_from_text(found[1])
        if len(mapping.targets) != len(headings):
            raise DomainError(
                "mapping.other_columns",
                name=found[0],
                kept=len(mapping.targets),
                count=len(headings),
            )
        return SavedMapping(found[0], mapping)

    def save(self, name: str, headings: Sequence[str], mapping: Mapping) -> Done[str]:
        """Keep what columns mean under a name, one of the same name replaced; returns the name.

        Raises:
            DomainError: `mapping.name_missing`.
        """
        name = clean_line(name)
        if not name:
            raise DomainError("mapping.name_missing", field="name")
        with self._db.step(_("Keep the columns “{name}”").format(name=name)) as step:
            rows = step.session.exec(select(ImportMapping)).all()
            row = next((each for each in rows if fold(each.name) == fold(name)), None)
            row = row or ImportMapping(name=name, headings="", columns="")
            row.headings, row.columns = same_headings(headings), mapping_to_text(mapping)
            row.used_at = self._workspace.clock.now()
            step.session.add(row)
        return Done(name, step.changes)
