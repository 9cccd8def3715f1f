"""A few short words, any number of which are chosen, as chips in a row that wraps."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.properties import make_button


class Toggles(QWidget):
    """Chips, each on or off. Tab goes from chip to chip, space switches.

    Signals:
        changed: all values that are on, after the user switched one.
    """

    changed = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        values: Collection[str] = (),
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._chips: dict[str, QPushButton] = {}
        row = FlowLayout(self, gap=6)
        for value, text in choices:
            chip = make_button(text, "chip", name=f"{name}-{value}")
            chip.setCheckable(True)
            chip.setChecked(value in values)
            chip.clicked.connect(self._announce)
            row.addWidget(chip)
            self._chips[value] = chip
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    @property
    def values(self) -> tuple[str, ...]:
        """The values that are on, in their order."""
        return tuple(value for value, chip in self._chips.items() if chip.isChecked())

    def _announce(self) -> None:
        self.changed.emit(self.values)
