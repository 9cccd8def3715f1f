"""Which column means that a quote went out, told by its name, for columns are the user's own.

Both languages count, whatever the window speaks: a file may have been begun in the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from pisteur.domain.board import StageView
from pisteur.domain.board_words import Zone
from pisteur.domain.text import fold

# Beginnings of folded words.
_QUOTE = ("devis", "propos", "offre", "chiffrage", "quote", "quotation", "offer", "estimate")
# The quote is still to be made: the column before.
_TO_MAKE = ("faire", "envoyer", "preparer", "rediger", "send", "prepare", "write", "make")


def means_quote_sent(name: str) -> bool:
    """Return whether a column of this name holds deals whose quote is out."""
    words = fold(name).split()
    return any(word.startswith(_QUOTE) for word in words) and not set(words) & set(_TO_MAKE)


def quote_stage_ahead(stages: Sequence[StageView], stage_id: int) -> StageView | None:
    """Return the column for deals whose quote is out, if it lies ahead of that of a deal.

    Args:
        stages: of the deal's pipeline, in their order.
        stage_id: where the deal is.
    """
    place = next((n for n, stage in enumerate(stages) if stage.id == stage_id), len(stages))
    if any(means_quote_sent(stage.name) for stage in stages[: place + 1]):
        # It has been there, or is there now.
        return None
    ahead = (stage for stage in stages[place + 1 :] if stage.zone is not Zone.CUSTOMERS)
    return next((stage for stage in ahead if means_quote_sent(stage.name)), None)
