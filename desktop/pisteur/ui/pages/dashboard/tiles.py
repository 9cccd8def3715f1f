"""The figures at the head of the dashboard: each is a button that opens what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pisteur.i18n import _
from pisteur.ui.widgets.properties import make_label, set_look
from pisteur.ui.widgets.push_button import PushButton

LEAST_WIDTH = 110


class FigureTile(PushButton):
    """Words, a figure, and a line that explains it."""

    def __init__(self, words: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._words = words
        self._figure = make_label("–", "figure")
        self._detail = make_label("", "label", wrap=True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 11)
        column.setSpacing(2)
        column.addWidget(make_label(words, "muted", wrap=True))
        column.addWidget(self._figure)
        column.addWidget(self._detail)
        column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words)

    def show_figure(self, figure: str, detail: str = "", *, tone: str = "", opens: bool) -> None:
        """Show `figure`; without anything behind it, the tile can't be pressed."""
        self._figure.setText(figure)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        set_look(self._detail, "tone", tone)
        self.setAccessibleName(_("{words}: {figure}").format(words=self._words, figure=figure))
        self.setAccessibleDescription(detail)
        # Not disabled, which would grey the figure.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not opens)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._column.totalHeightForWidth(max(width, LEAST_WIDTH))

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self.heightForWidth(max(self.width(), LEAST_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self._column.minimumSize().height())
