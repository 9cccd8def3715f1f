"""Hatchling's build hook: compiled translations always, `resources/` inside standard wheels.

An editable installation reads `resources/` of the checkout, so nothing is copied for it.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Shown in the README, or the source of a compiled file: of no use to an installed app.
LEFT_OUT_FOLDERS = {"screenshots"}
LEFT_OUT_SUFFIXES = {".po", ".pot"}


class ResourcesHook(BuildHookInterface[Any]):
    """Adds what the app ships besides its Python modules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations; for a `standard` wheel, put the resources into the package."""
        root = Path(self.root)
        _translations(root).compile_stale(root / "resources" / "translations")
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update(shipped(root / "resources"))


def shipped(resources: Path) -> dict[str, str]:
    """Return each file of `resources` that is shipped, with its place in the wheel."""
    places = {}
    for file in sorted(resources.rglob("*")):
        inside = file.relative_to(resources)
        wanted = inside.parts[0] not in LEFT_OUT_FOLDERS and file.suffix not in LEFT_OUT_SUFFIXES
        if file.is_file() and wanted:
            places[str(file)] = f"pisteur/_resources/{inside.as_posix()}"
    return places


def _translations(root: Path) -> ModuleType:
    """Load the module beside this one: a build hook's own folder isn't on the import path."""
    path = root / "packaging" / "dev_translations.py"
    spec = importlib.util.spec_from_file_location("dev_translations", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
