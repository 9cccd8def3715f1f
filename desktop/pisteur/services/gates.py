"""Decides whether a card may cross into a zone, and on what evidence (product rule 2)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from pisteur.domain.commands import Evidence, Forced, SaleInput
from pisteur.domain.errors import DomainError
from pisteur.domain.qualification import QualificationInput
from pisteur.domain.text import clean_block
from pisteur.domain.words import EventKind, Gate, Verdict, Zone
from pisteur.services.qualification import QualificationService
from pisteur.services.sale_writer import SaleWriter, has_sale
from pisteur.services.workspace import Workspace
from pisteur.storage.tables import Opportunity


class GateClosedError(DomainError):
    """Cards need evidence to cross.

    Attributes:
        gate: which evidence.
        opportunity_ids: the cards that need it, in the order asked.
    """

    def __init__(self, gate: Gate, opportunity_ids: tuple[int, ...]) -> None:
        super().__init__(f"gate.{gate.value}")
        self.gate = gate
        self.opportunity_ids = opportunity_ids


@dataclass(frozen=True, slots=True)
class Passage:
    """The outcome at a gate: whether the card goes through, and whether a sale came with it."""

    open: bool
    verdict: Verdict | None = None


class GateKeeper:
    """Holds the two gates of the board."""

    def __init__(
        self, workspace: Workspace, qualification: QualificationService, sales: SaleWriter
    ) -> None:
        self._workspace = workspace
        self._qualification = qualification
        self._sales = sales

    def gate_for(self, card: Opportunity, source: Zone, target: Zone) -> Gate | None:
        """Return the gate that stands closed between a card and a zone, or None.

        Moving within a zone or back out of one is free.
        """
        if target is Zone.PROSPECTS and source is Zone.LEADS:
            found = self._workspace.db.rows(
                "SELECT qualified FROM contacts WHERE id = ?", (card.contact_id,)
            )
            return None if found[0][0] else Gate.QUALIFICATION
        if target is Zone.CUSTOMERS and source is not Zone.CUSTOMERS:
            return None if self.has_sale(card) else Gate.SALE
        return None

    def has_sale(self, card: Opportunity) -> bool:
        """Return whether a standing sale belongs to the deal; what is pending must be flushed."""
        return has_sale(self._workspace, card.id)

    def present(
        self, session: Session, card: Opportunity, gate: Gate, evidence: Evidence
    ) -> Passage:
        """Record the evidence in an open step and say whether the card goes through.

        Raises:
            DomainError: `gate.reason_missing`, `gate.wrong_evidence`, or what is wrong with it.
        """
        if isinstance(evidence, Forced):
            self._force(session, card, gate, evidence)
            if evidence.qualification is not None and gate is Gate.QUALIFICATION:
                self._qualification.record(session, card.contact_id, card, evidence.qualification)
            return Passage(open=True)
        if isinstance(evidence, QualificationInput) and gate is Gate.QUALIFICATION:
            judgement = self._qualification.record(session, card.contact_id, card, evidence)
            return Passage(judgement.verdict is Verdict.PROSPECT, judgement.verdict)
        if isinstance(evidence, SaleInput) and gate is Gate.SALE:
            self._sales.record(session, card.contact_id, card.id, evidence)
            return Passage(open=True)
        raise DomainError("gate.wrong_evidence")

    def _force(self, session: Session, card: Opportunity, gate: Gate, forced: Forced) -> None:
        reason = clean_block(forced.reason)
        if not reason:
            raise DomainError("gate.reason_missing", field="reason")
        if gate is Gate.SALE:
            card.forced_sale_reason = reason
        else:
            card.forced_reason = reason
        self._workspace.log(
            EventKind.GATE_FORCED,
            card.contact_id,
            card.id,
            gate=gate.value,
            reason=reason,
        )
