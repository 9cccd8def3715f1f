"""The column that means that a quote went out, told by its name."""

from __future__ import annotations

import pytest

from pisteur.domain.board import StageView
from pisteur.domain.board_words import Zone
from pisteur.domain.quote_stages import means_quote_sent, quote_stage_ahead


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Devis envoyé", True),
        ("PROPOSITION", True),
        ("Offre remise", True),
        ("Quote sent", True),
        ("Proposal out", True),
        ("Devis à faire", False),
        ("Offre à préparer", False),
        ("Quote to send", False),
        ("Prospect qualifié", False),
        ("Négociation", False),
    ],
)
def test_a_name_tells_that_a_quote_went_out(name: str, meant: bool) -> None:
    assert means_quote_sent(name) is meant


def stages(*names: str) -> list[StageView]:
    last = len(names) - 1
    return [
        StageView(n, name, Zone.CUSTOMERS if n == last else Zone.PROSPECTS, n)
        for n, name in enumerate(names)
    ]


def ahead(*names: str, of: int) -> str | None:
    found = quote_stage_ahead(stages(*names), of)
    return found and found.name


def test_only_a_column_ahead_is_proposed_and_none_twice() -> None:
    usual = ("Qualifié", "Devis à faire", "Devis envoyé", "Négociation", "Gagné")
    assert ahead(*usual, of=0) == "Devis envoyé"
    assert ahead(*usual, of=1) == "Devis envoyé"
    for place in (2, 3, 4):
        assert ahead(*usual, of=place) is None
    assert ahead("Devis envoyé", "Proposition revue", "Gagné", of=0) is None
    # Who bought is moved by the sale.
    assert ahead("Qualifié", "Devis signé", of=0) is None
