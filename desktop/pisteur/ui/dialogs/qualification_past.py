"""The qualifications of a contact, the newest first, each with what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pisteur.domain.qualification_history import PastQualification, QualificationPast
from pisteur.domain.words import Verdict
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation import formats
from pisteur.presentation.qualification_texts import changes_text
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fitting_area import FittingArea
from pisteur.ui.widgets.pill import Pill
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog

PILLS = {Verdict.PROSPECT: "ok", Verdict.FIND_OUT: "today", Verdict.OUT: "late"}
WIDTH = 620
AROUND = 220
SMALLEST = 300


class QualificationPastDialog(SheetDialog):
    """Shows the history; there is nothing to decide."""

    def __init__(self, past: QualificationPast, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            _("What changed"), accept_text=_("Close"), note=past.contact_name, parent=parent
        )
        self.setObjectName("qualification-past")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.secondary.hide()
        names = {criterion.id: criterion.name for criterion in past.criteria}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for entry in past.entries:
            column.addWidget(_card(entry, names, today))
        column.addStretch(1)
        most = max(SMALLEST, (parent.height() if parent else 0) - AROUND)
        area = FittingArea(content, most)
        # Without anything to stop at inside, arrows and pages scroll it.
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("What changed"))
        self.body.addWidget(area)
        self.primary.setFocus()


def _card(entry: PastQualification, names: Mapping[int, str], today: date) -> Card:
    card = Card("card")
    card.setObjectName(f"past-{entry.record.id}")
    day = formats.long_date(entry.record.made_on, today)
    when = make_label(formats.sentence_start(day), "strong")
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(when)
    head.addWidget(make_label(label(entry.learnt_how).lower(), "muted"))
    head.addStretch(1)
    head.addWidget(Pill(label(entry.record.verdict), PILLS[entry.record.verdict]))
    card.body.addLayout(head)
    for line in changes_text(entry, names):
        card.body.addWidget(make_label(line, wrap=True))
    return card
