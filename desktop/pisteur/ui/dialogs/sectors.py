"""Trades as words or NAF codes, in one line; codes ask for their edition."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pisteur.domain.profile import TraitKind, read_values
from pisteur.domain.traits import NafVersion
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.ui.dialogs.chips import Chips
from pisteur.ui.widgets.properties import make_label, set_look


class SectorsEditor(QWidget):
    """A line of trades; below it, once a NAF code is typed, which edition the codes are of.

    Signals:
        edited: the line was left, or Enter pressed.
        resized: the question for the edition has come or gone.
    """

    edited = Signal()
    resized = Signal()

    def __init__(self, text: str, version: NafVersion, *, name: str) -> None:
        super().__init__()
        self.line = QLineEdit(text)
        self.line.setObjectName(name)
        self.line.setPlaceholderText(_("restaurant, 56.10A"))
        self._versions = Chips(
            [(own, label(own)) for own in NafVersion], version, name=f"{name}-version"
        )
        self._versions.setAccessibleName(_("Edition of the NAF codes"))
        self._edition = QWidget()
        row = QHBoxLayout(self._edition)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(make_label(_("Codes of"), "label"))
        row.addWidget(self._versions, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self._edition)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._show_edition)
        self.line.editingFinished.connect(self.edited)
        self._show_edition()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    @property
    def version(self) -> NafVersion:
        """The edition of the codes."""
        return NafVersion(str(self._versions.value))

    def setAccessibleName(self, name: str, /) -> None:
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str, /) -> None:
        self.line.setAccessibleDescription(text)

    def event(self, event: QEvent, /) -> bool:
        # A field marks its editor as one to mend: here the line is.
        if event.type() == QEvent.Type.DynamicPropertyChange:
            set_look(self.line, "invalid", bool(self.property("invalid")))
        return super().event(event)

    def _show_edition(self) -> None:
        values = read_values(TraitKind.SECTOR, self.line.text(), NafVersion.REV2).values
        codes = any(value.startswith(f"{NafVersion.REV2.value}:") for value in values)
        if codes is self._edition.isHidden():
            self._edition.setVisible(codes)
            self.resized.emit()
