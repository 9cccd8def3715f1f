"""Sentences that each say a figure, for those figures that there are."""

from __future__ import annotations

from collections.abc import Callable

Counted = Callable[..., str]
"""Fills {count} of a sentence with a number, and what else it is given by name."""


def counted_words(counted: Counted, *pairs: tuple[int, str]) -> list[str]:
    """Return the sentences whose figure is not nought.

    Args:
        counted: writes a sentence with its figure.
        pairs: a figure, and what `ngettext` says for it.
    """
    return [counted(text, count) for count, text in pairs if count]
