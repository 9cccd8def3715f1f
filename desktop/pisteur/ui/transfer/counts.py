"""The figures of an import: how many rows of each kind, and how many in all."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pisteur.domain.transfer import RowKind
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.transfer.words import TONES, kind_title
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label, set_look


class Counts(QWidget):
    """One box a kind; they add up to the last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-counts")
        self._figures: dict[RowKind | None, tuple[Card, QLabel, str]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        titles: dict[RowKind | None, str] = {kind: kind_title(kind) for kind in RowKind}
        titles[None] = _("rows in all")
        for kind, title in titles.items():
            box = Card()
            box.setObjectName(f"count-{kind or 'total'}")
            box.body.setSpacing(0)
            figure = make_label("", "figure")
            box.body.addWidget(figure)
            box.body.addWidget(make_label(title, "muted", wrap=True))
            box.body.addStretch(1)
            row.addWidget(box, 1)
            self._figures[kind] = (box, figure, title)

    def show_counts(self, counts: Mapping[RowKind, int], total: int) -> None:
        """Show how many of each kind."""
        for kind, (box, figure, title) in self._figures.items():
            value = total if kind is None else counts.get(kind, 0)
            figure.setText(formats.number(value))
            set_look(figure, "tone", TONES[kind] if kind is not None and value else "")
            spoken = _("{words}: {figure}").format(words=title, figure=formats.number(value))
            box.setAccessibleName(spoken)
