"""A wheel built from the checkout is whole; an editable one takes nothing along."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[3]


def _build(version: str, folder: Path) -> Path:
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=[version])))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a standard wheel was unpacked into."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(_build("standard", folder)) as wheel:
        wheel.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_resources_are_inside_and_found(installed: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); import pisteur.resources as r; "
        "print(r.resource_path('icons/pisteur.svg'))"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    icon = Path(said.stdout.strip())
    assert icon == installed / "pisteur" / "_resources" / "icons" / "pisteur.svg"
    assert icon.is_file()


def test_every_catalogue_is_inside_compiled(installed: Path) -> None:
    written = {po.stem for po in (ROOT / "resources" / "translations").glob("*.po")}
    inside = {mo.stem for mo in (installed / "pisteur" / "_resources").rglob("*.mo")}
    assert written == inside


def test_the_modules_and_migrations_are_inside(installed: Path) -> None:
    source = ROOT / "desktop"
    expected = {p.relative_to(source) for p in (source / "pisteur").rglob("*.py")}
    inside = {p.relative_to(installed) for p in (installed / "pisteur").rglob("*.py")}
    assert any("migrations" in path.parts for path in expected)
    assert expected <= inside


def test_an_editable_installation_copies_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(_build("editable", tmp_path)) as wheel:
        names = wheel.namelist()
    assert any(name.endswith(".pth") for name in names)
    assert not [name for name in names if name.startswith("pisteur/")]
