"""The phones and e-mail addresses of a contact: as many as there are, each on its own line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from pisteur.domain.commands import PointInput
from pisteur.domain.errors import DomainError
from pisteur.domain.reach import digits, normalise_email
from pisteur.domain.snapshots import PointView
from pisteur.domain.words import PointKind
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.ui.widgets.discard import discard
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_button, set_look, set_tool_tip

FEWEST_DIGITS, MOST_DIGITS = 6, 15


class PointField(Field):
    """One phone number or address, what kind it is, and a way to take it off.

    Signals:
        removal_wanted: this field.

    Attributes:
        stops: what Tab comes to, in this order.
    """

    removal_wanted = Signal(object)

    def __init__(self, kind: PointKind, number: int, value: str = "", place: str = "") -> None:
        row = QWidget()
        phone = kind is PointKind.PHONE
        name = _("Phone") if phone else _("E-mail")
        self.kind = kind
        self.value = QLineEdit(value)
        # A long address is known by its beginning.
        self.value.setCursorPosition(0)
        self.value.setObjectName(f"{kind.value}-{number}")
        self.value.setAccessibleName(name)
        self.place = QLineEdit(place)
        self.place.setObjectName(f"{kind.value}-label-{number}")
        self.place.setPlaceholderText(_("mobile…") if phone else _("work…"))
        self.place.setAccessibleName(_("Which one"))
        self.place.setMaximumWidth(104)
        remove = QToolButton()
        remove.setObjectName(f"{kind.value}-remove-{number}")
        remove.setText("✕")
        remove.setAccessibleName(_("Remove"))
        set_tool_tip(remove, _("Remove"))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.value, 1)
        line.addWidget(self.place)
        line.addWidget(remove)
        row.setFocusProxy(self.value)
        self.stops = (self.value, self.place, remove)
        super().__init__(name, row)
        remove.clicked.connect(self._ask_removal)
        self.value.editingFinished.connect(self.check)

    @property
    def point(self) -> PointInput:
        """What is typed."""
        return PointInput(self.kind, self.value.text(), self.place.text())

    def set_error(self, error: str | None) -> None:
        super().set_error(error)
        set_look(self.value, "invalid", bool(error))

    def check(self) -> bool:
        """Say beside the field what is wrong with it; False when it can't be kept so."""
        text = self.value.text().strip()
        if self.kind is PointKind.PHONE:
            odd = bool(text) and not FEWEST_DIGITS <= len(digits(text)) <= MOST_DIGITS
            self.set_hint(
                _("This does not look like a number. It is kept as typed.") if odd else ""
            )
            return True
        wrong = bool(text) and normalise_email(text) is None
        error = DomainError("contact.email_invalid", field="email", text=text)
        self.set_error(error_text(error) if wrong else None)
        return not wrong

    def _ask_removal(self) -> None:
        self.removal_wanted.emit(self)


class PointList(QWidget):
    """All phones, or all addresses, with a button for one more."""

    def __init__(
        self, kind: PointKind, start: Sequence[PointView], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._made = 0
        self._fields: list[PointField] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column.addLayout(self._lines)
        for point in start:
            if point.kind is kind:
                self._add(point.value, point.label)
        if not self._fields:
            self._add()
        text = _("Add a phone") if kind is PointKind.PHONE else _("Add an e-mail")
        # Made last, so that Tab comes to it last.
        self._more = make_button(text, "link", name=f"{kind.value}-add")
        self._more.clicked.connect(self._add_and_go)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def points(self) -> tuple[PointInput, ...]:
        """What is typed, blank lines left out."""
        return tuple(own.point for own in self._fields if own.value.text().strip())

    def check(self) -> PointField | None:
        """Return the first field that can't be kept as it is, each told so, or None."""
        wrong = [own for own in self._fields if not own.check()]
        return wrong[0] if wrong else None

    def show_error(self, text: str) -> None:
        """Say `text` beside the first field."""
        if self._fields:
            self._fields[0].set_error(text)
            self._fields[0].setFocus()

    def _add(self, value: str = "", place: str = "") -> PointField:
        self._made += 1
        field = PointField(self._kind, self._made, value, place)
        field.removal_wanted.connect(self._remove)
        self._fields.append(field)
        self._lines.addWidget(field)
        return field

    def _add_and_go(self) -> None:
        before = self._fields[-1].stops[-1]
        made = self._add()
        for first, second in pairwise((before, *made.stops, self._more)):
            QWidget.setTabOrder(first, second)
        made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, field: object) -> None:
        if isinstance(field, PointField):
            self._fields.remove(field)
            discard(field)
            if not self._fields:
                self._add()
            self._fields[-1].setFocus(Qt.FocusReason.OtherFocusReason)
