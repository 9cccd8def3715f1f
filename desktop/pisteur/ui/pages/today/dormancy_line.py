"""The line of Today that says how many customers are about to become dormant, and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button

if TYPE_CHECKING:
    from pisteur.services.services import Services

# Whose last sale is the oldest is the first to become dormant.
DORMANT_FIRST = ContactQuery(dormant_soon=True, sort=ContactSort.LAST_SALE)


class DormancyLine(Card):
    """How many there are, and a button to them; hidden when there is none."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self.setObjectName("dormancy-line")
        self._context = context
        self._words = ElidedLabel()
        self._words.setObjectName("dormancy-count")
        show = make_button(_("Show them"), "link", name="dormancy-show", compact=True)
        show.setAccessibleName(_("Show the customers about to become dormant"))
        show.clicked.connect(self._show_them)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(show)
        self.body.setContentsMargins(12, 6, 12, 6)
        self.body.addLayout(row)
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        self._context.runner.latest("dormancy-line", _read, self._take)

    def _take(self, found: tuple[int, int]) -> None:
        count, days = found
        words = ngettext(
            "{count} customer becomes dormant within {days} days without a new sale",
            "{count} customers become dormant within {days} days without a new sale",
            count,
        )
        self._words.setText(formats.counted(words, count, days=formats.number(days)))
        self.setVisible(count > 0)

    def _show_them(self) -> None:
        self._context.flows.show_contacts(DORMANT_FIRST)


def _read(services: Services) -> tuple[int, int]:
    return services.dormancy.count(), services.dormancy.warning_days
