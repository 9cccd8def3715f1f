"""The pairs are painted as their delegate would, a portion at a time, and kept as images."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from pisteur.domain.duplicates import Pair, PairView, Reason, ReasonKind
from pisteur.ui.pages.duplicates.pairs import PairList
from pisteur.ui.theme.theme import Theme
from pisteur.ui.widgets.editor_rows import RowDelegate
from pisteur.ui.widgets.pictures import MOST_DRAWN

COUNT = 60


def pairs(count: int = COUNT) -> list[PairView]:
    reasons = (Reason(ReasonKind.EMAIL, "contact@exemple.fr"),)
    return [
        PairView(Pair(n, n + 1, 90, reasons), f"Zoé Lefèvre {n}", "Inès Roche " * (1 + n % 9))
        for n in range(1, count + 1)
    ]


@pytest.fixture
def shown(qapp: QApplication, theme: Theme, qtbot: QtBot) -> PairList:
    theme.apply(qapp, "light")
    made = PairList(theme)
    qtbot.addWidget(made)
    # The frame says where the focus is.
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.resize(600, 500)
    made.show()
    made.show_pairs(pairs())
    qtbot.waitUntil(lambda: settled(made))
    return made


def in_sight(view: PairList) -> set[int]:
    rows = range(view.pairs.rowCount())
    place = view.viewport().rect()
    return {row for row in rows if view.visualRect(view.pairs.index(row, 0)).intersects(place)}


def settled(view: PairList) -> bool:
    return in_sight(view) <= set(view.pictures.rows) and not view.pictures._timer.isActive()


def seen(view: QListView) -> QImage:
    return view.grab().toImage()


def plain_of(view: PairList, qtbot: QtBot) -> QListView:
    """Return a list as Qt paints it, with the same pairs, place and choice."""
    plain = QListView()
    qtbot.addWidget(plain)
    plain.setProperty("rows", True)
    plain.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plain.setModel(view.pairs)
    plain.setItemDelegate(RowDelegate(plain))
    plain.setUniformItemSizes(True)
    plain.setVerticalScrollMode(view.verticalScrollMode())
    plain.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    plain.resize(view.size())
    plain.setSelectionModel(view.selectionModel())
    plain.show()
    plain.verticalScrollBar().setValue(view.verticalScrollBar().value())
    return plain


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_looks_as_if_qt_had_painted_it_wherever_one_scrolls(
    shown: PairList, theme: Theme, qapp: QApplication, qtbot: QtBot, mode: str
) -> None:
    theme.apply(qapp, mode)
    bar = shown.verticalScrollBar()
    for count in (COUNT, 3):
        shown.show_pairs(pairs(count))
        for place in (0, 37, bar.maximum() // 2, bar.maximum()):
            bar.setValue(place)
            shown.viewport().repaint()
            qtbot.waitUntil(lambda: settled(shown))
            assert seen(shown) == seen(plain_of(shown, qtbot))


def test_what_is_chosen_is_drawn_anew_and_nothing_else(shown: PairList, qtbot: QtBot) -> None:
    before, drawn = seen(shown), shown.pictures.drawn
    shown.setCurrentIndex(shown.pairs.index(3, 0))
    qtbot.waitUntil(lambda: settled(shown) and seen(shown) != before)
    assert shown.pictures.drawn == drawn + 2
    assert seen(shown) == seen(plain_of(shown, qtbot))
    # Current, but not chosen.
    shown.selectionModel().select(
        shown.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    shown.selectionModel().clearSelection()
    assert seen(shown) == seen(plain_of(shown, qtbot))


def test_a_row_that_stays_in_sight_is_copied(shown: PairList, qtbot: QtBot) -> None:
    drawn, kept = shown.pictures.drawn, set(shown.pictures.rows)
    shown.verticalScrollBar().setValue(60)
    shown.viewport().repaint()
    qtbot.waitUntil(lambda: settled(shown))
    assert shown.pictures.drawn - drawn == len(set(shown.pictures.rows) - kept)
    drawn = shown.pictures.drawn
    shown.viewport().repaint()
    assert shown.pictures.drawn == drawn


def test_a_paint_draws_a_portion_and_the_rest_follows(shown: PairList, qtbot: QtBot) -> None:
    whole = seen(shown)
    assert len(in_sight(shown)) > MOST_DRAWN
    shown.pictures.forget()
    drawn = shown.pictures.drawn
    shown.viewport().repaint()
    # And the empty one, which stands for those to come.
    assert shown.pictures.drawn - drawn == MOST_DRAWN + 1
    qtbot.waitUntil(lambda: settled(shown))
    assert seen(shown) == whole


def test_nothing_far_away_is_kept_and_nothing_of_a_hidden_list(
    shown: PairList, qtbot: QtBot
) -> None:
    shown.scrollToBottom()
    shown.viewport().repaint()
    qtbot.waitUntil(lambda: settled(shown))
    assert 0 not in shown.pictures.rows
    assert COUNT - 1 in shown.pictures.rows
    assert len(shown.pictures.rows) <= 2 * len(in_sight(shown))
    shown.hide()
    assert shown.pictures.rows == []


def test_other_pairs_are_shown_in_place_of_those_before(shown: PairList, qtbot: QtBot) -> None:
    shown.show_pairs(pairs(2 * COUNT)[COUNT:])
    shown.viewport().repaint()
    qtbot.waitUntil(lambda: settled(shown))
    assert seen(shown) == seen(plain_of(shown, qtbot))
    shown.show_pairs([])
    assert seen(shown) == seen(plain_of(shown, qtbot))
