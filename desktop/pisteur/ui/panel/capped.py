"""A label of a few lines at most: a title of hundreds of characters must not push all else away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from pisteur.ui.panel.parts import FittingLabel
from pisteur.ui.widgets.breaks import breakable
from pisteur.ui.widgets.properties import set_tool_tip


class CappedLabel(FittingLabel):
    """Ends in … after `most` lines; the tool tip, and screen readers, have it whole."""

    def __init__(self, role: str = "", *, most: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(role, parent)
        self._most = most
        self._full = ""

    def show_text(self, text: str) -> None:
        self._full = text
        super().show_text(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.ensurePolished()
        whole = breakable(self._full)
        shown = cut_to_lines(whole, self.font(), self.contentsRect().width(), self._most)
        if shown != self.text():
            self.setText(shown)
        set_tool_tip(self, "" if shown == whole else self._full)


def cut_to_lines(text: str, font: QFont, width: int, most: int) -> str:
    """Return as much of `text` as fits on `most` lines of `width` pixels, with … if not all."""
    laid = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    laid.setTextOption(option)
    laid.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    laid.endLayout()
    if len(starts) <= most:
        return text
    # Qt counts in units of UTF-16.
    units = text.encode("utf-16-le")
    before = units[: 2 * starts[most - 1]].decode("utf-16-le")
    rest = units[2 * starts[most - 1] :].decode("utf-16-le")
    return before + QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
