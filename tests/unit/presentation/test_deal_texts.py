"""The words for a deal can be read back."""

from __future__ import annotations

import pytest

from pisteur import i18n
from pisteur.domain.offers import Budget, parse_budget
from pisteur.presentation.deal_texts import budget_text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "budget",
    [
        Budget(),
        Budget(80000, 80000),
        Budget(50000, 80000),
        Budget(None, 200050),
        Budget(123400, None),
        Budget(150000000, 250000000),
    ],
)
def test_means_that_are_shown_can_be_typed(language: str, budget: Budget) -> None:
    i18n.set_language(language)
    try:
        assert parse_budget(budget_text(budget)) == budget
    finally:
        i18n.set_language("en")
