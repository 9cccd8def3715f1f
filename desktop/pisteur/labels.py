"""The words on screen for the closed sets of `pisteur.domain.words`.

The context given to the translators is the name of the set: "Call" as an exchange and "Call" as
an action need not be the same word.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pisteur.domain.concerns import ConcernKind
from pisteur.domain.words import (
    AcceptedHow,
    Answer,
    DealRole,
    Direction,
    FollowUpKind,
    Gate,
    Heat,
    InteractionKind,
    LearntHow,
    LostReason,
    Nature,
    OpportunityState,
    Outcome,
    StageColour,
    Status,
    Verdict,
    Zone,
)
from pisteur.i18n import pgettext


def label(value: StrEnum) -> str:
    """Return the words for a value, in the language that is spoken.

    Raises:
        KeyError: for a value of a set that has no words here.
    """
    words = _WORDS.get((type(value), value.value))
    if words is None:
        # Sets that no card shows are not imported before the first paint.
        from pisteur.labels_selling import WORDS  # noqa: PLC0415 - see above

        words = WORDS[type(value), value.value]
    return words()


def within_sentence(name: str) -> str:
    """Return a name that the user gave, such as that of a criterion, as it stands in a sentence.

    A capital at its beginning goes; one that belongs to it stays: “B2B”, “CHR”, “iPad”.
    """
    first = name.split(" ", 1)[0]
    return name if first[1:] != first[1:].lower() else name[:1].lower() + name[1:]


_WORDS: dict[tuple[type[StrEnum], str], Callable[[], str]] = {
    (Status, Status.LEAD): lambda: pgettext("Status", "Lead"),
    (Status, Status.PROSPECT): lambda: pgettext("Status", "Prospect"),
    (Status, Status.CUSTOMER): lambda: pgettext("Status", "Customer"),
    (Status, Status.DORMANT): lambda: pgettext("Status", "Dormant customer"),
    (Zone, Zone.LEADS): lambda: pgettext("Zone", "Leads"),
    (Zone, Zone.PROSPECTS): lambda: pgettext("Zone", "Prospects"),
    (Zone, Zone.CUSTOMERS): lambda: pgettext("Zone", "Customers"),
    (Gate, Gate.QUALIFICATION): lambda: pgettext("Gate", "to qualify"),
    (Gate, Gate.SALE): lambda: pgettext("Gate", "sale to record"),
    (Heat, Heat.COLD): lambda: pgettext("Heat", "cold"),
    (Heat, Heat.WARM): lambda: pgettext("Heat", "warm"),
    (Heat, Heat.HOT): lambda: pgettext("Heat", "hot"),
    (Nature, Nature.CONSUMER): lambda: pgettext("Nature", "Private person"),
    (Nature, Nature.PROFESSIONAL): lambda: pgettext("Nature", "Professional"),
    (Nature, Nature.UNKNOWN): lambda: pgettext("Nature", "Not known"),
    (Answer, Answer.YES): lambda: pgettext("Answer", "Yes"),
    (Answer, Answer.UNKNOWN): lambda: pgettext("Answer", "Not known yet"),
    (Answer, Answer.NO): lambda: pgettext("Answer", "No"),
    (Verdict, Verdict.PROSPECT): lambda: pgettext("Verdict", "Becomes a prospect"),
    (Verdict, Verdict.FIND_OUT): lambda: pgettext("Verdict", "Stays a lead for now"),
    (Verdict, Verdict.OUT): lambda: pgettext("Verdict", "Is out of your target"),
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
    (OpportunityState, OpportunityState.OPEN): lambda: pgettext("OpportunityState", "Open"),
    (OpportunityState, OpportunityState.STANDBY): lambda: pgettext(
        "OpportunityState", "On standby"
    ),
    (OpportunityState, OpportunityState.WON): lambda: pgettext("OpportunityState", "Won"),
    (OpportunityState, OpportunityState.LOST): lambda: pgettext("OpportunityState", "Lost"),
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
    (AcceptedHow, AcceptedHow.ORAL): lambda: pgettext("AcceptedHow", "Spoken agreement"),
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
