"""A bar that says what was done, with one thing to do about it, and goes away by itself.

Errors stay until they are closed. Nothing moves: it is there, then it is not.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCursor,
    QDragEnterEvent,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from pisteur.domain.text import shorten
from pisteur.i18n import _
from pisteur.ui.widgets.properties import make_button, make_label, set_look

SHOWN_FOR_MS = 6000
ASIDE_FOR_MS = 120
BOTTOM_MARGIN = 24
# Above and below an error, which has room of its own.
OWN_MARGIN = 8
SIDE_MARGIN = 24
WIDEST = 640
LONGEST = 160


class Notice(QFrame):
    """A bar for a layout; hidden until it has something to say.

    It waits while the pointer or the focus is on it.

    Signals:
        acted: the user took the action offered.
        closed: it went away, by itself or by the user.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("notice", "info")
        self._message = make_label(wrap=True)
        self._action = make_button("", compact=True, name="notice-action")
        self._close = make_button("×", compact=True, name="notice-close")
        self._close.setAccessibleName(_("Close"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 8, 7)
        row.setSpacing(8)
        row.addWidget(self._message, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR_MS)
        self._timer.timeout.connect(self.dismiss)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.dismiss)
        for button in (self._action, self._close):
            button.installEventFilter(self)
        self.hide()

    @property
    def message(self) -> str:
        """What is said now, or was last."""
        return self._message.text()

    def say(self, message: str, action: str = "", *, error: bool = False) -> None:
        """Show `message`, with a button `action` if it has a text. An error stays until closed."""
        # Names can be of any length; what went wrong is said whole.
        self._message.setText(message if error else shorten(message, LONGEST))
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        set_look(self, "notice", "error" if error else "info")
        for child in (self._message, self._action, self._close):
            child.style().unpolish(child)
            child.style().polish(child)
        self.setAccessibleName(message)
        self.show()
        self.raise_()
        self._announce(message, error=error)
        if error:
            self._timer.stop()
        else:
            self._timer.start()

    def withdraw_action(self) -> None:
        """Offer nothing any more."""
        self._action.hide()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def enterEvent(self, event: QEnterEvent, /) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        self._wait_again()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._wait_again()
        return super().eventFilter(watched, event)

    def _act(self) -> None:
        self.dismiss()
        self.acted.emit()

    def _wait_again(self) -> None:
        if not self.isHidden() and self.property("notice") != "error":
            self._timer.start()

    def _announce(self, message: str, *, error: bool) -> None:
        QAccessible.updateAccessibility(_announcement(self, message, error=error))


class Toast(Notice):
    """A notice that lies over the bottom of its parent, in its middle.

    It steps aside while something is dragged over it: what lies below takes the drop. An error
    stays, and so asks for room of its own.

    Signals:
        room_wanted: the height at the bottom of the parent that must be left to it.
    """

    room_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("toast")
        self.setAcceptDrops(True)
        self._aside = QTimer(self)
        self._aside.setInterval(ASIDE_FOR_MS)
        self._aside.timeout.connect(self._come_back)
        parent.installEventFilter(self)

    def say(self, message: str, action: str = "", *, error: bool = False) -> None:
        self._aside.stop()
        super().say(message, action, error=error)
        self._place()

    def dismiss(self) -> None:
        if self._aside.isActive():
            self._aside.stop()
            self.show()
        super().dismiss()
        self.room_wanted.emit(0)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        # Qt looks for who takes the drag among what can be seen.
        event.ignore()
        self.hide()
        self._aside.start()

    def _come_back(self) -> None:
        """Show again, unless the drag is still where this lies."""
        at = self._host.mapFromGlobal(QCursor.pos())
        dragging = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if dragging and self.geometry().contains(at):
            return
        self._aside.stop()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize and not self.isHidden():
                self._place()
            return False
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self._host
        room = min(WIDEST, host.width() - 2 * SIDE_MARGIN)
        self.ensurePolished()
        width = min(room, self._text_width() + self._beside())
        height = self._row.totalHeightForWidth(width)
        stays = self.property("notice") == "error"
        margin = OWN_MARGIN if stays else BOTTOM_MARGIN
        self.setGeometry(
            (host.width() - width) // 2, host.height() - height - margin, width, height
        )
        self.room_wanted.emit(height + 2 * margin if stays else 0)

    def _text_width(self) -> int:
        # A wrapped label asks for about a square.
        lines = self._message.text().split("\n")
        metrics = self._message.fontMetrics()
        return max(metrics.horizontalAdvance(line) for line in lines) + 2

    def _beside(self) -> int:
        # An error has a border.
        edges = self._row.contentsMargins() + self.contentsMargins()
        buttons = sum(
            button.sizeHint().width() + self._row.spacing()
            for button in (self._action, self._close)
            if not button.isHidden()
        )
        return edges.left() + edges.right() + buttons


def _announcement(about: QObject, message: str, *, error: bool) -> QAccessibleAnnouncementEvent:
    event = QAccessibleAnnouncementEvent(about, message)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if error else politeness.Polite)
    return event
