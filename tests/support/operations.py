"""Everything that a user can do to the data, by name and three numbers.

The numbers choose among the records that there are, so that any sequence makes sense and a
failing one shrinks. What the rules refuse is an answer too: it must change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

from pisteur.domain import settings
from pisteur.domain.commands import (
    AddLead,
    CompleteFollowUp,
    DealInput,
    EditContact,
    Evidence,
    Forced,
    Lose,
    MoveCards,
    PlanFollowUp,
    PointInput,
    SaleInput,
    StandBy,
    WhatNext,
    Win,
    WriteInteraction,
)
from pisteur.domain.errors import DomainError
from pisteur.domain.insights import NoteStanding
from pisteur.domain.pipelines import AddStage, StageInput
from pisteur.domain.qualification import CriterionAnswer, QualificationInput
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    Direction,
    FollowUpKind,
    Heat,
    InteractionKind,
    LearntHow,
    LostReason,
    Nature,
    Outcome,
    PointKind,
    StageColour,
    Zone,
)
from pisteur.services.gates import GateClosedError
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet
from support.aftermath import Aftermath
from support.catalogue import Catalogue
from support.clock import FakeClock
from support.persistence import Persistence
from support.talking import Talking
from support.twins import Twins

LINES = (
    "Garage Morel 06 39 98 12 34",
    "Inès Roche, Atelier Fauve, 1 800 €",
    "lea.martin@exemple.fr",
    "01 99 00 45 67",
    "Cœur de Ville, jean_paul@exemple.fr, 02 61 91 00 11",
    "Été indien",
)
NOTES = ("Rappeler après l’été", "Devis envoyé, le cœur du sujet", "Garage fermé", "ok", "")
TAGS = (("Lyon",), ("Lyon", "salon"), (), ("presse", "Été"))


class Person(Talking, Catalogue, Aftermath, Persistence, Twins):
    """Someone who uses the services, at random but the same way for the same numbers."""

    def __init__(self, services: Services, clock: FakeClock) -> None:
        self._s = services
        self._clock = clock

    def do(self, name: str, a: int, b: int, c: int) -> ChangeSet:
        """Do one thing; what the rules refuse gives an empty set."""
        operation: Callable[[int, int, int], ChangeSet] = getattr(self, f"op_{name}")
        try:
            return operation(a, b, c)
        except (DomainError, _NothingThereError):
            return ChangeSet()

    # Contacts.

    def op_add_lead(self, a: int, b: int, c: int) -> ChangeSet:
        stage_id = self._pick("stages", b) if b % 3 == 0 else None
        return self._s.contacts.add_lead(AddLead(LINES[a % len(LINES)], stage_id)).changes

    def op_edit_contact(self, a: int, b: int, c: int) -> ChangeSet:
        points = [
            PointInput(PointKind.PHONE, "06 39 98 00 0" + str(c % 10)),
            PointInput(PointKind.EMAIL, f"garage{c % 5}@exemple.fr", "work"),
            PointInput(PointKind.PHONE, "+41 44 668 18 00"),
        ]
        command = EditContact(
            self._pick("contacts", a),
            given_name=("Zoé", "", "Paul")[b % 3],
            family_name=("Morel", "Œuvrard", "")[c % 3],
            company=("", "Atelier du Cœur")[b % 2],
            city=("Lyon", "", "Sète")[c % 3],
            nature=list(Nature)[b % 3],
            points=tuple(points[: b % 4]),
            tags=TAGS[c % len(TAGS)],
        )
        return self._s.contacts.edit(command).changes

    def op_set_heat(self, a: int, b: int, c: int) -> ChangeSet:
        ids = {self._pick("contacts", a), self._pick("contacts", b)}
        return self._s.contacts.set_heat(sorted(ids), list(Heat)[c % 3]).changes

    def op_delete_contact(self, a: int, b: int, c: int) -> ChangeSet:
        ids = {self._pick("contacts", a)} | ({self._pick("contacts", b)} if c % 2 else set())
        return self._s.contacts.delete(sorted(ids)).changes

    # Deals.

    def op_add_deal(self, a: int, b: int, c: int) -> ChangeSet:
        title = ("", "Site vitrine", "Devanture")[b % 3]
        given = DealInput(title, str(c))
        return self._s.opportunities.add(self._pick("contacts", a), given).changes

    def op_edit_deal(self, a: int, b: int, c: int) -> ChangeSet:
        given = DealInput(f"Affaire {b}", str(c))
        return self._s.opportunities.edit(self._pick("opportunities", a), given).changes

    def op_delete_deals(self, a: int, b: int, c: int) -> ChangeSet:
        ids = {self._pick("opportunities", a), self._pick("opportunities", b)}
        return self._s.opportunities.delete(sorted(ids)).changes

    def op_move(self, a: int, b: int, c: int) -> ChangeSet:
        first = self._pick("opportunities", a)
        cards = (first, self._pick("opportunities", a + 1)) if b % 4 == 0 else (first,)
        before = self._pick("opportunities", c) if c % 3 else None
        command = MoveCards(tuple(dict.fromkeys(cards)), self._pick("stages", b), before)
        try:
            return self._s.opportunities.move(command).changes
        except GateClosedError as closed:
            evidence = {i: self._evidence(closed, c) for i in closed.opportunity_ids}
            opened = MoveCards(command.opportunity_ids, command.stage_id, before, evidence)
            return self._s.opportunities.move(opened).changes

    # Pipelines and columns.

    def op_add_pipeline(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.pipelines.add(f"Pipeline {a}").changes

    def op_delete_pipeline(self, a: int, b: int, c: int) -> ChangeSet:
        target = self._pick("pipelines", b)
        return self._s.pipelines.delete(self._pick("pipelines", a), target).changes

    def op_move_to_pipeline(self, a: int, b: int, c: int) -> ChangeSet:
        cards = (self._pick("opportunities", a), self._pick("opportunities", c))
        target = self._pick("pipelines", b)
        return self._s.pipelines.move_deals(tuple(dict.fromkeys(cards)), target).changes

    def op_add_column(self, a: int, b: int, c: int) -> ChangeSet:
        given = StageInput(f"Colonne {a}", list(StageColour)[b % 8], c or None, b % 101)
        before = self._pick("stages", c)
        pipeline = self._pick("pipelines", b)
        return self._s.pipelines.add_stage(
            AddStage(pipeline, list(Zone)[a % 3], given, before)
        ).changes

    def op_edit_column(self, a: int, b: int, c: int) -> ChangeSet:
        given = StageInput(f"Étape {b}", list(StageColour)[c % 8], None, c % 101)
        return self._s.pipelines.edit_stage(self._pick("stages", a), given).changes

    def op_shift_column(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.pipelines.shift_stage(self._pick("stages", a), (-1, 1)[b % 2]).changes

    def op_delete_column(self, a: int, b: int, c: int) -> ChangeSet:
        stage = self._pick("stages", a)
        return self._s.pipelines.delete_stage(stage, self._pick("stages", b)).changes

    def op_qualify(self, a: int, b: int, c: int) -> ChangeSet:
        card, contact = self._card(a)
        given = self._answers(b)
        consequence = Lose(card, LostReason.NOT_IN_TARGET) if c % 2 else None
        return self._s.opportunities.qualify(contact, card, given, consequence).changes

    def op_win(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.opportunities.win(Win(self._card(a)[0], self._sale(b))).changes

    def op_cancel_sale(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.sales.cancel(self._pick("sales", a)).changes

    def op_lose(self, a: int, b: int, c: int) -> ChangeSet:
        command = Lose(self._card(a)[0], list(LostReason)[b % len(LostReason)], "trop cher")
        return self._s.opportunities.lose(command).changes

    def op_stand_by(self, a: int, b: int, c: int) -> ChangeSet:
        until = self._clock.today() + timedelta(days=b % 40)
        return self._s.opportunities.stand_by(StandBy(self._card(a)[0], until)).changes

    def op_reopen(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.opportunities.reopen(self._card(a)[0]).changes

    # Actions.

    def op_plan(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.follow_ups.plan(self._plan(a, b, c)).changes

    def op_edit_action(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.follow_ups.edit(self._pick("follow_ups", a), self._plan(a, b, c)).changes

    def op_complete(self, a: int, b: int, c: int) -> ChangeSet:
        command = CompleteFollowUp(
            self._pick("follow_ups", a),
            outcome=[None, *Outcome][b % 5],
            note=NOTES[c % len(NOTES)],
            what_next=self._what_next(a, b, c),
        )
        return self._s.follow_ups.complete(command).changes

    def op_postpone(self, a: int, b: int, c: int) -> ChangeSet:
        due = self._clock.today() + timedelta(days=b % 9)
        at = time(c % 24, 30) if c % 2 else None
        return self._s.follow_ups.postpone(self._pick("follow_ups", a), due, at).changes

    def op_cancel_action(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.follow_ups.cancel(self._pick("follow_ups", a)).changes

    # Journal.

    def op_write(self, a: int, b: int, c: int) -> ChangeSet:
        card, contact = self._card(a)
        command = WriteInteraction(
            contact,
            card if b % 2 else None,
            list(InteractionKind)[b % len(InteractionKind)],
            NOTES[c % len(NOTES)],
            list(Direction)[c % 3],
            [None, *Outcome][b % 5],
            happened_at=self._clock.now() - timedelta(days=c % 50) if c % 2 else None,
        )
        return self._s.journal.write(command).changes

    def op_correct(self, a: int, b: int, c: int) -> ChangeSet:
        line = self._pick("interactions", a)
        return self._s.journal.edit(line, NOTES[b % len(NOTES)]).changes

    def op_delete_line(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.journal.delete(self._pick("interactions", a)).changes

    # The rest.

    def op_note_standing(self, a: int, b: int, c: int) -> ChangeSet:
        contact, other = self._card(a)[1], self._card(b)[1]
        given = NoteStanding(
            contact,
            asked_on=self._clock.today() - timedelta(days=c % 60) if c % 3 else None,
            recommended_by=other if other != contact else None,
            known_figure=bool(c % 2),
        )
        return self._s.segments.note(given).changes

    def op_keep_heat(self, a: int, b: int, c: int) -> ChangeSet:
        contact = self._card(a)[1]
        proposal = self._s.heat.proposal(contact)
        if proposal is None:
            raise _NothingThereError
        return self._s.heat.keep(contact, proposal).changes

    def op_set(self, a: int, b: int, c: int) -> ChangeSet:
        if a % 3 == 0:
            return self._s.settings.put(settings.STALE_DAYS, 1 + b % 30).changes
        if a % 3 == 1:
            return self._s.settings.put(settings.DORMANCY_MONTHS, [None, 1, 24][b % 3]).changes
        return self._s.settings.put(settings.THEME, ("light", "dark")[b % 2]).changes

    def op_wait(self, a: int, b: int, c: int) -> ChangeSet:
        self._clock.advance(minutes=a % 60, days=(b % 5) * (c % 5))
        return ChangeSet()

    # Choosing.

    def _pick(self, table: str, number: int) -> int:
        ids = [row[0] for row in self._s.db.rows(f"SELECT id FROM {table} ORDER BY id")]
        if not ids:
            raise _NothingThereError
        chosen: int = ids[number % len(ids)]
        return chosen

    def _card(self, number: int) -> tuple[int, int]:
        card = self._pick("opportunities", number)
        owner = self._s.db.rows("SELECT contact_id FROM opportunities WHERE id = ?", (card,))
        return card, owner[0][0]

    def _plan(self, a: int, b: int, c: int) -> PlanFollowUp:
        card, contact = self._card(a)
        return PlanFollowUp(
            contact,
            card if b % 4 else None,
            list(FollowUpKind)[b % len(FollowUpKind)],
            f"Rappeler {c}",
            self._clock.today() + timedelta(days=c % 20 - 5),
            time(b % 24) if b % 2 else None,
        )

    def _what_next(self, a: int, b: int, c: int) -> WhatNext | None:
        card = self._card(a)[0]
        until = self._clock.today() + timedelta(days=1 + b % 30)
        options: tuple[WhatNext | None, ...] = (
            None,
            self._plan(a, b, c),
            StandBy(card, until),
            Lose(card, LostReason.PRICE),
            Win(card, self._sale(b)),
        )
        return options[c % 5]

    def _answers(self, number: int) -> QualificationInput:
        given = []
        for place, criterion in enumerate(self._s.qualification.criteria()):
            # Three in four are yes, so that prospects come about.
            answer = (Answer.YES, Answer.YES, Answer.UNKNOWN, Answer.NO)[(number >> place) % 4]
            given.append(CriterionAnswer(criterion.id, answer, "dit au téléphone"))
        return QualificationInput(tuple(given[: 3 + number % 3]), LearntHow.CALL)

    def _sale(self, number: int) -> SaleInput:
        day = self._clock.today() - timedelta(days=(number % 10) * 120)
        how = list(AcceptedHow)[number % len(AcceptedHow)]
        return SaleInput(str(100 + number), day, how, note="yes, on the phone")

    def _evidence(self, closed: GateClosedError, number: int) -> Evidence:
        if number % 5 == 0:
            return Forced("il l’a dit")
        stage_needs_sale = closed.code == "gate.sale"
        return self._sale(number) if stage_needs_sale else self._answers(number)


class _NothingThereError(Exception):
    """There is no record to act on yet."""


OPERATIONS = tuple(sorted(name[3:] for name in dir(Person) if name.startswith("op_")))

# Adding comes more often than deleting, or the files stay empty.
FREQUENT = (
    *OPERATIONS,
    *("add_lead",) * 5,
    *("move",) * 4,
    *("plan", "complete", "write", "qualify", "win") * 2,
)
