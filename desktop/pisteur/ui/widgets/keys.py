"""What a key means where keyboards differ."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
# The row of digits of a French keyboard writes these; digits need Shift there.
_FRENCH_ROW = {
    Qt.Key.Key_Ampersand: 1,
    Qt.Key.Key_Eacute: 2,
    Qt.Key.Key_QuoteDbl: 3,
    Qt.Key.Key_Apostrophe: 4,
    Qt.Key.Key_ParenLeft: 5,
    Qt.Key.Key_Minus: 6,
    Qt.Key.Key_section: 6,
    Qt.Key.Key_Egrave: 7,
    Qt.Key.Key_Underscore: 8,
    Qt.Key.Key_Exclam: 8,
    Qt.Key.Key_Ccedilla: 9,
}


def is_of_french_row(sign: str) -> bool:
    """Say whether a French keyboard writes this sign, a capital, where others write a digit."""
    # Qt numbers such keys as Unicode does.
    return ord(sign) in _FRENCH_ROW


def digit_of(event: QKeyEvent) -> int | None:
    """Return which of the keys 1 to 9 was pressed, by what it writes or by where it is."""
    modifiers = event.modifiers() & ~_PLAIN
    key = Qt.Key(event.key())
    if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        shifted = modifiers & ~Qt.KeyboardModifier.ShiftModifier
        return None if shifted else key - Qt.Key.Key_0
    return None if modifiers else _FRENCH_ROW.get(key)
