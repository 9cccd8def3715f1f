"""The open deals of a long list stay off the board unless the user wants them there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pisteur.domain.decisions import Decision, Decisions, RowKind, Take
from pisteur.domain.lead_lists import PORTION
from pisteur.domain.records import ParsedLeads
from pisteur.domain.transfer import BOARD_LIMIT, ImportOptions, ImportReport
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.mapping import Mapping
from pisteur.services.services import Services

HEADINGS = "Nom;Email;Titre affaire;Montant;Étape;Statut;Date de clôture;Remarques"
MANY = [f"N{n};n{n}@exemple.fr;Site;1 200 €;Qualifié;;;" for n in range(BOARD_LIMIT + 1)]
WON = "Yves;y@exemple.fr;Logo;500;;Gagné;02/03/2026;"


class Lists:
    """Brings lists in."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services = services
        self._path = folder / "list.csv"

    def parse(self, *rows: str) -> ParsedLeads:
        self._path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
        return parse_leads(self._path)

    def bring_in(self, *rows: str, all_deals: bool = False) -> ImportReport:
        options = ImportOptions(list_name="Salon", all_deals=all_deals)
        return self.services.importing.apply(self.parse(*rows), options).value

    def count(self, table: str) -> int:
        return int(self.services.db.rows(f"SELECT count(*) FROM {table}")[0][0])


@pytest.fixture
def lists(services: Services, tmp_path: Path) -> Lists:
    return Lists(services, tmp_path)


def test_the_open_deals_of_a_long_list_go_to_the_notes_and_force_no_gate(lists: Lists) -> None:
    report = lists.bring_in(*MANY)
    assert (report.cards, report.crowd, report.outcome.added) == (0, BOARD_LIMIT + 1, len(MANY))
    assert lists.count("opportunities") == 0
    assert lists.count("events WHERE kind = 'gate_forced'") == 0
    notes = lists.services.db.rows("SELECT DISTINCT body FROM interactions")
    assert [tuple(row) for row in notes] == [
        ("Titre affaire: Site\nMontant: 1 200 €\nÉtape: Qualifié",)
    ]


def test_what_stayed_off_the_board_goes_there_a_few_at_a_time(lists: Lists) -> None:
    made = lists.bring_in(*MANY).list_id
    assert made is not None
    assert lists.services.lead_lists.put_on_board(made).value == PORTION
    assert lists.count("opportunities") == PORTION


def test_all_open_deals_come_when_they_are_wanted(lists: Lists) -> None:
    report = lists.bring_in(*MANY, all_deals=True)
    assert (report.cards, report.crowd) == (len(MANY), 0)
    assert lists.count("events WHERE kind = 'gate_forced'") == len(MANY)


def test_a_list_that_fits_brings_its_deals(lists: Lists) -> None:
    assert lists.bring_in(*MANY[1:]).cards == BOARD_LIMIT
    assert lists.count("opportunities") == BOARD_LIMIT


def test_won_deals_of_a_long_list_are_history_and_come_in(lists: Lists) -> None:
    lists.bring_in(WON, *MANY)
    assert lists.services.db.rows("SELECT state FROM opportunities")[0][0] == "won"
    assert (lists.count("opportunities"), lists.count("sales")) == (1, 1)


@pytest.mark.parametrize("all_deals", [False, True])
def test_the_same_long_list_again_changes_nothing(lists: Lists, *, all_deals: bool) -> None:
    lists.bring_in(*MANY, all_deals=all_deals)
    plan = lists.services.importing.plan(lists.parse(*MANY))
    assert plan.counts == {RowKind.IDENTICAL: len(MANY)}
    assert lists.bring_in(*MANY).list_id is None


MANY_WON = [f"W{n};w{n}@exemple.fr;Logo;500 €;;Gagné;02/03/2026;" for n in range(BOARD_LIMIT + 1)]


def test_won_deals_that_are_many_are_sales_of_their_contacts_without_a_card(lists: Lists) -> None:
    report = lists.bring_in(*MANY_WON)
    assert (report.sales, report.cards, report.crowd) == (len(MANY_WON), 0, 0)
    assert (lists.count("opportunities"), lists.count("sales")) == (0, len(MANY_WON))
    assert lists.count("contacts WHERE last_sale_on = '2026-03-02'") == len(MANY_WON)
    note = lists.services.db.rows("SELECT DISTINCT note FROM sales")[0][0]
    assert note.startswith("The list “Salon” says: Gagné\nLogo\n")
    lists.services.undo()
    assert (lists.count("contacts"), lists.count("sales")) == (0, 0)


def test_won_deals_find_room_beside_open_ones_or_none(lists: Lists) -> None:
    half = BOARD_LIMIT // 2
    plan = lists.services.importing.plan(lists.parse(*MANY[:half], *MANY_WON[:half]))
    assert (plan.off_board, plan.bare_sales) == (0, 0)
    report = lists.bring_in(*MANY[: half + 1], *MANY_WON[:half])
    assert (report.cards, report.sales, report.crowd) == (half + 1, half, 0)


@pytest.mark.parametrize("rows", [MANY_WON, MANY_WON[:3]])
@pytest.mark.parametrize("all_deals", [False, True])
def test_a_sale_without_a_card_comes_in_once(
    lists: Lists, rows: list[str], *, all_deals: bool
) -> None:
    lists.bring_in(*MANY_WON)
    plan = lists.services.importing.plan(lists.parse(*rows), all_deals=all_deals)
    assert plan.counts == {RowKind.IDENTICAL: len(rows)}
    assert lists.bring_in(*rows, all_deals=all_deals).list_id is None
    assert lists.count("sales") == len(MANY_WON)


def test_won_deals_come_as_cards_when_they_are_wanted(lists: Lists) -> None:
    report = lists.bring_in(*MANY_WON, all_deals=True)
    assert (report.cards, report.sales) == (len(MANY_WON), 0)


def test_a_sale_of_someone_stored_is_a_gap(lists: Lists) -> None:
    lists.bring_in("W0;w0@exemple.fr;;;;;;")
    plan = lists.services.importing.plan(lists.parse(*MANY_WON))
    assert plan.rows[0].kind is RowKind.FILLS_GAP
    assert [(e.field, e.file) for e in plan.rows[0].differences] == [("sale", "500.00")]
    assert "deal.sale" in [issue.code for issue in plan.rows[0].warnings]
    assert plan.names_without_deal(Decisions()) == 0
    lists.bring_in(*MANY_WON)
    assert lists.count("sales") == len(MANY_WON)


def test_cards_made_a_few_at_a_time_have_what_the_list_gave(lists: Lists) -> None:
    rows = [row.replace(";;;", ";;31/01/2027;") for row in MANY]
    made = lists.bring_in(*rows).list_id
    assert made is not None
    lists.services.lead_lists.put_on_board(made)
    found = lists.services.db.rows(
        "SELECT DISTINCT title, amount_cents, expected_on FROM opportunities"
    )
    assert [tuple(row) for row in found] == [("Site", 1200_00, "2027-01-31")]
    plan = lists.services.importing.plan(lists.parse(*rows))
    assert plan.counts == {RowKind.IDENTICAL: len(rows)}
    lists.services.undo()
    assert lists.count("opportunities") == 0


def test_a_card_made_later_has_what_the_list_gave_last(lists: Lists) -> None:
    made = lists.bring_in(*MANY).list_id
    assert made is not None
    lists.bring_in(*(row.replace("1 200", "1 500") for row in MANY))
    lists.services.lead_lists.put_on_board(made)
    found = lists.services.db.rows("SELECT DISTINCT title, amount_cents FROM opportunities")
    assert [tuple(row) for row in found] == [("Site", 1500_00)]


def test_few_names_with_too_many_deals_get_no_card_without_them(lists: Lists) -> None:
    who = [f"N{n};n{n}@exemple.fr" for n in range(9)]
    several = [f"{who[n % 9]};Site {n};1 200 €;Qualifié;;;" for n in range(len(MANY))]
    plan = lists.services.importing.plan(lists.parse(*several))
    assert not plan.names_fit(Decisions())
    report = lists.bring_in(*several)
    assert (report.crowd, report.cards) == (len(MANY), 0)
    assert report.list_id is not None
    lists.services.lead_lists.put_on_board(report.list_id)
    assert lists.count("opportunities") == len(MANY)


def test_who_bought_without_a_card_does_not_wait_for_one_but_for_what_was_kept_off(
    lists: Lists,
) -> None:
    open_too = [f"W{n};w{n}@exemple.fr;Site;1 200 €;Qualifié;;;" for n in range(3)]
    made = lists.bring_in(*MANY[3:], *MANY_WON, *open_too).list_id
    assert made is not None
    waiting = {each.id: each.waiting for each in lists.services.lead_lists.lists()}
    assert waiting[made] == len(MANY)
    assert lists.services.lead_lists.put_on_board(made, 2 * len(MANY)).value == len(MANY)
    assert lists.count("opportunities WHERE title = 'Site'") == len(MANY)


def test_rows_about_one_deal_are_one_and_stay_off_the_board_together(lists: Lists) -> None:
    twice = [row for row in MANY for _time in range(2)]
    report = lists.bring_in(*twice)
    assert (report.crowd, lists.count("opportunities")) == (len(MANY), 0)
    lists.services.undo()
    lists.bring_in(*twice[2:])
    assert lists.count("opportunities") == BOARD_LIMIT


def test_the_dry_run_says_what_stays_off_the_board_and_what_the_list_forces(lists: Lists) -> None:
    importing = lists.services.importing
    plan = importing.plan(lists.parse(*MANY))
    assert (plan.off_board, plan.forced_deals(Decisions())) == (len(MANY), 0)
    # They wait with their deals: put on the board alone they would be empty cards.
    assert plan.names_without_deal(Decisions()) == 0
    plan = importing.plan(lists.parse(*MANY), all_deals=True)
    assert (plan.crowd, plan.off_board) == (len(MANY), 0)
    assert plan.forced_deals(Decisions()) == len(MANY)
    left = Decisions(rows={2: Decision(Take.NOTHING)})
    assert plan.forced_deals(left) == BOARD_LIMIT


def test_deals_that_are_stored_already_are_no_crowd(lists: Lists) -> None:
    lists.bring_in(*MANY, all_deals=True)
    richer = [row.replace("1 200", "1 300") for row in MANY]
    plan = lists.services.importing.plan(lists.parse(*richer))
    assert (plan.crowd, plan.counts) == (0, {RowKind.CONFLICT: len(MANY)})


def test_a_filled_column_that_is_not_brought_in_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Nom;Email;Zorglub;;Bidule\nZoé;z@exemple.fr;;12;\nYves;y@exemple.fr;oui;13;-\n",
        encoding="utf-8",
    )
    guess = inspect_file(path).mapping
    kept = Mapping((*guess.targets[:2], None, None, None))
    assert parse_leads(path, mapping=kept).unused == ("Zorglub", "Column 4")
