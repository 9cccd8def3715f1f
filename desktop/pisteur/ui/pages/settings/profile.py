"""The section of the ideal customer: the traits of those whom the user serves best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pisteur.domain.profile import Trait, TraitKind
from pisteur.domain.selling_inputs import TraitInput
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.trait_texts import trait_name, trait_values
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.trait import TraitDialog
from pisteur.ui.flows_errand import Work
from pisteur.ui.pages.settings.list_section import ListSection
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pisteur.services.services import Services


class ProfileSection(ListSection):
    """The traits, the most telling first."""

    table = "profile_traits"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        editor = ListEditor(
            "profile",
            _("Ideal customer"),
            empty_title=_("Who are your best customers?"),
            empty_text=_(
                "Think of your three best customers: their trade, their size, where they are."
                " Add what they have in common."
            ),
        )
        purpose = _(
            "The qualification compares each contact with it, and tells you what to ask."
            " It advises: you decide."
        )
        super().__init__(context, editor, purpose, parent)

    def query(self, services: Services) -> Sequence[Trait]:
        return services.profile.traits()

    def row(self, item: Trait) -> EditorRow:
        mark = label(item.kind) if item.name else ""
        detail = trait_values(item)
        if item.kind is TraitKind.FREE:
            mark, detail = label(item.kind), _("Answered yes or no for each contact")
        return EditorRow(item.id, trait_name(item), detail, mark)

    def dialog(self, item: Trait | None) -> TraitDialog:
        return TraitDialog(item, self.window())

    def add(self, value: TraitInput) -> Work:
        return lambda s: s.profile.add(value)

    def edit(self, item_id: int, value: TraitInput) -> Work:
        return lambda s: s.profile.edit(item_id, value)

    def order(self, ids: tuple[int, ...]) -> Work:
        return lambda s: s.profile.order(ids)

    def remove(self, item_id: int) -> Work:
        return lambda s: s.profile.remove(item_id)

    def removed_text(self, result: object) -> str:
        return _("The trait is removed.")
