"""Writes to a contact: a template filled in, handed to the mail program or the clipboard.

Nothing is sent from here. Once the text is handed over, the dialog asks whether it was sent, and
only a yes becomes a line of the journal.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from pisteur.domain.commands import WriteInteraction
from pisteur.domain.templates import MailLink, Message, TemplatePurpose, mail_link, placeholder
from pisteur.domain.words import Direction, InteractionKind, PointKind
from pisteur.domain.writing import Writing, journal_text
from pisteur.exchange.words import point_word
from pisteur.i18n import _, current_language
from pisteur.presentation import formats
from pisteur.presentation.field_values import write
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.message_text import MessageText
from pisteur.ui.dialogs.sent_page import SentPage
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.typed import typed_text


class Sent(NamedTuple):
    """What the user says was sent.

    Attributes:
        then_complete: the action to tick off with it, None for none.
    """

    line: WriteInteraction
    then_complete: int | None


class MessageDialog(FormDialog):
    """Asks for the text and hands it over; `submitted` carries a `Sent`.

    Args:
        warning: what to know before writing once more; may be empty.
        address: the phone or e-mail address to write to; empty for the first one.

    Signals:
        link_wanted: the address that opens the mail program.
        detail_given: (field, text): what was filled in by hand.
        completion_wanted: id of the action to tick off, after the line is in the journal.
    """

    link_wanted = Signal(object)
    detail_given = Signal(object, object)
    completion_wanted = Signal(object)

    def __init__(
        self,
        writing: Writing,
        theme: Theme,
        *,
        warning: str = "",
        address: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Write to {name}").format(name=writing.name),
            accept_text=_("Open in my mail program"),
            note=writing.company if writing.company != writing.name else "",
            parent=parent,
        )
        self.setObjectName("message-dialog")
        self.setMinimumWidth(720)
        self._writing = writing
        self._drafts: dict[int, tuple[str, str]] = {}
        self._template = -1
        self._handed_over = False
        self._then_complete: int | None = None
        self.template = QComboBox()
        self.template.setObjectName("template")
        self.to = QComboBox()
        self.to.setObjectName("to")
        self.message = MessageText(theme)
        self.sent = SentPage(writing.follow_up_title)
        self._page = self._make_text_page(warning)
        self.body.addWidget(self._page, 1)
        self.body.addWidget(self.sent)
        self.sent.hide()
        self.show_fields(self.message.fields)
        self._copy = self.add_button(_("Copy"), self._ask_copy, name="copy")
        self._back = make_button(_("Back to the text"), "link", name="back")
        self._back.clicked.connect(self._go_back)
        self.add_to_footer(self._back)
        self._fill_choices(address)
        self.template.currentIndexChanged.connect(self._show_template)
        self.to.currentIndexChanged.connect(self._show_channel)
        self.message.changed.connect(self._show_hints)
        self.message.detail_given.connect(self.detail_given)
        self._show_template(0)
        self._show_channel()
        if not self.message.gaps.focus_first():
            self.message.body.setFocus()

    # What is asked.

    def _make_text_page(self, warning: str) -> QWidget:
        made = QWidget()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Field(_("Template"), self.template), 1)
        head.addWidget(Field(_("Send it to"), self.to), 1)
        self._warning = make_label(warning, wrap=True)
        self._warning.setObjectName("warning")
        self._warning.setProperty("tone", "warn")
        if not warning:
            self._warning.hide()
        self._attach = make_label(
            _("Remember to attach the quote: a mail program does not let Pisteur do it."),
            wrap=True,
        )
        self._attach.setObjectName("attach")
        self._attach.setProperty("tone", "warn")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._warning)
        column.addWidget(self.message, 1)
        column.addWidget(self._attach)
        return made

    def _fill_choices(self, address: str) -> None:
        for place, template in enumerate(self._writing.templates):
            if place and place == self._writing.proposed:
                self.template.insertSeparator(self.template.count())
            self.template.addItem(template.name, place)
        if self._writing.templates:
            self.template.insertSeparator(self.template.count())
        self.template.addItem(_("Without a template"), None)
        wanted = {PointKind.EMAIL: 0, PointKind.PHONE: 1}
        for point in sorted(self._writing.points, key=lambda own: wanted[own.kind]):
            phone = point.kind is PointKind.PHONE
            shown = formats.phone(point.normalised or point.value) if phone else point.value
            self.to.addItem(f"{shown} ({point_word(point.label)})" if point.label else shown, point)
            if address and address in (point.value, point.normalised):
                self.to.setCurrentIndex(self.to.count() - 1)
        if not self._writing.points:
            self.to.addItem(_("No address known"), None)
            self.to.setEnabled(False)

    @property
    def _address(self) -> str:
        """The e-mail address chosen; empty when it goes another way."""
        point = self.to.currentData()
        if point is None or point.kind is not PointKind.EMAIL:
            return ""
        return str(point.normalised or point.value)

    @property
    def _chosen(self) -> int | None:
        """The place of the template chosen, None without one."""
        place = self.template.currentData()
        return place if isinstance(place, int) else None

    @property
    def _needs_file(self) -> bool:
        place = self._chosen
        templates = self._writing.templates
        return place is not None and templates[place].key == TemplatePurpose.QUOTE_SENT

    def _show_template(self, index: int) -> None:
        if self._template >= 0:
            self._drafts[self._template] = self._typed()
        self._template = index
        self.clear_errors()
        self.message.show_text(*self._drafts.get(index, self._fresh(index)))

    def _typed(self) -> tuple[str, str]:
        return self.message.subject.text(), typed_text(self.message.body)

    def _show_channel(self) -> None:
        by_mail = bool(self._address)
        self.message.show_subject(by_mail)
        self.primary.setText(_("Open in my mail program") if by_mail else _("Copy"))
        self._copy.setVisible(by_mail)
        self._show_hints()

    def _show_hints(self) -> None:
        self._attach.setVisible(self._needs_file)
        left_out = bool(self._address) and self._link().body_left_out
        hint = _("Too long for a link: the text will be on the clipboard, to be pasted.")
        self.message.fields["body"].set_hint(hint if left_out else "")
        self._back.setVisible(self._handed_over)

    def _link(self) -> MailLink:
        subject, body = self.message.text
        return mail_link(self._address, Message(subject, body, (), ()))

    # Handing over.

    def accept(self) -> None:
        if self._handed_over:
            super().accept()
        elif not self._address:
            self._ask_copy()
        elif self._checked():
            link = self._link()
            if link.body_left_out:
                QApplication.clipboard().setText(self.message.text[1])
            self.link_wanted.emit(link.url)
            self._ask_sent(
                _(
                    "Your mail program has the address and the subject. The text was too long for"
                    " it: it is on the clipboard, paste it there."
                )
                if link.body_left_out
                else _("The message is open in your mail program: read it again, and send it.")
            )

    def _ask_copy(self) -> None:
        if self._checked():
            subject, body = self.message.text
            QApplication.clipboard().setText("\n\n".join(filter(None, (subject, body))))
            self._ask_sent(_("The message is on the clipboard: paste it where you send it from."))

    def _checked(self) -> bool:
        """Say whether the text is ready; if not, show what is missing, and go there."""
        self.clear_errors()
        left = self.message.gaps.fields
        if left:
            named = ", ".join(placeholder(field, current_language()) for field in left)
            text = _("Fill these in or take them out: {fields}").format(fields=named)
            self.show_problem("body", text)
            self.message.gaps.focus_first()
        elif not self.message.text[1]:
            self.show_problem("body", _("Write the message."))
        else:
            return True
        return False

    def _ask_sent(self, done: str) -> None:
        self._handed_over = True
        kind = InteractionKind.EMAIL if self._address else InteractionKind.MESSAGE
        self.sent.show_done(done, kind, needs_file=self._needs_file)
        self._show_page(sent=True)
        self.set_title(_("Is it sent?"))
        self.primary.setText(_("Yes, it is sent"))
        self.secondary.setText(_("No"))
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._handed_over = False
        self._show_page(sent=False)
        self.set_title(_("Write to {name}").format(name=self._writing.name))
        self.secondary.setText(_("Cancel"))
        self._show_channel()
        self.message.body.setFocus()

    def _show_page(self, *, sent: bool) -> None:
        self._page.setVisible(not sent)
        self.sent.setVisible(sent)
        self._copy.setVisible(not sent)
        self._back.setVisible(sent)
        self.fit()

    # Sent.

    def read(self) -> Sent:
        """Return the line for the journal."""
        writing, place = self._writing, self._chosen
        name = writing.templates[place].name if place is not None else ""
        line = WriteInteraction(
            contact_id=writing.contact_id,
            opportunity_id=writing.opportunity_id,
            kind=self.sent.kind,
            body=journal_text(name, *self.message.text),
            direction=Direction.OUTGOING,
        )
        self._then_complete = writing.follow_up_id if self.sent.completes else None
        return Sent(line, self._then_complete)

    def finish(self) -> None:
        super().finish()
        if self._then_complete is not None:
            self.completion_wanted.emit(self._then_complete)

    def has_unsaved(self) -> bool:
        if self._handed_over:
            return False
        drafts = {**self._drafts, self._template: self._typed()}
        return any(draft != self._fresh(index) for index, draft in drafts.items())

    def _fresh(self, index: int) -> tuple[str, str]:
        """Return the template at this place of the list, filled in as far as it can be."""
        place, writing = self.template.itemData(index), self._writing
        if not isinstance(place, int):
            return "", ""
        made = write(writing.templates[place], writing.facts, writing.hellos)
        return made.subject, made.body
