"""Where the panel is: beside the page, over it in a narrow window, or away; and whom it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pisteur.ui.context import UiContext
    from pisteur.ui.panel.contact_panel import ContactPanel
    from pisteur.ui.shell.actions import Actions
    from pisteur.ui.shell.frame import Frame

# How many of those shown last are remembered.
RECENT = 8


class PanelPlace(QObject):
    """Makes the panel when it is first needed, and shows and hides it.

    Attributes:
        shown: contact and deal that were chosen last.
        recent: those before it too, the last first.
        slot: what it lies in.
    """

    def __init__(
        self,
        context: UiContext,
        slot: QStackedWidget,
        frame: Frame,
        actions: Actions,
        focus_page: Callable[[], None],
    ) -> None:
        """Fill `slot` of `frame`; `focus_page` gives the focus back to the page."""
        super().__init__(frame)
        self._context = context
        self.slot = slot
        self._frame = frame
        self._actions = actions
        self._focus_page = focus_page
        self._panel: ContactPanel | None = None
        self._wanted = True
        self.shown: tuple[int, int | None] | None = None
        self.recent: tuple[tuple[int, int | None], ...] = ()
        self._fill_later = QTimer(self)
        self._fill_later.setSingleShot(True)
        self._fill_later.timeout.connect(self._fill)
        context.contact_requested.connect(self.show)
        frame.wide_changed.connect(self._make_room)
        frame.close_wanted.connect(self._close)

    def made(self) -> ContactPanel:
        """Return the panel; what of it was not there yet is made now."""
        panel = self._begun()
        panel.finish()
        return panel

    def ahead(self) -> Iterator[None]:
        """Make the panel before it is asked for, a piece at each step."""
        panel = self._begun()
        yield
        yield from panel.pieces()

    def _begun(self) -> ContactPanel:
        if self._panel is None:
            # Not needed for the first paint.
            from pisteur.ui.panel.contact_panel import ContactPanel  # noqa: PLC0415

            # In its place from the start: the style sheet is matched again for each parent.
            self._panel = ContactPanel(self._context, self.slot, whole=False)
            self._panel.closed.connect(self._close)
            self._panel.emptied.connect(self._forget)
            self.slot.addWidget(self._panel)
        return self._panel

    def show(self, contact_id: object, opportunity_id: object) -> None:
        """Show who is selected, unless the panel was closed or would lie over the page."""
        self._choose(contact_id, opportunity_id)
        if self._wanted and self._frame.wide and not self._frame.panel_shown:
            self._frame.show_panel(shown=True)
            # The page has its width, and is painted before the panel is filled.
            self._fill_later.start(0)
        else:
            self._fill()

    def _choose(self, contact_id: object, opportunity_id: object) -> None:
        """Note who is shown from now on."""
        self.shown = (cast(int, contact_id), cast("int | None", opportunity_id))
        self._context.in_panel = self.shown
        others = tuple(each for each in self.recent if each != self.shown)
        self.recent = (self.shown, *others)[:RECENT]
        self._actions.enable_contact(contact=True, deal=self.shown[1] is not None)

    def _fill(self) -> None:
        self._fill_later.stop()
        if self.shown is not None:
            self.made().show_contact(*self.shown)

    def open(
        self, contact_id: object, opportunity_id: object, interaction_id: object = None
    ) -> None:
        """Show someone whom the user asked for, with one line of the journal if given."""
        self._wanted = True
        self._choose(contact_id, opportunity_id)
        self._fill()
        self._frame.show_panel(shown=True)
        if isinstance(interaction_id, int):
            self.made().show_line(interaction_id)

    def write_note(self, contact_id: object, opportunity_id: object) -> None:
        """Open it on someone, ready to write what was said."""
        self.open(contact_id, opportunity_id)
        self.made().write()

    @property
    def unsaved(self) -> int | None:
        """A contact for whom something is typed in the panel that is not saved; None for none."""
        return None if self._panel is None else self.made().unsaved

    def go_on_writing(self) -> None:
        """Show what is typed and not saved, ready to go on with."""
        contact_id = self.unsaved
        if contact_id is not None:
            deal_id = self.shown[1] if self.shown and self.shown[0] == contact_id else None
            self.open(contact_id, deal_id)
            self.made().go_on(contact_id)

    def refresh(self) -> None:
        """Have it read again whom it shows, as when a new day has begun."""
        if self._panel is not None:
            self._panel.refresh()

    def toggle(self) -> None:
        """Open it or put it away."""
        self.made()
        self._wanted = not self._frame.panel_shown
        self._frame.show_panel(shown=self._wanted)

    def _make_room(self, wide: object) -> None:
        """Take the panel off a page that became too small for both; put it back when there is."""
        self._frame.show_panel(shown=bool(wide) and self._wanted and self.shown is not None)

    def _close(self) -> None:
        self._wanted = False
        self._frame.show_panel(shown=False)
        self._focus_page()

    def _forget(self) -> None:
        """Close the panel on a contact that is gone; whoever is chosen next opens it again."""
        self.shown = self._context.in_panel = None
        self._actions.enable_contact(contact=False, deal=False)
        focus = self._frame.window().focusWidget()
        in_panel = focus is not None and self.slot.isAncestorOf(focus)
        self._frame.show_panel(shown=False)
        if in_panel:
            self._focus_page()
