"""Trade and size of a contact, folded away until they are known or wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.profile import ContactFacts
from pisteur.domain.trade import read_headcount, read_trade
from pisteur.domain.traits import NafVersion
from pisteur.error_texts import error_text
from pisteur.i18n import _, pgettext
from pisteur.presentation.trait_texts import heads_text, trade_text
from pisteur.ui.dialogs.sectors import SectorsEditor
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button


class TradeForm(QWidget):
    """What the ideal-customer profile asks of a contact, beyond address and tags.

    Attributes:
        fields: by the names that errors give them.

    Signals:
        opened: the fields have been shown, or more of them: room is wanted.
    """

    opened = Signal()

    def __init__(self, facts: ContactFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trade-form")
        text = trade_text(facts)
        version = facts.naf_version or NafVersion.REV2
        self.sectors = SectorsEditor(text, version, name="trade")
        self.headcount = QLineEdit(heads_text(facts))
        self.headcount.setObjectName("headcount")
        self.headcount.setPlaceholderText("12, 10-49")
        self.fields = {
            "trade": Field(_("Trade, in words or by its NAF code"), self.sectors),
            "headcount": Field(_("How many people work there"), self.headcount),
        }
        self._fold = make_button("", "link", name="fold-trade")
        self._fold.clicked.connect(self._turn)
        self._lines = QWidget()
        row = QHBoxLayout(self._lines)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field in self.fields.values():
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lines)
        self.sectors.resized.connect(self.opened)
        self.sectors.edited.connect(self._check)
        self.headcount.editingFinished.connect(self._check)
        self._show(opened=bool(text or self.headcount.text()))

    def open(self) -> None:
        """Show the fields."""
        self._show(opened=True)

    def _turn(self) -> None:
        opened = self._lines.isHidden()
        self._show(opened=opened)
        if opened:
            self.sectors.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, opened: bool) -> None:
        self._lines.setVisible(opened)
        if opened:
            self.opened.emit()
        sign = "▾" if opened else "▸"
        heading = _("Trade and size")
        self._fold.setText(f"{sign} {heading}")
        self._fold.setAccessibleName(heading)
        self._fold.setAccessibleDescription(
            pgettext("fold", "open") if opened else pgettext("fold", "closed")
        )

    def _check(self) -> None:
        """Say beside each field what is wrong with it."""
        for name, read, text in (
            ("trade", read_trade, self.sectors.text),
            ("headcount", read_headcount, self.headcount.text()),
        ):
            try:
                read(text)
            except DomainError as error:
                self.fields[name].set_error(error_text(error))
            else:
                self.fields[name].set_error(None)
