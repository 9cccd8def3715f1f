"""The fields of a next action: its own dialog and the one that completes an action show them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.errors import DomainError
from pisteur.domain.text import clean_line
from pisteur.domain.words import FollowUpKind
from pisteur.domain.working_days import Region, next_working_day
from pisteur.i18n import _, plain
from pisteur.labels import label
from pisteur.presentation.runner import Runner
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.dialogs.date_field import DateField, days_ahead
from pisteur.ui.dialogs.repeat_field import RepeatField
from pisteur.ui.dialogs.time_row import TimeRow
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.typed import typed_text

KINDS = (FollowUpKind.CALL, FollowUpKind.EMAIL, FollowUpKind.MEETING, FollowUpKind.TASK)


def default_title(kind: FollowUpKind, name: str) -> str:
    """Return what an action of this kind is called until the user says more."""
    match kind:
        case FollowUpKind.CALL:
            title = _("Call {name}")
        case FollowUpKind.EMAIL:
            title = _("Write to {name}")
        case FollowUpKind.MEETING:
            title = _("Meet {name}")
        case _:
            return ""
    return plain(title).format(name=name)


class PlanForm(QWidget):
    """Kind, title, date, time and note of an action.

    Args:
        region: whose holidays the first date leaves out.
        runner: with it, the form asks whether the action repeats, and shows the next days.

    Attributes:
        fields: by the names that errors give them.
        repeat: when it comes again; None when that is not asked.
    """

    def __init__(
        self,
        contact_name: str,
        today: date,
        current: PlanFollowUp | None = None,
        *,
        region: Region = Region.FRANCE,
        runner: Runner | None = None,
        with_note: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._contact_name = contact_name
        self._region = region
        start = current or self._blank(today)
        self._template = start.template
        kinds = KINDS if start.kind in KINDS else (*KINDS, start.kind)
        self.kinds = Chips([(kind, label(kind)) for kind in kinds], start.kind, name="kind")
        self.kinds.setAccessibleName(_("Kind of action"))
        self.title = QLineEdit(start.title)
        self.title.setObjectName("title")
        self.title.setPlaceholderText(_("What there is to do, in a few words"))
        quick = days_ahead(today, region)
        self.due = DateField(_("On"), start.due_on, today, quick=quick, name="due-on")
        self.due.expect_from(today)
        self.time = TimeRow(start.due_time)
        self.note = QPlainTextEdit(start.note)
        self.note.setObjectName("note")
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(64)
        self.fields = {
            "title": Field(_("To do"), self.title),
            "due_on": self.due,
            "note": Field(_("Note"), self.note),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        first = QHBoxLayout()
        first.addWidget(self.kinds, 1)
        column.addLayout(first)
        for part in (self.fields["title"], self.due, self.fields["note"]):
            column.addWidget(part)
        # Without a note, it stands in a dialog that has little room.
        if with_note:
            column.insertWidget(column.count() - 1, self.time)
        else:
            first.addWidget(self.time)
        self.fields["note"].setVisible(with_note)
        self.repeat: RepeatField | None = None
        if runner is not None:
            self._add_repeat(runner, start)
        self.kinds.chosen.connect(self._suggest_title)
        self.setFocusProxy(self.title)

    @property
    def suggests_title(self) -> bool:
        """Whether the title is still the one that goes with the kind."""
        return self.title.text() in {default_title(own, self._contact_name) for own in KINDS}

    def read(self, contact_id: int, opportunity_id: int | None) -> PlanFollowUp:
        """Return the action.

        Raises:
            DomainError: `follow_up.title_missing` beside `title`.
        """
        if not clean_line(self.title.text()):
            raise DomainError("follow_up.title_missing", field="title")
        kind = self.kinds.value
        return PlanFollowUp(
            contact_id=contact_id,
            opportunity_id=opportunity_id,
            kind=kind if isinstance(kind, FollowUpKind) else FollowUpKind.TASK,
            title=self.title.text(),
            due_on=self.due.day,
            due_time=self.time.value,
            note=typed_text(self.note),
            template=self._template,
            rrule=self.repeat.rrule if self.repeat else "",
            recurs_from_done=self.repeat is not None and self.repeat.from_done,
        )

    def suggest(self, proposed: PlanFollowUp) -> None:
        """Propose an action in place of the one proposed before."""
        self.kinds.set_value(proposed.kind)
        self.title.setText(proposed.title)
        self.due.set_day(proposed.due_on)
        self._template = proposed.template

    def _add_repeat(self, runner: Runner, start: PlanFollowUp) -> None:
        self.repeat = RepeatField(
            runner, start.due_on, start.rrule, from_done=start.recurs_from_done
        )
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self.repeat)
        self.due.day_changed.connect(self.repeat.set_day)
        self.repeat.day_wanted.connect(self.due.set_day)

    def _blank(self, today: date) -> PlanFollowUp:
        kind = FollowUpKind.CALL
        title = default_title(kind, self._contact_name)
        return PlanFollowUp(0, None, kind, title, next_working_day(today, self._region))

    def _suggest_title(self, kind: object) -> None:
        """Let the title follow the kind, as long as it is not the user's own."""
        if isinstance(kind, FollowUpKind) and self.suggests_title:
            self.title.setText(default_title(kind, self._contact_name))
