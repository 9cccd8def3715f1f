"""What is said on the phone: the script, written when calls are started and changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from pisteur.domain.call_sessions import BegunCalls, CallPlan, StartCalls
from pisteur.domain.templates import Field as TemplateField
from pisteur.domain.templates import Template, language_of, placeholder
from pisteur.i18n import _, current_language, ngettext
from pisteur.presentation import formats
from pisteur.presentation.field_values import field_title
from pisteur.presentation.formats import counted, sentence_start
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button, make_label, make_menu_button
from pisteur.ui.widgets.typed import typed_text

FIELDS = (
    *(TemplateField.GREETING, TemplateField.FIRST_NAME, TemplateField.LAST_NAME),
    *(TemplateField.COMPANY, TemplateField.CITY, TemplateField.SOURCE, TemplateField.OFFER),
    *(TemplateField.MY_NAME, TemplateField.MY_COMPANY, TemplateField.MY_TRADE),
)
"""What a script may name, of all that messages may."""


class ScriptForm(QWidget):
    """The text, with templates to begin from and fields to put in.

    Attributes:
        editor: where it is typed.
    """

    def __init__(
        self, script: str, templates: Sequence[Template], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._templates = {own.key: own for own in templates}
        self.editor = QPlainTextEdit(script)
        self.editor.setObjectName("script")
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(180)
        self.editor.setPlaceholderText(
            _("Who you are, why you call, the question that you begin with…")
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        if templates:
            row.addWidget(
                make_menu_button(
                    _("From a template"), self._make_templates(), name="script-templates"
                )
            )
        row.addWidget(make_menu_button(_("Insert"), self._make_fields(), name="script-fields"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(_("What you say"), self.editor), 1)
        column.addLayout(row)
        self.setFocusProxy(self.editor)

    @property
    def text(self) -> str:
        """The script as it stands."""
        return typed_text(self.editor)

    def _make_templates(self) -> QMenu:
        menu = QMenu()
        for key, own in self._templates.items():
            made = menu.addAction(own.name.replace("&", "&&"))
            made.setObjectName(f"script-from-{key}")
            made.setData(key)
        menu.triggered.connect(self._take)
        return menu

    def _make_fields(self) -> QMenu:
        menu = QMenu()
        for field in FIELDS:
            made = menu.addAction(sentence_start(field_title(field)))
            made.setObjectName(f"script-insert-{field.value}")
            made.setData(field.value)
        menu.triggered.connect(self._insert)
        return menu

    def _take(self, entry: QAction) -> None:
        """Put a template in place of the text; the editor can undo it."""
        self.editor.selectAll()
        self.editor.insertPlainText(self._templates[entry.data()].body)
        self.editor.setFocus()

    def _insert(self, entry: QAction) -> None:
        language = language_of(self.text, current_language())
        self.editor.insertPlainText(placeholder(TemplateField(entry.data()), language))
        self.editor.setFocus()


class ScriptDialog(FormDialog):
    """Changes the script of calls; `submitted` carries the text."""

    def __init__(self, script: str, templates: Sequence[Template], parent: QWidget) -> None:
        super().__init__(_("Script of the calls"), accept_text=_("Save"), parent=parent)
        self.setObjectName("script-dialog")
        self.setMinimumWidth(620)
        self._start = script
        self.form = ScriptForm(script, templates)
        self.body.addWidget(self.form, 1)
        self.form.setFocus()

    def read(self) -> str:
        """Return the text."""
        return self.form.text

    def has_unsaved(self) -> bool:
        return self.form.text != self._start


class CallStartDialog(FormDialog):
    """Starts calls; `submitted` carries a `StartCalls`."""

    def __init__(self, plan: CallPlan, parent: QWidget) -> None:
        count = len(plan.contact_ids)
        note = counted(ngettext("{count} name to call", "{count} names to call", count), count)
        super().__init__(
            _("Call one after the other — {name}").format(name=plan.name),
            accept_text=_("Start the calls"),
            note=note,
            parent=parent,
        )
        self.setObjectName("call-start-dialog")
        self.setMinimumWidth(660)
        self._plan = plan
        if plan.left_out:
            text = ngettext(
                "{count} is left out: without a number, or they object to calls.",
                "{count} are left out: without a number, or they object to calls.",
                plan.left_out,
            )
            left = make_label(counted(text, plan.left_out), "muted", wrap=True)
            left.setObjectName("call-left-out")
            self.body.addWidget(left)
        self.form = ScriptForm(plan.script, plan.templates)
        self.body.addWidget(self.form, 1)
        hint = _("You see it beside each name, and can change it while you call.")
        self.body.addWidget(make_label(hint, "muted", wrap=True))
        # With a script from the last time, Enter starts at once.
        (self.primary if plan.script else self.form).setFocus()

    def read(self) -> StartCalls:
        """Return what to start."""
        plan = self._plan
        return StartCalls(plan.name, plan.contact_ids, plan.list_id, self.form.text)

    def has_unsaved(self) -> bool:
        return self.form.text != self._plan.script


class ResumeDialog(FormDialog):
    """Offers to resume calls that were left; `submitted` carries their number.

    Signals:
        anew: start others in their place.
    """

    anew = Signal()

    def __init__(self, plan: CallPlan, begun: BegunCalls, today: date, parent: QWidget) -> None:
        super().__init__(_("Resume the calls?"), accept_text=_("Resume"), parent=parent)
        self.setObjectName("call-resume-dialog")
        self.setMinimumWidth(560)
        self._begun = begun
        text = _("You began “{name}” on {day}: {done} of {total} are done.").format(
            name=plan.name,
            day=formats.long_date(begun.began_on, today),
            done=formats.number(begun.done),
            total=formats.number(begun.total),
        )
        card = Card("accent")
        line = make_label(text, wrap=True)
        line.setObjectName("call-begun")
        card.body.addWidget(line)
        self.body.addWidget(card)
        if plan.contact_ids:
            count = len(plan.contact_ids)
            words = ngettext("Start again with {count}…", "Start again with {count}…", count)
            start = make_button(counted(words, count), name="call-anew")
            start.clicked.connect(self.anew)
            self.add_to_footer(start)
        self.primary.setFocus()

    def read(self) -> int:
        """Return which to resume."""
        return self._begun.id
