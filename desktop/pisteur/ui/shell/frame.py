"""Places sidebar, page and panel; on a small window the panel lies over the page."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from pisteur.i18n import _
from pisteur.ui.widgets.containers import make_rule
from pisteur.ui.widgets.properties import make_button, set_surface, set_tool_tip

SIDEBAR_WIDTH = 196
PANEL_WIDTH = 348
# Below this width a panel beside the page would leave it too little.
WIDE = 1180
# What puts a panel away that lies over the page: width, height, and how far from the top.
CLOSE_WIDTH, CLOSE_HEIGHT, CLOSE_TOP = 34, 32, 10


class Frame(QWidget):
    """The inside of the window.

    Attributes:
        sidebar, page, panel: the three parts, children of this widget.

    Signals:
        wide_changed: whether the panel has room beside the page, when that changes.
        close_wanted: the user wants the panel off the page.
    """

    wide_changed = Signal(object)
    close_wanted = Signal()

    def __init__(self, sidebar: QWidget, page: QWidget, panel: QWidget) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.sidebar, self.page, self.panel = sidebar, page, panel
        self._holder = QFrame(self)
        self._holder.setObjectName("panel-holder")
        set_surface(self._holder, "panel")
        self._rules = [make_rule(self), make_rule(self._holder)]
        for part in (sidebar, page):
            part.setParent(self)
        # Over the page, and under what is made later: the notice.
        self._holder.raise_()
        panel.setParent(self._holder)
        self._holder.hide()
        self._was_wide = True
        self._foot = 0
        self._close: QPushButton | None = None

    @property
    def panel_shown(self) -> bool:
        """Whether the panel is open."""
        return not self._holder.isHidden()

    @property
    def wide(self) -> bool:
        """Whether the panel has room beside the page."""
        return self.width() >= WIDE

    def show_panel(self, *, shown: bool) -> None:
        """Open or close the panel."""
        if shown != self.panel_shown:
            self._holder.setVisible(shown)
            self._place()

    def keep_foot(self, height: object) -> None:
        """Leave some height at the bottom free, for what shall cover nothing."""
        if height != self._foot and isinstance(height, int):
            self._foot = height
            self._place()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape and self.panel_shown and not self.wide:
            self.close_wanted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()
        if self.wide != self._was_wide:
            self._was_wide = self.wide
            self.wide_changed.emit(self.wide)

    def _place(self) -> None:
        width, height = self.width(), self.height() - self._foot
        panel_width = min(PANEL_WIDTH + max(0, (width - 1440) // 4), 460)
        beside = self.panel_shown and self.wide
        self.sidebar.setGeometry(0, 0, SIDEBAR_WIDTH, height)
        self._rules[0].setGeometry(SIDEBAR_WIDTH, 0, 1, height)
        left = SIDEBAR_WIDTH + 1
        right = width - (panel_width if beside else 0)
        self.page.setGeometry(QRect(left, 0, right - left, height))
        self._holder.setGeometry(width - panel_width, 0, panel_width, height)
        self._rules[1].setGeometry(0, 0, 1, height)
        self.panel.setGeometry(1, 0, panel_width - 1, height)
        self._offer_close(width - panel_width)

    def _offer_close(self, left: int) -> None:
        """Put a button beside a panel that lies over the page."""
        over = self.panel_shown and not self.wide
        if self._close is None:
            if not over:
                return
            self._close = make_button("✕", name="close-panel", compact=True)
            self._close.setAccessibleName(_("Close the panel"))
            set_tool_tip(self._close, _("Close the panel (Esc)"))
            self._close.clicked.connect(self.close_wanted)
            self._close.setParent(self)
        self._close.setGeometry(left - CLOSE_WIDTH, CLOSE_TOP, CLOSE_WIDTH, CLOSE_HEIGHT)
        self._close.setVisible(over)
        self._close.raise_()
