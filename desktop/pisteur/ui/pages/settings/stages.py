"""The section of the pipelines: the boards there are, and the columns of the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.domain.pipelines import PipelineSetup, StageSetup
from pisteur.domain.words import StageColour, Zone
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation.formats import counted, days
from pisteur.ui.context import UiContext
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor
from pisteur.ui.widgets.properties import make_label

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet


class StagesSection(QWidget):
    """Two lists, one under the other: pipelines, and the columns of the current one."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._setup: tuple[PipelineSetup, ...] = ()
        self._pipelines = ListEditor(
            "pipelines",
            _("Pipelines"),
            empty_title=_("No pipeline yet"),
            add_text=_("Add a pipeline…"),
            parent=self,
        )
        self._stages = ListEditor(
            "stages",
            _("Columns"),
            empty_title=_("No column yet"),
            add_text=_("Add a column…"),
            parent=self,
        )
        self._of = make_label("", "strong")
        purpose = _(
            "Several pipelines keep apart what sells differently, such as services and training."
            " Each has its columns; a column stays in its zone."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(make_label(purpose, "muted", wrap=True))
        column.addWidget(self._pipelines, 2)
        column.addSpacing(4)
        column.addWidget(self._of)
        column.addWidget(self._stages, 3)
        self.setFocusProxy(self._pipelines)
        self._connect()
        self._read()

    def _connect(self) -> None:
        self._pipelines.add_asked.connect(self._add_pipeline)
        self._pipelines.edit_asked.connect(self._rename_pipeline)
        self._pipelines.remove_asked.connect(self._delete_pipeline)
        self._pipelines.order_asked.connect(self._order_pipelines)
        self._pipelines.current_changed.connect(self._show_stages)
        self._stages.add_asked.connect(self._add_stage)
        self._stages.edit_asked.connect(self._edit_stage)
        self._stages.remove_asked.connect(self._delete_stage)
        self._stages.order_asked.connect(self._order_stages)
        self._context.runner.changed.connect(self._note_change)

    # Reading.

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches("pipelines", "stages", "opportunities"):
            self._read()

    def _read(self) -> None:
        self._context.runner.latest("stages", lambda s: s.pipelines.setup(), self._show)

    def _show(self, setup: tuple[PipelineSetup, ...]) -> None:
        if setup == self._setup:
            return
        for editor, old, now in (
            (self._pipelines, _ids(self._setup), _ids(setup)),
            (self._stages, _stage_ids(self._setup), _stage_ids(setup)),
        ):
            new = now - old
            if old and len(new) == 1:
                # The one just added becomes the current one.
                editor.select(new.pop())
        self._setup = setup
        self._pipelines.show_rows([_pipeline_row(own) for own in setup])
        self._show_stages()

    def _show_stages(self) -> None:
        pipeline = self._current()
        if pipeline is None:
            return
        self._of.setText(_("Columns of “{name}”").format(name=pipeline.name))
        self._stages.show_rows([_stage_row(stage) for stage in pipeline.stages])

    def _current(self) -> PipelineSetup | None:
        wanted = self._pipelines.current_id
        return next((own for own in self._setup if own.id == wanted), None)

    # Asking.

    def _add_pipeline(self) -> None:
        self._context.flows.add_pipeline()

    def _rename_pipeline(self, pipeline_id: int) -> None:
        self._context.flows.rename_pipeline(pipeline_id)

    def _delete_pipeline(self, pipeline_id: int) -> None:
        self._context.flows.delete_pipeline(pipeline_id)

    def _order_pipelines(self, ids: tuple[int, ...]) -> None:
        self._context.runner.command(lambda s: s.pipelines.reorder(ids))

    def _add_stage(self) -> None:
        """Add a column after the current one, in its zone."""
        pipeline = self._current()
        if pipeline is None:
            return
        places = [stage.id for stage in pipeline.stages]
        current = self._stages.current_id
        if current not in places:
            self._context.flows.add_stage(pipeline.id, Zone.LEADS)
            return
        here = pipeline.stages[places.index(current)]
        behind = [s.id for s in pipeline.stages_of(here.zone)]
        behind = behind[behind.index(here.id) + 1 :]
        self._context.flows.add_stage(pipeline.id, here.zone, behind[0] if behind else None)

    def _edit_stage(self, stage_id: int) -> None:
        self._context.flows.edit_stage(stage_id)

    def _delete_stage(self, stage_id: int) -> None:
        self._context.flows.delete_stage(stage_id)

    def _order_stages(self, ids: tuple[int, ...]) -> None:
        pipeline = self._current()
        if pipeline is not None:
            pipeline_id = pipeline.id
            self._context.runner.command(lambda s: s.pipelines.reorder_stages(pipeline_id, ids))


def _ids(setup: tuple[PipelineSetup, ...]) -> set[int]:
    return {own.id for own in setup}


def _stage_ids(setup: tuple[PipelineSetup, ...]) -> set[int]:
    return {stage.id for own in setup for stage in own.stages}


def _pipeline_row(own: PipelineSetup) -> EditorRow:
    columns = counted(
        ngettext("{count} column", "{count} columns", len(own.stages)), len(own.stages)
    )
    return EditorRow(own.id, own.name, columns, _cards(own.cards))


def _stage_row(stage: StageSetup) -> EditorRow:
    parts = [_cards(stage.cards)]
    if stage.colour is not StageColour.NONE:
        parts.append(label(stage.colour))
    if stage.stale_days is not None:
        parts.append(_("asleep after {days}").format(days=days(stage.stale_days)))
    if stage.default_percent is not None:
        parts.append(_("chance to win {percent}%").format(percent=stage.default_percent))
    return EditorRow(stage.id, stage.name, " · ".join(parts), label(stage.zone))


def _cards(count: int) -> str:
    return counted(ngettext("{count} card", "{count} cards", count), count)
