"""The panel says what is known of a buyer: who buys, trade, how many work there."""

from __future__ import annotations

from pisteur.domain.commands import EditContact
from pisteur.domain.traits import BuyerKind
from pisteur.services.services import Services
from pisteur.ui.panel.contact_panel import ContactPanel
from support import people

from .reading import press, section


def test_what_was_typed_is_said_among_the_facts(panel: ContactPanel, services: Services) -> None:
    contact, card = people.lead(services)
    panel.show_contact(contact, card)
    press(panel, "fold-facts")
    assert "Trade" not in section(panel, "contact-facts")
    services.contacts.edit(
        EditContact(
            contact,
            company="Garage Morel",
            buyer=BuyerKind.PUBLIC,
            trade="garage, 45.20A",
            headcount="250+",
        )
    )
    panel.show_contact(contact, card)
    shown = section(panel, "contact-facts")
    for fact in ("Public body", "garage, 45.20A", "250 and more"):
        assert fact in shown
    assert services.contact_view.contact(contact).facts == services.profile.facts(contact)
