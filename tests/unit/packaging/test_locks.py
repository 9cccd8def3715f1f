"""The lock files: exact versions, hashes, no address; and what dev_locks finds wrong in one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import dev_locks
import dev_venv

PACKAGING = Path(dev_locks.__file__).parent
GOOD = "alembic==1.2.3 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"


def _pins(name: str) -> dict[str, str]:
    text = (PACKAGING / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(dev_locks.EXTRAS))
def test_a_lock_file_has_a_hash_for_each_package_and_no_address(name: str) -> None:
    assert dev_locks.faults((PACKAGING / name).read_text(encoding="utf-8")) == []


def test_a_good_lock_file_has_no_faults() -> None:
    assert dev_locks.faults(GOOD) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD + "jeepney==1.0\n", "no hash: jeepney==1.0"),
        (GOOD + "jeepney>=1.0 \\\n    --hash=sha256:cc\n", "not an exact version: jeepney>=1.0"),
        ("--index-url https://example.org/\n" + GOOD, "address: https://"),
        (GOOD + "x @ file:///x.whl \\\n    --hash=sha256:cc\n", "address: file://"),
        ("", "no entries"),
    ],
)
def test_what_a_lock_file_must_not_hold_is_named(text: str, fault: str) -> None:
    assert fault in dev_locks.faults(text)


def test_the_locks_hold_every_dependency_that_the_project_names() -> None:
    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text("utf-8"))["project"]
    for name, extras in dev_locks.EXTRAS.items():
        wanted = list(project["dependencies"])
        for extra in extras:
            wanted += project["optional-dependencies"][extra]
        names = {re.split(r"[\s<>=!;\[]", line, maxsplit=1)[0].lower() for line in wanted}
        assert names <= set(_pins(name)), name


def test_the_locks_agree_on_the_versions_that_they_share() -> None:
    first, *others = (_pins(name) for name in dev_locks.EXTRAS)
    for other in others:
        assert first == {name: version for name, version in other.items() if name in first}


def test_every_group_of_the_set_up_has_its_lock_file() -> None:
    assert set(dev_venv.LOCKS.values()) == set(dev_locks.EXTRAS)
