"""How satisfied a customer said to be: a score by keyboard, a comment, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPlainTextEdit, QWidget

from pisteur.domain.sale_commands import SatisfactionInput
from pisteur.domain.sale_snapshots import SatisfactionView
from pisteur.domain.satisfaction import HIGHEST, LOWEST, SatisfactionStep, due_day, follow_up_of
from pisteur.domain.working_days import Region
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.formats import long_date
from pisteur.ui.dialogs.date_field import DateField, days_back
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.keys import digit_of
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.typed import typed_text

# The key of a French row that writes “à”; 0 needs Shift there.
_ZEROS = (Qt.Key.Key_0, Qt.Key.Key_Agrave)


class ScoreRow(QWidget):
    """The scores 0 to 10. Digits choose, 1 and then 0 ten; arrows go from one to the next.

    Signals:
        chosen: the score.
    """

    chosen = Signal(object)

    def __init__(self, value: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score")
        self._group = QButtonGroup(self)
        self._one_before = False
        row = FlowLayout(self, gap=4)
        for score in range(LOWEST, HIGHEST + 1):
            chip = make_button(str(score), "chip", name=f"score-{score}")
            chip.setCheckable(True)
            chip.setChecked(score == value)
            self._group.addButton(chip, score)
            row.addWidget(chip)
        self._group.idClicked.connect(self._announce)
        self.setFocusProxy(self._group.button(LOWEST if value is None else value))

    @property
    def value(self) -> int | None:
        """The score chosen, None before."""
        found = self._group.checkedId()
        return found if found >= LOWEST else None

    def clear(self) -> None:
        """Choose none."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        digit = 0 if event.key() in _ZEROS else digit_of(event)
        if digit is None:
            self._one_before = False
            super().keyPressEvent(event)
            return
        score = HIGHEST if digit == 0 and self._one_before else digit
        button = self._group.button(score)
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()
        self._one_before = digit == 1

    def _announce(self, score: int) -> None:
        self._one_before = False
        self.setFocusProxy(self._group.button(score))
        self.chosen.emit(score)


class SatisfactionDialog(FormDialog):
    """`submitted` carries a `SatisfactionInput`; without a score, that it was asked.

    Args:
        ids: of the contact, and of the sale if it is about one.
        titles: what the actions are called that follow an answer.
        current: what is there to answer or correct; None for a new one.
    """

    def __init__(
        self,
        ids: tuple[int, int | None],
        name: str,
        titles: Mapping[SatisfactionStep, str],
        today: date,
        *,
        note: str = "",
        region: Region = Region.FRANCE,
        current: SatisfactionView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("How satisfied is {name}?").format(name=name)
        super().__init__(title, accept_text=_("Save"), note=note, parent=parent)
        self.setObjectName("satisfaction-dialog")
        self.setMinimumWidth(680)
        self._ids, self._titles, self._today, self._region = ids, titles, today, region
        self._current = current
        # What an answer brought was planned with it: to correct it plans nothing again.
        self._proposes = current is None or current.score is None
        self._make_fields(current)
        for field in self.fields.values():
            self.body.addWidget(field)
        self._follows = Card("accent")
        self._follows.body.addWidget(self._mood)
        self._follows.body.addWidget(self.follow_up)
        self.body.addWidget(self._follows)
        self.score.chosen.connect(self._say_what_follows)
        self.on.day_changed.connect(self._say_what_follows)
        self._start = self._typed()
        self._say_what_follows()
        self.score.setFocus()

    def _make_fields(self, current: SatisfactionView | None) -> None:
        today = self._today
        self.score = ScoreRow(current.score if current else None)
        self.comment = QPlainTextEdit(current.comment if current else "")
        self.comment.setObjectName("comment")
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(64)
        day = (current.given_on or today) if current else today
        self.on = DateField(
            _("On"), day, today, quick=days_back(today), maximum=today, name="answered-on"
        )
        self.follow_up = QCheckBox()
        self.follow_up.setObjectName("follow-up")
        self.follow_up.setChecked(True)
        self._mood = make_label("", "strong", wrap=True)
        self._mood.setObjectName("mood")
        hint = _("0: not at all, 10: delighted. Without a score, it counts as asked.")
        self.show_fields(
            {
                "score": Field(_("Score they gave, from 0 to 10"), self.score, hint=hint),
                "comment": Field(_("In their own words"), self.comment),
                "on": self.on,
            }
        )

    def read(self) -> SatisfactionInput:
        """Return what they said."""
        score = self.score.value
        wanted = score is not None and self._proposes and self.follow_up.isChecked()
        return SatisfactionInput(
            contact_id=self._ids[0],
            sale_id=self._ids[1],
            score=score,
            on=self.on.day,
            comment=typed_text(self.comment),
            follow_up=self._step_title(score) if wanted and score is not None else "",
            satisfaction_id=self._current.id if self._current else None,
        )

    def has_unsaved(self) -> bool:
        return self._typed() != self._start

    def _typed(self) -> tuple[object, ...]:
        return (self.score.value, typed_text(self.comment))

    def _step_title(self, score: int) -> str:
        return self._titles[follow_up_of(score).step]

    def _say_what_follows(self, _changed: object = None) -> None:
        score = self.score.value
        self._follows.setVisible(score is not None)
        if score is None:
            return
        follows = follow_up_of(score)
        self._mood.setText(label(follows.mood))
        day = due_day(score, max(self.on.day, self._today), self._region)
        text = _("Plan for {day}: {title}").format(
            day=long_date(day, self._today), title=self._step_title(score)
        )
        self.follow_up.setText(text)
        self.follow_up.setVisible(self._proposes)
