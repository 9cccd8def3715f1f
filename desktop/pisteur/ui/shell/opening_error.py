"""Says why a data file can't be opened, and offers what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pisteur.domain.errors import StorageError
from pisteur.error_texts import error_text
from pisteur.i18n import _
from pisteur.ui.shell.single_instance import raise_holder
from pisteur.ui.transfer.files import ask_open, data_files
from pisteur.ui.widgets.properties import make_button, make_label
from pisteur.ui.widgets.sheet import SheetDialog

WIDTH = 600


@dataclass(frozen=True, slots=True)
class Choice:
    """What to open instead: a file, and the backup to restore into it, if any.

    Attributes:
        anew: begin an empty file there.
    """

    path: Path
    backup: Path | None = None
    anew: bool = False


def raised_instead(path: Path, error: StorageError) -> bool:
    """If another window holds the file, bring it to the front and say True."""
    return error.code == "file.locked" and raise_holder(path)


def ask_what_to_do(
    app: QApplication, path: Path, error: StorageError, not_restored: StorageError | None = None
) -> Choice | None:
    """Show the error until the user chooses; None to give up."""
    dialog = OpeningErrorDialog(path, error, not_restored)
    dialog.finished.connect(app.quit)
    dialog.open()
    app.exec()
    return dialog.choice


class OpeningErrorDialog(SheetDialog):
    """The error, and the ways on: another file, a backup, an empty one, quit.

    Args:
        not_restored: why the backup chosen before is of no use.

    Attributes:
        choice: what the user chose.
    """

    def __init__(
        self, path: Path, error: StorageError, not_restored: StorageError | None = None
    ) -> None:
        super().__init__(
            _("Your data can’t be opened"),
            accept_text=_("Choose another file…"),
            cancel_text=_("Quit"),
        )
        self.choice: Choice | None = None
        self._path = path
        for each in (not_restored, error):
            if each is not None:
                self.body.addWidget(make_label(error_text(each), wrap=True))
        if error.code in ("file.damaged", "file.foreign", "file.gone"):
            restore = make_button(_("Restore a backup…"), name="restore-backup")
            restore.clicked.connect(self._restore)
            self.add_to_footer(restore)
        if error.code == "file.gone":
            begin = make_button(_("Begin an empty file"), name="begin-anew")
            begin.clicked.connect(self._begin_anew)
            self.add_to_footer(begin)
        # With the font in which it is shown: no button is cut.
        self.ensurePolished()
        self.setMinimumWidth(max(WIDTH, self.sizeHint().width()))

    def accept(self) -> None:
        folder = str(self._path.parent)
        ask_open(self, _("Choose a data file"), data_files(), self._take_file, folder)

    def _take_file(self, name: str) -> None:
        self.choice = Choice(Path(name))
        super().accept()

    def _begin_anew(self) -> None:
        self.choice = Choice(self._path, anew=True)
        super().accept()

    def _restore(self) -> None:
        backups = self._path.parent / "backups"
        folder = str(backups if backups.is_dir() else self._path.parent)
        ask_open(self, _("Restore a backup"), data_files(), self._take_backup, folder)

    def _take_backup(self, name: str) -> None:
        self.choice = Choice(self._path, Path(name))
        super().accept()
