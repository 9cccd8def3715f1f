"""Flows of calls made one after the other: from a list, from the contacts, from the page of the
day; what was left is offered to be resumed, what is new asks for its script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.lead_lists import LeadListRow
from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.dialogs.call_script import CallStartDialog, ResumeDialog
from pisteur.ui.dialogs.call_session import CallSessionDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pisteur.domain.call_sessions import CallPlan, StartCalls
    from pisteur.services.services import Services


class CallFlows(FlowsBase):
    """Names called one after the other."""

    def call_list(self, row: LeadListRow) -> None:
        """Call the names of a list one after the other: go on, or start."""
        list_id, name, query = row.id, row.name, ContactQuery(lead_list=row.id)
        self._prepare(
            lambda s: s.call_sessions.prepare(name, sorted(s.contact_list.ids(query)), list_id)
        )

    def call_contacts(self, contact_ids: tuple[int, ...]) -> None:
        """Call contacts that were chosen."""
        name = _("Chosen contacts")
        self._prepare(lambda s: s.call_sessions.prepare(name, contact_ids))

    def call_shown(self, name: str, query: ContactQuery) -> None:
        """Call all contacts that a query finds, in its order."""
        self._prepare(lambda s: s.call_sessions.prepare(name, s.contact_list.ids(query)))

    def call_today(self) -> None:
        """Call those whose call is due today, or late."""
        name = _("Calls of the day")
        self._prepare(lambda s: s.call_sessions.prepare(name, s.call_sessions.due_today()))

    def _prepare(self, read: Callable[[Services], CallPlan]) -> None:
        self._runner.query(read, self._begin)

    def _begin(self, plan: CallPlan) -> None:
        Calling(self._context, self._window, plan)


class Calling(QObject):
    """The way into one session; lives until it is open."""

    def __init__(self, context: UiContext, window: QWidget, plan: CallPlan) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._plan = plan
        if plan.begun is None:
            self._ask()
            return
        today = context.clock.today()
        self._resume = ResumeDialog(plan, plan.begun, today, window)
        self._resume.submitted.connect(self._resumed)
        self._resume.anew.connect(self._start_anew)
        self._resume.rejected.connect(self.deleteLater)
        self._resume.open()

    def _resumed(self, session_id: int) -> None:
        self._resume.finish()
        self._open(session_id)

    def _start_anew(self) -> None:
        self._resume.finish()
        self._ask()

    def _ask(self) -> None:
        dialog = CallStartDialog(self._plan, self._window)
        dialog.rejected.connect(self.deleteLater)
        Errand(self._context, dialog, self._send, self._started)

    def _send(self, value: StartCalls) -> Work:
        return lambda s: s.call_sessions.start(value)

    def _started(self, _value: StartCalls, session_id: int) -> str:
        self._open(session_id)
        return ""

    def _open(self, session_id: int) -> None:
        CallSessionDialog(self._context, session_id, self._window).open()
        self.deleteLater()
