"""Hostile text in every field: no page opens a file that it names, nor a connection (faults F10).

strace sees what Qt does, too; skipped where it may not trace.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from faults.test_failing_calls import may_trace
from faults.workers import tell
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.processes import run_python

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not may_trace(), reason="needs strace, allowed to trace"
)

PAGES = """
import sys
from pathlib import Path
from pisteur import self_test
from pisteur.app import Options, Session, make_application
from pisteur.services.opening import open_data
from pisteur.ui.theme.theme import Theme

app = make_application()
session = Session(app, Theme(app), open_data(Path(sys.argv[1])), Options(language="en"))
window = session.window
window.show()
self_test._settle(app, session)
found = []
session.runner.query(lambda s: s.db.rows("SELECT id FROM contacts LIMIT 4"), found.extend)
self_test._settle(app, session)
for page in self_test.PAGES:
    window.show_page(page)
    self_test._settle(app, session)
    assert not window.grab().isNull()
for (contact,) in found:
    session.context.show_contact(contact)
    self_test._settle(app, session)
    assert not window.grab().isNull()
if sys.argv[2]:
    from PySide6.QtWidgets import QLabel
    label = QLabel(sys.argv[2])
    label.show()
    label.grab()
window.close()
session.close()
print(len(found))
"""

FIELDS = {
    "contacts": "civility given_name family_name name company display_name job_title street "
    "postal_code city country website source sector unreliable_reason",
    "contact_points": "label value",
    "tags": "name",
    "opportunities": "title",
    "interactions": "body",
    "follow_ups": "title",
    "lead_lists": "name source file_name supplier note",
    "stages": "name",
    "criteria": "name",
}


def fill(path: Path, hostile: str) -> int:
    """Put `hostile` into every free text of the demonstration; returns into how many columns."""
    services = Services(open_data(path))
    services.demo.load()
    raw = services.db.raw
    done = 0
    for table, columns in FIELDS.items():
        there = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}
        for column in there.intersection(columns.split()):
            raw.execute(f"UPDATE {table} SET {column} = ? || id", (hostile,))
            done += 1
    services.close()
    return done


def opened(
    data_path: Path, tmp_path: Path, *, careless: bool
) -> tuple[list[str], list[str], int, int]:
    """Open every page; return who opened the named file and who connected, and two counts."""
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"\x89PNG\r\n\x1a\n")
    hostile = f'<img src="{canary}"><b>{canary}</b><img src="http://192.0.2.7/a.png">=cmd|1 '
    columns = fill(data_path, hostile)
    log = tmp_path / "calls"
    strace = ["strace", "-f", "-o", str(log), "--trace=openat,open,connect,execve"]
    result = run_python(PAGES, str(data_path), hostile if careless else "", prefix=strace)
    assert result.returncode == 0, result.stdout + result.stderr[-3000:]
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    reads = [call for call in calls if "canary.png" in call and "execve" not in call]
    outward = [call for call in calls if re.search(r"connect\(.*AF_INET", call)]
    return reads, outward, columns, int(result.stdout.split()[-1])


def test_no_page_opens_what_a_text_names(
    data_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reads, outward, columns, contacts = opened(data_path, tmp_path, careless=False)
    tell(
        capsys, fault="F10", columns=columns, contacts=contacts, files=len(reads), nets=len(outward)
    )
    assert columns > 20
    assert contacts > 2
    assert reads == []
    assert outward == []


def test_a_label_that_reads_rich_text_is_found_out(data_path: Path, tmp_path: Path) -> None:
    assert opened(data_path, tmp_path, careless=True)[0], (
        "nothing is ever seen: this proves nothing"
    )
