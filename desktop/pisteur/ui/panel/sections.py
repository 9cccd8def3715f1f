"""The middle of the panel: why this status, the deals, qualification, sales and facts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QVBoxLayout, QWidget

from pisteur.domain.snapshots import OpportunityView
from pisteur.domain.words import OpportunityState, Zone
from pisteur.i18n import _, isolated
from pisteur.labels import label
from pisteur.ui.context import UiContext
from pisteur.ui.panel.parts import (
    Changes,
    ElidedButton,
    FittingLabel,
    SelectableText,
)
from pisteur.ui.panel.shown import Shown, deal_title
from pisteur.ui.panel.status_text import forced_text, reason_text
from pisteur.ui.widgets.containers import Card, Section
from pisteur.ui.widgets.discard import clear_rows, discard
from pisteur.ui.widgets.properties import make_button, make_label


class Reason(QWidget):
    """Why the contact has its status; and the gate that was forced, with the user's reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = FittingLabel("muted")
        self._why.setObjectName("reason")
        self._forced = FittingLabel()
        self._forced.setObjectName("forced")
        self._box = Card("warn", self)
        self._box.body.setContentsMargins(12, 8, 12, 8)
        self._box.body.addWidget(self._forced)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._why)
        column.addWidget(self._box)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._why.show_text(reason_text(shown))
        forced = forced_text(shown.deal)
        self._forced.show_text(forced)
        self._box.setVisible(bool(forced))


class Deals(QWidget):
    """The deals of the contact, when there are several; one is chosen.

    Signals:
        chosen: id of the deal that the user chose.
    """

    chosen = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._contact_id = 0
        self._changes = Changes()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        add = make_button(_("Add a deal…"), "link", name="add-deal", compact=True)
        add.clicked.connect(self._add)
        self._section = Section(_("Deals"), add, self)
        self._section.body.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def present(self, shown: Shown) -> None:
        """Show a state of the panel."""
        self._contact_id = shown.view.id
        deals = shown.view.opportunities
        wanted = (shown.view.company, shown.view.display_name, deals, shown.deal_id)
        if not self._changes.of(*wanted):
            return
        self.setVisible(len(deals) > 1)
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear_rows(self._section.body)
        for deal in deals if len(deals) > 1 else ():
            made = ElidedButton("nav", name=f"deal-{deal.id}")
            made.setProperty("compact", True)
            made.setCheckable(True)
            made.show_text(_deal_line(shown, deal))
            self._group.addButton(made, deal.id)
            chosen = deal.id == shown.deal_id
            made.setChecked(chosen)
            # As with radio buttons: Tab stops at the one chosen, arrows go to the others.
            focus = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(focus)
            self._section.body.addWidget(made)

    def _choose(self, deal_id: int) -> None:
        self.chosen.emit(deal_id)

    def _add(self) -> None:
        self._context.flows.add_deal(self._contact_id)


def _deal_line(shown: Shown, deal: OpportunityView) -> str:
    parts = [deal_title(shown.view, deal), deal.stage_name]
    return " · ".join((*map(isolated, parts), *state_words(deal)))


def state_words(deal: OpportunityView) -> tuple[str, ...]:
    """Return the state in words, unless it is plain: open, or won in the columns of the won."""
    won = deal.state is OpportunityState.WON and deal.zone is Zone.CUSTOMERS
    plain = won or deal.state is OpportunityState.OPEN
    return () if plain else (label(deal.state),)


class FactGrid(QWidget):
    """Names at the left, values at the right; facts without value are left out.

    Its lines stay, and say something else the next time.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, SelectableText]] = []
        self._own: list[QWidget] = []

    def show_facts(self, facts: list[tuple[str, str | QWidget]]) -> None:
        """Show the facts that have a value; a value is a text or a widget of its own."""
        for widget in self._own:
            discard(widget)
        self._own = []
        wanted = [fact for fact in facts if fact[1]]
        while len(self._lines) < len(wanted):
            self._add_line()
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        for line, (title, text) in enumerate(self._lines):
            name, value = wanted[line] if line < len(wanted) else ("", "")
            title.setText(name)
            title.setHidden(not name)
            if isinstance(value, QWidget):
                text.show_text("")
                self._grid.addWidget(value, line, 1)
                self._own.append(value)
            else:
                text.show_text(value)
            self._grid.setAlignment(title, middle if isinstance(value, QWidget) else top)

    def _add_line(self) -> None:
        made = make_label("", "muted"), SelectableText()
        for column, widget in enumerate(made):
            self._grid.addWidget(widget, len(self._lines), column)
        self._lines.append(made)
