"""The menu of a column: rename, recolour, add beside it, move, delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pisteur.domain.board import StageView
from pisteur.domain.words import StageColour
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.board_state import BoardState
from pisteur.ui.context import UiContext


class ColumnMenu(QMenu):
    """What can be done with a column.

    Signals:
        rename_wanted: the id of the column to rename in place.
    """

    rename_wanted = Signal(object)

    def __init__(
        self, context: UiContext, state: BoardState, stage: StageView, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("column-menu")
        self.aboutToHide.connect(self.deleteLater)
        self._context = context
        self._stage = stage
        self._of_zone = [own.id for own in state.stages if own.zone is stage.zone]
        self._place = self._of_zone.index(stage.id)
        last = len(self._of_zone) - 1
        self._add("rename", _("Rename") + "\tF2", self._rename)
        self._add("edit", _("Name, sleeping, chance to win…"), self._edit)
        self._add_colours()
        self.addSeparator()
        self._add("add-left", _("Add a column at the left…"), self._add_left)
        self._add("add-right", _("Add a column at the right…"), self._add_right)
        left = self._add("left", _("Move to the left"), self._move_left)
        left.setEnabled(self._place > 0)
        right = self._add("right", _("Move to the right"), self._move_right)
        right.setEnabled(self._place < last)
        self.addSeparator()
        delete = self._add("delete", _("Delete the column…"), self._delete)
        # The last of a zone stays.
        delete.setEnabled(last > 0)
        self.addSeparator()
        self._add("pipelines", _("Pipelines and columns…"), self._open_settings)

    def _add(self, name: str, text: str, slot: Callable[[], None]) -> QAction:
        made = self.addAction(text)
        made.setObjectName(f"column-{name}")
        made.triggered.connect(slot)
        return made

    def _add_colours(self) -> None:
        menu = self.addMenu(_("Colour"))
        menu.setObjectName("column-colours")
        group = QActionGroup(menu)
        for own in StageColour:
            made = menu.addAction(label(own))
            made.setObjectName(f"column-colour-{own.name.lower()}")
            made.setCheckable(True)
            made.setChecked(own.value == self._stage.colour)
            made.setData(own.value)
            group.addAction(made)
        menu.triggered.connect(self._recolour)

    def _rename(self) -> None:
        self.rename_wanted.emit(self._stage.id)

    def _edit(self) -> None:
        self._context.flows.edit_stage(self._stage.id)

    def _recolour(self, action: QAction) -> None:
        stage_id, colour = self._stage.id, StageColour(action.data())
        self._context.runner.command(lambda s: s.pipelines.recolour_stage(stage_id, colour))

    def _add_left(self) -> None:
        self._context.flows.add_stage(self._stage.pipeline_id, self._stage.zone, self._stage.id)

    def _add_right(self) -> None:
        behind = self._of_zone[self._place + 1 :]
        before = behind[0] if behind else None
        self._context.flows.add_stage(self._stage.pipeline_id, self._stage.zone, before)

    def _move_left(self) -> None:
        self._shift(-1)

    def _move_right(self) -> None:
        self._shift(1)

    def _shift(self, by: int) -> None:
        stage_id = self._stage.id
        self._context.runner.command(lambda s: s.pipelines.shift_stage(stage_id, by))

    def _delete(self) -> None:
        self._context.flows.delete_stage(self._stage.id)

    def _open_settings(self) -> None:
        self._context.flows.open_settings("stages")
