"""One style sheet for the whole application, made from tokens.

Widgets choose their look by dynamic properties, so that they need no reference to the theme:

- `QPushButton[role=…]`: primary, danger, flat, chip, nav, link; `compact="true"` is lower.
- `QLabel[role=…]`: title, heading, subtitle, strong, muted, label, zone, error, figure, display,
  keycap, badge.
- `[surface=…]` on any widget (`widgets.properties.set_surface`): ground, panel, column, card,
  accent, bad, ok, warn.
- `QLabel[pill=…]` and `QLabel[pip=…]`: see `widgets.pill`.

Short on purpose: it is parsed on the way to the first paint.
"""

from __future__ import annotations

from string import Template

from pisteur.resources import resource_path
from pisteur.ui.theme.tokens import Tokens


def stylesheet(tokens: Tokens) -> str:
    """Return the style sheet of `tokens`."""
    values: dict[str, object] = {**vars(Tokens), **vars(type(tokens))}
    values["icons"] = resource_path("icons").as_posix()
    values["tick"] = "tick-dark" if tokens.dark else "tick-light"
    return Template(
        _SURFACES + _LABELS + _BUTTONS + _EDITORS + _CHOICES + _VIEWS + _MENUS + _PARTS
    ).substitute(values)


_SURFACES = """
QMainWindow, QWidget[surface="ground"] { background: $ground; }
QDialog, QMessageBox, QWidget[surface="panel"] { background: $panel; }
QWidget[surface="column"] { background: $column; border-radius: ${radius_column}px; }
QFrame[surface="card"] { background: $panel; border: 1px solid $line;
  border-radius: ${radius}px; }
QFrame[surface="accent"] { background: $accent_tint; border-radius: ${radius}px; }
QFrame[surface="bad"] { background: $bad_tint; border-radius: ${radius}px; }
QFrame[surface="ok"] { background: $ok_tint; border-radius: ${radius}px; }
QFrame[surface="warn"] { background: $warn_tint; border-radius: ${radius}px; }
QFrame[rule="true"] { background: $line; border: none; }
QScrollArea { background: transparent; border: none; }
QSplitter::handle { background: $line; }
QToolTip { background: $ink; color: $panel; border: none; padding: 4px 6px; }
QStatusBar { background: $panel; border-top: 1px solid $line; color: $muted;
  font-size: ${text_small}px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${text_small}px; }
"""

_LABELS = """
QLabel[role="title"] { font-size: ${text_title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${text_heading}px; font-weight: 600; }
QLabel[role="figure"] { font-size: ${text_figure}px; font-weight: 600; }
QLabel[role="display"] { font-size: ${text_display}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="subtitle"], QLabel[role="muted"] { color: $muted; }
QLabel[role="label"] { color: $muted; font-size: ${text_small}px; }
QLabel[role="zone"] { color: $muted; font-size: ${text_small}px; font-weight: 600; }
QLabel[role="error"] { color: $bad; font-size: ${text_small}px; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="accent"] { color: $accent; }
QLabel[role="keycap"] { color: $muted; font-size: ${text_small}px; background: $panel;
  border: 1px solid $line; border-radius: ${radius_small}px; padding: 0 5px; }
QLabel[role="keycap"][chosen="true"] { color: $on_accent; background: $accent;
  border-color: $accent; font-weight: 600; }
QLabel[role="badge"] { color: $bad; background: $bad_tint; font-size: ${text_small}px;
  font-weight: 600; border-radius: 8px; padding: 0 6px; min-height: 17px; min-width: 6px;
  qproperty-alignment: AlignCenter; }
QLabel:disabled { color: $line_strong; }
"""

_BUTTONS = """
QPushButton { background: $panel; color: $ink; border: 1px solid $line;
  border-radius: ${radius}px; padding: 0 13px; min-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $column; }
QPushButton:checked { background: $accent_tint; color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 12px; min-height: 28px; outline: none; }
QPushButton:disabled { color: $line_strong; background: transparent; }
QPushButton[compact="true"] { padding: 0 9px; min-height: 26px; border-radius: 6px; }
QPushButton[compact="true"]:focus { padding: 0 8px; min-height: 24px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; font-weight: 600;
  border-color: $accent; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border-color: $ink; }
QPushButton[role="primary"]:disabled { background: $column; border-color: $line;
  color: $line_strong; }
QPushButton[role="danger"]:enabled { color: $bad; font-weight: 600; }
QPushButton[role="danger"]:hover { background: $bad_tint; }
QPushButton[role="danger"]:focus { border-color: $bad; }
QPushButton[role="flat"] { background: transparent; border-color: transparent; }
QPushButton[role="flat"]:hover { background: $hover; }
QPushButton[role="flat"]:focus { border-color: $accent; }
QPushButton[role="link"] { background: transparent; border-color: transparent; padding: 0 4px;
  text-align: left; }
QPushButton[role="link"]:enabled { color: $accent; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $accent; padding: 0 3px; }
QPushButton[role="chip"]:enabled { color: $muted; }
QPushButton[role="chip"] { border-radius: 14px; padding: 0 12px;
  min-height: 26px; }
QPushButton[role="chip"]:focus { padding: 0 11px; min-height: 24px; }
QPushButton[role="chip"]:checked:enabled { color: $accent; border-color: $accent; }
QPushButton[role="nav"] { background: transparent; border-color: transparent; text-align: left;
  padding: 0 10px; }
QPushButton[role="nav"]:hover { background: $column; }
QPushButton[role="nav"]:checked { background: $accent_tint; color: $accent; font-weight: 600; }
QPushButton[role="nav"]:focus { border-color: $accent; padding: 0 9px; }
QPushButton[step] { border-radius: 14px; padding: 0 12px; min-height: 26px; color: $muted; }
QPushButton[step="yes"] { background: $ok_tint; color: $ok; border-color: $ok_tint; }
QPushButton[step="no"] { background: $bad_tint; color: $bad; border-color: $bad_tint; }
QPushButton[step]:checked, QPushButton[step]:focus { border: 2px solid $accent; padding: 0 11px;
  min-height: 24px; }
QPushButton[step]:focus { border-color: $ink; }
QPushButton[step="open"]:checked, QPushButton[step="unknown"]:checked { color: $accent; }
QPushButton::menu-indicator { image: none; width: 10px; height: 10px; }
QPushButton[menu="true"] { padding-right: 26px; }
QPushButton[menu="true"]:focus { padding-right: 25px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_tint; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton::menu-indicator { image: none; }
"""

_EDITORS = """
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: $panel;
  color: $ink; border: 1px solid $line; border-radius: ${radius}px; padding: 0 11px;
  placeholder-text-color: $muted; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid $accent;
  padding: 0 10px; min-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"],
QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"] { border-color: $bad; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled,
QTextEdit:disabled { background: $column; color: $line_strong; }
QLineEdit:read-only { background: $ground; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QAbstractItemView QLineEdit { border: none;
  padding: 0; min-height: 0; border-radius: 0; }
QComboBox { padding-right: 26px; }
QComboBox:focus { padding-right: 25px; }
QComboBox:editable, QComboBox:editable:focus { padding-right: 0; }
QComboBox QLineEdit:focus { border: none; padding: 0; min-height: 0; }
QComboBox::drop-down, QDateEdit::drop-down, QTimeEdit::drop-down, QDateTimeEdit::drop-down {
  subcontrol-origin: border; subcontrol-position: right center; width: 26px; border: none;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$icons/arrow-up.svg"); width: 8px; height: 8px; }
QAbstractSpinBox::down-arrow { image: url("$icons/arrow-down.svg"); width: 8px; height: 8px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url("$icons/arrow-down.svg"); width: 10px; height: 10px; }
QComboBox[role="chip"] { color: $muted; border-radius: 14px; min-height: 26px; }
QComboBox[role="chip"]:focus { min-height: 24px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; outline: none;
  padding: 4px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QTimeEdit::up-button { width: 20px;
  subcontrol-origin: border; subcontrol-position: top right; border: none; top: 2px; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QTimeEdit::down-button { width: 20px;
  subcontrol-origin: border; subcontrol-position: bottom right; border: none; bottom: 2px; }
QCalendarWidget QAbstractItemView { background: $panel; selection-background-color: $accent;
  selection-color: $on_accent; border: none; border-radius: 0; }
QCalendarWidget QTableView { padding: 0; }
QCalendarWidget QTableView::item { border: none; padding: 0; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $panel; }
QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$icons/arrow-left.svg"); }
QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$icons/arrow-right.svg"); }
"""

_CHOICES = """
QCheckBox, QRadioButton { spacing: 8px; min-height: 20px; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator { width: 14px; height: 14px;
  border: 1px solid $line_strong; background: $panel; }
QCheckBox::indicator, QGroupBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked { background: $accent;
  border-color: $accent; image: url("$icons/$tick.svg"); }
QCheckBox::indicator:indeterminate { background: $accent_tint; border-color: $accent; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px;
  background: $on_accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line;
  background: $column; }
QCheckBox:focus, QRadioButton:focus { outline: none; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent;
  width: 12px; height: 12px; }
QRadioButton::indicator:checked:focus { border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $line_strong; }
QRadioButton[role="choice"] { background: $panel; border: 1px solid $line;
  border-radius: ${radius}px; }
QRadioButton[role="choice"]:hover { background: $hover; }
QRadioButton[role="choice"]:checked { border: 2px solid $accent; background: $accent_tint; }
QRadioButton[role="choice"]:focus:!checked { border: 2px dashed $line_strong; }
QRadioButton[role="choice"]:checked:!focus { border-width: 1px; }
QRadioButton[role="choice"]::indicator, QRadioButton[role="choice"]::indicator:checked,
QRadioButton[role="choice"]::indicator:focus, QRadioButton[role="choice"]::indicator:checked:focus {
  width: 0; height: 0; border: none; background: transparent; }
QGroupBox { border: 1px solid $line; border-radius: ${radius}px; margin-top: 9px;
  padding: 12px 12px 12px 12px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; }
"""

_VIEWS = """
QAbstractItemView { background: $panel; alternate-background-color: $panel; border: none;
  outline: none; selection-background-color: $accent_tint; selection-color: $ink; }
QTableView { border: 1px solid $line; border-radius: ${radius}px; gridline-color: $line;
  padding-bottom: 5px; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 10px; }
QTableView::item:selected { background: $accent_tint; color: $ink; }
QTableView:focus { border-color: $accent; }
QTableView[surface="ground"] { border: none; padding: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QListView[rows="true"] { border: 1px solid $line; border-radius: ${radius}px; padding: 4px; }
QListView[rows="true"]:focus { border-color: $accent; }
QListView::item, QTreeView::item { min-height: 24px; padding: 0 8px; border-radius: 6px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_tint; color: $ink; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $panel; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: 0 10px; min-height: 32px;
  font-size: ${text_small}px; font-weight: 600; }
QHeaderView::section:hover { color: $ink; }
QHeaderView::section:first { border-top-left-radius: ${radius}px; }
QHeaderView::section:last { border-top-right-radius: ${radius}px; }
QHeaderView::down-arrow { image: url("$icons/arrow-down.svg"); width: 8px; height: 8px; }
QHeaderView::up-arrow { image: url("$icons/arrow-up.svg"); width: 8px; height: 8px; }
QTableCornerButton::section { background: $panel; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $line_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { color: $muted; padding: 8px 12px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected { color: $ink; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QProgressBar { background: $column; border: none; border-radius: 4px; min-height: 8px;
  max-height: 8px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""

_MENUS = """
QMenuBar { background: $panel; border-bottom: 1px solid $line; padding: 0 4px; }
QMenuBar::item { padding: 5px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $accent_tint; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_tint; color: $ink; }
QMenu::item:disabled { color: $line_strong; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::right-arrow { image: url("$icons/arrow-right.svg"); width: 8px; height: 8px; }
"""

_PARTS = """
QLabel[pill] { font-size: ${text_small}px; border-radius: ${radius_small}px; padding: 1px 6px;
  border: 1px solid transparent; }
QLabel[pill="planned"] { background: $column; color: $muted; border-color: $column; }
QLabel[pill="late"] { background: $bad_tint; color: $bad; border-color: $bad_tint;
  font-weight: 600; }
QLabel[pill="today"] { background: $warn_tint; color: $warn; border-color: $warn_tint;
  font-weight: 600; }
QLabel[pill="ok"] { background: $ok_tint; color: $ok; border-color: $ok_tint; font-weight: 600; }
QLabel[status="true"] { font-size: 10px; font-weight: 600; }
QLabel[pill="lead"] { background: $panel; color: $muted; border-color: $line; }
QLabel[pill="prospect"] { background: $accent_tint; color: $accent;
  border-color: $accent_tint; }
QLabel[pill="customer"] { background: $ok_tint; color: $ok; border-color: $ok_tint; }
QLabel[pill="dormant"] { background: $warn_tint; color: $warn; border-color: $warn_tint; }
QLabel[pip] { font-size: 9px; font-weight: 600; border-radius: ${radius_small}px;
  border: 1px solid $line; background: $panel; color: $muted; }
QLabel[pip="yes"] { background: $ok_tint; color: $ok; border-color: $ok_tint; }
QLabel[pip="no"] { background: $bad_tint; color: $bad; border-color: $bad;
  text-decoration: line-through; }
QLabel[step] { border-radius: 13px; padding: 4px 11px; border: 1px solid $line;
  background: $panel; color: $muted; }
QLabel[step="done"] { background: $ok_tint; color: $ok; border-color: $ok_tint; }
QLabel[step="current"] { background: $accent_tint; color: $accent; font-weight: 600;
  border-color: $accent_tint; }
QFrame[notice] { background: $ink; border-radius: ${radius}px; }
QFrame[notice] QLabel { color: $panel; }
QFrame[notice] QPushButton { background: transparent; color: $panel; font-weight: 600;
  border: 1px solid transparent; }
QFrame[notice] QPushButton:hover { text-decoration: underline; }
QFrame[notice] QPushButton:focus { border: 2px solid $panel; }
QFrame[notice="error"] { background: $bad_tint; border: 1px solid $bad; }
QFrame[notice="error"] QLabel, QFrame[notice="error"] QPushButton { color: $bad; }
QFrame[notice="error"] QPushButton:focus { border-color: $bad; }
"""
