"""Reads what follows from an answer: the attempts so far, what is proposed, what stays planned.

Changes nothing: the user decides, and `follow_ups`, `journal` and `opportunities` write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pisteur.domain.answering import Answering, Planned, Proposed, Prospects
from pisteur.domain.answers import Proposal, consequence_of, due_day
from pisteur.domain.cadences import CadenceEvent, cancels
from pisteur.domain.persistence import Exchange, Persistence
from pisteur.domain.settings import ATTEMPTS_LIMIT
from pisteur.domain.today_snapshots import FollowUpView
from pisteur.domain.words import Direction, InteractionKind, OpportunityState, Outcome
from pisteur.domain.working_days import Region
from pisteur.i18n import current_language
from pisteur.services.cadence_runs import events_in, region_of
from pisteur.services.exchanges import Exchanges
from pisteur.services.follow_ups import EXCHANGE_OF, FollowUpsService
from pisteur.services.selling_defaults import selling_defaults
from pisteur.services.workspace import Workspace


class AnsweringService:
    """Queries around answers."""

    def __init__(self, workspace: Workspace, follow_ups: FollowUpsService) -> None:
        self._workspace = workspace
        self._follow_ups = follow_ups

    def completing(self, follow_up_id: int) -> Answering:
        """Return what to propose when an action is ticked off.

        Raises:
            DomainError: `record.gone` when it is not open any more.
        """
        action = self._follow_ups.open_action(follow_up_id)
        exchange = EXCHANGE_OF[action.kind]
        again = self._again(action)
        others = self._others(action)
        kept = [plan for plan, stops in others if not stops]
        stopped = next((stops for _plan, stops in others if stops), "")
        return Answering(
            action=action,
            prospects=self.prospects(action.contact_id, exchange),
            planned=_first([*again, *(plan for plan, _stops in others)]),
            planned_after_reply=_first([*again, *kept]),
            stopped_by_reply=stopped,
            won=self._is_won(action.opportunity_id),
        )

    def _is_won(self, opportunity_id: int | None) -> bool:
        found = self._workspace.db.rows(
            "SELECT state FROM opportunities WHERE id = ?", (opportunity_id,)
        )
        return found == [(OpportunityState.WON.value,)]

    def postponing(self, follow_up_id: int) -> tuple[FollowUpView, Region]:
        """Return an open action, and whose public holidays its new day should leave out.

        Raises:
            DomainError: `record.gone` when it is not open any more.
        """
        return self._follow_ups.open_action(follow_up_id), region_of(self._workspace)

    def closing_questions(self) -> tuple[str, ...]:
        """Return what to ask when an answer is neither yes nor no."""
        return selling_defaults(current_language()).closing_questions

    def prospects(self, contact_id: int, answered: InteractionKind | None = None) -> Prospects:
        """Return how things stand with a contact.

        Args:
            answered: kind of an exchange with it that is about to be written, and counts
                already in what is proposed; None when all are written.
        """
        journal = Exchanges(self._workspace).recent(contact_id)
        today = self._workspace.clock.today()
        limit = self._workspace.setting(ATTEMPTS_LIMIT)
        words = selling_defaults(current_language())
        proposed = {}
        for outcome in Outcome:
            more = (Exchange(today, answered, Direction.OUTGOING, outcome),) if answered else ()
            now = journal.measure(today, limit, more)
            proposed[outcome] = self._propose(outcome, now, words.proposals)
        return Prospects(
            region=region_of(self._workspace),
            persistence=journal.measure(today, limit),
            proposed=proposed,
            closing_questions=words.closing_questions,
        )

    def _propose(
        self, outcome: Outcome, persistence: Persistence, titles: Mapping[Proposal, str]
    ) -> Proposed:
        consequence = consequence_of(outcome, persistence)
        due_on = due_day(
            consequence,
            persistence,
            today=self._workspace.clock.today(),
            region=region_of(self._workspace),
        )
        title = titles[consequence.proposal]
        return Proposed(outcome, consequence, title, due_on, persistence)

    def _again(self, action: FollowUpView) -> list[Planned]:
        due_on = self._follow_ups.next_time(action.id)
        return [] if due_on is None else [Planned(action.title, due_on, again=True)]

    def _others(self, action: FollowUpView) -> list[tuple[Planned, str]]:
        """Return what else is planned for the deal, with the cadence that a reply would stop."""
        of = "f.contact_id = :contact AND f.opportunity_id IS :deal"
        rows = self._workspace.db.rows(
            "SELECT f.title, f.due_on, coalesce(r.name, ''), coalesce(r.stops_on, '')"
            " FROM follow_ups f LEFT JOIN cadence_runs r ON r.id = f.cadence_run_id"
            f" WHERE {of} AND f.id <> :id AND f.done_at IS NULL AND f.cancelled_at IS NULL",
            {"contact": action.contact_id, "deal": action.opportunity_id, "id": action.id},
        )
        return [
            (
                Planned(row[0], date.fromisoformat(row[1])),
                row[2] if cancels(events_in(row[3]), CadenceEvent.REPLY) else "",
            )
            for row in rows
        ]


def _first(plans: Sequence[Planned]) -> Planned | None:
    return min(plans, key=lambda plan: plan.due_on, default=None)
