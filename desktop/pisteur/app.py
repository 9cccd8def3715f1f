"""Composition root of the window: makes every part once and hands it to those who need it.

The order is what makes the start quick: file, board by plain SQL, window, paint; the services
(SQLModel) and all else come after the first paint.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pisteur import i18n
from pisteur.domain import settings
from pisteur.domain.calendar import Clock, SystemClock
from pisteur.domain.errors import StorageError
from pisteur.presentation.collector import Collector
from pisteur.presentation.column_model import ColumnModel
from pisteur.presentation.runner import Runner
from pisteur.resources import resource_path
from pisteur.services.board import read_first_board
from pisteur.services.opening import open_data
from pisteur.services.stored_settings import read_setting
from pisteur.storage.connection import OpenFile
from pisteur.ui.context import UiContext
from pisteur.ui.shell.window import MainWindow, Restart
from pisteur.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pisteur.services.services import Services
    from pisteur.ui.context import Flows

# While the worker works, until the rest of the start goes on.
LOOK_AGAIN_MS = 10
SWITCH_SECONDS = 0.0003


class Options:
    """How to start.

    Attributes:
        language: `fr` or `en`; None takes the setting of the file, then the system's.
        clock: where the time comes from.
    """

    def __init__(self, language: str | None = None, clock: Clock | None = None) -> None:
        self.language = language
        self.clock = clock


class Restored:
    """A backup was restored.

    Attributes:
        kept: where the earlier file is; None if there was none.
    """

    def __init__(self, kept: Path | None) -> None:
        self.kept = kept

    def words(self) -> str:
        """Return what is said of it."""
        if self.kept is None:
            return i18n._("The backup is restored.")
        text = i18n._("The backup is restored. The earlier file is kept as {path}.")
        return text.format(path=str(self.kept))


class Session(QObject):
    """One data file in one window, from open to close.

    Raises:
        StorageError: when the file can't be read for the first screen.
    """

    def __init__(self, app: QApplication, theme: Theme, file: OpenFile, options: Options) -> None:
        super().__init__()
        self._app = app
        self._file = file
        self.path = file.path
        speak(file, options.language)
        board = read_first_board(file.connection, ColumnModel.FIRST_CHUNK)
        clock = options.clock or SystemClock()
        mode = read_setting(file.connection, settings.THEME)
        remembered = read_setting(file.connection, settings.WINDOW)
        theme.prepare(app, mode)
        self.runner = Runner(lambda: _make_services(file, clock), self)
        self.context = UiContext(self.runner, theme, clock, self)
        self.context.make_flows = self._make_flows
        self.window = MainWindow(self.context, board, file.path)
        theme.apply(app, mode)
        if remembered:
            self.window.restore_window(remembered)
        self._restored: Restored | StorageError | None = None
        self._rest = self._rest_of_start()
        # Whether who meets a bug tells the user: not put off by what the user does first.
        self._reports = False
        self.window.painted.connect(self._finish_start)

    def tell(self, restored: Restored | StorageError | None) -> None:
        """Have said, once all is loaded, what came of a restore."""
        self._restored = restored

    def _finish_start(self) -> None:
        """Load what the first paint did not need, a piece a turn: the window is in use by now."""
        if self._reports and not self.runner.idle:
            # It holds Python’s lock most of the time: half of each piece would be waiting for it.
            QTimer.singleShot(LOOK_AGAIN_MS, self, self._finish_start)
        elif next(self._rest, self) is not self:
            QTimer.singleShot(0, self, self._finish_start)

    def _rest_of_start(self) -> Iterator[None]:
        # Imported here, after the paint, for that reason.
        import logging  # noqa: PLC0415

        yield
        import logging.handlers  # noqa: F401, PLC0415 - it brings pickle and sockets: its own turn

        yield
        from pisteur.logs import start_log  # noqa: PLC0415

        # While the worker computes, the window waits so long for its turn, several times a frame.
        # Python's own 5 ms made frames of 17 and more of those of 2 while a list came in.
        sys.setswitchinterval(SWITCH_SECONDS)
        start_log()
        yield
        # The first touch makes its 93 sets of values, in one go: a turn of its own.
        from PySide6.QtCore import Qt  # noqa: F401, PLC0415

        yield
        from PySide6.QtGui import QGradient  # noqa: PLC0415

        # As does the first rectangle filled: 169 named gradients could stand for its colour.
        QGradient.Preset  # noqa: B018 - asked for, it is made
        yield
        from pisteur.ui.shell.crash import CrashReporter  # noqa: PLC0415

        CrashReporter(self.window).install()
        self._reports = True
        yield
        self.context.theme.confirm()
        from pisteur.ui.shell.single_instance import Listener  # noqa: PLC0415

        self._listener = Listener(self._file.path, self)
        self._listener.raise_requested.connect(self.window.come_forward)
        yield
        yield from self.window.finish_start()
        from PySide6.QtGui import QIcon  # noqa: PLC0415

        translate_qt(self._app)
        self._app.setWindowIcon(QIcon(str(resource_path("icons/pisteur.svg"))))
        yield
        from pisteur.presentation.calendar_keeper import CalendarKeeper  # noqa: PLC0415

        keeper = CalendarKeeper(self.runner, self)
        keeper.failed.connect(self.context.show_error)
        self.window.closing.connect(keeper.finish)
        if isinstance(self._restored, StorageError):
            self.context.show_error(self._restored)
        elif self._restored is not None:
            self.context.notify(self._restored.words())

    def _make_flows(self) -> Flows:
        from pisteur.ui.flows import WindowFlows  # noqa: PLC0415 - many modules, after the paint

        return WindowFlows(self.context, self.window)

    def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._rest = iter(())
        self.runner.close()
        self._file.connection.close()
        if hasattr(self, "_listener"):
            self._listener.close()
        if self._reports:
            sys.excepthook = sys.__excepthook__


def _make_services(file: OpenFile, clock: Clock) -> Services:
    from pisteur.storage.lean_imports import lean_imports  # noqa: PLC0415 - after the paint

    with lean_imports():
        from pisteur.services.services import Services  # noqa: PLC0415 - loads SQLModel

    return Services(file, clock)


def speak(file: OpenFile, language: str | None) -> None:
    """Choose the language: as asked, else as set in the file, else the system's."""
    stored = read_setting(file.connection, settings.LANGUAGE)
    chosen = language or (i18n.guess_language() if stored == "system" else stored)
    i18n.set_language(chosen)


def translate_qt(app: QApplication) -> None:
    """Have Qt's own widgets speak the same language, the day first, weeks from Monday."""
    # After the paint.
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415

    from pisteur.ui.widgets.reading_locale import reading_locale  # noqa: PLC0415

    QLocale.setDefault(reading_locale())
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.current_language()}", folder):
        app.installTranslator(translator)


def make_application() -> QApplication:
    """Make the one QApplication, with its names and icon."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Pisteur")
    app.setApplicationDisplayName("Pisteur")
    app.setDesktopFileName("pisteur")
    return app


def run_window(path: Path, options: Options) -> int:
    """Open the window on the data file at `path`; returns the exit code."""
    app = make_application()
    collector = Collector(app)
    theme = Theme(app)
    restart: Restart | None = Restart()
    while restart is not None:
        session = _open(app, theme, path, restart, options)
        if session is None:
            break
        path = session.path
        session.window.show()
        app.exec()
        session.close()
        restart = session.window.restart
        if restart is not None and restart.backup is None:
            # Another language was chosen in the window, whatever it was begun with.
            options = Options(clock=options.clock)
        session.window.deleteLater()
        collector.begin_anew()
    collector.stop()
    return 0


def _open(
    app: QApplication, theme: Theme, path: Path, restart: Restart, options: Options
) -> Session | None:
    """Open the file, after restoring a backup if asked; None when the user gives up.

    What can't be opened, or not be read for the first screen, is said, with what can be done about
    it, until something opens. A backup that can't be restored leaves the present file to open.
    """
    anew = False
    while True:
        file: OpenFile | None = None
        restored = _restore(path, restart.backup) if restart.backup is not None else None
        try:
            file = open_data(path, anew=anew)
            session = Session(app, theme, file, options)
            session.tell(restored)
            return session
        except StorageError as error:
            if file is not None:
                file.connection.close()
            from pisteur.ui.shell.opening_error import (  # noqa: PLC0415 - rarely needed
                ask_what_to_do,
                raised_instead,
            )

            if raised_instead(path, error):
                return None
            theme.apply(app, "system")
            not_restored = restored if isinstance(restored, StorageError) else None
            choice = ask_what_to_do(app, path, error, not_restored)
            if choice is None:
                return None
            path, restart, anew = choice.path, Restart(choice.backup), choice.anew


def _restore(path: Path, backup: Path) -> Restored | StorageError:
    """Go back to a backup; returns why not when that can't be."""
    from pisteur.storage.backup import restore_file  # noqa: PLC0415 - rarely needed

    try:
        return Restored(restore_file(path, backup))
    except StorageError as error:
        return error
