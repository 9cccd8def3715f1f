"""Hatchling's build hook: compiled translations always, `resources/` inside standard wheels.

An editable installation reads `resources/` of the checkout, so nothing is copied for it.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """Adds what the app ships besides its Python modules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations; for a `standard` wheel, put the resources into the package."""
        root = Path(self.root)
        _sibling(root, "dev_translations").compile_stale(root / "resources" / "translations")
        if self.target_name == "wheel" and version == "standard":
            shipped = _sibling(root, "bundle_contents").shipped(root / "resources")
            build_data["force_include"].update(shipped)


def _sibling(root: Path, name: str) -> ModuleType:
    """Load the module `name` beside this one: a build hook's folder isn't on the import path."""
    spec = importlib.util.spec_from_file_location(name, root / "packaging" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
