"""No source of a module is read or kept for a feature of PySide6 that is not used."""

from __future__ import annotations

import json

from support.processes import run_python

# The window in the place of `pisteur.app`: it imports more, as the app does after its first paint.
START = """
import json, sys, types
app = types.ModuleType("pisteur.app")
app.Options = lambda language: None
def run_window(path, options):
    import linecache
    import pisteur.ui.shell.window
    read = [name for name in linecache.cache if "pisteur" in name]
    print(json.dumps([read, "pisteur.ui.pages.board.page" in sys.modules]))
app.run_window = run_window
sys.modules["pisteur.app"] = app
from pisteur.start import open_window
open_window("/nowhere/pisteur.db", "fr")
"""


def test_what_is_imported_after_qt_is_not_read_as_source() -> None:
    result = run_python(START)
    assert result.returncode == 0, result.stderr
    read, imported = json.loads(result.stdout)
    assert imported
    assert read == []
