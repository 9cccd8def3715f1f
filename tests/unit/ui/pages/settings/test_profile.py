"""The ideal customer in the settings: what was typed is understood, or said not to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from pisteur import i18n
from pisteur.domain.profile import Trait, TraitKind, read_values
from pisteur.domain.selling_inputs import TraitInput
from pisteur.domain.traits import NafVersion
from pisteur.presentation.trait_texts import typed_values
from pisteur.services.services import Services
from pisteur.ui.dialogs.trait import TraitDialog
from pisteur.ui.pages.settings.profile import ProfileSection
from support.desk import Desk

Place = Callable[[Callable[..., ProfileSection]], ProfileSection]


@pytest.fixture
def section(place: Place) -> ProfileSection:
    return place(ProfileSection)


def chip(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def new(desk: Desk, kind: TraitKind) -> TraitDialog:
    desk.press_in_window(Qt.Key.Key_Insert)
    dialog = desk.dialog(TraitDialog)
    chip(dialog, f"trait-kind-{kind}").click()
    return dialog


def test_each_kind_is_typed_and_shown(section: ProfileSection, desk: Desk) -> None:
    dialog = new(desk, TraitKind.BUYER)
    chip(dialog, "trait-buyers-company").click()
    chip(dialog, "trait-buyers-public").click()
    dialog.primary.click()
    dialog = new(desk, TraitKind.SECTOR)
    dialog.sectors.line.setText("56.10a, restaurant")
    chip(dialog, "trait-sectors-version-naf2025").click()
    dialog.name.setText("Food")
    dialog.primary.click()
    dialog = new(desk, TraitKind.SIZE)
    dialog.lines[TraitKind.SIZE].setText("1-9; 250 and more")
    dialog.primary.click()
    dialog = new(desk, TraitKind.AREA)
    dialog.lines[TraitKind.AREA].setText("35, 2a")
    dialog.primary.click()
    dialog = new(desk, TraitKind.TAG)
    dialog.lines[TraitKind.TAG].setText("Fair, Salon")
    dialog.primary.click()
    dialog = new(desk, TraitKind.FREE)
    dialog.name.setText("Sells online")
    dialog.primary.click()
    assert [(row.name, row.detail) for row in section.editor.rows] == [
        ("Who buys", "Company, Public body"),
        ("Food", "56.10A, restaurant"),
        ("Size", "1-9, 250 and more"),
        ("Area", "35, 2A"),
        ("Tag", "Fair, Salon"),
        ("Sells online", "Answered yes or no for each contact"),
    ]
    assert desk.services.profile.traits()[1].accepted == ("naf2025:5610A", "restaurant")


def test_what_is_not_understood_is_said_beside_the_field_while_typing_and_when_sent(
    section: ProfileSection, desk: Desk
) -> None:
    dialog = new(desk, TraitKind.AREA)
    dialog.lines[TraitKind.AREA].setFocus()
    desk.write("35, Brittany, 44")
    dialog.name.setFocus()
    assert dialog.fields["accepted"].error == "Not understood: Brittany."
    dialog.primary.click()
    assert dialog.fields["accepted"].error == "Not understood: Brittany."
    assert dialog.lines[TraitKind.AREA].hasFocus()
    assert desk.services.profile.traits() == ()


@pytest.mark.parametrize("kind", [TraitKind.BUYER, TraitKind.SECTOR, TraitKind.TAG])
def test_a_trait_without_values_is_not_kept(
    section: ProfileSection, desk: Desk, kind: TraitKind
) -> None:
    dialog = new(desk, kind)
    dialog.primary.click()
    assert dialog.fields["accepted"].error == "Give at least one value that fits you."
    assert dialog.fields["accepted"].isVisible()


def test_the_edition_is_asked_for_codes_only(section: ProfileSection, desk: Desk) -> None:
    dialog = new(desk, TraitKind.SECTOR)
    edition = chip(dialog, "trait-sectors-version-rev2")
    assert not edition.isVisible()
    dialog.sectors.line.setText("restaurant")
    assert not edition.isVisible()
    dialog.sectors.line.setText("restaurant, 56")
    assert edition.isVisible()


@pytest.mark.parametrize(
    "given",
    [
        TraitInput(TraitKind.BUYER, "", "professional"),
        TraitInput(TraitKind.SECTOR, "Food", "56.10A, food", NafVersion.NAF2025),
        TraitInput(TraitKind.SIZE, "", "0, 12, 10-49, 250-"),
        TraitInput(TraitKind.AREA, "", "35000, 971"),
        TraitInput(TraitKind.FREE, "Sells online"),
    ],
)
def test_saving_a_trait_unchanged_keeps_it(
    section: ProfileSection, desk: Desk, services: Services, given: TraitInput
) -> None:
    desk.context.runner.command(lambda s: s.profile.add(given))
    (before,) = services.profile.traits()
    section.setFocus()
    desk.press_in_window(Qt.Key.Key_Return)
    dialog = desk.dialog(TraitDialog)
    assert not dialog.has_unsaved()
    assert not dialog.kinds.isVisible()
    dialog.primary.click()
    (after,) = services.profile.traits()
    buyers = ("self_employed", "company", "association", "public")
    accepted = buyers if given.kind is TraitKind.BUYER else before.accepted
    assert after == before._replace(accepted=accepted)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_size_reads_back_in_each_language(language: str) -> None:
    i18n.set_language(language)
    values = ("0-0", "5-5", "10-49", "250-")
    text = typed_values(TraitKind.SIZE, values)
    assert read_values(TraitKind.SIZE, text, NafVersion.REV2).values == values


def test_without_traits_the_list_says_whom_to_think_of(section: ProfileSection) -> None:
    assert not section.editor.rows
    assert "three best customers" in section.editor._empty.accessibleDescription()


def test_a_removed_trait_comes_back(section: ProfileSection, desk: Desk) -> None:
    desk.context.runner.command(lambda s: s.profile.add(TraitInput(TraitKind.AREA, "", "35")))
    section.setFocus()
    desk.press_in_window(Qt.Key.Key_Delete)
    assert not section.editor.rows
    assert desk.notices[-1] == ("The trait is removed.", True)
    desk.context.runner.command(lambda s: s.undo())
    assert desk.services.profile.traits() == (Trait(1, TraitKind.AREA, ("35",)),)
    assert len(section.editor.rows) == 1
