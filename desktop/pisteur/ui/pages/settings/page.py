"""The settings: names of sections at the left, the chosen section at the right.

What there is, is in `sections`. Not for settings themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pisteur.i18n import _
from pisteur.ui.context import UiContext
from pisteur.ui.pages.settings.sections import SECTIONS, SettingsSection
from pisteur.ui.widgets.properties import make_label

LIST_WIDTH = 172
# What a row takes beside its name: padding, the round ground of the current row, the frame.
ROW_ROOM = 40
ROW_HEIGHT = 32


class SettingsPage(QWidget):
    """The settings of the data file, section by section. Each is made when it is first shown.

    Signals:
        restart_requested: the window shall open again, as in another language.
    """

    restart_requested = Signal()

    def __init__(
        self,
        context: UiContext,
        sections: tuple[SettingsSection, ...] = SECTIONS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._sections = {section.key: section for section in sections}
        self._made: dict[str, QWidget] = {}
        self._list = QListWidget()
        self._list.setObjectName("settings-sections")
        self._list.setAccessibleName(_("Sections of the settings"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setProperty("rows", True)
        for section in sections:
            item = QListWidgetItem(section.title())
            item.setData(Qt.ItemDataRole.UserRole, section.key)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self._list.addItem(item)
        self._stack = QStackedWidget()
        self._heading = make_label("", "heading")
        self._lay_out()
        self._list.currentRowChanged.connect(self._show_row)
        self.setFocusProxy(self._list)
        self._list.setCurrentRow(0)

    @property
    def current_section(self) -> str:
        """The key of the section shown."""
        return str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_section(self, key: str) -> None:
        """Show the section `key`; one that there is not changes nothing."""
        if key in self._sections:
            self._list.setCurrentRow(list(self._sections).index(key))

    def section(self, key: str) -> QWidget:
        """Return the widget of a section, made if need be."""
        made = self._make(key)
        if self._stack.indexOf(made) < 0:
            self._stack.addWidget(made)
        return made

    def prepare(self) -> Iterator[None]:
        """Make the section that is shown first, ahead of need, in two steps."""
        self._make(self.current_section)
        yield
        self._show_first()
        yield

    def _make(self, key: str) -> QWidget:
        if key not in self._made:
            made = self._sections[key].make(self._context, self._stack)
            made.setObjectName(f"settings-{key}")
            made.setAccessibleName(self._sections[key].title())
            restart = getattr(made, "restart_requested", None)
            if restart is not None:
                restart.connect(self.restart_requested)
            self._made[key] = made
        return self._made[key]

    def showEvent(self, event: QShowEvent, /) -> None:
        # The style sheet gives the font, in its own time.
        metrics = self._list.fontMetrics()
        names = [section.title() for section in self._sections.values()]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self._list.setFixedWidth(max(LIST_WIDTH, longest + ROW_ROOM))
        super().showEvent(event)
        self._show_first()

    def _show_row(self, row: int) -> None:
        # Before it has its place in the window, a section would be dressed twice.
        if row >= 0 and (self._made or self.isVisible()):
            self._show_section()

    def _show_first(self) -> None:
        if not self._heading.text():
            self._show_section()

    def _show_section(self) -> None:
        key = self.current_section
        self._stack.setCurrentWidget(self.section(key))
        self._heading.setText(self._sections[key].title())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(make_label(_("Settings"), "title"))
        left.addWidget(self._list, 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._heading)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(20)
        row.addLayout(left)
        row.addLayout(right, 1)
