"""The settings: sections at the left, the chosen one at the right, made when first shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pisteur import i18n
from pisteur.domain import settings
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.pages.settings.page import SettingsPage
from pisteur.ui.pages.settings.sections import SECTIONS, SettingsSection
from pisteur.ui.theme.theme import Theme
from support.clock import FakeClock
from support.ui import make_context


@pytest.fixture
def context(services: Services, clock: FakeClock) -> UiContext:
    return make_context(services, clock)[0]


@pytest.fixture
def page(qtbot: QtBot, context: UiContext) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    context.setParent(made)
    made.resize(836, 560)
    made.show()
    return made


def names(page: SettingsPage) -> QListWidget:
    found = page.findChild(QListWidget, "settings-sections")
    assert isinstance(found, QListWidget)
    return found


def test_every_section_opens_and_says_its_name(page: SettingsPage) -> None:
    for section in SECTIONS:
        page.show_section(section.key)
        assert page.current_section == section.key
        shown = page.section(section.key)
        assert shown.isVisible()
        assert shown.objectName() == f"settings-{section.key}"
        heading = [one for one in page.findChildren(QLabel) if one.text() == section.title()]
        assert heading


def test_every_section_fits_in_a_small_window(page: SettingsPage) -> None:
    for section in SECTIONS:
        page.show_section(section.key)
        assert page.minimumSizeHint().width() <= 836, section.key
        assert page.minimumSizeHint().height() <= 560, section.key


def test_no_section_is_cut_off_beside_the_panel(
    qtbot: QtBot, qapp: QApplication, context: UiContext, theme: Theme
) -> None:
    # French words are longer.
    i18n.set_language("fr")
    theme.apply(qapp, "light")
    made = SettingsPage(context)
    qtbot.addWidget(made)
    context.setParent(made)
    made.resize(640, 560)
    made.show()
    for section in SECTIONS:
        made.show_section(section.key)
        for area in made.section(section.key).findChildren(QScrollArea):
            content = area.widget()
            assert content is not None
            assert content.minimumSizeHint().width() <= area.viewport().width(), section.key


def test_sections_are_chosen_by_arrows_and_made_only_then(qtbot: QtBot, context: UiContext) -> None:
    made: list[str] = []

    def note(key: str) -> SettingsSection:
        def make(_context: UiContext, parent: QWidget) -> QLabel:
            made.append(key)
            return QLabel(key, parent)

        return SettingsSection(key, key.title, make)

    page = SettingsPage(context, (note("one"), note("two"), note("three")))
    qtbot.addWidget(page)
    context.setParent(page)
    page.show()
    assert made == ["one"]
    QTest.keyClick(names(page), Qt.Key.Key_Down)
    assert page.current_section == "two"
    QTest.keyClick(names(page), Qt.Key.Key_Up)
    assert made == ["one", "two"]


def test_a_section_that_there_is_not_changes_nothing(page: SettingsPage) -> None:
    page.show_section("nowhere")
    assert page.current_section == SECTIONS[0].key


def test_general_settings_are_stored_at_once(page: SettingsPage, services: Services) -> None:
    never = page.findChild(QCheckBox, "setting-dormancy-never")
    stale = page.findChild(QSpinBox, "setting-stale")
    assert isinstance(never, QCheckBox)
    assert isinstance(stale, QSpinBox)
    never.click()
    stale.setValue(9)
    assert services.settings.get(settings.DORMANCY_MONTHS) is None
    assert services.settings.get(settings.STALE_DAYS) == 9
    services.undo()
    services.undo()
    assert services.settings.get(settings.DORMANCY_MONTHS) == 24


def test_after_how_long_to_qualify_again_is_never_until_it_is_set(
    page: SettingsPage, services: Services
) -> None:
    never = page.findChild(QCheckBox, "setting-requalify-never")
    months = page.findChild(QSpinBox, "setting-requalify")
    assert isinstance(never, QCheckBox)
    assert isinstance(months, QSpinBox)
    assert never.isChecked()
    assert not months.isEnabled()
    never.click()
    assert months.isEnabled()
    assert services.settings.get(settings.REQUALIFY_MONTHS) == 12
    months.setValue(6)
    assert services.settings.get(settings.REQUALIFY_MONTHS) == 6
    services.undo()
    services.undo()
    assert services.settings.get(settings.REQUALIFY_MONTHS) is None


def test_another_language_asks_to_open_again(page: SettingsPage, qtbot: QtBot) -> None:
    language = page.findChild(QComboBox, "setting-language")
    again = page.findChild(QPushButton, "restart")
    assert isinstance(language, QComboBox)
    assert isinstance(again, QPushButton)
    language.setCurrentIndex(language.findData("fr"))
    language.activated.emit(language.currentIndex())
    assert again.isVisible()
    with qtbot.waitSignal(page.restart_requested):
        again.click()
    # Not for the language that is spoken already.
    language.setCurrentIndex(language.findData("en"))
    language.activated.emit(language.currentIndex())
    assert not again.isVisible()


def test_the_names_of_the_sections_are_never_cut_off(page: SettingsPage) -> None:
    view = names(page)
    metrics = view.fontMetrics()
    for row in range(view.count()):
        text = view.item(row).text()
        assert metrics.horizontalAdvance(text) + 20 <= view.viewport().width(), text
