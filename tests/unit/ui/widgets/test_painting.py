"""Delegates paint pills and pips as the widgets look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pisteur.domain.words import Answer
from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import LIGHT
from pisteur.ui.widgets.painting import (
    PILL_HEIGHT,
    PIP_GAP,
    PIP_SIDE,
    cut,
    paint_pill,
    paint_pips,
    pill_colours,
    pill_text,
    pill_width,
    pips_width,
)
from pisteur.ui.widgets.pill import Pill, Pips

KINDS = ("late", "today", "planned", "ok", "lead", "prospect", "customer", "dormant")


def canvas(width: int = 200) -> QImage:
    made = QImage(width, 24, QImage.Format.Format_RGB32)
    made.fill(0x123456)
    return made


def painted_pill(theme: Theme, text: str, kind: str, room: int = 200) -> tuple[int, QImage]:
    picture = canvas()
    painter = QPainter(picture)
    rect = QRect(0, 3, room, PILL_HEIGHT)
    width = paint_pill(painter, rect, text, kind, theme.tokens, theme.fonts)
    painter.end()
    return width, picture


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_painted_pill_is_as_wide_and_as_coloured_as_the_widget(
    qtbot: QtBot, theme: Theme, mode: str, kind: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, mode)
    pill = Pill("Prospect", kind)
    qtbot.addWidget(pill)
    width, picture = painted_pill(theme, "Prospect", kind)
    assert abs(pill.sizeHint().width() - width) <= 2
    fill = pill_colours(kind, theme.tokens)[0]
    assert picture.pixelColor(3, 12).name() == fill
    pill.resize(pill.sizeHint())
    assert pill.grab().toImage().pixelColor(3, 9).name() == fill


def test_a_pill_too_long_is_cut_to_its_room(theme: Theme) -> None:
    text = "Trouver qui décide, et quand"
    assert pill_width(text, "late", theme.fonts) > 100
    width, picture = painted_pill(theme, text, "late", room=100)
    assert width == 100
    assert picture.pixelColor(101, 12).name() == "#123456"
    assert picture.pixelColor(97, 12).name() == LIGHT.bad_tint


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["Prospect", "Ancien client", "auj. 14:00", "\u22123\u00a0j"])
def test_a_pill_that_has_its_width_shows_its_whole_text(theme: Theme, kind: str, text: str) -> None:
    width = pill_width(text, kind, theme.fonts)
    assert pill_text(text, kind, width, theme.fonts) == text
    assert pill_text(text, kind, width - 12, theme.fonts).endswith("…")


def test_a_kind_not_known_is_painted_as_planned(theme: Theme) -> None:
    assert pill_colours("?", theme.tokens) == pill_colours("planned", theme.tokens)


def test_pips_are_green_for_yes_red_for_no_and_outlined_for_unknown(theme: Theme) -> None:
    picture = canvas()
    painter = QPainter(picture)
    answers = (Answer.YES, Answer.UNKNOWN, Answer.NO)
    width = paint_pips(painter, 0, 4, answers, "C€D", theme.tokens, theme.fonts)
    painter.end()
    assert width == pips_width(3) == 56
    inside = [picture.pixelColor(x + 2, 6).name() for x in (0, 20, 40)]
    assert inside == [LIGHT.ok_tint, LIGHT.panel, LIGHT.bad_tint]
    assert picture.pixelColor(20, 12).name() == LIGHT.line


def greys(picture: QImage, left: int, top: int) -> list[int]:
    """Return how light each point of a pip is: what is left of it without colours."""
    points = ((x, y) for x in range(PIP_SIDE) for y in range(PIP_SIDE))
    return [picture.pixelColor(left + x, top + y).lightness() for x, y in points]


def test_a_refused_criterion_is_told_apart_without_colours(qtbot: QtBot, theme: Theme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    painted = canvas()
    painter = QPainter(painted)
    paint_pips(painter, 0, 4, (Answer.YES, Answer.NO), "DD", theme.tokens, theme.fonts)
    painter.end()
    pips = Pips()
    qtbot.addWidget(pips)
    pips.show_answers((Answer.YES, Answer.NO), "DD", "Target: yes, Decision: no")
    pips.adjustSize()
    for picture, top in ((painted, 4), (pips.grab().toImage(), 0)):
        yes, no = greys(picture, 0, top), greys(picture, PIP_SIDE + PIP_GAP, top)
        # A frame alone is 60 points of 256.
        assert sum(abs(one - other) > 40 for one, other in zip(yes, no, strict=True)) > 40


def test_the_widget_shows_as_many_pips_as_there_are_answers(qtbot: QtBot, theme: Theme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    pips = Pips()
    qtbot.addWidget(pips)
    for answers in (("yes", "no"), ("yes", "unknown", "no", "yes"), ("no",)):
        pips.show_answers(answers, "C€DB"[: len(answers)], "Target: yes")
        pips.adjustSize()
        assert pips.width() == pips_width(len(answers))
        picture = pips.grab().toImage()
        expected = {"yes": LIGHT.ok_tint, "no": LIGHT.bad_tint, "unknown": LIGHT.panel}
        for place, answer in enumerate(answers):
            assert picture.pixelColor(place * 20 + 2, PIP_SIDE // 2).name() == expected[answer]


def test_the_pips_are_described_in_words(qtbot: QtBot) -> None:
    pips = Pips()
    qtbot.addWidget(pips)
    pips.show_answers(("yes",), "C", "Target: yes <b>")
    assert pips.accessibleName() == "Target: yes <b>"
    assert "&lt;b&gt;" in pips.toolTip()


def test_a_status_is_in_capitals_but_its_text_is_not(qtbot: QtBot) -> None:
    pill = Pill("Ancien client", "dormant")
    qtbot.addWidget(pill)
    assert pill.text() == "Ancien client"
    assert pill.font().capitalization() is pill.font().Capitalization.AllUppercase
    pill.show_kind("demain", "planned")
    assert pill.font().capitalization() is pill.font().Capitalization.MixedCase


@pytest.mark.parametrize("room", range(0, 200, 7))
def test_a_text_is_cut_as_qt_cuts_it_and_never_wider(theme: Theme, room: int) -> None:
    text = "Relancer la Boulangerie d’Émile"
    metrics = theme.fonts.body_metrics
    shown = cut(metrics, text, room)
    by_qt = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    # Qt leaves a letter out that would just fit, as it adds up the letters one by one.
    assert abs(len(shown) - len(by_qt)) <= 1
    assert metrics.horizontalAdvance(shown) <= room
    assert shown in {"", text} or text.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize("text", ["e\u0301te\u0301" * 4, "👩\u200d🚀" * 5, "👍🏽" * 5])
def test_a_cut_splits_no_sign(theme: Theme, text: str) -> None:
    metrics = theme.fonts.body_metrics
    for room in range(12, metrics.horizontalAdvance(text)):
        kept = cut(metrics, text, room).removesuffix("…")
        rest = text[len(kept) :]
        assert rest[0] not in "\u0301\u200d🏽"
        assert not kept.endswith("\u200d")
