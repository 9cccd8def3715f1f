"""What wheels and bundles hold, and what a bundle leaves out."""

from __future__ import annotations

import marshal
import sys
from pathlib import Path

import pytest

import bundle_contents
from pisteur.presentation import kept_code

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "pisteur/storage/migrations/env.py",
    ],
)
def test_what_a_window_needs_stays_in_the_bundle(path: str) -> None:
    assert bundle_contents.is_wanted(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6Quick.dll",
        "PySide6/QtSql.abi3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "libQt6EglFsKmsSupport.so.6",
        "libgtk-3.so.0",
    ],
)
def test_what_the_app_never_loads_is_left_out(path: str) -> None:
    assert not bundle_contents.is_wanted(path)


def test_sources_of_translations_and_pictures_of_the_readme_are_not_shipped(
    tmp_path: Path,
) -> None:
    for name in ("icons/a.svg", "translations/fr.po", "translations/fr.mo", "screenshots/b.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert bundle_contents.shipped(tmp_path) == {
        str(tmp_path / "icons" / "a.svg"): "pisteur/_resources/icons/a.svg",
        str(tmp_path / "translations" / "fr.mo"): "pisteur/_resources/translations/fr.mo",
    }


def test_every_migration_is_in_the_bundle_where_the_app_looks_for_it() -> None:
    placed = {Path(folder) / Path(file).name for file, folder in bundle_contents.data_files(ROOT)}
    migrations = ROOT / "desktop" / "pisteur" / "storage" / "migrations"
    expected = {p.relative_to(ROOT / "desktop") for p in migrations.rglob("*.py")}
    assert len(expected) > 2
    assert expected <= placed


def test_icons_and_licence_are_in_the_bundle() -> None:
    placed = {Path(folder) / Path(file).name for file, folder in bundle_contents.data_files(ROOT)}
    assert {Path("LICENSE"), Path("pisteur/_resources/icons/pisteur.svg")} <= placed


def test_a_bundle_brings_the_compiled_sources_of_qt_where_the_program_looks(
    tmp_path: Path,
) -> None:
    file, folder = bundle_contents.code_of_qt(ROOT, tmp_path / "work")
    version, kept = marshal.loads(Path(file).read_bytes())  # noqa: S302 - written by this test
    assert version == sys.version
    assert any(name.startswith("shibokensupport/") for name in kept)
    module = Path(kept_code.__file__).relative_to(ROOT / "desktop")
    assert Path(folder) == module.parent / "__pycache__"
    assert Path(file).name == kept_code.NAME
