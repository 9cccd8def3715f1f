"""What Pisteur is, and its keys, as small dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from pisteur import __version__
from pisteur.i18n import _, current_language, pgettext
from pisteur.ui.shell.actions import Actions
from pisteur.ui.widgets.keys import is_of_french_row
from pisteur.ui.widgets.properties import make_label
from pisteur.ui.widgets.sheet import SheetDialog


def show_about(window: QWidget) -> None:
    """Say what this is."""
    dialog = SheetDialog("Pisteur", accept_text=_("Close"), note=__version__, parent=window)
    dialog.secondary.hide()
    for text in (
        _("From a trace to a returning customer: a CRM for one person, in one file of yours."),
        _("Everything stays on this computer. Pisteur connects to nothing."),
        _("Free software under the MIT licence. Made with Qt, SQLite and Python."),
    ):
        dialog.body.addWidget(make_label(text, wrap=True))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def show_shortcuts(window: QWidget, actions: Actions) -> None:
    """List the keys of the menus and of the board and the page of the day."""
    dialog = SheetDialog(_("Keyboard shortcuts"), accept_text=_("Close"), parent=window)
    dialog.secondary.hide()
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    bare = {"undo": _("Undo"), "redo": _("Redo")}
    rows = [
        (bare.get(name) or action.text().replace("&", "").rstrip("…"), keys)
        for name, action in actions.by_name.items()
        if (keys := ", ".join(_native(key) for key in action.shortcuts() if _is_told(key)))
    ]
    rows += [
        (_("Board: move the cards chosen"), _native(QKeySequence("Ctrl+Shift+Right"))),
        (_("Contacts: filter"), _native(QKeySequence("Ctrl+Shift+F"))),
        (_("Contacts, Today: call one after the other"), _native(QKeySequence("Ctrl+Shift+C"))),
        (_("Today: done, what next"), pgettext("key", "Enter")),
        (_("Today: postpone"), "P"),
        (_("Journal: save"), _("Ctrl+Enter")),
    ]
    half = (len(rows) + 1) // 2
    for place, (text, keys) in enumerate(rows):
        line, column = place % half, 3 * (place // half)
        grid.addWidget(make_label(keys, "keycap"), line, column, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(make_label(text), line, column + 1)
    grid.setColumnMinimumWidth(2, 24)
    dialog.body.addLayout(grid)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _is_told(keys: QKeySequence) -> bool:
    """Say whether to list these keys: those of a French keyboard are for who has one."""
    sign = keys.toString(QKeySequence.SequenceFormat.PortableText)[-1]
    return current_language() == "fr" or not is_of_french_row(sign)


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
