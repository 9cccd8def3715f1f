"""Makes many contacts at once, by an import."""

from __future__ import annotations

from pisteur.domain.records import LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions
from pisteur.services.services import Services


def crowd(services: Services, count: int) -> None:
    """Add `count` contacts called “Name 00000” and on, without cards."""
    records = tuple(LeadRecord(line=n + 1, name=f"Name {n:05}") for n in range(count))
    leads = ParsedLeads(records, (), count)
    options = ImportOptions(list_name="Crowd", on_board=False)
    services.importing.apply(leads, options)
