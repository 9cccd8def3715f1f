"""The money of a sale: its invoice, and a payment."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.sale_commands import InvoiceInput, PaymentInput
from pisteur.domain.sale_errors import refuse_faults
from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import (
    PAYMENT_TERM_DAYS,
    WARNINGS,
    Payment,
    SaleFacts,
    cashed_in,
    find_faults,
    still_due,
)
from pisteur.i18n import _, ngettext
from pisteur.presentation import sale_texts
from pisteur.presentation.formats import counted, money
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label

TERMS = (0, PAYMENT_TERM_DAYS, 45, 60)


class InvoiceFields(QWidget):
    """Reference, day and term of an invoice; the term moves with the day.

    Attributes:
        fields: by the names that errors give them.
    """

    def __init__(self, sale: SaleView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reference = QLineEdit(sale.invoice_reference)
        self.reference.setObjectName("invoice-reference")
        day = sale.invoiced_on or today
        self.invoiced_on = DateField(
            _("Invoiced on"), day, today, quick=days_back(today), maximum=today, name="invoiced-on"
        )
        term = (sale.payment_due_on - day).days if sale.payment_due_on else PAYMENT_TERM_DAYS
        self.term = Chips([(days, _term(days)) for days in TERMS], term, name="term")
        self.due_on = DateField(
            _("To be paid by"), day + timedelta(days=term), today, name="payment-due-on"
        )
        self.due_on.expect_from(day)
        self.fields = {
            "invoice_reference": Field(_("Number of the invoice"), self.reference),
            "invoiced_on": self.invoiced_on,
            "term": Field(_("Payment"), self.term),
            "payment_due_on": self.due_on,
        }
        self.term.chosen.connect(self._apply_term)
        self.invoiced_on.day_changed.connect(self.due_on.expect_from)
        self.invoiced_on.day_changed.connect(self._apply_term)
        self.due_on.day_changed.connect(self._follow_day)
        self.setFocusProxy(self.reference)

    def _apply_term(self, _changed: object) -> None:
        if isinstance(self.term.value, int):
            self.due_on.set_day(self.invoiced_on.day + timedelta(days=self.term.value))

    def _follow_day(self, day: object) -> None:
        if isinstance(day, date):
            days = (day - self.invoiced_on.day).days
            self.term.set_value(days if days in TERMS else None)


def _term(days: int) -> str:
    if not days:
        return _("On receipt")
    return counted(ngettext("{count} day", "{count} days", days), days)


class InvoiceDialog(FormDialog):
    """Asks for the invoice of a sale; `submitted` carries an `InvoiceInput`."""

    def __init__(self, sale: SaleView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Invoice of the sale"),
            accept_text=_("Save"),
            note=sale_texts.name(sale),
            parent=parent,
        )
        self.setObjectName("invoice-dialog")
        self.setMinimumWidth(560)
        self._sale, self._today = sale, today
        self.form = InvoiceFields(sale, today, self)
        self.show_fields(self.form.fields)
        for field in self.form.fields.values():
            self.body.addWidget(field)
        self.form.reference.setFocus()

    def read(self) -> InvoiceInput:
        """Return the invoice.

        Raises:
            DomainError: beside `invoiced_on` or `payment_due_on`.
        """
        form, sale = self.form, self._sale
        facts = sale.facts._replace(
            invoiced_on=form.invoiced_on.day, payment_due_on=form.due_on.day
        )
        refuse_faults(facts, self._today)
        return InvoiceInput(sale.id, form.reference.text(), form.invoiced_on.day, form.due_on.day)


class PaymentDialog(FormDialog):
    """Asks for money that came in or was given back; `submitted` carries a `PaymentInput`.

    Says what is odd about it while it is typed, and does not refuse it.

    Args:
        name: what the sale is called.
        facts: the sale with its other payments.
        current: the payment to change; None for a new one.
    """

    def __init__(
        self,
        name: str,
        facts: SaleFacts,
        today: date,
        current: PaymentInput | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Payment") if current is None else _("Edit the payment"),
            accept_text=_("Save"),
            note=name,
            parent=parent,
        )
        self.setObjectName("payment-dialog")
        self.setMinimumWidth(640)
        self._facts, self._today, self._current = facts, today, current
        self._make_fields(current or self._proposed())
        self._odd = make_label("", wrap=True)
        self._odd.setObjectName("odd")
        self._odd_card = Card("warn")
        self._odd_card.body.addWidget(self._odd)
        self._arrange()
        for signal in (self.amount.textChanged, self.direction.chosen, self.paid_on.day_changed):
            signal.connect(self._say_odd)
        self._start = self._typed()
        self._say_odd()
        self.amount.setFocus()
        self.amount.selectAll()

    def _make_fields(self, start: PaymentInput) -> None:
        today = self._today
        self.direction = Chips(
            [(False, _("Came in")), (True, _("Given back"))], start.given_back, name="direction"
        )
        self.direction.setAccessibleName(_("Came in or given back?"))
        self.amount = QLineEdit(start.amount)
        self.amount.setObjectName("amount")
        self.paid_on = DateField(
            _("On"), start.paid_on, today, quick=days_back(today), maximum=today, name="paid-on"
        )
        self.note = QLineEdit(start.note)
        self.note.setObjectName("payment-note")
        self.note.setPlaceholderText(_("Transfer, cheque, deposit…"))
        amount = Field(_("Amount"), self.amount, hint=self._due_words())
        self.show_fields(
            {
                "amount": amount,
                "paid": amount,
                "paid_on": self.paid_on,
                "note": Field(_("Note"), self.note),
            }
        )

    def read(self) -> PaymentInput:
        """Return the payment.

        Raises:
            DomainError: beside `amount`, `paid_on` or `paid`.
        """
        cents = parse_amount(self.amount.text())
        if not cents:
            raise DomainError("payment.amount_missing", field="amount")
        refuse_faults(self._with(cents), self._today)
        return PaymentInput(
            amount=self.amount.text(),
            paid_on=self.paid_on.day,
            given_back=self.direction.value is True,
            note=self.note.text(),
            payment_id=self._current.payment_id if self._current else None,
        )

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[str, ...]:
        return (self.amount.text(), self.note.text())

    def _proposed(self) -> PaymentInput:
        """Propose what is still due; of a cancelled sale, to give back what came in."""
        due = still_due(self._facts)
        back = self._facts.cancelled_on is not None and cashed_in(self._facts) > 0
        cents = cashed_in(self._facts) if back else due
        return PaymentInput(money(cents) if cents else "", self._today, back)

    def _due_words(self) -> str:
        due = still_due(self._facts)
        return _("{amount} still due").format(amount=money(due)) if due else ""

    def _with(self, cents: int) -> SaleFacts:
        own = Payment(self.paid_on.day, -cents if self.direction.value is True else cents)
        return self._facts._replace(payments=(*self._facts.payments, own))

    def _say_odd(self, _changed: object = None) -> None:
        try:
            cents = parse_amount(self.amount.text()) or 0
        except DomainError:
            cents = 0
        faults = find_faults(self._with(cents), self._today) if cents else ()
        before = find_faults(self._facts, self._today)
        new = [fault for fault in faults if fault in WARNINGS and fault not in before]
        self._odd.setText(sale_texts.odd_text(new))
        self._odd_card.setVisible(bool(new))

    def _arrange(self) -> None:
        self.body.addWidget(self.direction)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.fields["amount"], 2)
        line.addWidget(self.paid_on, 3)
        self.body.addLayout(line)
        self.body.addWidget(self.fields["note"])
        self.body.addWidget(self._odd_card)
