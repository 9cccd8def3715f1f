"""The payments of a sale as a list to edit within another dialog; nothing is saved by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.money import parse_amount
from pisteur.domain.sale_commands import PaymentInput
from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import Payment, SaleFacts
from pisteur.i18n import _, isolated
from pisteur.presentation.formats import full_date, money
from pisteur.ui.dialogs.money import PaymentDialog
from pisteur.ui.widgets.containers import make_scrolling
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button, make_label

MOST_SHOWN = 4
ROW_HEIGHT = 30


class PaymentList(QWidget):
    """Payments, each with a way to change and to remove it, and one to add.

    Args:
        sale: the one they are of.
        facts: returns the sale as it is typed at the moment.
    """

    def __init__(
        self,
        sale: SaleView,
        facts: Callable[[], SaleFacts],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("payments")
        self._facts, self._today = facts, today
        self.payments = [
            PaymentInput(
                amount=money(abs(own.amount_cents)),
                paid_on=own.paid_on,
                given_back=own.amount_cents < 0,
                note=own.note,
                payment_id=own.id,
            )
            for own in sale.payments
        ]
        self._place: int | None = None
        self._dialog: PaymentDialog | None = None
        self._edits, self._removals = QButtonGroup(self), QButtonGroup(self)
        self._edits.idClicked.connect(self._ask)
        self._removals.idClicked.connect(self._remove)
        held = QWidget()
        self._rows = QVBoxLayout(held)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._area = make_scrolling(held)
        self._add = make_button(_("Add a payment…"), "link", name="add-payment", compact=True)
        self._add.clicked.connect(self._ask_new)
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._area)
        column.addLayout(line)
        self.setFocusProxy(self._add)
        self._show()

    def _show(self) -> None:
        for group in (self._edits, self._removals):
            for button in group.buttons():
                group.removeButton(button)
        clear_rows(self._rows)
        if not self.payments:
            self._rows.addWidget(make_label(_("Nothing has come in yet."), "muted", wrap=True))
        for place, own in enumerate(self.payments):
            self._rows.addWidget(self._row(place, own))
        self._area.setFixedHeight(min(max(1, len(self.payments)), MOST_SHOWN) * ROW_HEIGHT)

    def _row(self, place: int, own: PaymentInput) -> QWidget:
        text = payment_text(own)
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(ElidedLabel(text), 1)
        for name, words, spoken, group in (
            ("edit", _("Edit…"), _("Edit {payment}"), self._edits),
            ("remove", _("Remove"), _("Remove {payment}"), self._removals),
        ):
            button = make_button(words, "link", name=f"{name}-payment-{place}", compact=True)
            button.setAccessibleName(spoken.format(payment=text))
            group.addButton(button, place)
            line.addWidget(button)
        return made

    def _ask_new(self) -> None:
        self._ask(None)

    def _ask(self, place: int | None) -> None:
        others = [own for number, own in enumerate(self.payments) if number != place]
        facts = self._facts()._replace(payments=tuple(map(as_payment, others)))
        current = None if place is None else self.payments[place]
        self._place = place
        self._dialog = PaymentDialog("", facts, self._today, current, self.window())
        self._dialog.submitted.connect(self._take)
        self._dialog.open()

    def _take(self, given: object) -> None:
        if not isinstance(given, PaymentInput) or self._dialog is None:
            return
        self._dialog.finish()
        if self._place is None:
            self.payments.append(given)
        else:
            self.payments[self._place] = given
        self._show()
        self._add.setFocus()

    def _remove(self, place: int) -> None:
        del self.payments[place]
        self._show()
        self._add.setFocus()


def as_payment(given: PaymentInput) -> Payment:
    """Return a payment that was checked before, as the rules have it."""
    cents = parse_amount(given.amount) or 0
    return Payment(given.paid_on, -cents if given.given_back else cents)


def payment_text(given: PaymentInput) -> str:
    """Return day, amount and note of a payment."""
    amount = money(as_payment(given).amount_cents)
    parts = (full_date(given.paid_on), amount, isolated(given.note.strip()))
    return " · ".join(filter(None, parts))
