"""A call session: one name at a time, by keyboard; left at any time and resumed later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout

from pisteur.domain.calendar import next_monday
from pisteur.domain.call_sessions import CallBack, CallName, CallSessionView, NotInterested
from pisteur.domain.loss_reasons import LossChoices
from pisteur.i18n import _, ngettext, pgettext
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.call_answers import CallBackDialog, NotInterestedDialog
from pisteur.ui.flows_errand import Errand, Work
from pisteur.ui.panel.parts import FittingLabel
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.keys import digit_of
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.sheet import SheetDialog

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from pisteur.storage.change_log import ChangeSet


class CallSessionDialog(SheetDialog):
    """The session; a digit or an arrow says what came of the call, N writes the note."""

    def __init__(self, context: UiContext, session_id: int, parent: QWidget) -> None:
        super().__init__(
            _("Calls"),
            accept_text=_("Leave, resume later"),
            cancel_text=_("Previous name"),
            parent=parent,
        )
        self.setObjectName("call-session")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(820, 500)
        self._context = context
        self._session_id = session_id
        self._current: CallName | None = None
        self.secondary.clicked.disconnect()
        self.secondary.clicked.connect(self._back)
        # Enter is for the control that has the focus.
        self.primary.setDefault(False)
        self._make_left()
        self._make_right()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addWidget(self._card, 3)
        sides.addLayout(self._side, 2)
        self.body.addWidget(self._progress)
        self.body.addLayout(sides, 1)
        for button in (self.primary, self.secondary):
            button.installEventFilter(self)
        context.runner.changed.connect(self._follow)
        self._read()

    def _make_left(self) -> None:
        self._card = Card()
        self._why, self._name = FittingLabel("muted"), FittingLabel("title")
        self._name.setObjectName("call-name")
        self._place = FittingLabel("muted")
        self._last = FittingLabel("muted")
        self.phone = make_button("", name="call-phone")
        self.phone.clicked.connect(self._dial)
        self.phone.installEventFilter(self)
        self.note = QPlainTextEdit()
        self.note.setObjectName("call-note")
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("Write during the call… (N)"))
        self.note.installEventFilter(self)
        field = Field(_("Note of the call"), self.note)
        for part in (self._why, self._name, self._place, self.phone, self._last, field):
            self._card.body.addWidget(part)
        self._card.body.addStretch(1)

    def _make_right(self) -> None:
        self._side = QVBoxLayout()
        self._side.setSpacing(8)
        asked = Card("accent")
        asked.body.addWidget(make_label(_("To ask"), "strong"))
        self._questions = FittingLabel()
        asked.body.addWidget(self._questions)
        self._asked = asked
        self._side.addWidget(asked)
        self.buttons: list[QPushButton] = []
        given: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("1", pgettext("call session", "No answer"), "call-no-answer", self._no_answer),
            ("2", pgettext("call session", "Call back on…"), "call-back", self._call_back),
            (
                "3",
                pgettext("call session", "Not interested…"),
                "call-not-interested",
                self._not_interested,
            ),
            ("4", pgettext("call session", "Qualify now…"), "call-qualify", self._qualify),
            ("5", pgettext("call session", "Write…"), "call-write", self._write),
            ("→", pgettext("call session", "Skip"), "call-skip", self._skip),
        )
        for key, text, name, slot in given:
            made = make_button(f"{key}  {text}", name=name)
            made.setAccessibleName(text)
            made.clicked.connect(slot)
            made.installEventFilter(self)
            self.buttons.append(made)
            self._side.addWidget(made)
        self._again = make_label("", "muted", wrap=True)
        self._side.addWidget(self._again)
        self._side.addStretch(1)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        digit = digit_of(event)
        if digit is not None and 1 <= digit < len(self.buttons):
            self.buttons[digit - 1].click()
        elif event.key() == Qt.Key.Key_Right:
            self.buttons[-1].click()
        elif event.key() == Qt.Key.Key_Left:
            self.secondary.click()
        elif event.key() == Qt.Key.Key_N:
            self.note.setFocus()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.note and event.key() == Qt.Key.Key_Escape:
                # Back to the keys; once more leaves.
                self.buttons[0].setFocus()
                return True
            if watched is not self.note and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                # A button would go to its neighbour.
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    # Reading.

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches("call_session_names", "contacts", "oppositions", "qualifications"):
            self._read()

    def _read(self) -> None:
        session_id = self._session_id
        self._context.runner.latest(
            "call-session", lambda s: s.call_sessions.view(session_id), self._show
        )

    def _show(self, view: CallSessionView) -> None:
        self.set_title(_("Calls — {name}").format(name=view.name))
        self.set_note(_progress(view))
        self._progress.setRange(0, max(1, view.total))
        self._progress.setValue(view.done)
        self._progress.setAccessibleName(_progress(view))
        before, self._current = self._current, view.current
        self._show_name(view.current)
        self._questions.show_text("\n".join(f"• {line}" for line in view.questions))
        self._asked.setVisible(bool(view.questions))
        if view.current is None or before is None or before.contact_id != view.current.contact_id:
            self.note.clear()
            (self.buttons[0] if view.current else self.primary).setFocus()

    def _show_name(self, name: CallName | None) -> None:
        for widget in (*self.buttons, self.phone, self.note):
            widget.setEnabled(name is not None)
        self.phone.setVisible(name is not None)
        if name is None:
            self._name.show_text(_("Everyone was called."))
            for part in (self._why, self._place, self._last):
                part.show_text("")
            self._again.clear()
            return
        attempt = _("call no. {number}").format(number=name.attempts + 1)
        self._why.show_text(" · ".join(part for part in (name.list_name, attempt) if part))
        self._name.show_text(name.name)
        company = name.company if name.company != name.name else ""
        self._place.show_text(" · ".join(part for part in (company, name.place) if part))
        self.phone.setText(formats.phone(name.phone))
        self._last.show_text(name.last)
        self._again.setText(self._again_text(name.again_on))

    def _again_text(self, day: date | None) -> str:
        if day is None:
            return _("Without an answer, no other call is planned: your limit is reached.")
        text = _("Without an answer, Pisteur plans another call: {day}.")
        return text.format(day=formats.long_date(day, self._context.clock.today()))

    # Doing.

    def _dial(self) -> None:
        if self._current is not None:
            dialled = "".join(c for c in self._current.phone if c.isdecimal() or c == "+")
            self._context.flows.reach(self._current.contact_id, f"tel:{dialled}")

    def _no_answer(self) -> None:
        if self._current is not None:
            session, contact = self._session_id, self._current.contact_id
            note = self.note.toPlainText()
            self._context.runner.command(
                lambda s: s.call_sessions.no_answer(session, contact, note)
            )

    def _skip(self) -> None:
        if self._current is not None:
            session, contact = self._session_id, self._current.contact_id
            self._context.runner.command(lambda s: s.call_sessions.skip(session, contact))

    def _back(self) -> None:
        session = self._session_id
        self._context.runner.command(lambda s: s.call_sessions.back(session))

    def _call_back(self) -> None:
        name = self._current
        if name is None:
            return
        session, contact = self._session_id, name.contact_id

        def send(value: CallBack) -> Work:
            return lambda s: s.call_sessions.call_back(session, contact, value)

        today, note = self._context.clock.today(), self.note.toPlainText()
        dialog = CallBackDialog(name.name, name.again_on or next_monday(today), today, note, self)
        Errand(self._context, dialog, send, lambda *_: "")

    def _not_interested(self) -> None:
        if self._current is not None:
            self._context.runner.query(lambda s: s.reasons.loss_choices(), self._ask_reason)

    def _ask_reason(self, choices: LossChoices) -> None:
        name = self._current
        if name is None:
            return
        session, contact = self._session_id, name.contact_id

        def send(value: NotInterested) -> Work:
            return lambda s: s.call_sessions.not_interested(session, contact, value)

        dialog = NotInterestedDialog(name.name, choices, self.note.toPlainText(), self)
        Errand(self._context, dialog, send, lambda *_: "")

    def _qualify(self) -> None:
        if self._current is not None:
            name = self._current
            self._context.flows.qualify(name.contact_id, name.opportunity_id)

    def _write(self) -> None:
        if self._current is not None:
            name = self._current
            self._context.flows.write(name.contact_id, name.opportunity_id)


def _progress(view: CallSessionView) -> str:
    parts = [
        _("{done} of {total} called").format(
            done=formats.number(view.done), total=formats.number(view.total)
        )
    ]
    if view.call_back:
        text = ngettext("{count} to call back", "{count} to call back", view.call_back)
        parts.append(formats.counted(text, view.call_back))
    if view.qualified:
        text = ngettext("{count} qualified", "{count} qualified", view.qualified)
        parts.append(formats.counted(text, view.qualified))
    return " · ".join(parts)
