"""A line of the palette is drawn in no more pieces than what was typed makes of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle

from pisteur.domain.search import Marked
from pisteur.presentation.palette_lines import Choice
from pisteur.ui.palette.delegate import HIGH_HEIGHT, TEXT_LEFT, PaletteDelegate, _joined, _runs
from pisteur.ui.theme.theme import Theme


def test_texts_without_marks_are_one_piece() -> None:
    details = (Marked("Electrics"), Marked("Brest"), Marked("Called"))
    assert _runs(list(_joined(details, " · "))) == [("Electrics · Brest · Called", False)]


def test_each_mark_is_a_piece_and_what_lies_between_another() -> None:
    details = (Marked("Marchand", ((0, 3),)), Marked("Brest"), Marked("Le Mans", ((3, 5),)))
    assert _runs(list(_joined(details, " · "))) == [
        ("Mar", True),
        ("chand · Brest · Le ", False),
        ("Ma", True),
        ("ns", False),
    ]


def test_marks_that_meet_are_one_piece() -> None:
    assert _runs([Marked("Marchand", ((0, 3), (3, 5)))]) == [("March", True), ("and", False)]


def test_what_is_written_from_right_to_left_stays_in_one_piece_and_apart_from_the_rest() -> None:
    details = (Marked("דוד לוי", ((0, 3),)), Marked("24 rue Morel", ((7, 10),)))
    assert _runs(list(_joined(details, " · "))) == [
        ("\u2068דוד לוי\u2069 · 24 rue ", False),
        ("Mor", True),
        ("el", False),
    ]


def test_a_line_is_painted_however_little_room_is_left_for_its_last_piece(theme: Theme) -> None:
    """A piece cut to nothing ended the program: Qt was painting, called from a paint of ours."""
    title = Marked("Damien Quémaud", ((0, 3),))
    address = Marked("damien.quemaud@exemple.example", ((16, 18), (23, 25)))
    choice = Choice("contacts", title, (1, None), "Contact", (Marked("Rennes"), address))
    delegate = PaletteDelegate(theme)
    painted = QImage(QSize(500, HIGH_HEIGHT), QImage.Format.Format_RGB32)
    painter = QPainter(painted)
    try:
        for width in range(TEXT_LEFT, painted.width()):
            box = QRect(0, 0, width, HIGH_HEIGHT)
            delegate._paint_choice(painter, box, choice, QStyle.StateFlag.State_None)
    finally:
        painter.end()
