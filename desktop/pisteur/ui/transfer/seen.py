"""What is seen and selected where an export is asked for: it goes out first."""

from __future__ import annotations

from dataclasses import dataclass

from pisteur.domain.contact_query import ContactQuery


@dataclass(frozen=True, slots=True)
class CardKey:
    """A deal on the board, and whose it is."""

    deal_id: int
    contact_id: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows; the default is a page that shows neither contacts nor deals.

    Attributes:
        query: what the table of contacts shows.
        contacts: those selected in it.
        board: the cards that the board shows; None on other pages.
        filtered: whether the board has a filter.
        cards: those selected on it.
    """

    query: ContactQuery | None = None
    contacts: tuple[int, ...] = ()
    board: tuple[CardKey, ...] | None = None
    filtered: bool = False
    cards: tuple[CardKey, ...] = ()


def deals_of(cards: tuple[CardKey, ...]) -> tuple[int, ...]:
    """Return the deals of some cards."""
    return tuple(card.deal_id for card in cards)


def contacts_of(cards: tuple[CardKey, ...]) -> tuple[int, ...]:
    """Return the contacts of some cards, each once."""
    return tuple(dict.fromkeys(card.contact_id for card in cards))
