"""Lists come in: what each row means, what is written, and that nothing is doubled or lost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pisteur.domain.commands import AddLead, EditContact, PointInput
from pisteur.domain.decisions import Decision, Decisions, RowKind, Take
from pisteur.domain.errors import DomainError, StorageError
from pisteur.domain.records import LabelledValue, LeadRecord, ParsedLeads
from pisteur.domain.transfer import BOARD_LIMIT, ImportCancelledError, ImportOptions, ImportReport
from pisteur.domain.words import PointKind
from pisteur.exchange.leads import parse_leads
from pisteur.services.candidates import candidate_of
from pisteur.services.importing import ImportingService
from pisteur.services.list_writer import names_of
from pisteur.services.naming import set_names
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from pisteur.storage.backup import list_backups
from pisteur.storage.tables import TABLE_NAMES, Contact, ContactPoint

LISTS = Path(__file__).parents[2] / "fixtures" / "lists"


@pytest.fixture
def importing(services: Services) -> ImportingService:
    return services.importing


def leads(
    *rows: str, headings: str = "Société;Nom;Prénom;Tél;Email;Ville;Notes;Tags"
) -> ParsedLeads:
    return _parse("\n".join([headings, *rows]) + "\n")


def _parse(text: str) -> ParsedLeads:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text(text, encoding="utf-8")
        return parse_leads(path)


def dump(services: Services) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: services.db.rows(f"SELECT * FROM {name} ORDER BY id") for name in sorted(TABLE_NAMES)
    }


def bring_in(importing: ImportingService, parsed: ParsedLeads, **options: object) -> ImportReport:
    return importing.apply(parsed, ImportOptions(**options)).value  # type: ignore[arg-type]


ROCHE = "Atelier Fauve;Roche;Inès;06 39 98 00 01;ines@exemple.fr;Paris;au salon;web, déco"
PHONE_ONLY = ";;;06 39 98 00 02;;;;"
EMAIL_ONLY = ";;;;seul@exemple.fr;;;"
NAME_ONLY = "Garage Morel;;;;;Alès;;"
NOTHING = ";;;;;Nîmes;note;"


def test_every_kind_of_lead_is_stored_whole(
    services: Services, importing: ImportingService
) -> None:
    parsed = leads(ROCHE, PHONE_ONLY, EMAIL_ONLY, NAME_ONLY, NOTHING)
    report = bring_in(importing, parsed, list_name="Salon", source="Salon de Paris")
    assert report.as_json() == {
        "rows": 5,
        "new": 4,
        "identical": 0,
        "fills_gap": 0,
        "conflict": 0,
        "rejected": 1,
    }
    found = services.db.rows(
        "SELECT name, company, display_name, city, source, lead_list_id FROM contacts ORDER BY id"
    )
    assert found == [
        ("Inès Roche", "Atelier Fauve", "Inès Roche", "Paris", "Salon de Paris", report.list_id),
        ("", "", "06 39 98 00 02", "", "Salon de Paris", report.list_id),
        ("", "", "seul@exemple.fr", "", "Salon de Paris", report.list_id),
        ("", "Garage Morel", "Garage Morel", "Alès", "Salon de Paris", report.list_id),
    ]
    points = services.db.rows(
        "SELECT kind, value, normalised, reversed_digits FROM contact_points ORDER BY id"
    )
    assert points[:2] == [
        ("phone", "06 39 98 00 01", "+33639980001", "1000899360"),
        ("email", "ines@exemple.fr", "ines@exemple.fr", None),
    ]
    assert services.db.rows("SELECT body, kind FROM interactions") == [("au salon", "note")]
    assert services.db.rows("SELECT name FROM tags ORDER BY name") == [("déco",), ("web",)]
    assert services.db.rows("SELECT name, source FROM lead_lists") == [("Salon", "Salon de Paris")]


def test_derived_columns_are_what_the_triggers_make_them(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(ROCHE, PHONE_ONLY))
    before = services.db.rows("SELECT last_interaction_at, last_interaction_kind FROM contacts")
    assert before == [("2026-11-22T09:00:00Z", "note"), (None, None)]
    services.db.raw.execute("UPDATE interactions SET body = body || '.'")
    assert before == services.db.rows(
        "SELECT last_interaction_at, last_interaction_kind FROM contacts"
    )


def test_imported_names_are_found_by_search(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(ROCHE))
    for words in ("company:fauve", "names:ines", "reach:exemple"):
        found = services.db.rows(
            "SELECT count(*) FROM contact_search WHERE contact_search MATCH ?", (words,)
        )
        assert found == [(1,)]


def test_a_list_that_is_brought_back_is_written_in_few_statements(
    importing: ImportingService, services: Services
) -> None:
    rows = "".join(f"Nom {n};n{n}@exemple.example;Note {n}\n" for n in range(60))
    bring_in(importing, _parse(f"Nom;E-mail;Notes\n{rows}"), on_board=False)
    before = dump(services)
    services.undo()
    # Told again for each trigger, a statement counts once.
    written: set[str] = set()
    services.db.raw.set_trace_callback(written.add)
    services.redo()
    services.db.raw.set_trace_callback(None)
    assert dump(services) == before
    assert sum(sql.startswith(("INSERT INTO interactions", "UPDATE")) for sql in written) == 1


def test_names_are_made_as_the_rest_of_pisteur_makes_them() -> None:
    records = [
        LeadRecord(1, given_name="Inès", family_name="Œuvré", company="Élan"),
        LeadRecord(2, company="Élan"),
        LeadRecord(3, phones=(LabelledValue("3949"),), emails=(LabelledValue("a@exemple.fr"),)),
        LeadRecord(4, phones=(LabelledValue("3949"),)),
        LeadRecord(5, name="Garage Morel"),
    ]
    for record in records:
        row = candidate_of(record, "FR")
        contact = Contact(
            given_name=row.fields.get("given_name", ""),
            family_name=row.fields.get("family_name", ""),
            name=row.fields.get("name", ""),
            company=row.fields.get("company", ""),
        )
        points = [
            ContactPoint(contact_id=0, kind=point.kind.value, value=point.value, position=position)
            for position, point in enumerate(row.points)
        ]
        set_names(contact, points)
        reach = next(
            (p.value for p in points if p.kind == "email"), points[0].value if points else ""
        )
        assert names_of(row.fields, reach) == (
            contact.display_name,
            contact.sort_name,
            contact.sort_company,
        )


def test_the_same_list_twice_changes_nothing(
    services: Services, importing: ImportingService
) -> None:
    parsed = leads(ROCHE, PHONE_ONLY, EMAIL_ONLY, NAME_ONLY, ";;;3949;;;;", NOTHING)
    bring_in(importing, parsed)
    before, label = dump(services), services.db.undo_label
    done = importing.apply(parsed, ImportOptions(file_name="again.csv"))
    assert done.value.counts[RowKind.IDENTICAL] == 5
    assert done.value.list_id is None
    assert not done.changes
    assert (dump(services), services.db.undo_label) == (before, label)


@pytest.mark.parametrize("path", sorted(LISTS.iterdir()), ids=lambda path: path.stem)
def test_every_layout_twice_changes_nothing(
    services: Services, importing: ImportingService, path: Path
) -> None:
    parsed = parse_leads(path)
    first = bring_in(importing, parsed)
    assert sum(first.counts.values()) == parsed.total == first.total
    before = dump(services)
    again = bring_in(importing, parsed)
    assert dump(services) == before
    assert again.counts[RowKind.NEW] == again.counts[RowKind.FILLS_GAP] == 0


def test_a_second_spelling_of_a_phone_or_email_is_the_same_contact(
    importing: ImportingService,
) -> None:
    bring_in(importing, leads(ROCHE, PHONE_ONLY))
    plan = importing.plan(
        leads(";;;+33 6 39 98 00 01;;;;", ";;;;INES@exemple.fr;;;", ";;;0639980002;;;;")
    )
    assert [row.kind for row in plan.rows] == [RowKind.IDENTICAL] * 3


def test_a_row_that_says_more_fills_the_gap(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(PHONE_ONLY))
    more = leads("Élan;Vidal;Marc;0639980002;marc@exemple.fr;Lyon;rappeler;vip")
    plan = importing.plan(more)
    (row,) = plan.rows
    assert row.kind is RowKind.FILLS_GAP
    assert {difference.field for difference in row.differences} == {
        "name",
        "company",
        "city",
        "email",
        "tag",
        "note",
    }
    bring_in(importing, more)
    assert services.db.rows(
        "SELECT given_name, family_name, name, company, display_name, city FROM contacts"
    ) == [("Marc", "Vidal", "Marc Vidal", "Élan", "Marc Vidal", "Lyon")]
    assert services.db.rows("SELECT value, position FROM contact_points ORDER BY position") == [
        ("06 39 98 00 02", 0),
        ("marc@exemple.fr", 1),
    ]
    assert services.db.rows("SELECT count(*) FROM lead_lists") == [(2,)]


def test_a_contradiction_keeps_what_is_stored(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(ROCHE))
    before = dump(services)
    other = leads("Autre SARL;Roche;Inès;06 39 98 00 09;ines@exemple.fr;Lyon;;")
    (row,) = importing.plan(other).rows
    assert row.kind is RowKind.CONFLICT
    assert [(d.field, d.stored, d.file) for d in row.differences[:2]] == [
        ("company", "Atelier Fauve", "Autre SARL"),
        ("city", "Paris", "Lyon"),
    ]
    report = bring_in(importing, other)
    assert (report.counts[RowKind.CONFLICT], report.outcome.replaced) == (1, 0)
    assert dump(services) == before


def test_a_contradiction_takes_the_file_s_side_when_told(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(ROCHE))
    other = leads("Autre SARL;Petit;Zoé;06 39 98 00 09;ines@exemple.fr;Lyon;;")
    report = bring_in(importing, other, decisions=Decisions(conflict=Take.ALL))
    assert report.outcome.replaced == 1
    assert services.db.rows("SELECT name, company, city, sort_name FROM contacts") == [
        ("Zoé Petit", "Autre SARL", "Lyon", "zoe petit")
    ]
    assert services.db.rows("SELECT count(*) FROM contact_points") == [(3,)]
    assert bring_in(importing, other).counts[RowKind.IDENTICAL] == 1


def test_a_contradiction_only_fills_what_is_missing_when_told(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads("Atelier Fauve;Roche;Inès;06 39 98 00 01;ines@exemple.fr;;;"))
    other = leads("Autre SARL;Roche;Inès;06 39 98 00 09;ines@exemple.fr;Lyon;;")
    report = bring_in(importing, other, decisions=Decisions(conflict=Take.GAPS))
    assert (report.counts[RowKind.CONFLICT], report.outcome.replaced) == (1, 0)
    assert services.db.rows("SELECT company, city FROM contacts") == [("Atelier Fauve", "Lyon")]
    assert services.db.rows("SELECT count(*) FROM contact_points") == [(3,)]
    settled = dump(services)
    again = bring_in(importing, other, decisions=Decisions(conflict=Take.GAPS))
    assert again.list_id is None
    assert dump(services) == settled


def test_case_and_accents_are_no_contradiction(importing: ImportingService) -> None:
    bring_in(importing, leads(ROCHE))
    again = leads("ATELIER FAUVE;ROCHE;Ines;06 39 98 00 01;;PARIS;;")
    assert [row.kind for row in importing.plan(again).rows] == [RowKind.IDENTICAL]


def test_rows_of_one_file_are_matched_with_each_other(
    services: Services, importing: ImportingService
) -> None:
    parsed = leads(
        ";Roche;;06 39 98 00 01;;;;",
        ";Roche;;0639980001;;;;",
        ";Roche;;0639980001;ines@exemple.fr;;;",
        ";;;;ines@exemple.fr;Paris;;",
        ";;;;ines@exemple.fr;Lyon;;",
    )
    plan = importing.plan(parsed)
    assert [row.kind.value for row in plan.rows] == [
        "new",
        "identical",
        "fills_gap",
        "fills_gap",
        "conflict",
    ]
    assert [row.same_as_line for row in plan.rows] == [None, 2, 2, 2, 2]
    report = bring_in(importing, parsed)
    assert report.as_json() == plan.as_json()
    assert services.db.rows("SELECT name, city FROM contacts") == [("Roche", "Paris")]


def test_a_row_fills_the_gap_of_one_written_portions_earlier(
    services: Services, importing: ImportingService
) -> None:
    many = [f";N{i};;06 39 98 {i // 100:02} {i % 100:02};;;;" for i in range(1200)]
    parsed = leads(
        *many,
        ";N5;;06 39 98 00 05;n5@exemple.fr;;;",
        headings="Société;Nom;X;Tél;Email;Ville;Notes;Tags",
    )
    report = bring_in(importing, parsed)
    assert (report.counts[RowKind.NEW], report.counts[RowKind.FILLS_GAP]) == (1200, 1)
    assert services.db.rows(
        "SELECT c.company FROM contacts c JOIN contact_points p ON p.contact_id = c.id"
        " WHERE p.value = 'n5@exemple.fr'"
    ) == [("N5",)]


def test_two_people_behind_one_phone_are_two_contacts(
    services: Services, importing: ImportingService
) -> None:
    parsed = leads(
        "Élan;Roche;Inès;01 99 00 00 01;ines@exemple.fr;;;",
        "Élan;Vidal;Marc;01 99 00 00 01;marc@exemple.fr;;;",
    )
    assert bring_in(importing, parsed).counts[RowKind.NEW] == 2
    assert bring_in(importing, parsed).counts[RowKind.IDENTICAL] == 2


def test_contacts_typed_by_hand_are_recognised(
    services: Services, importing: ImportingService
) -> None:
    services.contacts.add_lead(AddLead("Inès Roche 06 39 98 00 01"))
    (row,) = importing.plan(leads(";Roche;Inès;0639980001;;;;")).rows
    assert row.kind is RowKind.FILLS_GAP
    contact_id = row.contact_id
    assert contact_id is not None
    services.contacts.edit(
        EditContact(
            contact_id,
            given_name="Inès",
            family_name="Roche",
            points=(PointInput(PointKind.PHONE, "06 39 98 00 01"),),
        )
    )
    (row,) = importing.plan(leads(";Roche;Inès;0639980001;;;;")).rows
    assert row.kind is RowKind.IDENTICAL


def test_a_deleted_contact_does_not_block_its_return(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(ROCHE))
    services.contacts.delete([1])
    assert bring_in(importing, leads(ROCHE)).counts[RowKind.NEW] == 1


def test_the_dry_run_writes_nothing_and_foretells_the_import(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(ROCHE))
    parsed = leads(ROCHE, PHONE_ONLY, NOTHING, ";Roche;Inès;;ines@exemple.fr;Lyon;;")
    before, label = dump(services), services.db.undo_label
    plan = importing.plan(parsed)
    assert (dump(services), services.db.undo_label) == (before, label)
    assert [row.line for row in plan.rows] == [2, 3, 4, 5]
    assert plan.rows[2].issue is not None
    assert plan.as_json() == bring_in(importing, parsed).as_json()


def test_new_names_get_a_card_each_below_those_of_the_column(
    services: Services, importing: ImportingService
) -> None:
    services.contacts.add_lead(AddLead("Garage Morel"))
    report = bring_in(importing, leads(PHONE_ONLY, EMAIL_ONLY))
    assert report.cards == 2
    found = services.db.rows(
        "SELECT c.display_name, s.zone, s.position FROM opportunities o"
        " JOIN contacts c ON c.id = o.contact_id JOIN stages s ON s.id = o.stage_id ORDER BY o.rank"
    )
    assert found == [
        ("Garage Morel", "leads", 0),
        ("06 39 98 00 02", "leads", 0),
        ("seul@exemple.fr", "leads", 0),
    ]


def test_a_large_list_stays_off_the_board_unless_wanted(
    services: Services, importing: ImportingService
) -> None:
    rows = [f"Société {i};;;;;;;" for i in range(BOARD_LIMIT + 1)]
    assert bring_in(importing, leads(*rows)).cards == 0
    services.undo()
    assert bring_in(importing, leads(*rows), on_board=True).cards == BOARD_LIMIT + 1
    services.undo()
    assert bring_in(importing, leads(*rows[:5]), on_board=False).cards == 0


def test_an_import_is_one_step_that_undo_takes_back_and_redo_brings_again(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(PHONE_ONLY))
    before = dump(services)
    bring_in(importing, leads(ROCHE, NAME_ONLY, ";Vidal;;0639980002;;;;"), file_name="salon.csv")
    after = dump(services)
    assert services.db.undo_label == "Import “salon”: 2 added, 1 completed"
    services.undo()
    assert dump(services) == before
    services.redo()
    assert dump(services) == after


def test_a_cancelled_import_changes_nothing(
    services: Services, importing: ImportingService
) -> None:
    parsed = leads(*(f"Société {i};;;;;;;" for i in range(1300)))
    before = dump(services)

    def stop(done: int, total: int) -> None:
        assert total == 1300
        if done >= 1000:
            raise ImportCancelledError

    with pytest.raises(ImportCancelledError):
        importing.apply(parsed, ImportOptions(), stop)
    assert dump(services) == before
    assert services.db.undo_label is None
    assert bring_in(importing, parsed).counts[RowKind.NEW] == 1300


def test_progress_ends_at_the_total(importing: ImportingService) -> None:
    told: list[tuple[int, int]] = []
    importing.plan(
        leads(*(f"Société {i};;;;;;;" for i in range(1300))), lambda *at: told.append(at)
    )
    assert told == [(500, 1300), (1000, 1300), (1300, 1300)]


def test_the_history_says_where_a_contact_came_from(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(PHONE_ONLY), list_name="Salon « Été »")
    ((kind, detail),) = services.db.rows("SELECT kind, detail FROM events")
    assert (kind, json.loads(detail)) == ("imported", {"list": "Salon « Été »"})


def test_rejected_rows_are_saved_with_their_reason(
    importing: ImportingService, tmp_path: Path
) -> None:
    path = tmp_path / "rejects.csv"
    assert importing.save_rejected(leads(ROCHE, NOTHING), path) == 1
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Line;Reason;Société;Nom;")
    assert lines[1] == "3;The row holds no name, company, phone or e-mail.;;;;;;Nîmes;note;"


CELL = st.sampled_from(["", "Roche", "Vidal", "Élan", "paris", "Paris", "vip", "une note"])
ROW = st.tuples(
    CELL,
    CELL,
    st.sampled_from(["", "Inès", "Marc"]),
    st.sampled_from(["", "0639980001", "06 39 98 00 02", "3949"]),
    st.sampled_from(["", "a@exemple.fr", "B@exemple.fr", "nul"]),
    CELL,
    CELL,
    CELL,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.lists(ROW, max_size=6), second=st.lists(ROW, max_size=6), replace=st.booleans())
def test_any_lists_add_up_settle_and_can_be_undone(
    services: Services,
    importing: ImportingService,
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
    replace: bool,
) -> None:
    empty = dump(services)
    decisions = Decisions(conflict=Take.ALL if replace else Take.NOTHING)
    for rows in (first, second):
        parsed = leads(*(";".join(row) for row in rows))
        plan = importing.plan(parsed)
        report = bring_in(importing, parsed, decisions=decisions)
        assert sum(report.counts.values()) == parsed.total
        if not replace:
            assert plan.as_json() == report.as_json()
            settled = dump(services)
            again = bring_in(importing, parsed)
            assert again.counts[RowKind.NEW] == again.counts[RowKind.FILLS_GAP] == 0
            assert dump(services) == settled
    while services.db.undo_label:
        services.undo()
    assert dump(services) == empty


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (
                "Roche;Roche;;06 39 98 00 01;;;;",
                "Vidal;Vidal;;06 39 98 00 01;a@exemple.fr;;;",
                ";Roche;;06 39 98 00 01;b@exemple.fr;;;",
            ),
            id="an e-mail comes to who was contradicted by phone",
        ),
        pytest.param(
            (
                "Vidal;;;06 39 98 00 01;;;;",
                "Roche;;;06 39 98 00 01;a@exemple.fr;;;",
                ";;;;a@exemple.fr;;;",
            ),
            id="the e-mail of a contradiction becomes a contact of its own",
        ),
        pytest.param(
            ("Roche;;;06 39 98 00 01;;;;", "Roche;;;;;;;vip"),
            id="a bare name is that of a contact with a phone",
        ),
        pytest.param(
            (
                "Élan;Roche;;;a@exemple.fr;;;",
                "Élan;Roche;;06 39 98 00 01;a@exemple.fr;;;",
                "Vidal;Marc;;06 39 98 00 01;b@exemple.fr;;;",
                ";;;06 39 98 00 01;;Paris;;",
            ),
            id="a phone that a contact got is that of a new one too",
        ),
    ],
)
def test_rows_that_bear_on_each_other_settle_at_once(
    services: Services, importing: ImportingService, rows: tuple[str, ...]
) -> None:
    parsed = leads(*rows)
    plan = importing.plan(parsed)
    assert [row.line for row in plan.rows] == list(range(2, len(rows) + 2))
    assert plan.as_json() == bring_in(importing, parsed).as_json()
    before = dump(services)
    again = bring_in(importing, parsed)
    assert again.counts[RowKind.NEW] == again.counts[RowKind.FILLS_GAP] == 0
    assert dump(services) == before


def test_a_stored_contact_known_by_its_bare_name_may_get_a_place(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads("Roche;;;06 39 98 00 01;;;;"))
    parsed = leads("Roche;;;;;;;vip", "Roche;;;06 39 98 00 01;;Paris;;")
    bring_in(importing, parsed)
    before = dump(services)
    assert bring_in(importing, parsed).counts[RowKind.IDENTICAL] == 2
    assert dump(services) == before


def test_a_name_that_contradicts_is_noted_with_the_place_that_came_after(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads("Écho;Léa;;;lea@exemple.fr;;;"))
    parsed = leads(
        "Élan;Léa;;;;;;", "Élan;Léa;;;lea@exemple.fr;;;", "Écho;Léa;;;lea@exemple.fr;Nice;;"
    )
    bring_in(importing, parsed)
    before = dump(services)
    assert bring_in(importing, parsed).counts[RowKind.NEW] == 0
    assert dump(services) == before


def test_a_contact_that_later_rows_complete_keeps_the_source_of_its_list(
    importing: ImportingService, services: Services
) -> None:
    parsed = leads(";Roche;;06 39 98 00 01;;;;", ";Roche;;06 39 98 00 01;;Paris;;")
    report = bring_in(importing, parsed, source="Salon 2026")
    assert report.counts[RowKind.NEW] == report.counts[RowKind.FILLS_GAP] == 1
    found = services.db.rows("SELECT city, source FROM contacts")
    assert found == [("Paris", "Salon 2026")]
    assert services.db.rows("SELECT count(*) FROM events") == [(1,)]


def test_a_tag_is_the_same_with_other_capitals_or_accents(
    services: Services, importing: ImportingService
) -> None:
    bring_in(importing, leads(";A;;06 39 98 00 01;;;;Salon été, salon ÉTÉ"))
    bring_in(importing, leads(";B;;06 39 98 00 02;;;;SALON ETE"))
    contact_id = services.contacts.add_lead(AddLead("Léa Aubry 06 39 98 00 03")).value[0]
    for tags in (("salon ete", "Salon été"), ("SALON ÉTÉ", "Vip", "vip")):
        services.contacts.edit(EditContact(contact_id, family_name="Aubry", tags=tags))
        assert services.db.rows("SELECT name FROM tags ORDER BY id")[0] == ("Salon été",)
    assert services.db.rows("SELECT name FROM tags ORDER BY id") == [("Salon été",), ("Vip",)]
    assert services.contact_view.contact(contact_id).tags == ("Salon été", "Vip")


class TestABackupComesBefore:
    def test_it_holds_the_file_as_it_was_and_the_report_names_it(
        self, services: Services, importing: ImportingService, data_path: Path
    ) -> None:
        bring_in(importing, leads(PHONE_ONLY))
        before = dump(services)
        report = bring_in(importing, leads(ROCHE))
        assert report.backup is not None
        newest = list_backups(data_path)[-1]
        assert (str(newest.path), newest.reason) == (report.backup, "before-import")
        copy = Services(open_data(Path(report.backup)))
        assert dump(copy) == before
        copy.close()

    def test_for_a_change_of_what_is_stored_too(
        self, importing: ImportingService, data_path: Path
    ) -> None:
        bring_in(importing, leads(ROCHE))
        changed = leads(ROCHE.replace("Paris", "Lyon"))
        assert bring_in(importing, changed).backup is None
        assert (
            bring_in(importing, changed, decisions=Decisions(conflict=Take.ALL)).backup is not None
        )
        assert len(list_backups(data_path)) == 2

    def test_but_not_before_a_dry_run_nor_when_nothing_changes(
        self, importing: ImportingService, data_path: Path
    ) -> None:
        importing.plan(leads(ROCHE))
        assert bring_in(importing, leads(NOTHING)).backup is None
        assert list_backups(data_path) == []
        bring_in(importing, leads(ROCHE))
        assert bring_in(importing, leads(ROCHE)).backup is None
        assert len(list_backups(data_path)) == 1

    def test_without_it_nothing_is_imported(
        self, services: Services, importing: ImportingService, data_path: Path
    ) -> None:
        (data_path.parent / "backups").write_text("in the way")
        before = dump(services)
        with pytest.raises(StorageError, match=r"import\.no_backup"):
            bring_in(importing, leads(ROCHE))
        assert dump(services) == before
        assert services.db.undo_label is None


class TestUndoOfOneImport:
    def test_the_newest_step_is_taken_back(
        self, services: Services, importing: ImportingService
    ) -> None:
        before = dump(services)
        list_id = bring_in(importing, leads(ROCHE)).list_id
        assert list_id is not None
        assert importing.undo(list_id).changes.touches("contacts")
        assert dump(services) == before
        assert not importing.undo(list_id).changes  # it is gone already
        services.redo()
        importing.undo(list_id)
        assert dump(services) == before

    def test_what_came_after_it_is_left_alone(
        self, services: Services, importing: ImportingService
    ) -> None:
        list_id = bring_in(importing, leads(ROCHE)).list_id
        assert list_id is not None
        services.contacts.add_lead(AddLead("Léa Aubry"))
        before = dump(services)
        with pytest.raises(DomainError, match=r"import\.not_newest"):
            importing.undo(list_id)
        assert dump(services) == before
        services.undo()
        importing.undo(list_id)
        assert services.db.rows("SELECT count(*) FROM contacts") == [(0,)]


def test_the_heat_is_filled_in_beside_a_row_that_was_left(
    services: Services, importing: ImportingService
) -> None:
    rows = ("ines@exemple.fr;Nice;", "ines@exemple.fr;;chaud")
    bring_in(importing, leads("ines@exemple.fr", headings="Email"))
    left = Decisions(rows={2: Decision(Take.NOTHING)})
    bring_in(importing, leads(*rows, headings="Email;Ville;Chaleur"), decisions=left)
    assert services.db.rows("SELECT city, heat FROM contacts") == [("", "hot")]
