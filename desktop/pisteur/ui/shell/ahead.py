"""Makes the pages ahead of need, in pieces that each fill one turn of the event loop.

A page made when it is first shown holds the window up for as long as all its widgets take. Here
they are made while nobody types, clicks or drags and the worker rests. Who asks for a page
earlier gets it made at once, as without this.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from pisteur.presentation.runner import Runner

# Between two pieces, so that others get their turn; and after the last touch of mouse or keys.
PIECE_MS = 10
QUIET_MS = 400


# What others need comes before them, so that no step takes much longer than the next.
_MODULES = (
    "domain.words",
    "domain.deal_people",
    "domain.qualification",
    "domain.qualification_history",
    "domain.segments",
    "domain.traits",
    "domain.commands",
    "domain.offers",
    "domain.buying_steps",
    "domain.oppositions",
    "domain.sale_snapshots",
    "domain.today_snapshots",
    "domain.snapshots",
    "domain.contact_query",
    "ui.dialogs.deal_person",
    "domain.cadences",
    "ui.dialogs.subject",
    "ui.flows_people",
    "domain.writing",
    "ui.dialogs.message_text",
    "ui.dialogs.message",
    "domain.insights",
    "ui.flows_messages",
    "ui.panel.status_text",
    "ui.dialogs.at_gate",
    "ui.dialogs.verdict_page",
    "ui.dialogs.qualification",
    "domain.sale_commands",
    "ui.flows_gate",
    "ui.flows_deals",
    "domain.merging",
    "ui.flows_contacts",
    "ui.flows_duplicates",
    "domain.answering",
    "ui.panel.parts",
    "ui.dialogs.plan_form",
    "ui.dialogs.complete",
    "ui.flows_actions",
    "ui.flows_cadences",
    "ui.flows_lists",
    "domain.call_sessions",
    "ui.flows_calls",
    "domain.pipelines",
    "ui.flows_stages",
    "ui.flows",
    "ui.panel.composer",
    "ui.panel.journal",
    "ui.panel.header",
    "ui.panel.facts",
    "ui.panel.panel_page",
    "ui.panel.contact_panel",
    "presentation.today_model",
    "ui.pages.dashboard.bars",
    "ui.pages.today.page",
)


class Ahead(QObject):
    """Takes one piece after the other from `pieces` until there is none left.

    Attributes:
        done: whether there is nothing left to do.
    """

    def __init__(self, pieces: Iterator[None], runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self.done = False
        self._pieces = pieces
        self._runner = runner
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take)
        self._watched: QWindow | None = None
        self._timer.start(QUIET_MS)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _TOUCHES and not self.done:
            self._timer.start(QUIET_MS)
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        if not self._window.isVisible():
            # Closed, and the file with it.
            return
        if not self._runner.idle or _busy():
            self._timer.start(QUIET_MS)
            return
        self._watch()
        if next(self._pieces, self) is self:
            self.done = True
            if self._watched is not None:
                self._watched.removeEventFilter(self)
                self._watched = None
        else:
            self._timer.start(PIECE_MS)

    def _watch(self) -> None:
        """Hear of keys and mouse as soon as the window has the focus.

        From the window of the system: widgets get hundreds of events of other kinds. Not by
        asking the widget for it: see `widgets.screens`.
        """
        # Not that of a dialog: it goes before this is done.
        if self._watched is None and QApplication.activeWindow() is self._window:
            self._watched = QApplication.focusWindow()
            if self._watched is not None:
                self._watched.installEventFilter(self)


_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
    }
)


def _busy() -> bool:
    """Say whether a button is held, as in a drag, or a dialog or menu has the keys."""
    return bool(
        QApplication.mouseButtons().value
        or QApplication.activeModalWidget()
        or QApplication.activePopupWidget()
    )


def load() -> Iterator[None]:
    """Load the modules of the panel, the day and the dialogs; a few at each step."""
    for name in _MODULES:
        import_module(f"pisteur.{name}")
        yield


def dress(page: QWidget, room: QWidget) -> None:
    """Match a page against the style sheet, and lay it out as if it filled `room`.

    What is left for when it is shown is to paint it.
    """
    for widget in (page, *page.findChildren(QWidget)):
        widget.ensurePolished()
    page.resize(room.size())
    laid_out = page.layout()
    if laid_out is not None:
        laid_out.activate()
