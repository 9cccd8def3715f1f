"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pisteur.exchange.atomic import write_file
from pisteur.exchange.errors import ExchangeError, describe


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_content_arrives_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    old = os.umask(0o022)
    try:
        write_file(path, b"content")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"content"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["out.csv"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    write_file(path, iter([b"new", b" content"]))
    assert path.read_bytes() == b"new content"


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.ics", tmp_path / "link.ics"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def full_disk() -> Iterator[bytes]:
        yield b"first part"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ExchangeError) as caught:
        write_file(path, full_disk())
    assert caught.value.code == "file.disk_full"
    assert "the disk is full" in describe(caught.value)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(
    ("name", "code"), [("", "file.directory"), ("none/out.csv", "file.no_folder")]
)
def test_a_folder_or_a_missing_folder_is_said(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        write_file(tmp_path / name, b"x")
    assert caught.value.code == code


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError) as caught:
        write_file(Path("/proc/out.csv"), b"x")
    assert caught.value.code in ("file.not_writable", "file.no_folder")


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes among files")
def test_a_pipe_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExchangeError) as refused:
        write_file(pipe, b"content")
    assert refused.value.code == "file.special"
    assert "“pipe” is a device or a pipe" in describe(refused.value)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["pipe"]
