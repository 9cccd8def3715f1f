"""Big cards to choose one from, and the row of steps of a walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pisteur.i18n import _
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.keys import digit_of
from pisteur.ui.widgets.properties import make_label, set_look

TICK = "✓"


@dataclass(frozen=True, slots=True)
class Choice:
    """One card: the value it stands for, its title, and a line that explains it."""

    value: object
    title: str
    detail: str = ""


class ChoiceCards(QWidget):
    """Cards side by side (or stacked), one of which is chosen.

    Arrows go from card to card, space or Enter chooses, a digit chooses the card of that number;
    all while the focus is on a card. Enter on the card already chosen goes on to the dialog.

    Signals:
        chosen: the value, whenever the user chooses, the same card again included.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        stacked: bool = False,
        keycaps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._cards = [
            _ChoiceCard(choice, str(number) if keycaps else "", self)
            for number, choice in enumerate(self._choices, 1)
        ]
        self._group = QButtonGroup(self)
        down = QBoxLayout.Direction.TopToBottom
        self._row = row = QBoxLayout(down if stacked else QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, card in enumerate(self._cards):
            self._group.addButton(card, number)
            row.addWidget(card, 0 if stacked else 1)
        if stacked:
            row.addStretch(1)
        self._group.idClicked.connect(self._announce)
        if self._cards:
            self.setFocusProxy(self._cards[0])

    @property
    def value(self) -> object:
        """The value chosen, or None."""
        number = self._group.checkedId()
        return self._choices[number].value if number >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose the card of `value`, or none, without saying so."""
        self._group.setExclusive(False)
        for choice, card in zip(self._choices, self._cards, strict=True):
            card.setChecked(value is not None and choice.value == value)
        self._group.setExclusive(True)
        number = max(0, self._group.checkedId())
        if self._cards:
            self.setFocusProxy(self._cards[number])

    def set_detail(self, value: object, detail: str) -> None:
        """Change the explaining line of the card of `value`."""
        for choice, card in zip(self._choices, self._cards, strict=True):
            if choice.value == value:
                card.set_detail(detail)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        # A layout that is short of room would cut the explaining lines.
        self.setMinimumHeight(self._row.heightForWidth(self.width()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        digit = digit_of(event)
        if digit is not None and digit <= len(self._cards) and self._cards[digit - 1].isEnabled():
            self._cards[digit - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._cards[digit - 1].click()
            return
        super().keyPressEvent(event)

    def _announce(self, number: int) -> None:
        self.setFocusProxy(self._cards[number])
        self.chosen.emit(self._choices[number].value)


class _ChoiceCard(QRadioButton):
    """A radio button that looks like a card; its own text is empty, labels lie on it."""

    def __init__(self, choice: Choice, keycap: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"choice-{choice.value}")
        self.setProperty("role", "choice")
        self.setAccessibleName(choice.title)
        grows = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        grows.setHeightForWidth(True)
        self.setSizePolicy(grows)
        head = QHBoxLayout()
        head.addWidget(make_label(choice.title, "strong", wrap=True), 1)
        self._number = keycap
        self._mark = make_label(keycap or TICK, "keycap")
        kept = self._mark.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(kept)
        if not keycap:
            self._mark.hide()
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.toggled.connect(self._tick)
        self._detail = make_label("", "muted", wrap=True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(13, 11, 13, 11)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._detail)
        column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_detail(choice.detail)

    def set_detail(self, detail: str) -> None:
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleDescription(detail)

    def _tick(self, chosen: bool) -> None:
        # A frame alone could be that of the focus.
        self._mark.setText(TICK if chosen else self._number or TICK)
        self._mark.setVisible(chosen or bool(self._number))
        set_look(self._mark, "chosen", chosen)

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._column.totalHeightForWidth(width)

    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        # On the card already chosen, Enter is for the dialog: go on.
        if enter and not self.isChecked():
            self.click()
            return
        super().keyPressEvent(event)


class Steps(QWidget):
    """The steps of a walk as chips: done ones ticked, the current one filled."""

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, gap=8)
        self._labels = list(labels)
        self._chips = [make_label(label) for label in labels]
        for chip in self._chips:
            self._row.addWidget(chip)
        self._current = 0
        self.set_current(0)

    @property
    def current(self) -> int:
        """The place of the current step, from 0."""
        return self._current

    def set_current(self, place: int) -> None:
        """Mark the steps before `place` as done and `place` as current."""
        self._current = place
        for number, (chip, label) in enumerate(zip(self._chips, self._labels, strict=True)):
            done = number < place
            chip.setText(f"✓ {label}" if done else label)
            state = "done" if done else "current" if number == place else "to do"
            set_look(chip, "step", state)
            spoken = {"done": _("{step}: done"), "current": _("{step}: current step")}
            chip.setAccessibleName(spoken.get(state, "{step}").format(step=label))
        self._row.invalidate()
        self.updateGeometry()

    def set_label(self, place: int, label: str) -> None:
        """Change what step `place` says, such as what was found in it."""
        self._labels[place] = label
        self.set_current(self._current)
