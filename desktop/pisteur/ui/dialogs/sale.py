"""Records a sale: the evidence that makes a customer, at a gate, for a deal, or out of the blue."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pisteur.domain.after_sale import AfterSale
from pisteur.domain.commands import Win
from pisteur.domain.sale_commands import SellAgain
from pisteur.i18n import _, isolated
from pisteur.ui.dialogs.at_gate import GateDialog
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.sale_form import SaleForm
from pisteur.ui.dialogs.subject import Subject
from pisteur.ui.dialogs.unreliable_notice import UnreliableNotice
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label


class SaleDialog(GateDialog):
    """Asks for the sale; `submitted` carries a `SaleInput`, or `Forced` at a gate."""

    def __init__(
        self,
        subject: Subject,
        today: date,
        after: AfterSale | None = None,
        *,
        as_gate: bool = False,
        place: tuple[int, int] = (1, 1),
        waiting: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        number, count = place
        title = _("Record the sale “{name}”").format(name=subject.name)
        if count > 1:
            title = _("Record the sale “{name}”: {number} of {count}").format(
                name=subject.name, number=number, count=count
            )
        super().__init__(
            title,
            accept_text=_("Record the sale"),
            waiting=waiting,
            alone=count == 1,
            parent=parent,
        )
        self.set_note(isolated(subject.owner))
        self.setObjectName("sale-dialog")
        self.setMinimumWidth(780)
        self.form = SaleForm(subject.amount_cents, today, after)
        self.form.reference.setText(subject.quote_reference)
        self.show_fields(self.form.fields)
        self._start = self.form.typed
        self.body.addWidget(UnreliableNotice(subject.unreliable))
        self.body.addWidget(self.form)
        self._subject = subject
        self.follows = Card("accent")
        self.follows.body.setContentsMargins(12, 8, 12, 8)
        self._said = make_label("", wrap=True)
        self._said.setObjectName("sale-follows")
        self.follows.body.addWidget(self._said)
        self.form.accepted_on.day_changed.connect(self._say_what_follows)
        self._say_what_follows()
        self.body.addWidget(self.follows)
        if as_gate:
            self.add_to_footer(self.anyway)
        self.form.amount.setFocus()
        self.form.amount.selectAll()

    def _say_what_follows(self, _changed: object = None) -> None:
        subject = self._subject
        text = _("{name} becomes a customer. Planned actions of this deal are closed with it.")
        if subject.is_customer:
            text = _("{name} buys again. Planned actions of this deal are closed with it.")
        elif self.form.accepted_on.day < subject.customer_since:
            text = _(
                "{name} becomes a dormant customer: the order is older than your limit. Planned"
                " actions of this deal are closed with it."
            )
        self._said.setText(text.format(name=subject.contact_name))

    def read(self) -> object:
        """Return the sale.

        Raises:
            DomainError: for what must be mended first.
        """
        return self.form.read()

    def has_unsaved(self) -> bool:
        return self.form.typed != self._start


class NewSaleDialog(SaleDialog):
    """Asks for a sale and what it is for; `submitted` carries a `Win` or a `SellAgain`.

    Args:
        deals: (id, title, amount) of the deals that it may win.
        chosen: the one proposed; None for something else.
    """

    def __init__(
        self,
        subject: Subject,
        deals: tuple[tuple[int, str, int | None], ...],
        chosen: int | None,
        today: date,
        after: AfterSale | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(subject, today, after, parent=parent)
        self.set_title(_("New sale to {name}").format(name=subject.contact_name))
        self.set_note("")
        self._contact_id = subject.contact_id
        self._amounts = {deal: cents for deal, _title, cents in deals}
        choices = [(deal, title) for deal, title, _cents in deals]
        self.deal = Chips([*choices, (0, _("Something else"))], chosen or 0, name="for-deal")
        self.title = QLineEdit()
        self.title.setObjectName("sale-title")
        self.title.setPlaceholderText(_("Title of the card"))
        self._for = Field(_("For which deal?"), self.deal)
        self._what = Field(_("What was sold?"), self.title)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._for, 3)
        line.addWidget(self._what, 2)
        self.body.insertLayout(1, line)
        self._for.setVisible(bool(deals))
        self.deal.chosen.connect(self._choose)
        self._choose(chosen or 0)
        self._start = self.form.typed
        if not chosen:
            self.title.setFocus()

    def read(self) -> object:
        """Return the sale, with the deal that it wins or brings.

        Raises:
            DomainError: for what must be mended first.
        """
        sale = self.form.read()
        deal = self.deal.value
        if isinstance(deal, int) and deal:
            return Win(deal, sale)
        return SellAgain(self._contact_id, self.title.text(), sale)

    def has_unsaved(self) -> bool:
        return bool(self.title.text().strip()) or super().has_unsaved()

    def _choose(self, deal: object) -> None:
        self._what.setVisible(not deal)
        # A deal of its own has no planned actions to close.
        self.follows.setVisible(bool(deal))
        if not self.form.amount.isModified():
            self.form.show_amount(self._amounts.get(deal) if isinstance(deal, int) else None)
