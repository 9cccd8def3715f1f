"""The sidebar: the name, the pages, the settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pisteur.i18n import _, ngettext
from pisteur.resources import resource_path
from pisteur.ui.widgets.navigation import NavButton
from pisteur.ui.widgets.properties import make_label

MARK = 20


class Sidebar(QWidget):
    """Entries of the pages.

    Signals:
        page_chosen: the key of a page.
    """

    page_chosen = Signal(object)

    def __init__(self, pages: dict[str, str]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Pages"))
        # Its surface is the window's, seen through it.
        self._entries: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 12)
        column.setSpacing(4)
        column.addLayout(self._make_name())
        column.addSpacing(10)
        for key, text in pages.items():
            column.addWidget(self._make_entry(key, text))
        column.addStretch(1)
        column.addWidget(self._make_entry("settings", _("Settings")))

    def show_mark(self) -> None:
        """Draw the mark before the name: after the first paint, as it loads Qt's SVG reader."""
        from PySide6.QtGui import QIcon  # noqa: PLC0415 - for that reason

        icon = QIcon(str(resource_path("icons/pisteur.svg")))
        self._mark.setPixmap(icon.pixmap(QSize(MARK, MARK), self.devicePixelRatio()))

    def choose(self, key: str) -> None:
        """Mark the entry of the page that is shown."""
        self._entries[key].setChecked(True)

    def set_urgent(self, count: object) -> None:
        """Show how many things wait today."""
        number = int(str(count))
        words = ngettext("{count} thing to do", "{count} things to do", number)
        self._entries["today"].set_count(number, words.format(count=number))

    def _make_name(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(8)
        self._mark = QLabel()
        self._mark.setFixedSize(MARK, MARK)
        row.addWidget(self._mark)
        row.addWidget(make_label("Pisteur", "heading"), 1)
        return row

    def _make_entry(self, key: str, text: str) -> NavButton:
        entry = NavButton(text, name=f"nav-{key}")
        entry.setProperty("page", key)
        entry.clicked.connect(self._choose)
        self._entries[key] = entry
        return entry

    def _choose(self) -> None:
        self.page_chosen.emit(self.sender().property("page"))
