"""Questions and objections, told apart by how they end."""

from __future__ import annotations

import pytest

from pisteur.domain.concerns import ConcernKind, kind_of


@pytest.mark.parametrize("text", ["Delivered before Christmas?", "« Et la TVA\u202f? »", "When? "])
def test_what_ends_in_a_question_mark_is_a_question(text: str) -> None:
    assert kind_of(text) is ConcernKind.QUESTION


@pytest.mark.parametrize("text", ["Too dear", "“Why so dear? It is too much”", ""])
def test_all_else_is_an_objection(text: str) -> None:
    assert kind_of(text) is ConcernKind.OBJECTION
