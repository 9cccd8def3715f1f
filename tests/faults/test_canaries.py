"""Whatever goes wrong, neither log nor report names anybody (fault F15)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from pisteur import logs
from pisteur.services.services import Services
from pisteur.ui.shell.crash import CrashReporter
from support import people
from support.clock import FakeClock
from support.desk import Desk

CANARY = "Xanthippe Quetzalcoatl"


def name_in(services: Services) -> str:
    found: str = services.db.rows("SELECT display_name FROM contacts")[0][0]
    return found


def number(services: Services) -> None:
    int(name_in(services))


def missing_key(services: Services) -> None:
    nobody: dict[str, int] = {}
    nobody[name_in(services)] += 1


def missing_file(services: Services) -> None:
    Path("/nowhere", name_in(services)).read_bytes()


def not_ascii(services: Services) -> None:
    (name_in(services) + "é").encode("ascii")


def chain(services: Services) -> None:
    try:
        number(services)
    except ValueError as error:
        raise RuntimeError(name_in(services)) from error


def group(services: Services) -> None:
    error = ExceptionGroup(name_in(services), [ValueError(name_in(services))])
    error.add_note(name_in(services))
    raise error


def broken_rule(services: Services) -> None:
    with services.db.step(name_in(services)) as step:
        step.connection.exec_driver_sql(
            "INSERT INTO contacts (id, uid, display_name) VALUES (1, ?, ?)",
            (name_in(services), name_in(services)),
        )


def broken_statement(services: Services) -> None:
    services.db.raw.execute(f"SELECT {name_in(services)}")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Return the file of a log that ends with the test."""
    path = tmp_path / "log" / "pisteur.log"
    logs.start_log(path)
    yield path
    for handler in list(logs.logger.handlers):
        logs.logger.removeHandler(handler)
        handler.close()
    logs.logger.propagate = True
    logs.logger.setLevel(logging.NOTSET)


@pytest.mark.parametrize(
    "provoke",
    [
        *(number, missing_key, missing_file, not_ascii, chain, group, broken_rule),
        broken_statement,
    ],
)
def test_no_name_gets_into_the_log_or_the_report(
    provoke: Callable[[Services], None],
    services: Services,
    clock: FakeClock,
    qtbot: QtBot,
    log: Path,
) -> None:
    desk = Desk(qtbot, services, clock)
    reporter = CrashReporter(desk.window)
    people.lead(services, CANARY)
    with pytest.raises(Exception) as caught:
        provoke(services)
    reporter.handle(caught.type, caught.value, caught.tb)
    dialog = desk.dialog(QDialog)
    report = dialog.findChild(QPlainTextEdit)
    copy = dialog.findChild(QPushButton, "copy-report")
    assert isinstance(report, QPlainTextEdit)
    assert isinstance(copy, QPushButton)
    copy.click()
    written = log.read_text(encoding="utf-8")
    for text in (written, report.toPlainText(), QGuiApplication.clipboard().text()):
        assert provoke.__name__ in text
        assert not any(word in text for word in CANARY.split())
    dialog.reject()
    assert QApplication.activeModalWidget() is None
    assert log.stat().st_mode & 0o077 == 0
