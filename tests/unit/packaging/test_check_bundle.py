"""The check of the bundle finds the faults that it is for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import check_bundle

WORKS = """case $1 in
read-workbook) echo '["Morel"]' ;;
find-duplicates) echo '512 512 1 [[1, 2, 50, []]]'; echo end ;;
*) echo ok ;;
esac"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in bundle is a shell script")


def _bundle(folder: Path, script: str) -> Path:
    folder.mkdir()
    program = check_bundle.program_of(folder)
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_a_bundle_that_answers_has_no_faults(tmp_path: Path) -> None:
    assert check_bundle.faults(_bundle(tmp_path / "b", WORKS)) == []


def test_a_bundle_starts_with_nothing_but_a_home_and_no_screen(tmp_path: Path) -> None:
    ran = check_bundle.start(_bundle(tmp_path / "b", "/usr/bin/env"))
    names = {line.split("=", 1)[0] for line in ran.stdout.splitlines()}
    assert {"HOME", "QT_QPA_PLATFORM"} <= names <= {"HOME", "QT_QPA_PLATFORM", "PWD", "_", "SHLVL"}


@pytest.mark.parametrize("script", ["echo ok; exit 1", "true", "[ $1 = --version ] && echo 1"])
def test_a_bundle_that_fails_or_says_nothing_has_a_fault(tmp_path: Path, script: str) -> None:
    assert any("ended with" in f for f in check_bundle.faults(_bundle(tmp_path / "b", script)))


def test_a_bundle_that_reads_no_workbook_or_finds_no_duplicates_has_a_fault(tmp_path: Path) -> None:
    assert check_bundle.faults(_bundle(tmp_path / "b", "echo ok")) == [
        "does not read a workbook: 0 ok ",
        "finds no duplicates: 0 ok ",
    ]


def test_the_workbook_is_one_that_the_reader_reads(tmp_path: Path) -> None:
    run = f'PYTHONPATH="{check_bundle.ROOT / "desktop"}" exec "{sys.executable}" -m pisteur "$@"'
    assert check_bundle.workbook_fault(_bundle(tmp_path / "b", run)) == ""


def test_the_duplicates_are_some_that_the_search_finds(tmp_path: Path) -> None:
    run = f'PYTHONPATH="{check_bundle.ROOT / "desktop"}" exec "{sys.executable}" -m pisteur "$@"'
    assert check_bundle.search_fault(_bundle(tmp_path / "b", run)) == ""


def test_a_missing_bundle_is_a_fault(tmp_path: Path) -> None:
    assert len(check_bundle.faults(tmp_path)) == 1


def test_a_file_that_names_the_build_folder_is_a_fault(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path / "b", WORKS)
    (bundle / "data").write_bytes(b"\0" + os.fsencode(check_bundle.ROOT) + b"/x")
    assert check_bundle.faults(bundle) == ["names the build folder: data"]


def test_links_that_lead_nowhere_or_outside_are_faults(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path / "b", WORKS)
    (bundle / "gone").symlink_to("nothing")
    (bundle / "away").symlink_to(tmp_path)
    (bundle / "fine").symlink_to("pisteur")
    assert sorted(check_bundle.broken_links(bundle)) == ["away", "gone"]


def test_a_bundle_that_grew_too_large_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_bundle, "LARGEST_MB", 0)
    assert check_bundle.faults(_bundle(tmp_path / "b", WORKS)) == ["larger than 0 MB"]
