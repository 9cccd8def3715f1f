"""What is done with the rows of each kind, exceptions apart."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from pisteur.domain.decisions import Decision, Decisions, RowKind, Take
from pisteur.i18n import _
from pisteur.ui.theme.tokens import Tokens
from pisteur.ui.transfer.words import choices
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_label


class KindChoices(QWidget):
    """One choice a kind, between two widgets; kinds that no row is of are not there.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, before: QWidget, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-kind-choices")
        row = FlowLayout(self, gap=12)
        row.addWidget(before)
        self._combos: dict[RowKind, tuple[QWidget, QComboBox]] = {}
        for kind, name, title in (
            (RowKind.NEW, "import-on-new", _("New names:")),
            (RowKind.FILLS_GAP, "import-on-gap", _("To complete:")),
            (RowKind.CONFLICT, "import-on-conflict", _("In case of conflict:")),
        ):
            words = make_label(title, "muted")
            combo = QComboBox()
            combo.setObjectName(name)
            combo.setAccessibleName(title.rstrip(": \N{NO-BREAK SPACE}"))
            combo.setProperty("role", "chip")
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            for take, text in choices(kind):
                combo.addItem(text, take)
            combo.activated.connect(self._chosen)
            words.setBuddy(combo)
            pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.setSpacing(6)
            beside.addWidget(words)
            beside.addWidget(combo)
            row.addWidget(pair)
            self._combos[kind] = pair, combo
        # As high as the choices, in whose row it stands.
        after.setMinimumHeight(Tokens.compact_height)
        row.addWidget(after)

    def show_counts(self, counts: Mapping[RowKind, int]) -> None:
        """Offer a choice for the kinds that there are."""
        for kind, (pair, _combo) in self._combos.items():
            pair.setVisible(bool(counts.get(kind, 0)))

    def decisions(self, rows: Mapping[int, Decision]) -> Decisions:
        """Return what is decided, with these exceptions."""
        return Decisions(
            self._take(RowKind.NEW),
            self._take(RowKind.FILLS_GAP),
            self._take(RowKind.CONFLICT),
            dict(rows),
        )

    def _take(self, kind: RowKind) -> Take:
        return Take(self._combos[kind][1].currentData())

    def _chosen(self, _index: int) -> None:
        self.changed.emit()
