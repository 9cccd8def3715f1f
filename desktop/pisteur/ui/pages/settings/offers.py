"""The section of the offers: what the user sells, at what price, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pisteur.domain.offers import Offer
from pisteur.domain.selling_inputs import OfferInput
from pisteur.i18n import _
from pisteur.presentation.trait_texts import offer_for, price_text
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.offer import OfferDialog
from pisteur.ui.flows_errand import Work
from pisteur.ui.pages.settings.list_section import ListSection
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pisteur.services.services import Services


class OffersSection(ListSection):
    """The offers in the user's order."""

    table = "offers"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        editor = ListEditor(
            "offers",
            _("Offers"),
            empty_title=_("What do you sell?"),
            empty_text=_(
                "Add two or three offers with their prices: the qualification then shows which"
                " of them the contact can pay."
            ),
        )
        purpose = _("Compared with the means and the trade of each contact that you qualify.")
        super().__init__(context, editor, purpose, parent)

    def query(self, services: Services) -> Sequence[Offer]:
        return services.offers.offers()

    def query_away(self, services: Services) -> Sequence[Offer]:
        return services.offers.offers(put_away=True)

    def row(self, item: Offer) -> EditorRow:
        return EditorRow(item.id, item.name, offer_for(item) or _("For anyone"), price_text(item))

    def dialog(self, item: Offer | None) -> OfferDialog:
        return OfferDialog(item, self.window())

    def add(self, value: OfferInput) -> Work:
        return lambda s: s.offers.add(value)

    def edit(self, item_id: int, value: OfferInput) -> Work:
        return lambda s: s.offers.edit(item_id, value)

    def order(self, ids: tuple[int, ...]) -> Work:
        return lambda s: s.offers.order(ids)

    def remove(self, item_id: int) -> Work:
        return lambda s: s.offers.remove(item_id)

    def removed_text(self, result: object) -> str:
        if result:
            return _("The offer is no longer proposed. Deals that name it keep it.")
        return _("The offer is removed.")
