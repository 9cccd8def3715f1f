"""What an export asks before it writes, and what it says after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QWidget

from pisteur.domain.exports import FORMATS, ExportFormat, ExportRequest, ExportWhat
from pisteur.i18n import _
from pisteur.ui.transfer.export_words import format_hint, format_title, what_title
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to which of them are taken.

    Attributes:
        words: with how many there are.
        request: what it means; its format is that proposed.
        count: how many there are.
    """

    words: str
    request: ExportRequest
    count: int


class ExportDialog(SheetDialog):
    """Asks which ones and in which format; the file is asked for afterwards."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        what = choices[0].request.what
        super().__init__(what_title(what), accept_text=_("Choose the file…"), parent=parent)
        self.setObjectName(f"export-{what}-dialog")
        self._choices = choices
        self._which = QComboBox()
        self._which.setObjectName("export-which")
        for choice in choices:
            self._which.addItem(choice.words)
        self._format = QComboBox()
        self._format.setObjectName("export-format")
        self._hint = make_label("", "muted", wrap=True)
        self._hint.setObjectName("export-hint")
        # Always as high as two lines: the dialog shall not jump from one format to another.
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())
        self._hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(Field(_which_label(what), self._which))
        self.body.addWidget(Field(_("Format"), self._format))
        self.body.addWidget(self._hint)
        self._which.currentIndexChanged.connect(self._fill_formats)
        self._format.currentIndexChanged.connect(self._show_hint)
        self._fill_formats()
        self.resize(480, 280)

    @property
    def request(self) -> ExportRequest:
        """What was chosen."""
        return replace(self._choice.request, file_format=self._chosen_format)

    @property
    def _choice(self) -> Choice:
        return self._choices[self._which.currentIndex()]

    @property
    def _chosen_format(self) -> ExportFormat:
        return ExportFormat(self._format.currentData())

    def _fill_formats(self) -> None:
        choice = self._choice
        wanted = self._chosen_format if self._format.count() else choice.request.file_format
        what = choice.request.what
        self._format.blockSignals(True)
        self._format.clear()
        for kind in FORMATS[what]:
            # A sheet is about one contact.
            if what is ExportWhat.CONTACTS and kind is ExportFormat.PDF and choice.count != 1:
                continue
            self._format.addItem(format_title(what, kind), kind)
        self._format.setCurrentIndex(max(0, self._format.findData(wanted)))
        self._format.blockSignals(False)
        self._show_hint()
        self.primary.setEnabled(choice.count > 0 or what is ExportWhat.FOLLOW_UPS)

    def _show_hint(self) -> None:
        text = format_hint(self._choice.request.what, self._chosen_format)
        self._hint.setText(text)
        self._format.setAccessibleDescription(text)


def _which_label(what: ExportWhat) -> str:
    match what:
        case ExportWhat.FOLLOW_UPS:
            return _("Which actions")
        case ExportWhat.OPPORTUNITIES:
            return _("Which deals")
    return _("Which contacts")


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

    def __init__(
        self, title: str, text: str, parent: QWidget | None = None, *, retry: str = ""
    ) -> None:
        super().__init__(
            title, accept_text=retry or _("Close"), cancel_text=_("Close"), parent=parent
        )
        self.setObjectName("problem-dialog")
        self.secondary.setVisible(bool(retry))
        self.sentence = make_label(text, wrap=True)
        self.sentence.setObjectName("problem-text")
        self.setAccessibleDescription(text)
        self.body.addWidget(self.sentence)
        self.resize(480, 160)


class NotWrittenDialog(ProblemDialog):
    """Says why a file could not be written; accepted, another place is wanted."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        retry = _("Choose another place…")
        super().__init__(_("Nothing was exported"), text, parent, retry=retry)
