"""Merging in the window: what differs is chosen by keyboard, all else is kept and said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from pisteur.domain.commands import EditContact, PointInput
from pisteur.domain.merging import Part
from pisteur.domain.words import Heat, PointKind
from pisteur.services.services import Services
from pisteur.ui.dialogs.merge import LEFT, RIGHT, MergeDialog
from support.desk import Desk
from support.people import lead


@pytest.fixture
def ids(services: Services) -> tuple[int, int]:
    keep, other = lead(services, "a")[0], lead(services, "b")[0]
    services.contacts.edit(
        EditContact(
            keep,
            family_name="Roche",
            company="Fauve",
            city="Lyon",
            points=(PointInput(PointKind.PHONE, "06 39 98 12 34"),),
            tags=("vip",),
        )
    )
    services.contacts.edit(
        EditContact(
            other,
            family_name="Roche",
            company="Atelier Fauve",
            website="https://exemple.fr",
            heat=Heat.HOT,
            points=(PointInput(PointKind.EMAIL, "ines@exemple.fr"),),
        )
    )
    return keep, other


@pytest.fixture
def dialog(desk: Desk, ids: tuple[int, int]) -> MergeDialog:
    desk.flows.merge(*ids)
    return desk.dialog(MergeDialog)


def test_what_only_one_side_knows_is_proposed_and_what_is_the_same_is_not_asked(
    dialog: MergeDialog,
) -> None:
    assert dialog.choices == {
        Part.COMPANY: LEFT,
        Part.ADDRESS: LEFT,
        Part.WEBSITE: RIGHT,
        Part.HEAT: RIGHT,
    }


def test_arrows_choose_side_and_fact(dialog: MergeDialog, desk: Desk) -> None:
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert dialog.choices == {
        Part.COMPANY: RIGHT,
        Part.ADDRESS: LEFT,
        Part.WEBSITE: LEFT,
        Part.HEAT: RIGHT,
    }
    assert dialog.focusWidget().objectName() == "merge-address-left"


def test_all_can_be_taken_from_one_side(dialog: MergeDialog) -> None:
    for name, side in (("merge-all-right", RIGHT), ("merge-all-left", LEFT)):
        button = dialog.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()
        assert set(dialog.choices.values()) == {side}


def test_it_says_what_comes_along_and_all_of_it_does(
    dialog: MergeDialog, desk: Desk, ids: tuple[int, int]
) -> None:
    kept = dialog.findChild(QLabel, "merge-kept")
    assert isinstance(kept, QLabel)
    assert kept.text() == "2 deals · 06 39 98 12 34 · ines@exemple.fr · #vip"
    dialog.primary.click()
    rows = desk.services.db.rows
    assert rows("SELECT id, company, city, website, heat FROM contacts") == [
        (ids[0], "Fauve", "Lyon", "https://exemple.fr", "hot")
    ]
    assert rows("SELECT value FROM contact_points ORDER BY position") == [
        ("06 39 98 12 34",),
        ("ines@exemple.fr",),
    ]
    assert desk.count("opportunities") == 2
    assert desk.count("contact_tags") == 1
    assert desk.dialogs_open == 0


def test_cancelled_it_changes_nothing(dialog: MergeDialog, desk: Desk) -> None:
    changes = desk.changes
    desk.press(Qt.Key.Key_Escape)
    assert desk.dialogs_open == 0
    assert desk.changes == changes
    assert desk.count("contacts") == 2
