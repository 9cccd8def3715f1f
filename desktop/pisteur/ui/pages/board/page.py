"""The Pipeline page: the board with its bar, what the user asks of it, and how it follows changes.

It never changes itself: every request goes to `flows` or the runner, and what came of it arrives
by `Runner.changed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pisteur.i18n import _
from pisteur.presentation import board_moves
from pisteur.presentation.board_moves import Direction
from pisteur.presentation.board_state import BoardFilter, BoardState
from pisteur.services.board import read_board, read_delta
from pisteur.ui.context import UiContext
from pisteur.ui.pages.board.columns import BoardColumns
from pisteur.ui.pages.board.top_bar import TopBar
from pisteur.ui.widgets.containers import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from pisteur.domain.board import BoardDelta, BoardSnapshot
    from pisteur.domain.commands import MoveCards
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet
    from pisteur.ui.pages.board.arrivals import Arrivals
    from pisteur.ui.pages.board.stage_edits import StageEdits

MARGIN = 16
# Two thousandths of a second for each portion.
FOLDED_IN_A_TURN = 500
FOLD_AGAIN_MS = 20


class BoardPage(QWidget):
    """The Pipeline page.

    Signals:
        import_requested: the user wants to import a list, from the empty board.
        demo_requested: the user wants the demonstration set, from the empty board.
        panel_requested: (contact id, opportunity id): asked for on purpose, so that the panel
            should be opened where it is hidden.
    """

    import_requested = Signal()
    demo_requested = Signal()
    panel_requested = Signal(object, object)

    def __init__(
        self, context: UiContext, snapshot: BoardSnapshot, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("board-page")
        self.setAccessibleName(_("Pipeline"))
        # Its surface is the window's, seen through it.
        self._context = context
        self._arrivals: Arrivals | None = None
        self._shown_id: object = None
        self._state = BoardState(snapshot, context.clock.today())
        self._edits: StageEdits | None = None
        self._empty: EmptyState | None = None
        self._none_shown: dict[bool, EmptyState | None] = {True: None, False: None}
        self.bar = TopBar(self)
        self.columns = BoardColumns(self._state, context.theme, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._connect()
        self.bar.show_pipelines(self._state.pipelines, self._state.pipeline_id)
        self._choose_face()

    def _connect(self) -> None:
        self.bar.filter_changed.connect(self._on_filter)
        self.bar.lead_wanted.connect(self._add_lead)
        columns = self.columns
        columns.card_opened.connect(self._open)
        columns.card_reached.connect(self._show_beside)
        columns.card_edited.connect(self._edit)
        columns.delete_wanted.connect(self._delete)
        columns.move_wanted.connect(self._move_by)
        columns.menu_wanted.connect(self._show_menu)
        columns.cards_dropped.connect(self._move)
        self._context.runner.read_along(_read_change, self._take_along)
        self._context.contact_requested.connect(self._on_contact_requested)
        self._context.lead_added.connect(self._on_lead_added)

    # For the window.

    @property
    def state(self) -> BoardState:
        """What the page shows."""
        return self._state

    def read_rest(self) -> None:
        """Do what the first paint had to do without: all cards, ways to edit and follow them."""
        self.make_editable()
        self._arriving()
        if not self._state.whole:
            self._read_again()

    def make_editable(self) -> StageEdits:
        """Let the columns be edited in place, and pipelines be chosen."""
        if self._edits is None:
            from pisteur.ui.pages.board.stage_edits import StageEdits  # noqa: PLC0415 - see below
            from pisteur.ui.widgets.menu_keys import MenuKeys  # noqa: PLC0415 - as above

            MenuKeys(self.bar.search)
            self._edits = StageEdits(self._context, self._state, self.columns, self)
            self.bar.pipeline_chosen.connect(self._edits.choose_pipeline)
            self.bar.pipelines_wanted.connect(self._edits.open_settings)
        return self._edits

    def refresh(self) -> None:
        """Tell what is late and stale from today, if another day has begun."""
        today = self._context.clock.today()
        if today != self._state.today:
            self._state.set_today(today)
            self.columns.sync()
            self._choose_face()
            self.columns.repaint_cards()

    def focus_cards(self) -> None:
        """Give the focus to the selected card, or to the first one."""
        self.columns.focus_cards()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # The page itself has the focus when it has just been shown: an arrow goes to its cards.
        keys = QtCore.Qt.Key
        arrows = (keys.Key_Up, keys.Key_Down, keys.Key_Left, keys.Key_Right)
        if event.key() in arrows and self._stack.currentWidget() is self.columns:
            self.focus_cards()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.refresh()
        # Not when the window is put back: nobody has looked at another page meanwhile.
        if not event.spontaneous():
            self._meet_panel()

    def follow_panel(self) -> bool:
        """Select the card of who is shown beside the board; False when there is none to select."""
        contact_id, card_id = self._context.in_panel or (0, None)
        if card_id is None:
            card_id = self._state.only_card_of(contact_id)
        if card_id is None or self._state.card(card_id) is None:
            return False
        self._arriving().expect_shown(card_id)
        return card_id in self.columns.selected_ids()

    def _meet_panel(self) -> None:
        """Be beside whom the board marks: another page may have shown somebody else meanwhile."""
        if self._context.in_panel is None or self.follow_panel():
            return
        card = next(map(self._state.card, self.columns.selected_ids()), None)
        if card is not None:
            self._context.show_contact(card.contact_id, card.id)

    # What is asked for.

    def _add_lead(self) -> None:
        self._context.flows.add_lead()

    def _open(self, card_id: int) -> None:
        card = self._state.card(card_id)
        if card is not None:
            self._context.show_contact(card.contact_id, card.id)
            self.panel_requested.emit(card.contact_id, card.id)

    def _show_beside(self, card_id: int) -> None:
        """Let the panel keep to the selected card: the menus act on whom it shows."""
        card = self._state.card(card_id)
        if card is not None and card_id != self._shown_id:
            self._context.show_contact(card.contact_id, card.id)

    def _edit(self, card_id: int) -> None:
        self._context.flows.edit_deal(card_id)

    def _delete(self, ids: tuple[int, ...]) -> None:
        self._context.flows.delete_deals(ids)

    def _import(self) -> None:
        self.import_requested.emit()

    def _demonstrate(self) -> None:
        self.demo_requested.emit()

    def _move_by(self, ids: tuple[int, ...], direction: Direction) -> None:
        command = board_moves.step(self._state, ids, direction)
        if command is not None:
            self._move(command)

    def _move(self, command: MoveCards) -> None:
        if board_moves.is_still(self._state, command):
            return
        arrivals = self._arriving()
        arrivals.expect_moved(command)
        self._context.flows.move(command, arrivals.give_up_moved)

    def _show_menu(self, ids: tuple[int, ...], at: QPoint) -> None:
        cards = tuple(card for card in map(self._state.card, ids) if card is not None)
        if cards:
            # Here and below: what is not needed for the first paint is loaded when it is.
            from pisteur.ui.pages.board.card_menu import CardMenu  # noqa: PLC0415

            menu = CardMenu(self._context, self._state, cards, self)
            menu.move_chosen.connect(self._move)
            menu.direction_chosen.connect(self._move_by)
            menu.popup(at)

    # Following changes.

    def _read_again(self) -> None:
        self._context.runner.query(lambda s: read_board(s.db.raw), self._load)

    def _take_along(self, delta: BoardDelta | None) -> None:
        """Follow a change and paint it, before anything else is told of it."""
        self._take(delta)
        if not self.isVisible():
            return
        # Labels that became another are placed first. Until here the worker rests: with what
        # others read, it would be at Python's lock while cards are painted.
        for due in (QtCore.QEvent.Type.LayoutRequest, QtCore.QEvent.Type.UpdateRequest):
            QtCore.QCoreApplication.sendPostedEvents(None, due.value)

    def _take(self, delta: BoardDelta | None) -> None:
        if delta is None:
            self._read_again()
            return
        had_focus, chosen = self._columns_have_focus(), self.columns.selected_ids()
        changed = self._state.apply(delta)
        if changed:
            self.columns.sync(changed)
            self._choose_face()
        self._arriving().take_moved(had_focus=had_focus)
        self._arriving().take(chosen, had_focus=had_focus)

    def _load(self, snapshot: BoardSnapshot) -> None:
        had_focus, chosen = self._columns_have_focus(), self.columns.selected_ids()
        self._state.load(snapshot)
        self.bar.show_pipelines(snapshot.pipelines, snapshot.pipeline_id)
        self.columns.sync()
        self.columns.update_cards()
        self._choose_face()
        self._get_ready()
        self._arriving().take(chosen, had_focus=had_focus)
        self._arriving().give_up()

    def _get_ready(self) -> None:
        """Make some more cards ready to be searched, and others in later turns."""
        if self._state.fold_more(FOLDED_IN_A_TURN):
            QtCore.QTimer.singleShot(FOLD_AGAIN_MS, self, self._get_ready)

    def _columns_have_focus(self) -> bool:
        return self.columns.isAncestorOf(self.window().focusWidget() or self)

    def _on_contact_requested(self, _contact_id: object, card_id: object) -> None:
        self._shown_id = card_id
        if isinstance(card_id, int) and self.isVisible():
            self._arriving().expect_shown(card_id)

    def _on_lead_added(self, card_id: object, name: object) -> None:
        if isinstance(card_id, int) and self.isVisible():
            self._arriving().expect_added(card_id, str(name))

    def _arriving(self) -> Arrivals:
        """Return what follows cards to their place; the first paint has none on their way."""
        if self._arrivals is None:
            from pisteur.ui.pages.board.arrivals import Arrivals  # noqa: PLC0415 - as it says

            context, columns = self._context, self.columns
            self._arrivals = Arrivals(context, self._state, columns, self._clear_filter)
        return self._arrivals

    # Filter and empty faces.

    def _on_filter(self, wanted: BoardFilter) -> None:
        self._state.set_filter(wanted)
        self.columns.sync()
        self._choose_face()

    def _choose_face(self) -> None:
        face: QWidget = self.columns
        if not len(self._state):
            # With several pipelines, an empty one is no first start.
            if len(self._state.pipelines) < 2:
                face = self._empty_face()
        elif not self._state.shown_count:
            face = self._none_shown_face()
        if self._stack.currentWidget() is not face:
            self._stack.setCurrentWidget(face)

    def _empty_face(self) -> EmptyState:
        if self._empty is None:
            made = self._empty = EmptyState(
                _("Your pipeline starts with a name"),
                _(
                    "1. Add a lead: a name, a phone number or an e-mail is enough.\n"
                    "2. Qualify it: in your target, with the means, able to decide.\n"
                    "3. Plan what comes next: Pisteur reminds you until there is an answer."
                ),
            )
            made.setObjectName("board-empty")
            made.add_button(_("Add a lead"), self._add_lead, primary=True, name="empty-add-lead")
            made.add_button(_("Import a list…"), self._import, name="empty-import")
            made.add_button(_("Try the demonstration"), self._demonstrate, name="empty-demo")
            self._stack.addWidget(made)
        return self._empty

    def _none_shown_face(self) -> EmptyState:
        # Without a filter it is standbys that hide.
        clearing = self._state.filter != BoardFilter()
        face = self._none_shown[clearing]
        if face is None:
            if clearing:
                face = EmptyState(
                    _("No card matches the filter"),
                    _("They are all still there: clear the filter to see them."),
                )
                face.add_button(
                    _("Clear the filter"), self._clear_filter, primary=True, name="clear-filter"
                )
            else:
                face = EmptyState(_("All your deals are on standby"))
                face.add_button(_("Show deals on standby"), self._show_standby, name="show-standby")
            face.setObjectName("board-none-shown")
            self._none_shown[clearing] = face
            self._stack.addWidget(face)
        return face

    def _clear_filter(self) -> None:
        self.bar.show_filter(BoardFilter())

    def _show_standby(self) -> None:
        self.bar.show_filter(BoardFilter(standby=True))


def _read_change(services: Services, changes: ChangeSet) -> BoardDelta | None:
    return read_delta(services.db.raw, changes)
