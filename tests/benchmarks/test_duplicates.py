"""The benchmark of duplicates, in a size for every day: all that was planted is found."""

from __future__ import annotations

from pathlib import Path

from benchmarks.data import Size, make_file
from benchmarks.duplicates import duplicates

SIZE = Size(contacts=2000, deals=0, notes=0)


def test_every_planted_pair_is_found_within_the_goal(tmp_path: Path) -> None:
    path = tmp_path / "pisteur.db"
    make_file(path, SIZE)
    (figures,) = duplicates(path, SIZE, 1)
    assert figures["planted"] == 14
    assert figures["missed"] == 0
    assert figures["met"] is True
