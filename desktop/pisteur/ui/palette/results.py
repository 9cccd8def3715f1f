"""The list of what the palette found; its lines are painted by `ui.palette.delegate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView

from pisteur.i18n import _
from pisteur.ui.palette.delegate import PaletteDelegate
from pisteur.ui.widgets.painting import colour

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pisteur.presentation.palette_model import PaletteModel
    from pisteur.ui.theme.theme import Theme


class ResultList(QListView):
    """Paints its own ground: else all that lies below it would be painted with each key."""

    def __init__(self, theme: Theme, model: PaletteModel) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("palette-results")
        self.setAccessibleName(_("Results"))
        self.setModel(model)
        self.setItemDelegate(PaletteDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour(self._theme.tokens.panel))
        painter.end()
        super().paintEvent(event)
