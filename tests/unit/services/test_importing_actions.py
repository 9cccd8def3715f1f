"""Next actions come in with a list, once, and go where their deal is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pisteur.domain.decisions import Decisions, RowKind, Take
from pisteur.domain.records import ParsedLeads
from pisteur.domain.transfer import BOARD_LIMIT, ImportOptions, ImportPlan, ImportReport
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.table import FOUND_OUT, Wishes
from pisteur.exchange.values import DateOrder
from pisteur.services.opening import open_data
from pisteur.services.services import Services

HEADINGS = "Nom;Email;Titre affaire;Date de relance;Prochaine action"
ZOE = "Zoé Morel;zoe@exemple.fr;Site;30/11/2026;Envoyer la maquette"


class Lists:
    """Brings lists in and says what is planned then."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services = services
        self.path = folder / "list.csv"

    def parse(
        self, *rows: str, headings: str = HEADINGS, wishes: Wishes = FOUND_OUT
    ) -> ParsedLeads:
        self.path.write_text("\n".join([headings, *rows]) + "\n", encoding="utf-8")
        return parse_leads(self.path, wishes=wishes)

    def plan(self, *rows: str, headings: str = HEADINGS) -> ImportPlan:
        return self.services.importing.plan(self.parse(*rows, headings=headings))

    def bring_in(
        self, *rows: str, headings: str = HEADINGS, decisions: Decisions | None = None
    ) -> ImportReport:
        options = ImportOptions(list_name="Salon", decisions=decisions or Decisions())
        return self.services.importing.apply(self.parse(*rows, headings=headings), options).value

    def actions(self) -> list[tuple[object, ...]]:
        sql = (
            "SELECT c.display_name, o.title, f.kind, f.title, f.due_on FROM follow_ups f"
            " JOIN contacts c ON c.id = f.contact_id"
            " LEFT JOIN opportunities o ON o.id = f.opportunity_id ORDER BY f.id"
        )
        return [tuple(row) for row in self.services.db.rows(sql)]


@pytest.fixture
def lists(services: Services, tmp_path: Path) -> Lists:
    return Lists(services, tmp_path)


def test_a_date_of_the_next_action_plans_one_on_the_deal_of_its_row(lists: Lists) -> None:
    report = lists.bring_in(ZOE, "Yves;y@exemple.fr;;01/12/2026;")
    assert report.planned == 2
    assert lists.actions() == [
        ("Zoé Morel", "Site", "task", "Envoyer la maquette", "2026-11-30"),
        ("Yves", "", "task", "Follow up", "2026-12-01"),
    ]
    ids = "SELECT next_follow_up_id IS NOT NULL FROM opportunities"
    assert [row[0] for row in lists.services.db.rows(ids)] == [1, 1]


def test_a_day_that_has_passed_is_overdue_today_rather_than_lost(lists: Lists) -> None:
    lists.bring_in("Zoé;zoe@exemple.fr;;02/03/2020;Rappeler")
    overdue = lists.services.today.today().overdue
    assert [(each.title, each.due_on) for each in overdue] == [("Rappeler", date(2020, 3, 2))]


def test_a_deal_that_is_lost_leaves_the_action_to_its_contact(lists: Lists) -> None:
    headings = "Nom;Email;Titre affaire;Statut de l’affaire;Relance le"
    lists.bring_in("Zoé;zoe@exemple.fr;Site;Perdu;30/11/2026", headings=headings)
    assert lists.actions() == [("Zoé", None, "task", "Follow up", "2026-11-30")]


def test_the_same_list_again_plans_nothing_though_the_user_put_it_off_or_did_it(
    lists: Lists,
) -> None:
    lists.bring_in(ZOE, "Yves;y@exemple.fr;;01/12/2026;")
    services = lists.services
    services.follow_ups.postpone(1, date(2026, 12, 24))
    services.follow_ups.cancel(2)
    assert lists.plan(ZOE, "Yves;y@exemple.fr;;01/12/2026;").counts == {RowKind.IDENTICAL: 2}
    assert lists.bring_in(ZOE, "Yves;y@exemple.fr;;01/12/2026;").list_id is None
    assert len(lists.actions()) == 2


def test_an_action_that_is_missing_is_a_gap_in_the_dry_run_and_is_undone_with_the_import(
    lists: Lists,
) -> None:
    lists.bring_in("Zoé Morel;zoe@exemple.fr;Site;;")
    plan = lists.plan(ZOE)
    assert [row.kind for row in plan.rows] == [RowKind.FILLS_GAP]
    assert [(each.field, each.file) for each in plan.rows[0].differences] == [
        ("next_on", "2026-11-30 Envoyer la maquette")
    ]
    assert lists.bring_in(ZOE, decisions=Decisions(gap=Take.NOTHING)).list_id is None
    assert lists.bring_in(ZOE).planned == 1
    assert len(lists.actions()) == 1
    lists.services.undo()
    assert lists.actions() == []
    lists.services.redo()
    assert lists.actions()[0][3:] == ("Envoyer la maquette", "2026-11-30")


def test_rows_about_one_contact_plan_each_day_once(lists: Lists) -> None:
    lists.bring_in(ZOE, ZOE, "Zoé Morel;zoe@exemple.fr;;05/12/2026;")
    assert [row[4] for row in lists.actions()] == ["2026-11-30", "2026-12-05"]


def test_what_cannot_be_planned_goes_to_the_notes(lists: Lists) -> None:
    leads = lists.parse(
        "Zoé;zoe@exemple.fr;;bientôt;Rappeler",
        "Yves;y@exemple.fr;;;Envoyer un devis",
    )
    zoe, yves = leads.records
    assert [issue.code for issue in zoe.warnings] == ["cell.date_unreadable"]
    assert zoe.notes == "Date de relance: bientôt\nProchaine action: Rappeler"
    assert (yves.action, yves.notes) == (None, "Prochaine action: Envoyer un devis")


def test_what_is_done_already_is_not_planned(lists: Lists) -> None:
    headings = "Person - Name,Activity - Subject,Activity - Due date,Activity - Done"
    leads = lists.parse(
        "Zoé,Appeler,2026-12-01,Done", "Yves,Appeler,2026-12-01,To do", headings=headings
    )
    zoe, yves = leads.records
    assert (zoe.action is None, yves.action is not None) == (True, True)
    assert zoe.notes == "Activity - Due date: 2026-12-01\nActivity - Subject: Appeler"


@pytest.mark.parametrize("heading", ["Relance", "Prochaine action", "Rappel"])
def test_a_heading_of_two_meanings_is_a_day_where_its_cells_are(lists: Lists, heading: str) -> None:
    leads = lists.parse("Zoé;12/01/2027", "Yves;", headings=f"Nom;{heading}")
    assert leads.records[0].action is not None
    words = lists.parse("Zoé;par téléphone", headings=f"Nom;{heading}")
    assert words.records[0].action is None


def test_a_time_of_day_and_a_long_text_are_in_the_note_of_the_action(lists: Lists) -> None:
    long = "Reprendre le devis " * 10
    leads = lists.parse(f"Zoé;zoe@exemple.fr;;2026-12-01 14:30;{long}")
    action = leads.records[0].action
    assert action is not None
    assert len(action.title) <= 120
    assert action.note == f"{long.strip()}\nDate de relance: 2026-12-01 14:30"


def test_days_that_may_be_months_are_asked_about_as_those_of_deals(lists: Lists) -> None:
    leads = lists.parse("Zoé;zoe@exemple.fr;;03/04/2027;")
    assert [issue.code for issue in leads.doubts] == ["list.dates_doubtful"]
    assert inspect_file(lists.path).spelling.order is DateOrder.DMY
    other = lists.parse("Zoé;zoe@exemple.fr;;03/04/2027;", wishes=Wishes(dates=DateOrder.MDY))
    action = other.records[0].action
    assert action is not None
    assert (action.due_on, other.doubts) == (date(2027, 3, 4), ())


def test_actions_come_with_deals_that_stay_off_the_board(lists: Lists) -> None:
    rows = [f"N{n};n{n}@exemple.fr;Site;30/11/2026;" for n in range(BOARD_LIMIT + 1)]
    assert lists.bring_in(*rows).planned == BOARD_LIMIT + 1
    assert lists.plan(*rows).counts == {RowKind.IDENTICAL: BOARD_LIMIT + 1}


def test_the_archive_keeps_what_is_noted_of_a_list(lists: Lists, tmp_path: Path) -> None:
    lists.bring_in(ZOE)
    path = tmp_path / "all.json"
    lists.services.archive.write(path)
    other = Services(open_data(tmp_path / "other.db"))
    other.archive.read(path)
    assert Lists(other, tmp_path).plan(ZOE).counts == {RowKind.IDENTICAL: 1}
    other.close()


def test_the_time_of_day_is_noted_from_the_column_that_says_the_day(lists: Lists) -> None:
    headings = "Nom;Email;Date de relance;Prochaine relance"
    lists.bring_in("Zoé;z@exemple.fr;bientôt;30/11/2026 14:30", headings=headings)
    found = lists.services.db.rows("SELECT due_on, note FROM follow_ups")
    assert [tuple(row) for row in found] == [("2026-11-30", "Prochaine relance: 30/11/2026 14:30")]


def test_another_action_of_the_same_day_comes_in_one_without_words_is_there(lists: Lists) -> None:
    lists.bring_in(ZOE)
    other = "Zoé Morel;zoe@exemple.fr;Site;30/11/2026;Appeler"
    without_words = "Zoé Morel;zoe@exemple.fr;Site;30/11/2026;"
    kinds = [row.kind for row in lists.plan(other, without_words).rows]
    assert kinds == [RowKind.FILLS_GAP, RowKind.IDENTICAL]
