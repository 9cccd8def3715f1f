"""Only one window has a data file: a second start raises the first (fault F17)."""

from __future__ import annotations

from pathlib import Path

from end_to_end.conftest import Start
from support.window import run_command


def test_a_second_start_raises_the_first_window_and_a_command_is_refused_in_one_sentence(
    start: Start, fresh: Path, home: Path, tmp_path: Path
) -> None:
    window = start(fresh)
    window.add_lead("Garage Morel")
    other = start(tmp_path / "other" / "pisteur.db")
    window.wait(lambda: not window.state["active"])

    second = run_command(window.screen, home, fresh)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    window.wait(lambda: window.state["active"])

    window.screen.tool("key", "super")
    refused = run_command(window.screen, home, fresh, "export", "archive", *OUTPUT)
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert refused.stderr.strip().endswith(".")
    assert not Path(OUTPUT[-1]).exists()
    window.add_lead("Alpha Works")
    assert window.close() == 0
    other.wait(lambda: other.state["active"])
    assert other.close() == 0


def test_a_minimised_window_comes_back_at_a_second_start(
    start: Start, fresh: Path, home: Path
) -> None:
    window = start(fresh)
    ids = window.screen.tool("search", "--onlyvisible", "--pid", window.process.pid).split()
    for found in ids:
        window.screen.tool("windowminimize", found)
    window.wait(lambda: window.state["minimised"])
    assert run_command(window.screen, home, fresh).returncode == 0
    window.wait(lambda: not window.state["minimised"] and window.state["active"])
    assert window.close() == 0


OUTPUT = ("--format", "json", "-o", "/nowhere/archive.json")
