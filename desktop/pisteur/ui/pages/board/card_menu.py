"""What can be done with the selected cards, as a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from pisteur.domain.board import Card
from pisteur.domain.commands import MoveCards
from pisteur.domain.words import Heat
from pisteur.i18n import _, pgettext
from pisteur.labels import label
from pisteur.presentation.board_moves import Direction
from pisteur.presentation.board_state import OPEN, STANDBY, BoardState
from pisteur.presentation.formats import sentence_start
from pisteur.ui.context import UiContext

# The keys themselves are the column's; the menu only names them.
_DIRECTION_KEYS = {
    Direction.UP: "Ctrl+Shift+Up",
    Direction.DOWN: "Ctrl+Shift+Down",
    Direction.LEFT: "Ctrl+Shift+Left",
    Direction.RIGHT: "Ctrl+Shift+Right",
}


class CardMenu(QMenu):
    """The menu of one card, or of several of one column.

    Signals:
        move_chosen: a `MoveCards` to a column.
        direction_chosen: (ids, Direction).
    """

    move_chosen = Signal(object)
    direction_chosen = Signal(object, object)

    def __init__(
        self, context: UiContext, state: BoardState, cards: tuple[Card, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card-menu")
        self._context = context
        self._cards = cards
        self._card = cards[0]
        self._ids = tuple(card.id for card in cards)
        self.aboutToHide.connect(self.deleteLater)
        if len(cards) == 1:
            self._add_single()
            self.addSeparator()
        self._add_heats()
        self._add_moves(state)
        if len(state.pipelines) > 1:
            self._add_pipelines(state)
        self.addSeparator()
        self._add("delete", _("Delete"), self._delete, key="Del")

    def _add(
        self,
        name: str,
        text: str,
        slot: Callable[[], None],
        *,
        key: str = "",
        enabled: bool = True,
    ) -> None:
        made = QAction(_with_key(text, key), self)
        made.setObjectName(f"card-{name}")
        made.setEnabled(enabled)
        made.triggered.connect(slot)
        self.addAction(made)

    def _add_single(self) -> None:
        card = self._card
        planned = card.follow_up_id is not None
        self._add("open", _("Open"), self._open, key="Return")
        self._add("edit", _("Edit title and amount…"), self._edit)
        self._add("qualify", _("Qualify…"), self._qualify)
        self.addSeparator()
        self._add("plan", _("Plan next action…"), self._plan)
        self._add("cadence", _("Start a cadence…"), self._start_cadence)
        self._add("write", _("Write…"), self._write)
        self._add("complete", _("Complete next action…"), self._complete, enabled=planned)
        self._add("postpone", _("Postpone"), self._postpone, enabled=planned)
        self.addSeparator()
        running = card.state in {OPEN, STANDBY}
        self._add("quote", _("Quote sent…"), self._send_quote, enabled=running)
        self._add("sale", _("Record sale…"), self._record_sale, enabled=running)
        if card.state == STANDBY:
            self._add("reopen", _("Take up again"), self._reopen)
        else:
            self._add("standby", _("Put on standby…"), self._stand_by, enabled=running)
        self._add("lose", _("Mark as lost…"), self._lose, enabled=running)

    def _add_heats(self) -> None:
        heats = self.addMenu(_("Heat"))
        shared = {card.heat for card in self._cards}
        for heat in reversed(Heat):
            made = heats.addAction(sentence_start(label(heat)))
            made.setObjectName(f"card-heat-{heat.value}")
            made.setCheckable(True)
            made.setChecked(shared == {heat.value})
            made.setData(heat.value)
        heats.triggered.connect(self._set_heat)

    def _add_moves(self, state: BoardState) -> None:
        moves = self.addMenu(_("Move to"))
        words = {
            Direction.UP: _("Up"),
            Direction.DOWN: _("Down"),
            Direction.LEFT: _("Previous column"),
            Direction.RIGHT: _("Next column"),
        }
        for stage in state.stages:
            made = moves.addAction(stage.name.replace("&", "&&"))
            made.setObjectName(f"card-move-{stage.id}")
            made.setEnabled(stage.id != self._card.stage_id)
            made.setData(stage.id)
        moves.addSeparator()
        for direction, text in words.items():
            made = moves.addAction(_with_key(text, _DIRECTION_KEYS[direction]))
            made.setObjectName(f"card-move-{direction.value}")
            made.setData(direction.value)
        moves.triggered.connect(self._move)

    def _add_pipelines(self, state: BoardState) -> None:
        menu = self.addMenu(_("Move to another pipeline"))
        for pipeline in state.pipelines:
            if pipeline.id != state.pipeline_id:
                made = menu.addAction(pipeline.name.replace("&", "&&"))
                made.setObjectName(f"card-pipeline-{pipeline.id}")
                made.setData(pipeline.id)
        menu.triggered.connect(self._move_to_pipeline)

    # What was chosen.

    def _open(self) -> None:
        self._context.show_contact(self._card.contact_id, self._card.id)

    def _edit(self) -> None:
        self._context.flows.edit_deal(self._card.id)

    def _qualify(self) -> None:
        self._context.flows.qualify(self._card.contact_id, self._card.id)

    def _start_cadence(self) -> None:
        self._context.flows.start_cadence(self._card.contact_id, self._card.id)

    def _plan(self) -> None:
        self._context.flows.plan(self._card.contact_id, self._card.id)

    def _write(self) -> None:
        self._context.flows.write(self._card.contact_id, self._card.id)

    def _complete(self) -> None:
        if self._card.follow_up_id is not None:
            self._context.flows.complete(self._card.follow_up_id)

    def _postpone(self) -> None:
        if self._card.follow_up_id is not None:
            self._context.flows.postpone(self._card.follow_up_id)

    def _send_quote(self) -> None:
        self._context.flows.send_quote(self._card.id)

    def _record_sale(self) -> None:
        self._context.flows.record_sale(self._card.id)

    def _stand_by(self) -> None:
        self._context.flows.stand_by(self._card.id)

    def _reopen(self) -> None:
        self._context.flows.reopen(self._card.id)

    def _lose(self) -> None:
        self._context.flows.lose(self._card.id)

    def _delete(self) -> None:
        self._context.flows.delete_deals(self._ids)

    def _set_heat(self, action: QAction) -> None:
        heat = Heat(action.data())
        contact_ids = tuple(dict.fromkeys(card.contact_id for card in self._cards))
        self._context.runner.command(lambda s: s.contacts.set_heat(contact_ids, heat))

    def _move_to_pipeline(self, action: QAction) -> None:
        self._context.flows.move_to_pipeline(self._ids, action.data())

    def _move(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, int):
            self.move_chosen.emit(MoveCards(self._ids, chosen))
        else:
            self.direction_chosen.emit(self._ids, Direction(chosen))


def _with_key(text: str, key: str) -> str:
    if not key:
        return text
    # Qt calls this key Return, in French too; the keyboard and the other menus say Enter.
    enter = key == "Return"
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return text + "\t" + (pgettext("key", "Enter") if enter else native)
