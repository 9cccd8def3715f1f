from __future__ import annotations

from datetime import date

import pytest

from pisteur.domain.words import EventKind, LostReason, Verdict
from pisteur.ui.panel.history_text import event_text

TODAY = date(2026, 11, 22)

SAID = {
    EventKind.CREATED: ({}, "Added to Pisteur"),
    EventKind.IMPORTED: ({"list": "Salon"}, "Imported with the list “Salon”"),
    EventKind.MOVED: (
        {"source": "New lead", "target": "To qualify"},
        "Moved from “New lead” to “To qualify”",
    ),
    EventKind.QUALIFIED: ({"verdict": "prospect"}, "Qualified: is a prospect"),
    EventKind.GATE_FORCED: (
        {"gate": "sale", "reason": "verbal order"},
        "Moved on without a sale, because: verbal order",
    ),
    EventKind.SALE: (
        {"amount_cents": "120000", "accepted_on": "2026-11-20"},
        "Sale of €1,200, accepted on 20/11",
    ),
    EventKind.SALE_CANCELLED: ({"amount_cents": "120050"}, "Sale of €1,200.50 cancelled"),
    EventKind.SALE_RESTORED: ({"amount_cents": "120000"}, "Sale of €1,200 stands again"),
    EventKind.INVOICED: (
        {"amount_cents": "120000", "reference": "F-12"},
        "Invoice F-12: €1,200",
    ),
    EventKind.PAYMENT: ({"amount_cents": "-2000"}, "€20 given back"),
    EventKind.SATISFACTION: ({"score": "9"}, "Satisfaction: 9 out of 10"),
    EventKind.UNRELIABLE: ({"reason": "late"}, "Marked as an unreliable payer: late"),
    EventKind.RELIABLE: ({}, "No longer marked as an unreliable payer"),
    EventKind.MERGED: (
        {"name": "Garage Morel", "list": "Salon"},
        "Merged with “Garage Morel”, of the list “Salon”",
    ),
    EventKind.LOST: ({"reason": "price"}, "Lost: Price"),
    EventKind.STANDBY: ({"until": "2027-01-04"}, "On standby until 04/01/2027"),
    EventKind.REFERRED: (
        {"title": "Website", "to": "Marie Durand"},
        "“Website” handed over to Marie Durand, who decides",
    ),
    EventKind.REOPENED: ({}, "Taken up again"),
    EventKind.OBJECTED: ({"channel": "email"}, "Objected: e-mails"),
    EventKind.OBJECTION_LIFTED: (
        {"channel": "all"},
        "Agrees to be approached again: any approach",
    ),
    EventKind.FOLLOW_UP_DONE: ({"title": "Call back"}, "Done: “Call back”"),
    EventKind.FOLLOW_UP_POSTPONED: (
        {"title": "Call back", "due_on": "2026-11-30"},
        "Postponed to 30/11: “Call back”",
    ),
    EventKind.CADENCE_STARTED: ({"name": "After a quote"}, "Cadence started: After a quote"),
    EventKind.CADENCE_STOPPED: (
        {"name": "After a quote", "by": "reply"},
        "Cadence stopped (a reply): After a quote",
    ),
    EventKind.QUOTE_SENT: (
        {"reference": "D-12", "sent_on": "2026-11-22", "expires_on": "2026-12-22"},
        "Quote D-12 sent, valid until 22/12",
    ),
    EventKind.HEAT_KEPT: ({"heat": "warm", "proposed": "hot"}, "Heat kept: warm"),
}


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_of_event_is_said_in_words_with_its_details(kind: EventKind) -> None:
    detail, words = SAID[kind]
    assert event_text(kind, detail, TODAY) == words


@pytest.mark.parametrize("kind", list(EventKind))
def test_an_event_whose_details_are_missing_is_still_said(kind: EventKind) -> None:
    text = event_text(kind, {}, TODAY)
    assert text[0].isupper()
    assert "{" not in text
    assert "None" not in text


@pytest.mark.parametrize("kind", list(EventKind))
def test_details_that_make_no_sense_are_left_out(kind: EventKind) -> None:
    senseless = dict.fromkeys(("verdict", "amount_cents", "accepted_on", "until", "due_on"), "?")
    text = event_text(kind, {**senseless, "reason": "unheard of", "gate": "?"}, TODAY)
    assert "?" not in text


@pytest.mark.parametrize("reason", list(LostReason))
def test_every_reason_of_a_loss_is_said(reason: LostReason) -> None:
    text = event_text(EventKind.LOST, {"reason": reason.value}, TODAY)
    assert text.startswith("Lost: ")
    assert reason.value not in text or "_" not in reason.value


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_said(verdict: Verdict) -> None:
    text = event_text(EventKind.QUALIFIED, {"verdict": verdict.value}, TODAY)
    assert text.startswith("Qualified: ")


def test_who_takes_a_deal_over_reads_from_whom() -> None:
    text = event_text(EventKind.REFERRED, {"title": "Website", "by": "Paul Roche"}, TODAY)
    assert text == "Takes over “Website” from Paul Roche: decides"


def test_braces_in_what_others_wrote_stay_as_they_are() -> None:
    text = event_text(EventKind.FOLLOW_UP_DONE, {"title": "{x} %s"}, TODAY)
    assert text == "Done: “{x} %s”"
