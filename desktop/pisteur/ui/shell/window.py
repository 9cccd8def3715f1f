"""The main window: holds the parts together and turns menu commands into requests.

Pages are made when they are first shown; the board is made first. Not for rules or reading:
those are in the pages and services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from pisteur.domain import settings
from pisteur.domain.board import BoardSnapshot
from pisteur.domain.errors import PisteurError, StorageError
from pisteur.i18n import _
from pisteur.presentation.formats import clock as clock_text
from pisteur.presentation.formats import short_date
from pisteur.services.board import read_totals
from pisteur.ui.context import Flows, UiContext
from pisteur.ui.pages.board.page import BoardPage
from pisteur.ui.shell.actions import Actions, Handlers
from pisteur.ui.shell.frame import Frame
from pisteur.ui.shell.sidebar import Sidebar
from pisteur.ui.shell.status import StatusBar
from pisteur.ui.widgets.fields import SearchField
from pisteur.ui.widgets.screens import available_size

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from pisteur.domain.contact_query import ContactQuery
    from pisteur.services.upkeep import DailyBackup
    from pisteur.ui.pages.contacts.page import ContactsPage
    from pisteur.ui.pages.settings.page import SettingsPage
    from pisteur.ui.panel.contact_panel import ContactPanel
    from pisteur.ui.shell.upkeep import UpkeepActions
    from pisteur.ui.transfer.actions import TransferActions
    from pisteur.ui.widgets.notice import Toast

ROLL_OVER_CHECK_MS = 30_000
BEST_SIZE = QSize(1440, 900)


class Restart:
    """Why the window closes to open again: another language, or a backup to restore."""

    def __init__(self, backup: Path | None = None) -> None:
        self.backup = backup


class MainWindow(QMainWindow):
    """Pisteur's window.

    Attributes:
        restart: set when the window shall open again after it has closed.

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
        self._panel: ContactPanel | None = None
        self._panel_wanted = True
        self._contacts_state = ""
        self._toast: Toast | None = None
        self._shown: tuple[int, int | None] | None = None
        self._transfer_actions: TransferActions | None = None
        self._upkeep_actions: UpkeepActions | None = None
        self._first_paint_done = False
        self._day = context.clock.today()
        self.setObjectName("main-window")
        self.setWindowTitle("Pisteur")
        # A small screen shows the whole window, its buttons at the right included.
        self.resize(BEST_SIZE.boundedTo(available_size(self)))
        self.setMinimumSize(900, 560)
        self._actions = Actions(self.menuBar())
        self._sidebar = Sidebar(
            {
                "today": _("Today"),
                "board": _("Pipeline"),
                "contacts": _("Contacts"),
                "lists": _("Lists of leads"),
                "dashboard": _("Dashboard"),
            }
        )
        self._stack = QStackedWidget()
        self._panel_slot = QStackedWidget()
        self._frame = Frame(self._sidebar, self._stack, self._panel_slot)
        self.setCentralWidget(self._frame)
        self._status = StatusBar(path)
        self.setStatusBar(self._status)
        self._connect()
        self._board = BoardPage(context, board)
        self._board.import_requested.connect(self._import_list)
        self._board.demo_requested.connect(self._load_demo)
        self._board.panel_requested.connect(self._open_panel)
        self._add_page("board", self._board)
        self.show_page("board")

    def _connect(self) -> None:
        context = self._context
        self._sidebar.page_chosen.connect(self.show_page)
        context.contact_requested.connect(self._show_contact)
        context.notice_requested.connect(self._say)
        context.error_requested.connect(self._say_error)
        context.settings_requested.connect(self._open_settings)
        context.contacts_requested.connect(self._open_contacts)
        context.runner.changed.connect(self._note_change)
        self._frame.wide_changed.connect(self._make_room)
        context.runner.history_changed.connect(self._actions.set_history)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(ROLL_OVER_CHECK_MS)
        self._clock_timer.timeout.connect(self.check_day)
        self._clock_timer.start()
        self._totals_timer = QTimer(self)
        self._totals_timer.setSingleShot(True)
        self._totals_timer.setInterval(150)
        self._totals_timer.timeout.connect(self._read_totals)

    # Pages.

    @property
    def actions_by_name(self) -> Actions:
        """The menu commands."""
        return self._actions

    def show_page(self, key: object) -> None:
        """Show a page: `today`, `board`, `contacts`, `lists`, `dashboard` or `settings`."""
        name = str(key)
        if name not in self._pages:
            self._add_page(name, self._make_page(name))
        self._stack.setCurrentWidget(self._pages[name])
        # Duplicates are a matter of the contacts, without an entry of their own.
        self._sidebar.choose("contacts" if name == "duplicates" else name)
        if not self._frame.wide:
            self._frame.show_panel(shown=False)
        self._pages[name].setFocus()

    @property
    def current_page(self) -> str:
        """The key of the page that is shown."""
        return next(k for k, page in self._pages.items() if page is self._stack.currentWidget())

    def _add_page(self, name: str, page: QWidget) -> None:
        page.setObjectName(f"page-{name}")
        self._pages[name] = page
        self._stack.addWidget(page)

    def _make_page(self, name: str) -> QWidget:
        # Imported when first shown: none of this is needed for the first paint.
        if name == "today":
            from pisteur.ui.pages.today.page import TodayPage  # noqa: PLC0415

            today = TodayPage(self._context)
            today.urgent_changed.connect(self._sidebar.set_urgent)
            today.note_requested.connect(self._write_note)
            today.panel_requested.connect(self._open_panel)
            today.export_requested.connect(self._export_follow_ups)
            # Read before it is shown: the sidebar counts what is urgent.
            today.refresh()
            return today
        if name == "contacts":
            from pisteur.ui.pages.contacts.page import ContactsPage  # noqa: PLC0415

            contacts = ContactsPage(self._context)
            contacts.restore_state(self._contacts_state)
            contacts.import_requested.connect(self._import_list)
            contacts.demo_requested.connect(self._load_demo)
            contacts.export_requested.connect(self._export_contacts)
            contacts.panel_requested.connect(self._open_panel)
            contacts.duplicates_requested.connect(self._show_duplicates)
            return contacts
        if name == "duplicates":
            from pisteur.ui.pages.duplicates.page import DuplicatesPage  # noqa: PLC0415

            duplicates = DuplicatesPage(self._context)
            duplicates.counted.connect(self._count_duplicates)
            return duplicates
        if name == "lists":
            from pisteur.ui.pages.lists.page import ListsPage  # noqa: PLC0415

            lists = ListsPage(self._context)
            lists.import_requested.connect(self._import_list)
            return lists
        if name == "dashboard":
            from pisteur.ui.pages.dashboard.page import DashboardPage  # noqa: PLC0415

            dashboard = DashboardPage(self._context)
            dashboard.panel_requested.connect(self._open_panel)
            return dashboard
        from pisteur.ui.pages.settings.page import SettingsPage  # noqa: PLC0415

        page = SettingsPage(self._context)
        page.restart_requested.connect(self._start_again)
        return page

    def restore_window(self, text: str) -> None:
        """Give the window the place and size that it had, from the setting WINDOW."""
        from pisteur.ui.shell import window_state  # noqa: PLC0415 - not at the very first start

        state = window_state.read(text)
        window_state.place(self, state)
        self._contacts_state = state.contacts

    def finish_start(self) -> None:
        """Do what the first paint did not need: load the services, counts, the badge."""
        self._actions.fill(self._handlers())
        self._sidebar.show_mark()
        self._board.read_rest()
        self._context.runner.warm_up()
        self._ensure_panel()
        if "today" not in self._pages:
            self._add_page("today", self._make_page("today"))
        self._back_up()

    # The panel.

    @property
    def panel_shown(self) -> bool:
        """Whether the panel is open."""
        return self._frame.panel_shown

    def _ensure_panel(self) -> ContactPanel:
        if self._panel is None:
            from pisteur.ui.panel.contact_panel import ContactPanel  # noqa: PLC0415 - as above

            self._panel = ContactPanel(self._context)
            self._panel.closed.connect(self._close_panel)
            self._panel.emptied.connect(self._forget_contact)
            self._panel_slot.addWidget(self._panel)
        return self._panel

    def _show_contact(self, contact_id: object, opportunity_id: object) -> None:
        """Show who is selected, unless the panel was closed or would lie over the page."""
        self._shown = (cast(int, contact_id), cast("int | None", opportunity_id))
        self._ensure_panel().show_contact(*self._shown)
        if self._panel_wanted and self._frame.wide:
            self._frame.show_panel(shown=True)
        self._actions.enable_contact(contact=True, deal=self._shown[1] is not None)

    def _open_panel(self, contact_id: object, opportunity_id: object) -> None:
        """Show someone whom the user asked for."""
        self._panel_wanted = True
        self._show_contact(contact_id, opportunity_id)
        self._frame.show_panel(shown=True)

    def _make_room(self, wide: object) -> None:
        """Take the panel off a page that became too small for both; put it back when there is."""
        self._frame.show_panel(shown=bool(wide) and self._panel_wanted and self._shown is not None)

    def _close_panel(self) -> None:
        self._panel_wanted = False
        self._frame.show_panel(shown=False)
        self._pages[self.current_page].setFocus()

    def _forget_contact(self) -> None:
        """Close the panel on a contact that is gone; whoever is chosen next opens it again."""
        self._shown = None
        self._actions.enable_contact(contact=False, deal=False)
        in_panel = self._panel_slot.isAncestorOf(self.focusWidget() or self)
        self._frame.show_panel(shown=False)
        if in_panel:
            self._pages[self.current_page].setFocus()

    def _toggle_panel(self) -> None:
        self._ensure_panel()
        self._panel_wanted = not self._frame.panel_shown
        self._frame.show_panel(shown=self._panel_wanted)

    def _write_note(self, contact_id: object, opportunity_id: object) -> None:
        self._open_panel(contact_id, opportunity_id)
        self._ensure_panel().write()

    def _next_area(self) -> None:
        """Take the focus round: sidebar, page, panel."""
        areas: list[QWidget] = [self._sidebar, self._stack]
        if self._frame.panel_shown:
            areas.append(self._panel_slot)
        focus = QApplication.focusWidget()
        here = next((i for i, area in enumerate(areas) if focus and area.isAncestorOf(focus)), -1)
        target = areas[(here + 1) % len(areas)]
        if target is self._stack:
            self._pages[self.current_page].setFocus()
        else:
            # The area itself takes no focus: the first control in it does.
            target.setFocus()
            self.focusNextChild()

    # Saying things.

    @property
    def _notice(self) -> Toast:
        if self._toast is None:
            from pisteur.ui.widgets.notice import Toast  # noqa: PLC0415 - as above

            self._toast = Toast(self._frame)
            self._toast.acted.connect(self._undo)
        return self._toast

    def _say(self, text: object, offer_undo: object) -> None:
        self._notice.say(str(text), _("Undo") if offer_undo else "")

    def _say_error(self, error: object) -> None:
        if isinstance(error, StorageError):
            self._status.show_failed()
        if isinstance(error, PisteurError):
            from pisteur.error_texts import error_text  # noqa: PLC0415 - as above

            self._notice.say(error_text(error), error=True)

    def _note_change(self, changes: object, initiator: object) -> None:
        self._status.show_saved()
        self._totals_timer.start()

    def _read_totals(self) -> None:
        self._context.runner.latest(
            "totals", lambda s: read_totals(s.db.raw), self._status.show_totals
        )
        self._context.runner.latest("backup", lambda s: s.upkeep.latest_backup(), self._show_backup)

    def _back_up(self) -> None:
        """Have the backup of the day made, unless there is one or nothing to keep."""
        self._context.runner.query(
            lambda s: s.upkeep.daily_backup() if read_totals(s.db.raw).contacts else None,
            self._backed_up,
        )

    def _backed_up(self, made: DailyBackup | None) -> None:
        if made is not None and made.shrunk:
            text = _(
                "Your data has shrunk by a fifth within a month. If you did not delete it "
                "yourself, look at the backups: none is thinned out until then."
            )
            self._notice.say(text, error=True)
        self._read_totals()

    def _show_backup(self, made_at: datetime | None) -> None:
        if made_at is None:
            self._status.show_backup(_("No backup yet"))
            return
        local = made_at.astimezone()
        today = self._context.clock.today()
        day = _("today") if local.date() == today else short_date(local.date(), today)
        text = _("Backup: {day} {time}").format(day=day, time=clock_text(local.time()))
        self._status.show_backup(text)

    def check_day(self) -> None:
        """Have the pages read again when a new day has begun."""
        today = self._context.clock.today()
        if today != self._day:
            self._day = today
            self._back_up()
            for page in self._pages.values():
                refresh = getattr(page, "refresh", None)
                if refresh is not None:
                    refresh()

    # Commands.

    @property
    def _flows(self) -> Flows:
        # Set after the window is made: flows open their dialogs over it.
        return self._context.flows

    def _handlers(self) -> Handlers:
        return {
            "import_list": self._import_list,
            "export_ics": lambda: self._export_follow_ups("ics"),
            "export_table": lambda: self._export_follow_ups("xlsx"),
            "export_day": lambda: self._export_follow_ups("pdf"),
            "export_contacts": self._export_contacts,
            "export_deals": lambda: self._transfer().exports.deals(self._shown_query()),
            "export_archive": self._export_archive,
            "export_contact": lambda: self._on_contact(
                lambda c, _o: self._transfer().exports.contact(c)
            ),
            "import_archive": lambda: self._transfer().import_archive(),
            "backup": lambda: self._upkeep().backup(),
            "restore": lambda: self._upkeep().restore(),
            "load_demo": self._load_demo,
            "remove_demo": self._remove_demo,
            "settings": lambda: self.show_page("settings"),
            "quit": self._quit,
            "undo": self._undo,
            "redo": self._redo,
            "find": self._find,
            "page_today": lambda: self.show_page("today"),
            "page_board": lambda: self.show_page("board"),
            "page_contacts": lambda: self.show_page("contacts"),
            "page_lists": lambda: self.show_page("lists"),
            "page_dashboard": lambda: self.show_page("dashboard"),
            "next_pipeline": lambda: self._change_pipeline(1),
            "previous_pipeline": lambda: self._change_pipeline(-1),
            "toggle_panel": self._toggle_panel,
            "next_area": self._next_area,
            "new_lead": self._new_lead,
            "edit_contact": lambda: self._on_contact(lambda c, _o: self._flows.edit_contact(c)),
            "qualify": lambda: self._on_contact(self._flows.qualify),
            "plan": lambda: self._on_contact(self._flows.plan),
            "write": lambda: self._on_contact(self._flows.write),
            "add_deal": lambda: self._on_contact(lambda c, _o: self._flows.add_deal(c)),
            "record_sale": lambda: self._on_deal(self._flows.record_sale),
            "stand_by": lambda: self._on_deal(self._flows.stand_by),
            "lose": lambda: self._on_deal(self._flows.lose),
            "delete_contact": lambda: self._on_contact(
                lambda c, _o: self._flows.delete_contacts((c,))
            ),
            "duplicates": self._show_duplicates,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }

    def _change_pipeline(self, by: int) -> None:
        self.show_page("board")
        if not self._board.make_editable().choose_neighbour(by):
            text = _("There is only one pipeline. Add another in the settings.")
            self._say(text, offer_undo=False)

    def _show_duplicates(self) -> None:
        self.show_page("duplicates")

    def _count_duplicates(self, count: object) -> None:
        text = _("D&uplicates ({count})…") if count else _("Find d&uplicates…")
        self._actions.by_name["duplicates"].setText(text.format(count=count))

    def _show_shortcuts(self) -> None:
        from pisteur.ui.shell.about import show_shortcuts  # noqa: PLC0415 - as above

        show_shortcuts(self, self._actions)

    def _show_about(self) -> None:
        from pisteur.ui.shell.about import show_about  # noqa: PLC0415 - as above

        show_about(self)

    def _quit(self) -> None:
        self.close()

    def _new_lead(self) -> None:
        self._flows.add_lead()

    def _on_contact(self, do: Callable[[int, int | None], None]) -> None:
        if self._shown is not None:
            do(*self._shown)

    def _on_deal(self, do: Callable[[int], None]) -> None:
        if self._shown is not None and self._shown[1] is not None:
            do(self._shown[1])

    def _undo(self) -> None:
        self._context.runner.command(lambda s: s.undo(), self._undone)

    def _redo(self) -> None:
        self._context.runner.command(lambda s: s.redo(), self._redone)

    def _undone(self, label: str | None) -> None:
        if label is not None:
            self._say(_("Undone: {what}").format(what=label), offer_undo=False)

    def _redone(self, label: str | None) -> None:
        if label is not None:
            self._say(_("Done again: {what}").format(what=label), offer_undo=False)

    def _open_settings(self, section: object) -> None:
        self.show_page("settings")
        cast("SettingsPage", self._pages["settings"]).show_section(str(section))

    def _open_contacts(self, query: object) -> None:
        self.show_page("contacts")
        cast("ContactsPage", self._pages["contacts"]).show_filters(cast("ContactQuery", query))

    def _find(self) -> None:
        self.show_page("contacts")
        field = self._pages["contacts"].findChild(SearchField)
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _import_list(self) -> None:
        self._transfer().import_list()

    def _export_follow_ups(self, file_format: object) -> None:
        from pisteur.domain.exports import ExportFormat  # noqa: PLC0415 - as above
        from pisteur.ui.transfer.export_words import Period  # noqa: PLC0415 - as above

        chosen = ExportFormat(str(file_format))
        sheet = chosen is ExportFormat.PDF
        self._transfer().exports.follow_ups(chosen, Period.TODAY if sheet else Period.EVERYTHING)

    def _export_contacts(self) -> None:
        self._transfer().exports.contacts(self._shown_query())

    def _export_archive(self) -> None:
        self._transfer().exports.archive()

    def _shown_query(self) -> ContactQuery | None:
        """Return what the table of contacts is narrowed to, when it is what one looks at."""
        page = self._stack.currentWidget()
        return cast("ContactsPage", page).query if self.current_page == "contacts" else None

    def _load_demo(self) -> None:
        self._context.runner.command(lambda s: s.demo.load(), self._demo_loaded)

    def _demo_loaded(self, count: int) -> None:
        text = _("The demonstration is loaded. Remove it from the File menu when you like.")
        self._say(text, offer_undo=True)

    def _remove_demo(self) -> None:
        self._context.runner.command(lambda s: s.demo.remove(), self._demo_removed)

    def _demo_removed(self, count: int) -> None:
        text = (
            _("The demonstration is gone.") if count else _("There is no demonstration to remove.")
        )
        self._say(text, offer_undo=bool(count))

    def _transfer(self) -> TransferActions:
        if self._transfer_actions is None:
            from pisteur.ui.transfer.actions import TransferActions  # noqa: PLC0415 - as above

            self._transfer_actions = TransferActions(self._context, self)
        return self._transfer_actions

    def _upkeep(self) -> UpkeepActions:
        if self._upkeep_actions is None:
            from pisteur.ui.shell.upkeep import UpkeepActions  # noqa: PLC0415 - as above

            self._upkeep_actions = UpkeepActions(self._context, self, self._restore)
        return self._upkeep_actions

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

    def _start_again(self) -> None:
        self.open_again(Restart())

    def _restore(self, backup: Path) -> None:
        self.open_again(Restart(backup))

    # Qt.

    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Not `event`: to tell what kind of event it is given, PySide would load all 50.
        super().paintEvent(event)
        if not self._first_paint_done:
            self._first_paint_done = True
            # What is in the window is painted with it, before the timer comes round.
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        from pisteur.ui.shell import window_state  # noqa: PLC0415 - as above

        contacts = cast("ContactsPage | None", self._pages.get("contacts"))
        text = window_state.describe(
            self, contacts.save_state() if contacts else self._contacts_state
        )
        self._context.runner.command(lambda s: s.settings.put(settings.WINDOW, text))
        self._back_up()
        self.closing.emit()
        super().closeEvent(event)
