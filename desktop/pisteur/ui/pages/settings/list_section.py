"""A section of the settings that is one ordered list: what it is for, and the list's editor.

Says how a list is read and changed by commands; each section says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor
from pisteur.ui.widgets.properties import make_label

if TYPE_CHECKING:
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet
    from pisteur.ui.dialogs.form import FormDialog

WIDTH = 760


class _Item(Protocol):
    @property
    def id(self) -> int: ...


class ListSection(QWidget):
    """A list that is read again whenever a command touched its table.

    A subclass sets `table` and fills in the methods of “What differs”.

    Attributes:
        editor: the list.
    """

    table = ""

    def __init__(
        self,
        context: UiContext,
        editor: ListEditor,
        purpose: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._items: dict[int, Any] = {}
        self._away: frozenset[int] = frozenset()
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = make_label(purpose, "muted", wrap=True)
        for part in (words, editor):
            # What is at the right of a row belongs to it: not a screen's width away.
            part.setMaximumWidth(WIDTH)
        column.addWidget(words)
        column.addWidget(editor, 1)
        self.setFocusProxy(editor)
        editor.add_asked.connect(self._ask_new)
        editor.edit_asked.connect(self._ask_edit)
        editor.remove_asked.connect(self._ask_remove)
        editor.order_asked.connect(self._ask_order)
        context.runner.changed.connect(self._note_change)
        self._read()

    # Reading.

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(self.table):
            self._read()

    def _read(self) -> None:
        self._context.runner.latest(f"settings-{self.table}", self._query_all, self._show)

    def _query_all(self, services: Services) -> tuple[Sequence[_Item], Sequence[_Item]]:
        return self.query(services), self.query_away(services)

    def _show(self, found: tuple[Sequence[_Item], Sequence[_Item]]) -> None:
        used, away = found
        self._items = {item.id: item for item in (*used, *away)}
        self._away = frozenset(item.id for item in away)
        rows = [self.row(item) for item in used]
        rows += [self.row(item)._replace(mark=_("Put away"), put_away=True) for item in away]
        self.editor.show_rows(rows)

    # Asking.

    def _ask_new(self) -> None:
        Errand(self._context, self.dialog(None), self.add, self._added)

    def _ask_edit(self, item_id: object) -> None:
        item = self._items.get(item_id) if isinstance(item_id, int) else None
        if item is not None:
            send = _Edit(self, item.id)
            dialog = self.dialog(item)
            if item.id in self._away:
                dialog.primary.setText(_("Put back in use"))
            Errand(self._context, dialog, send, lambda *_: "")

    def _ask_remove(self, item_id: object) -> None:
        if isinstance(item_id, int):
            self._context.runner.command(self.remove(item_id), self._removed)

    def _ask_order(self, ids: object) -> None:
        if isinstance(ids, tuple):
            self._context.runner.command(self.order(ids))

    def _added(self, _value: object, item_id: object) -> str:
        if isinstance(item_id, int):
            self.editor.select(item_id)
        return ""

    def _removed(self, result: object) -> None:
        self._context.notify(self.removed_text(result), offer_undo=True)

    # What differs.

    def query(self, services: Services) -> Sequence[_Item]:
        """Return the items, each with an `id`; runs on the worker."""
        raise NotImplementedError

    def query_away(self, services: Services) -> Sequence[_Item]:
        """Return the items put away, which saving puts back in use; runs on the worker."""
        return ()

    def row(self, item: Any) -> EditorRow:
        """Return what the list shows of an item."""
        raise NotImplementedError

    def dialog(self, item: Any) -> FormDialog:
        """Return the dialog for an item, for a new one when it is None."""
        raise NotImplementedError

    def add(self, value: Any) -> Work:
        """Return the command that adds; its result is the new id."""
        raise NotImplementedError

    def edit(self, item_id: int, value: Any) -> Work:
        """Return the command that changes an item."""
        raise NotImplementedError

    def order(self, ids: tuple[int, ...]) -> Work:
        """Return the command that orders the items."""
        raise NotImplementedError

    def remove(self, item_id: int) -> Work:
        """Return the command that takes an item away."""
        raise NotImplementedError

    def removed_text(self, result: object) -> str:
        """Say what became of the item, from the result of `remove`."""
        raise NotImplementedError


class _Edit:
    """Sends what a dialog hands over as the change of one item."""

    def __init__(self, section: ListSection, item_id: int) -> None:
        self._section = section
        self._item_id = item_id

    def __call__(self, value: object) -> Work:
        return self._section.edit(self._item_id, value)
