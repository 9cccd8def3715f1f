"""Missing system libraries: how they are found, and what is said about them."""

from __future__ import annotations

from pathlib import Path

import pytest

import dev_system


def test_a_file_that_is_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "lib-1.typelib").touch()
    assert dev_system.is_there(f"file:{tmp_path}/lib-*.typelib")
    assert not dev_system.is_there(f"file:{tmp_path}/other-*.typelib")


def test_a_program_is_looked_for_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pisteur-probe"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev_system.is_there("program:pisteur-probe")
    assert not dev_system.is_there("program:pisteur-other")


def test_a_library_that_can_not_be_loaded_is_missing() -> None:
    assert not dev_system.is_there("library:libpisteur-none.so.0")


def test_fonts_are_looked_for_in_every_folder_named(tmp_path: Path) -> None:
    (tmp_path / "b" / "sub").mkdir(parents=True)
    sign = f"fonts:{tmp_path}/a:{tmp_path}/b"
    assert not dev_system.is_there(sign)
    (tmp_path / "b" / "sub" / "Some.ttf").touch()
    assert dev_system.is_there(sign)


def test_a_module_of_python_is_found_by_name() -> None:
    assert dev_system.is_there("module:json")
    assert not dev_system.is_there("module:pisteur_none")


def test_a_sign_of_an_unknown_kind_is_a_fault() -> None:
    with pytest.raises(ValueError, match="colour:red"):
        dev_system.is_there("colour:red")


def test_only_what_is_missing_is_named_in_order() -> None:
    needs = {"b": "module:pisteur_b", "here": "module:json", "a": "module:pisteur_a"}
    assert dev_system.missing(needs) == ["b", "a"]


def test_who_has_apt_gets_one_line_to_copy() -> None:
    said = dev_system.advice(["libgl1", "xvfb"], {}, has_apt=True)
    assert "sudo apt-get install -y libgl1 xvfb" in said.splitlines()[-1]


def test_who_has_no_apt_gets_the_names_of_the_libraries() -> None:
    needs = {"libgl1": "library:libGL.so.1", "xvfb": "program:Xvfb"}
    said = dev_system.advice(["libgl1", "xvfb"], needs, has_apt=False)
    assert said.endswith("libGL.so.1, Xvfb")


def test_nothing_is_installed_when_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr("subprocess.run", refuse)
    dev_system.ensure({"json": "module:json"})


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux misses libraries")
def test_without_the_right_to_install_the_missing_packages_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(dev_system.SetUpError, match="none"):
        dev_system.ensure({"libnone1": "library:libpisteur-none.so.0"})


def test_every_need_has_a_sign_of_a_known_kind() -> None:
    for needs in (
        dev_system.WINDOW,
        dev_system.TESTS,
        dev_system.bundle_needs(),
        dev_system.venv_needs(),
    ):
        for sign in needs.values():
            assert dev_system.is_there(sign) in {True, False}
