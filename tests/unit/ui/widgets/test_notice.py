"""A notice says what happened, offers one thing to do, and leaves at the right time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets import notice as notice_module
from pisteur.ui.widgets.notice import Notice, Toast


@pytest.fixture
def notice(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notice]:
    monkeypatch.setattr(notice_module, "SHOWN_FOR_MS", 60)
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    made = Notice(window)
    window.show()
    line.setFocus()
    yield made


def button(notice: Notice, name: str) -> QPushButton:
    found = notice.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_it_goes_away_by_itself(qtbot: QtBot, notice: Notice) -> None:
    assert notice.isHidden()
    with qtbot.waitSignal(notice.closed, timeout=1000):
        notice.say("Card moved.", "Undo")
        assert not notice.isHidden()
    assert notice.isHidden()


def test_an_error_stays_until_it_is_closed(qtbot: QtBot, notice: Notice) -> None:
    notice.say("The disk is full: nothing was written.", error=True)
    qtbot.wait(150)
    assert not notice.isHidden()
    with qtbot.waitSignal(notice.closed):
        button(notice, "notice-close").click()
    assert notice.isHidden()


def test_it_waits_while_the_pointer_is_on_it(qtbot: QtBot, notice: Notice) -> None:
    notice.say("Card moved.")
    here = QPointF(1, 1)
    QApplication.sendEvent(notice, QEnterEvent(here, here, here))
    qtbot.wait(150)
    assert not notice.isHidden()
    with qtbot.waitSignal(notice.closed, timeout=1000):
        QApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))


def test_an_error_left_by_the_pointer_still_stays(qtbot: QtBot, notice: Notice) -> None:
    notice.say("The disk is full.", error=True)
    QApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))
    qtbot.wait(150)
    assert not notice.isHidden()


def test_its_action_is_taken_once_and_closes_it(qtbot: QtBot, notice: Notice) -> None:
    notice.say("Card moved.", "Undo")
    with qtbot.waitSignals([notice.acted, notice.closed]):
        button(notice, "notice-action").click()
    assert notice.isHidden()
    notice.dismiss()
    notice.say("Nothing to do about it.")
    assert button(notice, "notice-action").isHidden()


def test_escape_closes_it(qtbot: QtBot, notice: Notice) -> None:
    notice.say("Card moved.", error=True)
    QTest.keyClick(notice, Qt.Key.Key_Escape)
    assert notice.isHidden()


def test_what_it_says_is_plain_text(notice: Notice) -> None:
    notice.say("<b>Morel</b>")
    assert notice.message == "<b>Morel</b>"
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in notice.findChildren(QLabel)
    )


def test_a_toast_lies_in_the_middle_of_the_bottom_and_follows(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 500)
    host.show()
    toast = Toast(host)
    toast.say("3 cards moved.", "Undo")
    assert abs(toast.geometry().center().x() - 400) <= 1
    assert toast.geometry().bottom() < 500
    host.resize(500, 300)
    assert abs(toast.geometry().center().x() - 250) <= 1
    assert toast.geometry().bottom() < 300


def test_an_error_that_has_room_for_one_line_stands_on_one(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    theme.apply(qapp, "light")
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1440, 500)
    host.show()
    toast = Toast(host)
    toast.say("This record was deleted meanwhile. Nothing was changed.", error=True)
    label = toast.findChildren(QLabel)[0]
    assert label.heightForWidth(label.width()) < 2 * label.fontMetrics().lineSpacing()


def test_a_long_toast_is_no_wider_than_its_window_and_not_cut(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 400)
    host.show()
    toast = Toast(host)
    toast.say("Le fichier n’a pas pu être écrit, le disque est plein. " * 3, "Réessayer")
    assert host.rect().contains(toast.geometry())
    label = toast.findChildren(QLabel)[0]
    assert label.height() >= label.heightForWidth(label.width())


def drag_over(toast: Toast, carried: QMimeData) -> QDragEnterEvent:
    """Let a drag enter the toast in its middle; Qt does no more than send this."""
    event = QDragEnterEvent(
        toast.rect().center(),
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(toast, event)
    return event


def test_a_drag_over_a_toast_finds_what_lies_below_and_the_toast_comes_back(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 500)
    column = QLineEdit(host)
    column.setGeometry(host.rect())
    host.show()
    toast = Toast(host)
    toast.say("3 cards moved.", "Undo")
    there = toast.geometry().center()
    assert toast.acceptDrops()
    assert not drag_over(toast, QMimeData()).isAccepted()
    assert host.childAt(there) is column
    qtbot.waitUntil(lambda: not toast.isHidden())
    assert host.childAt(there) is not column


def test_a_toast_that_stands_aside_still_goes_away_in_time(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 500)
    host.show()
    toast = Toast(host)
    toast.say("3 cards moved.", "Undo")
    drag_over(toast, QMimeData())
    with qtbot.waitSignal(toast.closed):
        toast.dismiss()
    qtbot.wait(2 * notice_module.ASIDE_FOR_MS)
    assert toast.isHidden()
