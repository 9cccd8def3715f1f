"""Two contacts side by side: for each fact on which they differ, which of the two stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from pisteur.domain.merging import Merge, MergeView, Part
from pisteur.domain.text import shorten
from pisteur.i18n import _
from pisteur.presentation.duplicate_texts import kept_text, part_text, part_title
from pisteur.ui.dialogs.form import FormDialog
from pisteur.ui.widgets.containers import make_scrolling
from pisteur.ui.widgets.properties import make_button, make_label, set_tool_tip

WIDTH, TALLEST = 720, 330
LEFT, RIGHT = 1, 2
LONGEST, SIDE = 32, 250
_SIDES = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_Right: RIGHT}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MergeDialog(FormDialog):
    """What the merged contact says of itself; `submitted` carries a `Merge`.

    Left and Right choose a side, Up and Down go to another fact.
    """

    def __init__(self, view: MergeView, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Make one contact of two"), accept_text=_("Merge"), cancel_text="", parent=parent
        )
        self.setObjectName("merge-dialog")
        self.setMinimumWidth(WIDTH)
        self._view = view
        self._groups: dict[Part, QButtonGroup] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(LEFT, 1)
        self._grid.setColumnStretch(RIGHT, 1)
        self._fill()
        content = QWidget()
        content.setLayout(self._grid)
        scrolling = make_scrolling(content)
        scrolling.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolling.setMinimumHeight(min(TALLEST, content.sizeHint().height() + 4))
        self.body.addLayout(self._make_tops())
        self.body.addWidget(scrolling, 1)
        self.body.addWidget(make_label(_("Everything else of both is kept:"), "strong", wrap=True))
        kept = make_label(kept_text(view.left, view.right), "muted", wrap=True)
        kept.setObjectName("merge-kept")
        self.body.addWidget(kept)
        first = next(iter(self._groups.values()), None)
        (self.primary if first is None else first.button(first.checkedId())).setFocus()

    def read(self) -> Merge:
        """Return what was chosen."""
        chosen = (part for part, group in self._groups.items() if group.checkedId() == RIGHT)
        return Merge(self._view.left.id, self._view.right.id, frozenset(chosen))

    def choose(self, part: Part, side: int) -> None:
        """Choose a side for a part on which the two differ."""
        self._groups[part].button(side).setChecked(True)

    @property
    def choices(self) -> dict[Part, int]:
        """The side chosen for each part on which the two differ."""
        return {part: group.checkedId() for part, group in self._groups.items()}

    def _go(self, key: Qt.Key) -> None:
        """Choose a side, or go to another fact, from the button in which an arrow was pressed."""
        group = self._group_of(self.focusWidget())
        if group is None:
            return
        if key in _SIDES:
            wanted, side = group, _SIDES[key]
            wanted.button(side).setChecked(True)
        else:
            groups = list(self._groups.values())
            place = min(max(groups.index(group) + _STEPS[key], 0), len(groups) - 1)
            wanted = groups[place]
            side = wanted.checkedId()
        wanted.button(side).setFocus(Qt.FocusReason.TabFocusReason)

    def _group_of(self, widget: QWidget | None) -> QButtonGroup | None:
        return widget.group() if isinstance(widget, QRadioButton) else None

    def _make_tops(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(make_label(_("What differs is yours to choose."), "muted", wrap=True), 1)
        for text, slot, name in (
            (_("All from the left"), self._all_left, "merge-all-left"),
            (_("All from the right"), self._all_right, "merge-all-right"),
        ):
            button = make_button(text, "chip", name=name)
            button.clicked.connect(slot)
            button.setEnabled(bool(self._groups))
            row.addWidget(button)
        return row

    def _all_left(self) -> None:
        self._choose_all(LEFT)

    def _all_right(self) -> None:
        self._choose_all(RIGHT)

    def _choose_all(self, side: int) -> None:
        for part in self._groups:
            self.choose(part, side)

    def _fill(self) -> None:
        view = self._view
        for column, side in ((LEFT, view.left), (RIGHT, view.right)):
            self._grid.addWidget(make_label(side.title, "heading", wrap=True), 0, column)
        for row, part in enumerate(view.parts, 1):
            title = make_label(part_title(part), "strong" if view.differs(part) else "muted")
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignVCenter)
            if view.differs(part):
                self._add_choice(row, part)
            else:
                same = make_label(part_text(view.left, part), "muted", wrap=True)
                self._grid.addWidget(same, row, LEFT, 1, 2)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _add_choice(self, row: int, part: Part) -> None:
        group = QButtonGroup(self)
        wanted = RIGHT if part in self._view.proposed else LEFT
        sides = {LEFT: self._view.left, RIGHT: self._view.right}
        names = {LEFT: "left", RIGHT: "right"}
        for column, side in sides.items():
            text = part_text(side, part)
            button = _SideButton(text)
            button.setObjectName(f"merge-{part}-{names[column]}")
            button.setAccessibleName(f"{part_title(part)}: {text}")
            button.setChecked(column == wanted)
            button.arrow_pressed.connect(self._go)
            group.addButton(button, column)
            self._grid.addWidget(button, row, column)
        self._groups[part] = group


class _SideButton(QRadioButton):
    """One side of a fact; long texts are cut, and whole in the tool tip.

    Signals:
        arrow_pressed: the key; Qt would go to the next button of the group, either way.
    """

    arrow_pressed = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setMinimumWidth(SIDE)
        set_tool_tip(self, text)
        self.setText(shorten(text, LONGEST))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (*_SIDES, *_STEPS):
            self.arrow_pressed.emit(Qt.Key(event.key()))
            return
        super().keyPressEvent(event)
