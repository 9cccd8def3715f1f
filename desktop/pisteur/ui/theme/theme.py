"""Puts the look on the application, and tells those who paint for themselves when it changes.

One `Theme` is made by the composition root and passed to constructors. Most widgets need none:
the style sheet reaches them by their dynamic properties.
"""

from __future__ import annotations

import sys

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from pisteur.presentation import qt_numbers
from pisteur.ui.theme.fonts import Fonts, make_fonts
from pisteur.ui.theme.stylesheet import stylesheet
from pisteur.ui.theme.tokens import DARK, LIGHT, Tokens

MIDDLE_GREY = 128
MODES = ("light", "dark", "system")


class Theme(QObject):
    """The theme in force.

    Attributes:
        tokens: its colours and sizes.

    Signals:
        changed: the new `Tokens`, after the application has taken them.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens: Tokens = LIGHT
        self._fonts: Fonts | None = None
        self._app: QApplication | None = None
        self._mode = "system"
        # What the application wears; chosen tokens may wait for the window to be built.
        self._worn: Tokens | None = None

    @property
    def fonts(self) -> Fonts:
        """The fonts that delegates paint with."""
        if self._fonts is None:
            self._fonts = make_fonts(QFont(), LIGHT)
        return self._fonts

    @property
    def mode(self) -> str:
        """What was asked for: `light`, `dark` or `system`."""
        return self._mode

    def prepare(self, app: QApplication, mode: str) -> None:
        """Take the tokens and fonts of `mode`; palette and style sheet come with `apply`.

        For the start: a widget built under a style sheet is matched against it several times
        over, which for the window is a tenth of all work up to the first paint.

        Raises:
            ValueError: for a mode not in `MODES`.
        """
        if mode not in MODES:
            raise ValueError(f"no theme {mode!r}")
        self._mode = mode
        if self._app is None:
            self._app = app
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
            # Elsewhere Fusion is what Qt starts with, and asking for it costs 9 ms.
            if sys.platform in ("win32", "darwin"):
                app.setStyle("Fusion")
            self._fonts = make_fonts(app.font(), LIGHT)
            app.setFont(self._fonts.body)
        hints = app.styleHints()
        match mode:
            case "light":
                hints.setProperty("colorScheme", qt_numbers.LIGHT_SCHEME)
            case "dark":
                hints.setProperty("colorScheme", qt_numbers.DARK_SCHEME)
            case _:
                hints.unsetColorScheme()
        self._choose_tokens(app)

    def apply(self, app: QApplication, mode: str) -> None:
        """Give `app` the look of `mode`; `system` follows the desktop from now on.

        Raises:
            ValueError: for a mode not in `MODES`.
        """
        self.prepare(app, mode)
        self._dress(app)

    def confirm(self) -> None:
        """Ask the system for its scheme, which before the first paint was read off its palette."""
        self._follow_system(None)

    def _follow_system(self, _scheme: object) -> None:
        if self._app is not None and self._mode == "system":
            self._choose_tokens(self._app)
            self._dress(self._app)

    def _choose_tokens(self, app: QApplication) -> None:
        dark = self._mode == "dark"
        if self._mode == "system":
            dark = looks_dark(app) if self._worn is None else system_is_dark(app)
        self.tokens = DARK if dark else LIGHT

    def _dress(self, app: QApplication) -> None:
        if self._worn is not self.tokens:
            self._worn = self.tokens
            app.setPalette(palette(self.tokens))
            app.setStyleSheet(stylesheet(self.tokens))
            self.changed.emit(self.tokens)


def system_is_dark(app: QApplication) -> bool:
    """Say whether the desktop asks for dark; one that says nothing is light."""
    return app.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark


def looks_dark(app: QApplication) -> bool:
    """Say the same by the palette that the desktop gave `app`: before it has put on another.

    To ask for the scheme would load Qt's namespace: see `qt_numbers`.
    """
    return app.palette().window().color().lightness() < MIDDLE_GREY


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of `tokens`, for what the style sheet does not reach.

    Widgets that paint themselves may read it: Base is panel, AlternateBase column, Mid line,
    Accent accent, Highlight its tint, PlaceholderText muted.
    """
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.ink,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.column,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.panel,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.bad,
        role.ToolTipBase: tokens.ink,
        role.ToolTipText: tokens.panel,
        role.Highlight: tokens.accent_tint,
        role.HighlightedText: tokens.ink,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.panel,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.line_strong,
        role.Shadow: tokens.shadow,
    }
    made = QPalette()
    for key, colour in colours.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.line_strong))
    return made
