"""Pipelines and columns as they are edited on the board: from the menus to the commands.

Made after the first paint, which needs none of it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from pisteur.domain.errors import PisteurError
from pisteur.domain.settings import PIPELINE
from pisteur.error_texts import error_text
from pisteur.presentation.board_state import BoardState
from pisteur.ui.context import UiContext
from pisteur.ui.pages.board.column_menu import ColumnMenu
from pisteur.ui.pages.board.columns import BoardColumns


class StageEdits(QObject):
    """Does what the headers of the columns and the chooser of pipelines ask for."""

    def __init__(
        self, context: UiContext, state: BoardState, columns: BoardColumns, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._state = state
        self._columns = columns
        self._renaming = 0
        columns.stage_menu_wanted.connect(self._show_menu)
        columns.stage_renamed.connect(self._rename)
        columns.make_editable()

    def choose_pipeline(self, pipeline_id: object) -> None:
        """Show another pipeline, now and at the next start."""
        wanted = int(str(pipeline_id))
        if wanted != self._state.pipeline_id:
            self._context.runner.command(lambda s: s.settings.put(PIPELINE, wanted))

    def choose_neighbour(self, by: int) -> bool:
        """Show the pipeline `by` places on, round and round; False when there is but one."""
        ids = [pipeline.id for pipeline in self._state.pipelines]
        if len(ids) < 2:
            return False
        self.choose_pipeline(ids[(ids.index(self._state.pipeline_id) + by) % len(ids)])
        return True

    def open_settings(self) -> None:
        """Show the pipelines and their columns in the settings."""
        self._context.flows.open_settings("stages")

    def _show_menu(self, stage_id: int, button: QWidget) -> None:
        menu = ColumnMenu(self._context, self._state, self._state.stage(stage_id), self._columns)
        menu.rename_wanted.connect(self._start_renaming)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _start_renaming(self, stage_id: int) -> None:
        self._columns.tools(stage_id).rename()

    def _rename(self, stage_id: int, name: str) -> None:
        self._renaming = stage_id
        self._context.runner.command(
            lambda s: s.pipelines.rename_stage(stage_id, name), failed=self._refused
        )

    def _refused(self, error: PisteurError) -> None:
        self._columns.tools(self._renaming).refuse(error_text(error))
        self._context.show_error(error)
