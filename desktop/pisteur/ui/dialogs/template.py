"""Writes a template: its words, the fields to put into them, and how it reads for someone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from pisteur.domain.templates import Field, Template, language_of, placeholder
from pisteur.domain.writing import Facts, TemplateInput, TemplateView
from pisteur.i18n import _, current_language
from pisteur.presentation.field_values import field_title, write
from pisteur.presentation.formats import sentence_start
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets import fields
from pisteur.ui.widgets.containers import Card, make_scrolling
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button, make_label, make_menu_button
from pisteur.ui.widgets.typed import typed_text

CONTACT = (Field.GREETING, Field.FIRST_NAME, Field.LAST_NAME, Field.COMPANY, Field.CITY)
DEAL = (Field.DEAL, Field.AMOUNT, Field.OFFER, Field.NEED, Field.LAST_SALE, Field.SOURCE)
QUOTE = (Field.QUOTE_REFERENCE, Field.QUOTE_SENT_ON, Field.QUOTE_EXPIRES_ON)
OWN = (Field.MY_NAME, Field.MY_COMPANY, Field.MY_TRADE, Field.MY_PHONE, Field.RESOURCE)


class TemplateDialog(FormDialog):
    """Asks for a template; `submitted` carries a `TemplateInput`.

    Args:
        template: the one to change, None for a new one.
        sample: whom the preview is for, and how messages begin by language.
    """

    def __init__(
        self,
        template: TemplateView | None,
        sample: tuple[Facts, Mapping[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Edit the template") if template else _("New template"),
            accept_text=_("Save"),
            parent=parent,
        )
        self.setObjectName("template-dialog")
        self.setMinimumWidth(900)
        self._template = template
        self._sample = sample
        self.name = QLineEdit(template.name if template else "")
        self.name.setObjectName("name")
        self.subject = QLineEdit(template.subject if template else "")
        self.subject.setObjectName("subject")
        self.text = QPlainTextEdit(template.body if template else "")
        self.text.setObjectName("body")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(170)
        self.offered = QCheckBox(_("Offer it when I write"))
        self.offered.setObjectName("offered")
        self.offered.setChecked(template is None or not template.put_away)
        self._into: QLineEdit | QPlainTextEdit = self.text
        self.show_fields(
            {
                "name": fields.Field(_("Name"), self.name),
                "subject": fields.Field(_("Subject"), self.subject),
                "body": fields.Field(_("Message"), self.text),
            }
        )
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(self._make_editor(), 1)
        row.addLayout(self._make_preview(), 1)
        self.body.addLayout(row, 1)
        if template is not None and template.shipped is not None:
            back = make_button(_("Text that came with Pisteur"), "link", name="shipped")
            back.clicked.connect(self._take_shipped)
            self.add_to_footer(back)
        for editor in (self.subject, self.text):
            editor.installEventFilter(self)
        self.subject.textChanged.connect(self._show_preview)
        self.text.textChanged.connect(self._show_preview)
        self._start = self._typed()
        self._show_preview()
        (self.text if template else self.name).setFocus()

    def _make_editor(self) -> QVBoxLayout:
        insert = QWidget()
        insert.setAccessibleName(_("Insert a field"))
        line = FlowLayout(insert, gap=6)
        line.addWidget(make_label(_("Insert"), "muted"))
        for name, title, some in (
            ("contact", _("Contact"), CONTACT),
            ("deal", _("Deal"), DEAL),
            ("quote", _("Quote"), QUOTE),
            ("me", _("Me"), OWN),
        ):
            line.addWidget(
                make_menu_button(title, self._menu(some), name=f"insert-{name}", compact=True)
            )
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.fields["name"])
        column.addWidget(self.fields["subject"])
        column.addWidget(self.fields["body"], 1)
        column.addWidget(insert)
        column.addWidget(self.offered)
        return column

    def _menu(self, some: tuple[Field, ...]) -> QMenu:
        menu = QMenu()
        for field in some:
            made = menu.addAction(sentence_start(field_title(field)))
            made.setObjectName(f"insert-{field.value}")
            made.setData(field.value)
        menu.triggered.connect(self._insert)
        return menu

    def _make_preview(self) -> QVBoxLayout:
        self._shown_subject = make_label("", "strong", wrap=True)
        self._shown_subject.setObjectName("preview-subject")
        self._shown_body = make_label("", wrap=True)
        self._shown_body.setObjectName("preview-body")
        paper = QWidget()
        words = QVBoxLayout(paper)
        words.setContentsMargins(0, 0, 8, 0)
        words.setSpacing(8)
        words.addWidget(self._shown_subject)
        words.addWidget(self._shown_body)
        words.addStretch(1)
        card = Card()
        card.body.addWidget(make_scrolling(paper))
        who = " ".join((self._sample[0].given_name, self._sample[0].family_name))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(make_label(_("For {name}, made up").format(name=who), "muted"))
        column.addWidget(card, 1)
        self._left = make_label("", "label", wrap=True)
        self._left.setObjectName("preview-left")
        column.addWidget(self._left)
        return column

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        # A field goes where the cursor was last.
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._into = watched
        return super().eventFilter(watched, event)

    def read(self) -> TemplateInput:
        """Return the template as it shall be; the service says what is missing."""
        return TemplateInput(
            self.name.text(),
            self.subject.text(),
            typed_text(self.text),
            put_away=not self.offered.isChecked(),
        )

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[str, str, str]:
        return self.name.text(), self.subject.text(), typed_text(self.text)

    def _insert(self, entry: QAction) -> None:
        text = self.subject.text() + typed_text(self.text)
        language = language_of(text, current_language())
        field = placeholder(Field(entry.data()), language)
        if isinstance(self._into, QLineEdit):
            self._into.insert(field)
        else:
            self._into.insertPlainText(field)
        self._into.setFocus()

    def _take_shipped(self) -> None:
        shipped = self._template.shipped if self._template else None
        if shipped is not None:
            self.name.setText(shipped.name)
            self.subject.setText(shipped.subject)
            self.text.setPlainText(shipped.body)

    def _show_preview(self) -> None:
        template = Template("", "", self.subject.text(), typed_text(self.text))
        made = write(template, *self._sample)
        self._shown_subject.setText(made.subject)
        self._shown_body.setText(made.body)
        left = [f"{{{field_title(field)}}}" for field in made.missing]
        text = _("To fill in when you write: {fields}").format(fields=", ".join(left))
        if made.unknown:
            text = _("Not a field: {texts}").format(texts=", ".join(made.unknown))
        self._left.setText(text if left or made.unknown else "")
