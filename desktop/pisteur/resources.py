"""Finds the files that the app ships: icons, translations, default data.

In a wheel or a bundle they are in `pisteur/_resources`; in a checkout in `resources/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resources_root() -> Path:
    """Return the folder that holds the shipped files."""
    packaged = Path(__file__).parent / "_resources"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "resources"


def resource_path(name: str) -> Path:
    """Return the path of the shipped file `name` (forward slashes, relative to the root)."""
    return resources_root() / name
