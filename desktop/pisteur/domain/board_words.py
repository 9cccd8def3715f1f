"""The part of the vocabulary that the board shows: apart, as making each set takes a third of a
million instructions on the way to the first paint.

Everybody else imports these from `pisteur.domain.words`, where they belong.
"""

from __future__ import annotations

from enum import StrEnum


class Zone(StrEnum):
    """A third of the board; crossing into the next is a gate."""

    LEADS = "leads"
    PROSPECTS = "prospects"
    CUSTOMERS = "customers"


class Gate(StrEnum):
    """What opens the way into a zone."""

    QUALIFICATION = "qualification"
    SALE = "sale"


class Heat(StrEnum):
    """How close to buying."""

    COLD = "cold"
    WARM = "warm"
    HOT = "hot"


class Answer(StrEnum):
    """Answer to one criterion. UNKNOWN is a valid answer and creates the action that finds out."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


class OpportunityState(StrEnum):
    """Whether a deal still runs."""

    OPEN = "open"
    STANDBY = "standby"
    WON = "won"
    LOST = "lost"
