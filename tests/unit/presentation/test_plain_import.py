"""Nothing is read, kept or loaded for features and tools of PySide6 that are not used."""

from __future__ import annotations

import json

from support.processes import run_python

# The window in the place of `pisteur.app`: it imports more, as the app does after its first paint.
START = """
import json, sys, types
app = types.ModuleType("pisteur.app")
app.Options = lambda language: None
def run_window(path, options):
    import pisteur.ui.shell.window
    {then}
app.run_window = run_window
sys.modules["pisteur.app"] = app
from pisteur.start import open_window
open_window("/nowhere/pisteur.db", "fr")
"""

READ = """
    import linecache
    print(json.dumps([len(linecache.cache), "pisteur.ui.pages.board.page" in sys.modules]))
"""

LOADED = """
    tools = "argparse bz2 gettext ipaddress logging lzma random shutil tempfile traceback"
    print(json.dumps([name for name in tools.split() if name in sys.modules]))
"""

# PySide6 makes its messages with what it imported while it was loaded.
WRONG = """
    from PySide6.QtCore import QSize
    try:
        QSize("wide")
    except TypeError as error:
        print(json.dumps("(w: int, h: int, /)" in str(error)))
"""

# What had a stand-in is there for who comes later.
LATER = """
    import argparse, importlib.util, io, ipaddress, logging, lzma, shutil, tempfile
    import traceback, zipfile
    import urllib.parse
    urllib.parse.urlsplit("http://[::1]/").hostname
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a", "b")
    with zipfile.ZipFile(written) as made:
        said = made.read("a").decode()
    tempfile.TemporaryFile().close()
    asked = (argparse, importlib.util, ipaddress, logging, lzma, shutil, tempfile, traceback)
    print(json.dumps([said, *{type(each).__name__ for each in asked}]))
"""


def _after_the_start(then: str) -> object:
    result = run_python(START.format(then=then.strip()))
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_what_is_imported_after_qt_is_not_read_as_source_and_none_is_kept() -> None:
    assert _after_the_start(READ) == [0, True]


def test_the_window_is_there_without_what_only_tools_of_pyside_need() -> None:
    assert _after_the_start(LOADED) == []


def test_a_mistake_in_a_call_of_qt_is_told_as_ever() -> None:
    assert _after_the_start(WRONG) is True


def test_who_asks_later_gets_the_modules_themselves() -> None:
    assert _after_the_start(LATER) == ["b", "module"]
