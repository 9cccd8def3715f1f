"""What a user does after a sale, by three numbers; see `operations`."""

from __future__ import annotations

from datetime import timedelta

from pisteur.domain.commands import SaleInput
from pisteur.domain.sale_commands import (
    EditSale,
    InvoiceInput,
    MarkUnreliable,
    PaymentInput,
    SatisfactionInput,
    SellAgain,
)
from pisteur.domain.words import AcceptedHow
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet
from support.clock import FakeClock


class Aftermath:
    """Operations on sales that stand, on their money, and on what the customer says."""

    _s: Services
    _clock: FakeClock

    def _pick(self, table: str, number: int) -> int:
        raise NotImplementedError

    def op_sell_again(self, a: int, b: int, c: int) -> ChangeSet:
        cadence = self._pick("cadences", b) if c % 2 else None
        day = self._clock.today() - timedelta(days=b % 400)
        sale = SaleInput(str(100 + b), day, AcceptedHow.EMAIL, cadence_id=cadence)
        command = SellAgain(self._pick("contacts", a), ("", "Affiche")[c % 2], sale)
        return self._s.sales.sell(command).changes

    def op_restore_sale(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.sales.restore(self._pick("sales", a)).changes

    def op_invoice(self, a: int, b: int, c: int) -> ChangeSet:
        day = self._clock.today() - timedelta(days=b % 40)
        due = day + timedelta(days=c % 60) if c % 3 else None
        command = InvoiceInput(self._pick("sales", a), f"F-{b}", day, due)
        return self._s.payments.invoice(command).changes

    def op_pay(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.payments.pay(self._pick("sales", a), self._payment(b, c)).changes

    def op_edit_sale(self, a: int, b: int, c: int) -> ChangeSet:
        day = self._clock.today() - timedelta(days=b % 60)
        kept = tuple(self._payment(b + n, c + n) for n in range(c % 3))
        command = EditSale(
            self._pick("sales", a),
            str(b + 1),
            day,
            AcceptedHow.ORAL,
            note="Oui, à l’atelier",
            payments=kept,
        )
        return self._s.sales.edit(command).changes

    def op_satisfaction(self, a: int, b: int, c: int) -> ChangeSet:
        if c % 5 == 4:
            return self._s.satisfaction.remove(self._pick("satisfactions", a)).changes
        row = self._pick("satisfactions", a) if c % 5 == 3 else None
        given = SatisfactionInput(
            self._pick("contacts", a),
            None,
            b % 11 if c % 2 else None,
            self._clock.today() - timedelta(days=c % 9),
            "Très bien, cœur léger",
            ("", "Appeler")[b % 2],
            row,
        )
        return self._s.satisfaction.record(given).changes

    def op_trust(self, a: int, b: int, c: int) -> ChangeSet:
        contact = self._pick("contacts", a)
        if b % 3 == 0:
            return self._s.payments.trust_again(contact).changes
        mark = MarkUnreliable(contact, f"{c} jours de retard", self._clock.today())
        return self._s.payments.mark_unreliable(mark).changes

    def _payment(self, b: int, c: int) -> PaymentInput:
        day = self._clock.today() - timedelta(days=c % 30)
        return PaymentInput(str(1 + b % 500), day, given_back=c % 4 == 0)
