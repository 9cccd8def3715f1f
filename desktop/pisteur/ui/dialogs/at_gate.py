"""The base of the dialogs at a gate: one of several in a row, and the way past the gate."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pisteur.domain.commands import Forced
from pisteur.i18n import _, isolated, ngettext
from pisteur.presentation.formats import counted
from pisteur.ui.dialogs.force import ForceDialog
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button, set_tool_tip


class GateDialog(FormDialog):
    """Asks for the evidence that one card needs, while `waiting` others want theirs.

    Escape leaves this card where it was; one button leaves the others too.

    Attributes:
        leaves_all: whether closing it leaves those that wait where they were, too.
        anyway: opens the gate without evidence; not shown here.
    """

    def __init__(
        self,
        title: str,
        *,
        accept_text: str,
        waiting: tuple[str, ...] = (),
        alone: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        cancel = _("Cancel") if alone else _("Leave this one")
        super().__init__(title, accept_text=accept_text, cancel_text=cancel, parent=parent)
        self.leaves_all = False
        self._forced = ""
        self.anyway: QPushButton = make_button(_("Move anyway…"), "link", name="move-anyway")
        self.anyway.clicked.connect(self._ask_why)
        if waiting:
            self.body.addLayout(self._say_who_waits(waiting))

    def reject(self) -> None:
        self._leave(everyone=False)

    def answers_so_far(self, reason: str) -> Forced:
        """Return what is recorded with a gate that is forced."""
        return Forced(reason)

    def _say_who_waits(self, waiting: tuple[str, ...]) -> QHBoxLayout:
        names = ElidedLabel(
            _("Next: {names}").format(names=", ".join(map(isolated, waiting))), "muted"
        )
        names.setObjectName("waiting")
        count = len(waiting)
        text = ngettext("Leave the other one too", "Leave the other {count} too", count)
        leave = make_button(counted(text, count), "link", name="leave-all", compact=True)
        leave.clicked.connect(self._leave_all)
        keys = QKeySequence("Shift+Escape")
        QShortcut(keys, self, self._leave_all)
        told = _("This card and those that follow stay where they were ({keys})")
        told = told.format(keys=keys.toString(QKeySequence.SequenceFormat.NativeText))
        leave.setAccessibleDescription(told)
        set_tool_tip(leave, told)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(names, 1)
        line.addWidget(leave)
        return line

    def _leave_all(self) -> None:
        self._leave(everyone=True)

    def _leave(self, *, everyone: bool) -> None:
        self.leaves_all = everyone
        super().reject()

    # Past the gate.

    def _ask_why(self) -> None:
        asked = ForceDialog(self._forced, self)
        asked.submitted.connect(self._force)
        self._asked = asked
        asked.open()

    def _force(self, reason: object) -> None:
        self._forced = str(reason)
        self._asked.finish()
        self.clear_errors()
        self.set_busy(True)
        self.submitted.emit(self.answers_so_far(self._forced))
