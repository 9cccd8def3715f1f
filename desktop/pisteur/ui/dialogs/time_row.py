"""A time of day that need not be set."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QWidget

from pisteur.i18n import _
from pisteur.ui.widgets.fields import inset_spin_box


class TimeRow(QWidget):
    """A box to tick and, once ticked, the time."""

    def __init__(self, at: time | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set = QCheckBox(_("At a set time"))
        self._set.setObjectName("timed")
        self._time = QTimeEdit(QTime(at.hour, at.minute) if at else QTime(9, 0))
        self._time.setObjectName("due-time")
        self._time.setAccessibleName(_("Time"))
        self._time.setDisplayFormat("HH:mm")
        self._time.setMinimumWidth(96)
        inset_spin_box(self._time)
        self._set.setChecked(at is not None)
        self._time.setEnabled(at is not None)
        self._set.toggled.connect(self._time.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._set)
        row.addWidget(self._time)
        row.addStretch(1)
        self.setFocusProxy(self._set)

    @property
    def value(self) -> time | None:
        """The time, or None for the whole day."""
        if not self._set.isChecked():
            return None
        at = self._time.time()
        return time(at.hour(), at.minute())
