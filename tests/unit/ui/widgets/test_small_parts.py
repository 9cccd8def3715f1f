"""Labels, containers, sidebar entries and the dialog base keep their promises."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pisteur.ui.theme.theme import Theme
from pisteur.ui.theme.tokens import LIGHT, Tokens
from pisteur.ui.widgets.breaks import BREAK, LONGEST_WORD
from pisteur.ui.widgets.containers import Card, EmptyState, Section, prepare_table
from pisteur.ui.widgets.fields import Field
from pisteur.ui.widgets.flow import FlowLayout
from pisteur.ui.widgets.labels import ElidedLabel, StatusLabel, WordingsLabel
from pisteur.ui.widgets.navigation import NavButton
from pisteur.ui.widgets.properties import make_label, make_menu_button, set_tool_tip
from pisteur.ui.widgets.screens import available_place
from pisteur.ui.widgets.sheet import SheetDialog


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def test_a_label_cut_keeps_its_text_and_tells_it_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("Brasserie du Canal <b>&</b> fils, rue des Lices")
    qtbot.addWidget(label)
    label.resize(90, 20)
    label.show()
    assert label.text().startswith("Brasserie")
    assert "&lt;b&gt;&amp;" in label.toolTip()
    assert label.minimumSizeHint().width() < 60
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_a_label_that_fits_looks_as_any_other(qtbot: QtBot) -> None:
    cut, plain = ElidedLabel("Paul Lenoir"), make_label("Paul Lenoir")
    for label in (cut, plain):
        qtbot.addWidget(label)
        label.resize(200, 20)
    assert cut.grab().toImage() == plain.grab().toImage()
    wide = cut.grab().toImage()
    cut.resize(40, 20)
    assert cut.grab().toImage() != wide.copy(0, 0, 40, 20)


def test_a_label_shows_the_longest_wording_that_there_is_room_for(qtbot: QtBot) -> None:
    label = WordingsLabel()
    qtbot.addWidget(label)
    wordings = ("Wednesday 30 September", "30 September", "30/09")
    label.show_wordings(*wordings)
    metrics = label.fontMetrics()
    label.show()
    seen = []
    for words in (wordings[0], wordings[1], "3"):
        label.resize(metrics.horizontalAdvance(words) + 1, 20)
        seen.append((label.text(), bool(label.toolTip())))
    whole = wordings[0]
    assert seen == [(whole, False), (wordings[1], True), (wordings[2], True)]
    assert label.accessibleName() == whole
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    # A larger type leaves less room.
    label.resize(metrics.horizontalAdvance(whole) + 1, 20)
    larger = label.font()
    larger.setPointSize(3 * larger.pointSize())
    label.setFont(larger)
    assert label.text() != whole


def test_a_tool_tip_is_never_markup(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tool_tip(widget, "<img src='file://host/x'>")
    assert "&lt;img" in widget.toolTip()
    set_tool_tip(widget, "")
    assert widget.toolTip() == ""


def test_a_status_is_told_in_words(qtbot: QtBot) -> None:
    status = StatusLabel("Saved", "ok")
    qtbot.addWidget(status)
    status.show_state("Not written", "bad")
    assert status.accessibleName() == "Not written"
    assert "Not written" in texts(status)


def test_a_sidebar_entry_shows_its_count_and_hides_nought(qtbot: QtBot) -> None:
    entry = NavButton("Today", name="nav-today")
    qtbot.addWidget(entry)
    entry.resize(160, 32)
    entry.set_count(7, "7 actions to do")
    assert texts(entry) == ["7"]
    assert entry.accessibleDescription() == "7 actions to do"
    badge = entry.findChild(QLabel)
    assert isinstance(badge, QLabel)
    assert badge.geometry().right() < 160
    entry.set_count(0)
    assert texts(entry) == []
    assert entry.accessibleDescription() == ""


def test_sidebar_entries_exclude_each_other(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    entries = [NavButton(name, name=name, parent=holder) for name in ("a", "b")]
    entries[0].click()
    entries[1].click()
    assert [entry.isChecked() for entry in entries] == [False, True]


def test_an_empty_state_has_three_buttons_at_most(qtbot: QtBot) -> None:
    empty = EmptyState("No lead yet", "Import a list.")
    qtbot.addWidget(empty)
    pressed: list[int] = []

    def press() -> None:
        pressed.append(1)

    for name in ("one", "two", "three"):
        empty.add_button(name, press, name=name)
    with pytest.raises(ValueError, match="three"):
        empty.add_button("four", press)
    found = empty.findChildren(QPushButton)
    assert [button.text() for button in found] == ["one", "two", "three"]
    found[1].click()
    assert len(pressed) == 1
    empty.show_text("Nothing found", "")
    assert texts(empty) == ["Nothing found"]
    assert empty.accessibleName() == "Nothing found"


def test_a_section_holds_title_trailing_and_content(qtbot: QtBot) -> None:
    section = Section("Journal", make_label("12/11", "muted"))
    qtbot.addWidget(section)
    section.body.addWidget(make_label("Appel"))
    section.set_title("Échanges")
    assert texts(section) == ["Échanges", "12/11", "Appel"]
    assert section.accessibleName() == "Échanges"


def test_a_card_is_a_surface_of_the_style_sheet(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    theme.apply(qapp, "light")
    card = Card("warn")
    qtbot.addWidget(card)
    card.resize(100, 60)
    card.show()
    assert card.property("surface") == "warn"
    assert card.grab().toImage().pixelColor(50, 30).name() == LIGHT.warn_tint


def test_a_table_prepared_has_rows_of_one_line(qtbot: QtBot) -> None:
    table = QTableWidget(2, 2)
    qtbot.addWidget(table)
    prepare_table(table)
    assert table.rowHeight(0) == Tokens.row_height
    assert not table.wordWrap()
    assert not table.showGrid()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("enabled", [True, False])
def test_a_menu_button_has_an_arrow_between_its_text_and_its_right_edge(
    qapp: QApplication, qtbot: QtBot, theme: Theme, mode: str, *, enabled: bool
) -> None:
    theme.apply(qapp, mode)
    button = make_menu_button("Go", QMenu())
    qtbot.addWidget(button)
    button.setEnabled(enabled)
    button.resize(120, 32)
    drawn = button.grab().toImage()
    ground = drawn.pixel(115, 16)
    inked = {x for x in range(90, 116) for y in range(4, 28) if drawn.pixel(x, y) != ground}
    assert len(inked) > 5
    assert inked <= set(range(96, 111))


def test_a_menu_button_owns_its_menu(qtbot: QtBot) -> None:
    button = make_menu_button("Postpone", QMenu(), name="postpone")
    qtbot.addWidget(button)
    assert button.menu().parent() is button
    assert button.menu().isWindow()


def test_a_flow_goes_on_in_the_next_row_and_asks_for_its_height(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10)
    boxes = [QWidget() for _ in range(3)]
    for box in boxes:
        box.setFixedSize(60, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(200) == 20
    assert flow.heightForWidth(199) == 50
    assert flow.heightForWidth(70) == 80
    assert flow.sizeHint().width() == 200
    holder.resize(140, 80)
    holder.show()
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (70, 0), (0, 30)]
    boxes[1].hide()
    flow.activate()
    assert (boxes[2].x(), boxes[2].y()) == (70, 0)
    assert flow.takeAt(5) is None
    assert flow.takeAt(0) is not None
    assert flow.count() == 2


class Asking(SheetDialog):
    """Refuses to be accepted without a name."""

    def __init__(self) -> None:
        super().__init__("Record a sale", accept_text="Record", note="step 1 of 2")
        self.name = QLineEdit()
        self.field = Field("Name", self.name)
        self.note = QPlainTextEdit()
        self.body.addWidget(self.field)
        self.body.addWidget(self.note)

    def accept(self) -> None:
        if not self.name.text():
            self.field.set_error("Say who it is. " * 30)
            return
        super().accept()


@pytest.fixture
def asking(qtbot: QtBot) -> Asking:
    made = Asking()
    qtbot.addWidget(made)
    made.open()
    return made


def test_control_enter_in_a_note_accepts(qtbot: QtBot, asking: Asking) -> None:
    asking.name.setText("Morel")
    asking.activateWindow()
    asking.note.setFocus()
    with qtbot.waitSignal(asking.accepted):
        QTest.keyClick(asking.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asking.result() == QDialog.DialogCode.Accepted


def test_enter_in_a_line_accepts_and_in_a_note_does_not(qtbot: QtBot, asking: Asking) -> None:
    asking.name.setText("Morel")
    with qtbot.assertNotEmitted(asking.accepted):
        QTest.keyClick(asking.note, Qt.Key.Key_Return)
    with qtbot.waitSignal(asking.accepted):
        QTest.keyClick(asking.name, Qt.Key.Key_Return)


def test_escape_cancels(qtbot: QtBot, asking: Asking) -> None:
    with qtbot.waitSignal(asking.rejected):
        QTest.keyClick(asking.note, Qt.Key.Key_Escape)


def test_tab_goes_through_the_buttons_of_a_dialog_as_they_are_seen(
    qtbot: QtBot, asking: Asking
) -> None:
    asking.add_button("Back", asking.reject)
    skip = asking.add_button("Skip", asking.reject)
    asking.activateWindow()
    qtbot.waitUntil(lambda: asking.isActiveWindow() and skip.isVisible())
    asking.secondary.setFocus()
    passed = []
    for _press in range(4):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        passed.append(focus.text())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert passed == ["Cancel", "Back", "Skip", "Record"]


def test_a_dialog_that_refuses_stays_and_grows_for_what_it_says(
    qtbot: QtBot, asking: Asking
) -> None:
    asking.resize(asking.minimumSizeHint())
    before = asking.height()
    asking.primary.click()
    qtbot.waitUntil(lambda: asking.height() > before)
    assert asking.isVisible()
    label = asking.field.findChildren(QLabel)[1]
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


def test_a_dialog_that_grows_past_the_foot_of_the_screen_moves_up(
    qtbot: QtBot, asking: Asking
) -> None:
    asking.resize(asking.minimumSizeHint())
    screen = available_place(asking)
    asking.move(0, screen.bottom() - asking.height() - 10)
    before = asking.height()
    asking.primary.click()
    qtbot.waitUntil(lambda: asking.height() > before)
    qtbot.waitUntil(lambda: asking.frameGeometry().bottom() <= screen.bottom())


@pytest.mark.parametrize("name", ["Établissements Morel " * 20, "W" * 300])
def test_a_title_with_a_long_name_is_seen_to_its_end_and_told_whole(
    asking: Asking, name: str
) -> None:
    asking.set_title(f"Record a sale for “{name}” today")
    assert asking.windowTitle() == f"Record a sale for “{name}” today"
    (title,) = (one for one in asking.findChildren(QLabel) if "today" in one.text())
    assert title.accessibleName() == asking.windowTitle()
    # It can break before each line is full, and its lines leave room for what is below.
    assert max(map(len, title.text().replace(BREAK, " ").split())) <= LONGEST_WORD
    assert title.heightForWidth(400) < 8 * title.fontMetrics().lineSpacing()


def test_an_accept_disabled_is_not_reached_by_keys(qtbot: QtBot, asking: Asking) -> None:
    asking.name.setText("Morel")
    asking.primary.setEnabled(False)
    asking.activateWindow()
    with qtbot.assertNotEmitted(asking.accepted):
        QTest.keyClick(asking.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(asking.name, Qt.Key.Key_Return)


def test_buttons_stand_in_the_order_of_their_weight(qtbot: QtBot, asking: Asking) -> None:
    asking.add_to_footer(make_label("How?", "muted"))
    asking.add_button("Back", asking.update, name="back")
    asking.adjustSize()
    back = asking.findChild(QPushButton, "back")
    assert isinstance(back, QPushButton)
    qtbot.waitUntil(lambda: asking.secondary.x() < back.x() < asking.primary.x())
    asking.set_note("")
    asking.set_title("Record a sale for <Morel>")
    assert asking.windowTitle() == "Record a sale for <Morel>"
