"""Puts the look on the application, and tells those who paint for themselves when it changes.

One `Theme` is made by the composition root and passed to constructors. Most widgets need none:
the style sheet reaches them by their dynamic properties.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from pisteur.ui.theme.fonts import Fonts, make_fonts
from pisteur.ui.theme.stylesheet import stylesheet
from pisteur.ui.theme.tokens import DARK, LIGHT, Tokens

MODES = ("light", "dark", "system")


class Theme(QObject):
    """The theme in force.

    Attributes:
        tokens: its colours and sizes.
        fonts: the fonts that delegates paint with.

    Signals:
        changed: the new `Tokens`, after the application has taken them.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens: Tokens = LIGHT
        self.fonts: Fonts = make_fonts(QFont(), LIGHT)
        self._app: QApplication | None = None
        self._mode = "system"

    @property
    def mode(self) -> str:
        """What was asked for: `light`, `dark` or `system`."""
        return self._mode

    def apply(self, app: QApplication, mode: str) -> None:
        """Give `app` the look of `mode`; `system` follows the desktop from now on.

        Called before the first window is made, it costs a few milliseconds.

        Raises:
            ValueError: for a mode not in `MODES`.
        """
        if mode not in MODES:
            raise ValueError(f"no theme {mode!r}")
        self._mode = mode
        first = self._app is None
        if first:
            self._app = app
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
            # Elsewhere Fusion is what Qt starts with, and asking for it costs 9 ms.
            if sys.platform in ("win32", "darwin"):
                app.setStyle("Fusion")
            self.fonts = make_fonts(app.font(), LIGHT)
            app.setFont(self.fonts.body)
        hints = app.styleHints()
        match mode:
            case "light":
                hints.setColorScheme(Qt.ColorScheme.Light)
            case "dark":
                hints.setColorScheme(Qt.ColorScheme.Dark)
            case _:
                hints.unsetColorScheme()
        self._put_on(app, force=first)

    def _follow_system(self, _scheme: object) -> None:
        if self._app is not None and self._mode == "system":
            self._put_on(self._app)

    def _put_on(self, app: QApplication, *, force: bool = False) -> None:
        dark = system_is_dark(app) if self._mode == "system" else self._mode == "dark"
        tokens = DARK if dark else LIGHT
        if tokens is self.tokens and not force:
            return
        self.tokens = tokens
        app.setPalette(palette(tokens))
        app.setStyleSheet(stylesheet(tokens))
        self.changed.emit(tokens)


def system_is_dark(app: QApplication) -> bool:
    """Say whether the desktop asks for dark; one that says nothing is light."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


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
