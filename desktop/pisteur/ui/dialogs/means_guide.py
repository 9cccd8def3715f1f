"""The means stated, and which offers fit them, as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.offers import Budget, Offer, OfferFit, match_offers, parse_budget
from pisteur.domain.profile import ContactFacts
from pisteur.domain.traits import Fit
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.presentation.deal_texts import budget_text
from pisteur.presentation.qualification_texts import MARKS, offer_reason
from pisteur.presentation.trait_texts import price_text
from pisteur.ui.dialogs.target_guide import TONES
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_label, set_look

MOST_OFFERS = 6


class MeansGuide(QWidget):
    """A field for the means, and the offers, those that fit first.

    Attributes:
        field: the means; hidden without a deal to note them with.
    """

    def __init__(
        self,
        offers: Sequence[Offer],
        facts: ContactFacts,
        budget: Budget,
        *,
        noted: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("means-guide")
        self._offers, self._facts = tuple(offers), facts
        self._start = budget_text(budget)
        self._noted = noted
        self._line = QLineEdit(self._start)
        self._line.setObjectName("budget")
        self._line.setPlaceholderText(_("€500 to €800"))
        self.field = Field(_("The means they stated, if they did"), self._line)
        if not noted:
            self.field.hide()
        self._rows = [_OfferRow() for _offer in self._offers[:MOST_OFFERS]]
        self._card = Card("card")
        self._lay_out()
        self._line.textChanged.connect(self._show)
        self._line.editingFinished.connect(self.check)
        self._show()

    @property
    def budget(self) -> Budget | None:
        """The means as typed; None when they are as they were.

        Raises:
            DomainError: `amount.*` beside `budget`.
        """
        if not self.typed:
            return None
        return parse_budget(self._line.text())

    @property
    def typed(self) -> bool:
        """Whether other means were typed than those noted."""
        return self._noted and self._line.text().strip() != self._start

    def check(self) -> bool:
        """Say whether the means can be read, and beside the field what is wrong."""
        try:
            parse_budget(self._line.text())
        except DomainError as error:
            self.field.set_error(error_text(error))
            return False
        self.field.set_error(None)
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.field)
        if not self._rows:
            self._card.hide()
        self._card.setObjectName("offers-that-fit")
        self._card.body.addWidget(make_label(_("What you could offer them"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(3, 5)
        for line, row in enumerate(self._rows):
            row.put_into(grid, line)
        self._card.body.addLayout(grid)
        column.addWidget(self._card)

    def _show(self) -> None:
        try:
            budget = parse_budget(self._line.text())
        except DomainError:
            # A text half typed; what is wrong is said when one leaves the field.
            budget = Budget()
        else:
            self.field.set_error(None)
        found = match_offers(self._offers, budget, self._facts)
        for row, fit in zip(self._rows, found, strict=False):
            row.show_fit(fit)


class _OfferRow:
    """The cells of one offer in a grid: mark, name, price, why."""

    def __init__(self) -> None:
        self._mark = make_label("", "strong")
        self._mark.setFixedWidth(16)
        self._name = ElidedLabel()
        self._price = make_label()
        self._why = ElidedLabel("", "muted")
        self._why.setObjectName("offer-reason")

    def put_into(self, grid: QGridLayout, line: int) -> None:
        """Lay the cells out in a line."""
        cells = (self._mark, self._name, self._price, self._why)
        for place, cell in enumerate(cells):
            grid.addWidget(cell, line, place)

    def show_fit(self, found: OfferFit) -> None:
        """Show an offer with its reasons."""
        self._mark.setText(MARKS[found.fit])
        set_look(self._mark, "tone", TONES[found.fit])
        said = {
            Fit.MATCHED: _("fits"),
            Fit.NOT_KNOWN: _("may fit"),
            Fit.NOT_MATCHED: _("does not fit"),
        }
        self._mark.setAccessibleName(said[found.fit])
        self._name.setText(found.offer.name)
        self._price.setText(price_text(found.offer))
        self._why.setText(offer_reason(found))
