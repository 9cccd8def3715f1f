"""Asks why a gate is opened without its evidence."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pisteur.domain.errors import DomainError
from pisteur.domain.text import clean_block
from pisteur.i18n import _
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.typed import typed_text


class ForceDialog(FormDialog):
    """The reason, which the card will show; `submitted` carries it as text."""

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Move anyway"), accept_text=_("Move anyway"), parent=parent)
        self.setObjectName("force-dialog")
        self.setMinimumWidth(440)
        self.reason = QPlainTextEdit(reason)
        self.reason.setObjectName("reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(84)
        self.show_fields({"reason": Field(_("Why do you skip this step?"), self.reason)})
        self.body.addWidget(
            make_label(
                _("The status follows the evidence and stays what it is."), "muted", wrap=True
            )
        )
        self.body.addWidget(self.fields["reason"])
        self.reason.setFocus()

    def read(self) -> str:
        """Return the reason.

        Raises:
            DomainError: `gate.reason_missing` beside `reason`.
        """
        reason = clean_block(typed_text(self.reason))
        if not reason:
            raise DomainError("gate.reason_missing", field="reason")
        return reason
