"""The words on screen for sets that the first paint does not need: all but the board’s.

Asked through `pisteur.labels.label`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pisteur.domain.cadences import Anchor, CadenceEvent, CadenceTrigger, DayCount, SkipReason
from pisteur.domain.concerns import ConcernKind
from pisteur.domain.offers import OfferUnit
from pisteur.domain.oppositions import Channel
from pisteur.domain.profile import TraitKind
from pisteur.domain.sale_states import SaleState
from pisteur.domain.satisfaction import Mood
from pisteur.domain.segments import Frequency, Influence, Volume
from pisteur.domain.traits import BuyerKind, NafVersion
from pisteur.domain.words import (
    AcceptedHow,
    DealRole,
    Direction,
    FollowUpKind,
    InteractionKind,
    LearntHow,
    LostReason,
    Nature,
    Outcome,
    StageColour,
    Status,
    Verdict,
)
from pisteur.domain.working_days import Region
from pisteur.i18n import pgettext

WORDS: dict[tuple[type[StrEnum], str], Callable[[], str]] = {
    (SaleState, SaleState.ACCEPTED): lambda: pgettext("SaleState", "To invoice"),
    (SaleState, SaleState.INVOICED): lambda: pgettext("SaleState", "Invoiced"),
    (SaleState, SaleState.PARTLY_CASHED_IN): lambda: pgettext("SaleState", "Partly paid"),
    (SaleState, SaleState.CASHED_IN): lambda: pgettext("SaleState", "Paid"),
    (SaleState, SaleState.CANCELLED): lambda: pgettext("SaleState", "Cancelled"),
    (Mood, Mood.UNHAPPY): lambda: pgettext("Mood", "Unhappy"),
    (Mood, Mood.CONTENT): lambda: pgettext("Mood", "Satisfied"),
    (Mood, Mood.DELIGHTED): lambda: pgettext("Mood", "Delighted"),
    (CadenceTrigger, CadenceTrigger.QUOTE_SENT): lambda: pgettext(
        "CadenceTrigger", "When a quote is sent"
    ),
    (CadenceTrigger, CadenceTrigger.SALE): lambda: pgettext("CadenceTrigger", "After a sale"),
    (CadenceTrigger, CadenceTrigger.BY_HAND): lambda: pgettext(
        "CadenceTrigger", "When I choose it"
    ),
    (CadenceEvent, CadenceEvent.REPLY): lambda: pgettext("CadenceEvent", "a reply"),
    (CadenceEvent, CadenceEvent.WIN): lambda: pgettext("CadenceEvent", "a sale"),
    (CadenceEvent, CadenceEvent.LOSS): lambda: pgettext("CadenceEvent", "the deal is lost"),
    (CadenceEvent, CadenceEvent.STANDBY): lambda: pgettext("CadenceEvent", "put on standby"),
    (CadenceEvent, CadenceEvent.QUOTE_REPLACED): lambda: pgettext("CadenceEvent", "a new quote"),
    (CadenceEvent, CadenceEvent.SALE_CANCELLED): lambda: pgettext(
        "CadenceEvent", "the sale is cancelled"
    ),
    (Anchor, Anchor.AFTER_START): lambda: pgettext("Anchor", "after the start"),
    (Anchor, Anchor.BEFORE_EXPIRY): lambda: pgettext("Anchor", "before the quote expires"),
    (DayCount, DayCount.CALENDAR): lambda: pgettext("DayCount", "days"),
    (DayCount, DayCount.WORKING): lambda: pgettext("DayCount", "working days"),
    (SkipReason, SkipReason.PASSED): lambda: pgettext("SkipReason", "its day has passed"),
    (SkipReason, SkipReason.AFTER_EXPIRY): lambda: pgettext(
        "SkipReason", "after the end of the quote"
    ),
    (SkipReason, SkipReason.NO_EXPIRY): lambda: pgettext("SkipReason", "the quote has no end"),
    (BuyerKind, BuyerKind.CONSUMER): lambda: pgettext("BuyerKind", "Private person"),
    (BuyerKind, BuyerKind.SELF_EMPLOYED): lambda: pgettext("BuyerKind", "Self-employed"),
    (BuyerKind, BuyerKind.COMPANY): lambda: pgettext("BuyerKind", "Company"),
    (BuyerKind, BuyerKind.ASSOCIATION): lambda: pgettext("BuyerKind", "Association"),
    (BuyerKind, BuyerKind.PUBLIC): lambda: pgettext("BuyerKind", "Public body"),
    (NafVersion, NafVersion.REV2): lambda: pgettext("NafVersion", "NAF of 2008"),
    (NafVersion, NafVersion.NAF2025): lambda: pgettext("NafVersion", "NAF 2025"),
    (TraitKind, TraitKind.BUYER): lambda: pgettext("TraitKind", "Who buys"),
    (TraitKind, TraitKind.SECTOR): lambda: pgettext("TraitKind", "Trade"),
    (TraitKind, TraitKind.SIZE): lambda: pgettext("TraitKind", "Size"),
    (TraitKind, TraitKind.AREA): lambda: pgettext("TraitKind", "Area"),
    (TraitKind, TraitKind.TAG): lambda: pgettext("TraitKind", "Tag"),
    (TraitKind, TraitKind.FREE): lambda: pgettext("TraitKind", "Your own question"),
    (Frequency, Frequency.FREQUENT): lambda: pgettext("Frequency", "Buys often"),
    (Frequency, Frequency.REGULAR): lambda: pgettext("Frequency", "Buys regularly"),
    (Frequency, Frequency.OCCASIONAL): lambda: pgettext("Frequency", "Buys now and then"),
    (Volume, Volume.HIGH): lambda: pgettext("Volume", "High volume"),
    (Volume, Volume.MEDIUM): lambda: pgettext("Volume", "Medium volume"),
    (Volume, Volume.LOW): lambda: pgettext("Volume", "Low volume"),
    (Influence, Influence.RECOMMENDS): lambda: pgettext("Influence", "Recommends you"),
    (Influence, Influence.KNOWN_FIGURE): lambda: pgettext(
        "Influence", "Known figure: others listen to them"
    ),
    (OfferUnit, OfferUnit.FLAT): lambda: pgettext("OfferUnit", "flat price"),
    (OfferUnit, OfferUnit.HOUR): lambda: pgettext("OfferUnit", "per hour"),
    (OfferUnit, OfferUnit.DAY): lambda: pgettext("OfferUnit", "per day"),
    (OfferUnit, OfferUnit.MONTH): lambda: pgettext("OfferUnit", "per month"),
    (OfferUnit, OfferUnit.YEAR): lambda: pgettext("OfferUnit", "per year"),
    (OfferUnit, OfferUnit.ITEM): lambda: pgettext("OfferUnit", "per item"),
    (Region, Region.FRANCE): lambda: pgettext("Region", "France"),
    (Region, Region.ALSACE_MOSELLE): lambda: pgettext("Region", "Alsace and Moselle"),
    (Region, Region.GUADELOUPE): lambda: pgettext("Region", "Guadeloupe"),
    (Region, Region.GUYANE): lambda: pgettext("Region", "French Guiana"),
    (Region, Region.MARTINIQUE): lambda: pgettext("Region", "Martinique"),
    (Region, Region.MAYOTTE): lambda: pgettext("Region", "Mayotte"),
    (Region, Region.REUNION): lambda: pgettext("Region", "Réunion"),
    (Region, Region.SAINT_BARTHELEMY): lambda: pgettext("Region", "Saint-Barthélemy"),
    (Region, Region.SAINT_MARTIN): lambda: pgettext("Region", "Saint-Martin"),
    (Status, Status.LEAD): lambda: pgettext("Status", "Lead"),
    (Status, Status.PROSPECT): lambda: pgettext("Status", "Prospect"),
    (Status, Status.CUSTOMER): lambda: pgettext("Status", "Customer"),
    (Status, Status.DORMANT): lambda: pgettext("Status", "Dormant customer"),
    (Nature, Nature.CONSUMER): lambda: pgettext("Nature", "Private person"),
    (Nature, Nature.PROFESSIONAL): lambda: pgettext("Nature", "Professional"),
    (Nature, Nature.UNKNOWN): lambda: pgettext("Nature", "Not known"),
    (Verdict, Verdict.PROSPECT): lambda: pgettext("Verdict", "Becomes a prospect"),
    (Verdict, Verdict.FIND_OUT): lambda: pgettext("Verdict", "Stays a lead for now"),
    (Verdict, Verdict.OUT): lambda: pgettext("Verdict", "Is out of your target"),
    (Channel, Channel.PHONE): lambda: pgettext("Channel", "calls and text messages"),
    (Channel, Channel.EMAIL): lambda: pgettext("Channel", "e-mails"),
    (Channel, Channel.POST): lambda: pgettext("Channel", "letters"),
    (Channel, Channel.ALL): lambda: pgettext("Channel", "any approach"),
    (ConcernKind, ConcernKind.QUESTION): lambda: pgettext("ConcernKind", "Question"),
    (ConcernKind, ConcernKind.OBJECTION): lambda: pgettext("ConcernKind", "Objection"),
    (DealRole, DealRole.DECIDER): lambda: pgettext("DealRole", "decides"),
    (DealRole, DealRole.PAYER): lambda: pgettext("DealRole", "pays"),
    (DealRole, DealRole.USER): lambda: pgettext("DealRole", "uses it"),
    (DealRole, DealRole.CONSUMER): lambda: pgettext("DealRole", "consumes it"),
    (DealRole, DealRole.ADVISER): lambda: pgettext("DealRole", "advises"),
    (LearntHow, LearntHow.CALL): lambda: pgettext("LearntHow", "Call"),
    (LearntHow, LearntHow.MEETING): lambda: pgettext("LearntHow", "Meeting"),
    (LearntHow, LearntHow.FORM): lambda: pgettext("LearntHow", "Form"),
    (LearntHow, LearntHow.EMAIL): lambda: pgettext("LearntHow", "E-mail"),
    (LearntHow, LearntHow.OTHER): lambda: pgettext("LearntHow", "Other"),
    (LostReason, LostReason.PRICE): lambda: pgettext("LostReason", "Price"),
    (LostReason, LostReason.COMPETITOR): lambda: pgettext("LostReason", "Went to a competitor"),
    (LostReason, LostReason.NO_ANSWER): lambda: pgettext("LostReason", "No answer"),
    (LostReason, LostReason.NOT_NOW): lambda: pgettext("LostReason", "Not the right time"),
    (LostReason, LostReason.NO_NEED): lambda: pgettext("LostReason", "No need"),
    (LostReason, LostReason.NOT_IN_TARGET): lambda: pgettext("LostReason", "Not in the target"),
    (LostReason, LostReason.NO_MEANS): lambda: pgettext("LostReason", "No means"),
    (LostReason, LostReason.NO_DECISION): lambda: pgettext("LostReason", "No one decides"),
    (LostReason, LostReason.OTHER): lambda: pgettext("LostReason", "Other reason"),
    (AcceptedHow, AcceptedHow.SIGNED_QUOTE): lambda: pgettext("AcceptedHow", "Signed quote"),
    (AcceptedHow, AcceptedHow.PURCHASE_ORDER): lambda: pgettext("AcceptedHow", "Purchase order"),
    (AcceptedHow, AcceptedHow.EMAIL): lambda: pgettext("AcceptedHow", "Agreement by e-mail"),
    (AcceptedHow, AcceptedHow.ORAL): lambda: pgettext("AcceptedHow", "Verbal agreement"),
    (AcceptedHow, AcceptedHow.OTHER): lambda: pgettext("AcceptedHow", "Other agreement"),
    (InteractionKind, InteractionKind.NOTE): lambda: pgettext("InteractionKind", "Note"),
    (InteractionKind, InteractionKind.CALL): lambda: pgettext("InteractionKind", "Call"),
    (InteractionKind, InteractionKind.EMAIL): lambda: pgettext("InteractionKind", "E-mail"),
    (InteractionKind, InteractionKind.MEETING): lambda: pgettext("InteractionKind", "Meeting"),
    (InteractionKind, InteractionKind.MESSAGE): lambda: pgettext("InteractionKind", "Message"),
    (InteractionKind, InteractionKind.VISIT): lambda: pgettext("InteractionKind", "Visit"),
    (Direction, Direction.OUTGOING): lambda: pgettext("Direction", "I contacted them"),
    (Direction, Direction.INCOMING): lambda: pgettext("Direction", "They contacted me"),
    (Direction, Direction.NONE): lambda: pgettext("Direction", "No direction"),
    (Outcome, Outcome.YES): lambda: pgettext("Outcome", "Clear yes"),
    (Outcome, Outcome.NO): lambda: pgettext("Outcome", "Clear no"),
    (Outcome, Outcome.AMBIGUOUS): lambda: pgettext("Outcome", "Unclear answer"),
    (Outcome, Outcome.NO_ANSWER): lambda: pgettext("Outcome", "No answer"),
    (FollowUpKind, FollowUpKind.CALL): lambda: pgettext("FollowUpKind", "Call"),
    (FollowUpKind, FollowUpKind.EMAIL): lambda: pgettext("FollowUpKind", "E-mail"),
    (FollowUpKind, FollowUpKind.MEETING): lambda: pgettext("FollowUpKind", "Meeting"),
    (FollowUpKind, FollowUpKind.TASK): lambda: pgettext("FollowUpKind", "Task"),
    (FollowUpKind, FollowUpKind.FIND_OUT): lambda: pgettext("FollowUpKind", "Find out"),
    (StageColour, StageColour.NONE): lambda: pgettext("StageColour", "No colour"),
    (StageColour, StageColour.TEAL): lambda: pgettext("StageColour", "Teal"),
    (StageColour, StageColour.BLUE): lambda: pgettext("StageColour", "Blue"),
    (StageColour, StageColour.GREEN): lambda: pgettext("StageColour", "Green"),
    (StageColour, StageColour.YELLOW): lambda: pgettext("StageColour", "Yellow"),
    (StageColour, StageColour.ORANGE): lambda: pgettext("StageColour", "Orange"),
    (StageColour, StageColour.RED): lambda: pgettext("StageColour", "Red"),
    (StageColour, StageColour.GREY): lambda: pgettext("StageColour", "Grey"),
}
