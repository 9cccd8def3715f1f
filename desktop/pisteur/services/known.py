"""Whom the rows of a list are compared with, and what a row means: values of `matching`."""

from __future__ import annotations

from dataclasses import dataclass

from pisteur.domain.decisions import Decision, Difference, RowKind
from pisteur.domain.records import LeadRecord
from pisteur.services.candidates import Candidate
from pisteur.services.comparing import Profile


@dataclass(slots=True, eq=False)
class Known:
    """A contact that rows are compared with: stored, or made by an earlier row of the file.

    Attributes:
        contact_id: None for one that is not written, as in a dry run.
        line, record: of the row that made it, None for a stored one.
        left_out: whether the row that would have made it is not taken, nor those that add to it.
        profile: what rows are judged by: what is known of it, with all that rows only add. None
            until it is needed.
        decided: what is to be stored of it, where something else was decided.
        called: names under which rows that contradict it know it.
    """

    contact_id: int | None
    line: int | None = None
    record: LeadRecord | None = None
    left_out: bool = False
    profile: Profile | None = None
    decided: Profile | None = None
    called: frozenset[str] = frozenset()

    @property
    def outcome(self) -> Profile | None:
        """What is to be stored of it; None when no row changed it."""
        return self.profile if self.decided is None else self.decided


Found = tuple[Known, list[Difference], list[Difference]]
"""Whom a row is about, what it adds, and what it contradicts."""


# Not frozen: that takes three times as long to make, for each row.
@dataclass(slots=True)
class Match:
    """What one row means.

    Attributes:
        known: what it matches; for a new row, what it makes: the caller sets its id.
        given: what is done with it.
        gaps: what the row adds; `conflicts`: what it contradicts.
        kept: what it contradicts and leaves in any case.
        by_name: whether it has an address, and was recognised without (`unreachable`).
    """

    kind: RowKind
    candidate: Candidate
    known: Known
    given: Decision
    gaps: tuple[Difference, ...] = ()
    conflicts: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    by_name: bool = False

    @property
    def changes(self) -> bool:
        """Whether there is something to write: a new contact, or one that rows changed."""
        if self.known.left_out:
            return False
        outcome = self.known.outcome
        return self.kind is RowKind.NEW or (outcome is not None and outcome.is_changed)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All that differs, contradictions first."""
        return (*self.conflicts, *self.gaps)
