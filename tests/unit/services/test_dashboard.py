"""The dashboard: every figure fits what is stored, and names the rows behind it."""

from __future__ import annotations

from datetime import date

from pisteur.domain.commands import AddLead, DealInput, Lose, MoveCards, Win
from pisteur.domain.dashboard import Behind, FunnelStage, Kind
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock


def funnel(services: Services) -> dict[str, FunnelStage]:
    return {stage.name: stage for stage in services.dashboard.view().funnel}


def test_the_funnel_counts_deals_that_were_in_a_column_once(services: Services) -> None:
    first, second = people.stage(services, "New lead"), people.stage(services, "To qualify")
    _contact, card = people.lead(services)
    _contact, other = people.lead(services, "Inès Roche")
    for stage in (second, first, second):
        services.opportunities.move(MoveCards((card,), stage))
    found = funnel(services)
    assert sorted(found["New lead"].entered) == [card, other]
    assert found["To qualify"].entered == (card,)
    assert found["New lead"].open == (other,)
    assert found["To qualify"].open == (card,)
    assert found["Won"].entered == ()


def test_the_median_is_of_stays_that_have_ended(services: Services, clock: FakeClock) -> None:
    target = people.stage(services, "To qualify")
    cards = [people.lead(services, f"Lead {n}")[1] for n in range(4)]
    for days, card in zip((1, 2, 6), cards, strict=False):
        clock.advance(days=days)
        services.opportunities.move(MoveCards((card,), target))
    # 1, 3 and 9 days; the fourth is there still.
    assert funnel(services)["New lead"].median_days == 3
    assert funnel(services)["To qualify"].median_days is None
    clock.advance(days=21)
    services.opportunities.lose(Lose(cards[3], "price"))
    assert funnel(services)["New lead"].median_days == 6


def test_won_and_lost_are_told_by_reason_by_why_they_came_and_from_where(
    services: Services, clock: FakeClock
) -> None:
    _contact, won = people.prospect(services)
    services.opportunities.win(Win(won, people.sale()))
    _contact, dear = people.lead(services, "Dear, 500 €")
    _contact, late = people.lead(services, "Late")
    _contact, older = people.lead(services, "Older")
    services.opportunities.lose(Lose(dear, "price"))
    services.opportunities.lose(Lose(late, "price"))
    services.opportunities.lose(Lose(older, "no_answer"))
    raw = services.db.raw
    raw.execute("UPDATE opportunities SET closed_on = '2025-11-22' WHERE id = ?", (older,))
    raw.execute("UPDATE opportunities SET came_for = 'referred' WHERE id IN (?, ?)", (won, dear))
    raw.execute("UPDATE contacts SET source = 'fair' WHERE id = 1")
    view = services.dashboard.view()
    assert view.since == date(2025, 11, 23)
    reason = services.reasons.loss_reason("price").name
    assert [(o.name, set(o.lost), o.lost_cents) for o in view.lost] == [
        (reason, {dear, late}, 50_000)
    ]
    came = next(c.name for c in services.reasons.came_for() if c.key == "referred")
    assert [(o.name, o.won, o.lost) for o in view.came_for] == [
        (came, (won,), (dear,)),
        ("", (), (late,)),
    ]
    assert [(o.name, len(o.won), len(o.lost)) for o in view.sources] == [
        ("fair", 1, 0),
        ("", 0, 2),
    ]


def test_money_is_told_as_accepted_cashed_in_and_outstanding(services: Services) -> None:
    contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale("1 200")))
    second = services.opportunities.add(contact, DealInput("Devanture")).value
    services.opportunities.win(Win(second, people.sale("300", on=date(2025, 12, 31))))
    raw = services.db.raw
    raw.executescript(
        "UPDATE sales SET invoiced_on = '2026-11-21', payment_due_on = '2026-12-01' WHERE id = 1;"
        "UPDATE sales SET invoiced_on = '2026-01-05' WHERE id = 2;"
        "INSERT INTO payments (sale_id, paid_on, amount_cents, note) VALUES"
        " (1, '2026-11-02', 50000, ''), (1, '2026-11-03', -10000, ''),"
        " (2, '2025-12-31', 5000, ''), (2, '2026-01-31', 5000, '')"
    )
    view = services.dashboard.view()
    assert view.accepted == (120_000, (1,))
    assert view.cashed_in == (45_000, (1, 2))
    assert view.outstanding == (100_000, (1, 2))
    assert view.overdue == (20_000, (2,))
    # The rows behind add up to the figure.
    found = services.dashboard.view()
    parts = {Kind.CASHED_IN: found.cashed_in, Kind.OUTSTANDING: found.outstanding}
    for kind, money in parts.items():
        rows = services.dashboard.behind(Behind(kind, money.sale_ids), 10)
        assert sum(row.cents or 0 for row in rows) == money.cents
    services.sales.cancel(1)
    view = services.dashboard.view()
    assert view.accepted.cents == 0
    assert view.cashed_in.cents == 45_000
    assert view.outstanding.sale_ids == (2,)


def test_customers_about_to_become_dormant_are_counted(
    services: Services, clock: FakeClock
) -> None:
    _contact, card = people.prospect(services)
    services.opportunities.win(Win(card, people.sale(on=date(2024, 12, 1))))
    assert services.dashboard.view().dormant_soon == 1


def test_the_rows_behind_a_figure_say_which_deal_or_sale(services: Services) -> None:
    contact, card = services.contacts.add_lead(AddLead("Zoé Lecœur, Boulangerie, 800 €")).value
    services.opportunities.win(Win(card, people.sale("1 200")))
    deals = services.dashboard.behind(Behind(Kind.DEALS, (card, 999)), 10)
    assert [(r.contact_id, r.opportunity_id, r.title, r.who, r.place) for r in deals] == [
        (contact, card, "Boulangerie", "Zoé Lecœur", "Won")
    ]
    assert (deals[0].state, deals[0].cents, deals[0].day) == ("won", 120_000, date(2026, 11, 22))
    sales = services.dashboard.behind(Behind(Kind.SALES, (1,)), 10)
    assert [(r.contact_id, r.opportunity_id, r.cents, r.day) for r in sales] == [
        (contact, card, 120_000, date(2026, 11, 20))
    ]
    services.opportunities.delete((card,))
    sales = services.dashboard.behind(Behind(Kind.SALES, (1,)), 10)
    assert [(r.opportunity_id, r.title) for r in sales] == [(None, "Boulangerie")]
    _contact, other = people.lead(services)
    assert len(services.dashboard.behind(Behind(Kind.DEALS, (card, other)), 0)) == 0


def test_an_empty_file_has_an_empty_dashboard(services: Services) -> None:
    view = services.dashboard.view()
    assert (view.quarter.lines, view.lost, view.came_for, view.sources) == ((), (), (), ())
    assert (view.accepted.cents, view.cashed_in.cents, view.outstanding.cents) == (0, 0, 0)
    assert len(view.funnel) == 5
