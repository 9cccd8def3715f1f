"""What the panel reads of a contact, on the worker, and after which changes it reads again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pisteur.domain.errors import DomainError
from pisteur.domain.heat import HeatProposal
from pisteur.domain.insights import ContactInsight
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.snapshots import ContactView, JournalEntry

if TYPE_CHECKING:
    # Load SQLModel: not before the first paint.
    from pisteur.services.services import Services
    from pisteur.storage.change_log import ChangeSet

# Read below a line that was looked for: so that the button for earlier ones has them at once.
READ_BELOW = 60
TABLES = (
    "contacts",
    "contact_points",
    "opportunities",
    "deal_people",
    "follow_ups",
    "cadence_runs",
    "qualifications",
    "interactions",
    "events",
    "sales",
    "payments",
    "satisfactions",
    "concerns",
    "oppositions",
    "contact_tags",
    "tags",
    "stages",
    "offers",
    "came_for",
    "loss_reasons",
    "buying_step_visits",
    "criteria",
    "lead_lists",
    "settings",
)


@dataclass(frozen=True, slots=True)
class ReadContact:
    """What was read: no view when the contact is gone."""

    contact_id: int
    view: ContactView | None
    dormancy_months: int | None = None
    insight: ContactInsight | None = None
    heat: HeatProposal | None = None


@dataclass(frozen=True, slots=True)
class EarlierLines:
    """Lines of a journal that follow the `after` newest."""

    contact_id: int
    after: int
    lines: tuple[JournalEntry, ...]


def read_contact(services: Services, contact_id: int, lines: int | None, line: int) -> ReadContact:
    """Return all that the panel shows.

    Args:
        services: of the worker.
        contact_id: whom to read.
        lines: of the journal; None for as many as are read at first.
        line: an exchange to have among them, 0 for none.
    """
    read = services.contact_view.contact
    try:
        if line:
            # As many as it takes to have this one among them, and some more.
            until = services.contact_view.lines_until(contact_id, line)
            lines = max(lines or 0, until + READ_BELOW)
        view = read(contact_id) if lines is None else read(contact_id, lines)
    except DomainError as error:
        if error.code != "record.gone":
            raise
        return ReadContact(contact_id, None)
    return ReadContact(
        contact_id,
        view,
        services.settings.get(DORMANCY_MONTHS),
        services.segments.contact(contact_id),
        services.heat.proposal(contact_id),
    )


def read_gone(services: Services, ids: frozenset[int]) -> frozenset[int]:
    """Return who of these few contacts is gone."""
    return frozenset(own for own in ids if read_contact(services, own, 1, 0).view is None)


def read_earlier(services: Services, view: ContactView, count: int) -> EarlierLines:
    """Return so many lines of the journal after those in `view`."""
    written = sum(entry.interaction_id is not None for entry in view.journal)
    noted = len(view.journal) - written
    lines = services.contact_view.earlier_lines(view.id, written, noted, count)
    return EarlierLines(view.id, written + noted, lines)


def concerns(changes: ChangeSet) -> bool:
    """Say whether a change may alter what is read of a contact.

    Of another contact, too: who may be named beside this one, or may now come through them.
    """
    return changes.touches(*TABLES)
