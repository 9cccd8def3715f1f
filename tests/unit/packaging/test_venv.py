"""When the set-up script believes that the environment is ready, and when it doesn't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dev_venv

PYPROJECT = '[build-system]\nrequires = []\n[project]\nname = "x"\nversion = "1"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "packaging").mkdir()
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    for lock in dev_venv.LOCKS.values():
        (tmp_path / "packaging" / lock).write_text(lock, encoding="utf-8")
    return tmp_path


def _venv(root: Path, *, version: str = "version = 3.11.2") -> Path:
    venv = root / ".venv"
    python = dev_venv.python_of(venv)
    python.parent.mkdir(parents=True)
    python.touch()
    (venv / "pyvenv.cfg").write_text(f"home = /usr/bin\n{version}\n", encoding="utf-8")
    return venv


def _stamp(venv: Path, **digests: str) -> None:
    (venv / dev_venv.STAMP).write_text(json.dumps(digests), encoding="utf-8")


def test_an_environment_without_a_stamp_is_not_current(root: Path) -> None:
    assert not dev_venv.is_current(root, _venv(root), "run")


def test_an_environment_with_the_stamp_of_its_lock_is_current(root: Path) -> None:
    venv = _venv(root)
    _stamp(venv, test=dev_venv.digest(root, "test"))
    assert dev_venv.is_current(root, venv, "test")


def test_what_the_tests_need_is_enough_to_run(root: Path) -> None:
    venv = _venv(root)
    _stamp(venv, test=dev_venv.digest(root, "test"))
    assert dev_venv.is_current(root, venv, "run")
    assert not dev_venv.is_current(root, venv, "bundle")


def test_what_a_run_needs_is_not_enough_for_the_tests(root: Path) -> None:
    venv = _venv(root)
    _stamp(venv, run=dev_venv.digest(root, "run"))
    assert not dev_venv.is_current(root, venv, "test")


def test_a_changed_lock_file_makes_the_environment_stale(root: Path) -> None:
    venv = _venv(root)
    _stamp(venv, run=dev_venv.digest(root, "run"))
    (root / "packaging" / dev_venv.LOCKS["run"]).write_text("other", encoding="utf-8")
    assert not dev_venv.is_current(root, venv, "run")


def test_a_changed_dependency_makes_the_environment_stale(root: Path) -> None:
    before = dev_venv.digest(root, "run")
    text = PYPROJECT + 'dependencies = ["jeepney"]\n'
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    assert dev_venv.digest(root, "run") != before


def test_a_changed_tool_setting_leaves_the_environment_current(root: Path) -> None:
    before = dev_venv.digest(root, "run")
    (root / "pyproject.toml").write_text(PYPROJECT + "[tool.x]\ny = 1\n", encoding="utf-8")
    assert dev_venv.digest(root, "run") == before


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_an_unreadable_stamp_counts_as_none(root: Path, text: str) -> None:
    venv = _venv(root)
    (venv / dev_venv.STAMP).write_text(text, encoding="utf-8")
    assert dev_venv.read_stamps(venv) == {}


@pytest.mark.parametrize("version", ["version = 3.11.2", "version_info = 3.13.0"])
def test_an_environment_made_by_other_means_is_usable(root: Path, version: str) -> None:
    assert dev_venv.is_usable(_venv(root, version=version))


@pytest.mark.parametrize("version", ["version = 3.10.13", "", "version = unknown"])
def test_an_environment_of_an_older_python_is_not_usable(root: Path, version: str) -> None:
    assert not dev_venv.is_usable(_venv(root, version=version))


def test_an_environment_whose_python_is_gone_is_not_usable(root: Path) -> None:
    venv = _venv(root)
    dev_venv.python_of(venv).unlink()
    assert not dev_venv.is_usable(venv)


def test_a_folder_that_is_no_environment_is_not_usable(tmp_path: Path) -> None:
    assert not dev_venv.is_usable(tmp_path)
