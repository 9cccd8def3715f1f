"""Where the file of an import comes from: a button, or a file dropped onto it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pisteur.i18n import _
from pisteur.ui.transfer.files import ask_open
from pisteur.ui.widgets.containers import Card
from pisteur.ui.widgets.properties import make_button, make_label


class FilePage(QWidget):
    """The first step.

    Signals:
        file_chosen: the Path.
    """

    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-file-page")
        zone = Card()
        zone.body.setContentsMargins(24, 32, 24, 32)
        title = make_label(_("Drop a list here"), "heading")
        text = make_label(
            _(
                "A file from a spreadsheet, a supplier or another program: CSV, XLSX, ODS, XLS or "
                "vCard. "
                "Nothing is written before you have seen what was understood."
            ),
            "muted",
            wrap=True,
        )
        for line in (title, text):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMaximumWidth(440)
        # Centred by stretches: an alignment would give a wrapped label too little height.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(text, 1000)
        middle.addStretch(1)
        self.choose = make_button(_("Choose a file…"), "primary", name="import-choose")
        self.choose.clicked.connect(self._ask)
        zone.body.addStretch(1)
        zone.body.addWidget(title)
        zone.body.addLayout(middle)
        zone.body.addSpacing(8)
        zone.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        zone.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(zone, 1)
        self.setFocusProxy(self.choose)

    def _ask(self) -> None:
        kinds = ";;".join(
            (
                _(
                    "Lists and archives "
                    "(*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls *.vcf *.vcard *.json)"
                ),
                _("All files (*)"),
            )
        )
        ask_open(self, _("Choose a list"), kinds, self._chosen)

    def _chosen(self, name: str) -> None:
        self.file_chosen.emit(Path(name))


def dropped_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Return the one local file that is dragged, or None."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
