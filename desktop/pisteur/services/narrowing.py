"""Remembers what a search found when that was all there is, for the next keys.

More letters or more words find only some of it, and the index need not be asked again: of words
that few have, it goes through all that begin alike to say so. Not for finding anything itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pisteur.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _All:
    """Everything that fits some words, as the file was after so many changes."""

    changes: int
    words: tuple[str, ...]
    ids: tuple[int, ...]


class Narrowing:
    """What was found whole, the latest of each place that is searched."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[str, _All] = {}

    def keep(self, place: str, words: Sequence[str], ids: Sequence[int]) -> None:
        """Remember all that fits `words`, the newest first."""
        self._found[place] = _All(self._changes(), tuple(words), tuple(ids))

    def among(self, place: str, words: Sequence[str]) -> tuple[int, ...] | None:
        """Return ids among which all that fit `words` are, the newest first; None if unknown."""
        found = self._found.get(place)
        if found is None or found.changes != self._changes():
            return None
        narrower = all(any(word.startswith(begin) for word in words) for begin in found.words)
        return found.ids if narrower else None

    def _changes(self) -> int:
        # Of any row, by whatever means: also what is repaired, which is no step.
        return self._workspace.db.raw.total_changes
