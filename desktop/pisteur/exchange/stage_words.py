"""What the stages of other programs are called, and which third of the board they belong to.

Data and look-up only; `services.list_deals` knows the user's own columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pisteur.domain.words import Zone
from pisteur.exchange.headings import fold_heading


@dataclass(frozen=True, slots=True)
class StageFamily:
    """Names that mean the same step.

    Attributes:
        is_last: which column of the zone stands for it where none has such a name.
    """

    zone: Zone
    is_last: bool
    names: str


# From HubSpot, Pipedrive, noCRM.io, Odoo, Trello and Pisteur's own first columns; folded.
FAMILIES = (
    StageFamily(
        Zone.LEADS,
        False,
        "new | new lead | lead | leads | lead in | nouveau | nouvelle | nouvelle piste | piste"
        " | pistes | incoming | entrant | backlog | a traiter | a faire | to do | suspect | inbox",
    ),
    StageFamily(
        Zone.LEADS,
        True,
        "contacted | contacte | contactee | contact made | contact etabli | prise de contact"
        " | premier contact | first contact | attempted to contact | to qualify | a qualifier"
        " | qualification | appointment scheduled | rendez vous planifie | rendez vous fixe | rdv"
        " | rendez vous | demo scheduled | demo planifiee | a contacter | to contact | to call",
    ),
    StageFamily(
        Zone.PROSPECTS,
        False,
        "qualified | qualifie | qualifiee | qualified to buy | qualifie pour l achat"
        " | qualified prospect | prospect qualifie | prospect | opportunity | opportunite"
        " | needs defined | besoin defini | besoins definis | presentation scheduled"
        " | presentation planifiee | discovery | decouverte",
    ),
    StageFamily(
        Zone.PROSPECTS,
        True,
        "proposal | proposition | proposal made | proposition faite | proposal sent"
        " | proposition envoyee | proposition commerciale | quote | quote sent | quotation | devis"
        " | devis envoye | devis en cours | offre | offre envoyee | offer | offer sent"
        " | negotiation | negociation | negotiations started | negociations commencees"
        " | en negociation | contract sent | contrat envoye | decision maker bought in"
        " | relance devis | a relancer",
    ),
)


def plain(name: str) -> str:
    """Return a name without case, accents and punctuation."""
    return fold_heading(name)


def family_of(name: str) -> StageFamily | None:
    """Return the family that a name belongs to, or None."""
    return _index().get(plain(name))


@cache
def _index() -> dict[str, StageFamily]:
    return {name.strip(): family for family in FAMILIES for name in family.names.split("|")}
