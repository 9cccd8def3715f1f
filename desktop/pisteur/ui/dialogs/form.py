"""The base of every dialog that leads to a command.

It stays open until the command has succeeded, so that nothing typed is lost: `submitted` hands the
value over, `finish` closes, `take_error` says beside the field what was wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.errors import DomainError, PisteurError
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.fitting_area import bring_into_view
from pisteur.ui.widgets.properties import make_label, set_look
from pisteur.ui.widgets.sheet import SheetDialog


class FieldProblem(Exception):  # noqa: N818 - not an error of the program: a word to the user
    """Something that only the dialog asks for is missing; said beside `field`."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


class FormDialog(SheetDialog):
    """A dialog whose input becomes a command.

    Signals:
        submitted: the value of `read`, checked as far as the dialog can.
    """

    submitted = Signal(object)

    def __init__(
        self,
        title: str,
        *,
        accept_text: str,
        cancel_text: str = "",
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            title, accept_text=accept_text, cancel_text=cancel_text, note=note, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: dict[str, Field] = {}
        self._busy = False

    def read(self) -> object:
        """Return the input as a frozen value.

        Raises:
            DomainError, FieldProblem: for what must be mended first.
        """
        raise NotImplementedError

    def asks_first(self) -> bool:
        """Ask what only the user can say about input that is in order; True to wait for it."""
        return False

    def has_unsaved(self) -> bool:
        """Say whether closing would throw away something worth asking about."""
        return False

    def show_fields(self, fields: Mapping[str, Field]) -> None:
        """Name the fields that errors are shown beside, in place of those named before."""
        self.fields = dict(fields)
        for field in self.fields.values():
            if isinstance(field.editor, Chips):
                field.editor.chosen.connect(field.clear_error)
            elif isinstance(field.editor, QLineEdit):
                # What it says is of a text that is there no more.
                field.editor.textEdited.connect(field.clear_error)

    def accept(self) -> None:
        if self._busy:
            return
        self.clear_errors()
        if self._stop_at_day():
            return
        try:
            value = self.read()
        except DomainError as error:
            self.take_error(error)
        except FieldProblem as problem:
            self.show_problem(problem.field, problem.text)
        else:
            if not self.asks_first():
                self.set_busy(True)
                self.submitted.emit(value)

    def _stop_at_day(self) -> bool:
        """Go to the first date shown that is out of reach; False when there is none."""
        for field in self.findChildren(DateField):
            if field.problem and field.isVisibleTo(self):
                field.show_problem()
                _go_to(field)
                return True
        return False

    def finish(self) -> None:
        """Close: the command has succeeded."""
        super().accept()

    def reject(self) -> None:
        if self._busy:
            return
        if self.has_unsaved():
            ask(
                self,
                _("Close without saving?"),
                _("What you typed here will be lost."),
                _("Close without saving"),
                self._discard,
                cancel_text=_("Go on editing"),
            )
            return
        super().reject()

    def _discard(self) -> None:
        super().reject()

    def set_busy(self, busy: bool) -> None:
        """Take no second submission while the first is under way."""
        self._busy = busy

    def take_error(self, error: PisteurError) -> bool:
        """Show `error` beside its field; False when it is not about a field of this dialog."""
        self.set_busy(False)
        return error.field is not None and self.show_problem(error.field, error_text(error))

    def show_problem(self, name: str, text: str) -> bool:
        """Say `text` beside the field `name` and go there; False when there is none."""
        found = self.fields.get(name)
        if found is None:
            return False
        found.set_error(text)
        _go_to(found)
        return True

    def clear_errors(self) -> None:
        """Take the errors of the last attempt away."""
        for field in self.fields.values():
            field.set_error(None)


def _go_to(field: Field) -> None:
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    bring_into_view(field)


class ConfirmDialog(SheetDialog):
    """A question with two answers; `accepted` is the one that throws something away."""

    def __init__(
        self, title: str, text: str, accept_text: str, *, cancel_text: str, parent: QWidget
    ) -> None:
        super().__init__(title, accept_text=accept_text, cancel_text=cancel_text, parent=parent)
        self.setObjectName("confirm")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        line = make_label(text, wrap=True)
        line.setObjectName("confirm-text")
        self.body.addWidget(line)
        set_look(self.primary, "role", "danger")
        # Enter must not throw anything away.
        self.primary.setDefault(False)
        self.secondary.setDefault(True)
        self.secondary.setFocus()


def ask(
    parent: QWidget,
    title: str,
    text: str,
    accept_text: str,
    slot: Callable[[], object],
    *,
    cancel_text: str = "",
) -> ConfirmDialog:
    """Ask before something is thrown away; `slot`, a bound method, is called on yes."""
    made = ConfirmDialog(title, text, accept_text, cancel_text=cancel_text, parent=parent)
    made.accepted.connect(slot)
    made.open()
    return made
