"""The vocabulary: every closed set of values, with the value as it is stored.

The French term of each stands in the glossary of ARCHITECTURE.md; the words on screen are made
by `pisteur.labels`.
"""

from __future__ import annotations

from enum import StrEnum

# For everybody: only the board imports these from there.
from pisteur.domain.board_words import Answer as Answer  # noqa: PLC0414
from pisteur.domain.board_words import Gate as Gate  # noqa: PLC0414
from pisteur.domain.board_words import Heat as Heat  # noqa: PLC0414
from pisteur.domain.board_words import OpportunityState as OpportunityState  # noqa: PLC0414
from pisteur.domain.board_words import Zone as Zone  # noqa: PLC0414


class Status(StrEnum):
    """What a contact is, derived from evidence and never typed in (`status.derive_status`)."""

    LEAD = "lead"
    PROSPECT = "prospect"
    CUSTOMER = "customer"
    DORMANT = "dormant"


class StageColour(StrEnum):
    """The colours of a column; each is a token of the theme."""

    NONE = ""
    TEAL = "accent"
    BLUE = "cold"
    GREEN = "ok"
    YELLOW = "warm"
    ORANGE = "hot"
    RED = "bad"
    GREY = "line_strong"


class Nature(StrEnum):
    """In which quality a contact buys; unknown is treated as consumer where the law protects."""

    CONSUMER = "consumer"
    PROFESSIONAL = "professional"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """Outcome of a qualification."""

    PROSPECT = "prospect"
    FIND_OUT = "find_out"
    OUT = "out"


class DealRole(StrEnum):
    """The part that a contact has in a deal, whatever its status."""

    DECIDER = "decider"
    PAYER = "payer"
    USER = "user"
    CONSUMER = "consumer"
    ADVISER = "adviser"


class LearntHow(StrEnum):
    """How the answers of a qualification were learnt."""

    CALL = "call"
    MEETING = "meeting"
    FORM = "form"
    EMAIL = "email"
    OTHER = "other"


class LostReason(StrEnum):
    """Keys of the reasons for a loss that ship; the user's own have others (`loss_reasons`)."""

    PRICE = "price"
    COMPETITOR = "competitor"
    NO_ANSWER = "no_answer"
    NOT_NOW = "not_now"
    NO_NEED = "no_need"
    NOT_IN_TARGET = "not_in_target"
    NO_MEANS = "no_means"
    NO_DECISION = "no_decision"
    OTHER = "other"


class AcceptedHow(StrEnum):
    """How the customer accepted: the evidence of a sale."""

    SIGNED_QUOTE = "signed_quote"
    PURCHASE_ORDER = "purchase_order"
    EMAIL = "email"
    ORAL = "oral"
    OTHER = "other"


class InteractionKind(StrEnum):
    """Kind of an exchange in the journal."""

    NOTE = "note"
    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    MESSAGE = "message"
    VISIT = "visit"


class Direction(StrEnum):
    """Who made the exchange. Only an incoming one counts as a sign of life of the contact."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    NONE = "none"


class Outcome(StrEnum):
    """How an exchange ended. NO_ANSWER is no refusal; AMBIGUOUS keeps its own mark."""

    YES = "yes"
    NO = "no"
    AMBIGUOUS = "ambiguous"
    NO_ANSWER = "no_answer"


class FollowUpKind(StrEnum):
    """Kind of a planned action."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    TASK = "task"
    FIND_OUT = "find_out"


class PointKind(StrEnum):
    """A way to reach a contact."""

    PHONE = "phone"
    EMAIL = "email"


class EventKind(StrEnum):
    """What the history of a contact records by itself."""

    CREATED = "created"
    IMPORTED = "imported"
    MOVED = "moved"
    QUALIFIED = "qualified"
    GATE_FORCED = "gate_forced"
    SALE = "sale"
    SALE_CANCELLED = "sale_cancelled"
    SALE_RESTORED = "sale_restored"
    INVOICED = "invoiced"
    PAYMENT = "payment"
    SATISFACTION = "satisfaction"
    UNRELIABLE = "unreliable"
    RELIABLE = "reliable"
    LOST = "lost"
    STANDBY = "standby"
    REFERRED = "referred"
    REOPENED = "reopened"
    FOLLOW_UP_DONE = "follow_up_done"
    FOLLOW_UP_POSTPONED = "follow_up_postponed"
    HEAT_KEPT = "heat_kept"
    CADENCE_STARTED = "cadence_started"
    CADENCE_STOPPED = "cadence_stopped"
    QUOTE_SENT = "quote_sent"
    OBJECTED = "objected"
    OBJECTION_LIFTED = "objection_lifted"
    MERGED = "merged"
