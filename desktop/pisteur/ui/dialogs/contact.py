"""Edits every field of a contact."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.commands import EditContact
from pisteur.domain.errors import PisteurError
from pisteur.domain.profile import ContactFacts
from pisteur.domain.snapshots import ContactView
from pisteur.domain.text import fold
from pisteur.domain.traits import BuyerKind
from pisteur.domain.words import Heat, Nature, PointKind
from pisteur.error_texts import error_text
from pisteur.i18n import _, pgettext
from pisteur.labels import label
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.form import FieldProblem, FormDialog
from pisteur.ui.dialogs.points import PointList
from pisteur.ui.dialogs.trade import TradeForm
from pisteur.ui.widgets.containers import make_scrolling
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.screens import available_size

POSTAL_CODE = re.compile(r"\d{5}")
# What the desktop adds around a dialog, and a little air.
FRAME = 64
# Field, row, column, columns: of the six in the grid.
PLACES = (
    ("civility", 0, 0, 1),
    ("given_name", 0, 1, 2),
    ("family_name", 0, 3, 3),
    ("company", 1, 0, 3),
    ("job_title", 1, 3, 3),
    ("street", 4, 0, 6),
    ("postal_code", 5, 0, 2),
    ("city", 5, 2, 2),
    ("country", 5, 4, 2),
    ("website", 6, 0, 3),
    ("siret", 6, 3, 3),
    ("tags", 8, 0, 3),
    ("source", 8, 3, 3),
)
# What the chips of “Buys as” stand for: a kind, or as much as is known.
BUYS_AS: tuple[Nature | BuyerKind, ...] = (
    *(Nature.UNKNOWN, Nature.CONSUMER, BuyerKind.SELF_EMPLOYED, BuyerKind.COMPANY),
    *(BuyerKind.ASSOCIATION, BuyerKind.PUBLIC, Nature.PROFESSIONAL),
)


class EditContactDialog(FormDialog):
    """All fields of a contact; `submitted` carries an `EditContact`."""

    def __init__(
        self,
        runner: Runner,
        contact: ContactView,
        facts: ContactFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Edit {name}").format(name=contact.display_name),
            accept_text=_("Save"),
            parent=parent,
        )
        self.setObjectName("contact-dialog")
        self.setMinimumWidth(720)
        self._runner = runner
        self._contact_id = contact.id
        self._edits = {name: QLineEdit(text) for name, text in _texts(contact).items()}
        self.phones = PointList(PointKind.PHONE, contact.points)
        self.emails = PointList(PointKind.EMAIL, contact.points)
        self.buys_as = Chips(
            [(own, label(own)) for own in BUYS_AS], _buys_as(contact, facts), name="buys-as"
        )
        self.trade = TradeForm(facts)
        self.heat = Chips([(own, label(own)) for own in Heat], contact.heat, name="heat")
        self._make_fields()
        self._arrange()
        self._edits["siret"].editingFinished.connect(self._check_siret)
        self._edits["postal_code"].editingFinished.connect(self._check_postal_code)
        self._edits["country"].editingFinished.connect(self._check_postal_code)
        self._check_postal_code()
        self._start = self._typed()
        self._edits["given_name"].setFocus()

    def edit(self, name: str) -> QLineEdit:
        """Return the line of a field."""
        return self._edits[name]

    def read(self) -> EditContact:
        """Return every field.

        Raises:
            FieldProblem: when an address can't be one.
        """
        wrong = self.emails.check()
        if wrong is not None:
            wrong.setFocus()
            self._area.ensureWidgetVisible(wrong)
            raise FieldProblem("", "")
        return self._typed()

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def show_problem(self, name: str, text: str) -> bool:
        if name in self.trade.fields:
            self.trade.open()
        shown = super().show_problem(name, text)
        if shown:
            self._area.ensureWidgetVisible(self.fields[name])
        return shown

    def take_error(self, error: PisteurError) -> bool:
        if error.field == "email":
            self.set_busy(False)
            self.emails.show_error(error_text(error))
            return True
        return super().take_error(error)

    def _typed(self) -> EditContact:
        text = {name: edit.text().strip() for name, edit in self._edits.items()}
        tags = tuple(tag.strip() for tag in text.pop("tags").split(",") if tag.strip())
        buys_as, heat = self.buys_as.value, self.heat.value
        return EditContact(
            contact_id=self._contact_id,
            nature=buys_as if isinstance(buys_as, Nature) else Nature.PROFESSIONAL,
            buyer=buys_as if isinstance(buys_as, BuyerKind) else None,
            trade=self.trade.sectors.text.strip(),
            naf_version=self.trade.sectors.version,
            headcount=self.trade.headcount.text().strip(),
            heat=heat if isinstance(heat, Heat) else Heat.COLD,
            points=(*self.phones.points, *self.emails.points),
            tags=tags,
            **text,
        )

    # Checks while typing.

    def _check_siret(self) -> None:
        text = self._edits["siret"].text()
        self._runner.latest(
            "siret", lambda _services: _siret(text), self._siret_fits, self._siret_fails
        )

    def _siret_fits(self, _siret: str) -> None:
        self.fields["siret"].set_error(None)

    def _siret_fails(self, error: PisteurError) -> None:
        self.fields["siret"].set_error(error_text(error))

    def _check_postal_code(self) -> None:
        country = fold(self._edits["country"].text().strip())
        code = self._edits["postal_code"].text().strip()
        odd = code and country in ("", "france", "fr") and not POSTAL_CODE.fullmatch(code)
        self.fields["postal_code"].set_hint(
            _("A French postal code has five digits. It is kept as typed.") if odd else ""
        )

    # Inside.

    def _make_fields(self) -> None:
        titles = {
            "civility": pgettext("Person", "Title"),
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "company": _("Company"),
            "job_title": _("Job"),
            "street": _("Street"),
            "postal_code": _("Postal code"),
            "city": _("City"),
            "country": _("Country"),
            "website": _("Website"),
            "siret": _("SIRET"),
            "tags": _("Tags"),
            "source": _("Where the contact comes from"),
        }
        hints = {"tags": _("Separated by commas.")}
        for name, edit in self._edits.items():
            edit.setObjectName(name)
        fields = {
            name: Field(title, self._edits[name], hint=hints.get(name, ""))
            for name, title in titles.items()
        }
        self.show_fields({**fields, **self.trade.fields})

    def _arrange(self) -> None:
        content = QWidget()
        grid = QGridLayout(content)
        # Room for the focus frame and the scroll bar.
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        parts: list[tuple[QWidget, int, int, int]] = [
            (_top(self.phones), 2, 0, 3),
            (_top(self.emails), 2, 3, 3),
            (Field(_("Buys as"), self.buys_as), 3, 0, 4),
            (Field(_("Heat"), self.heat), 3, 4, 2),
            (self.trade, 7, 0, 6),
            *((self.fields[name], row, column, wide) for name, row, column, wide in PLACES),
        ]
        # Tab goes through them in the order in which they are added: as one reads.
        for widget, row, column, wide in sorted(parts, key=lambda part: part[1:3]):
            grid.addWidget(widget, row, column, 1, wide)
        self._area = make_scrolling(content)
        self._area.setMinimumHeight(320)
        self.body.addWidget(self._area, 1)
        self._content = content
        self._fit()
        self.trade.opened.connect(self._fit)
        # The range follows when what was unfolded has got its room.
        self._area.verticalScrollBar().rangeChanged.connect(self._make_trade_seen)

    def _make_trade_seen(self) -> None:
        if self.trade.isAncestorOf(self.focusWidget() or self):
            self._area.ensureWidgetVisible(self.trade)

    def _fit(self) -> None:
        """Take the room that all fields need, as far as the window has it."""
        content = self._content
        around = self.sizeHint().height() - self._area.sizeHint().height()
        parent = self.parentWidget()
        room = parent.window().height() if parent else available_size(self).height()
        self.resize(740, min(content.sizeHint().height() + around, room - FRAME))


def _top(widget: QWidget) -> QWidget:
    """Keep a list of lines at the top of its cell."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return box


def _texts(contact: ContactView) -> dict[str, str]:
    # A name that was never split is kept whole, where the family name stands.
    whole = "" if contact.given_name or contact.family_name else contact.name
    return {
        "civility": contact.civility,
        "given_name": contact.given_name,
        "family_name": contact.family_name or whole,
        "company": contact.company,
        "job_title": contact.job_title,
        "street": contact.street,
        "postal_code": contact.postal_code,
        "city": contact.city,
        "country": contact.country,
        "website": contact.website,
        "siret": contact.siret,
        "tags": ", ".join(contact.tags),
        "source": contact.source,
    }


def _buys_as(contact: ContactView, facts: ContactFacts) -> Nature | BuyerKind:
    if facts.buyer is None or facts.buyer is BuyerKind.CONSUMER:
        return Nature.CONSUMER if facts.buyer else contact.nature
    return facts.buyer


def _siret(text: str) -> str:
    from pisteur.services.contacts import check_siret  # noqa: PLC0415 - on the worker only

    return check_siret(text)
