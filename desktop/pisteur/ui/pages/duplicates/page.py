"""The page of contacts that may be the same: the pairs, why, how sure, and what to do with each.

The search goes on in a process of its own, which the page asks about now and then; or on the worker
in slices, of which the page asks for the next when the last was answered, so that whatever else is
asked for gets its turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from pisteur.domain.duplicates import FoundPairs, SearchState
from pisteur.i18n import _, ngettext, pgettext
from pisteur.presentation.formats import counted
from pisteur.ui.context import UiContext
from pisteur.ui.pages.duplicates.pairs import PairList
from pisteur.ui.widgets.containers import EmptyState
from pisteur.ui.widgets.properties import make_button, make_label, set_surface, set_tool_tip

if TYPE_CHECKING:
    from pisteur.domain.errors import PisteurError
    from pisteur.storage.change_log import ChangeSet

_TABLES = ("contacts", "not_duplicates")
_ASK_MS = 100


class DuplicatesPage(QWidget):
    """The page.

    Signals:
        counted: how many pairs there are, when a search has come to its end or one was settled.
    """

    counted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicates-page")
        self.setAccessibleName(_("Duplicates"))
        set_surface(self, "ground")
        self._context = context
        self._state = SearchState()
        self._arriving = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_ASK_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._count = make_label("", "muted", wrap=True)
        self._count.setObjectName("duplicates-count")
        self.search_button = make_button(_("Search again"), name="duplicates-search")
        self.stop_button = make_button(_("Stop"), name="duplicates-stop")
        self.bar = QProgressBar()
        self.bar.setObjectName("duplicates-progress")
        self.bar.setAccessibleName(_("Progress of the search"))
        self._stack = QStackedWidget(self)
        self.list = PairList(self._context.theme, self._stack)
        self._empty = EmptyState(_("No duplicates"), parent=self._stack)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.merge_button = make_button(_("Compare and merge…"), "primary", name="duplicates-merge")
        set_tool_tip(self.merge_button, pgettext("key", "Enter"))
        self.other_button = make_button(_("Not the same"), name="duplicates-not-same")
        set_tool_tip(self.other_button, pgettext("key", "Del"))
        head, commands = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(make_label(_("Duplicates"), "title"))
        head.addWidget(self._count, 1)
        head.addWidget(self.search_button)
        head.addWidget(self.stop_button)
        # Above the list, as on the page of lists: notices lie over the foot of the window.
        commands.setSpacing(8)
        commands.addWidget(self.merge_button)
        commands.addWidget(self.other_button)
        commands.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(commands)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._show_state()

    def _connect(self) -> None:
        self.search_button.clicked.connect(self.search)
        self.stop_button.clicked.connect(self._stop)
        self.merge_button.clicked.connect(self._merge)
        self.other_button.clicked.connect(self._dismiss)
        self.list.merge_pressed.connect(self._merge)
        self.list.dismiss_pressed.connect(self._dismiss)
        self.list.doubleClicked.connect(self._merge)
        self._pause.timeout.connect(self._ask)
        self._context.runner.changed.connect(self._note_change)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if not (self._state.running or self._state.finished):
            self.search()

    # Searching.

    @property
    def searching(self) -> bool:
        """Whether a search is under way."""
        return self._state.running

    def search(self) -> None:
        """Look through all contacts anew."""
        if not self._state.running:
            # Said at once: others may have to be answered first.
            self._state = SearchState(running=True)
            self._show_state()
            self._context.runner.query(
                lambda s: s.duplicates.begin(apart=True), self._went_on, self._failed
            )

    def _went_on(self, state: SearchState) -> None:
        self._state = state
        self._show_state()
        if state.apart:
            self._pause.start()
        elif state.running:
            self._ask()
        else:
            # What was found takes the focus from the button that stood in for it.
            self._arriving = self.search_button.hasFocus()
            self._read()

    def _ask(self) -> None:
        self._context.runner.query(lambda s: s.duplicates.go_on(), self._went_on, self._failed)

    def _failed(self, error: PisteurError) -> None:
        """Say what happened; what was found before is shown."""
        self._context.show_error(error)
        self._stop()

    def _stop(self) -> None:
        self._context.runner.query(lambda s: s.duplicates.stop(), self._stopped)
        if self._pause.isActive():
            # What was found so far is read with the next answer.
            self._pause.stop()
            self._ask()

    def _stopped(self, state: SearchState) -> None:
        self._state = state
        self._show_state()
        self.search_button.setFocus()

    # Showing.

    def _note_change(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches(*_TABLES) and not self._state.running:
            self._read()

    def _read(self) -> None:
        self._context.runner.latest("duplicates", lambda s: s.duplicates.found(), self._show)

    def _show(self, found: FoundPairs) -> None:
        had_focus = self._arriving or self._stack.isAncestorOf(self.focusWidget())
        self._arriving = False
        self.list.show_pairs(found.pairs)
        self._show_state()
        self._count.setText(_count_text(found))
        if had_focus:
            (self.list if found.pairs else self.search_button).setFocus()
        if self._state.finished:
            self.counted.emit(found.total)

    def _show_state(self) -> None:
        state, pairs = self._state, self.list.pairs.pairs
        had_focus = self.stop_button.hasFocus() or self.search_button.hasFocus()
        self.bar.setVisible(state.running)
        self.bar.setRange(0, max(1, state.total))
        self.bar.setValue(state.done)
        self.stop_button.setVisible(state.running)
        self.search_button.setVisible(not state.running)
        self._stack.setCurrentWidget(self.list if pairs else self._empty)
        empty = self.stop_button if state.running else self.search_button
        self.setFocusProxy(self.list if pairs else empty)
        if had_focus:
            # The other of the two is away now, and the focus would leave the page.
            empty.setFocus()
        for button in (self.merge_button, self.other_button):
            button.setEnabled(bool(pairs))
        if state.running:
            self._empty.show_text(
                _("Looking for duplicates…"), _("You can go on working in the meantime.")
            )
        elif state.finished:
            self._empty.show_text(
                _("No duplicates"),
                _("No two contacts share an e-mail, a phone, a SIRET or a name and company."),
            )
        else:
            self._empty.show_text(
                _("The search was stopped"), _("Search again to look through all contacts.")
            )

    # Doing.

    def _merge(self) -> None:
        view = self.list.current
        if view is not None:
            self._context.flows.merge(view.pair.first_id, view.pair.second_id)

    def _dismiss(self) -> None:
        view = self.list.current
        if view is not None:
            self._context.flows.not_the_same(view.pair.first_id, view.pair.second_id)


def _count_text(found: FoundPairs) -> str:
    if not found.total:
        return ""
    text = ngettext("{count} pair", "{count} pairs, the surest first", found.total)
    return counted(text, found.total)
