"""What a dialog needs to know of the contact and the deal that it is about, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pisteur.domain.after_sale import AfterSale
from pisteur.domain.board import StageView
from pisteur.domain.loss_reasons import LossChoices
from pisteur.domain.offers import Budget, Offer
from pisteur.domain.oppositions import Opposition
from pisteur.domain.profile import ContactFacts, Trait
from pisteur.domain.qualification import Criterion, CriterionAnswer
from pisteur.domain.snapshots import ContactView, OpportunityView, Unreliable
from pisteur.domain.text import shorten
from pisteur.domain.words import FollowUpKind, LearntHow, Status, Zone
from pisteur.i18n import isolated
from pisteur.services.board import read_stages

if TYPE_CHECKING:
    from pisteur.services.services import Services

LONGEST_OWNER = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """A contact, and one of its deals.

    Attributes:
        name: what the card is called, or the contact without a deal.
        contact_name: what the person is called.
        zone, stage_id: where the deal stands; None without a deal.
        answers: the latest, by criterion.
        learnt_how: how the latest were learnt.
        finding_out: titles of the actions that already find something out.
        loss: what there is to choose from if the deal is lost.
        is_customer: whether they have bought within the limit.
        customer_since: the first day on which a sale makes a customer.
        unreliable: why they pay unreliably; None when they don't.
        facts: what the ideal customer and the offers are matched with.
        budget: the means stated for the deal.
        objections: what the contact objected to.
        quote_reference: of the quote sent for the deal, until it is sold.
    """

    contact_id: int
    opportunity_id: int | None
    name: str
    contact_name: str
    zone: Zone | None
    stage_id: int | None
    amount_cents: int | None
    answers: Mapping[int, CriterionAnswer]
    learnt_how: LearntHow | None
    finding_out: frozenset[str]
    facts: ContactFacts
    budget: Budget
    loss: LossChoices = field(default_factory=LossChoices)
    is_customer: bool = False
    customer_since: date = date.min
    unreliable: Unreliable | None = None
    objections: tuple[Opposition, ...] = ()
    quote_reference: str = ""

    @property
    def owner(self) -> str:
        """Who the card is of, short enough for a heading; empty when its name says so itself."""
        return "" if self.name == self.contact_name else shorten(self.contact_name, LONGEST_OWNER)

    @property
    def name_and_owner(self) -> str:
        """The card told apart from others of the same name, in a list of several."""
        if not self.owner:
            return isolated(self.name)
        return f"{isolated(self.name)} ({isolated(self.owner)})"


class Selling(NamedTuple):
    """What the user sells, and to whom."""

    traits: tuple[Trait, ...] = ()
    offers: tuple[Offer, ...] = ()


NOTHING = Selling()


@dataclass(frozen=True, slots=True)
class Briefing:
    """Some subjects, with the criteria, the columns, and what is sold to whom."""

    subjects: tuple[Subject, ...]
    criteria: tuple[Criterion, ...]
    stages: tuple[StageView, ...]
    selling: Selling = NOTHING
    after_sale: AfterSale | None = None

    def after_sale_to(self, subject: Subject) -> AfterSale | None:
        """Return what a sale to a contact brings, without what they objected to."""
        return self.after_sale.heeding(subject.objections) if self.after_sale else None

    def stage_name(self, stage_id: int) -> str:
        """Return the name of a column, empty when it is gone."""
        return next((stage.name for stage in self.stages if stage.id == stage_id), "")

    def first_stage_name(self, zone: Zone, stage_id: int | None) -> str:
        """Return the name of the first column of a zone, on the board that a column is of."""
        board = next((own.pipeline_id for own in self.stages if own.id == stage_id), None)
        found = (own.name for own in self.stages if own.zone is zone and own.pipeline_id == board)
        return next(found, "")


def read_briefing(
    services: Services, deals: tuple[int, ...] = (), contact_id: int | None = None
) -> Briefing:
    """Read what dialogs about some deals, or about a contact, need; runs on the worker.

    Raises:
        DomainError: `record.gone`.
    """
    subjects = [_subject(services, services.contact_view.contact_of(deal), deal) for deal in deals]
    if contact_id is not None and not deals:
        subjects.append(_subject(services, services.contact_view.contact(contact_id), None))
    return Briefing(
        tuple(subjects),
        services.qualification.criteria(),
        read_stages(services.db.raw),
        Selling(services.profile.traits(), services.offers.offers()),
        services.sales.after_sale(),
    )


def deal_name(view: ContactView, deal: OpportunityView | None) -> str:
    """Return what the card of a deal is called, as the board calls it."""
    if deal is None:
        return view.display_name
    return deal.title or view.company or view.display_name


def _quote_reference(view: ContactView, deal: OpportunityView | None) -> str:
    sold = deal is not None and any(own.opportunity_id == deal.id for own in view.sales)
    return "" if deal is None or deal.quote is None or sold else deal.quote.reference


def _subject(services: Services, view: ContactView, deal_id: int | None) -> Subject:
    deal = next((own for own in view.opportunities if own.id == deal_id), None)
    latest = view.qualification
    return Subject(
        contact_id=view.id,
        opportunity_id=deal_id,
        name=deal_name(view, deal),
        contact_name=view.display_name,
        zone=deal.zone if deal else None,
        stage_id=deal.stage_id if deal else None,
        amount_cents=deal.amount_cents if deal else None,
        answers=dict(services.qualification.latest_answers(view.id)),
        learnt_how=latest.learnt_how if latest else None,
        finding_out=frozenset(
            action.title for action in view.follow_ups if action.kind is FollowUpKind.FIND_OUT
        ),
        loss=services.reasons.loss_choices(),
        is_customer=view.reason.status is Status.CUSTOMER,
        customer_since=services.contact_view.customer_since(),
        unreliable=view.unreliable,
        facts=services.profile.facts(view.id),
        budget=deal.budget if deal else Budget(),
        objections=view.oppositions,
        quote_reference=_quote_reference(view, deal),
    )
