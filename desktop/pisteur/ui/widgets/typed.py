"""The text of an editor of several lines, as it was put in."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

_PARAGRAPH, _LINE = "\u2029", "\u2028"


def typed_text(editor: QPlainTextEdit) -> str:
    """Return the text, no-break spaces included.

    `toPlainText` makes common spaces of them: a French text would come out as another, with its
    question marks at the beginning of lines.
    """
    return editor.document().toRawText().replace(_PARAGRAPH, "\n").replace(_LINE, "\n")
