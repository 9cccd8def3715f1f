"""What is decided of the rows of a list: each kind, single rows, single values."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.decisions import Decision, Decisions, Difference, Outcome, RowKind, Take
from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.records import ParsedLeads
from pisteur.domain.transfer import ImportOptions, ImportPlan, ImportReport
from pisteur.exchange.leads import parse_leads
from pisteur.services.services import Services
from support.dumps import dump

NOTHING = Decision(Take.NOTHING)
ALL = Decision(Take.ALL)
LEA = "Léa;lea@exemple.fr;06 39 98 00 01;Lyon;web"
MARC = "Marc;marc@exemple.fr;;;"
ZOE = "Zoé;zoe@exemple.fr;;;"
# Fills a gap of Marc; contradicts Léa in the town, and adds a phone and a tag.
MARC_MORE = "Marc;marc@exemple.fr;;Nice;"
LEA_OTHER = "Léa;lea@exemple.fr;06 39 98 00 09;Paris;vip"


def leads(*rows: str) -> ParsedLeads:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text("\n".join(["Nom;Email;Tél;Ville;Tags", *rows]) + "\n", encoding="utf-8")
        return parse_leads(path)


def bring_in(services: Services, *rows: str, decisions: Decisions | None = None) -> ImportReport:
    """Import rows, and see that the dry run foretold what came of them."""
    options, parsed = ImportOptions("Salon", decisions=decisions or Decisions()), leads(*rows)
    plan = services.importing.plan(parsed)
    report = services.importing.apply(parsed, options).value
    assert report.counts == plan.counts
    assert report.outcome == plan.outcome(options.decisions)
    outcome, counts = report.outcome, report.counts
    undecided = counts[RowKind.IDENTICAL] + counts[RowKind.REJECTED]
    assert outcome.written + outcome.left + undecided == report.total
    return report


def plan_of(services: Services, *rows: str) -> ImportPlan:
    return services.importing.plan(leads(*rows))


def towns(services: Services) -> dict[str, str]:
    found = services.db.rows("SELECT name, city FROM contacts ORDER BY id")
    return dict(found)


class TestLaterRowsOfTheSameFile:
    """Who is known by an address or a name that only a contradicting row gives."""

    @pytest.mark.parametrize("take", [Take.NOTHING, Take.GAPS, Take.ALL])
    def test_are_known_by_an_address_that_a_contradicting_row_adds(
        self, services: Services, take: Take
    ) -> None:
        bring_in(services, LEA)
        later = ";;06 39 98 00 09;;client"
        report = bring_in(services, LEA_OTHER, later, decisions=Decisions(conflict=take))
        assert (report.counts[RowKind.CONFLICT], report.counts[RowKind.FILLS_GAP]) == (1, 1)
        assert list(towns(services)) == ["Léa"]

    def test_are_known_by_a_name_that_is_taken_from_the_file(self, services: Services) -> None:
        bring_in(services, "Léa Aubri;lea@exemple.fr;;Lyon;")
        rows = ("Léa Aubry;lea@exemple.fr;;Lyon;", "Léa Aubry;;;Lyon;vip")
        bring_in(services, *rows, decisions=Decisions(conflict=Take.ALL))
        assert list(towns(services)) == ["Léa Aubry"]


class TestAKindOfRow:
    def test_new_names_may_be_left_out(self, services: Services) -> None:
        bring_in(services, LEA, MARC)
        report = bring_in(services, ZOE, MARC_MORE, decisions=Decisions(new=Take.NOTHING))
        assert report.outcome == Outcome(completed=1, left=1)
        assert towns(services) == {"Léa": "Lyon", "Marc": "Nice"}

    def test_gaps_may_be_left(self, services: Services) -> None:
        bring_in(services, LEA, MARC)
        report = bring_in(services, ZOE, MARC_MORE, decisions=Decisions(gap=Take.NOTHING))
        assert report.outcome == Outcome(added=1, left=1)
        assert towns(services) == {"Léa": "Lyon", "Marc": "", "Zoé": ""}

    def test_when_nothing_is_taken_nothing_is_written(self, services: Services) -> None:
        bring_in(services, LEA, MARC)
        before = dump(services.db.raw)
        nothing = Decisions(Take.NOTHING, Take.NOTHING, Take.NOTHING)
        report = bring_in(services, ZOE, MARC_MORE, LEA_OTHER, decisions=nothing)
        assert (report.list_id, report.backup, report.outcome) == (None, None, Outcome(left=3))
        assert dump(services.db.raw) == before

    def test_the_edit_menu_says_what_was_done(self, services: Services) -> None:
        bring_in(services, LEA, MARC)
        decisions = Decisions(conflict=Take.ALL)
        bring_in(services, ZOE, MARC_MORE, LEA_OTHER, decisions=decisions)
        assert services.db.undo_label == "Import “Salon”: 1 added, 1 completed, 1 replaced"


class TestASingleRow:
    def test_each_row_may_be_treated_otherwise_than_its_kind(self, services: Services) -> None:
        bring_in(services, LEA, MARC)
        rows = {2: NOTHING, 4: NOTHING, 5: ALL}
        report = bring_in(
            services,
            ZOE,
            "Anne;anne@exemple.fr;;;",
            MARC_MORE,
            LEA_OTHER,
            decisions=Decisions(rows=rows),
        )
        assert report.outcome == Outcome(added=1, replaced=1, left=2)
        assert towns(services) == {"Léa": "Paris", "Marc": "", "Anne": ""}

    def test_a_left_out_name_takes_the_rows_that_add_to_it_with_it(
        self, services: Services
    ) -> None:
        report = bring_in(
            services,
            ZOE,
            "Zoé;zoe@exemple.fr;;Nice;",
            ";;;;",
            MARC,
            decisions=Decisions(rows={2: NOTHING}),
        )
        assert report.outcome == Outcome(added=1, left=2)
        assert towns(services) == {"Marc": ""}

    def test_another_row_does_not_fill_what_was_left_of_one_that_says_the_same(
        self, services: Services
    ) -> None:
        bring_in(services, MARC)
        decisions = Decisions(rows={2: NOTHING})
        report = bring_in(services, MARC_MORE, MARC_MORE, decisions=decisions)
        assert report.counts[RowKind.IDENTICAL] == 1
        assert towns(services) == {"Marc": ""}

    def test_what_is_left_of_one_row_does_not_keep_out_what_another_adds(
        self, services: Services
    ) -> None:
        bring_in(services, MARC)
        more = "Marc;marc@exemple.fr;06 39 98 00 02;Nice;"
        report = bring_in(services, MARC_MORE, more, decisions=Decisions(rows={2: NOTHING}))
        assert report.outcome == Outcome(completed=1, left=1)
        assert towns(services) == {"Marc": ""}
        assert services.db.rows("SELECT value FROM contact_points WHERE kind = 'phone'") == [
            ("06 39 98 00 02",)
        ]

    def test_of_two_rows_that_fill_the_same_gap_the_first_does(self, services: Services) -> None:
        bring_in(services, MARC)
        rows = ("Marco;marc@exemple.fr;;Nice;", "Marcel;marc@exemple.fr;;Paris;")
        bring_in(services, *rows, decisions=Decisions(conflict=Take.GAPS))
        assert towns(services) == {"Marc": "Nice"}


class TestValueByValue:
    def decide(self, services: Services, *fields: str) -> ImportReport:
        bring_in(services, LEA)
        (row,) = plan_of(services, LEA_OTHER).rows
        chosen = [each for each in row.differences if each.field in fields]
        decision = Decision.taking(chosen, row.differences)
        assert decision.take is Take.CHOSEN
        return bring_in(services, LEA_OTHER, decisions=Decisions(rows={2: decision}))

    def points(self, services: Services) -> list[str]:
        return [row[0] for row in services.db.rows("SELECT value FROM contact_points ORDER BY id")]

    def tags(self, services: Services) -> list[str]:
        sql = "SELECT t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id ORDER BY t.name"
        return [row[0] for row in services.db.rows(sql)]

    def test_only_the_chosen_values_of_the_list_are_taken(self, services: Services) -> None:
        report = self.decide(services, "city", "tag")
        assert report.outcome == Outcome(replaced=1)
        assert towns(services) == {"Léa": "Paris"}
        assert self.points(services) == ["06 39 98 00 01", "lea@exemple.fr"]
        assert self.tags(services) == ["vip", "web"]

    def test_values_that_are_missing_may_be_taken_alone(self, services: Services) -> None:
        report = self.decide(services, "phone")
        assert report.outcome == Outcome(completed=1)
        assert towns(services) == {"Léa": "Lyon"}
        assert "06 39 98 00 09" in self.points(services)
        assert self.tags(services) == ["web"]

    def test_all_none_or_what_is_missing_is_said_as_such(self) -> None:
        gap, other = Difference("phone", "", "1"), Difference("city", "Lyon", "Paris")
        assert Decision.taking((), (gap, other)) == NOTHING
        assert Decision.taking((gap, other), (gap, other)) == ALL
        assert Decision.taking((gap,), (gap, other)) == Decision(Take.GAPS)
        assert Decision.taking((other,), (gap, other)).of((gap, other)) == (other,)


class TestWhatWantsADecision:
    def test_the_same_file_with_corrections_asks_for_gaps_and_conflicts_only(
        self, services: Services
    ) -> None:
        bring_in(services, LEA, MARC, ZOE)
        plan = plan_of(services, LEA_OTHER, MARC_MORE, ZOE, "Anne;anne@exemple.fr;;;", ";;;Lyon;")
        assert [row.line for row in plan.rows if row.wants_decision] == [2, 3]

    def test_a_row_equal_to_a_deleted_contact_is_new(self, services: Services) -> None:
        bring_in(services, LEA)
        services.contacts.delete([1])
        (row,) = plan_of(services, LEA).rows
        assert (row.kind, row.wants_decision) == (RowKind.NEW, False)
        assert bring_in(services, LEA).outcome == Outcome(added=1)

    def test_who_objected_and_was_deleted_is_new_flagged_and_held(self, services: Services) -> None:
        bring_in(services, LEA)
        services.oppositions.note(Oppose(1, Channel.ALL, date(2026, 11, 2)))
        services.contacts.delete([1])
        (row,) = plan_of(services, LEA).rows
        assert (row.kind, row.objected, row.wants_decision) == (RowKind.NEW, Channel.ALL, True)
        report = bring_in(services, LEA, MARC)
        assert (report.outcome.added, report.held, report.cards) == (2, 1, 1)
        (again,) = services.db.rows("SELECT id FROM contacts WHERE name = 'Léa'")
        assert [each.channel for each in services.oppositions.of(again[0])] == [Channel.ALL]

    def test_an_address_that_was_objected_with_holds_for_who_gets_it_from_a_list(
        self, services: Services
    ) -> None:
        bring_in(services, LEA, "Anne;;06 39 98 00 07;;")
        services.oppositions.note(Oppose(1, Channel.EMAIL, date(2026, 11, 2)))
        services.contacts.delete([1])
        report = bring_in(services, "Anne;lea@exemple.fr;06 39 98 00 07;;")
        assert (report.outcome, report.held) == (Outcome(completed=1), 1)
        assert [each.channel for each in services.oppositions.of(2)] == [Channel.EMAIL]

    def test_a_row_names_the_person_and_the_company(self, services: Services) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.csv"
            path.write_text("Nom;Société;Email\nLéa;Élan;a@b.example\n;Élan;c@d.example\n")
            plan = services.importing.plan(parse_leads(path))
        assert [(row.name, row.company) for row in plan.rows] == [("Léa", "Élan"), ("Élan", "")]


CELL = st.sampled_from(["", "Léa", "Marc", "Nice", "vip"])
ROW = st.tuples(
    CELL,
    st.sampled_from(["", "a@exemple.fr", "b@exemple.fr"]),
    st.sampled_from(["", "0639980001", "0639980002"]),
    CELL,
    CELL,
)
TAKE = st.sampled_from([Take.NOTHING, Take.GAPS, Take.ALL])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(ROW, max_size=5),
    second=st.lists(ROW, max_size=6),
    kinds=st.tuples(TAKE, TAKE, TAKE),
    rows=st.dictionaries(st.integers(2, 7), TAKE.map(Decision), max_size=4),
)
def test_whatever_is_decided_the_dry_run_foretells_it_and_undo_takes_it_back(
    services: Services,
    *,
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
    kinds: tuple[Take, Take, Take],
    rows: dict[int, Decision],
) -> None:
    empty = dump(services.db.raw)
    bring_in(services, *map(";".join, first))
    before = dump(services.db.raw)
    report = bring_in(services, *map(";".join, second), decisions=Decisions(*kinds, rows))
    if report.outcome.written == 0:
        assert dump(services.db.raw) == before
    while services.db.undo_label:
        services.undo()
    assert dump(services.db.raw) == empty


@pytest.mark.parametrize("take", [Take.GAPS, Take.ALL])
def test_a_list_that_was_decided_settles(services: Services, take: Take) -> None:
    bring_in(services, LEA, MARC)
    decisions = Decisions(conflict=take)
    bring_in(services, LEA_OTHER, MARC_MORE, ZOE, decisions=decisions)
    before = dump(services.db.raw)
    again = bring_in(services, LEA_OTHER, MARC_MORE, ZOE, decisions=decisions)
    assert again.list_id is None
    assert dump(services.db.raw) == before
