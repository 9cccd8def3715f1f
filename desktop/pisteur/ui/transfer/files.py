"""Asks for a file to read or to write, without stopping the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

from pisteur.i18n import _
from pisteur.ui.theme.icons import icon

# Of Qt's own dialog, which draws them black on any ground.
ARROWS = {
    "backButton": "chevron-left",
    "forwardButton": "chevron-right",
    "toParentButton": "chevron-up",
}


def documents() -> Path:
    """Return the folder where people expect their documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def data_files() -> str:
    """Return the kind of file that data and backups are, as a dialog lists it."""
    return _("Pisteur files (*.db)")


def ask_open(
    parent: QWidget, title: str, kinds: str, slot: Callable[[str], object], folder: str = ""
) -> QFileDialog:
    """Ask for a file to read; `slot`, a bound method, gets its path."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setObjectName("ask-open")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, slot)


def ask_save(
    parent: QWidget, title: str, suggestion: Path, kinds: str, slot: Callable[[str], object]
) -> QFileDialog:
    """Ask for a file to write; the system asks before one is replaced."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
    dialog.setObjectName("ask-save")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggestion.suffix.removeprefix("."))
    dialog.selectFile(suggestion.name)
    return _open(dialog, slot)


def _open(dialog: QFileDialog, slot: Callable[[str], object]) -> QFileDialog:
    # Where the system has no such dialog, Qt shows its own, which leaves these two in English.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Kind of file:"))
    ink = dialog.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText).name()
    for button_name, icon_name in ARROWS.items():
        # None where the system's own dialog is shown.
        button = dialog.findChild(QToolButton, button_name)
        if button is not None:
            button.setIcon(icon(icon_name, ink))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(slot)
    dialog.open()
    return dialog
