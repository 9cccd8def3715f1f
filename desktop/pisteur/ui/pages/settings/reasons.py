"""The section of reasons: why deals are lost, why people come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pisteur.domain.commands import EditCameFor, EditLossReason
from pisteur.domain.loss_reasons import LossReason
from pisteur.domain.why_they_came import CameFor
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation.formats import counted, sentence_start
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.reason import CameForDialog, LossReasonDialog
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.widgets.list_editor import EditorRow, ListEditor
from pisteur.ui.widgets.properties import make_label

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

Reason = TypeVar("Reason", LossReason, CameFor)


class ReasonsSection(QWidget):
    """Both lists, one above the other."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses = LossReasonsEditor(context, self)
        self.came_for = CameForEditor(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for title, text, editor in (
            (
                _("Why deals are lost"),
                _("Asked each time. A reason in use is put away, never forgotten."),
                self.losses.editor,
            ),
            (
                _("Why people come"),
                _("Chosen in the deal. Each tells you what to do with who came for it."),
                self.came_for.editor,
            ),
        ):
            column.addWidget(make_label(title, "strong"))
            column.addWidget(make_label(text, "muted", wrap=True))
            column.addWidget(editor, 1)


class _ReasonsEditor(QObject, Generic[Reason]):
    """Shows one list of reasons and sends what is asked of it."""

    table = ""

    def __init__(self, context: UiContext, editor: ListEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.editor = editor
        self._reasons: dict[int, Reason] = {}
        # The list knows rows by number, deals know reasons by key.
        self._numbers: dict[str, int] = {}
        editor.add_asked.connect(self._ask_new)
        editor.edit_asked.connect(self._ask_edit)
        editor.remove_asked.connect(self._ask_remove)
        editor.order_asked.connect(self._ask_order)
        context.runner.changed.connect(self._follow)
        self._read()

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(self.table):
            self._read()

    def _show(self, reasons: Sequence[Reason]) -> None:
        self._reasons = {
            self._numbers.setdefault(reason.key, len(self._numbers)): reason for reason in reasons
        }
        self.editor.show_rows(
            [
                EditorRow(
                    number,
                    reason.name,
                    self._detail(reason),
                    _("Put away") if reason.put_away else "",
                )
                for number, reason in self._reasons.items()
            ]
        )

    def _ask_new(self) -> None:
        self._open(None)

    def _ask_edit(self, number: object) -> None:
        if isinstance(number, int):
            self._open(self._reasons[number])

    def _keys(self, numbers: object) -> tuple[str, ...]:
        wanted = numbers if isinstance(numbers, tuple) else (numbers,)
        return tuple(self._reasons[number].key for number in wanted)

    def _removed(self, kept: bool) -> None:
        text = (
            _("Deals have this reason: it is put away, and no longer offered.")
            if kept
            else _("The reason is removed.")
        )
        self._context.notify(text, offer_undo=True)

    # What differs.

    def _read(self) -> None:
        raise NotImplementedError

    def _detail(self, reason: Reason) -> str:
        raise NotImplementedError

    def _open(self, reason: Reason | None) -> None:
        raise NotImplementedError

    def _ask_remove(self, number: object) -> None:
        raise NotImplementedError

    def _ask_order(self, numbers: object) -> None:
        raise NotImplementedError


class LossReasonsEditor(_ReasonsEditor[LossReason]):
    """Why deals are lost."""

    table = "loss_reasons"

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        editor = ListEditor(
            "loss-reasons", _("Why deals are lost"), empty_title=_("No reason yet"), parent=parent
        )
        super().__init__(context, editor, parent)

    def _read(self) -> None:
        self._context.runner.query(lambda s: s.reasons.loss_reasons(), self._show)

    def _detail(self, reason: LossReason) -> str:
        months = reason.wake_after_months
        again = (
            counted(
                ngettext("ask again after {count} month", "ask again after {count} months", months),
                months,
            )
            if months
            else _("not asked again")
        )
        return sentence_start(
            " · ".join(filter(None, (again, _("with a note") if reason.needs_note else "")))
        )

    def _open(self, reason: LossReason | None) -> None:
        def send(value: EditLossReason) -> Work:
            return lambda s: s.reasons.save_loss_reason(value)

        dialog = LossReasonDialog(reason, self.editor.window())
        Errand(self._context, dialog, send, lambda *_: "")

    def _ask_remove(self, number: object) -> None:
        (key,) = self._keys(number)
        self._context.runner.command(lambda s: s.reasons.remove_loss_reason(key), self._removed)

    def _ask_order(self, numbers: object) -> None:
        keys = self._keys(numbers)
        self._context.runner.command(lambda s: s.reasons.order_loss_reasons(keys))


class CameForEditor(_ReasonsEditor[CameFor]):
    """Why people come."""

    table = "came_for"

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        editor = ListEditor(
            "came-for", _("Why people come"), empty_title=_("No reason yet"), parent=parent
        )
        super().__init__(context, editor, parent)

    def _read(self) -> None:
        self._context.runner.query(lambda s: s.reasons.came_for(), self._show)

    def _detail(self, reason: CameFor) -> str:
        heat = label(reason.heat) if reason.heat else ""
        return sentence_start(" · ".join(filter(None, (heat, " ".join(reason.advice.split())))))

    def _open(self, reason: CameFor | None) -> None:
        def send(value: EditCameFor) -> Work:
            return lambda s: s.reasons.save_came_for(value)

        dialog = CameForDialog(reason, self.editor.window())
        Errand(self._context, dialog, send, lambda *_: "")

    def _ask_remove(self, number: object) -> None:
        (key,) = self._keys(number)
        self._context.runner.command(lambda s: s.reasons.remove_came_for(key), self._removed)

    def _ask_order(self, numbers: object) -> None:
        keys = self._keys(numbers)
        self._context.runner.command(lambda s: s.reasons.order_came_for(keys))
