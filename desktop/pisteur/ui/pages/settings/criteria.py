"""The section of the criteria: what a lead is asked before it counts as a prospect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pisteur.domain.qualification import Criterion
from pisteur.domain.selling_inputs import CriterionInput
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.criterion import CriterionDialog
from pisteur.ui.flows_errand import Work
from pisteur.ui.pages.settings.list_section import ListSection
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pisteur.services.services import Services


class CriteriaSection(ListSection):
    """The criteria in the order in which the qualification asks them."""

    table = "criteria"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        editor = ListEditor(
            "criteria",
            _("Criteria"),
            empty_title=_("No criterion yet"),
            empty_text=_("Add the first question that a lead must pass."),
        )
        purpose = _(
            "A lead becomes a prospect when every required criterion is met. Each change counts"
            " from the next qualification on: those already made keep their verdict."
        )
        super().__init__(context, editor, purpose, parent)

    def query(self, services: Services) -> Sequence[Criterion]:
        return services.qualification.criteria()

    def query_away(self, services: Services) -> Sequence[Criterion]:
        return services.qualification.criteria(put_away=True)

    def row(self, item: Criterion) -> EditorRow:
        required = _("Required, {letter} on the cards").format(letter=item.letter)
        mark = required if item.required else _("Optional")
        return EditorRow(item.id, item.name, item.question, mark)

    def dialog(self, item: Criterion | None) -> CriterionDialog:
        return CriterionDialog(item, self.window())

    def add(self, value: CriterionInput) -> Work:
        return lambda s: s.criteria.add(value)

    def edit(self, item_id: int, value: CriterionInput) -> Work:
        return lambda s: s.criteria.edit(item_id, value)

    def order(self, ids: tuple[int, ...]) -> Work:
        return lambda s: s.criteria.order(ids)

    def remove(self, item_id: int) -> Work:
        return lambda s: s.criteria.remove(item_id)

    def removed_text(self, result: object) -> str:
        if result:
            return _("The criterion is no longer asked. The answers given so far are kept.")
        return _("The criterion is removed.")
