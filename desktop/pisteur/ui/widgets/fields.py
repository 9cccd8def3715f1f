"""What people type into: a labelled field with its error, and the search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from pisteur.ui.widgets.properties import make_label, set_look

SPIN_BOX_INSET = 11

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QAbstractSpinBox


class Field(QWidget):
    """A label above an editor, a hint below it, and an error in place of the hint.

    Attributes:
        editor: the widget that was passed in.
    """

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._label = make_label(label, "strong", wrap=True)
        self._label.setBuddy(editor)
        self._below = make_label(hint, "label", wrap=True)
        if not hint:
            self._below.hide()
        editor.setAccessibleName(label.replace("&", ""))
        editor.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        grows = bool(editor.sizePolicy().expandingDirections() & QtCore.Qt.Orientation.Vertical)
        column.addWidget(editor, 1 if grows else 0)
        column.addWidget(self._below)
        if not grows:
            column.addStretch(0)
        self.setFocusProxy(editor)

    @property
    def error(self) -> str | None:
        """The error shown, or None."""
        return self._below.text() if self._below.property("role") == "error" else None

    def set_label(self, label: str) -> None:
        """Change the label."""
        self._label.setText(label)
        self.editor.setAccessibleName(label.replace("&", ""))

    def set_hint(self, hint: str) -> None:
        """Change the hint; an error that is shown stays."""
        self._hint = hint
        if self.error is None:
            self.set_error(None)

    def set_error(self, error: str | None) -> None:
        """Show `error` under the editor, or none. Screen readers read it with the editor."""
        below = error or self._hint
        self._below.setText(below)
        self._below.setVisible(bool(below))
        set_look(self._below, "role", "error" if error else "label")
        set_look(self.editor, "invalid", bool(error))
        self.editor.setAccessibleDescription(below)

    def clear_error(self, *_chosen: object) -> None:
        """Take the error away: what it asked for was chosen."""
        self.set_error(None)


def inset_spin_box(box: QAbstractSpinBox) -> None:
    """Keep the text of a spin box or a time away from its border.

    Qt starts the editing line at the border when arrows are styled, whatever the padding.
    """
    box.lineEdit().setTextMargins(SPIN_BOX_INSET, 0, 0, 0)


class SearchField(QLineEdit):
    """A line to search with: placeholder, a way to clear it, the key that leads here at its right.

    The hint is only shown; the shortcut itself is the window's. Escape empties the line, and only
    when it is empty already does it go on to whoever else listens.
    """

    def __init__(self, placeholder: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._keycap: QLabel | None = None
        if hint:
            self._keycap = make_label(hint, "keycap")
            self._keycap.setParent(self)
            self._keycap.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.textChanged.connect(self._place_keycap)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_keycap()

    def _place_keycap(self, _text: str = "") -> None:
        keycap = self._keycap
        if keycap is None:
            return
        shown = not self.text()
        keycap.setVisible(shown)
        keycap.adjustSize()
        # The placeholder ends before it, with dots where the field is narrow.
        self.setTextMargins(0, 0, keycap.width() + 4 if shown else 0, 0)
        keycap.move(
            self.width() - keycap.width() - 8,
            (self.height() - keycap.height()) // 2,
        )

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
