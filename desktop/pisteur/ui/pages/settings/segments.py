"""The settings of segments: when to warn of dormancy, and from which turnover a volume is high.

Stored as soon as they are changed, as the other general settings are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from pisteur.domain.errors import PisteurError
from pisteur.domain.segments import LEAST_CUSTOMERS, VOLUME_MONTHS, VolumeLimits
from pisteur.domain.settings import DORMANCY_WARNING_DAYS, VOLUME_HIGH_CENTS, VOLUME_MEDIUM_CENTS
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.presentation import formats
from pisteur.ui.context import UiContext
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.fields import Field, inset_spin_box
from pisteur.ui.widgets.properties import make_label

if TYPE_CHECKING:
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet


class _Read(NamedTuple):
    warning_days: int
    high_cents: int | None
    medium_cents: int | None
    limits: VolumeLimits | None


def _read(services: Services) -> _Read:
    return _Read(
        services.settings.get(DORMANCY_WARNING_DAYS),
        services.settings.get(VOLUME_HIGH_CENTS),
        services.settings.get(VOLUME_MEDIUM_CENTS),
        services.segments.volume_limits(),
    )


class SegmentsCard(Card):
    """Days of warning, and the two limits of volume; both empty means computed."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("setting-segments")
        self._context = context
        self._shown: _Read | None = None
        self.body.setContentsMargins(16, 14, 16, 16)
        self.body.setSpacing(10)
        self.body.addWidget(make_label(_("Customers"), "strong"))
        self._days = QSpinBox()
        self._days.setObjectName("setting-dormancy-warning")
        self._days.setRange(
            DORMANCY_WARNING_DAYS.minimum or 1, DORMANCY_WARNING_DAYS.maximum or 365
        )
        self._days.setSuffix(_(" days"))
        self._days.setKeyboardTracking(False)
        inset_spin_box(self._days)
        self._high = self._amount("setting-volume-high")
        self._medium = self._amount("setting-volume-medium")
        self._fields = {
            "volume_high": Field(_("Volume is high from"), self._high, parent=self),
            "volume_medium": Field(_("Volume is medium from"), self._medium, parent=self),
        }
        self._computed = make_label("", "label", wrap=True)
        self._computed.setObjectName("volume-computed")
        self.body.addWidget(
            Field(
                _("Warn before a customer becomes dormant"),
                self._days,
                hint=_("Today and the contact say so, while there is time to act."),
                parent=self,
            )
        )
        for part in (*self._fields.values(), self._computed):
            self.body.addWidget(part)
        self._days.valueChanged.connect(self._put_days)
        for edit in (self._high, self._medium):
            edit.editingFinished.connect(self._put_limits)
        context.runner.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Read the settings."""
        self._context.runner.latest("setting-segments", _read, self._show)

    def _amount(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setPlaceholderText(_("computed"))
        return made

    def _follow(self, changes: ChangeSet, _initiator: object) -> None:
        if changes.touches("settings", "sales"):
            self.refresh()

    def _show(self, read: _Read) -> None:
        self._shown = read
        self._days.blockSignals(True)
        self._days.setValue(read.warning_days)
        self._days.blockSignals(False)
        for edit, cents in ((self._high, read.high_cents), (self._medium, read.medium_cents)):
            edit.setText("" if cents is None else formats.money(cents))
        for field in self._fields.values():
            field.set_error(None)
        self._computed.setText(_computed_text(read))

    def _put_days(self, days: int) -> None:
        self._context.runner.command(lambda s: s.settings.put(DORMANCY_WARNING_DAYS, days))

    def _put_limits(self) -> None:
        high, medium = self._high.text().strip(), self._medium.text().strip()
        if self._shown is None or (high, medium) == _texts(self._shown):
            return
        if bool(high) != bool(medium) and self._shown.high_cents is None:
            # The other one is still to be typed.
            return
        for field in self._fields.values():
            field.set_error(None)
        self._context.runner.command(
            lambda s: s.segments.set_volume_limits(high, medium), None, self._failed
        )

    def _failed(self, error: PisteurError) -> None:
        field = self._fields.get(error.field or "")
        if field is None:
            self._context.show_error(error)
        else:
            field.set_error(error_text(error))


def _texts(read: _Read) -> tuple[str, str]:
    high, medium = (
        "" if cents is None else formats.money(cents)
        for cents in (read.high_cents, read.medium_cents)
    )
    return high, medium


def _computed_text(read: _Read) -> str:
    """Return how the limits come about."""
    what = _("Turnover of the last {months} months.").format(months=VOLUME_MONTHS)
    if read.high_cents is not None:
        return " ".join((what, _("Empty both amounts to have them computed.")))
    if read.limits is None:
        few = _(
            "Computed from {count} customers on: the largest ones, who bring in half of it,"
            " are high."
        )
        return " ".join((what, formats.counted(few, LEAST_CUSTOMERS)))
    computed = _(
        "Computed from your {count} customers: high from {high} on, medium from {medium} on."
    )
    names = {
        "high": formats.money(read.limits.high_cents),
        "medium": formats.money(read.limits.medium_cents),
    }
    return " ".join((what, formats.counted(computed, read.limits.customers, **names)))
