"""The way to the first paint loads nothing heavy: importing SQLModel alone costs several bare
windows (ARCHITECTURE.md, Storage)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

import pisteur
from pisteur.presentation import qt_numbers
from pisteur.services.opening import open_data
from pisteur.services.services import Services

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "phonenumbers",
    "stdnum",
)

REPORT = f"""
import json, sys
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""

FIRST_BOARD = """
import sys
from pathlib import Path
import pisteur.ui.context
from pisteur.services.board import read_board, read_totals
from pisteur.services.opening import open_data
file = open_data(Path(sys.argv[1]))
assert read_board(file.connection).stages
read_totals(file.connection)
file.connection.close()
"""

# What else the first paint was found to wait for without need: milliseconds each.
LATE = (
    *("dataclasses", "json", "locale", "calendar", "PySide6.QtSvg"),
    *("pisteur.domain.words", "pisteur.labels_selling", "pisteur.ui.pages.board.card_turns"),
    "pisteur.ui.pages.board.arrivals",
)

FIRST_WINDOW = f"""
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from pisteur.app import Options, Session, make_application
from pisteur.services.opening import open_data
from pisteur.ui.theme.theme import Theme
app = make_application()
session = Session(app, Theme(app), open_data(Path(sys.argv[1])), Options(language="fr"))
late = []
# Kinds of Qt's that take millions of instructions to make: none is needed for the board.
kinds = dict(QImage=QtGui, QIcon=QtGui, QStyleOption=QtWidgets, QStyle=QtWidgets)
# All sets of values of Qt's namespace are made at the first touch of any: a tenth of the start.
kinds |= dict(Qt=QtCore)
kinds |= dict(QSizePolicy=QtWidgets, QAction=QtGui, QMouseEvent=QtGui, QGestureEvent=QtWidgets)
def painted():
    late.extend(kind for kind, module in kinds.items() if kind in dict.keys(vars(module)))
    late.extend(name for name in {LATE!r} if name in sys.modules)
    app.exit()
session.window.painted.disconnect()
session.window.painted.connect(painted)
session.window.show()
app.exec()
session.close()
assert not late, late
"""

STEPS = """
import sys
import pisteur.app
import pisteur.ui.shell.ahead as ahead
here = len(sys.modules)
for _step in ahead.load():
    before, here = here, len(sys.modules)
    added = [name for name in list(sys.modules)[before:] if name.startswith("pisteur.")]
    assert len(added) <= 16, added
assert "pisteur.ui.flows" in sys.modules
before = len(sys.modules)
import pisteur.ui.flows, pisteur.ui.panel.contact_panel, pisteur.ui.pages.today.page
assert len(sys.modules) == before, list(sys.modules)[before:]
"""

ALL_MODULES = """
import importlib, pkgutil
import pisteur.presentation, pisteur.ui
for package in (pisteur.presentation, pisteur.ui):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
"""


def loaded_after(script: str, *arguments: str) -> list[str]:
    """Run a script in a process of its own; returns which heavy packages it loaded."""
    packages = str(Path(pisteur.__file__).parents[1])
    result = subprocess.run(
        [sys.executable, "-c", script + REPORT, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": packages, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert result.returncode == 0, result.stderr
    found: list[str] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_the_first_board_is_read_without_loading_anything_heavy(data_path: Path) -> None:
    assert loaded_after(FIRST_BOARD, str(data_path)) == []


@pytest.mark.parametrize("filled", [False, True])
def test_the_first_paint_waits_for_nothing_that_it_can_do_without(
    data_path: Path, filled: bool
) -> None:
    if filled:
        # Cards of every kind, with texts too long for their place.
        services = Services(open_data(data_path))
        services.demo.load()
        services.close()
    assert loaded_after(FIRST_WINDOW, str(data_path)) == []


def test_what_follows_the_first_paint_is_loaded_few_modules_at_a_time() -> None:
    # Nor is any of it heavy: that is for the worker to load.
    assert loaded_after(STEPS) == []


def test_a_touch_of_qts_namespace_before_the_first_paint_is_seen(data_path: Path) -> None:
    # The measure must be able to fail.
    touched = FIRST_WINDOW.replace("late = []", "late = []; QtCore.Qt")
    with pytest.raises(AssertionError, match=r"\['Qt'\]"):
        loaded_after(touched, str(data_path))


def test_the_numbers_that_stand_for_qts_values_are_those() -> None:
    named = {
        "DISPLAY_ROLE": Qt.ItemDataRole.DisplayRole,
        "TOOL_TIP_ROLE": Qt.ItemDataRole.ToolTipRole,
        "ACCESSIBLE_TEXT_ROLE": Qt.ItemDataRole.AccessibleTextRole,
        "ACCESSIBLE_DESCRIPTION_ROLE": Qt.ItemDataRole.AccessibleDescriptionRole,
        "SIZE_HINT_ROLE": Qt.ItemDataRole.SizeHintRole,
        "USER_ROLE": Qt.ItemDataRole.UserRole,
        "ALIGN_LEFT": Qt.AlignmentFlag.AlignLeft,
        "ALIGN_RIGHT": Qt.AlignmentFlag.AlignRight,
        "ALIGN_H_CENTER": Qt.AlignmentFlag.AlignHCenter,
        "ALIGN_TOP": Qt.AlignmentFlag.AlignTop,
        "ALIGN_V_CENTER": Qt.AlignmentFlag.AlignVCenter,
        "WORD_WRAP": Qt.TextFlag.TextWordWrap,
        "PLAIN_TEXT": Qt.TextFormat.PlainText,
        "SCROLL_BAR_ALWAYS_OFF": Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        "NO_FOCUS": Qt.FocusPolicy.NoFocus,
        "MOVE_ACTION": Qt.DropAction.MoveAction,
        "LIGHT_SCHEME": Qt.ColorScheme.Light,
        "DARK_SCHEME": Qt.ColorScheme.Dark,
    }
    numbers = {name: value for name, value in vars(qt_numbers).items() if name.isupper()}
    assert numbers == {name: value.value for name, value in named.items()}


def test_no_module_of_the_window_loads_anything_heavy_when_imported() -> None:
    assert loaded_after(ALL_MODULES) == []


def test_the_services_are_seen_to_load_sqlmodel() -> None:
    # The measure must be able to fail.
    assert "sqlmodel" in loaded_after("import pisteur.services.services")
