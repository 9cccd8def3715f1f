"""The section of the cadences: follow-ups that are planned together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pisteur.domain.cadence_commands import SaveCadence, StoredCadence
from pisteur.i18n import _, isolated, ngettext
from pisteur.labels import label
from pisteur.presentation.formats import counted
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.cadence import CadenceDialog
from pisteur.ui.flows_errand import Work
from pisteur.ui.pages.settings.list_section import ListSection
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet


class CadencesSection(ListSection):
    """The cadences in the user's order."""

    table = "cadences"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        self._templates: dict[str, str] = {}
        editor = ListEditor(
            "cadences",
            _("Cadences"),
            empty_title=_("No cadence yet"),
            empty_text=_("Add one to plan several follow-ups at once, such as after a quote."),
        )
        purpose = _(
            "Several follow-ups in a row, each on a working day. Those at work keep the steps"
            " they began with."
        )
        super().__init__(context, editor, purpose, parent)
        context.runner.query(_template_names, self._take_templates)

    def _note_change(self, changes: ChangeSet, initiator: object) -> None:
        if changes.touches("cadences", "cadence_steps"):
            self._read()
        if changes.touches("templates"):
            self._context.runner.query(_template_names, self._take_templates)

    def _take_templates(self, names: dict[str, str]) -> None:
        self._templates = names

    def query(self, services: Services) -> Sequence[StoredCadence]:
        return services.cadences.all()

    def query_away(self, services: Services) -> Sequence[StoredCadence]:
        return services.cadences.all(put_away=True)

    def row(self, item: StoredCadence) -> EditorRow:
        count = len(item.steps)
        steps = counted(ngettext("{count} step", "{count} steps", count), count)
        titles = " · ".join(isolated(step.title) for step in item.steps)
        return EditorRow(item.id, item.name, f"{steps} · {titles}", label(item.trigger))

    def dialog(self, item: StoredCadence | None) -> CadenceDialog:
        return CadenceDialog(item, self._templates, self.window())

    def add(self, value: SaveCadence) -> Work:
        return lambda s: s.cadences.save(value)

    def edit(self, item_id: int, value: SaveCadence) -> Work:
        return lambda s: s.cadences.save(value)

    def order(self, ids: tuple[int, ...]) -> Work:
        return lambda s: s.cadences.order(ids)

    def remove(self, item_id: int) -> Work:
        return lambda s: s.cadences.remove(item_id)

    def removed_text(self, result: object) -> str:
        if result:
            return _("The cadence is put away. Those at work go on.")
        return _("The cadence is removed. Those at work go on.")


def _template_names(services: Services) -> dict[str, str]:
    return {own.key: own.name for own in services.templates.templates()}
