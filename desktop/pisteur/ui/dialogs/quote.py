"""Notes that a quote went out, and proposes the follow-ups that come after it (rule 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pisteur.domain.cadence_commands import SendQuote
from pisteur.domain.cadences import CadenceTrigger
from pisteur.domain.errors import DomainError
from pisteur.domain.money import parse_amount
from pisteur.domain.oppositions import Channel, Opposition
from pisteur.domain.snapshots import OpportunityView
from pisteur.i18n import _
from pisteur.presentation.formats import full_date, money
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.cadence_picker import CadencePicker
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.opposition_guard import OppositionGuard
from pisteur.ui.dialogs.optional_date import OptionalDate
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label

VALID_DAYS = 30


class QuoteDialog(FormDialog):
    """Asks for reference, dates and amount; `submitted` carries a `SendQuote`.

    Args:
        name: what the deal is called.
        who: what the contact is called.
    """

    def __init__(
        self,
        name: str,
        contact_id: int,
        deal: OpportunityView,
        today: date,
        runner: Runner,
        *,
        who: str = "",
        objections: Sequence[Opposition] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Quote sent: {name}").format(name=name), accept_text=_("Save"), parent=parent
        )
        self.setObjectName("quote-dialog")
        self.setMinimumWidth(680)
        self._ids, self._before = (contact_id, deal.id), deal.quote
        self._guard = OppositionGuard(self, who or name, objections)
        self.reference = QLineEdit()
        self.reference.setObjectName("quote-reference")
        self.amount = QLineEdit("" if deal.amount_cents is None else money(deal.amount_cents))
        self.amount.setObjectName("amount")
        self.amount.setPlaceholderText(_("1,200"))
        self.sent_on = DateField(
            _("Sent on"), today, today, quick=days_back(today), maximum=today, name="sent-on"
        )
        expires_on = DateField(
            _("Valid until, that day included"),
            today + timedelta(days=VALID_DAYS),
            today,
            quick=_terms(today),
            name="expires-on",
        )
        expires_on.expect_from(today)
        self.expires = OptionalDate(_("It says until when it is valid"), expires_on, name="expires")
        self.expires.set_day(expires_on.day)
        self.picker = CadencePicker(runner, CadenceTrigger.QUOTE_SENT, today)
        self.show_fields(
            {
                "reference": Field(_("Reference of the quote"), self.reference),
                "amount": Field(_("Amount"), self.amount),
                "sent_on": self.sent_on,
                "expires_on": expires_on,
            }
        )
        self._arrange()
        self._start = self._typed()
        self.sent_on.day_changed.connect(expires_on.expect_from)
        self.sent_on.day_changed.connect(self._ask)
        expires_on.day_changed.connect(self._ask)
        self.expires.box.toggled.connect(self._ask)
        self.picker.settled.connect(self._settle)
        self._ask()
        self.reference.setFocus()

    def asks_first(self) -> bool:
        planned = self.picker.command(*self._ids) is not None
        return planned and self._guard.stops((Channel.PHONE, Channel.EMAIL))

    def read(self) -> SendQuote:
        """Return what was sent.

        Raises:
            DomainError: `amount.*`, or `quote.expired` beside `expires_on`.
        """
        parse_amount(self.amount.text())
        sent_on, expires_on = self.sent_on.day, self.expires.day
        if expires_on is not None and expires_on < sent_on:
            raise DomainError("quote.expired", field="expires_on")
        return SendQuote(
            self._ids[1],
            sent_on,
            expires_on,
            self.reference.text(),
            self.amount.text(),
            self.picker.command(*self._ids),
        )

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[str, str]:
        return self.reference.text(), self.amount.text()

    def _ask(self, *_what: object) -> None:
        # Not before the follow-ups of these dates are seen.
        self.primary.setEnabled(False)
        self.picker.ask(self.sent_on.day, self.expires.day)

    def _settle(self) -> None:
        self.primary.setEnabled(not self.picker.waiting)
        self._proposal.setVisible(not self.picker.isHidden())
        self.fit()

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.fields["reference"], 3)
        first.addWidget(self.fields["amount"], 2)
        self._proposal = Card("accent")
        self._proposal.body.addWidget(make_label(_("Follow-ups to plan"), "strong"))
        self._proposal.body.addWidget(self.picker)
        self._proposal.body.addWidget(
            make_label(
                _("Their answer, a sale or a loss cancels those that are left."),
                "muted",
                wrap=True,
            )
        )
        self.body.addLayout(first)
        if self._before is not None:
            text = _("It takes the place of the quote of {date}; the follow-ups of that one stop.")
            day = full_date(self._before.sent_on)
            self.body.addWidget(make_label(text.format(date=day), "muted", wrap=True))
        self.body.addWidget(self.sent_on)
        self.body.addWidget(self.expires)
        self.body.addWidget(self._proposal)


def _terms(today: date) -> tuple[tuple[str, date], ...]:
    return (
        (_("In 15 days"), today + timedelta(days=15)),
        (_("In 30 days"), today + timedelta(days=30)),
        (_("In 60 days"), today + timedelta(days=60)),
    )
