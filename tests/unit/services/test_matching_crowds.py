"""Many contacts behind one number cost no more than as many behind their own."""

from __future__ import annotations

from typing import Any

import pytest

from pisteur.domain.decisions import RowKind
from pisteur.domain.records import LabelledValue, LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions
from pisteur.services import matching
from pisteur.services.comparing import compare, may_be_same
from pisteur.services.crowds import CROWD
from pisteur.services.services import Services

SWITCHBOARD = (LabelledValue("01 99 00 00 01"),)


def staff(count: int, *, first: int = 0) -> ParsedLeads:
    records = tuple(
        LeadRecord(
            line=i + 2,
            name=f"Personne {i} Durand",
            company="Grand Hôpital",
            phones=SWITCHBOARD,
            emails=(LabelledValue(f"p{i}@hopital.example"),),
        )
        for i in range(first, first + count)
    )
    return ParsedLeads(records, (), count)


class Steps:
    """Counts how often a row is held against a contact."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        for name, real in (("may_be_same", may_be_same), ("compare", compare)):
            monkeypatch.setattr(matching, name, self._counting(real))

    def _counting(self, real: Any) -> Any:
        def counted(*given: Any) -> Any:
            self.count += 1
            return real(*given)

        return counted

    def taken(self) -> int:
        """Return the count since it was last asked."""
        count, self.count = self.count, 0
        return count


def test_rows_that_share_a_number_are_compared_in_proportion_to_their_count(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(monkeypatch)
    services.importing.plan(staff(400))
    few = steps.taken()
    services.importing.plan(staff(800))
    assert steps.taken() < 2.5 * few


def test_a_crowd_that_is_stored_is_not_compared_with_each_row(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.importing.apply(staff(400), ImportOptions())
    steps = Steps(monkeypatch)
    services.importing.plan(staff(100, first=1000))
    few = steps.taken()
    services.importing.apply(staff(400, first=400), ImportOptions())
    steps.taken()
    services.importing.plan(staff(100, first=1000))
    assert steps.taken() < 1.5 * few


def test_in_a_crowd_everybody_is_still_found(services: Services) -> None:
    count = 3 * CROWD
    leads = staff(count)
    assert services.importing.apply(leads, ImportOptions()).value.counts[RowKind.NEW] == count
    again = services.importing.apply(leads, ImportOptions())
    assert again.value.counts[RowKind.IDENTICAL] == count
    assert not again.changes
    # Without an e-mail, by name: the last of all.
    last = LeadRecord(2, name=f"Durand Personne {count - 1}", phones=SWITCHBOARD, city="Lyon")
    (row,) = services.importing.plan(ParsedLeads((last,), (), 1)).rows
    found = services.db.rows("SELECT name FROM contacts WHERE id = ?", (row.contact_id,))
    assert (row.kind, found) == (RowKind.FILLS_GAP, [(f"Personne {count - 1} Durand",)])
    # Only the number: somebody behind it.
    nobody = LeadRecord(2, phones=SWITCHBOARD)
    (row,) = services.importing.plan(ParsedLeads((nobody,), (), 1)).rows
    assert row.kind is RowKind.IDENTICAL
