"""The main window: holds the parts together and turns menu commands into requests.

Pages are made when they are first shown; the board is made first. Not for rules or reading:
those are in the pages and services.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from pisteur.domain import settings
from pisteur.domain.board import BoardSnapshot
from pisteur.domain.errors import PisteurError
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.shell.actions import Actions
from pisteur.ui.shell.frame import Frame
from pisteur.ui.shell.page_maker import PageMaker
from pisteur.ui.shell.panel_place import PanelPlace
from pisteur.ui.shell.sidebar import Sidebar
from pisteur.ui.shell.status import StatusBar
from pisteur.ui.shell.status_keeper import StatusKeeper
from pisteur.ui.widgets.screens import available_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent

    from pisteur.domain.contact_query import ContactQuery
    from pisteur.ui.pages.contacts.page import ContactsPage
    from pisteur.ui.pages.settings.page import SettingsPage
    from pisteur.ui.shell.closing import ClosingQuestion
    from pisteur.ui.shell.window_commands import WindowCommands
    from pisteur.ui.widgets.notice import Toast

ROLL_OVER_CHECK_MS = 30_000
BEST_SIZE = QSize(1440, 900)
# About what borders and title bar add; how much it is, is only known once they are there.
FRAME = QSize(16, 40)


class Restart:
    """Why the window closes to open again: another language, or a backup to restore."""

    def __init__(self, backup: Path | None = None) -> None:
        self.backup = backup


class MainWindow(QMainWindow):
    """Pisteur's window.

    Attributes:
        board: the page of the pipeline.
        contacts_state: how the table of contacts was left, until its page is made.
        panel: the place of the panel.
        restart: set when the window shall open again after it has closed.
        sidebar: the list of the pages.

    Signals:
        painted: once, after the first paint; what is not needed for it starts then.
        closing: the user closes the window.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, context: UiContext, board: BoardSnapshot, path: Path) -> None:
        super().__init__()
        self._context = context
        self._path = path
        self._pages: dict[str, QWidget] = {}
        self.restart: Restart | None = None
        self._maker = PageMaker(context, self)
        self.contacts_state = ""
        self._toast: Toast | None = None
        # What the button of the notice does.
        self._offered: Callable[[], None] | None = None
        self._first_paint_done = False
        self._closing: ClosingQuestion | None = None
        self._day = context.clock.today()
        self.setObjectName("main-window")
        self.setWindowTitle("Pisteur")
        # A small screen shows the whole window: the buttons at the right, the last line.
        self.resize(BEST_SIZE.boundedTo(available_size(self) - FRAME))
        self.setMinimumSize(900, 560)
        self._actions = Actions(self.menuBar())
        self.sidebar = Sidebar(
            {
                "today": _("Today"),
                "board": _("Pipeline"),
                "contacts": _("Contacts"),
                "lists": _("Lists of leads"),
                "dashboard": _("Dashboard"),
            }
        )
        self._stack = QStackedWidget()
        slot = QStackedWidget()
        self._frame = Frame(self.sidebar, self._stack, slot)
        self.panel = PanelPlace(context, slot, self._frame, self._actions, self._focus_page)
        self.setCentralWidget(self._frame)
        status = StatusBar(path)
        self.setStatusBar(status)
        self._keeper = StatusKeeper(context, status)
        self._connect()
        self.board = BoardPage(context, board)
        self.board.import_requested.connect(self._import_list)
        self.board.demo_requested.connect(self._load_demo)
        self.board.panel_requested.connect(self.panel.open)
        self._add_page("board", self.board)
        self.show_page("board")

    def _connect(self) -> None:
        context = self._context
        self.sidebar.page_chosen.connect(self.show_page)
        context.notice_requested.connect(self._say)
        context.offer_requested.connect(self._offer)
        context.error_requested.connect(self._say_error)
        context.settings_requested.connect(self._open_settings)
        context.contacts_requested.connect(self._open_contacts)
        self._keeper.warned.connect(self._warn)
        context.runner.history_changed.connect(self._actions.set_history)
        context.runner.changed.connect(self._outdate_undo)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(ROLL_OVER_CHECK_MS)
        self._clock_timer.timeout.connect(self.check_day)
        self._clock_timer.start()

    # Pages.

    @property
    def actions_by_name(self) -> Actions:
        """The menu commands."""
        return self._actions

    def show_page(self, key: object) -> None:
        """Show a page: `today`, `board`, `contacts`, `lists`, `dashboard` or `settings`."""
        name = str(key)
        page = self.page(name)
        self._stack.setCurrentWidget(page)
        # Duplicates are a matter of the contacts, without an entry of their own.
        self.sidebar.choose("contacts" if name == "duplicates" else name)
        if not self._frame.wide:
            self._frame.show_panel(shown=False)
        page.setFocus()

    def page(self, name: str) -> QWidget:
        """Return a page, made if it was never asked for."""
        if name not in self._pages:
            self._add_page(name, self._maker.make(name, self._stack))
        return self._pages[name]

    @property
    def current_page(self) -> str:
        """The key of the page that is shown."""
        return next(k for k, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def panel_shown(self) -> bool:
        """Whether the panel is open."""
        return self._frame.panel_shown

    def next_area(self) -> None:
        """Take the focus round: sidebar, page, panel."""
        areas: list[QWidget] = [self.sidebar, self._stack]
        if self._frame.panel_shown:
            areas.append(self.panel.slot)
        focus = QApplication.focusWidget()
        here = next((i for i, area in enumerate(areas) if focus and area.isAncestorOf(focus)), -1)
        target = areas[(here + 1) % len(areas)]
        if target is self._stack:
            self._focus_page()
        else:
            _focus_first(target)

    def _focus_page(self) -> None:
        self._pages[self.current_page].setFocus()

    def _add_page(self, name: str, page: QWidget) -> None:
        page.setObjectName(f"page-{name}")
        self._pages[name] = page
        self._stack.addWidget(page)

    def _open_settings(self, section: object) -> None:
        self.show_page("settings")
        cast("SettingsPage", self.page("settings")).show_section(str(section))

    def _open_contacts(self, query: object) -> None:
        self.show_page("contacts")
        cast("ContactsPage", self.page("contacts")).show_filters(cast("ContactQuery", query))

    def restore_window(self, text: str) -> None:
        """Give the window the place and size that it had, from the setting WINDOW."""
        from pisteur.ui.shell import window_state  # noqa: PLC0415 - not at the very first start

        state = window_state.read(text)
        window_state.place(self, state)
        self.contacts_state = state.contacts

    def finish_start(self) -> Iterator[None]:
        """Do what the first paint did not need, a piece at each step: menus, services, pages."""
        self._actions.fill(self.commands.handlers())
        self._stack.currentChanged.connect(self.commands.allow_calls)
        self.setAcceptDrops(True)
        self.sidebar.show_mark()
        yield
        from pisteur.ui.shell.ahead import Ahead, load  # noqa: PLC0415 - as above

        yield from load()
        self.board.read_rest()
        self._context.runner.warm_up()
        yield
        yield from self.panel.ahead()
        self.page("today")
        yield
        self._keeper.back_up()
        Ahead(self._maker.ahead(self._stack), self._context.runner, self)

    @cached_property
    def commands(self) -> WindowCommands:
        """What the menus do."""
        from pisteur.ui.shell.window_commands import WindowCommands  # noqa: PLC0415 - as above

        return WindowCommands(self._context, self)

    # Asked for by the board, which is there before the commands are.

    def _import_list(self) -> None:
        self.commands.import_list()

    def _load_demo(self) -> None:
        self.commands.load_demo()

    # Saying things.

    @property
    def _notice(self) -> Toast:
        if self._toast is None:
            from pisteur.ui.widgets.notice import Toast  # noqa: PLC0415 - as above

            self._toast = Toast(self._frame)
            self._toast.acted.connect(self._follow_offer)
            self._toast.room_wanted.connect(self._frame.keep_foot)
        return self._toast

    def _say(self, text: object, offer_undo: object) -> None:
        self._offered = self.commands.undo
        self._notice.say(str(text), _("Undo") if offer_undo else "")

    def _outdate_undo(self, _changes: object, _initiator: object) -> None:
        """Take the offer to undo off a notice: it would undo what has been done since."""
        if self._toast is not None and self._offered == self.commands.undo:
            self._toast.withdraw_action()

    def _offer(self, text: object, label: object, do: object) -> None:
        self._offered = cast("Callable[[], None]", do)
        self._notice.say(str(text), str(label))

    def _follow_offer(self) -> None:
        if self._offered is not None:
            self._offered()

    def _say_error(self, error: object) -> None:
        if isinstance(error, PisteurError):
            from pisteur.error_texts import error_text  # noqa: PLC0415 - as above

            self._notice.say(error_text(error), error=True)

    def _warn(self, text: str) -> None:
        self._notice.say(text, error=True)

    def check_day(self) -> None:
        """Have the pages and the panel read again when a new day has begun."""
        today = self._context.clock.today()
        if today != self._day:
            self._day = today
            self._keeper.back_up()
            for page in self._pages.values():
                refresh = getattr(page, "refresh", None)
                if refresh is not None:
                    refresh()
            self.panel.refresh()

    def come_forward(self) -> None:
        """Show the window in front of others."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def open_again(self, restart: Restart) -> None:
        """Close, and open again at once."""
        self.restart = restart
        self.close()

    def start_again(self) -> None:
        """Close, and open again in another language."""
        self.open_again(Restart())

    def _must_stay(self) -> bool:
        """Ask whether to close without what is typed in the panel; True while that is open."""
        if self.panel.unsaved is None:
            return False
        if self._closing is None:
            from pisteur.ui.shell.closing import ClosingQuestion  # noqa: PLC0415 - as above

            self._closing = ClosingQuestion(self)
        return self._closing.holds_up()

    # Qt.

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # A command that is disabled lets its key through to here.
        if not self.commands.explain(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if self.commands.list_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        path = self.commands.list_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.commands.import_file(path)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Not `event`: to tell what kind of event it is given, PySide would load all 50.
        super().paintEvent(event)
        if not self._first_paint_done:
            self._first_paint_done = True
            # What is in the window is painted with it, before the timer comes round.
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        if self._must_stay():
            event.ignore()
            return
        from pisteur.ui.shell import window_state  # noqa: PLC0415 - as above

        contacts = cast("ContactsPage | None", self._pages.get("contacts"))
        text = window_state.describe(
            self, contacts.save_state() if contacts else self.contacts_state
        )
        self._context.runner.command(lambda s: s.settings.put(settings.WINDOW, text))
        self._keeper.back_up()
        self.closing.emit()
        super().closeEvent(event)


def _focus_first(area: QWidget) -> None:
    """Give the focus to the first control in an area; the area itself takes none.

    The one after the area need not be in it: the panel is filled long after it was made.
    """
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not at the very first start

    found = area.nextInFocusChain()
    while found is not None and found is not area:
        by_key = found.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_key and area.isAncestorOf(found) and found.isVisible() and found.isEnabled():
            found.setFocus(Qt.FocusReason.TabFocusReason)
            return
        found = found.nextInFocusChain()
