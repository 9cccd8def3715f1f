from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import DARK
from pisteur.ui.widgets.pictures import MOST_DRAWN
from pisteur.ui.widgets.row_table import RowTable, write

ROWS = 200
LONG = "a text that is far longer than its column is wide, so that it is cut"


class Table(RowTable):
    """Shows the texts of a list; an empty one is on its way."""

    def __init__(self, theme: Theme, texts: list[str]) -> None:
        super().__init__(theme)
        self.texts = QStringListModel(texts, self)
        self.painted: list[int] = []
        self.setModel(self.texts)
        self.horizontalHeader().hide()
        self.resize(300, 400)

    def shown_in(self, row: int) -> object:
        return self.texts.data(self.texts.index(row)) or None

    def paint_cell(self, painter: QPainter, cell: QRect, row: int, column: int) -> None:
        self.painted.append(row)
        tokens, fonts = self._theme.tokens, self._theme.fonts
        write(painter, cell, str(self.shown_in(row)), fonts, "body", tokens.ink)

    def newly_painted(self) -> list[int]:
        self.painted = []
        self.viewport().repaint()
        return self.painted

    def seen(self) -> QImage:
        return self.viewport().grab().toImage()


def in_sight(table: Table) -> range:
    return range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1)


def all_drawn(table: Table) -> bool:
    around = table.pictures.rows
    return set(in_sight(table)) < set(around) and not table.pictures._timer.isActive()


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot, theme: Theme) -> Table:
    theme.apply(qapp, "light")
    made = Table(theme, [f"row {number}" for number in range(ROWS)])
    made.show()
    qapp.processEvents()
    # Without a frame on the current cell.
    made.clearFocus()
    qtbot.waitUntil(lambda: all_drawn(made))
    return made


def test_what_was_painted_is_not_painted_again(table: Table) -> None:
    assert table.newly_painted() == []
    table.verticalScrollBar().setValue(table.rowHeight(0))
    assert len(table.newly_painted()) <= 2
    table.verticalScrollBar().setValue(0)
    assert table.newly_painted() == []


def test_rows_leave_the_round_corner_at_the_foot_whole(table: Table) -> None:
    panel, picture = table._theme.tokens.panel, table.grab().toImage()
    foot = picture.height()
    curve = {picture.pixelColor(x, y).name() for x in range(2, 5) for y in range(foot - 5, foot)}
    assert curve > {panel}
    # The line of the frame, seen within it.
    assert picture.pixelColor(3, foot - 3).name() != panel


def test_a_row_that_says_something_else_is_painted_again_and_no_other(table: Table) -> None:
    before = table.seen()
    table.texts.setData(table.texts.index(3), "another")
    assert set(table.newly_painted()) == {3}
    assert table.seen() != before
    table.texts.setData(table.texts.index(3), "row 3")
    assert table.seen() == before


def test_selected_rows_are_painted_anew(table: Table) -> None:
    before = table.seen()
    table.selectRow(2)
    assert set(table.newly_painted()) == {2}
    assert (
        table.seen().pixelColor(3, table.rowViewportPosition(2) + 5).name()
        == table._theme.tokens.accent_tint
    )
    table.clearSelection()
    table.setCurrentIndex(table.texts.index(-1))
    assert table.seen() == before


def test_another_width_or_theme_paints_all_in_sight(
    qapp: QApplication, qtbot: QtBot, table: Table
) -> None:
    table.painted.clear()
    table.resize(340, 400)
    qtbot.waitUntil(lambda: set(in_sight(table)) <= set(table.painted))
    assert table.seen().width() > 300
    table.painted.clear()
    table._theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: set(in_sight(table)) <= set(table.painted))
    assert table.seen().pixelColor(table.viewport().width() - 2, 4).name() == DARK.panel


def test_the_current_cell_is_framed_while_the_table_has_the_focus(table: Table) -> None:
    table.setCurrentIndex(table.texts.index(1))
    table.clearSelection()
    place = table.visualRect(table.currentIndex()).topLeft()
    table.setFocus()
    framed = table.seen().pixelColor(place).name()
    table.clearFocus()
    assert framed == table._theme.tokens.accent
    assert table.seen().pixelColor(place).name() == table._theme.tokens.panel


def test_rows_on_their_way_show_a_bar_and_share_one_image(table: Table) -> None:
    table.texts.setStringList([""] * ROWS)
    table.pictures.forget()
    drawn = table.pictures.drawn
    seen = table.seen()
    assert table.pictures.drawn == drawn + 1
    assert seen.pixelColor(20, 17).name() == table._theme.tokens.column


def test_the_next_rows_are_painted_before_one_scrolls_to_them(table: Table, qtbot: QtBot) -> None:
    table.verticalScrollBar().setValue(50 * table.rowHeight(0))
    qtbot.waitUntil(lambda: all_drawn(table))
    seen = in_sight(table)
    table.newly_painted()
    for row in (seen.start + 2, seen.start, seen.start - 2):
        table.verticalScrollBar().setValue(row * table.rowHeight(0))
        assert table.newly_painted() == []
        qtbot.waitUntil(lambda: all_drawn(table))


def test_no_more_images_are_kept_than_one_and_a_half_screenfuls(table: Table, qtbot: QtBot) -> None:
    for place in range(0, table.verticalScrollBar().maximum(), 200):
        table.verticalScrollBar().setValue(place)
        table.viewport().repaint()
        assert len(table.pictures.rows) <= 1.5 * len(in_sight(table))
    qtbot.waitUntil(lambda: all_drawn(table))
    assert len(table.pictures.rows) <= 1.5 * len(in_sight(table))


def test_a_hidden_table_keeps_no_images(table: Table, qtbot: QtBot) -> None:
    before = table.seen()
    qtbot.waitUntil(lambda: all_drawn(table))
    table.hide()
    assert table.pictures.rows == []
    assert not table.pictures._timer.isActive()
    table.show()
    qtbot.waitUntil(lambda: all_drawn(table))
    assert table.seen() == before


def test_a_high_table_is_painted_in_portions_that_follow_each_other(
    table: Table, qtbot: QtBot
) -> None:
    table.resize(300, 1200)
    qtbot.waitUntil(lambda: all_drawn(table))
    whole = table.seen()
    table.pictures.forget()
    painted = table.newly_painted()
    assert len(painted) <= MOST_DRAWN < len(in_sight(table))
    qtbot.waitUntil(lambda: all_drawn(table))
    assert table.seen() == whole


@pytest.mark.parametrize("text", ["Zoé Bœoux", LONG, "שלום", "two\nlines", "a\u0300 b"])
def test_a_text_stands_where_qt_would_put_it(qapp: QApplication, theme: Theme, text: str) -> None:
    fonts, place = theme.fonts, QRect(10, 0, 120, 38)
    images = [QImage(160, 38, QImage.Format.Format_RGB32) for _turn in range(2)]
    for image, own in zip(images, (True, False), strict=True):
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        if own:
            write(painter, place, text, fonts, "body", "#000000")
        else:
            painter.setFont(fonts.body)
            middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            mode = Qt.TextElideMode.ElideRight
            shown = fonts.body_metrics.elidedText(text, mode, place.width() + 1)
            painter.drawText(place.adjusted(0, 0, 1, 0), int(middle), shown)
        painter.end()
    assert images[0] == images[1]
