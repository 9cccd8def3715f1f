"""What a column is edited with in place: the button of its menu, and the line that renames it.

Asks by signals; the page sends the commands. Not needed for the first paint.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pisteur.domain.board import StageView
from pisteur.i18n import _
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_button, set_look, set_tool_tip

SIDE = 22


class ColumnTools(QWidget):
    """Button and line of one column; itself never shown.

    A double click on the name, or F2 on the button, renames: Enter keeps, Escape gives up. The
    line stays, with what was typed, until the new name is on disk.

    Attributes:
        button: opens the menu.
        editor: the line, hidden unless renaming.

    Signals:
        menu_wanted, renamed: as of `Column`.
    """

    menu_wanted = Signal(object, object)
    renamed = Signal(object, object)

    def __init__(self, stage: StageView, name: ElidedLabel, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._stage = stage
        self._name = name
        self._sent = ""
        self.button = make_button("⋯", "flat", name=f"stage-menu-{stage.id}", compact=True)
        self.button.setProperty("square", True)
        self.button.setFixedSize(QSize(SIDE + 4, SIDE))
        text = _("Edit the column “{stage}”").format(stage=stage.name)
        self.button.setAccessibleName(text)
        set_tool_tip(self.button, text)
        self.button.clicked.connect(self._ask_menu)
        self.button.installEventFilter(self)
        name.installEventFilter(self)
        self.editor = QLineEdit(parent)
        self.editor.setObjectName(f"stage-name-{stage.id}")
        self.editor.setAccessibleName(_("Name of the column"))
        self.editor.setProperty("compact", True)
        self.editor.hide()
        self.editor.installEventFilter(self)
        self.editor.editingFinished.connect(self._keep)

    def rename(self) -> None:
        """Let the user type another name."""
        self._sent = self._stage.name
        self.editor.setText(self._stage.name)
        set_look(self.editor, "invalid", value=False)
        self._name.hide()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.selectAll()

    def refuse(self, why: str) -> None:
        """Say beside the line why the name can't be; it stays as it was typed."""
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
        if self.editor.isHidden():
            return
        text = self.editor.text()
        if text.strip() == self._stage.name:
            self._close(focus=self.editor.hasFocus())
        elif text != self._sent:
            self._sent = text
            self.renamed.emit(self._stage.id, text)

    def _close(self, *, focus: bool) -> None:
        self.editor.setText(self._stage.name)
        self.editor.hide()
        self._name.show()
        if focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
