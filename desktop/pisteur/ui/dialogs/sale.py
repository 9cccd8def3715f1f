"""Records a sale: the evidence that makes a customer."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.commands import SaleInput
from pisteur.i18n import _
from pisteur.ui.dialogs.at_gate import GateDialog
from pisteur.ui.dialogs.sale_form import SaleForm
from pisteur.ui.dialogs.subject import Subject
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label


class SaleDialog(GateDialog):
    """Asks for the sale; `submitted` carries a `SaleInput`, or `Forced` at a gate."""

    def __init__(
        self,
        subject: Subject,
        today: date,
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
        self.setObjectName("sale-dialog")
        self.setMinimumWidth(680)
        self.form = SaleForm(subject.amount_cents, today)
        self.show_fields(self.form.fields)
        self._start = self._typed()
        follows = Card("accent")
        text = _("{name} becomes a customer. Planned actions of this deal are closed with it.")
        follows.body.addWidget(make_label(text.format(name=subject.contact_name), wrap=True))
        self.body.addWidget(self.form)
        self.body.addWidget(follows)
        if as_gate:
            self.add_to_footer(self.anyway)
        self.form.amount.setFocus()
        self.form.amount.selectAll()

    def read(self) -> SaleInput:
        """Return the sale.

        Raises:
            DomainError, FieldProblem: for what must be mended first.
        """
        return self.form.read()

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[str, ...]:
        form = self.form
        return (form.amount.text(), form.reference.text(), form.note.text())
