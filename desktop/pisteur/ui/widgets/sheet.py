"""The base of every dialog: a title and a note, the body, and the buttons.

Shown with `open()`, never `exec()`. Escape cancels; Ctrl+Enter does what the primary button does,
from anywhere, a note of many lines included.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pisteur.domain.text import shorten
from pisteur.i18n import _, bare
from pisteur.ui.widgets.breaks import breakable
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.screens import available_place

EDGE = 20
LONGEST_TITLE = 90


class SheetDialog(QDialog):
    """A dialog with header, body and footer.

    Attributes:
        body: the column to put the content in.
        primary: the button that accepts. Connected to `accept`, which a dialog overrides to check
            its input first.
        secondary: the button that cancels.
    """

    def __init__(
        self,
        title: str,
        *,
        accept_text: str,
        cancel_text: str = "",
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = make_label(title, "title", wrap=True)
        self._note = make_label(note, "muted")
        if not note:
            self._note.hide()
        self.set_title(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.primary = make_button(accept_text, "primary", name="accept")
        self.primary.setDefault(True)
        self.secondary = make_button(cancel_text or _("Cancel"), name="cancel")
        self.primary.clicked.connect(self.accept)
        self.secondary.clicked.connect(self.reject)
        self._footer = QHBoxLayout()
        self._footer.setSpacing(8)
        self._at_left = 0
        self._footer.addStretch(1)
        self._footer.addWidget(self.secondary)
        self._footer.addWidget(self.primary)
        self._before_primary = self.secondary
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.primary.click)

    def set_title(self, title: str) -> None:
        """Change the title, in the window's frame too: whole there, names can be of any length."""
        self._title.setText(breakable(shorten(title, LONGEST_TITLE)))
        self._title.setAccessibleName(title)
        # The window manager draws it, and signs that it does not know are seen there.
        self.setWindowTitle(bare(title))

    def set_note(self, note: str) -> None:
        """Change the note at the right of the title."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add_to_footer(self, widget: QWidget) -> None:
        """Put `widget` at the left of the buttons, after those already there."""
        self._footer.insertWidget(self._at_left, widget)
        self._at_left += 1

    def add_button(
        self, text: str, slot: Callable[[], object], *, role: str = "", name: str = ""
    ) -> QPushButton:
        """Add a button between cancel and the primary one; it calls `slot`, a bound method."""
        made = make_button(text, role, name=name)
        made.clicked.connect(slot)
        self._footer.insertWidget(self._footer.count() - 1, made)
        # Tab goes through the buttons as they are seen, not as they were made.
        QWidget.setTabOrder(self._before_primary, made)
        QWidget.setTabOrder(made, self.primary)
        self._before_primary = made
        return made

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # Qt would do what the primary button does, even with the focus on Cancel.
        button = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and plain and isinstance(button, QPushButton) and not button.isCheckable():
            button.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent, /) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._make_room()
        return handled

    def fit(self) -> None:
        """Take no more height than the content wants, as after a part of it was hidden."""
        self._outer.invalidate()
        self.resize(self.width(), self._outer.totalHeightForWidth(self.width()))

    def _make_room(self) -> None:
        # Wrapped lines, errors that appear: Qt asks for their height, but gives none.
        needed = self._outer.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)
        if self.isVisible():
            self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Move up what grew past the foot of the screen: the buttons are there."""
        room, frame = available_place(self), self.frameGeometry()
        over = frame.bottom() - room.bottom()
        if over > 0:
            self.move(frame.left(), max(room.top(), frame.top() - over))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        head.addWidget(self._note, 0, Qt.AlignmentFlag.AlignVCenter)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        outer.setSpacing(16)
        outer.addLayout(head)
        outer.addLayout(self.body, 1)
        outer.addLayout(self._footer)
