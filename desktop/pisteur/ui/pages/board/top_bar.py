"""The bar above the board: search, heat, filters, and the way to add a lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from pisteur.domain.board import PipelineName
from pisteur.domain.board_words import Heat
from pisteur.i18n import _
from pisteur.labels import label
from pisteur.presentation.board_state import BoardFilter
from pisteur.presentation.formats import number, sentence_start
from pisteur.ui.widgets.fields import SearchField
from pisteur.ui.widgets.properties import make_button, make_menu_button, set_tool_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

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
        self._filter = BoardFilter()
        self._pipelines: tuple[tuple[PipelineName, ...], int] = ((), 0)
        self.pipeline_button: QPushButton | None = None
        self.search = SearchField(_("Filter: name, deal, next action…"))
        self.search.setObjectName("board-search")
        self.search.setMinimumWidth(LEAST_SEARCH_WIDTH)
        self.search.setMaximumWidth(MOST_SEARCH_WIDTH)
        # By heat, and by attribute of `BoardFilter`.
        self._ticks: dict[str, QAction] = {}
        self._heat_menu, self._menu = QMenu(self), QMenu(self)
        for menu in (self._heat_menu, self._menu):
            menu.aboutToShow.connect(self._fill_menus)
        self.heat_button = make_menu_button(_("Heat"), self._heat_menu, "chip", name="board-heat")
        self.filter_button = make_menu_button(
            _("Filters"), self._menu, "chip", name="board-filters"
        )
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
            from pisteur.ui.widgets.discard import discard  # noqa: PLC0415 - after the paint

            discard(old)
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
        # Made last, it would be last; Qt can put it behind a control, not before one.
        QWidget.setTabOrder(self.search, button)
        self.pipeline_button = button
        if had_focus:
            button.setFocus()

    def _choose_pipeline(self) -> None:
        self.pipeline_chosen.emit(cast("QAction", self.sender()).data())

    def _make_lead_button(self) -> QPushButton:
        made = make_button(_("+ New lead"), "primary", name="board-new-lead")
        made.setAccessibleName(_("New lead"))
        made.clicked.connect(self.lead_wanted)
        return made

    def _fill_menus(self) -> None:
        """Make the entries when one of the menus opens first: the first paint shows none."""
        if self._ticks:
            return
        for heat in reversed(Heat):
            self._tick(self._heat_menu, sentence_start(label(heat)), heat.value)
        self._tick(self._menu, _("Only without next action"), "without_action")
        self._tick(self._menu, _("Only overdue"), "late")
        self._menu.addSeparator()
        self._tick(self._menu, _("Show deals on standby"), "standby")
        self._show_ticks()
        for action in self._ticks.values():
            action.toggled.connect(self._changed)

    def _tick(self, menu: QMenu, text: str, name: str) -> None:
        made = self._ticks[name] = menu.addAction(text)
        made.setObjectName(f"filter-{name.replace('_', '-')}")
        made.setCheckable(True)

    def _show_ticks(self) -> None:
        for name, action in self._ticks.items():
            action.setChecked(name in self._filter.heats or getattr(self._filter, name, False))

    @property
    def filter(self) -> BoardFilter:
        """What the user has set."""
        return self._filter

    def show_filter(self, wanted: BoardFilter) -> None:
        """Set every control, and say so once."""
        self._filter = wanted
        self._muted = True
        self.search.setText(wanted.text)
        self._show_ticks()
        self._muted = False
        self._tell()

    def _changed(self) -> None:
        if self._muted:
            return
        if self._ticks:
            ticked = {name for name, action in self._ticks.items() if action.isChecked()}
            self._filter = BoardFilter(
                heats=frozenset(heat.value for heat in Heat if heat.value in ticked),
                standby="standby" in ticked,
                without_action="without_action" in ticked,
                late="late" in ticked,
            )
        self._filter = self._filter._replace(text=self.search.text())
        self._tell()

    def _tell(self) -> None:
        wanted = self._filter
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
