"""What PySide6 has compiled at each start is compiled once, and never taken for something else."""

from __future__ import annotations

import builtins
import json
import marshal
import sys
from pathlib import Path
from types import CodeType

import pytest

from pisteur.presentation.kept_code import NAME, KeptCode
from support.processes import run_python

# Counts what Python compiles while Qt is loaded; says what PySide6 made of it.
LOADS_QT = """
import builtins, json, sys
sys.dont_write_bytecode = False
sys.pycache_prefix = sys.argv[1]
compiled = []
def watch(event, what):
    if event == "compile" and str(what[1]).startswith("shibokensupport"):
        compiled.append(what[1])
sys.addaudithook(watch)
own = builtins.compile
from pisteur.presentation.plain_import import take_back
take_back()
import PySide6.QtCore
assert builtins.compile is own
try:
    PySide6.QtCore.QObject().setObjectName([])
except TypeError as error:
    said = str(error)
from PySide6.support.signature import get_signature
signature = str(get_signature(PySide6.QtCore.QObject.setObjectName))
print(json.dumps([len(compiled), said, signature]))
"""

SOURCE = "from __future__ import annotations\nfound = 41 + 1\n"


def compiled(source: str, filename: str = "some/module.py") -> CodeType:
    """Compile as PySide6 does."""
    return compile(source, filename, "exec")


def result_of(code: CodeType) -> object:
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - the code of this test
    return names["found"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "compiled" / NAME


def test_what_qt_brings_is_compiled_at_the_first_start_only(tmp_path: Path) -> None:
    starts = [run_python(LOADS_QT, str(tmp_path)) for _start in range(2)]
    assert [start.stderr for start in starts] == ["", ""]
    (first, *said), (second, *said_again) = (json.loads(start.stdout) for start in starts)
    assert first >= 5
    assert second == 0
    assert said == said_again
    assert all("name" in text for text in said), said
    assert [file.name for file in tmp_path.rglob(f"{NAME}*")] == [NAME]


def test_code_is_kept_for_the_next_start(place: Path) -> None:
    with KeptCode(place):
        first = compiled(SOURCE)
    written = place.read_bytes()
    _version, kept = marshal.loads(written)  # noqa: S302 - written by this test
    assert list(kept) == ["some/module.py"]
    with KeptCode(place):
        second = compiled(SOURCE)
        assert second is compiled(SOURCE)
    assert first == second
    assert result_of(second) == 42
    assert place.read_bytes() == written


def test_another_source_of_the_same_name_is_compiled_anew(place: Path) -> None:
    for number in (1, 2, 2):
        with KeptCode(place):
            code = compiled(SOURCE.replace("1\n", f"{number}\n"))
        assert result_of(code) == 41 + number
    # What no start uses any more is not kept for ever.
    with KeptCode(place):
        compiled(SOURCE, "other/module.py")
    _version, kept = marshal.loads(place.read_bytes())  # noqa: S302 - written by this test
    assert list(kept) == ["other/module.py"]


def test_what_another_python_kept_does_not_count(place: Path) -> None:
    place.parent.mkdir()
    wrong = compiled("found = 'of another'")
    kept = {"some/module.py": (SOURCE, wrong)}
    place.write_bytes(marshal.dumps(("3.0 of another builder", kept)))
    with KeptCode(place):
        assert result_of(compiled(SOURCE)) == 42
    version, _kept = marshal.loads(place.read_bytes())  # noqa: S302 - written by this test
    assert version == sys.version


@pytest.mark.parametrize("found", [b"", b"of no kind", marshal.dumps(1), marshal.dumps((1, 2, 3))])
def test_a_damaged_file_is_compiled_over(place: Path, found: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(found)
    with KeptCode(place):
        assert result_of(compiled(SOURCE)) == 42
    assert place.read_bytes() not in (b"", found)


def test_a_place_that_cannot_be_written_stops_nothing(place: Path) -> None:
    place.parent.write_text("a file where the folder should be", encoding="utf-8")
    with KeptCode(place):
        assert result_of(compiled(SOURCE)) == 42
    with KeptCode(None):
        assert result_of(compiled(SOURCE)) == 42


def test_nothing_is_written_where_python_writes_no_compiled_modules(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    with KeptCode(place):
        assert result_of(compiled(SOURCE)) == 42
    assert not place.parent.exists()


def test_whoever_asks_for_more_than_a_module_gets_it_from_python(place: Path) -> None:
    own = builtins.compile
    with KeptCode(place):
        assert builtins.compile is not own
        assert eval(compile("6 * 7", "sum", "eval")) == 42  # noqa: S307 - the code of this test
        assert compile(SOURCE, "tuned", "exec", optimize=2).co_filename == "tuned"
    assert builtins.compile is own
    with pytest.raises(SyntaxError), KeptCode(place):
        compile("found =", "wrong", "exec")
    assert builtins.compile is own
    assert not place.exists()
