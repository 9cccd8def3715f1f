"""A line of the palette is drawn in no more pieces than what was typed makes of it."""

from __future__ import annotations

from pisteur.domain.search import Marked
from pisteur.ui.palette.delegate import _joined, _runs


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
