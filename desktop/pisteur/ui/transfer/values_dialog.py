"""One row that contradicts what is stored: value by value, which side holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from pisteur.domain.decisions import Decision, Difference, Take
from pisteur.domain.transfer import PlannedRow
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.transfer.words import contact_field, value_word
from pisteur.ui.widgets.containers import make_scrolling
from pisteur.ui.widgets.labels import ElidedLabel
from pisteur.ui.widgets.properties import make_label, set_tool_tip
from pisteur.ui.widgets.sheet import SheetDialog

_SHOWN = 42


class ValuesDialog(SheetDialog):
    """What is stored at the left, what the file says at the right.

    Signals:
        decided: (line, Decision), when accepted.
    """

    decided = Signal(object, object)

    def __init__(self, row: PlannedRow, given: Decision, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Which value holds?"),
            accept_text=_("Use these values"),
            note=_("line {line}").format(line=formats.number(row.line)),
            parent=parent,
        )
        self.setObjectName("import-values")
        self._row = row
        self._groups: list[tuple[Difference, QButtonGroup]] = []
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        name = ElidedLabel(row.name, "strong")
        name.setMinimumWidth(140)
        name.setMaximumWidth(200)
        self._grid.addWidget(name, 0, 0)
        self._grid.addWidget(make_label(_("Stored"), "zone"), 0, 1)
        self._grid.addWidget(make_label(_("The file"), "zone"), 0, 2)
        # Nothing is lost where nothing is stored; whoever decided otherwise finds that again.
        untouched = given.take is Take.NOTHING
        taken = frozenset((Decision(Take.GAPS) if untouched else given).of(row.differences))
        for place, each in enumerate(dict.fromkeys(row.differences), start=1):
            self._add(place, each, taken=each in taken)
        self._grid.setRowStretch(len(self._groups) + 1, 1)
        area = make_scrolling(holder)
        area.setMinimumHeight(min(holder.sizeHint().height(), 320))
        self.body.addWidget(area, 1)
        self.resize(680, 0)
        self.fit()
        first = self._groups[0][1].checkedButton()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Say which values hold."""
        chosen = [each for each, group in self._groups if group.checkedId() == 1]
        self.decided.emit(self._row.line, Decision.taking(chosen, self._row.differences))
        super().accept()

    def _add(self, place: int, each: Difference, *, taken: bool) -> None:
        title = contact_field(each.field)
        self._grid.addWidget(make_label(title, "muted"), place, 0)
        group = QButtonGroup(self)
        nothing = _("nothing yet")
        stored = value_word(each.field, each.stored) if each.stored else nothing
        texts = (stored, value_word(each.field, each.file))
        spoken = (_("{field}, stored: {value}"), _("{field}, the file: {value}"))
        for side, text in enumerate(texts):
            line = " ".join(text.split())
            short = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
            radio = QRadioButton(short.replace("&", "&&"))
            radio.setObjectName(f"import-value-{place}-{'stored' if side == 0 else 'file'}")
            radio.setAccessibleName(spoken[side].format(field=title, value=text))
            if short != text:
                set_tool_tip(radio, text)
            radio.setChecked(side == taken)
            group.addButton(radio, side)
            self._grid.addWidget(radio, place, side + 1)
        self._groups.append((each, group))
