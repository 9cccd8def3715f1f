"""A text of the panel that is written in place, in the row that it belongs to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pisteur.i18n import _
from pisteur.ui.panel.parts import ErrorLine
from pisteur.ui.panel.writing import GrowingEdit
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.typed import typed_text


class InlineEditor(QWidget):
    """Ctrl+Enter or the button saves, Escape leaves it.

    Args:
        label: what is written, for screen readers and where nothing is.
        name: what the object names begin or end with.

    Signals:
        saved: the text.
        given_up: nothing shall change.
    """

    saved = Signal(object)
    given_up = Signal()

    def __init__(
        self, label: str, text: str, *, name: str, highest: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = GrowingEdit(lowest=2, highest=highest)
        self.editor.setObjectName(f"{name}-editor")
        self.editor.setAccessibleName(label)
        self.editor.setPlaceholderText(f"{label}…")
        self.editor.setPlainText(text)
        self._error = ErrorLine()
        save = make_button(_("Save"), "primary", name=f"save-{name}", compact=True)
        cancel = make_button(_("Cancel"), name=f"cancel-{name}", compact=True)
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.given_up)
        self.editor.submitted.connect(self._save)
        self.editor.given_up.connect(self.given_up)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(save)
        buttons.addWidget(cancel)
        buttons.addWidget(make_label(_("Ctrl+Enter"), "keycap"))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.editor)
        column.addWidget(self._error)
        column.addLayout(buttons)
        self.setFocusProxy(self.editor)
        self._start = self.text

    @property
    def text(self) -> str:
        """What is typed."""
        return typed_text(self.editor)

    @property
    def is_changed(self) -> bool:
        """Whether what is typed is another text than the one it began with."""
        return self.text != self._start

    def show_error(self, text: str) -> None:
        """Say what is wrong with the text."""
        self._error.show_error(self.editor, text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.saved.emit(self.text)
