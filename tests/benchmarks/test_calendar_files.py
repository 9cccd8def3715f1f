"""The benchmark of calendar files compares like with like."""

from __future__ import annotations

from benchmarks.calendar_files import GOAL, measured
from benchmarks.data import Size


def test_both_write_the_same_and_the_ratio_decides() -> None:
    lines = list(measured(Size(1, 1, 1), 30))
    assert [line["name"] for line in lines] == ["calendar of 30 events", "calendar of 30 tasks"]
    for line in lines:
        assert line["same_octets"]
        assert line["octets"] > 30 * 300
        assert line["met"] == (line["ratio"] <= GOAL)
