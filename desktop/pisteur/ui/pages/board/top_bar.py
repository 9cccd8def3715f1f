"""The bar above the board: search, heat, filters, and the way to add a lead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from pisteur.domain.board import PipelineName
from pisteur.domain.board_words import Heat
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.board_state import BoardFilter
from pisteur.presentation.formats import number, sentence_start
from pisteur.ui.widgets.fields import SearchField
from pisteur.ui.widgets.properties import make_button, make_menu_button, set_tool_tip

MOST_SEARCH_WIDTH = 320
MOST_PIPELINE_WIDTH = 200
LEAST_SEARCH_WIDTH = 150


class TopBar(QWidget):
    """Search, filters, and a button.

    Signals:
        filter_changed: the `BoardFilter` that the user has set.
        lead_wanted: the user wants to add a lead.
        pipeline_chosen: the id of the pipeline to show.
        pipelines_wanted: the user wants to edit the pipelines.
    """

    filter_changed = Signal(object)
    lead_wanted = Signal()
    pipeline_chosen = Signal(object)
    pipelines_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._muted = False
        self._pipelines: tuple[tuple[PipelineName, ...], int] = ((), 0)
        self.pipeline_button: QPushButton | None = None
        self.search = SearchField(_("Filter: name, deal, next action…"))
        self.search.setObjectName("board-search")
        self.search.setMinimumWidth(LEAST_SEARCH_WIDTH)
        self.search.setMaximumWidth(MOST_SEARCH_WIDTH)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heats: dict[Heat, QAction] = {}
        heat_menu = QMenu(self)
        for heat in reversed(Heat):
            self._heats[heat] = self._tick(heat_menu, sentence_start(label(heat)), heat.value)
        self.heat_button = make_menu_button(_("Heat"), heat_menu, "chip", name="board-heat")
        menu = QMenu(self)
        self._without = self._tick(menu, _("Only without next action"), "without-action")
        self._late = self._tick(menu, _("Only overdue"), "late")
        menu.addSeparator()
        self._standby = self._tick(menu, _("Show deals on standby"), "standby")
        self.filter_button = make_menu_button(_("Filters"), menu, "chip", name="board-filters")
        self.lead_button = self._make_lead_button()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 4)
        row.addWidget(self.heat_button)
        row.addWidget(self.filter_button)
        row.addStretch(1)
        row.addWidget(self.lead_button)
        self.search.textChanged.connect(self._changed)

    def show_pipelines(self, pipelines: tuple[PipelineName, ...], shown: int) -> None:
        """Offer the pipelines, and say which is shown; one alone needs no choosing."""
        if self._pipelines == (pipelines, shown):
            return
        self._pipelines = (pipelines, shown)
        old, self.pipeline_button = self.pipeline_button, None
        had_focus = old is not None and old.hasFocus()
        if old is not None:
            # The choice may have come from its own menu.
            old.hide()
            old.setObjectName("")
            old.deleteLater()
        if len(pipelines) < 2:
            return
        menu = QMenu(self)
        for pipeline in pipelines:
            made = menu.addAction(pipeline.name.replace("&", "&&"))
            made.setObjectName(f"pipeline-{pipeline.id}")
            made.setCheckable(True)
            made.setChecked(pipeline.id == shown)
            made.setData(pipeline.id)
            made.triggered.connect(self._choose_pipeline)
        menu.addSeparator()
        edit = menu.addAction(_("Pipelines and columns…"))
        edit.setObjectName("pipelines-edit")
        edit.triggered.connect(self.pipelines_wanted)
        name = dict(pipelines)[shown]
        button = make_menu_button(name.replace("&", "&&"), menu, name="board-pipeline")
        button.setAccessibleName(_("Pipeline: {name}").format(name=name))
        set_tool_tip(button, _("{name} (next: Ctrl+Page Down)").format(name=name))
        button.setMaximumWidth(MOST_PIPELINE_WIDTH)
        self._row.insertWidget(0, button)
        QWidget.setTabOrder(button, self.search)
        self.pipeline_button = button
        if had_focus:
            button.setFocus()

    def _choose_pipeline(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction):
            self.pipeline_chosen.emit(chosen.data())

    def _make_lead_button(self) -> QPushButton:
        made = make_button(_("+ New lead"), "primary", name="board-new-lead")
        made.setAccessibleName(_("New lead"))
        made.clicked.connect(self.lead_wanted)
        return made

    def _tick(self, menu: QMenu, text: str, name: str) -> QAction:
        made = menu.addAction(text)
        made.setObjectName(f"filter-{name}")
        made.setCheckable(True)
        made.toggled.connect(self._changed)
        return made

    @property
    def filter(self) -> BoardFilter:
        """What the user has set."""
        return BoardFilter(
            text=self.search.text(),
            heats=frozenset(h.value for h, action in self._heats.items() if action.isChecked()),
            standby=self._standby.isChecked(),
            without_action=self._without.isChecked(),
            late=self._late.isChecked(),
        )

    def show_filter(self, wanted: BoardFilter) -> None:
        """Set every control, and say so once."""
        self._muted = True
        self.search.setText(wanted.text)
        for heat, action in self._heats.items():
            action.setChecked(heat.value in wanted.heats)
        self._standby.setChecked(wanted.standby)
        self._without.setChecked(wanted.without_action)
        self._late.setChecked(wanted.late)
        self._muted = False
        self._changed()

    def _changed(self) -> None:
        if self._muted:
            return
        wanted = self.filter
        heats = [label(heat) for heat in reversed(Heat) if heat.value in wanted.heats]
        text = _("Heat: {heats}").format(heats=", ".join(heats)) if heats else _("Heat")
        self._say(self.heat_button, text)
        count = wanted.standby + wanted.without_action + wanted.late
        text = _("Filters: {count}").format(count=number(count)) if count else _("Filters")
        self._say(self.filter_button, text)
        self.filter_changed.emit(wanted)

    def _say(self, button: QPushButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)
