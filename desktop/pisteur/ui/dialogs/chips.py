"""A few short words to choose one from, as chips in a row that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.keys import digit_of
from pisteur.ui.widgets.properties import make_button


class Chips(QWidget):
    """Chips, one of which is chosen.

    Arrows go from chip to chip, space chooses, a digit chooses the chip of that number.

    Signals:
        chosen: the value that the user chose.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, str]],
        value: object = None,
        *,
        name: str = "chip",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._values = [choice for choice, _label in choices]
        self._group = QButtonGroup(self)
        row = FlowLayout(self, gap=6)
        for number, (choice, label) in enumerate(choices):
            chip = make_button(label, "chip", name=f"{name}-{choice}")
            chip.setCheckable(True)
            self._group.addButton(chip, number)
            row.addWidget(chip)
        self._group.idClicked.connect(self._announce)
        self.setFocusProxy(self._group.button(0))
        self.set_value(value)

    @property
    def value(self) -> object:
        """The value chosen, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose the chip of `value`, or none, without saying so."""
        self._group.setExclusive(False)
        for number, own in enumerate(self._values):
            chosen = value is not None and own == value
            self._group.button(number).setChecked(chosen)
            if chosen:
                self.setFocusProxy(self._group.button(number))
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        digit = digit_of(event)
        if digit is not None and digit <= len(self._values):
            number = digit - 1
            self._group.button(number).setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._group.button(number).click()
            return
        super().keyPressEvent(event)

    def _announce(self, number: int) -> None:
        self.setFocusProxy(self._group.button(number))
        self.chosen.emit(self._values[number])
