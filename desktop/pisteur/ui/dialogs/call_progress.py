"""How far a call session is: as a bar, and in words."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from pisteur.domain.call_sessions import CallSessionView
from pisteur.i18n import _, ngettext
from pisteur.presentation import formats


class CallProgress(QProgressBar):
    """The bar; its words are for who hears it, and for beside the title."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFixedHeight(8)

    def show_view(self, view: CallSessionView) -> str:
        """Show how far a session is, and return it in words."""
        words = progress_words(view)
        self.setRange(0, max(1, view.total))
        self.setValue(view.done)
        self.setAccessibleName(words)
        return words


def progress_words(view: CallSessionView) -> str:
    """Return how far a session is, in words."""
    parts = [
        # Names that were skipped are done, but nobody called them.
        _("{done} of {total} done").format(
            done=formats.number(view.done), total=formats.number(view.total)
        )
    ]
    if view.call_back:
        text = ngettext("{count} to call back", "{count} to call back", view.call_back)
        parts.append(formats.counted(text, view.call_back))
    if view.qualified:
        text = ngettext("{count} qualified", "{count} qualified", view.qualified)
        parts.append(formats.counted(text, view.qualified))
    return " · ".join(parts)
