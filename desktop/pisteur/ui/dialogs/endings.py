"""Lost, standby, deleted: the dialogs that take something off the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from pisteur.domain.commands import Lose, StandBy
from pisteur.domain.snapshots import ContactView
from pisteur.i18n import _, ngettext
from pisteur.ui.dialogs.ending_forms import LoseForm, StandByForm
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.dialogs.subject import Subject
from pisteur.ui.widgets.properties import make_label, set_look


class LoseDialog(FormDialog):
    """Asks why a deal was lost; `submitted` carries a `Lose`."""

    def __init__(self, subject: Subject, today: date, parent: QWidget | None = None) -> None:
        title = _("Mark “{name}” as lost").format(name=subject.name)
        super().__init__(title, accept_text=_("Mark as lost"), parent=parent)
        self.setObjectName("lose-dialog")
        self.setMinimumWidth(580)
        self._deal = subject.opportunity_id or 0
        self.form = LoseForm(subject.loss, today)
        self.show_fields(self.form.fields)
        self.body.addWidget(self.form)
        self.body.addWidget(
            make_label(
                _("What was planned for this deal is cancelled. You can reopen it any time."),
                "muted",
                wrap=True,
            )
        )
        self.form.setFocus()

    def read(self) -> Lose:
        """Return how the deal is lost.

        Raises:
            FieldProblem: without a reason.
            DomainError: `lost.note_missing` beside `note`.
        """
        return self.form.read(self._deal)


class StandByDialog(FormDialog):
    """Asks until when a deal rests; `submitted` carries a `StandBy`."""

    def __init__(
        self,
        subject: Subject,
        today: date,
        until: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Put “{name}” on standby").format(name=subject.name)
        super().__init__(title, accept_text=_("Put on standby"), parent=parent)
        self.setObjectName("standby-dialog")
        self.setMinimumWidth(580)
        self._deal = subject.opportunity_id or 0
        self.form = StandByForm(today, until)
        self.show_fields(self.form.fields)
        self.body.addWidget(self.form)
        self.body.addWidget(
            make_label(
                _("What was planned for this deal is cancelled until then."), "muted", wrap=True
            )
        )
        self.form.setFocus()

    def read(self) -> StandBy:
        """Return until when the deal rests."""
        return self.form.read(self._deal)


class DeleteContactsDialog(FormDialog):
    """Says what goes with some contacts; `submitted` carries their ids."""

    def __init__(
        self, ids: tuple[int, ...], text: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, accept_text=_("Delete"), parent=parent)
        self.setObjectName("delete-dialog")
        self.setMinimumWidth(440)
        self._ids = ids
        line = make_label(text, wrap=True)
        line.setObjectName("delete-text")
        self.body.addWidget(line)
        set_look(self.primary, "role", "danger")
        # Enter must not delete.
        self.primary.setDefault(False)
        self.secondary.setDefault(True)
        self.secondary.setFocus()

    def read(self) -> tuple[int, ...]:
        """Return the ids."""
        return self._ids


def holds_more_than_a_card(view: ContactView) -> bool:
    """Say whether deleting a contact takes more away than one card."""
    return view.exchange_count > 0 or bool(view.sales) or len(view.opportunities) > 1


def what_goes_with(view: ContactView) -> str:
    """Say what is deleted along with one contact."""
    return _(
        "Deals: {deals}. Planned actions: {actions}. Exchanges: {exchanges}. Sales: {sales}."
        " All of it goes with the contact. You can undo this until you close Pisteur."
    ).format(
        deals=len(view.opportunities),
        actions=len(view.follow_ups),
        exchanges=view.exchange_count,
        sales=len(view.sales),
    )


def what_goes_with_all() -> str:
    """Say what is deleted along with several contacts."""
    return _(
        "Their deals, planned actions, exchanges and sales go with them."
        " You can undo this until you close Pisteur."
    )


def delete_title(ids: Sequence[int], name: str) -> str:
    """Return the question."""
    return ngettext("Delete “{name}”?", "Delete {count} contacts?", len(ids)).format(
        name=name, count=len(ids)
    )
