"""The sales of the contact in the panel: where each is, what is due, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pisteur.domain.sale_snapshots import SaleView
from pisteur.domain.sale_states import days_late, is_alarming
from pisteur.i18n import _, isolated, ngettext
from pisteur.labels import label
from pisteur.presentation import formats, sale_texts
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import (
    Changes,
    FittingLabel,
    add_action,
    make_tool_button,
)
from pisteur.ui.panel.shown import Shown
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.containers import Card, Section
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_button


class UnreliableCard(Card):
    """The warning that the contact pays unreliably, at the top of the panel; it can be lifted."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("bad", parent)
        self.setObjectName("unreliable-card")
        self._context = context
        self._contact_id = 0
        self._text = FittingLabel("strong")
        self._text.setObjectName("unreliable")
        edit = make_button(_("Edit…"), "link", name="edit-unreliable", compact=True)
        edit.setAccessibleName(_("Edit why they pay unreliably…"))
        edit.clicked.connect(self._edit)
        lift = make_button(_("Lift"), "link", name="lift-unreliable", compact=True)
        lift.setAccessibleName(_("Lift: pays reliably again"))
        lift.clicked.connect(self._lift)
        self.body.setContentsMargins(12, 8, 12, 6)
        self.body.addWidget(self._text)
        line = QHBoxLayout()
        line.setSpacing(4)
        for button in (edit, lift):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._contact_id = shown.view.id
        said = shown.view.unreliable
        self._text.show_text(sale_texts.unreliable_text(said) if said else "")
        self.setVisible(said is not None)

    def _edit(self) -> None:
        self._context.flows.mark_unreliable(self._contact_id)

    def _lift(self) -> None:
        self._context.flows.trust_again(self._contact_id)


class Sales(QWidget):
    """The sales of the contact, cancelled ones included, and what they come to."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sales")
        self._context = context
        self._ids: tuple[int, int | None] = (0, None)
        self._changes = Changes()
        record = make_button(_("New sale…"), "link", name="new-sale", compact=True)
        record.clicked.connect(self._ask)
        self._section = Section(_("Sales"), record, self)
        self._section.body.setSpacing(10)
        self._totals = FittingLabel("muted")
        self._totals.setObjectName("sale-totals")
        self._late = LateCard(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._section)
        column.addWidget(self._totals)
        column.addWidget(self._late)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._ids = (shown.view.id, shown.deal_id)
        self._late.present(shown)
        tokens = self._context.theme.tokens
        if not self._changes.of(shown.view.id, shown.view.sales, shown.today, tokens):
            return
        clear_rows(self._section.body)
        for sale in shown.view.sales:
            self._section.body.addWidget(SaleRow(self._context, shown, sale))
        self._totals.show_text(sale_texts.totals_line(shown.view.sales))

    def _ask(self) -> None:
        self._context.flows.new_sale(*self._ids)


class LateCard(Card):
    """Proposes to mark a contact whose payment is far too late as an unreliable payer."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self.setObjectName("late-card")
        self._context = context
        self._contact_id = 0
        self._text = FittingLabel()
        self._text.setObjectName("late-text")
        mark = make_button(
            _("Mark as an unreliable payer…"), "link", name="mark-unreliable", compact=True
        )
        mark.clicked.connect(self._mark)
        self.body.setContentsMargins(12, 8, 12, 6)
        self.body.addWidget(self._text)
        self.body.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._contact_id = shown.view.id
        late = [
            days_late(own.facts, shown.today)
            for own in shown.view.sales
            if is_alarming(own.facts, shown.today)
        ]
        wanted = bool(late) and shown.view.unreliable is None
        self.setVisible(wanted)
        if wanted:
            days = max(late)
            text = ngettext(
                "A payment is {count} day late.", "A payment is {count} days late.", days
            )
            self._text.show_text(formats.counted(text, days))

    def _mark(self) -> None:
        self._context.flows.mark_unreliable(self._contact_id)


class SaleRow(QWidget):
    """One sale: amount, date and state; how it was accepted; invoice and what is due."""

    def __init__(
        self, context: UiContext, shown: Shown, sale: SaleView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ids = (shown.view.id, sale.id)
        head = FittingLabel("strong" if sale.cancelled_on is None else "muted")
        head.show_text(sale_texts.name(sale))
        pill = Pill(*sale_texts.state(sale, shown.today))
        pill.setObjectName(f"sale-state-{sale.id}")
        pill.setAccessibleName(pill.text())
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(head, 1)
        top.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(top)
        for text in (_order_line(sale), sale_texts.money_line(sale)):
            if text:
                line = FittingLabel("muted")
                line.show_text(text)
                column.addWidget(line)
        menu_name = _("About the sale of {amount}").format(amount=formats.money(sale.amount_cents))
        more = make_tool_button(f"sale-{sale.id}", menu_name, self._make_menu(sale))
        more.setIcon(icon("more", context.theme.tokens.muted))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(column, 1)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)

    def _make_menu(self, sale: SaleView) -> QMenu:
        menu = QMenu()
        stands = sale.cancelled_on is None
        if stands:
            add_action(menu, _("Invoice…"), self._invoice, name="invoice-sale")
        add_action(menu, _("Payment…"), self._pay, name="pay-sale")
        if stands:
            add_action(menu, _("Satisfaction…"), self._ask_satisfaction, name="satisfaction")
        add_action(menu, _("Edit…"), self._edit, name="edit-sale")
        menu.addSeparator()
        if stands:
            add_action(menu, _("Cancel this sale"), self._cancel, name="cancel-sale")
        else:
            add_action(menu, _("Take back the cancellation"), self._restore, name="restore-sale")
        return menu

    def _invoice(self) -> None:
        self._context.flows.invoice_sale(*self._ids)

    def _pay(self) -> None:
        self._context.flows.pay_sale(*self._ids)

    def _ask_satisfaction(self) -> None:
        self._context.flows.note_satisfaction(*self._ids)

    def _edit(self) -> None:
        self._context.flows.edit_sale(*self._ids)

    def _cancel(self) -> None:
        self._context.flows.cancel_sale(*self._ids)

    def _restore(self) -> None:
        self._context.flows.restore_sale(self._ids[1])


def _order_line(sale: SaleView) -> str:
    """Return how a sale was accepted, delivered and cancelled."""
    parts = [label(sale.accepted_how), sale.reference, sale.note]
    if sale.delivered_on is not None:
        day = formats.full_date(sale.delivered_on)
        parts.append(_("delivery {date}").format(date=day))
    if sale.cancelled_on is not None:
        day = formats.full_date(sale.cancelled_on)
        parts.append(_("cancelled on {date}").format(date=day))
    return " · ".join(map(isolated, filter(None, parts)))
