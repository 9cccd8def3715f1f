"""What a card says in words."""

from __future__ import annotations

from pisteur.domain.board import Card
from pisteur.presentation import card_texts
from pisteur.presentation.card_texts import Chip
from support.cards import PLAIN, STATE

CARD = PLAIN._replace(heat="hot")
PLANNED = CARD._replace(follow_up_id=1, action="Call", due_on="2026-11-24")


def chip(card: Card) -> Chip | None:
    found = card_texts.chip(card, STATE)
    return found and found._replace(when=found.when.replace("\u00a0", " "))


def test_the_chip_says_what_is_next_and_how_pressing_it_is() -> None:
    assert chip(PLANNED) == Chip("Call", "Tue 24", "planned")
    assert chip(PLANNED._replace(due_on="2026-11-19")) == Chip("Call", "−3 d", "late")
    today = PLANNED._replace(due_on="2026-11-22", due_time="14:00:00.000000")
    assert chip(today) == Chip("Call", "today 14:00", "today")
    assert chip(CARD) == Chip("No action", "", "none")
    assert chip(CARD._replace(last_activity="2026-10-01")) == Chip("No action", "52 d ago", "none")
    assert chip(CARD._replace(state="won")) is None
    standby = CARD._replace(state="standby", standby_until="2026-12-15")
    assert chip(standby) == Chip("On standby", "15/12", "planned")


def test_an_action_has_a_brief_word_where_its_kind_says_what_to_do() -> None:
    kinds = ("call", "email", "meeting", "task", "find_out", "")
    found = [chip(PLANNED._replace(action_kind=kind)) for kind in kinds]
    assert [each and each.brief for each in found] == ["Call", "E-mail", "Meeting", "", "", ""]


def test_a_card_never_qualified_has_every_answer_unknown() -> None:
    assert card_texts.answers(CARD, "T€D") == ("unknown",) * 3
    assert card_texts.answers(CARD._replace(pips="ynu"), "T€D") == ("yes", "no", "unknown")
    assert card_texts.qualification(CARD, ("Target", "Means")) == "Not qualified yet"


def test_answers_follow_the_criteria_when_their_number_has_changed() -> None:
    assert card_texts.answers(CARD._replace(pips="ynu"), "T€DN") == (
        "yes",
        "no",
        "unknown",
        "unknown",
    )
    assert card_texts.answers(CARD._replace(pips="ynu"), "T") == ("yes",)


def test_both_gates_that_were_forced_say_why() -> None:
    card = CARD._replace(forced_reason="old friend", forced_sale_reason="paid in kind")
    assert card_texts.forced(card) == "Step skipped: old friend\nStep skipped: paid in kind"
    assert card_texts.forced(card) in card_texts.tool_tip(card, STATE)
    assert card_texts.forced(CARD._replace(forced_sale_reason="soon")) == "Step skipped: soon"
    assert card_texts.forced(CARD) == ""


def test_an_unreliable_payer_is_said_with_the_reason() -> None:
    card = CARD._replace(unreliable_reason="Paid late twice")
    said = "Unreliable payer: Paid late twice"
    assert said in card_texts.tool_tip(card, STATE).splitlines()
    assert said in card_texts.accessible_description(card, STATE).split("; ")
    assert "Unreliable" not in card_texts.tool_tip(CARD, STATE)


def test_the_name_for_screen_readers_leaves_out_what_is_not_there() -> None:
    assert card_texts.accessible_name(CARD) == "Garage Morel, hot"


def test_the_description_says_the_time_and_the_day() -> None:
    card = PLANNED._replace(due_time="14:30:00")
    assert card_texts.accessible_description(card, STATE) == (
        "Not qualified yet; Next action: Call, Tuesday 24 November at 14:30"
    )


def test_a_still_deal_says_for_how_long() -> None:
    still = CARD._replace(last_activity="2026-10-01T08:00:00")
    said = card_texts.next_action(still, STATE).replace("\u00a0", " ")
    assert said == "No next action, and last movement 52 d ago"


def test_an_unclear_answer_is_said_while_the_deal_is_open() -> None:
    card = CARD._replace(state="open", open_answer=1)
    said = "Unclear answer: get a clear yes or no"
    assert said in card_texts.tool_tip(card, STATE)
    assert said in card_texts.accessible_description(card, STATE)
    assert card_texts.open_answer(card._replace(state="won")) == ""
    assert card_texts.open_answer(CARD) == ""
