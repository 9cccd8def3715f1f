"""A field of many lines that is as high as what is typed, up to a limit."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class GrowingEdit(QPlainTextEdit):
    """Plain text that grows with its lines; Tab leaves it, Ctrl+Enter is said.

    Signals:
        submitted: Ctrl+Enter.
        given_up: Escape.
    """

    submitted = Signal()
    given_up = Signal()

    def __init__(self, *, lowest: int = 1, highest: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lowest, self._highest = lowest, highest
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def event(self, event: QEvent, /) -> bool:
        """Leave undo and redo to the window while nothing has been typed: after a save, say."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typed = self.document().isUndoAvailable() or self.document().isRedoAvailable()
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if not typed and any(event.matches(key) for key in keys):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self, _size: object = None) -> None:
        # The size of a plain text document is in lines.
        lines = math.ceil(self.document().size().height())
        shown = min(max(lines, self._lowest), self._highest)
        always, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if lines > self._highest else never)
        around = 2 * self.document().documentMargin() + 16
        self.setFixedHeight(math.ceil(shown * self.fontMetrics().lineSpacing() + around))
