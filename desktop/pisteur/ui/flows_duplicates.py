"""Flows of contacts that may be the same: merging two, or saying that they are not."""

from __future__ import annotations

from pisteur.domain.merging import Merge, MergeView
from pisteur.i18n import _
from pisteur.ui.dialogs.merge import MergeDialog
from pisteur.ui.flows_base import FlowsBase
from pisteur.ui.flows_errand import Errand, Work


class DuplicateFlows(FlowsBase):
    """Two who may be one."""

    def merge(self, one_id: int, other_id: int) -> None:
        """Show two contacts side by side, and make one of them."""
        self._runner.query(lambda s: s.merging.view(one_id, other_id), self._open_merge)

    def _open_merge(self, view: MergeView) -> None:
        def send(value: Merge) -> Work:
            return lambda s: s.merging.merge(value)

        text = _("“{name}” and “{other}” are one contact now.").format(
            name=view.left.title, other=view.right.title
        )
        Errand(self._context, MergeDialog(view, self._window), send, lambda *_: text)

    def not_the_same(self, one_id: int, other_id: int) -> None:
        """Remember at once that two contacts are not the same, with the offer to undo it."""
        self._runner.command(lambda s: s.duplicates.dismiss(one_id, other_id), self._dismissed)

    def _dismissed(self, _nothing: None) -> None:
        self._context.notify(_("Noted: not the same."), offer_undo=True)
