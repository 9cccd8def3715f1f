"""Changes everything about a sale: order, delivery, invoice, payments."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.sale_commands import EditSale
from pisteur.domain.sale_errors import refuse_faults
from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import SaleFacts
from pisteur.domain.words import AcceptedHow
from pisteur.i18n import _
from pisteur.presentation import sale_texts
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.money import InvoiceFields
from pisteur.ui.dialogs.payment_list import PaymentList, as_payment
from pisteur.ui.dialogs.sale_form import SaleForm
from pisteur.ui.widgets.fields import Field


class EditSaleDialog(FormDialog):
    """`submitted` carries an `EditSale`."""

    def __init__(self, sale: SaleView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Edit the sale"),
            accept_text=_("Save"),
            note=sale_texts.state(sale, today)[0],
            parent=parent,
        )
        self.setObjectName("edit-sale-dialog")
        self.setMinimumWidth(860)
        self._sale, self._today = sale, today
        self.form = SaleForm(None, today, narrow=True)
        self.form.show_sale(sale)
        self.invoiced = QCheckBox(_("Invoiced"))
        self.invoiced.setObjectName("invoiced")
        self.invoiced.setChecked(sale.invoiced_on is not None)
        self.invoice = InvoiceFields(sale, today, self)
        self.payments = PaymentList(sale, self._facts, today)
        paid = Field(_("Payments"), self.payments)
        self.show_fields({**self.form.fields, **self.invoice.fields, "paid": paid, "paid_on": paid})
        self._arrange(paid)
        self.invoiced.toggled.connect(self._show_invoice)
        self._show_invoice(self.invoiced.isChecked())
        self._start = self._typed()
        self.form.amount.setFocus()

    def read(self) -> EditSale:
        """Return the sale as it shall be.

        Raises:
            DomainError: beside the field.
        """
        given, invoiced = self.form.read(), self.invoiced.isChecked()
        refuse_faults(self._facts(), self._today)
        return EditSale(
            sale_id=self._sale.id,
            amount=given.amount,
            accepted_on=given.accepted_on,
            accepted_how=given.accepted_how,
            reference=given.reference,
            note=given.note,
            delivered_on=given.delivered_on,
            invoice_reference=self.invoice.reference.text() if invoiced else "",
            invoiced_on=self.invoice.invoiced_on.day if invoiced else None,
            payment_due_on=self.invoice.due_on.day if invoiced else None,
            payments=tuple(self.payments.payments),
        )

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[object, ...]:
        form, invoice = self.form, self.invoice
        days = (form.accepted_on.day, form.delivered_on.day, invoice.invoiced_on.day)
        of_invoice = (self.invoiced.isChecked(), invoice.reference.text(), invoice.due_on.day)
        return (*form.typed, form.how.value, *days, *of_invoice, *self.payments.payments)

    def _facts(self) -> SaleFacts:
        """Return the sale as it is typed at the moment; an amount that can't be read counts 0."""
        form, invoiced = self.form, self.invoiced.isChecked()
        try:
            cents = parse_amount(form.amount.text()) or 0
        except DomainError:
            cents = 0
        how = form.how.value
        return SaleFacts(
            amount_cents=cents,
            accepted_on=form.accepted_on.day,
            accepted_how=how if isinstance(how, AcceptedHow) else AcceptedHow.OTHER,
            note=form.note.text(),
            invoiced_on=self.invoice.invoiced_on.day if invoiced else None,
            payment_due_on=self.invoice.due_on.day if invoiced else None,
            payments=tuple(map(as_payment, self.payments.payments)),
            cancelled_on=self._sale.cancelled_on,
        )

    def _show_invoice(self, shown: bool) -> None:
        for field in self.invoice.fields.values():
            field.setVisible(shown)

    def _arrange(self, paid: Field) -> None:
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.invoiced)
        for field in self.invoice.fields.values():
            right.addWidget(field)
        right.addSpacing(6)
        right.addWidget(paid)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(28)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self.body.addLayout(both)
