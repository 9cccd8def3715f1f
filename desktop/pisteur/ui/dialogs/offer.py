"""Edits one offer: what it is, what it costs, whom it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from pisteur.domain.money import parse_amount
from pisteur.domain.offers import Offer, OfferUnit
from pisteur.domain.profile import TraitKind
from pisteur.domain.selling_inputs import OfferInput
from pisteur.domain.traits import BuyerKind, buyer_kinds
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import money
from pisteur.presentation.trait_texts import naf_version, typed_values
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.sectors import SectorsEditor
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.toggles import Toggles


class OfferDialog(FormDialog):
    """An offer; `submitted` carries an `OfferInput`."""

    def __init__(self, offer: Offer | None, parent: QWidget | None = None) -> None:
        title = _("Edit the offer") if offer else _("New offer")
        super().__init__(title, accept_text=_("Save"), parent=parent)
        self.setObjectName("offer-dialog")
        self.setMinimumWidth(560)
        start = offer or Offer(0, "", None)
        self.name = QLineEdit(start.name)
        self.name.setObjectName("offer-name")
        self.price = QLineEdit("" if start.price_cents is None else money(start.price_cents))
        self.price.setObjectName("offer-price")
        self.price.setPlaceholderText(_("1,200"))
        self.unit = QComboBox()
        self.unit.setObjectName("offer-unit")
        for own in OfferUnit:
            self.unit.addItem(label(own), own.value)
        self.unit.setCurrentIndex(self.unit.findData(start.unit.value))
        self.buyers = Toggles(
            [(own, label(own)) for own in BuyerKind],
            buyer_kinds(start.buyers),
            name="offer-buyers",
        )
        self.sectors = SectorsEditor(
            typed_values(TraitKind.SECTOR, start.sectors),
            naf_version(start.sectors),
            name="offer-sectors",
        )
        self._arrange()
        self._start = self._typed()
        self.name.setFocus()

    def read(self) -> OfferInput:
        """Return the offer as it shall be.

        Raises:
            DomainError: `amount.*` beside `price`.
        """
        parse_amount(self.price.text(), field="price")
        return self._typed()

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> OfferInput:
        return OfferInput(
            name=self.name.text(),
            price=self.price.text(),
            unit=OfferUnit(str(self.unit.currentData())),
            buyers=self.buyers.values,
            sectors=self.sectors.text,
            naf_version=self.sectors.version,
        )

    def _arrange(self) -> None:
        fields = {
            "name": Field(_("What you sell"), self.name),
            "price": Field(
                _("Price"), self.price, hint=_("Empty for a price that you make to measure.")
            ),
            "unit": Field(_("How it is charged"), self.unit),
            "buyers": Field(_("For whom"), self.buyers, hint=_("None chosen: for anyone.")),
            "sectors": Field(
                _("For which trades, in words or NAF codes"),
                self.sectors,
                hint=_("Separated by commas. Empty: for any trade."),
            ),
        }
        self.show_fields(fields)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(fields["price"], 1)
        row.addWidget(fields["unit"], 1)
        self.body.addWidget(fields["name"])
        self.body.addLayout(row)
        self.body.addWidget(fields["buyers"])
        self.body.addWidget(fields["sectors"])
        self.body.addStretch(1)
