"""Labels of plain text: cut to the width there is, or with a dot that tells a state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pisteur.i18n import isolated
from pisteur.presentation import qt_numbers
from pisteur.ui.widgets.painting import cut
from pisteur.ui.widgets.properties import make_label, set_look, set_tool_tip

_LEFT = qt_numbers.ALIGN_LEFT | qt_numbers.ALIGN_V_CENTER


class ElidedLabel(QLabel):
    """One line of plain text that ends in … where it does not fit; the tool tip has it whole.

    `low` keeps it as low as its line; without, a row that is no higher has to.
    """

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, low: bool = True
    ) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
        if low:
            # Not before the first paint: its enumerations take 3 million instructions to make.
            from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415

            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        set_tool_tip(self, "" if self.fits() else self.text())

    def fits(self) -> bool:
        """Return whether all of the text is seen."""
        return self._shown_text() == isolated(self.text())

    def paintEvent(self, event: QPaintEvent, /) -> None:
        shown = self._shown_text()
        if shown == self.text():
            super().paintEvent(event)
            return
        # A painter begins with the font and the ink of its widget.
        QPainter(self).drawText(self.contentsRect(), _LEFT, shown)

    def _shown_text(self) -> str:
        first_line = self.text().split("\n", 1)[0]
        return cut(self.fontMetrics(), first_line, self.contentsRect().width())


class WordingsLabel(QLabel):
    """One line of plain text, in the longest of several wordings that there is room for."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wordings: tuple[str, ...] = ("",)
        self.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
        if role:
            self.setProperty("role", role)

    def show_wordings(self, *wordings: str) -> None:
        """Show one of these, the longest first; screen readers say that one."""
        self._wordings = wordings
        self.setAccessibleName(wordings[0])
        self.updateGeometry()
        self._choose()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self._wordings[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(self._wordings[-1]), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._choose()

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 1

    def _choose(self) -> None:
        room = self.contentsRect().width()
        fitting = (text for text in self._wordings if self._width_of(text) <= room)
        self.setText(next(fitting, self._wordings[-1]))
        set_tool_tip(self, "" if self.text() == self._wordings[0] else self._wordings[0])


class StatusLabel(QWidget):
    """A dot and a few words, for the status bar: saved, being written, failed.

    The words carry the meaning; the dot's tone (ok, warn, bad, or empty) only repeats it.
    """

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = make_label("●")
        self._words = make_label()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._dot)
        row.addWidget(self._words)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str = "") -> None:
        """Show `text` with a dot in `tone`."""
        self._words.setText(text)
        self.setAccessibleName(text)
        set_look(self._dot, "tone", tone)
