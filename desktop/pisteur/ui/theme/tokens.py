"""The colours and sizes that everything on screen takes its look from, light and dark.

Not for how they are used: `stylesheet` does so for widgets, `widgets.painting` for delegates.
"""

from __future__ import annotations

from typing import ClassVar


class Tokens:
    """One theme: colours as `#rrggbb`, which differ between themes, and sizes, which do not.

    Sizes are logical pixels on a grid of four. Plain classes, as a named tuple or a dataclass
    costs the first paint more.

    `bad`, `ok` and `warn` are texts, each readable on its own tint and on every surface;
    `hot`, `warm` and `cold` are stripes and dots, always beside a word.
    """

    dark: bool

    ground: str
    panel: str
    column: str
    line: str
    line_strong: str
    hover: str

    ink: str
    muted: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str

    hot: str
    warm: str
    cold: str

    bad: str
    bad_tint: str
    ok: str
    ok_tint: str
    warn: str
    warn_tint: str

    shadow: str

    space: ClassVar[int] = 4
    gap: ClassVar[int] = 8
    margin: ClassVar[int] = 16
    radius_small: ClassVar[int] = 4
    radius: ClassVar[int] = 8
    radius_column: ClassVar[int] = 10
    stripe: ClassVar[int] = 3
    control_height: ClassVar[int] = 32
    compact_height: ClassVar[int] = 28
    row_height: ClassVar[int] = 36

    text_small: ClassVar[int] = 11
    text_body: ClassVar[int] = 13
    text_heading: ClassVar[int] = 15
    text_title: ClassVar[int] = 19
    text_figure: ClassVar[int] = 20
    text_display: ClassVar[int] = 26


class _Light(Tokens):
    dark = False
    ground = "#f4f3ef"
    panel = "#ffffff"
    column = "#eceae4"
    line = "#dcd9d0"
    # Outline of a box to tick: 3:1 on panel and ground, which the plain line is not.
    line_strong = "#8a867c"
    hover = "#f0eee9"
    ink = "#22262b"
    # Darker than the grey of the first drawings, which had 4.15:1 on a column.
    muted = "#5f656d"
    accent = "#1f6f6b"
    accent_hover = "#195c59"
    accent_tint = "#e2efed"
    on_accent = "#ffffff"
    hot = "#d9542b"
    # Both darker than first drawn: as bars on a card they had 2.5:1, and 2.8:1 on a column.
    warm = "#b27a10"
    cold = "#5289c4"
    bad = "#b92e25"
    bad_tint = "#fbe7e4"
    ok = "#28713e"
    ok_tint = "#e3f1e6"
    warn = "#855704"
    warn_tint = "#fbf0d9"
    shadow = "#1a1c1e"


LIGHT = _Light()


class _Dark(Tokens):
    dark = True
    ground = "#17191c"
    panel = "#23272c"
    column = "#1d2024"
    line = "#363c43"
    line_strong = "#7d858e"
    hover = "#2b3036"
    ink = "#e8eaec"
    muted = "#9fa7b0"
    accent = "#5cc0b8"
    accent_hover = "#76cfc8"
    accent_tint = "#1f3b3a"
    on_accent = "#0d1f1e"
    hot = "#f0754e"
    warm = "#e3b04b"
    cold = "#7fb0e6"
    bad = "#f58b80"
    bad_tint = "#44231f"
    ok = "#7fd196"
    ok_tint = "#1e3a27"
    warn = "#e3b04b"
    warn_tint = "#40341a"
    shadow = "#000000"


DARK = _Dark()
