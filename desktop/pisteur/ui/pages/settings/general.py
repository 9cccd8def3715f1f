"""The general settings: each is stored as soon as it is changed, and can be undone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget

from pisteur.domain import settings
from pisteur.domain.settings import Setting
from pisteur.domain.working_days import Region
from pisteur.i18n import _, current_language, guess_language
from pisteur.labels import label
from pisteur.ui.context import UiContext
from pisteur.ui.pages.settings.segments import SegmentsCard
from pisteur.ui.widgets.containers import Card, make_scrolling
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.properties import make_button, make_label

WIDTH = 560


class GeneralSection(QWidget):
    """Look and rules.

    Signals:
        restart_requested: the window shall open again, as in another language.
    """

    restart_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._values: dict[str, Any] = {}
        self._language = self._combo(
            "setting-language",
            {"system": _("Same as the computer"), "fr": "Français", "en": "English"},
        )
        self._theme = self._combo(
            "setting-theme",
            {"system": _("Same as the computer"), "light": _("Light"), "dark": _("Dark")},
        )
        self._dormancy = self._spin("setting-dormancy", settings.DORMANCY_MONTHS)
        self._dormancy.setSuffix(_(" months"))
        self._never = QCheckBox(_("Never: a customer stays one"))
        self._never.setObjectName("setting-dormancy-never")
        self._requalify = self._spin("setting-requalify", settings.REQUALIFY_MONTHS)
        self._requalify.setSuffix(_(" months"))
        self._requalify.setValue(12)
        self._never_again = QCheckBox(_("Never: once qualified is enough"))
        self._never_again.setObjectName("setting-requalify-never")
        self._region = self._combo(
            "setting-region", {own: label(Region(own)) for own in settings.REGIONS}
        )
        self._stale = self._spin("setting-stale", settings.STALE_DAYS)
        self._stale.setSuffix(_(" days"))
        self._attempts = self._spin("setting-attempts", settings.ATTEMPTS_LIMIT)
        self._rules = (
            *(self._dormancy, self._never, self._requalify, self._never_again),
            *(self._stale, self._attempts),
        )
        self._restart = make_button(_("Open again in this language"), name="restart")
        self._restart.clicked.connect(self.restart_requested)
        self._restart.hide()
        self._lay_out()
        self._connect()
        context.runner.changed.connect(self._note_change)
        self._read()

    def _combo(self, name: str, choices: dict[str, str]) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        for value, text in choices.items():
            made.addItem(text, value)
        return made

    def _spin(self, name: str, setting: Setting[Any]) -> QSpinBox:
        made = QSpinBox()
        made.setObjectName(name)
        made.setRange(setting.minimum or 0, setting.maximum or 0)
        made.setKeyboardTracking(False)
        inset_spin_box(made)
        return made

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # In their places before they are filled: see `make_scrolling`.
        outer.addWidget(make_scrolling(content, self))
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._look_card(content))
        column.addWidget(self._rules_card(content))
        customers = SegmentsCard(self._context, content)
        customers.setMaximumWidth(WIDTH)
        column.addWidget(customers)
        column.addStretch(1)

    def _look_card(self, parent: QWidget) -> Card:
        card = self._card(_("Appearance"), parent)
        card.body.addWidget(Field(_("Language"), self._language, parent=card))
        card.body.addWidget(self._restart)
        card.body.addWidget(Field(_("Theme"), self._theme, parent=card))
        return card

    def _rules_card(self, parent: QWidget) -> Card:
        card = self._card(_("Rules"), parent)
        for part in (
            Field(
                _("A customer becomes dormant after"),
                self._dormancy,
                hint=_("Without a sale for so long, a customer counts as a prospect again."),
                parent=card,
            ),
            self._never,
            Field(
                _("Qualify again after"),
                self._requalify,
                hint=_(
                    "Means and people change: after so long, Today shows the prospects and"
                    " dormant customers to ask again."
                ),
                parent=card,
            ),
            self._never_again,
            Field(
                _("A deal is marked as sleeping after"),
                self._stale,
                hint=_("When nothing is planned and nothing has happened for so long."),
                parent=card,
            ),
            Field(
                _("Warn after so many attempts in 30 days"),
                self._attempts,
                hint=_("Persistent, not annoying: the panel of a contact shows the count."),
                parent=card,
            ),
            Field(
                _("Public holidays of"),
                self._region,
                hint=_("Pisteur proposes no action on a weekend or a public holiday."),
                parent=card,
            ),
        ):
            card.body.addWidget(part)
        return card

    def _card(self, title: str, parent: QWidget) -> Card:
        card = Card(parent=parent)
        card.setMaximumWidth(WIDTH)
        card.body.setContentsMargins(16, 14, 16, 16)
        card.body.setSpacing(10)
        card.body.addWidget(make_label(title, "strong"))
        return card

    def _connect(self) -> None:
        self._language.activated.connect(self._put_language)
        self._theme.activated.connect(self._put_theme)
        self._dormancy.valueChanged.connect(self._put_dormancy)
        self._never.toggled.connect(self._put_dormancy)
        self._requalify.valueChanged.connect(self._put_requalify)
        self._never_again.toggled.connect(self._put_requalify)
        self._region.activated.connect(self._put_region)
        self._stale.valueChanged.connect(self._put_stale)
        self._attempts.valueChanged.connect(self._put_attempts)

    # Reading.

    def _note_change(self, changes: Any, initiator: object) -> None:
        if changes.touches("settings"):
            self._read()

    def _read(self) -> None:
        shown: tuple[Setting[Any], ...] = (
            settings.LANGUAGE,
            settings.THEME,
            settings.DORMANCY_MONTHS,
            settings.REQUALIFY_MONTHS,
            settings.REGION,
            settings.STALE_DAYS,
            settings.ATTEMPTS_LIMIT,
        )
        self._context.runner.query(
            lambda s: {setting.key: s.settings.get(setting) for setting in shown}, self._show
        )

    def _show(self, values: dict[str, Any]) -> None:
        self._values = values
        months = values["dormancy_months"]
        for widget in self._rules:
            widget.blockSignals(True)
        self._language.setCurrentIndex(self._language.findData(values["language"]))
        self._offer_restart()
        self._theme.setCurrentIndex(self._theme.findData(values["theme"]))
        self._never.setChecked(months is None)
        self._dormancy.setEnabled(months is not None)
        if months is not None:
            self._dormancy.setValue(months)
        again = values["requalify_months"]
        self._never_again.setChecked(again is None)
        self._requalify.setEnabled(again is not None)
        if again is not None:
            self._requalify.setValue(again)
        self._region.setCurrentIndex(self._region.findData(values["region"]))
        self._stale.setValue(values["stale_days"])
        self._attempts.setValue(values["attempts_limit"])
        for widget in self._rules:
            widget.blockSignals(False)
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._context.theme.mode != values["theme"]:
            self._context.theme.apply(app, values["theme"])

    # Writing.

    def _put(self, setting: Setting[Any], value: object) -> None:
        if self._values.get(setting.key) != value:
            self._context.runner.command(lambda s: s.settings.put(setting, value))

    def _put_language(self) -> None:
        self._put(settings.LANGUAGE, self._language.currentData())
        self._offer_restart()

    def _offer_restart(self) -> None:
        """Offer to open again where that would change the language."""
        wanted = self._language.currentData()
        spoken = guess_language() if wanted == settings.LANGUAGE.default else wanted
        self._restart.setVisible(spoken != current_language())

    def _put_theme(self) -> None:
        self._put(settings.THEME, self._theme.currentData())

    def _put_dormancy(self) -> None:
        value = None if self._never.isChecked() else self._dormancy.value()
        self._put(settings.DORMANCY_MONTHS, value)

    def _put_requalify(self) -> None:
        value = None if self._never_again.isChecked() else self._requalify.value()
        self._put(settings.REQUALIFY_MONTHS, value)

    def _put_region(self) -> None:
        self._put(settings.REGION, self._region.currentData())

    def _put_stale(self) -> None:
        self._put(settings.STALE_DAYS, self._stale.value())

    def _put_attempts(self) -> None:
        self._put(settings.ATTEMPTS_LIMIT, self._attempts.value())
