"""Workbooks are read in a process that can be ended; what becomes of it is said in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pisteur import i18n, own_process
from pisteur.domain.transfer import ImportCancelledError
from pisteur.exchange import workbook
from pisteur.exchange.errors import ExchangeError, describe
from pisteur.exchange.leads import inspect_file, parse_leads
from support.workbooks import write_xlsx


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows: list[list[object]] = [["Nom", "Actif"], ["Zoé Lefèvre", True], ["Luc Morel", False]]
    return write_xlsx(tmp_path / "liste.xlsx", {"A": rows})


def instead(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Have another program run where a workbook should be read."""
    monkeypatch.setattr(own_process, "command", lambda _task: [sys.executable, "-c", script])


def refused(path: Path) -> ExchangeError:
    with pytest.raises(ExchangeError) as caught:
        parse_leads(path)
    assert path.name in describe(caught.value)
    return caught.value


def test_no_workbook_is_opened_in_the_process_that_holds_the_data(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pisteur.exchange.leads import parse_leads\n"
        f"assert parse_leads(Path({str(path)!r})).total == 2\n"
        "assert 'python_calamine' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=own_process.environment())


def test_neither_the_window_nor_the_services_are_loaded_to_read_a_workbook(path: Path) -> None:
    script = (
        "import io, sys; from pisteur.exchange.sheets import serve\n"
        "assert serve(sys.stdin.buffer, io.BytesIO()) == 0\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'pisteur.services', 'sql'))])"
    )
    request = {"path": str(path), "sheet": None, "yes": "y", "no": "n", "max_rows": 9}
    request |= {"first_rows": 9, "seconds": 60, "memory": workbook.MEMORY}
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(request).encode(),
        capture_output=True,
        check=True,
        env=own_process.environment(),
    )
    assert done.stdout.strip() == b"[]"


def test_a_module_of_the_folder_that_one_is_in_is_not_run(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert parse_leads(Path(path.name)).total == 2


def test_a_workbook_that_takes_too_long_is_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, "import time; time.sleep(600)")
    monkeypatch.setattr(workbook, "SECONDS", 0.2)
    assert refused(path).code == "file.workbook_too_slow"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_workbook_that_asks_for_too_much_memory_is_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MEMORY", 1 << 20)
    assert refused(path).code == "file.workbook_gave_up"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_workbook_is_read_where_processes_may_take_less_than_the_limit(path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "from pisteur.exchange.leads import parse_leads\n"
        f"assert parse_leads(Path({str(path)!r})).total == 2"
    )
    assert workbook.MEMORY > 1 << 30
    subprocess.run([sys.executable, "-c", script], check=True, env=own_process.environment())


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.abort()",
        "import sys; sys.exit(1)",
        'print(\'{"name": "A", "names": ["A"]}\'); print(\'["Nom"]\')',
        'print(\'{"name": "A", "names": ["A"]}\'); print(\'["Nom"]\'); print(2)',
        'print(\'{"name": "A"\')',
        "",
    ],
)
def test_an_answer_that_is_not_whole_is_no_list(
    path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    instead(monkeypatch, script)
    assert refused(path).code == "file.workbook_gave_up"


def test_a_process_that_can_not_be_started_is_no_bug_of_the_window(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_process, "command", lambda _task: [str(tmp_path / "missing")])
    assert refused(path).code == "file.workbook_gave_up"


def test_reading_a_workbook_can_be_stopped_and_its_process_ends(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pid"
    script = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    instead(monkeypatch, script)

    def stop(_rows: int) -> None:
        if note.exists() and note.read_text():
            raise ImportCancelledError

    with pytest.raises(ImportCancelledError):
        inspect_file(path, progress=stop)
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_the_words_for_true_and_false_are_those_of_the_user_s_language(path: Path) -> None:
    assert [row[1] for row in inspect_file(path).sample] == ["yes", "no"]
    i18n.set_language("fr")
    assert [row[1] for row in inspect_file(path).sample] == ["oui", "non"]
