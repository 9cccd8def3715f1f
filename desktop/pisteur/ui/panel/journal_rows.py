"""The lines of the journal: an exchange, which can be corrected and deleted, and an event."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pisteur.domain.errors import PisteurError
from pisteur.domain.snapshots import JournalEntry
from pisteur.domain.words import Direction, InteractionKind
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.history_text import event_text
from pisteur.ui.panel.inline_editor import InlineEditor
from pisteur.ui.panel.parts import (
    Dot,
    FittingLabel,
    SelectableText,
    add_action,
    copy_text,
    make_tool_button,
)
from pisteur.ui.panel.shown import local_day
from pisteur.ui.theme.icons import icon
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_label

DOTS = {
    InteractionKind.NOTE: "line_strong",
    InteractionKind.CALL: "warm",
    InteractionKind.EMAIL: "accent",
    InteractionKind.MEETING: "hot",
    InteractionKind.MESSAGE: "cold",
    InteractionKind.VISIT: "ok",
}


class ExchangeRow(QWidget):
    """What the user wrote: kind, date and how it went, then the text; edited in place."""

    def __init__(
        self, context: UiContext, entry: JournalEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._entry = entry
        self._correction: InlineEditor | None = None
        self._said: tuple[JournalEntry, date] | None = None
        kind = entry.kind or InteractionKind.NOTE
        self.setObjectName(f"exchange-{entry.interaction_id}")
        self._kind = make_label(label(kind), "strong")
        self._when = ElidedLabel("", "muted")
        self._body = SelectableText()
        self._body.setObjectName(f"body-{entry.interaction_id}")
        self._menu = QMenu()
        add_action(self._menu, _("Copy the text"), self._copy, name="copy")
        add_action(self._menu, _("Correct…"), self._correct, name="correct")
        add_action(self._menu, _("Delete"), self._delete, name="delete")
        self._more = make_tool_button(
            f"exchange-menu-{entry.interaction_id}", _("About this line"), self._menu
        )
        self._more.setFixedSize(24, 20)
        self._more.installEventFilter(self)
        self._lay_out(Dot(context.theme, DOTS[kind]))

    def _lay_out(self, dot: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._kind)
        head.addWidget(self._when, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(1)
        self._column.addLayout(head)
        self._column.addWidget(self._body)
        self._column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(dot, 0, top)
        row.addLayout(self._column, 1)
        row.addWidget(self._more, 0, top)

    def stands_for(self, entry: JournalEntry) -> bool:
        """Say whether this is the row of `entry`, whatever its text is now."""
        mine = self._entry
        return entry.interaction_id == mine.interaction_id and entry.kind is mine.kind

    def show_entry(self, entry: JournalEntry, today: date) -> None:
        """Show the entry as it is now; a correction under way stays."""
        if self._said == (entry, today):
            return
        self._said = (entry, today)
        self._entry = entry
        parts = [formats.short_date(local_day(entry.happened_at), today)]
        if entry.direction is Direction.INCOMING:
            parts.append(label(entry.direction))
        if entry.outcome is not None:
            parts.append(label(entry.outcome))
        self._when.setText(" · ".join(parts))
        self._body.show_text(entry.body)
        if self._correction is not None:
            self._body.hide()
        self.setAccessibleName(f"{self._kind.text()} {self._when.text()}")
        self._show_button()

    # The button is quiet until the line has the pointer or the focus.

    def enterEvent(self, event: QEnterEvent, /) -> None:
        super().enterEvent(event)
        self._show_button()

    def leaveEvent(self, event: QEvent, /) -> None:
        super().leaveEvent(event)
        self._show_button()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_button()
        return super().eventFilter(watched, event)

    def _show_button(self) -> None:
        seen = self.underMouse() or self._more.hasFocus()
        tokens = self._context.theme.tokens
        self._more.setIcon(icon("more", tokens.muted) if seen else QIcon())

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        self._menu.popup(event.globalPos())

    def _copy(self) -> None:
        selected = self._body.hasSelectedText()
        if selected:
            self._body.copy()
        else:
            copy_text(self._entry.body)

    def _correct(self) -> None:
        if self._correction is None:
            made = InlineEditor(
                _("Text of the line"), self._entry.body, name="correction", highest=12
            )
            made.saved.connect(self._save)
            made.given_up.connect(self._end_correction)
            self._column.insertWidget(2, made)
            made.show()
            self._body.hide()
            made.setFocus()
            self._correction = made

    def _save(self, text: str) -> None:
        interaction_id = self._entry.interaction_id
        if interaction_id is not None:
            self._context.runner.command(
                lambda s: s.journal.edit(interaction_id, text), self._saved, self._failed
            )

    def _saved(self, _nothing: object) -> None:
        self._end_correction()

    def _failed(self, error: PisteurError) -> None:
        if self._correction is not None:
            self._correction.show_error(error_text(error))

    def _end_correction(self) -> None:
        """Show the text again."""
        if self._correction is not None:
            discard(self._correction)
            self._correction = None
        self._body.show_text(self._entry.body)
        self._body.setVisible(bool(self._entry.body))
        self._more.setFocus()

    def _delete(self) -> None:
        interaction_id = self._entry.interaction_id
        if interaction_id is not None:
            self._context.runner.command(
                lambda s: s.journal.delete(interaction_id), done=self._deleted
            )

    def _deleted(self, _nothing: object) -> None:
        self._context.notify(_("Line deleted from the journal"), offer_undo=True)


class EventRow(QWidget):
    """What Pisteur noted: one quiet line."""

    def __init__(
        self, context: UiContext, entry: JournalEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entry = entry
        self._said: date | None = None
        self._text = FittingLabel("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Dot(context.theme, "line", 6), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def stands_for(self, entry: JournalEntry) -> bool:
        """Say whether this is the row of `entry`."""
        return entry == self._entry

    def show_entry(self, entry: JournalEntry, today: date) -> None:
        """Show the entry."""
        if entry.event is None or self._said == today:
            return
        self._said = today
        day = formats.short_date(local_day(entry.happened_at), today)
        text = event_text(entry.event, entry.detail, today)
        self._text.show_text(_("{event} · {date}").format(event=text, date=day))
