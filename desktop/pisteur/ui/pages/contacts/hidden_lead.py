"""Says of a lead that the user has just added when search or filter keep it out of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pisteur.i18n import _
from pisteur.ui.context import UiContext

if TYPE_CHECKING:
    from pisteur.ui.pages.contacts.page import ContactsPage


class HiddenLead(QObject):
    """Takes the place of the notice that a lead was added, and offers to clear what hides it."""

    def __init__(self, context: UiContext, page: ContactsPage) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._name = ""
        context.lead_added.connect(self._look)

    def _look(self, _deal_id: object, name: object, contact_id: object) -> None:
        query = self._page.query
        if self._page.isVisible() and query.narrowed:
            self._name = str(name)
            self._context.runner.latest(
                "contacts-new-lead", lambda s: contact_id in s.contact_list.ids(query), self._say
            )

    def _say(self, shown: bool) -> None:
        if not shown:
            text = _("Lead added: {name}. The filter hides it.").format(name=self._name)
            self._context.offer(text, _("Clear search and filter"), self._page.clear_search)
