"""Criteria are data: edited, ordered, put away, and the pips of the cards follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from pisteur.domain.errors import DomainError
from pisteur.domain.qualification import Criterion
from pisteur.domain.selling_inputs import CriterionInput
from pisteur.domain.words import Answer, Status
from pisteur.exchange.errors import ExchangeError
from pisteur.services.board import read_criteria
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support import people
from support.clock import FakeClock

BUDGET_YEAR = CriterionInput(
    name="  Renewal ",
    question="Will they buy again?",
    guidance=" Every year. \n",
    prompts="When did you last buy?\n\n  And before? ",
    find_out="Ask how often they buy",
    required=True,
)


def criterion(services: Services, key: str) -> Criterion:
    return next(one for one in services.qualification.criteria() if one.key == key)


def as_input(one: Criterion) -> CriterionInput:
    return CriterionInput(
        one.name, one.question, one.letter, one.guidance, one.prompts, one.find_out, one.required
    )


def names(services: Services) -> list[str]:
    return [one.name for one in services.qualification.criteria()]


def letters(services: Services) -> str:
    return read_criteria(services.db.raw)[0]


def pips(services: Services, contact_id: int) -> str:
    found: str = services.db.rows(
        "SELECT q.pips FROM contacts c JOIN qualifications q ON q.id = c.qualification_id"
        " WHERE c.id = ?",
        (contact_id,),
    )[0][0]
    return found


def test_a_criterion_is_added_at_the_end_and_cleaned(services: Services) -> None:
    made = services.criteria.add(BUDGET_YEAR).value
    last = services.qualification.criteria()[-1]
    assert last.id == made
    assert (last.name, last.letter, last.required) == ("Renewal", "R", True)
    assert last.guidance == "Every year."
    assert last.prompts == "When did you last buy?\nAnd before?"


def test_a_new_required_criterion_is_a_pip_not_known_on_cards_of_before(
    services: Services,
) -> None:
    contact, _card = people.prospect(services)
    services.criteria.add(BUDGET_YEAR)
    assert letters(services) == "T€DR"
    assert pips(services, contact) == "yyyu"


def test_a_qualification_keeps_the_verdict_of_its_day(services: Services) -> None:
    contact, _card = people.prospect(services)
    services.criteria.add(BUDGET_YEAR)
    assert services.contact_view.contact(contact).reason.status is Status.PROSPECT
    target = criterion(services, "target")
    services.criteria.remove(target.id)
    assert services.contact_view.contact(contact).reason.status is Status.PROSPECT


def test_pips_follow_the_order_of_the_criteria(services: Services) -> None:
    contact, card = people.lead(services)
    given = people.answers(services, Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.YES)
    services.opportunities.qualify(contact, card, given)
    assert pips(services, contact) == "ynu"
    ids = [one.id for one in services.qualification.criteria()]
    services.criteria.order((ids[3], ids[2], ids[1], ids[0], ids[4]))
    assert letters(services) == "D€T"
    assert pips(services, contact) == "uny"
    services.criteria.edit(ids[3], as_input(criterion(services, "need"))._replace(required=True))
    assert letters(services) == "ND€T"
    assert pips(services, contact) == "yuny"


def test_a_criterion_that_is_no_longer_required_has_no_pip(services: Services) -> None:
    contact, _card = people.prospect(services)
    means = criterion(services, "means")
    services.criteria.edit(means.id, as_input(means)._replace(required=False))
    assert letters(services) == "TD"
    assert pips(services, contact) == "yy"


def test_a_criterion_never_answered_goes_for_good(services: Services) -> None:
    timing = criterion(services, "timing")
    assert services.criteria.remove(timing.id).value is False
    assert "Timing" not in names(services)
    assert services.db.rows("SELECT count(*) FROM criteria")[0][0] == 4


def test_a_criterion_with_answers_is_put_away_and_its_answers_stay(services: Services) -> None:
    contact, _card = people.prospect(services)
    means = criterion(services, "means")
    assert services.criteria.remove(means.id).value is True
    assert "Means" not in names(services)
    assert letters(services) == "TD"
    assert pips(services, contact) == "yy"
    kept = services.db.rows(
        "SELECT count(*) FROM qualification_answers WHERE criterion_id = ?", (means.id,)
    )
    assert kept[0][0] == 1
    # The walk goes on without it.
    services.opportunities.qualify(contact, None, people.answers(services, Answer.YES, Answer.YES))
    assert services.contact_view.contact(contact).reason.status is Status.PROSPECT


def test_one_required_criterion_must_stay(services: Services) -> None:
    target, means, decision, *_optional = services.qualification.criteria()
    services.criteria.remove(target.id)
    services.criteria.remove(means.id)
    for change in (
        lambda: services.criteria.remove(decision.id),
        lambda: services.criteria.edit(decision.id, as_input(decision)._replace(required=False)),
    ):
        with pytest.raises(DomainError) as caught:
            change()
        assert caught.value.code == "criterion.last_required"
    assert letters(services) == "D"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (CriterionInput(" ", "Really?"), "criterion.name_missing", "name"),
        (CriterionInput("Size", " "), "criterion.question_missing", "question"),
        (CriterionInput("Size", "Big?", letter="SZ"), "criterion.letter_invalid", "letter"),
        (CriterionInput("Size", "Big?", letter="t"), "criterion.letter_taken", "letter"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    services: Services, given: CriterionInput, code: str, field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        services.criteria.add(given)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert len(names(services)) == 5


def test_without_a_letter_the_first_free_one_of_the_name_is_taken(services: Services) -> None:
    services.criteria.add(CriterionInput("Trade", "Which?", required=True))
    assert letters(services) == "T€DR"
    services.criteria.add(CriterionInput("DT", "Which?", required=True))
    assert letters(services) == "T€DR?"


@pytest.mark.parametrize("letter", ["ß", ""])
def test_a_letter_whose_capital_is_two_stays_one(services: Services, letter: str) -> None:
    services.criteria.add(CriterionInput("ß", "Which?", letter=letter, required=True))
    assert letters(services) == "T€Dß"


def test_an_archive_with_a_letter_that_is_none_is_refused(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "all.json"
    services.archive.write(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"letter": "T"', '"letter": "TT"'), encoding="utf-8")
    other = Services(open_data(tmp_path / "other.db"), clock)
    with pytest.raises(ExchangeError) as caught:
        other.archive.read(path)
    assert caught.value.code == "archive.damaged"
    other.close()


def test_the_archive_keeps_criteria_put_away(
    services: Services, tmp_path: Path, clock: FakeClock
) -> None:
    people.prospect(services)
    services.criteria.remove(criterion(services, "means").id)
    services.criteria.add(BUDGET_YEAR)
    services.archive.write(tmp_path / "all.json")
    other = Services(open_data(tmp_path / "other.db"), clock)
    other.archive.read(tmp_path / "all.json")
    assert other.qualification.criteria() == services.qualification.criteria()
    assert other.db.rows("SELECT name FROM criteria WHERE put_away = 1") == [("Means",)]
    other.close()


def test_each_change_is_one_step_back_and_forth(services: Services) -> None:
    contact, _card = people.prospect(services)
    services.criteria.add(BUDGET_YEAR)
    services.criteria.remove(criterion(services, "means").id)
    ids = [one.id for one in services.qualification.criteria()]
    services.criteria.order(tuple(reversed(ids)))
    assert pips(services, contact) == "uyy"
    assert services.undo().value == "Reorder the criteria"
    assert services.undo().value == "Remove the criterion “Means”"
    assert services.undo().value == "Add the criterion “Renewal”"
    assert (letters(services), pips(services, contact)) == ("T€D", "yyy")
    services.redo()
    services.redo()
    services.redo()
    assert pips(services, contact) == "uyy"


def test_an_order_of_other_criteria_than_there_are_is_refused(services: Services) -> None:
    ids = [one.id for one in services.qualification.criteria()]
    with pytest.raises(DomainError) as caught:
        services.criteria.order(ids[1:])
    assert caught.value.code == "record.gone"


def test_a_criterion_put_away_comes_back_with_its_answers_when_it_is_saved(
    services: Services,
) -> None:
    contact, _card = people.prospect(services)
    means = criterion(services, "means")
    services.criteria.remove(means.id)
    assert services.qualification.criteria(put_away=True) == (means,)
    services.criteria.edit(means.id, as_input(means))
    assert services.qualification.criteria(put_away=True) == ()
    assert (letters(services), pips(services, contact)) == ("T€D", "yyy")


def test_nobody_is_to_find_out_what_is_no_longer_asked(services: Services) -> None:
    contact, card = people.lead(services)
    given = people.answers(services, Answer.YES, Answer.UNKNOWN, Answer.UNKNOWN)
    services.opportunities.qualify(contact, card, given)
    means = criterion(services, "means")
    todo = "SELECT criterion_id FROM follow_ups WHERE done_at IS NULL AND cancelled_at IS NULL"
    assert (means.id,) in services.db.rows(todo)
    services.criteria.remove(means.id)
    left = services.db.rows(todo)
    assert (means.id,) not in left
    assert (criterion(services, "decision").id,) in left
    services.undo()
    assert (means.id,) in services.db.rows(todo)
