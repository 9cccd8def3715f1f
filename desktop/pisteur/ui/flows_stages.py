"""Flows of pipelines and their columns, and of deals that go from one pipeline to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pisteur.domain.board import PipelineName
from pisteur.domain.forecast import Conversion, StageFacts, default_percents
from pisteur.domain.pipelines import AddStage, PipelineSetup, StageInput, StageSetup
from pisteur.domain.settings import STALE_DAYS
from pisteur.domain.words import Zone
from pisteur.i18n import _, ngettext
from pisteur.presentation.formats import counted
from pisteur.ui.dialogs.form import ask
from pisteur.ui.dialogs.stage import PipelineDialog, StageDialog, StageProposal, WhereDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work

if TYPE_CHECKING:
    from pisteur.services.services import Services


class Boards(NamedTuple):
    """What the dialogs need to know: every pipeline, and which row they are about."""

    setup: tuple[PipelineSetup, ...]
    row_id: int
    general_days: int
    conversions: dict[int, Conversion]

    @property
    def pipeline(self) -> PipelineSetup | None:
        """The pipeline of this id."""
        return next((own for own in self.setup if own.id == self.row_id), None)

    @property
    def stage(self) -> StageSetup | None:
        """The column of this id."""
        stages = (stage for own in self.setup for stage in own.stages)
        return next((stage for stage in stages if stage.id == self.row_id), None)

    def built_in_percent(self, stage: StageSetup) -> int:
        """Return the chance that Pisteur assumes where the user has none of their own."""
        own = next(own for own in self.setup if own.id == stage.pipeline_id)
        facts = [StageFacts(each.id, each.zone, place) for place, each in enumerate(own.stages)]
        return default_percents(facts)[stage.id]

    def beside(self, stage: StageSetup) -> list[StageSetup]:
        """Return the other columns of the same zone."""
        own = next(own for own in self.setup if own.id == stage.pipeline_id)
        return [other for other in own.stages_of(stage.zone) if other.id != stage.id]


def read_boards(services: Services, row_id: int) -> Boards:
    """Read it; runs on the worker."""
    return Boards(
        services.pipelines.setup(),
        row_id,
        services.settings.get(STALE_DAYS),
        services.forecast.conversions(),
    )


class StageFlows(FlowsBase):
    """Columns and pipelines."""

    # Columns.

    def add_stage(self, pipeline_id: int, zone: Zone, before_id: int | None = None) -> None:
        """Ask for a new column of a zone, before another or at the end."""
        wanted = AddStage(pipeline_id, zone, StageInput(""), before_id)
        self._runner.query(lambda s: (wanted, s.settings.get(STALE_DAYS)), self._open_add_stage)

    def _open_add_stage(self, found: tuple[AddStage, int]) -> None:
        wanted, days = found

        def send(value: StageInput) -> Work:
            return lambda s: s.pipelines.add_stage(replace(wanted, stage=value))

        start = StageProposal(wanted.stage, wanted.zone, days)
        dialog = StageDialog(_("New column"), _("Add"), start, self._context.theme, self._window)
        Errand(self._context, dialog, send, lambda *_: _stage_text("added"))

    def edit_stage(self, stage_id: int) -> None:
        """Edit everything of a column."""
        self._runner.query(lambda s: read_boards(s, stage_id), self._open_edit_stage)

    def _open_edit_stage(self, boards: Boards) -> None:
        stage = boards.stage
        if stage is None:
            return
        stage_id = stage.id
        start = StageInput(stage.name, stage.colour, stage.stale_days, stage.default_percent)
        conversion = boards.conversions[stage_id]
        proposal = StageProposal(
            start,
            stage.zone,
            boards.general_days,
            boards.built_in_percent(stage),
            conversion.percent if conversion.measured else None,
        )

        def send(value: StageInput) -> Work:
            return lambda s: s.pipelines.edit_stage(stage_id, value)

        heading = _("Column “{name}”").format(name=stage.name)
        dialog = StageDialog(heading, _("Save"), proposal, self._context.theme, self._window)
        Errand(self._context, dialog, send, lambda *_: _stage_text("saved"))

    def delete_stage(self, stage_id: int) -> None:
        """Delete a column, after asking where its cards go if it has any."""
        self._runner.query(lambda s: read_boards(s, stage_id), self._open_delete_stage)

    def _open_delete_stage(self, boards: Boards) -> None:
        stage = boards.stage
        if stage is None:
            return
        stage_id, beside = stage.id, boards.beside(stage)
        heading = _("Delete the column “{name}”").format(name=stage.name)
        if not stage.cards or not beside:
            # What can't be is said in words by the service.
            delete = partial(
                self._runner.command,
                lambda s: s.pipelines.delete_stage(stage_id),
                self._deleted_stage,
            )
            self._delete_at_once(heading, stage.measured and bool(beside), delete)
            return

        def send(target: int) -> Work:
            return lambda s: s.pipelines.delete_stage(stage_id, target)

        question = ngettext(
            "Where does its {count} card go?", "Where do its {count} cards go?", stage.cards
        )
        dialog = WhereDialog(
            heading,
            _("Delete"),
            counted(question, stage.cards),
            [(other.id, other.name) for other in beside],
            self._window,
            deletes=True,
            warning=_measured_text(stage.measured),
        )
        Errand(self._context, dialog, send, lambda *_: _stage_text("deleted"))

    def _delete_at_once(self, heading: str, measured: bool, delete: Callable[[], object]) -> None:
        """Delete what has no cards; ask first if something measured goes with it."""
        if measured:
            ask(self._window, heading, _measured_text(measured), _("Delete"), delete)
        else:
            delete()

    def _deleted_stage(self, _nothing: None) -> None:
        self._context.notify(_stage_text("deleted"), offer_undo=True)

    # Pipelines.

    def add_pipeline(self) -> None:
        """Ask for the name of a new pipeline."""

        def send(name: str) -> Work:
            return lambda s: s.pipelines.add(name)

        dialog = PipelineDialog(_("New pipeline"), _("Add"), "", self._window)
        text = _("The pipeline is added: choose it above the board.")
        Errand(self._context, dialog, send, lambda *_: text)

    def rename_pipeline(self, pipeline_id: int) -> None:
        """Ask for another name of a pipeline."""
        self._runner.query(lambda s: read_boards(s, pipeline_id), self._open_rename_pipeline)

    def _open_rename_pipeline(self, boards: Boards) -> None:
        pipeline = boards.pipeline
        if pipeline is None:
            return
        pipeline_id = pipeline.id

        def send(name: str) -> Work:
            return lambda s: s.pipelines.rename(pipeline_id, name)

        dialog = PipelineDialog(_("Rename the pipeline"), _("Save"), pipeline.name, self._window)
        text = _("The pipeline has its new name.")
        Errand(self._context, dialog, send, lambda *_: text)

    def delete_pipeline(self, pipeline_id: int) -> None:
        """Delete a pipeline, after asking where its cards go if it has any."""
        self._runner.query(lambda s: read_boards(s, pipeline_id), self._open_delete_pipeline)

    def _open_delete_pipeline(self, boards: Boards) -> None:
        pipeline = boards.pipeline
        if pipeline is None:
            return
        pipeline_id = pipeline.id
        others = [(own.id, own.name) for own in boards.setup if own.id != pipeline_id]
        heading = _("Delete the pipeline “{name}”").format(name=pipeline.name)
        if not pipeline.cards or not others:
            delete = partial(
                self._runner.command,
                lambda s: s.pipelines.delete(pipeline_id),
                self._deleted_pipeline,
            )
            self._delete_at_once(heading, pipeline.measured and bool(others), delete)
            return

        def send(target: int) -> Work:
            return lambda s: s.pipelines.delete(pipeline_id, target)

        question = ngettext(
            "To which pipeline does its {count} card go?",
            "To which pipeline do its {count} cards go?",
            pipeline.cards,
        )
        dialog = WhereDialog(
            heading,
            _("Delete"),
            counted(question, pipeline.cards),
            others,
            self._window,
            deletes=True,
            warning=_measured_text(pipeline.measured),
        )
        Errand(self._context, dialog, send, lambda *_: _deleted_pipeline_text())

    def _deleted_pipeline(self, _nothing: None) -> None:
        self._context.notify(_deleted_pipeline_text(), offer_undo=True)

    # Deals.

    def move_to_pipeline(self, opportunity_ids: tuple[int, ...], pipeline_id: int) -> None:
        """Move deals to the same zone of another pipeline."""
        self._runner.command(
            lambda s: s.pipelines.move_deals(opportunity_ids, pipeline_id), self._moved
        )

    def _moved(self, name: str) -> None:
        self._context.notify(_moved_text(name), offer_undo=True)

    def choose_pipeline(self, opportunity_id: int) -> None:
        """Ask to which pipeline a deal shall move."""
        self._runner.query(
            lambda s: (s.pipelines.others(opportunity_id), opportunity_id), self._open_choose
        )

    def _open_choose(self, found: tuple[tuple[PipelineName, ...], int]) -> None:
        others, deal = found
        if not others:
            self._context.notify(_("There is only one pipeline. Add another in the settings."))
            return

        def send(target: int) -> Work:
            return lambda s: s.pipelines.move_deals((deal,), target)

        dialog = WhereDialog(
            _("Move to another pipeline"),
            _("Move"),
            _("The deal goes to the same zone of"),
            others,
            self._window,
        )
        Errand(self._context, dialog, send, lambda _target, name: _moved_text(name))


def _moved_text(name: str) -> str:
    return _("Moved to the pipeline “{name}”.").format(name=name)


def _measured_text(measured: bool) -> str:
    text = _("What was measured here goes with it: conversion and days. Undoing brings it back.")
    return text if measured else ""


def _deleted_pipeline_text() -> str:
    return _("The pipeline is deleted.")


def _stage_text(what: str) -> str:
    texts = {
        "added": _("The column is added."),
        "saved": _("The column is saved."),
        "deleted": _("The column is deleted."),
    }
    return texts[what]
