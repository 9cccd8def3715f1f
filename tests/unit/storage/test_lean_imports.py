"""What SQLModel brings and Pisteur never uses is not loaded, and is there for who asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pisteur
from pisteur.services.opening import open_data

# As `pisteur.app` loads the services; each script prints one value at its end.
LOADED = """
import json, sys
from pathlib import Path
from pisteur.domain.calendar import SystemClock
from pisteur.services.opening import open_data
from pisteur.storage.lean_imports import lean_imports
with lean_imports():
    from pisteur.services.services import Services
services = Services(open_data(Path(sys.argv[1])), SystemClock())
"""

AT_REST = """
names = ("asyncio", "ssl", "_ssl", "_hashlib", "hashlib", "secrets", "email", "importlib.metadata")
print(json.dumps([name for name in names if name in sys.modules]))
"""

ASKED = """
import sqlalchemy.util.compat as compat
from sqlalchemy.util import concurrency
import sqlalchemy.util.langhelpers as helpers
import pydantic.networks
from pisteur.services.oppositions import digest_of

async def nothing():
    pass

coroutine = nothing()
answers = [
    concurrency.iscoroutine(coroutine),
    concurrency.iscoroutine(None),
    compat.md5_not_for_security().hexdigest(),
    digest_of("salt", "ada@example.org"),
    pydantic.networks.version("pydantic") == helpers.importlib.metadata.version("pydantic"),
    # Not what stood in for it while pydantic was loaded.
    any(entry.name == "pytest" for entry in compat.importlib_metadata_get("console_scripts")),
]
coroutine.close()
import asyncio, hashlib, importlib.metadata, secrets
answers += [
    concurrency.is_exit_exception(asyncio.CancelledError()),
    concurrency.is_exit_exception(ValueError()),
    asyncio.run(nothing()),
    type(hashlib).__name__, type(secrets).__name__, type(importlib.metadata).__name__,
]
print(json.dumps(answers))
"""

FAILING = """
from sqlalchemy.exc import IntegrityError
from sqlalchemy.util import concurrency
from pisteur.storage.tables import Tag
answers = [concurrency.is_exit_exception(error) for error in (TimeoutError(), ValueError())]
try:
    with services.db.step("") as step:
        step.session.add_all([Tag(id=1, name="a"), Tag(id=1, name="b")])
        step.session.flush()
except IntegrityError:
    answers.append("said")
print(json.dumps([*answers, "asyncio" in sys.modules]))
"""

WITHIN = """
import json, sys
from pisteur.storage.lean_imports import lean_imports
with lean_imports():
    import hashlib as early
    early.sha256
    import hashlib
print(json.dumps([type(hashlib).__name__, sys.modules["hashlib"] is hashlib]))
"""


CALLED = """
import json
from pisteur.storage.lean_imports import lean_imports
with lean_imports():
    import asyncio, importlib.metadata
    said = [asyncio.iscoroutine(None), bool(importlib.metadata.version("pydantic"))]
print(json.dumps(said))
"""


def _run(script: str, data: Path) -> object:
    # Made here: the making of one loads more.
    open_data(data).connection.close()
    environment = {**os.environ, "PYTHONPATH": str(Path(pisteur.__file__).parents[1])}
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(data)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


def test_a_file_is_in_use_without_what_nobody_asks_for(tmp_path: Path) -> None:
    assert _run(LOADED + AT_REST, tmp_path / "data.db") == []


def test_who_asks_gets_the_module_itself(tmp_path: Path) -> None:
    assert _run(LOADED + ASKED, tmp_path / "data.db") == [
        *(True, False),
        "d41d8cd98f00b204e9800998ecf8427e",
        "8f86beeb722d0eb9ca47c4516a5d7eec4a7766bbe06479168e129654733d63d5",
        *(True, True),
        *(True, False, None),
        *("module", "module", "module"),
    ]


def test_an_error_of_the_file_is_told_without_loading_anything(tmp_path: Path) -> None:
    told = _run(LOADED + FAILING, tmp_path / "data.db")
    assert told == [True, False, "said", False]


def test_what_is_used_while_loading_is_loaded_then(tmp_path: Path) -> None:
    assert _run(WITHIN, tmp_path / "data.db") == ["module", True]


@pytest.mark.parametrize("failing", [False, True])
def test_no_stand_in_stays_behind(*, failing: bool) -> None:
    from pisteur.storage.lean_imports import lean_imports  # noqa: PLC0415

    before = sys.modules.pop("secrets", None)
    try:
        with lean_imports():
            assert "secrets" in sys.modules
            if failing:
                raise ImportError
    except ImportError:
        assert failing
    finally:
        left = sys.modules.pop("secrets", None)
        if before is not None:
            sys.modules["secrets"] = before
    assert left is None


def test_what_is_called_while_loading_answers(tmp_path: Path) -> None:
    assert _run(CALLED, tmp_path / "data.db") == [False, True]
