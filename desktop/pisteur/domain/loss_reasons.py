"""Reasons for losing a deal, as data, and when such a deal is worth waking.

The user may add, rename, reorder and put away reasons; the keys of the shipped ones stay those
that `words.LostReason` stored before reasons were data. A reason in use is put away, never
deleted (product rule 5: lost needs a reason).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pisteur.domain.calendar import add_months
from pisteur.domain.words import LostReason
from pisteur.domain.working_days import Region, working_day_from


class LossReason(NamedTuple):
    """One reason.

    Attributes:
        key: stable, given once; deals refer to it.
        wake_after_months: after how long to ask again, None for never.
        needs_note: whether the reason says nothing without a note ("other").
        put_away: no longer offered, kept for the deals that have it.
    """

    key: str
    name: str
    position: int
    wake_after_months: int | None = None
    needs_note: bool = False
    put_away: bool = False


class LossChoices(NamedTuple):
    """What a dialog needs to ask why a deal was lost.

    Attributes:
        reasons: those to choose from, in their order.
        region: whose holidays the day of waking keeps clear of.
    """

    reasons: tuple[LossReason, ...] = ()
    region: Region = Region.FRANCE

    @property
    def after_a_no(self) -> LossChoices:
        """Those for who has answered, and said no (product rule 5: no answer is no refusal)."""
        kept = (reason for reason in self.reasons if reason.key != LostReason.NO_ANSWER)
        return self._replace(reasons=tuple(kept))

    def named(self, key: object) -> LossReason | None:
        """Return the reason of a key, None when it is not offered."""
        return next((reason for reason in self.reasons if reason.key == key), None)


def offered(reasons: Iterable[LossReason]) -> tuple[LossReason, ...]:
    """Return the reasons to choose from, in their order."""
    return tuple(sorted((r for r in reasons if not r.put_away), key=lambda r: r.position))


def is_said(reason: LossReason, note: str) -> bool:
    """Return whether reason and note together say why the deal was lost."""
    return bool(note.strip()) or not reason.needs_note


def wake_on(reason: LossReason, lost_on: date, region: Region = Region.FRANCE) -> date | None:
    """Return the working day on which a lost deal is worth a word again, None for never."""
    if reason.wake_after_months is None:
        return None
    return working_day_from(add_months(lost_on, reason.wake_after_months), region)
