"""Values of Qt's namespace as plain numbers, for what runs before the first paint.

The first use of any `Qt.…`, or of a call that takes or returns one, has PySide6 make all 93 sets
of values of that namespace: 120 million instructions, a tenth of the start. What runs before the
first paint therefore takes these numbers, by properties (`setProperty("textFormat", PLAIN_TEXT)`)
and by calls that know them as `int`; code for later says `QtCore.Qt.…`, looked up when it runs.
Paint such as `QPainter.setPen` is in `ui.widgets.painting`.

`tests/unit/test_startup_imports.py` holds the start to it, and the numbers to Qt's.
"""

from __future__ import annotations

# Qt.ItemDataRole
DISPLAY_ROLE = 0
TOOL_TIP_ROLE = 3
ACCESSIBLE_TEXT_ROLE = 11
ACCESSIBLE_DESCRIPTION_ROLE = 12
SIZE_HINT_ROLE = 13
USER_ROLE = 256

# Qt.AlignmentFlag and Qt.TextFlag
ALIGN_LEFT = 0x1
ALIGN_RIGHT = 0x2
ALIGN_H_CENTER = 0x4
ALIGN_TOP = 0x20
ALIGN_V_CENTER = 0x80
WORD_WRAP = 0x1000

# Qt.TextFormat
PLAIN_TEXT = 0
# Qt.ScrollBarPolicy
SCROLL_BAR_ALWAYS_OFF = 1
# Qt.FocusPolicy
NO_FOCUS = 0
# Qt.DropAction
MOVE_ACTION = 2
# Qt.ColorScheme
LIGHT_SCHEME = 1
DARK_SCHEME = 2
