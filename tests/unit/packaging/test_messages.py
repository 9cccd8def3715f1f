"""Collecting messages: what is found, what becomes of translations, what never gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

import dev_messages

EMPTY = """msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a package with messages of every kind."""
    folder = tmp_path / "package"
    (folder / "inner").mkdir(parents=True)
    (folder / "first.py").write_text(
        "\n\n\n# Translators: on a button\n_('Save')\n_(variable)\n"
        "ngettext('{count} card', '{count} cards', n)\n",
        encoding="utf-8",
    )
    (folder / "inner" / "second.py").write_text(
        "pgettext('key', 'Enter')\n_('Save')\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """Return an empty French catalogue."""
    path = tmp_path / "fr.po"
    path.write_text(EMPTY, encoding="utf-8")
    return path


def test_plain_counting_and_contextual_messages_are_collected(package: Path) -> None:
    found = {(m.context, m.id) for m in dev_messages.collect(package) if m.id}
    assert found == {
        (None, "Save"),
        (None, ("{count} card", "{count} cards")),
        ("key", "Enter"),
    }


def test_a_comment_for_translators_comes_along(package: Path) -> None:
    saved = dev_messages.collect(package).get("Save")
    assert saved is not None
    assert saved.auto_comments == ["on a button"]


def test_new_messages_come_in_empty(package: Path, po: Path) -> None:
    assert dev_messages.update(po, package) == (3, 0)
    assert dev_messages.missing(po) == 3


def test_a_translation_stays_and_a_message_without_use_goes(package: Path, po: Path) -> None:
    dev_messages.update(po, package)
    text = po.read_text(encoding="utf-8")
    po.write_text(
        text.replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Enregistrer"'),
        encoding="utf-8",
    )
    (package / "inner" / "second.py").unlink()
    assert dev_messages.update(po, package) == (0, 1)
    after = dev_messages.read(po)
    saved = after.get("Save")
    assert saved is not None
    assert saved.string == "Enregistrer"
    assert "Enter" not in po.read_text(encoding="utf-8")


def test_a_message_that_changed_is_never_given_the_old_translation(package: Path, po: Path) -> None:
    dev_messages.update(po, package)
    text = po.read_text(encoding="utf-8")
    po.write_text(
        text.replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Enregistrer"'),
        encoding="utf-8",
    )
    for file in package.rglob("*.py"):
        file.write_text(file.read_text(encoding="utf-8").replace("Save", "Saved"), encoding="utf-8")
    dev_messages.update(po, package)
    changed = dev_messages.read(po).get("Saved")
    assert changed is not None
    assert not changed.string
    assert not changed.fuzzy


def test_a_message_that_began_to_count_is_to_be_translated_anew(package: Path, po: Path) -> None:
    dev_messages.update(po, package)
    text = po.read_text(encoding="utf-8")
    po.write_text(
        text.replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Enregistrer"'),
        encoding="utf-8",
    )
    for file in package.rglob("*.py"):
        file.write_text("ngettext('Save', 'Save all', n)\n", encoding="utf-8")
    dev_messages.update(po, package)
    changed = dev_messages.read(po).get("Save")
    assert changed is not None
    assert not any(changed.string or ())
    assert not changed.fuzzy


def test_places_name_files_without_lines_and_nothing_of_this_machine(
    package: Path, po: Path
) -> None:
    dev_messages.update(po, package)
    text = po.read_text(encoding="utf-8")
    assert "#: package/first.py package/inner/second.py\n" in text
    assert str(package.parent) not in text
    assert "@" not in text
    assert "Date" not in text


def test_moving_code_inside_a_file_changes_nothing(package: Path, po: Path) -> None:
    dev_messages.update(po, package)
    before = po.read_bytes()
    first = package / "first.py"
    first.write_text("\n\n\n\n" + first.read_text(encoding="utf-8"), encoding="utf-8")
    assert dev_messages.update(po, package) == (0, 0)
    assert po.read_bytes() == before


def test_a_catalogue_that_can_not_be_read_is_left_alone(package: Path, po: Path) -> None:
    broken = 'msgid "Save"\nmsgstr "Enregistrer"\nthis is no catalogue\n'
    po.write_text(broken, encoding="utf-8")
    with pytest.raises(PoFileError):
        dev_messages.update(po, package)
    assert po.read_text(encoding="utf-8") == broken
