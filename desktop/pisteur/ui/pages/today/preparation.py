"""The preparation of a call: number, last exchange, what they asked, what is not known yet.

For the row that is current; read with each step, so it is light. Answering is for the panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pisteur.domain.errors import PisteurError
from pisteur.domain.preparation import LastExchange, Preparation
from pisteur.domain.qualification import Criterion
from pisteur.domain.reach import phone_link
from pisteur.domain.words import Direction
from pisteur.i18n import _, isolated, ngettext
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.panel.capped import CappedLabel
from pisteur.ui.panel.concern_row import PILLS
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.discard import clear_rows
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_button, make_label

if TYPE_CHECKING:
    from pisteur.storage.change_log import ChangeSet

MOST_LINES = 3
TABLES = (
    *("contacts", "contact_points", "interactions", "concerns", "criteria"),
    *("qualifications", "deal_people", "oppositions"),
)


class PreparationCard(Card):
    """What to know before calling; hidden while no row is current."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.setObjectName("preparation")
        self.setAccessibleName(_("Before you call"))
        self._context = context
        self._about: tuple[int, int | None] | None = None
        self._phone = ""
        self._call = make_button("", "link", name="preparation-call", compact=True)
        self._call.clicked.connect(self._dial)
        self._name = ElidedLabel(role="strong")
        self._name.setObjectName("preparation-name")
        self._last = CappedLabel("muted", most=2)
        self._last.setObjectName("preparation-last")
        self._deciders = ElidedLabel()
        self._deciders.setObjectName("preparation-deciders")
        self._lay_out()
        self.hide()
        context.runner.changed.connect(self._follow)

    def prepare(self, contact_id: int, opportunity_id: int | None) -> None:
        """Show what to know of a contact, for one of its deals."""
        self._about = (contact_id, opportunity_id)
        self._context.runner.latest(
            "preparation",
            lambda s: s.preparation.preparation(contact_id, opportunity_id),
            self._show,
            self._gone,
        )

    def clear(self) -> None:
        """Show nothing."""
        self._about = None
        self.hide()

    # Inside.

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name, 1)
        head.addWidget(self._call)
        left = QVBoxLayout()
        left.setSpacing(3)
        left.addLayout(head)
        left.addWidget(self._deciders)
        left.addWidget(self._last)
        left.addStretch(1)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(8)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(1, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addLayout(self._lines, 1)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _show(self, found: Preparation) -> None:
        if (found.contact_id, found.opportunity_id) != self._about:
            return
        self._phone = found.phone
        self._name.setText(" · ".join(map(isolated, filter(None, (found.name, found.job_title)))))
        number = formats.phone(found.phone)
        self._call.setText(number)
        self._call.setAccessibleName(_("Call {phone}").format(phone=number))
        self._call.setVisible(bool(found.phone))
        self._deciders.setText(
            _("Decides: {names}").format(names=", ".join(map(isolated, found.deciders)))
            if found.deciders
            else ""
        )
        self._deciders.setVisible(bool(found.deciders))
        self._last.show_text(self._last_text(found.last))
        self._show_lines(found)
        self.show()

    def _last_text(self, last: LastExchange | None) -> str:
        if last is None:
            return _("Nothing was exchanged yet.")
        day = last.happened_at.astimezone().date()
        parts = [label(last.kind), formats.ago(day, self._context.clock.today())]
        if last.direction is Direction.INCOMING:
            parts.append(label(last.direction))
        if last.outcome is not None:
            parts.append(label(last.outcome))
        head = " · ".join(parts)
        body = " ".join(last.body.split())
        return _("{exchange}: {text}").format(exchange=head, text=body) if body else head

    def _show_lines(self, found: Preparation) -> None:
        clear_rows(self._lines)
        lines = [
            *((label(own.kind), PILLS[own.kind], own.text) for own in found.concerns),
            *((_("To find out"), "planned", _to_find_out(own)) for own in found.unknown),
        ]
        shown = lines if len(lines) <= MOST_LINES else lines[: MOST_LINES - 1]
        for place, (kind, tone, text) in enumerate(shown):
            line = ElidedLabel(text)
            line.setAccessibleName(f"{kind}: {text}")
            self._lines.addWidget(Pill(kind, tone), place, 0)
            self._lines.addWidget(line, place, 1)
        left = len(lines) - len(shown)
        if left:
            text = ngettext("and {count} more in the panel", "and {count} more in the panel", left)
            self._say(formats.counted(text, left), len(shown))
        if not lines:
            self._say(_("No open question, nothing left to find out."), 0)
        self._lines.setRowStretch(MOST_LINES, 1)

    def _say(self, text: str, place: int) -> None:
        self._lines.addWidget(make_label(text, "muted"), place, 0, 1, 2)

    def _gone(self, error: PisteurError) -> None:
        self.clear()
        if error.code != "record.gone":
            self._context.show_error(error)

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if self._about is not None and self.isVisible() and changes.touches(*TABLES):
            self.prepare(*self._about)

    def _dial(self) -> None:
        if self._about is not None:
            self._context.flows.reach(self._about[0], phone_link(self._phone))


def _to_find_out(criterion: Criterion) -> str:
    """Return what to ask: the first of the user's own questions, else the action that asks."""
    asked = next((line.strip() for line in criterion.prompts.splitlines() if line.strip()), "")
    return asked or criterion.find_out or criterion.name
