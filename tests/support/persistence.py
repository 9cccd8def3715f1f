"""What a user does to keep in touch, by three numbers; see `operations`."""

from __future__ import annotations

from datetime import timedelta

from pisteur.domain.cadence_commands import SaveCadence, SendQuote, StartCadence
from pisteur.domain.cadences import CadenceEvent, CadenceStep, CadenceTrigger
from pisteur.domain.commands import PlanFollowUp
from pisteur.domain.recurrence import (
    last_working_day,
    monthly_like,
    monthly_weekday_like,
    to_rrule,
    weekly_like,
)
from pisteur.domain.words import FollowUpKind
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet
from support.clock import FakeClock


class Persistence:
    """Operations on cadences, quotes and actions that come again."""

    _s: Services
    _clock: FakeClock

    def _pick(self, table: str, number: int) -> int:
        raise NotImplementedError

    def _card(self, number: int) -> tuple[int, int]:
        raise NotImplementedError

    def op_plan_again(self, a: int, b: int, c: int) -> ChangeSet:
        card, contact = self._card(a)
        due = self._clock.today() + timedelta(days=c % 20 - 5)
        count = 1 + b % 4
        rules = (
            weekly_like(due, count),
            monthly_like(due, count),
            monthly_weekday_like(due, count),
            last_working_day(count),
        )
        command = PlanFollowUp(
            contact,
            card if b % 3 else None,
            FollowUpKind.CALL,
            "Prendre des nouvelles",
            due,
            rrule=to_rrule(rules[c % 4]),
            recurs_from_done=bool(b % 2),
        )
        return self._s.follow_ups.plan(command).changes

    def op_stop_repeating(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.follow_ups.stop_repeating(self._pick("follow_ups", a)).changes

    def _start(self, a: int, b: int, c: int) -> StartCadence:
        card, contact = self._card(a)
        today = self._clock.today()
        return StartCadence(
            self._pick("cadences", b),
            contact,
            card if c % 4 else None,
            today - timedelta(days=c % 9),
            today + timedelta(days=b % 40) if b % 2 else None,
        )

    def op_start_cadence(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.cadences.start(self._start(a, b, c)).changes

    def op_stop_cadence(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.cadences.stop(self._pick("cadence_runs", a)).changes

    def op_send_quote(self, a: int, b: int, c: int) -> ChangeSet:
        today = self._clock.today()
        command = SendQuote(
            self._card(a)[0],
            today - timedelta(days=b % 9),
            today + timedelta(days=c % 40) if c % 3 else None,
            f"D-{b}",
            "" if b % 2 else str(100 + c),
            self._start(a, b, c) if c % 2 else None,
        )
        return self._s.quotes.send(command).changes

    def op_save_cadence(self, a: int, b: int, c: int) -> ChangeSet:
        steps = tuple(
            CadenceStep(b % 7 + 3 * place, FollowUpKind.EMAIL, "Écrire") for place in range(c % 4)
        )
        command = SaveCadence(
            self._pick("cadences", a) if b % 3 else None,
            f"Cadence {b}",
            list(CadenceTrigger)[c % 3],
            frozenset(list(CadenceEvent)[: b % 6]),
            steps,
        )
        return self._s.cadences.save(command).changes

    def op_remove_cadence(self, a: int, b: int, c: int) -> ChangeSet:
        return self._s.cadences.remove(self._pick("cadences", a)).changes

    def op_order_cadences(self, a: int, b: int, c: int) -> ChangeSet:
        ids = [own.id for own in self._s.cadences.all()]
        place = a % len(ids) if ids else 0
        return self._s.cadences.order([*ids[place:], *ids[:place]]).changes
