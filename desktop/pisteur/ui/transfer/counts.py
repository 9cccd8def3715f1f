"""The figures of an import: how many rows of each kind, and how many in all."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from pisteur.domain.decisions import RowKind
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats
from pisteur.ui.transfer.words import TONES, kind_title
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_label, set_look


class Counts(QWidget):
    """One box a kind; they add up to the last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-counts")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._figures: dict[RowKind | None, tuple[Card, QLabel, QLabel]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for kind in (*RowKind, None):
            box = Card()
            box.setObjectName(f"count-{kind or 'total'}")
            box.body.setSpacing(0)
            figure = make_label("", "figure")
            box.body.addWidget(figure)
            title = make_label("", "muted", wrap=True)
            box.body.addWidget(title)
            box.body.addStretch(1)
            row.addWidget(box, 1)
            self._figures[kind] = (box, figure, title)

    def show_counts(self, counts: Mapping[RowKind, int], total: int) -> None:
        """Show how many of each kind."""
        for kind, (box, figure, title) in self._figures.items():
            value = total if kind is None else counts.get(kind, 0)
            words = _words(kind, value)
            figure.setText(formats.number(value))
            title.setText(words)
            set_look(figure, "tone", TONES[kind] if kind is not None and value else "")
            spoken = _("{words}: {figure}").format(words=words, figure=formats.number(value))
            box.setAccessibleName(spoken)


def _words(kind: RowKind | None, count: int) -> str:
    return ngettext("row in all", "rows in all", count) if kind is None else kind_title(kind, count)
