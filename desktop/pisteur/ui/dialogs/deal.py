"""Title and amount of a deal: a further one, or one that is there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.money import parse_amount
from pisteur.i18n import _
from pisteur.presentation.formats import money
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field


@dataclass(frozen=True, slots=True)
class DealInput:
    """Title and amount, as typed."""

    title: str
    amount: str


class DealDialog(FormDialog):
    """Asks for title and amount; `submitted` carries a `DealInput`."""

    def __init__(
        self,
        heading: str,
        accept_text: str,
        card_name: str,
        start: DealInput,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heading, accept_text=accept_text, parent=parent)
        self.setObjectName("deal-dialog")
        self.setMinimumWidth(460)
        self._start = start
        self.title = QLineEdit(start.title)
        self.title.setObjectName("deal-title")
        self.title.setPlaceholderText(card_name)
        self.amount = QLineEdit(start.amount)
        self.amount.setObjectName("amount")
        self.amount.setPlaceholderText(_("1,200"))
        self.show_fields(
            {
                "title": Field(
                    _("What they may buy"),
                    self.title,
                    hint=_("Without a title, the card bears the name of the contact."),
                ),
                "amount": Field(_("Amount, if you know it"), self.amount),
            }
        )
        for field in self.fields.values():
            self.body.addWidget(field)
        self.title.setFocus()

    def read(self) -> DealInput:
        """Return title and amount.

        Raises:
            DomainError: `amount.*` beside `amount`.
        """
        parse_amount(self.amount.text())
        return self._typed()

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> DealInput:
        return DealInput(self.title.text(), self.amount.text())


class EditDealDialog(DealDialog):
    """Changes a deal."""

    def __init__(
        self, card_name: str, title: str, cents: int | None, parent: QWidget | None = None
    ) -> None:
        start = DealInput(title, "" if cents is None else money(cents))
        super().__init__(_("Edit the deal"), _("Save"), card_name, start, parent)


class AddDealDialog(DealDialog):
    """Adds a deal to a contact."""

    def __init__(self, contact_name: str, parent: QWidget | None = None) -> None:
        heading = _("New deal with {name}").format(name=contact_name)
        super().__init__(heading, _("Add"), contact_name, DealInput("", ""), parent)
