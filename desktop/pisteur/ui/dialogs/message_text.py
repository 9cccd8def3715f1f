"""The words of a message: subject and body, with what is left to fill in marked and asked for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from pisteur.domain.templates import Field, gaps_in
from pisteur.domain.text import clean_block, clean_line
from pisteur.i18n import _
from pisteur.ui.dialogs.gap_fields import GapFields
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets import fields
from pisteur.ui.widgets.typed import typed_text

BODY_HEIGHT = 150


class _Body(QPlainTextEdit):
    """An editor that asks for no more than it needs, and takes what there is."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), BODY_HEIGHT)


class MessageText(QWidget):
    """Asks for what is left, and lets subject and body be changed.

    Attributes:
        fields: by the names that errors give them.
        gaps: what is left to fill in.

    Signals:
        changed: another text.
        detail_given: (field, text): what was filled in.
    """

    changed = Signal()
    detail_given = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.gaps = GapFields()
        self.subject = QLineEdit()
        self.subject.setObjectName("subject")
        self.body = _Body()
        self.body.setObjectName("body")
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(BODY_HEIGHT)
        self.fields = {
            "subject": fields.Field(_("Subject"), self.subject),
            "body": fields.Field(_("Message"), self.body),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.gaps)
        column.addWidget(self.fields["subject"])
        column.addWidget(self.fields["body"], 1)
        self.gaps.given.connect(self._fill)
        self.subject.textChanged.connect(self._follow)
        self.body.textChanged.connect(self._follow)
        self.setFocusProxy(self.body)

    def show_text(self, subject: str, body: str) -> None:
        """Put a text in place of the present one."""
        for editor in (self.subject, self.body):
            editor.blockSignals(True)
        self.subject.setText(subject)
        self.body.setPlainText(body)
        for editor in (self.subject, self.body):
            editor.blockSignals(False)
        self._follow()

    def show_subject(self, shown: bool) -> None:
        """Ask for a subject, or not: what goes to a phone has none."""
        self.fields["subject"].setVisible(shown)
        self._follow()

    @property
    def text(self) -> tuple[str, str]:
        """Subject and body as they stand; no subject where none is asked for."""
        has_subject = not self.fields["subject"].isHidden()
        subject = clean_line(self.subject.text()) if has_subject else ""
        return subject, clean_block(typed_text(self.body))

    def _follow(self) -> None:
        has_subject = not self.fields["subject"].isHidden()
        subject = self.subject.text() if has_subject else ""
        body = typed_text(self.body)
        left = [gap.field for gap in (*gaps_in(subject), *gaps_in(body))]
        self.gaps.show_fields(tuple(dict.fromkeys(left)))
        self._mark(body)
        self.changed.emit()

    def _mark(self, body: str) -> None:
        tokens = self._theme.tokens
        look = QTextCharFormat()
        look.setBackground(QColor(tokens.warn_tint))
        look.setForeground(QColor(tokens.warn))
        marks = []
        for gap in gaps_in(body):
            mark = QTextEdit.ExtraSelection()
            mark.format = look
            mark.cursor = self._cursor(body, gap.start, gap.end)
            marks.append(mark)
        self.body.setExtraSelections(marks)

    def _fill(self, field: Field, text: str) -> None:
        """Put a value in the place of its field, as one step of the editor's undo."""
        subject = self.subject.text()
        for gap in reversed(gaps_in(subject)):
            if gap.field is field:
                subject = subject[: gap.start] + text + subject[gap.end :]
        self.subject.blockSignals(True)
        self.subject.setText(subject)
        self.subject.blockSignals(False)
        body = typed_text(self.body)
        edit = QTextCursor(self.body.document())
        edit.beginEditBlock()
        for gap in reversed(gaps_in(body)):
            if gap.field is field:
                self._cursor(body, gap.start, gap.end).insertText(text)
        edit.endEditBlock()
        self._follow()
        self.detail_given.emit(field, text)

    def _cursor(self, body: str, start: int, end: int) -> QTextCursor:
        """Return a selection; Qt counts in units of UTF-16."""
        made = QTextCursor(self.body.document())
        made.setPosition(_units(body[:start]))
        made.setPosition(_units(body[:end]), QTextCursor.MoveMode.KeepAnchor)
        return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
