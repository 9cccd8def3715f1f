from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from pisteur.domain.commands import (
    DealInput,
    EditContact,
    Forced,
    Lose,
    MoveCards,
    PlanFollowUp,
    PointInput,
    StandBy,
    Win,
    WriteInteraction,
)
from pisteur.domain.errors import StorageError
from pisteur.domain.persistence import Exchange, measure
from pisteur.domain.settings import ATTEMPTS_LIMIT, DORMANCY_MONTHS
from pisteur.domain.words import (
    Answer,
    Direction,
    FollowUpKind,
    Heat,
    InteractionKind,
    LostReason,
    Nature,
    Outcome,
    PointKind,
)
from pisteur.services.services import Services
from pisteur.ui.context import UiContext
from pisteur.ui.panel.contact_panel import ContactPanel
from pisteur.ui.panel.header import PointLink
from pisteur.ui.panel.status_text import persistence_text
from support import people
from support.clock import FakeClock
from support.ui import RecordingFlows

from .reading import label, note, part, press, section, texts, trigger


def act(context: UiContext, work: object) -> None:
    """Run a command as the window does."""
    context.runner.command(work)  # type: ignore[arg-type]


def plan(services: Services, contact_id: int, deal_id: int | None, due: date) -> int:
    command = PlanFollowUp(contact_id, deal_id, FollowUpKind.CALL, "Call back", due)
    return services.follow_ups.plan(command).value


# Nothing, coming and going.


def test_without_a_contact_it_says_what_will_be_here(panel: ContactPanel) -> None:
    assert "No contact chosen" in texts(panel)
    assert panel.contact_id is None


def test_a_contact_that_is_deleted_leaves_an_empty_panel(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    assert "Garage Morel" in texts(panel)
    act(context, lambda s: s.contacts.delete((contact_id,)))
    assert panel.contact_id is None
    assert "No contact chosen" in texts(panel)


def test_a_contact_that_never_was_leaves_an_empty_panel(panel: ContactPanel) -> None:
    panel.show_contact(4711)
    assert panel.contact_id is None


def test_a_change_of_another_contact_leaves_the_panel_as_it_is(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    other_id, _deal = people.lead(services, "Atelier Fauve")
    panel.show_contact(contact_id, deal_id)
    before = texts(panel)
    act(context, lambda s: s.contacts.delete((other_id,)))
    assert texts(panel) == before


def test_a_disk_that_fails_is_reported_and_the_contact_stays(
    panel: ContactPanel,
    context: UiContext,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contact_id, _deal = people.lead(services)
    panel.show_contact(contact_id)
    errors: list[object] = []
    context.error_requested.connect(errors.append)

    def fail(_contact_id: int) -> None:
        raise StorageError("disk.failed", detail="5")

    monkeypatch.setattr(services.contact_view, "contact", fail)
    panel.refresh()
    assert len(errors) == 1
    assert "Garage Morel" in texts(panel)


def test_escape_asks_to_close(panel: ContactPanel, services: Services, qtbot: QtBot) -> None:
    panel.show_contact(people.lead(services)[0])
    part(panel, QToolButton, "actions").setFocus()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(part(panel, QToolButton, "actions"), Qt.Key.Key_Escape)
    note(panel).setFocus()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(note(panel), Qt.Key.Key_Escape)


# Head.


def test_the_head_says_status_title_who_and_ways_to_reach(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.prospect(services, "Atelier Fauve")
    services.contacts.edit(
        EditContact(
            contact_id,
            given_name="Inès",
            family_name="Roche",
            company="Atelier Fauve",
            job_title="manager",
            points=(
                PointInput(PointKind.PHONE, "06 39 98 12 34", "mobile"),
                PointInput(PointKind.EMAIL, "ines@fauve.example"),
            ),
        )
    )
    services.opportunities.edit(deal_id, DealInput("New logo", "950"))
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "status") == "Prospect"
    assert label(panel, "title") == "New logo"
    assert label(panel, "who") == "Atelier Fauve · Inès Roche · manager"
    shown = texts(panel)
    assert "06\u00a039\u00a098\u00a012\u00a034 (mobile)" in shown
    assert "ines@fauve.example" in shown
    assert "Qualified prospect · €950" in shown


def test_phones_and_emails_open_and_are_copied(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services, "Garage Morel 06 39 98 12 34 a@morel.example")
    panel.show_contact(contact_id)
    press(panel, "point-0")
    press(panel, "point-1")
    trigger(part(panel, PointLink, "point-0"), "write-to-phone")
    trigger(part(panel, PointLink, "point-1"), "blank-mail")
    assert flows.calls == [
        ("reach", (contact_id, "tel:+33639981234")),
        ("write", (contact_id, deal_id, None, "a@morel.example")),
        ("write", (contact_id, deal_id, None, "06 39 98 12 34")),
        ("reach", (contact_id, "mailto:a@morel.example")),
    ]
    trigger(part(panel, PointLink, "point-0"), "copy")
    assert QApplication.clipboard().text() == "06 39 98 12 34"
    trigger(part(panel, PointLink, "point-1"), "copy")
    assert QApplication.clipboard().text() == "a@morel.example"


def test_heat_is_chosen_from_its_menu(panel: ContactPanel, services: Services) -> None:
    contact_id, _deal = people.lead(services)
    panel.show_contact(contact_id)
    heat = part(panel, QPushButton, "heat")
    assert "cold" in texts(panel)
    chosen = next(a for a in heat.menu().actions() if a.data() == Heat.HOT)
    chosen.trigger()
    assert services.contact_view.contact(contact_id).heat is Heat.HOT
    assert "hot" in texts(panel)
    assert chosen.isChecked()


def test_the_menu_of_actions_asks_the_flows_about_this_contact_and_deal(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    actions = part(panel, QToolButton, "actions").menu()
    for name in (
        "qualify",
        "plan",
        "write",
        "record-sale",
        "standby",
        "lose",
        "edit-deal",
        "add-deal",
        "edit-contact",
        "delete-contact",
    ):
        trigger(actions, name)
    assert flows.calls == [
        ("qualify", (contact_id, deal_id)),
        ("plan", (contact_id, deal_id)),
        ("write", (contact_id, deal_id)),
        ("record_sale", (deal_id,)),
        ("stand_by", (deal_id,)),
        ("lose", (deal_id,)),
        ("edit_deal", (deal_id,)),
        ("add_deal", (contact_id,)),
        ("edit_contact", (contact_id,)),
        ("delete_contacts", ((contact_id,),)),
    ]


# Why this status.


def test_a_lead_says_what_is_not_known_yet(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "reason") == "Lead, not qualified yet. To find out: target, means, decision"
    given = people.answers(services, Answer.YES, Answer.UNKNOWN, Answer.UNKNOWN)
    act(context, lambda s: s.opportunities.qualify(contact_id, deal_id, given))
    assert label(panel, "reason") == "Lead, because not known yet: means, decision"


def test_a_lead_says_what_was_refused(panel: ContactPanel, services: Services) -> None:
    contact_id, deal_id = people.lead(services)
    given = people.answers(services, Answer.NO, Answer.UNKNOWN, Answer.YES)
    services.opportunities.qualify(contact_id, deal_id, given)
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "reason") == "Lead, because the answer was no: target. Not known yet: means"


def test_a_prospect_says_since_when_and_by_what(panel: ContactPanel, services: Services) -> None:
    panel.show_contact(*people.prospect(services))
    assert (
        label(panel, "reason")
        == "Prospect, qualified on 22/11: in the target, has the means, can decide"
    )


def test_a_customer_says_when_they_bought_and_a_dormant_one_how_long_ago(
    panel: ContactPanel, context: UiContext, services: Services, clock: FakeClock
) -> None:
    contact_id, deal_id = people.prospect(services)
    services.opportunities.win(Win(deal_id, people.sale()))
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "status") == "Customer"
    assert label(panel, "reason") == "Customer: last sale on 20/11/2026"
    clock.go_to(date(2029, 1, 1))
    panel.refresh()
    assert label(panel, "status") == "Dormant customer"
    assert (
        label(panel, "reason")
        == "Dormant customer: last sale on 20/11/2026, more than 24 months ago"
    )
    act(context, lambda s: s.settings.put(DORMANCY_MONTHS, None))
    assert label(panel, "reason") == "Customer: last sale on 20/11/2026"


def test_a_forced_gate_shows_its_reason(panel: ContactPanel, services: Services) -> None:
    contact_id, deal_id = people.lead(services)
    target = people.stage(services, "Qualified prospect")
    evidence = {deal_id: Forced("they insisted")}
    services.opportunities.move(MoveCards((deal_id,), target, evidence=evidence))
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "forced") == "Here without qualification, because: they insisted"
    assert label(panel, "status") == "Lead"
    won = people.stage(services, "Won")
    services.opportunities.move(MoveCards((deal_id,), won, evidence={deal_id: Forced("soon")}))
    panel.refresh()
    assert label(panel, "forced").splitlines() == [
        "Here without qualification, because: they insisted",
        "Here without a sale, because: soon",
    ]


# Next action.


def test_without_next_action_it_warns_and_offers_to_plan(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "next-action-title") == "No next action"
    assert part(panel, QWidget, "next-action").property("surface") == "warn"
    press(panel, "plan")
    assert flows.calls == [("plan", (contact_id, deal_id))]


@pytest.mark.parametrize(
    ("due", "surface", "words"),
    [
        (date(2026, 11, 19), "bad", "−3\u00a0d"),
        (date(2026, 11, 22), "warn", "today"),
        (date(2026, 12, 2), "card", "02/12"),
    ],
)
def test_the_next_action_says_when_and_is_done_or_postponed(  # noqa: PLR0917 - fixtures
    panel: ContactPanel,
    services: Services,
    flows: RecordingFlows,
    due: date,
    surface: str,
    words: str,
) -> None:
    contact_id, deal_id = people.lead(services)
    action_id = plan(services, contact_id, deal_id, due)
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "next-action-title") == "Call back"
    assert label(panel, "due") == words
    assert part(panel, QWidget, "next-action").property("surface") == surface
    press(panel, "done")
    press(panel, "postpone")
    assert flows.calls[0] == ("complete", (action_id,))
    assert flows.calls[1] == ("postpone", (action_id, part(panel, QWidget, "postpone")))


def test_a_next_action_is_edited_and_cancelled_from_its_menu(
    panel: ContactPanel, context: UiContext, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    due = date(2026, 12, 2)
    action_id = plan(services, contact_id, deal_id, due)
    panel.show_contact(contact_id, deal_id)
    notices: list[tuple[object, object]] = []
    context.notice_requested.connect(lambda text, undo: notices.append((text, undo)))
    menu = part(panel, QToolButton, "action-menu").menu()
    trigger(menu, "edit-action")
    current = PlanFollowUp(contact_id, deal_id, FollowUpKind.CALL, "Call back", due)
    assert flows.calls == [("edit_follow_up", (action_id, current))]
    trigger(menu, "cancel-action")
    assert services.contact_view.contact(contact_id).follow_ups == ()
    assert label(panel, "next-action-title") == "No next action"
    assert notices == [("Action cancelled", True)]


def test_other_open_actions_are_listed(panel: ContactPanel, services: Services) -> None:
    contact_id, deal_id = people.lead(services)
    plan(services, contact_id, deal_id, date(2026, 11, 24))
    later = PlanFollowUp(contact_id, deal_id, FollowUpKind.TASK, "Send pictures", date(2026, 12, 2))
    services.follow_ups.plan(replace(later, rrule="FREQ=MONTHLY;BYMONTHDAY=2"))
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "next-action-title") == "Call back"
    assert "Send pictures" in texts(panel)
    mark = panel.findChild(QLabel, "repeats")
    assert mark is not None
    assert mark.accessibleName() == "Repeats every month, on day 2"
    assert "every\xa0month" in mark.toolTip()


def test_attempts_are_counted_and_the_limit_is_warned_of_when_it_is_reached(
    panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "attempts") == ""
    call = WriteInteraction(
        contact_id, deal_id, InteractionKind.CALL, "", Direction.OUTGOING, Outcome.NO_ANSWER
    )
    for _n in range(3):
        act(context, lambda s: s.journal.write(call))
    assert label(panel, "attempts") == "3 attempts in 30 days · no reply yet"
    assert part(panel, QLabel, "attempts").property("tone") == ""
    act(context, lambda s: s.journal.write(call))
    assert label(panel, "attempts") == (
        "4 attempts in 30 days, your limit is 4 · no reply yet · free again on 22/12"
    )
    assert part(panel, QLabel, "attempts").property("tone") == "warn"
    act(context, lambda s: s.journal.write(call))
    assert label(panel, "attempts") == (
        "5 attempts in 30 days, your limit is 4 · no reply yet · free again on 22/12"
    )
    assert part(panel, QLabel, "attempts").property("tone") == "warn"
    reply = WriteInteraction(
        contact_id, deal_id, InteractionKind.EMAIL, "Yes", Direction.INCOMING, Outcome.YES
    )
    act(context, lambda s: s.journal.write(reply))
    assert "last reply on 22/11" in label(panel, "attempts")


def test_a_reply_without_attempts_is_said_as_a_sentence() -> None:
    reply = Exchange(date(2026, 11, 16), InteractionKind.EMAIL, Direction.INCOMING)
    found = measure([reply], today=date(2026, 11, 22), limit=4)
    assert persistence_text(found, date(2026, 11, 22)) == "Last reply on 16/11"


def test_a_limit_of_one_attempt_is_said_in_the_singular(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    services.settings.put(ATTEMPTS_LIMIT, 1)
    services.journal.write(
        WriteInteraction(
            contact_id, deal_id, InteractionKind.CALL, "", Direction.OUTGOING, Outcome.NO_ANSWER
        )
    )
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "attempts") == (
        "1 attempt in 30 days, your limit is 1 · no reply yet · free again on 22/12"
    )


def test_standby_says_until_when_and_is_taken_up_again(
    panel: ContactPanel, context: UiContext, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    act(context, lambda s: s.opportunities.stand_by(StandBy(deal_id, date(2027, 1, 4))))
    assert label(panel, "next-action-title") == "On standby until 04/01/2027"
    press(panel, "reopen")
    assert flows.calls == [("reopen", (deal_id,))]


def test_a_lost_deal_says_why_and_is_taken_up_again(
    panel: ContactPanel, context: UiContext, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    act(context, lambda s: s.opportunities.lose(Lose(deal_id, LostReason.PRICE, "too dear")))
    assert label(panel, "next-action-title") == "Lost: Price"
    assert label(panel, "next-action-note") == "too dear"
    press(panel, "reopen")
    assert flows.calls == [("reopen", (deal_id,))]


# Qualification, sales, deals, facts.


def test_each_criterion_shows_its_letter_answer_and_evidence(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    given = people.answers(services, Answer.YES, Answer.UNKNOWN, Answer.NO)
    services.opportunities.qualify(contact_id, deal_id, given)
    panel.show_contact(contact_id, deal_id)
    shown = section(panel, "qualification")
    assert "Target: yes — said so" in shown
    assert "Means: not known yet — said so" in shown
    assert "Decision: no — said so" in shown
    assert "22/11 · call" in shown
    assert set("T€D") <= set(shown.split("\n"))
    press(panel, "qualify")
    assert flows.calls == [("qualify", (contact_id, deal_id))]


def test_one_of_several_deals_is_chosen(
    panel: ContactPanel, context: UiContext, services: Services, flows: RecordingFlows
) -> None:
    contact_id, first = people.lead(services)
    panel.show_contact(contact_id)
    assert "Deals" not in texts(panel)
    second = services.opportunities.add(contact_id, DealInput("Maintenance", "300")).value
    panel.refresh()
    assert panel.deal_id == first
    press(panel, f"deal-{second}")
    assert panel.deal_id == second
    assert label(panel, "title") == "Maintenance"
    assert "New lead · €300" in section(panel, "deal-facts")
    press(panel, "edit-deal")
    press(panel, "add-deal")
    assert flows.calls == [("edit_deal", (second,)), ("add_deal", (contact_id,))]
    act(context, lambda s: s.opportunities.delete((second,)))
    assert panel.deal_id == first


def test_the_facts_of_the_contact_are_unfolded(
    panel: ContactPanel, services: Services, flows: RecordingFlows
) -> None:
    contact_id, deal_id = people.lead(services)
    services.contacts.edit(
        EditContact(
            contact_id,
            company="Garage Morel",
            nature=Nature.PROFESSIONAL,
            street="3 quai du Canal",
            postal_code="35000",
            city="Rennes",
            website="morel.example",
            siret="732 829 320 00074",
            source="Fair",
            tags=("garage", "Rennes"),
        )
    )
    panel.show_contact(contact_id, deal_id)
    assert "Fair" not in section(panel, "contact-facts")
    press(panel, "fold-facts")
    shown = section(panel, "contact-facts")
    for fact in ("Professional", "3 quai du Canal\n35000 Rennes", "73282932000074", "Fair"):
        assert fact in shown
    assert "garage, Rennes" in shown
    press(panel, "website")
    press(panel, "edit-contact")
    assert flows.calls == [
        ("open_link", ("https://morel.example",)),
        ("edit_contact", (contact_id,)),
    ]


# Staying put.


def test_a_refresh_keeps_the_scroll_position(
    panel: ContactPanel, context: UiContext, services: Services, qtbot: QtBot
) -> None:
    contact_id, deal_id = people.lead(services)
    line = WriteInteraction(contact_id, deal_id, InteractionKind.NOTE, "a\nb\nc")
    for _n in range(12):
        services.journal.write(line)
    panel.show_contact(contact_id, deal_id)
    bar = part(panel, QScrollArea, "panel-scroll").verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(200)
    act(context, lambda s: s.contacts.set_heat((contact_id,), Heat.WARM))
    qtbot.wait(20)
    assert bar.value() == 200


def test_the_focus_stays_on_the_control_whose_row_was_made_anew(
    qtbot: QtBot, panel: ContactPanel, context: UiContext, services: Services
) -> None:
    contact_id, first = people.lead(services)
    second = services.opportunities.add(contact_id, DealInput("Maintenance")).value
    panel.show_contact(contact_id, first)
    panel.activateWindow()
    part(panel, QWidget, f"deal-{second}").setFocus()
    act(context, lambda s: s.opportunities.edit(second, DealInput("Upkeep")))

    def focused() -> str:
        found = QApplication.focusWidget()
        return found.objectName() if found is not None else ""

    assert focused() != f"deal-{second}"
    qtbot.waitUntil(lambda: focused() == f"deal-{second}")


def test_a_panel_that_is_gone_takes_no_focus_back(
    qtbot: QtBot, context: UiContext, services: Services
) -> None:
    contact_id, first = people.lead(services)
    second = services.opportunities.add(contact_id, DealInput("Maintenance")).value
    shown = ContactPanel(context)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.show_contact(contact_id, first)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    part(shown, QWidget, f"deal-{second}").setFocus()
    # As when the window opens again in another language: what waits for its turn is not done.
    context.runner.command(lambda s: s.opportunities.edit(second, DealInput("Upkeep")))
    assert shown._lost_focus
    shiboken6.delete(shown)
    QApplication.processEvents()


def test_tab_goes_from_top_to_bottom_through_rows_made_later_too(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.lead(services)
    panel.show_contact(contact_id, deal_id)
    second = services.opportunities.add(contact_id, DealInput("Maintenance")).value
    line = WriteInteraction(contact_id, deal_id, InteractionKind.NOTE, "one")
    interaction_id = services.journal.write(line).value
    panel.refresh()
    panel.activateWindow()
    part(panel, QWidget, "heat").setFocus()
    passed = []
    for _n in range(32):
        focused = QApplication.focusWidget()
        assert focused is not None
        passed.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [
        "heat",
        "actions",
        "point-0",
        "add-deal",
        f"deal-{deal_id}",
        "plan",
        "qualify",
        "note",
        f"exchange-menu-{interaction_id}",
        "edit-deal",
        "new-sale",
        "fold-facts",
        "edit-contact",
    ]
    assert second != deal_id
    assert [name for name in passed if name in wanted][: len(wanted)] == wanted


def test_a_very_long_title_takes_three_lines_and_is_whole_in_its_tool_tip(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    contact_id, deal_id = people.lead(services)
    long = "Refonte 🚀 complète du site & de l’identité, " * 9
    services.opportunities.edit(deal_id, DealInput(long, "1"))
    panel.show_contact(contact_id, deal_id)
    title = part(panel, QLabel, "title")
    qtbot.waitUntil(lambda: title.text().endswith("…"))
    assert title.height() <= 3 * title.fontMetrics().lineSpacing() + 4
    assert title.accessibleName() == long.strip()
    assert "identité" in title.toolTip()
    panel.show_contact(people.lead(services, "Salon Lune")[0])
    assert (label(panel, "title"), title.toolTip()) == ("Salon Lune", "")


def test_a_won_deal_in_the_column_of_the_won_says_so_once(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, deal_id = people.prospect(services)
    services.opportunities.win(Win(deal_id, people.sale()))
    services.db.raw.execute("UPDATE stages SET name = 'Gagné' WHERE zone = 'customers'")
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "deal-line") == "Gagné · €1,200"


def test_what_is_to_be_found_out_stands_in_the_sentence_in_small_letters(
    panel: ContactPanel, services: Services
) -> None:
    contact_id, _deal = people.lead(services)
    services.db.raw.execute("UPDATE criteria SET name = 'CHR visé' WHERE key = 'target'")
    panel.show_contact(contact_id)
    assert label(panel, "reason") == (
        "Lead, not qualified yet. To find out: CHR visé, means, decision"
    )


def test_texts_of_others_are_shown_as_they_are_and_never_widen_the_panel(
    panel: ContactPanel, services: Services, qtbot: QtBot
) -> None:
    hostile = "<img src='file:///x'><b>bold</b>"
    contact_id, deal_id = people.lead(services)
    services.contacts.edit(EditContact(contact_id, company=hostile, job_title="w" * 200))
    services.opportunities.edit(deal_id, DealInput("", "1"))
    services.follow_ups.plan(
        PlanFollowUp(contact_id, deal_id, FollowUpKind.CALL, hostile * 3, date(2026, 12, 1))
    )
    services.journal.write(WriteInteraction(contact_id, deal_id, InteractionKind.NOTE, hostile))
    panel.resize(300, 820)
    panel.show_contact(contact_id, deal_id)
    assert label(panel, "title") == hostile
    assert texts(panel).count(hostile) == 2
    for shown in panel.findChildren(QLabel):
        assert shown.textFormat() == Qt.TextFormat.PlainText
    area = part(panel, QScrollArea, "panel-scroll")
    content = area.widget()
    assert content is not None
    qtbot.waitUntil(lambda: content.width() <= area.viewport().width())
