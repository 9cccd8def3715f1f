"""The section of message templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pisteur.domain.writing import Facts, TemplateInput, TemplateView
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.template import TemplateDialog
from pisteur.ui.flows_errand import Work
from pisteur.ui.pages.settings.list_section import ListSection
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet


class TemplatesSection(ListSection):
    """The messages to write from, in the user's order."""

    table = "templates"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        self._sample: tuple[Facts, Mapping[str, str]] = (Facts(), {})
        editor = ListEditor(
            "templates",
            _("Message templates"),
            empty_title=_("No template yet"),
            empty_text=_("Write once what you write again and again: a reminder, a thank-you."),
            add_text=_("New template…"),
        )
        super().__init__(
            context,
            editor,
            _(
                "Filled in with what you know of the contact, then opened in your mail program or"
                " copied. Pisteur never sends anything by itself."
            ),
            parent,
        )

    def _note_change(self, changes: ChangeSet, initiator: object) -> None:
        super()._note_change(changes, initiator)
        if changes.touches("settings"):
            # The sample is signed by the user.
            self._read()

    def _read(self) -> None:
        super()._read()
        self._context.runner.latest(
            "template-sample", lambda s: s.templates.sample(), self._take_sample
        )

    def _take_sample(self, sample: tuple[Facts, Mapping[str, str]]) -> None:
        self._sample = sample

    def query(self, services: Services) -> Sequence[TemplateView]:
        """Return the templates."""
        return services.templates.templates()

    def row(self, item: TemplateView) -> EditorRow:
        """Return what the list shows of a template."""
        mark = _("Put away") if item.put_away else ""
        return EditorRow(item.id, item.name, item.subject or item.body, mark)

    def dialog(self, item: TemplateView | None) -> TemplateDialog:
        """Return the dialog for a template."""
        return TemplateDialog(item, self._sample, self.window())

    def add(self, value: TemplateInput) -> Work:
        """Return the command that adds a template."""
        return lambda s: s.templates.add(value)

    def edit(self, item_id: int, value: TemplateInput) -> Work:
        """Return the command that changes a template."""
        return lambda s: s.templates.edit(item_id, value)

    def order(self, ids: tuple[int, ...]) -> Work:
        """Return the command that orders the templates."""
        return lambda s: s.templates.order(ids)

    def remove(self, item_id: int) -> Work:
        """Return the command that removes a template."""
        return lambda s: s.templates.remove(item_id)

    def removed_text(self, result: object) -> str:
        """Say whether the template is gone or put away."""
        if result:
            return _("Template put away: it is no longer offered")
        return _("Template deleted")
