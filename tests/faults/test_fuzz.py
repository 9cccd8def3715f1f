"""Spoiled lists end in the import's own error, or in rows that add up (faults F8).

`--fuzz N` says how many; the figure that counts is 10,000. `--fuzz-first N` begins at another.
What a file of a certain number holds is always the same (`faults.mutations`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.mutations import LISTS, Mutants
from faults.workers import tell
from support.processes import ENVIRONMENT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and its account are POSIX")

READER = Path(__file__).with_name("reader.py")
# Of the processor, so that a busy machine changes nothing; the goal is 2 s.
MOST_SECONDS = 6.0
MOST_MEGABYTES = 300.0
# What a process that reads a workbook may ask for, and Python with it.
MOST_OF_ANOTHER = 2200.0
WORKBOOKS = (".xls", ".xlsx", ".ods")


class Reader:
    """Brings lists in, in processes of their own."""

    def __init__(self, data: Path) -> None:
        good = str(LISTS / "generic_utf8_semicolon.csv")
        self._process = subprocess.Popen(
            [sys.executable, str(READER), str(data), good],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=ENVIRONMENT,
        )

    def read(
        self, path: Path, *, write: bool, broken: bool = False, apart: bool = False
    ) -> dict[str, object]:
        """Bring the list at `path` in, or fail at it; says what became of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(
            json.dumps({"path": str(path), "write": write, "broken": broken, "apart": apart}) + "\n"
        )
        self._process.stdin.flush()
        said: dict[str, object] = json.loads(self._process.stdout.readline())
        return said

    def close(self) -> None:
        """End the parent of the processes."""
        self._process.communicate(timeout=60)


@pytest.fixture
def reader(data_path: Path) -> Iterator[Reader]:
    made = Reader(data_path)
    yield made
    made.close()


def fault_in(
    said: dict[str, object], megabytes: float = MOST_MEGABYTES, seconds: float = MOST_SECONDS
) -> str:
    """Return what is wrong with what became of a list, or nothing."""
    if said["outcome"] == "fault":
        return str(said["words"])
    if float(str(said["seconds"])) > seconds:
        return f"took {said['seconds']} s"
    if float(str(said["megabytes"])) > megabytes:
        return f"took {said['megabytes']} MB"
    return ""


def test_spoiled_lists_end_in_the_import_s_own_error_or_in_rows_that_add_up(
    request: pytest.FixtureRequest,
    reader: Reader,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    count, first = request.config.getoption("--fuzz"), request.config.getoption("--fuzz-first")
    mutants = Mutants(tmp_path)
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    seconds = megabytes = 0.0
    apart = 0
    for number in range(first, first + count):
        mutant = mutants.make(number)
        said = reader.read(mutant.path, write=number // 5 % 5 == 0)
        # Where the far cells of an XLS are is known once there is room for all before them.
        most = MOST_OF_ANOTHER if mutant.path.suffix == ".xls" else MOST_MEGABYTES
        if str(said["words"]).startswith("ended by") and mutant.path.suffix in WORKBOOKS:
            # Here workbooks are read in the same process; the app reads them in one that may end.
            said, most = reader.read(mutant.path, write=False, apart=True), MOST_OF_ANOTHER
            apart += 1
        outcomes[str(said["outcome"])] += 1
        seconds = max(seconds, float(str(said["seconds"])))
        if most == MOST_MEGABYTES:
            megabytes = max(megabytes, float(str(said["megabytes"])))
        if fault := fault_in(said, most):
            faults.append(f"{mutant.label}: {fault}")
    tell(
        capsys,
        fault="F8 spoiled lists",
        files=count,
        most_seconds=round(seconds, 2),
        most_megabytes=round(megabytes),
        outcomes=dict(outcomes.most_common()),
        ended_their_process=apart,
        faults=len(faults),
    )
    assert not faults, "\n\n".join(faults[:20])
    assert outcomes["taken"] or count < 20, "nothing got through: this proves little"


def test_a_list_that_breaks_the_import_is_found_out(reader: Reader, tmp_path: Path) -> None:
    # The reader must find a fault, or the test above proves nothing.
    assert reader.read(tmp_path / "gone.csv", write=False)["outcome"] == "file.missing"
    told = reader.read(tmp_path / "broken.csv", write=False, broken=True)
    assert "ZeroDivisionError" in fault_in(told)
