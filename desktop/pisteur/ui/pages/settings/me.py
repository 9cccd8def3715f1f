"""What messages are signed with: name, company, trade and phone; stored as each field is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pisteur.domain import settings
from pisteur.domain.settings import Setting
from pisteur.domain.text import clean_line
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.widgets.containers import Card, make_scrolling
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

WIDTH = 560


class MeSection(QWidget):
    """Details of the user."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._edits: dict[str, DetailEdit] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # In their places before they are filled: see `make_scrolling`.
        outer.addWidget(make_scrolling(content, self))
        card = Card(parent=content)
        card.setMaximumWidth(WIDTH)
        card.body.setContentsMargins(16, 14, 16, 16)
        card.body.setSpacing(10)
        for setting, title, hint in (
            (settings.MY_NAME, _("My name"), _("As you sign.")),
            (settings.MY_COMPANY, _("My company"), ""),
            (settings.MY_TRADE, _("My trade"), _("As you would say it: plumber, web designer…")),
            (settings.MY_PHONE, _("My phone"), ""),
        ):
            edit = DetailEdit(context, setting)
            self._edits[setting.key] = edit
            card.body.addWidget(Field(title, edit, hint=hint, parent=card))
        purpose = make_label(
            _("Your messages are signed with these. They stay on this computer."),
            "muted",
            wrap=True,
        )
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(purpose)
        column.addWidget(card)
        column.addStretch(1)
        self.setFocusProxy(self._edits[settings.MY_NAME.key])
        context.runner.changed.connect(self._follow)
        self._read()

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches("settings"):
            self._read()

    def _read(self) -> None:
        own = (settings.MY_NAME, settings.MY_COMPANY, settings.MY_TRADE, settings.MY_PHONE)
        self._context.runner.latest(
            "settings-me", lambda s: {one.key: s.settings.get(one) for one in own}, self._show
        )

    def _show(self, values: dict[str, str]) -> None:
        for key, text in values.items():
            self._edits[key].show_value(text)


class DetailEdit(QLineEdit):
    """One detail, stored when the field is left, or with Enter."""

    def __init__(
        self, context: UiContext, setting: Setting[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"setting-{setting.key.replace('_', '-')}")
        self._context = context
        self._setting = setting
        self._stored = ""
        self._sent: str | None = None
        self.editingFinished.connect(self._put)

    def show_value(self, text: str) -> None:
        """Show what is stored; what is being typed stays."""
        if self.text() == self._stored:
            self.setText(text)
        self._stored, self._sent = text, None

    def _put(self) -> None:
        setting, text = self._setting, clean_line(self.text())
        self.setText(text)
        # Enter and leaving the field are two occasions for one change.
        if text not in (self._stored, self._sent):
            self._sent = text
            self._context.runner.command(lambda s: s.settings.put(setting, text))
