"""Pipelines and their columns as the user edits them: what is asked for, and what editors show.

What the board reads of them is in `board`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pisteur.domain.words import StageColour, Zone


class StageSetup(NamedTuple):
    """A column, for its editor.

    Attributes:
        stale_days: None for the general limit.
        default_percent: the user's own guess of deals won from here; None for the built-in one.
        cards: how many deals are in it, those lost or put aside included.
        measured: whether deals are or were in it: conversion and days are measured on them.
    """

    id: int
    pipeline_id: int
    name: str
    zone: Zone
    colour: StageColour
    stale_days: int | None
    default_percent: int | None
    cards: int
    measured: bool = False


class PipelineSetup(NamedTuple):
    """A pipeline with its columns in the order of the board."""

    id: int
    name: str
    stages: tuple[StageSetup, ...]

    @property
    def cards(self) -> int:
        """How many deals are in it, whatever their state."""
        return sum(stage.cards for stage in self.stages)

    @property
    def measured(self) -> bool:
        """Whether deals are or were in one of its columns."""
        return any(stage.measured for stage in self.stages)

    def stages_of(self, zone: Zone) -> tuple[StageSetup, ...]:
        """Return the columns of a zone."""
        return tuple(stage for stage in self.stages if stage.zone is zone)


@dataclass(frozen=True, slots=True)
class StageInput:
    """A column as it shall be; the name as typed."""

    name: str
    colour: StageColour = StageColour.NONE
    stale_days: int | None = None
    default_percent: int | None = None


@dataclass(frozen=True, slots=True)
class AddStage:
    """A new column of a zone, before another one (at the end of the zone if None)."""

    pipeline_id: int
    zone: Zone
    stage: StageInput
    before_id: int | None = None
