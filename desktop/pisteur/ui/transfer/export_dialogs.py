"""What an export asks before it writes, and what it says after."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QWidget

from pisteur.domain.calendar import working_week_end
from pisteur.i18n import _
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog

MONTH = timedelta(days=30)


class Period(StrEnum):
    """Which follow-ups are taken: by the day on which they are due."""

    EVERYTHING = "everything"
    THIS_WEEK = "this_week"
    MONTH = "month"

    def end(self, today: date) -> date | None:
        """Return the last day that is taken; those that are late always are."""
        if self is Period.EVERYTHING:
            return None
        return working_week_end(today) if self is Period.THIS_WEEK else today + MONTH


class ExportFollowUpsDialog(SheetDialog):
    """Asks for the period.

    Attributes:
        file_format: `ics` or `csv`.
    """

    def __init__(self, file_format: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Export follow-ups"), accept_text=_("Choose the file…"), parent=parent)
        self.setObjectName("export-follow-ups-dialog")
        self.file_format = file_format
        text = (
            _(
                "Your calendar can open the file. Open a newer one later, and it takes over what "
                "has changed instead of doubling it."
            )
            if file_format == "ics"
            else _("The file opens in a spreadsheet: one row for each action.")
        )
        self._period = QComboBox()
        self._period.setObjectName("export-period")
        for period, words in (
            (Period.EVERYTHING, _("Everything that is planned")),
            (Period.THIS_WEEK, _("What is late, and this week")),
            (Period.MONTH, _("What is late, and the next 30 days")),
        ):
            self._period.addItem(words, period)
        self.body.addWidget(make_label(text, "muted", wrap=True))
        self.body.addWidget(Field(_("Which actions"), self._period))
        self.resize(440, 220)

    @property
    def period(self) -> Period:
        """What was chosen."""
        return Period(self._period.currentData())


class DoneDialog(SheetDialog):
    """Says what was written and where."""

    def __init__(self, title: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(title, accept_text=_("Close"), parent=parent)
        self.setObjectName("export-done-dialog")
        self._path = path
        self.secondary.hide()
        where = make_label(str(path), "muted", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(make_label(_("The file is here:")))
        self.body.addWidget(where)
        self.add_button(_("Show in folder"), self._show_folder, name="show-in-folder")
        self.resize(480, 180)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


class ProblemDialog(SheetDialog):
    """Says in one sentence what went wrong."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, accept_text=_("Close"), parent=parent)
        self.setObjectName("problem-dialog")
        self.secondary.hide()
        self.sentence = make_label(text, wrap=True)
        self.sentence.setObjectName("problem-text")
        self.setAccessibleDescription(text)
        self.body.addWidget(self.sentence)
        self.resize(480, 160)
