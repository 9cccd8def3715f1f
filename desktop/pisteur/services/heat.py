"""Heat of contacts: proposed from what happened (`domain.heat`), accepted or kept by the user.

The heat itself is the user's, set by `ContactsService.set_heat`. A proposal is never stored; that
the user kept another heat is noted in the history, so that the same proposal is not made again
before something new speaks for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from pisteur.domain.heat import HeatEvidence, HeatProposal, HeatReasonKind, propose_heat
from pisteur.domain.words import (
    EventKind,
    FollowUpKind,
    OpportunityState,
    Outcome,
)
from pisteur.i18n import _
from pisteur.services.exchanges import Exchanges, Signs
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact

_WITHIN = "contact_id IN (SELECT value FROM json_each(:ids))"


class HeatService:
    """Proposes the heat of contacts."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows

    def proposal(self, contact_id: int) -> HeatProposal | None:
        """Return what to propose: None when the heat is as it would be, or was kept so."""
        return self.proposals((contact_id,)).get(contact_id)

    def proposals(self, contact_ids: Sequence[int]) -> dict[int, HeatProposal]:
        """Return the proposals that there are for some contacts."""
        today = self._workspace.clock.today()
        ids = {"ids": json.dumps(list(contact_ids))}
        # How close to buying says nothing of who has bought and has no deal that runs.
        present = dict(
            self._rows(
                "SELECT id, heat FROM contacts c WHERE id IN (SELECT value FROM json_each(:ids))"
                " AND (last_sale_on IS NULL OR EXISTS (SELECT 1 FROM opportunities o"
                " WHERE o.contact_id = c.id AND o.state IN ('open', 'standby')))",
                ids,
            )
        )
        kept = self._kept(ids)
        found = {}
        for contact_id, evidence in self.evidence(tuple(present)).items():
            proposal = propose_heat(evidence, today)
            if proposal.heat.value == present[contact_id] or not _speaks(proposal):
                continue
            heat, signs = kept.get(contact_id, ("", frozenset()))
            if heat != proposal.heat or not _signs(proposal) <= signs:
                found[contact_id] = proposal
        return found

    def keep(self, contact_id: int, proposal: HeatProposal) -> Done[None]:
        """Leave the heat as it is, and propose another only when something new speaks for it.

        Raises:
            DomainError: `record.gone`.
        """
        with self._workspace.db.step("") as step:
            contact = required(step.session, Contact, contact_id)
            self._workspace.log(
                EventKind.HEAT_KEPT,
                contact_id,
                heat=contact.heat,
                proposed=proposal.heat.value,
                signs=" ".join(sorted(_signs(proposal))),
            )
            step.label = _("Keep the heat of “{name}”").format(name=contact.display_name)
        return Done(None, step.changes)

    def evidence(self, contact_ids: Sequence[int]) -> dict[int, HeatEvidence]:
        """Gather what is known of some contacts; those that are gone are left out."""
        today = self._workspace.clock.today()
        ids: dict[str, object] = {
            "ids": json.dumps(list(contact_ids)),
            "today": today.isoformat(),
        }
        meetings = self._days(
            "SELECT contact_id, min(due_on) FROM follow_ups WHERE done_at IS NULL AND"
            f" cancelled_at IS NULL AND kind = '{FollowUpKind.MEETING}' AND due_on >= :today"
            f" AND {_WITHIN} GROUP BY contact_id",
            ids,
        )
        quotes = self._days(
            "SELECT contact_id, max(quoted_on) FROM opportunities WHERE quoted_on IS NOT NULL"
            f" AND state = '{OpportunityState.OPEN}' AND quoted_on <= :today"
            " AND (quote_expires_on IS NULL OR quote_expires_on >= :today)"
            f" AND {_WITHIN} GROUP BY contact_id",
            ids,
        )
        journals = Exchanges(self._workspace)
        asked = self._rows(
            "SELECT id, asked_on FROM contacts WHERE id IN (SELECT value FROM json_each(:ids))", ids
        )
        return {
            contact_id: self._evidence(
                _day(asked_on),
                journals.signs(contact_id),
                meetings.get(contact_id),
                quotes.get(contact_id),
            )
            for contact_id, asked_on in asked
        }

    def _evidence(
        self,
        asked_on: date | None,
        journal: Signs,
        meeting_on: date | None,
        quoted_on: date | None,
    ) -> HeatEvidence:
        today = self._workspace.clock.today()
        last = journal.reply
        return HeatEvidence(
            asked_on=asked_on if asked_on is None or asked_on <= today else None,
            replied_on=last.on if last else None,
            reply=last.outcome if last and last.outcome is not Outcome.NO_ANSWER else None,
            met_on=journal.met_on,
            meeting_on=meeting_on,
            quoted_on=quoted_on,
            unanswered=journal.unanswered,
        )

    def _days(self, sql: str, parameters: dict[str, object]) -> dict[int, date]:
        return {row[0]: date.fromisoformat(row[1]) for row in self._rows(sql, parameters)}

    def _kept(self, ids: dict[str, str]) -> dict[int, tuple[str, frozenset[str]]]:
        """Return the proposal that was last turned down, by contact."""
        found = {}
        for contact_id, text in self._rows(
            f"SELECT contact_id, detail FROM events WHERE {_WITHIN}"
            f" AND kind = '{EventKind.HEAT_KEPT}' ORDER BY happened_at, id",
            ids,
        ):
            detail = json.loads(text)
            signs = frozenset(detail.get("signs", "").split())
            found[contact_id] = (detail.get("proposed", ""), signs)
        return found


def _speaks(proposal: HeatProposal) -> bool:
    """Say whether there is evidence: that nothing is known does not cool what the user set."""
    return any(reason.kind is not HeatReasonKind.NEVER_REACTED for reason in proposal.reasons)


def _signs(proposal: HeatProposal) -> frozenset[str]:
    """Return what a proposal rests on, to know it again: kinds and days."""
    return frozenset(
        reason.kind.value + (f"@{reason.on.isoformat()}" if reason.on else "")
        for reason in proposal.reasons
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
