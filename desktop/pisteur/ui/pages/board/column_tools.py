"""What a column is edited with in place: the button of its menu, and the line that renames it.

Asks by signals; the page sends the commands. Not needed for the first paint.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from pisteur.domain.board import StageView
from pisteur.i18n import _
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import set_look, set_tool_tip

SIDE = 20
_LOW = "QLineEdit, QLineEdit:focus { min-height: 16px; padding: 0 3px; border-radius: 4px; }"


class ColumnTools(QWidget):
    """Button and line of one column; itself never shown.

    A double click on the name, or F2 on the button, renames: Enter keeps, Escape gives up. The
    line stays, with what was typed, until the new name is on disk.

    Attributes:
        button: opens the menu.
        editor: the line; None unless renaming.

    Signals:
        menu_wanted, renamed: as of `Column`.
    """

    menu_wanted = Signal(object, object)
    renamed = Signal(object, object)

    def __init__(
        self, stage: StageView, name: ElidedLabel, head: QHBoxLayout, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._stage = stage
        self._name = name
        self._head = head
        self._sent = ""
        self.editor: QLineEdit | None = None
        self.button = QToolButton()
        self.button.setObjectName(f"stage-menu-{stage.id}")
        self.button.setText("⋯")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # No higher than the name: the cards shall not move when it comes.
        self.button.setFixedSize(QSize(SIDE, name.sizeHint().height()))
        text = _("Edit the column “{stage}”").format(stage=stage.name)
        self.button.setAccessibleName(text)
        set_tool_tip(self.button, text)
        self.button.clicked.connect(self._ask_menu)
        self.button.installEventFilter(self)
        head.addWidget(self.button)
        # At once, not with the next round of events: it may take the focus back.
        self.button.show()
        name.installEventFilter(self)

    def rename(self) -> None:
        """Let the user type another name."""
        if self.editor is not None:
            return
        name = self._sent = self._stage.name
        editor = self.editor = QLineEdit(name)
        editor.setObjectName(f"stage-name-{self._stage.id}")
        editor.setAccessibleName(_("Name of the column"))
        # As high as the name in whose place it stands.
        editor.setStyleSheet(_LOW)
        editor.installEventFilter(self)
        editor.editingFinished.connect(self._keep)
        self._head.insertWidget(0, editor, 1)
        self._name.hide()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        # Backwards, so that a long name is seen from its beginning.
        editor.setSelection(len(name), -len(name))

    def refuse(self, why: str) -> None:
        """Say beside the line why the name can't be; it stays as it was typed."""
        if self.editor is not None:
            set_look(self.editor, "invalid", value=True)
            self.editor.setAccessibleDescription(why)
            set_tool_tip(self.editor, why)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        kind = event.type()
        if watched is self._name and kind == QEvent.Type.MouseButtonDblClick:
            if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
                self.rename()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.button and event.key() == Qt.Key.Key_F2:
                self.rename()
                return True
            if watched is self.editor and event.key() == Qt.Key.Key_Escape:
                self._close(focus=True)
                return True
        return super().eventFilter(watched, event)

    def _ask_menu(self) -> None:
        self.menu_wanted.emit(self._stage.id, self.button)

    def _keep(self) -> None:
        # Also comes when the focus goes, after Enter has sent the same already.
        if self.editor is None:
            return
        text = self.editor.text()
        if text.strip() == self._stage.name:
            self._close(focus=self.editor.hasFocus())
        elif text != self._sent:
            self._sent = text
            self.renamed.emit(self._stage.id, text)

    def _close(self, *, focus: bool) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            discard(editor)
        self._name.show()
        if focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
