"""Every few calls to the disk fail: what is said is so, and it goes on without a restart (F3).

strace makes the calls on the data file and its journal fail; skipped where it may not trace.
`--kills N`: half as many steps are tried with each failure.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faults.workers import tell
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.processes import run_python

WORK = """
import json, sys
from pathlib import Path
from pisteur import i18n
from pisteur.domain.commands import AddLead
from pisteur.domain.errors import StorageError
from pisteur.error_texts import TEXTS
from pisteur.services.opening import open_data
from pisteur.services.services import Services

i18n.set_language("en")
kept, unsure, codes = 0, 0, []

def count():
    return services.db.rows("SELECT count(*) FROM contacts")[0][0]

services = None
for number in range(int(sys.argv[2])):
    said = len(codes)
    try:
        if services is None:
            services = Services(open_data(Path(sys.argv[1])))
        services.contacts.add_lead(AddLead(f"Garage {number}"))
        kept += 1
        if number % 5 == 4:
            services.undo()
            kept -= 1
            services.redo()
            kept += 1
    except StorageError as error:
        codes.append(error.code)
        assert TEXTS[error.code]().format(**error.params)
        if services is None:
            continue
    for attempt in range(9):
        # Reading may be what fails; what is read is what was acknowledged.
        try:
            seen = count()
        except StorageError as error:
            codes.append(error.code)
            continue
        if seen == kept + 1 and len(codes) > said:
            # The disk failed after the change was on it: not to be known, and no loss.
            unsure += 1
            kept = seen
        assert seen == kept, (number, seen, kept, codes)
        break
print(json.dumps([kept, unsure, codes]))
sys.stdout.flush()
import os
os._exit(0)
"""


def may_trace() -> bool:
    """Tell whether strace is here and allowed to trace."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"],
        check=False,
        capture_output=True,
    )
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not may_trace(), reason="needs strace, allowed to trace"
)


@pytest.mark.parametrize(
    ("call", "error", "first", "every"),
    [
        # Which call fails first, and how many later the next one does: opening makes some.
        ("pwrite64", "ENOSPC", 200, 331),
        ("pwrite64", "EIO", 7, 401),
        ("fdatasync", "EIO", 5, 11),
        ("pread64", "EIO", 30, 97),
    ],
)
def test_a_call_that_fails_is_said_and_nothing_acknowledged_is_lost(  # noqa: PLR0917
    call: str,
    error: str,
    first: int,
    every: int,
    kills: int,
    data_path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = tmp_path / "calls"
    paths = [f"--trace-path={data_path}{end}" for end in ("", "-journal")]
    inject = f"--inject={call}:error={error}:when={first}+{every}"
    strace = ["strace", "-f", "--seccomp-bpf", "-o", str(log), *paths, f"--trace={call}", inject]
    result = run_python(WORK, str(data_path), str(max(8, kills // 2)), prefix=strace)
    assert result.returncode == 0, result.stderr[-3000:]
    kept, unsure, codes = json.loads(result.stdout)
    injected = log.read_text(encoding="utf-8").count("(INJECTED)")
    tell(
        capsys,
        fault="F3",
        call=call,
        error=error,
        every=every,
        failed=injected,
        kept=kept,
        kept_but_said_failed=unsure,
        said={code: codes.count(code) for code in set(codes)},
    )
    assert injected, "nothing failed: this proves nothing"
    # A disk that can't be read is no damaged file.
    assert "file.damaged" not in codes
    assert call != "pread64" or "disk.unread" in codes
    services = Services(open_data(data_path))
    try:
        assert services.db.raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert services.db.rows("SELECT count(*) FROM contacts") == [(kept,)]
        assert services.upkeep.check().problems == ()
    finally:
        services.close()
