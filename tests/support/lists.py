"""Lists of leads as an import makes them."""

from __future__ import annotations

from pisteur.domain.records import LabelledValue, LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions
from pisteur.services.services import Services


def bring_in(
    services: Services,
    count: int = 3,
    *,
    name: str = "Ain 2026",
    source: str = "Kompass",
    on_board: bool | None = False,
) -> int:
    """Import a list of numbered companies, each with a phone and an e-mail; returns its id."""
    offset = services.db.rows("SELECT count(*) FROM contacts")[0][0]
    numbers = range(offset + 1, offset + count + 1)
    records = tuple(
        LeadRecord(
            line=place,
            company=f"Maison {number}",
            phones=(LabelledValue(f"04 65 71 {number // 100:02d} {number % 100:02d}", ""),),
            emails=(LabelledValue(f"maison{number}@exemple.fr", ""),),
        )
        for place, number in enumerate(numbers, start=2)
    )
    options = ImportOptions(name, source, on_board=on_board)
    report = services.importing.apply(
        ParsedLeads(records, (), len(records), ("Société",)), options
    ).value
    assert report.list_id is not None
    return report.list_id


def members(services: Services, list_id: int) -> list[int]:
    """Return the contacts of a list, oldest first."""
    sql = "SELECT id FROM contacts WHERE lead_list_id = ? ORDER BY id"
    return [row[0] for row in services.db.rows(sql, (list_id,))]
