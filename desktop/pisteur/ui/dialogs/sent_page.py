"""Asks whether a message that was handed over was sent, and how."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pisteur.domain.words import InteractionKind
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label

SENT_AS = (InteractionKind.EMAIL, InteractionKind.MESSAGE, InteractionKind.CALL)


class SentPage(QWidget):
    """What was done with the text, how it went out, and what it completes.

    Args:
        action: title of the action that it was written for; empty for none.
    """

    def __init__(self, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = make_label("", wrap=True)
        self._done.setObjectName("handed-over")
        self._reminder = make_label(_("Have you attached the quote?"), "strong", wrap=True)
        self._reminder.setObjectName("attached")
        box = Card("accent")
        box.body.addWidget(self._done)
        box.body.addWidget(self._reminder)
        self._sent_as = Chips([(own, label(own)) for own in SENT_AS], name="sent-as")
        self._complete = QCheckBox(
            _("Then tick off “{title}”").format(title=action.replace("&", "&&"))
        )
        self._complete.setObjectName("then-complete")
        self._complete.setChecked(bool(action))
        self._complete.setVisible(bool(action))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(box)
        column.addWidget(Field(_("How did it go out?"), self._sent_as))
        column.addWidget(self._complete)
        column.addWidget(
            make_label(
                _("A yes puts it into the journal and counts as an attempt."), "muted", wrap=True
            )
        )
        column.addStretch(1)

    def show_done(self, text: str, kind: InteractionKind, *, needs_file: bool) -> None:
        """Say what was done with the text, and suggest how it goes out."""
        self._done.setText(text)
        self._reminder.setVisible(needs_file)
        self._sent_as.set_value(kind)

    @property
    def kind(self) -> InteractionKind:
        """How it went out."""
        kind = self._sent_as.value
        return kind if isinstance(kind, InteractionKind) else InteractionKind.MESSAGE

    @property
    def completes(self) -> bool:
        """Whether the action shall be ticked off with it."""
        return self._complete.isChecked()
