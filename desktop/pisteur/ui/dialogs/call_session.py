"""A call session: one name at a time, by keyboard; left at any time, resumed later, finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pisteur.domain.calendar import next_monday
from pisteur.domain.call_sessions import CallBack, CallName, CallSessionView, NotInterested
from pisteur.domain.errors import PisteurError
from pisteur.domain.loss_reasons import LossChoices
from pisteur.domain.reach import phone_link
from pisteur.domain.templates import Template
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.call_answers import CallBackDialog, NotInterestedDialog
from pisteur.ui.dialogs.call_cards import NameCard, ScriptCard
from pisteur.ui.dialogs.call_choices import CallChoices
from pisteur.ui.dialogs.call_end import CallEnd
from pisteur.ui.dialogs.call_note import CallNote
from pisteur.ui.dialogs.call_progress import CallProgress
from pisteur.ui.dialogs.call_script import ScriptDialog
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.widgets.keys import digit_of
from pisteur.ui.widgets.sheet import SheetDialog

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

_TABLES = (
    *("call_session_names", "call_sessions", "contacts", "oppositions", "qualifications"),
    "settings",
)


class CallSessionDialog(SheetDialog):
    """The session; a digit or an arrow says what came of the call, N writes the note.

    A name that was dealt with can be looked at again: what is said then takes the place of what
    was said before.
    """

    def __init__(self, context: UiContext, session_id: int, parent: QWidget) -> None:
        super().__init__(
            _("Calls"),
            accept_text=_("Leave, resume later"),
            cancel_text=_("Previous name"),
            parent=parent,
        )
        self.setObjectName("call-session")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(860, 540)
        self._context = context
        self._session_id = session_id
        self._view: CallSessionView | None = None
        # Who is looked at again, None for the one to call; and whom to go to afterwards.
        self._at: int | None = None
        self._then: int | None = None
        self._shown: tuple[int, bool] | None = None
        self._ending = False
        self.secondary.clicked.disconnect()
        self.secondary.clicked.connect(self._back)
        # Enter is for the control that has the focus.
        self.primary.setDefault(False)
        self.finishing = self.add_button("", self._turn, name="call-finish")
        self._progress = CallProgress()
        self.card, self.script = NameCard(), ScriptCard()
        self.note = CallNote(self.card, context.runner)
        self.end = CallEnd()
        self.card.phone.clicked.connect(self._dial)
        self.script.edit_wanted.connect(self._read_script)
        self._make_calls()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._calls)
        self._stack.addWidget(self.end)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._stack, 1)
        for part in (
            *(self.primary, self.secondary, self.finishing, self.card.phone, self.card.note),
            self.script.edit,
        ):
            part.installEventFilter(self)
        context.runner.changed.connect(self._follow)
        self._read()

    def _make_calls(self) -> None:
        self._calls = QWidget()
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addWidget(self.card, 1)
        sides.addWidget(self.script, 1)
        self.choices = CallChoices()
        self.buttons, self.taking_back = self.choices.buttons, self.choices.taking_back
        slots = (
            *(self._no_answer, self._call_back, self._not_interested),
            *(self._qualify, self._write, self._skip),
        )
        for button, slot in zip(self.buttons, slots, strict=True):
            button.clicked.connect(slot)
            button.installEventFilter(self)
        self.taking_back.clicked.connect(self._take_back)
        self.taking_back.installEventFilter(self)
        column = QVBoxLayout(self._calls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(sides, 1)
        column.addWidget(self.choices)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        digit = digit_of(event)
        keys = {
            Qt.Key.Key_Right: self.buttons[-1].click,
            Qt.Key.Key_Left: self.secondary.click,
            Qt.Key.Key_N: self.card.note.setFocus,
            Qt.Key.Key_S: self.script.edit.click,
            Qt.Key.Key_Backspace: self.taking_back.click,
        }
        found = keys.get(Qt.Key(event.key()))
        if digit is not None and 1 <= digit < len(self.buttons):
            self.buttons[digit - 1].click()
        elif found is not None:
            found()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.card.note and event.key() == Qt.Key.Key_Escape:
                # Back to the keys; once more leaves.
                self.buttons[0].setFocus()
                return True
            if watched is not self.card.note and event.key() in (
                Qt.Key.Key_Left,
                Qt.Key.Key_Right,
            ):
                # A button would go to its neighbour.
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    # Reading.

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(*_TABLES):
            self._read()

    def _read(self) -> None:
        session_id, at = self._session_id, self._at
        self._context.runner.latest(
            "call-session", lambda s: s.call_sessions.view(session_id, at), self._show
        )

    def _show(self, view: CallSessionView) -> None:
        self._view = view
        self.set_title(_("Calls — {name}").format(name=view.name))
        self.set_note(self._progress.show_view(view))
        over = view.current is None
        shown_end = over or self._ending
        self._stack.setCurrentWidget(self.end if shown_end else self._calls)
        self.primary.setText(_("Finish") if shown_end else _("Leave, resume later"))
        self.finishing.setText(_("Go on calling") if self._ending else _("Finish…"))
        self.finishing.setHidden(over)
        before = view.current.before_id if view.current else view.last_id
        self.secondary.setEnabled(before is not None)
        self.end.show_summary(view.summary, self._context.clock.today())
        name = view.current
        for widget in (*self.buttons, self.card, self.script, self.taking_back):
            widget.setEnabled(not shown_end)
        if name is not None:
            self.script.show_view(view)
            self.card.show_name(name, self._context.clock.today())
            self.choices.show_name(name, self._context.clock.today())
        key = (name.contact_id, name.said is not None) if name and not shown_end else None
        if key != self._shown or key is None:
            stored = name.said.note if name and name.said else ""
            self.note.show(key[0] if key else None, stored)
            self._shown = key
            (self.primary if shown_end else self.buttons[0]).setFocus()

    # Going to and fro.

    def done(self, result: int, /) -> None:
        self.note.keep()
        super().done(result)

    @property
    def _current(self) -> CallName | None:
        view = self._view
        return None if view is None or self._ending else view.current

    def _back(self) -> None:
        view = self._view
        if view is None:
            return
        self._ending = False
        self._at = view.current.before_id if view.current else view.last_id
        self._read()

    def _turn(self) -> None:
        """Show what came of the calls, or go on calling."""
        self._ending = not self._ending
        self._read()

    def _go_on(self, _nothing: object = None) -> None:
        """Go on after something was said: to the name that follows the one looked at again."""
        self._at = self._then
        self._read()

    def _said(self, _value: object, _result: object) -> str:
        self._go_on()
        return ""

    def accept(self) -> None:
        session, view = self._session_id, self._view
        if view is None or not (self._ending or view.current is None):
            super().accept()
            return
        self._context.runner.command(lambda s: s.call_sessions.finish(session), self._finished)

    def _finished(self, _nothing: object) -> None:
        super().accept()
        self._context.notify(_("The calls are finished."), offer_undo=True)

    # Doing.

    def _name(self) -> CallName | None:
        """Return who is shown, and note where to go from there."""
        name = self._current
        if name is not None:
            self._then = name.after_id if self._at is not None else None
        return name

    def _send(self, work: Work) -> None:
        self._context.runner.command(work, self._go_on)

    def _dial(self) -> None:
        if self._current is not None:
            self._context.flows.reach(self._current.contact_id, phone_link(self._current.phone))

    def _no_answer(self) -> None:
        name = self._name()
        if name is not None:
            session, contact, note = self._session_id, name.contact_id, self.note.take()
            self._context.runner.command(
                lambda s: s.call_sessions.no_answer(session, contact, note),
                self._go_on,
                self._not_answered,
            )

    def _not_answered(self, error: PisteurError) -> None:
        self.note.give_back()
        if not self.isVisible():
            # Left meanwhile, when it passed for stored.
            self.note.keep()
        self._context.show_error(error)

    def _skip(self) -> None:
        name = self._name()
        if name is None:
            return
        if name.said is not None:
            self._go_on()
            return
        session, contact = self._session_id, name.contact_id
        self._send(lambda s: s.call_sessions.skip(session, contact))

    def _take_back(self) -> None:
        name = self._name()
        # Whoever was qualified has nothing here that a key could take back.
        if name is not None and name.said is not None and name.said.result is not None:
            session, contact = self._session_id, name.contact_id
            self._then = None
            self._send(lambda s: s.call_sessions.take_back(session, contact))

    def _call_back(self) -> None:
        name, view = self._name(), self._view
        if name is None or view is None:
            return
        session, contact = self._session_id, name.contact_id

        def send(value: CallBack) -> Work:
            self.note.take()
            return lambda s: s.call_sessions.call_back(session, contact, value)

        today, said = self._context.clock.today(), name.said
        planned = said.on if said and said.on and said.on >= today else None
        day = planned or name.again_on or next_monday(today)
        at = said.at if said else None
        note = self.note.text
        dialog = CallBackDialog(name.name, day, today, note, self, at=at, region=view.region)
        dialog.finished.connect(self._come_back)
        Errand(self._context, dialog, send, self._said)

    def _not_interested(self) -> None:
        if self._name() is not None:
            self._context.runner.query(lambda s: s.reasons.loss_choices(), self._ask_reason)

    def _ask_reason(self, choices: LossChoices) -> None:
        name = self._name()
        if name is None:
            return
        session, contact = self._session_id, name.contact_id

        def send(value: NotInterested) -> Work:
            self.note.take()
            return lambda s: s.call_sessions.not_interested(session, contact, value)

        dialog = NotInterestedDialog(name.name, choices, self.note.text, self, said=name.said)
        dialog.finished.connect(self._come_back)
        Errand(self._context, dialog, send, self._said)

    def _come_back(self, result: int) -> None:
        """Take the keys again: whoever is shown is said of, the sheet that asked is closed."""
        if result != QDialog.DialogCode.Accepted:
            self.note.give_back()
        self.activateWindow()
        over = self._stack.currentWidget() is self.end
        (self.primary if over else self.buttons[0]).setFocus()

    def _qualify(self) -> None:
        if self._current is not None:
            name = self._current
            self._context.flows.qualify(name.contact_id, name.opportunity_id)

    def _write(self) -> None:
        if self._current is not None:
            name = self._current
            self._context.flows.write(name.contact_id, name.opportunity_id)

    # The script.

    def _read_script(self) -> None:
        self._context.runner.query(lambda s: s.templates.offered(), self._ask_script)

    def _ask_script(self, templates: tuple[Template, ...]) -> None:
        if self._view is None:
            return
        session = self._session_id

        def send(value: str) -> Work:
            return lambda s: s.call_sessions.write_script(session, value)

        dialog = ScriptDialog(self._view.script, templates, self)
        Errand(self._context, dialog, send, lambda *_: "")
