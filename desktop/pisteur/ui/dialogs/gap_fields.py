"""What a template left to fill in: one line for each field, gone as soon as it is filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pisteur.domain.templates import Field
from pisteur.i18n import _
from pisteur.presentation.field_values import field_title
from pisteur.presentation.formats import sentence_start
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label

COLUMNS = 2


class GapEdit(QLineEdit):
    """The value of one field.

    Signals:
        given: (field, text): something is typed, and the focus goes on.
    """

    given = Signal(object, object)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setObjectName(f"gap-{field.value}")
        self.setAccessibleName(field_title(field))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # Enter goes on to the next field, which fills this one in; it is not yet for the dialog.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        text = self.text().strip()
        if text and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.given.emit(self._field, text)


class GapFields(Card):
    """The fields that are left, hidden when none is.

    Signals:
        given: (field, text): put it into the message.
    """

    given = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self.setObjectName("gaps")
        self.setAccessibleName(_("Left to fill in"))
        self.body.addWidget(make_label(_("Left to fill in"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self._edits: dict[Field, tuple[QWidget, GapEdit]] = {}
        self._grid = grid
        self.body.addLayout(grid)
        self._shown: tuple[Field, ...] = ()
        self.hide()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are left."""
        return self._shown

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Ask for these fields, in this order."""
        if tuple(fields) == self._shown:
            return
        self._shown = tuple(fields)
        for field, (name, edit) in self._edits.items():
            self._grid.removeWidget(name)
            self._grid.removeWidget(edit)
            # The others keep the focus.
            name.setVisible(field in self._shown)
            edit.setVisible(field in self._shown)
        before: QWidget | None = None
        for place, field in enumerate(self._shown):
            name, edit = self._pair(field)
            row, column = divmod(place, COLUMNS)
            self._grid.addWidget(name, row, 2 * column)
            self._grid.addWidget(edit, row, 2 * column + 1)
            name.show()
            edit.show()
            if before is not None:
                QWidget.setTabOrder(before, edit)
            before = edit
        self.setVisible(bool(self._shown))

    def focus_first(self) -> bool:
        """Go to the first field; False when none is left."""
        if self._shown:
            self._edits[self._shown[0]][1].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._shown)

    def _pair(self, field: Field) -> tuple[QWidget, GapEdit]:
        if field not in self._edits:
            edit = GapEdit(field, self)
            edit.given.connect(self._take)
            name = make_label(sentence_start(field_title(field)))
            name.setBuddy(edit)
            self._edits[field] = (name, edit)
        return self._edits[field]

    def _take(self, field: Field, text: str) -> None:
        self._edits[field][1].clear()
        self.given.emit(field, text)
