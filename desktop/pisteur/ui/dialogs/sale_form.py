"""The fields of a sale: amount, day and evidence of the order."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.commands import SaleInput
from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.words import AcceptedHow
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import money
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FieldProblem
from pisteur.ui.widgets.fields import Field


class SaleForm(QWidget):
    """What is asked about a sale.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(
        self, amount_cents: int | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.amount = QLineEdit("" if amount_cents is None else money(amount_cents))
        self.amount.setObjectName("amount")
        self.amount.setPlaceholderText(_("1,200"))
        self.accepted_on = DateField(
            _("Accepted on"),
            today,
            today,
            quick=days_back(today),
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
        self.fields = {
            "amount": Field(_("Amount"), self.amount),
            "accepted_on": self.accepted_on,
            "accepted_how": Field(_("How was it accepted?"), self.how),
            "reference": Field(_("Reference of the quote or order"), self.reference),
            "note": Field(_("Note"), self.note),
        }
        self._arrange()
        self.setFocusProxy(self.amount)

    def read(self) -> SaleInput:
        """Return the sale.

        Raises:
            DomainError: beside `amount` or `accepted_on`.
            FieldProblem: beside `note`, when another kind of agreement is not explained.
        """
        if not parse_amount(self.amount.text()):
            raise DomainError("sale.amount_missing", field="amount")
        if self.accepted_on.day > self._today:
            raise DomainError("sale.in_future", field="accepted_on")
        how = self.how.value
        if how is AcceptedHow.OTHER and not self.note.text().strip():
            raise FieldProblem("note", _("Say how it was accepted: it is the proof of the sale."))
        return SaleInput(
            amount=self.amount.text(),
            accepted_on=self.accepted_on.day,
            accepted_how=how if isinstance(how, AcceptedHow) else AcceptedHow.OTHER,
            reference=self.reference.text(),
            note=self.note.text(),
        )

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.fields["amount"], 2)
        first.addWidget(self.fields["accepted_on"], 3)
        last = QHBoxLayout()
        last.setSpacing(16)
        last.addWidget(self.fields["reference"], 2)
        last.addWidget(self.fields["note"], 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(first)
        column.addWidget(self.fields["accepted_how"])
        column.addLayout(last)
