"""What is known of a deal: a further one, or one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from pisteur.domain.calendar import add_months
from pisteur.domain.commands import DealInput
from pisteur.domain.money import parse_amount
from pisteur.domain.offers import Offer, parse_budget
from pisteur.domain.snapshots import OpportunityView
from pisteur.domain.why_they_came import CameFor
from pisteur.i18n import _
from pisteur.presentation.deal_texts import budget_text
from pisteur.presentation.formats import money
from pisteur.ui.dialogs.date_field import DateField, months_ahead
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.optional_date import OptionalDate
from pisteur.ui.widgets.fields import Field


class DealChoices(NamedTuple):
    """What there is to choose from."""

    offers: tuple[Offer, ...] = ()
    came_for: tuple[CameFor, ...] = ()


class DealDialog(FormDialog):
    """Asks what is known of a deal; `submitted` carries a `DealInput`."""

    def __init__(
        self,
        heading: str,
        accept_text: str,
        card_name: str,
        start: DealInput,
        choices: DealChoices,
        *,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heading, accept_text=accept_text, parent=parent)
        self.setObjectName("deal-dialog")
        self.setMinimumWidth(580)
        self._offers = {offer.id: offer for offer in choices.offers}
        self._advice = {reason.key: reason.advice for reason in choices.came_for}
        self.title = _line("deal-title", start.title, card_name)
        self.amount = _line("amount", start.amount, _("1,200"))
        self.budget = _line("budget", start.budget, _("500 to 800"))
        self.offer = _combo("deal-offer", [(o.id, o.name) for o in choices.offers], start.offer_id)
        self.came_for = _combo(
            "deal-came-for", [(r.key, r.name) for r in choices.came_for], start.came_for
        )
        expected = DateField(
            _("When do they decide?"),
            start.expected_on or add_months(today, 1),
            today,
            quick=months_ahead(today),
            name="expected-on",
        )
        expected.expect_from(today)
        self.expected = OptionalDate(_("Expected decision known"), expected, name="deal-expected")
        self.expected.set_day(start.expected_on)
        self._arrange()
        self._start = self._typed()
        self.offer.activated.connect(self._take_offer)
        self.came_for.currentIndexChanged.connect(self._show_advice)
        self._show_advice()
        self.title.setFocus()

    def _arrange(self) -> None:
        fields = {
            "offer": Field(_("Which of your offers"), self.offer),
            "title": Field(
                _("What they may buy"),
                self.title,
                hint=_("Without a title, the card bears the name of the contact."),
            ),
            "amount": Field(_("Amount, if you know it"), self.amount),
            "budget": Field(_("The means they stated"), self.budget),
            "came_for": Field(_("Why they came"), self.came_for),
            "expected_on": self.expected.field,
        }
        if not self._offers:
            fields["offer"].hide()
        self.show_fields(fields)
        for name, field in fields.items():
            self.body.addWidget(self.expected if name == "expected_on" else field)

    def read(self) -> DealInput:
        """Return the deal.

        Raises:
            DomainError: `amount.*` beside `amount` or `budget`.
        """
        parse_amount(self.amount.text())
        parse_budget(self.budget.text())
        return self._typed()

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> DealInput:
        return DealInput(
            self.title.text(),
            self.amount.text(),
            self.offer.currentData(),
            self.budget.text(),
            self.came_for.currentData(),
            self.expected.day,
        )

    def _take_offer(self) -> None:
        """Fill in what an offer says, where nothing has been typed yet."""
        offer = self._offers.get(self.offer.currentData())
        if offer is None:
            return
        if not self.title.text().strip():
            self.title.setText(offer.name)
        if not self.amount.text().strip() and offer.price_cents is not None:
            self.amount.setText(money(offer.price_cents))

    def _show_advice(self) -> None:
        self.fields["came_for"].set_hint(self._advice.get(self.came_for.currentData(), ""))


class EditDealDialog(DealDialog):
    """Changes a deal."""

    def __init__(
        self,
        card_name: str,
        deal: OpportunityView,
        choices: DealChoices,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        cents, facts = deal.amount_cents, deal.facts
        start = DealInput(
            deal.title,
            "" if cents is None else money(cents),
            facts.offer_id,
            budget_text(deal.budget),
            facts.came_for,
            facts.expected_on,
        )
        # What was put away since stays what it is.
        if facts.came_for and facts.came_for not in {r.key for r in choices.came_for}:
            kept = CameFor(facts.came_for, facts.came_for_name, facts.came_for_advice, 0)
            choices = choices._replace(came_for=(*choices.came_for, kept))
        if facts.offer_id and facts.offer_id not in {o.id for o in choices.offers}:
            offer = Offer(facts.offer_id, facts.offer_name, None)
            choices = choices._replace(offers=(*choices.offers, offer))
        super().__init__(
            _("Edit the deal"),
            _("Save"),
            card_name,
            start,
            choices,
            today=today,
            parent=parent,
        )


class AddDealDialog(DealDialog):
    """Adds a deal to a contact."""

    def __init__(
        self,
        contact_name: str,
        choices: DealChoices,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("New deal with {name}").format(name=contact_name),
            _("Add"),
            contact_name,
            DealInput("", ""),
            choices,
            today=today,
            parent=parent,
        )


def _line(name: str, text: str, example: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(example)
    return made


def _combo(name: str, choices: Sequence[tuple[object, str]], value: object) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.addItem(_("Not known yet"), None)
    for own, text in choices:
        made.addItem(text, own)
    made.setCurrentIndex(max(0, made.findData(value)) if value is not None else 0)
    return made
