"""Sales, satisfaction and trust in the panel."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from pisteur.domain.commands import Win
from pisteur.domain.sale_commands import (
    InvoiceInput,
    MarkUnreliable,
    PaymentInput,
    SatisfactionInput,
    SellAgain,
)
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.flows_errand import Work
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows

from .reading import label, part, press, section, trigger

TODAY = date(2026, 11, 22)
Sold = tuple[int, int, int]


@pytest.fixture
def sold(panel: ContactPanel, services: Services) -> Sold:
    """Show a customer; return (contact id, deal id, sale id)."""
    contact_id, deal_id = people.prospect(services)
    services.opportunities.win(Win(deal_id, people.sale()))
    panel.show_contact(contact_id, deal_id)
    return contact_id, deal_id, services.contact_view.contact(contact_id).sales[0].id


def act(context: UiContext, work: Work) -> None:
    context.runner.command(work)


def entries(panel: ContactPanel, name: str) -> list[str]:
    menu = part(panel, QToolButton, name).menu()
    return [own.objectName() for own in menu.findChildren(QAction) if own.objectName()]


def test_a_new_sale_is_asked_for_with_the_deal_chosen(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.prospect(services)
    panel.show_contact(contact_id, deal_id)
    press(panel, "new-sale")
    assert flows.calls == [("new_sale", (contact_id, deal_id))]
    assert label(panel, "sale-totals") == ""
    assert not part(panel, QWidget, "satisfactions").isVisible()


def test_each_sale_says_where_it_is_and_what_is_still_due(
    panel: ContactPanel, context: UiContext, sold: Sold
) -> None:
    _contact, _deal, sale = sold
    pill = f"sale-state-{sale}"
    assert "€1,200 on 20/11/2026" in section(panel, "sales")
    assert "Signed quote" in section(panel, "sales")
    assert label(panel, pill) == "To invoice"
    due = date(2026, 12, 15)
    act(context, lambda s: s.payments.invoice(InvoiceInput(sale, "F-12", TODAY, due)))
    assert label(panel, pill) == "Invoiced"
    lines = section(panel, "sales")
    assert "Invoice F-12 of 22/11/2026 · €1,200 still due, by 15/12/2026" in lines
    act(context, lambda s: s.payments.pay(sale, PaymentInput("200", TODAY)))
    assert label(panel, pill) == "Partly paid"
    assert label(panel, "sale-totals") == "Bought in all: €1,200, still due: €1,000"
    act(context, lambda s: s.payments.pay(sale, PaymentInput("1000", TODAY)))
    assert label(panel, pill) == "Paid"
    assert label(panel, "sale-totals") == "Bought in all: €1,200, all paid"


def test_what_was_bought_counts_every_standing_sale_and_no_cancelled_one(
    panel: ContactPanel, context: UiContext, sold: Sold
) -> None:
    contact, _deal, sale = sold
    act(context, lambda s: s.sales.sell(SellAgain(contact, "Flyers", people.sale("300"))))
    assert label(panel, "sale-totals") == "Bought in all: €1,500, still due: €1,500"
    act(context, lambda s: s.sales.cancel(sale))
    assert label(panel, "sale-totals") == "Bought in all: €300, still due: €300"
    assert label(panel, f"sale-state-{sale}") == "Cancelled"
    assert "cancelled on 22/11/2026" in section(panel, "sales")


def test_each_sale_has_a_menu_that_asks_the_flows_about_it(
    panel: ContactPanel, context: UiContext, flows: RecordingFlows, sold: Sold
) -> None:
    contact, _deal, sale = sold
    menu = f"sale-{sale}"
    for name in entries(panel, menu):
        trigger(part(panel, QToolButton, menu).menu(), name)
    assert flows.calls == [
        ("invoice_sale", (contact, sale)),
        ("pay_sale", (contact, sale)),
        ("note_satisfaction", (contact, sale)),
        ("edit_sale", (contact, sale)),
        ("cancel_sale", (contact, sale)),
    ]
    flows.calls.clear()
    act(context, lambda s: s.sales.cancel(sale))
    assert entries(panel, menu) == ["pay-sale", "edit-sale", "restore-sale"]
    trigger(part(panel, QToolButton, menu).menu(), "restore-sale")
    assert flows.calls == [("restore_sale", (sale,))]


def test_a_payment_more_than_thirty_days_late_proposes_to_say_so(
    panel: ContactPanel, context: UiContext, clock: FakeClock, flows: RecordingFlows, sold: Sold
) -> None:
    contact, _deal, sale = sold
    act(context, lambda s: s.payments.invoice(InvoiceInput(sale, "F-12", TODAY)))
    clock.go_to(date(2027, 1, 21))
    panel.refresh()
    assert label(panel, f"sale-state-{sale}") == "30 days late"
    assert not part(panel, QWidget, "late-card").isVisible()
    clock.advance(days=1)
    panel.refresh()
    assert label(panel, "late-text") == "A payment is 31 days late."
    press(panel, "mark-unreliable")
    assert flows.calls == [("mark_unreliable", (contact,))]
    mark = MarkUnreliable(contact, "Late again", TODAY)
    act(context, lambda s: s.payments.mark_unreliable(mark))
    assert not part(panel, QWidget, "late-card").isVisible()


def test_an_unreliable_payer_is_said_at_the_top_until_it_is_lifted(
    panel: ContactPanel, context: UiContext, flows: RecordingFlows, sold: Sold
) -> None:
    contact = sold[0]
    card = part(panel, QWidget, "unreliable-card")
    assert not card.isVisible()
    mark = MarkUnreliable(contact, "Paid late twice", TODAY)
    act(context, lambda s: s.payments.mark_unreliable(mark))
    assert label(panel, "unreliable") == "Unreliable payer since 22/11/2026: Paid late twice"
    assert card.mapTo(panel, card.rect().topLeft()).y() < 200
    press(panel, "edit-unreliable")
    press(panel, "lift-unreliable")
    assert flows.calls == [("mark_unreliable", (contact,)), ("trust_again", (contact,))]
    act(context, lambda s: s.payments.trust_again(contact))
    assert not card.isVisible()


def test_what_they_said_about_the_work_is_listed_newest_first(
    panel: ContactPanel, context: UiContext, flows: RecordingFlows, sold: Sold
) -> None:
    contact, _deal, sale = sold
    assert "Not asked yet" in section(panel, "satisfactions")
    press(panel, "note-satisfaction")
    given = SatisfactionInput(contact, sale, 4, date(2026, 11, 21), "Too slow")
    act(context, lambda s: s.satisfaction.record(given))
    asked = SatisfactionInput(contact, sale, None, TODAY)
    act(context, lambda s: s.satisfaction.record(asked))
    lines = section(panel, "satisfactions")
    assert lines.index("on 22/11, no answer yet") < lines.index("Unhappy, on 21/11")
    assert lines.index("Asked") < lines.index("4 / 10") < lines.index("Too slow")
    trigger(part(panel, QToolButton, "satisfaction-1").menu(), "edit-satisfaction")
    assert flows.calls == [
        ("note_satisfaction", (contact,)),
        ("note_satisfaction", (contact, None, 1)),
    ]
    trigger(part(panel, QToolButton, "satisfaction-1").menu(), "remove-satisfaction")
    assert "Too slow" not in section(panel, "satisfactions")


def test_the_menu_of_actions_marks_an_unreliable_payer(
    panel: ContactPanel, flows: RecordingFlows, sold: Sold
) -> None:
    trigger(part(panel, QToolButton, "actions").menu(), "mark-unreliable")
    assert flows.calls == [("mark_unreliable", (sold[0],))]
