"""Postponing an action: the menu, and the dialog behind its last line."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.working_days import Region
from pisteur.i18n import _
from pisteur.presentation.formats import long_date
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.postpone import PostponeDialog, PostponeMenu, When
from pisteur.ui.flows_errand import Errand, Work


class Postponing(QObject):
    """Reads the action, offers the usual days, and sends the one chosen; lives with its menu."""

    def __init__(
        self, context: UiContext, window: QWidget, follow_up_id: int, anchor: QWidget | None
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._anchor = anchor
        self._follow_up_id = follow_up_id
        self._action: FollowUpView | None = None
        self._region = Region.FRANCE
        self._day = When(context.clock.today())
        context.runner.query(lambda s: s.answering.postponing(follow_up_id), self._open_menu)

    def _open_menu(self, found: tuple[FollowUpView, Region]) -> None:
        self._action, self._region = found
        self._menu = PostponeMenu(self._context.clock.today(), self._region, self._window)
        self._menu.chosen.connect(self._send)
        self._menu.pick_wanted.connect(self._pick)
        self._menu.aboutToHide.connect(self._menu.deleteLater)
        self._menu.popup(self._place())
        self._menu.setActiveAction(self._menu.actions()[0])

    def _place(self) -> QPoint:
        # The button may have gone with a refresh of its list meanwhile.
        if self._anchor is not None and isValid(self._anchor) and self._anchor.isVisible():
            return self._anchor.mapToGlobal(QPoint(0, self._anchor.height()))
        centre = self._window.rect().center()
        half = self._menu.sizeHint() / 2
        return self._window.mapToGlobal(centre - QPoint(half.width(), half.height()))

    def _work(self, value: When) -> Work:
        follow_up_id = self._follow_up_id
        return lambda s: s.follow_ups.postpone(follow_up_id, value.day, value.at)

    def _send(self, value: When) -> None:
        self._day = value
        self._context.runner.command(self._work(value), self._done)

    def _done(self, _value: None) -> None:
        self._context.notify(self._words(self._day, None), offer_undo=True)

    def _pick(self) -> None:
        if self._action is None:
            return
        start = When(self._action.due_on, self._action.due_time)
        today = self._context.clock.today()
        dialog = PostponeDialog(
            self._action.title, start, today, region=self._region, parent=self._window
        )
        Errand(self._context, dialog, self._work, self._words)

    def _words(self, value: When, _result: object) -> str:
        title = self._action.title if self._action else ""
        day = long_date(value.day, self._context.clock.today())
        return _("Postponed to {day}: {title}").format(day=day, title=title)
