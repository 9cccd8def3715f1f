"""Imports point down only (ARCHITECTURE.md), whether at run time, in a function or for types."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import pisteur

PACKAGE = Path(pisteur.__file__).parent

# What each layer may import of Pisteur. `i18n` and the others are beside the layers.
BESIDE = {"i18n", "resources", "stand_ins"}
ALLOWED = {
    "domain": {"domain"},
    "storage": {"storage", "domain", *BESIDE},
    "exchange": {"exchange", "domain", "labels", "recurrence_words", "own_process", *BESIDE},
    "services": {"services", "storage", "exchange", "domain", "own_process", *BESIDE},
    "presentation": {
        *("presentation", "services", "storage", "exchange", "domain"),
        *("labels", "recurrence_words", "error_texts", "logs", *BESIDE),
    },
    "ui": {
        *("ui", "presentation", "services", "storage", "exchange", "domain"),
        *("labels", "recurrence_words", "error_texts", "import_words", "counted_words"),
        *("logs", *BESIDE),
    },
    "logs": {"domain", "storage", *BESIDE},
    "i18n": {"resources"},
    "own_process": set[str](),
    "resources": set[str](),
    "stand_ins": set[str](),
    "labels": {"labels_selling", "domain", "i18n"},
    "labels_selling": {"domain", "i18n"},
    "recurrence_words": {"domain", "i18n"},
    "error_texts": {"domain", "exchange", "i18n"},
    "counted_words": set[str](),
    "import_words": {"counted_words", "domain", "i18n"},
}
# What no module of a layer may import from outside.
FORBIDDEN = {
    "storage": ("PySide6", "shiboken6"),
    "exchange": ("PySide6", "shiboken6", "sqlite3", "sqlmodel", "sqlalchemy", "alembic"),
    "services": ("PySide6", "shiboken6"),
    "presentation": ("PySide6.QtWidgets", "sqlmodel", "sqlalchemy", "sqlite3", "alembic"),
    "ui": ("sqlmodel", "sqlalchemy", "alembic"),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Return every dotted name that a module imports; `from a import b` gives `a.b`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(_names(tree, module_name(path)))


def _names(tree: ast.AST, module: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively; write the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(layer: str) -> list[Path]:
    """Return the files of a layer: a folder or a single module."""
    single = PACKAGE / f"{layer}.py"
    return [single] if single.exists() else sorted((PACKAGE / layer).rglob("*.py"))


def test_every_layer_has_modules_and_every_module_has_a_layer() -> None:
    for layer in ALLOWED:
        assert modules(layer), layer
    roots = {layer_of(module_name(path)) for path in PACKAGE.rglob("*.py")}
    composition = {
        *("", "app", "cli", "commands", "import_command", "command_line"),
        *("__main__", "self_test", "start"),
    }
    assert roots <= set(ALLOWED) | composition, "a new layer needs its rule here"


@pytest.mark.parametrize("layer", sorted(ALLOWED))
def test_a_layer_imports_only_those_below_it(layer: str) -> None:
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in modules(layer)
        for name in imports_of(path)
        if name.startswith("pisteur.") and layer_of(name) not in ALLOWED[layer] | {"__version__"}
    ]
    assert not wrong


@pytest.mark.parametrize("layer", sorted(FORBIDDEN))
def test_a_layer_does_not_import_what_belongs_to_another(layer: str) -> None:
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in modules(layer)
        for name in imports_of(path)
        if name.startswith(tuple(f"{root}." for root in FORBIDDEN[layer]))
        or name in FORBIDDEN[layer]
    ]
    assert not wrong


def test_the_domain_imports_the_standard_library_only() -> None:
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in modules("domain")
        for name in imports_of(path)
        if not name.startswith("pisteur.domain.")
        and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong


def test_the_domain_knows_neither_files_nor_databases() -> None:
    outside = {"sqlite3", "pathlib", "os", "io", "shutil", "socket", "subprocess", "tempfile"}
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in modules("domain")
        for name in imports_of(path)
        if name.split(".")[0] in outside
    ]
    assert not wrong


def test_a_lower_layer_that_imports_a_higher_one_is_found(tmp_path: Path) -> None:
    # The rule must be able to fail.
    tree = ast.parse("def f():\n    from pisteur.ui.context import UiContext\n")
    assert [layer_of(name) for name in _names(tree, "x")] == ["ui"]


def test_nothing_asks_a_layout_for_an_item() -> None:
    # See `ui.widgets.discard`, the only one to take items out: the widgets go with them. A layout
    # of our own answers Qt, and asks nothing.
    calls = [
        f"{module_name(path)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"itemAt", "takeAt"}
        and path.name != "discard.py"
    ]
    assert not calls
