"""A date that may be left out: a box to tick, and the date when it is ticked."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pisteur.ui.dialogs.date_field import DateField


class OptionalDate(QWidget):
    """Shows `field` only while `box` is ticked.

    Args:
        text: what the box says.
        field: the date that is proposed.
        name: object name of the box.
    """

    def __init__(
        self, text: str, field: DateField, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.box = QCheckBox(text)
        self.box.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(field)
        field.hide()
        self.box.toggled.connect(field.setVisible)
        self.setFocusProxy(self.box)

    @property
    def day(self) -> date | None:
        """The date shown, None while the box is not ticked."""
        return self.field.day if self.box.isChecked() else None

    def set_day(self, day: date | None) -> None:
        """Show a date; None unticks the box and keeps the date it had."""
        if day is not None:
            self.field.set_day(day)
        self.box.setChecked(day is not None)
