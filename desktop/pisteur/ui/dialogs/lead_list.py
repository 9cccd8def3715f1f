"""Edits what is known of a list of leads: supplier, date, price, source, information given."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from pisteur.domain.lead_lists import LeadListInput, LeadListRow
from pisteur.domain.money import parse_amount
from pisteur.i18n import _
from pisteur.presentation.formats import full_date, money
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.optional_date import OptionalDate
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.typed import typed_text


class LeadListDialog(FormDialog):
    """A list; `submitted` carries a `LeadListInput`."""

    def __init__(self, row: LeadListRow, today: date, parent: QWidget | None = None) -> None:
        title = _("Edit the list “{name}”").format(name=row.name)
        super().__init__(title, accept_text=_("Save"), parent=parent)
        self.setObjectName("lead-list-dialog")
        self.setMinimumWidth(680)
        self._today = today
        self.name = _line("list-name", row.name)
        self.supplier = _line("list-supplier", row.supplier)
        self.source = _line("list-source", row.source)
        self.price = _line("list-price", "" if row.price_cents is None else money(row.price_cents))
        self.price.setPlaceholderText(_("1,200"))
        # It was bought before it came in: today would be wrong for all but a new one.
        self.bought = self._day(
            _("List bought"), _("Bought on"), "list-bought", row.bought_on, row.imported_on
        )
        self.informed = self._day(
            _("People informed"), _("Informed on"), "list-informed", row.informed_on, today
        )
        self.note = QPlainTextEdit(row.note)
        self.note.setObjectName("list-note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self._arrange(row)
        self._start = self._typed()
        self.name.setFocus()
        self.name.selectAll()

    def read(self) -> LeadListInput:
        """Return the list as it shall be.

        Raises:
            DomainError: `amount.*` beside `price`.
        """
        parse_amount(self.price.text(), field="price")
        return self._typed()

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> LeadListInput:
        return LeadListInput(
            name=self.name.text(),
            source=self.source.text(),
            supplier=self.supplier.text(),
            price=self.price.text(),
            bought_on=self.bought.day,
            informed_on=self.informed.day,
            note=typed_text(self.note),
        )

    def _day(
        self, text: str, title: str, name: str, start: date | None, proposed: date
    ) -> OptionalDate:
        today = self._today
        field = DateField(
            title,
            start or min(proposed, today),
            today,
            quick=days_back(today)[:1],
            maximum=today,
            name=f"{name}-on",
        )
        made = OptionalDate(text, field, name=name)
        made.set_day(start)
        return made

    def _arrange(self, row: LeadListRow) -> None:
        fields = {
            "name": Field(_("Name of the list"), self.name),
            "supplier": Field(
                _("Supplier"), self.supplier, hint=_("Empty: you gathered it yourself.")
            ),
            "price": Field(_("Price"), self.price, hint=_("What the whole list cost.")),
            "source": Field(_("Where the names come from"), self.source),
            "note": Field(_("Note"), self.note),
        }
        # The days have their errors beside their own fields.
        self.show_fields(
            fields | {"bought_on": self.bought.field, "informed_on": self.informed.field}
        )
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(fields["supplier"], 2)
        pair.addWidget(fields["price"], 1)
        self.body.addWidget(fields["name"])
        self.body.addLayout(pair)
        self.body.addWidget(fields["source"])
        days = QHBoxLayout()
        days.setSpacing(12)
        for day in (self.bought, self.informed):
            days.addWidget(day, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(days)
        self.body.addWidget(make_label(_duty(row), "muted", wrap=True))
        self.body.addWidget(fields["note"])
        self.body.addStretch(1)


def _duty(row: LeadListRow) -> str:
    if row.inform_by is None:
        return _(
            "Whoever uses a bought list tells its people where their names come from, at the"
            " first contact and within a month (GDPR, article 14)."
        )
    return _(
        "Tell them at the first contact where their names come from, and by {day} at the latest"
        " (GDPR, article 14; checked on 22 November 2026, no legal advice)."
    ).format(day=full_date(row.inform_by))


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName(name)
    return made
