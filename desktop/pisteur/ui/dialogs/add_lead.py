"""Adds leads from one line each, and shows at once how the line is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.commands import AddLead
from pisteur.domain.errors import DomainError, PisteurError
from pisteur.domain.settings import PHONE_REGION
from pisteur.domain.text import clean_line, shorten
from pisteur.i18n import _
from pisteur.presentation.formats import money, phone
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.painting import PILL_HEIGHT
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_label, set_look

if TYPE_CHECKING:
    from pisteur.services.lead_line import LeadLine
    from pisteur.services.services import Services


GAP = 6
LONGEST = 50


class AddLeadDialog(FormDialog):
    """One line; Enter adds and closes, Ctrl+Enter adds and stays for the next one.

    After that, Enter too stays for the next one, until it is pressed on an empty line: names are
    typed one after the other, with one key between them.

    Attributes:
        stays: whether the last submission keeps the dialog open.
    """

    def __init__(
        self, runner: Runner, stage_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("New lead"), accept_text=_("Add"), parent=parent)
        self.setObjectName("add-lead-dialog")
        self.setMinimumWidth(560)
        self._runner = runner
        self._stage_id = stage_id
        self.stays = False
        self._in_series = False
        self.line = QLineEdit()
        self.line.setObjectName("line")
        self.line.setPlaceholderText(_("Name, company, phone, e-mail, amount, in any order"))
        self.show_fields(
            {
                "line": Field(
                    _("What you know, on one line"),
                    self.line,
                    hint=_("A phone number or an e-mail address alone is enough."),
                )
            }
        )
        self._understood = QWidget()
        self._understood.setObjectName("understood")
        self._pills = FlowLayout(self._understood, gap=GAP)
        # Room from the start, so that the buttons do not move away while one types.
        self._understood.setMinimumHeight(2 * PILL_HEIGHT + GAP)
        self._added = make_label("", "muted", wrap=True)
        self._added.setObjectName("added")
        self._added.hide()
        for part in (self.fields["line"], self._understood, self._added):
            self.body.addWidget(part)
        self._take_over_ctrl_enter()
        self.line.textChanged.connect(self._look)
        self.line.setFocus()

    def read(self) -> AddLead:
        """Return the line.

        Raises:
            DomainError: `lead.empty` beside `line`.
        """
        if not clean_line(self.line.text()):
            raise DomainError("lead.empty", field="line")
        return AddLead(self.line.text(), self._stage_id)

    def accept(self) -> None:
        self.stays = False
        super().accept()

    def finish(self) -> None:
        """Close, or make ready for the next line."""
        if not self.stays:
            super().finish()
            return
        self.set_busy(False)
        self._added.setText(_("Added: {line}").format(line=clean_line(self.line.text())))
        self._added.show()
        self._go_on()
        self.line.clear()
        self.line.setFocus()

    def has_unsaved(self) -> bool:
        return False

    def _add_and_stay(self) -> None:
        if self._in_series and not clean_line(self.line.text()):
            self.reject()
            return
        self.stays = True
        super().accept()

    def _go_on(self) -> None:
        """Let Enter add and stay from now on."""
        if self._in_series:
            return
        self._in_series = True
        set_look(self.next, "role", "primary")
        set_look(self.primary, "role", "")
        self.next.setDefault(True)
        self.primary.setText(_("Add and close"))
        self.secondary.setText(_("Close"))
        self.fields["line"].set_hint(
            _("Enter adds and waits for the next one; on an empty line, it closes.")
        )

    def _take_over_ctrl_enter(self) -> None:
        for own in self.findChildren(QShortcut):
            own.setEnabled(False)
        self.next = self.add_button(_("Add and next"), self._add_and_stay, name="add-next")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._add_and_stay)

    # What is understood.

    def _look(self, text: str) -> None:
        self.fields["line"].set_error(None)
        if text.strip():
            self._runner.latest("lead-line", lambda s: _read(s, text), self._show, self._show_none)
        else:
            self._show_none()

    def _show(self, line: LeadLine) -> None:
        self._clear_pills()
        self._say(_("Name: {text}"), line.name)
        self._say(_("Company: {text}"), line.company)
        for number in line.phones:
            self._say(_("Phone: {text}"), phone(number))
        for address in line.emails:
            self._say(_("E-mail: {text}"), address)
        if line.amount_cents is not None:
            self._say(_("Amount: {text}"), money(line.amount_cents))
        needed = self._pills.heightForWidth(self._understood.width())
        self._understood.setMinimumHeight(max(needed, self._understood.minimumHeight()))

    def _show_none(self, _error: PisteurError | None = None) -> None:
        self._clear_pills()

    def _say(self, message: str, text: str) -> None:
        if text:
            pill = Pill(message.format(text=shorten(text, LONGEST)), "ok")
            self._pills.addWidget(pill)
            pill.show()

    def _clear_pills(self) -> None:
        clear_rows(self._pills)


def _read(services: Services, text: str) -> LeadLine:
    from pisteur.services.lead_line import read_lead_line  # noqa: PLC0415 - on the worker only

    return read_lead_line(text, services.settings.get(PHONE_REGION))
