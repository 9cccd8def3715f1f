"""The fields of a sale: amount, day and evidence of the order, delivery, what follows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.after_sale import AfterSale
from pisteur.domain.commands import SaleInput
from pisteur.domain.money import parse_amount
from pisteur.domain.sale_errors import refuse_faults
from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import SaleFacts
from pisteur.domain.words import AcceptedHow
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import money
from pisteur.ui.dialogs.after_sale_box import AfterSaleBox
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.optional_date import OptionalDate
from pisteur.ui.widgets.fields import Field


class SaleForm(QWidget):
    """What is asked about a sale.

    Attributes:
        fields: by the names that errors give them.

    Args:
        after: the follow-ups that are proposed with it, None for none.
        narrow: for half a dialog, and without quick choices.
        brief: where there is little height: without delivery, what follows in one line.
    """

    def __init__(
        self,
        amount_cents: int | None,
        today: date,
        after: AfterSale | None = None,
        *,
        narrow: bool = False,
        brief: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._make_editors(quick=not narrow)
        self.after_sale = AfterSaleBox(after, today, brief=brief)
        self.fields = {
            "amount": Field(_("Amount"), self.amount),
            "accepted_on": self.accepted_on,
            "accepted_how": Field(_("How was it accepted?"), self.how),
            "reference": Field(_("Reference of the quote or order"), self.reference),
            "note": Field(_("Note"), self.note),
        }
        self._arrange(narrow)
        self.accepted_on.day_changed.connect(self._show_days)
        self.delivered_on.box.toggled.connect(self._show_days)
        self.delivered_on.field.day_changed.connect(self._show_days)
        self.how.chosen.connect(self._say_proof)
        self._show_days()
        self.delivered_on.setVisible(not brief)
        self.show_amount(amount_cents)
        self.setFocusProxy(self.amount)

    def _make_editors(self, *, quick: bool) -> None:
        today = self._today
        self.amount = QLineEdit()
        self.amount.setObjectName("amount")
        self.amount.setPlaceholderText(_("1,200"))
        self.accepted_on = DateField(
            _("Accepted on"),
            today,
            today,
            quick=days_back(today) if quick else (),
            maximum=today,
            name="accepted-on",
        )
        self.how = Chips(
            [(how, label(how)) for how in AcceptedHow],
            AcceptedHow.SIGNED_QUOTE,
            name="accepted-how",
        )
        self.reference = QLineEdit()
        self.reference.setObjectName("reference")
        self.note = QLineEdit()
        self.note.setObjectName("sale-note")
        self.delivered_on = OptionalDate(
            _("The date of delivery is known"),
            DateField(_("Delivered on, or planned for"), today, today, name="delivered-on"),
            name="delivery-known",
        )

    def show_amount(self, cents: int | None) -> None:
        """Propose an amount."""
        self.amount.setText("" if cents is None else money(cents))

    def show_sale(self, sale: SaleView) -> None:
        """Show a sale that is there."""
        self.show_amount(sale.amount_cents)
        self.accepted_on.set_day(sale.accepted_on)
        self.how.set_value(sale.accepted_how)
        self.reference.setText(sale.reference)
        self.note.setText(sale.note)
        self.delivered_on.set_day(sale.delivered_on)
        self._say_proof()

    def read(self) -> SaleInput:
        """Return the sale.

        Raises:
            DomainError: beside `amount`, `accepted_on` or `note`.
        """
        how = self.how.value
        given = SaleInput(
            amount=self.amount.text(),
            accepted_on=self.accepted_on.day,
            accepted_how=how if isinstance(how, AcceptedHow) else AcceptedHow.OTHER,
            reference=self.reference.text(),
            note=self.note.text(),
            delivered_on=self.delivered_on.day,
            cadence_id=self.after_sale.cadence_id,
        )
        cents = parse_amount(given.amount) or 0
        facts = SaleFacts(cents, given.accepted_on, given.accepted_how, given.note)
        refuse_faults(facts, self._today)
        return given

    @property
    def typed(self) -> tuple[str, ...]:
        """What would be lost by closing."""
        return (self.amount.text(), self.reference.text(), self.note.text())

    def _show_days(self, _changed: object = None) -> None:
        self.after_sale.show_from(self.delivered_on.day or self.accepted_on.day)

    def _say_proof(self, _how: object = None) -> None:
        spoken = self.how.value in (AcceptedHow.ORAL, AcceptedHow.OTHER)
        hint = _("Who said yes, when and where: it is the proof of the sale.")
        self.fields["note"].set_hint(hint if spoken else "")

    def _arrange(self, narrow: bool) -> None:
        first, last, after = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, last, after):
            row.setSpacing(16)
        first.addWidget(self.fields["amount"], 2)
        first.addWidget(self.accepted_on, 2 if narrow else 3)
        last.addWidget(self.fields["reference"], 2)
        last.addWidget(self.fields["note"], 3)
        after.addWidget(self.after_sale, 3)
        after.addWidget(self.delivered_on, 2, Qt.AlignmentFlag.AlignTop)
        if narrow:
            last.setDirection(QHBoxLayout.Direction.TopToBottom)
            last.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(first)
        column.addWidget(self.fields["accepted_how"])
        column.addLayout(last)
        column.addLayout(after)
