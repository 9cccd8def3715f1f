"""Who resembles present customers (`domain.likeness`): one contact with its traits, or everyone.

The profile that the user wrote is `services.profile`'s.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from pisteur.domain.likeness import CommonTrait, Likeness, common_traits, is_alike, likeness
from pisteur.domain.profile import NOTHING_KNOWN, ContactFacts, Trait, TraitKind, match_trait
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.traits import Fit
from pisteur.domain.words import Nature
from pisteur.services.kept import Kept
from pisteur.services.profile import ProfileService, facts_from
from pisteur.services.workspace import Workspace

PEOPLE = ("contacts", "contact_tags", "tags", "sales", "settings")
"""Tables that customers, and who resembles them, are computed from."""

# What decides on each kind of trait that customers may have in common, tags excepted.
_DECIDING: dict[TraitKind, tuple[str, ...]] = {
    TraitKind.BUYER: ("nature", "buyer_kind"),
    TraitKind.SECTOR: ("nature", "buyer_kind", "naf", "naf_version", "sector"),
    TraitKind.SIZE: ("nature", "buyer_kind", "headcount_least", "headcount_most"),
    TraitKind.AREA: ("postal_code", "country"),
}
# The columns of FACTS after the id, and what stands for one that does not decide.
_FACTS = (
    ("nature", f"'{Nature.UNKNOWN}'"),
    ("buyer_kind", "NULL"),
    ("naf", "''"),
    ("naf_version", "NULL"),
    ("sector", "''"),
    ("headcount_least", "NULL"),
    ("headcount_most", "NULL"),
    ("postal_code", "''"),
    ("country", "''"),
)


class Customers(NamedTuple):
    """The present customers, and what they have in common."""

    ids: frozenset[int]
    common: tuple[CommonTrait, ...]


class LikenessService:
    """Compares contacts with present customers."""

    def __init__(self, workspace: Workspace, profile: ProfileService) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows
        self._profile = profile
        self._kept = Kept(workspace)

    def customers(self) -> Customers:
        """Return the present customers and what they have in common."""
        return self._kept.get("customers", PEOPLE, self._find_customers)

    def of(self, contact_id: int) -> Likeness:
        """Compare one contact.

        Raises:
            DomainError: `record.gone`.
        """
        ids, common = self.customers()
        return likeness(common, len(ids), self._profile.facts(contact_id))

    def alike(self) -> tuple[int, ...]:
        """Return everyone who resembles present customers without being one."""
        return self._kept.get("alike", PEOPLE, self._find_alike)

    def _find_customers(self) -> Customers:
        since = dormant_before(
            self._workspace.clock.today(), self._workspace.setting(DORMANCY_MONTHS)
        )
        found = self._rows("SELECT id FROM contacts WHERE last_sale_on >= ?", (since.isoformat(),))
        ids = frozenset(row[0] for row in found)
        facts = self._profile.facts_of(tuple(sorted(ids)))
        return Customers(ids, common_traits(tuple(facts.values())))

    def _find_alike(self) -> tuple[int, ...]:
        """Add up in SQL how many traits each has: the window's thread goes on meanwhile."""
        customers = self.customers()
        if not customers.common:
            return ()
        having: list[str] = []
        parameters: dict[str, object] = {"customers": json.dumps(sorted(customers.ids))}
        for place, common in enumerate(customers.common):
            columns = _DECIDING.get(common.trait.kind)
            found = self._tagged(common.trait) if columns is None else self._fitting(common.trait)
            fact = "c.id" if columns is None else _key(columns)
            having.append(f"({fact} IN (SELECT value FROM json_each(:trait{place})))")
            parameters[f"trait{place}"] = json.dumps(found)
        total = len(having)
        least = next(matched for matched in range(total + 1) if is_alike(matched, total))
        return tuple(
            row[0]
            for row in self._rows(
                f"SELECT c.id FROM contacts c WHERE {' + '.join(having)} >= {least}"
                " AND c.id NOT IN (SELECT value FROM json_each(:customers))",
                parameters,
            )
        )

    def _fitting(self, trait: Trait) -> list[str]:
        """Return which facts have a trait, of all that are known of anyone: there are few."""
        columns = _DECIDING[trait.kind]
        shown = ", ".join(f"c.{name}" if name in columns else f"{none}" for name, none in _FACTS)
        found = self._rows(f"SELECT DISTINCT {_key(columns)}, {shown} FROM contacts c")
        return [row[0] for row in found if _matches(trait, facts_from(row, ()))]

    def _tagged(self, trait: Trait) -> list[int]:
        """Return who bears tags that have a trait."""
        tags: dict[int, tuple[str, ...]] = {}
        for contact_id, name in self._rows(
            "SELECT l.contact_id, t.name FROM contact_tags l JOIN tags t ON t.id = l.tag_id"
            " ORDER BY t.name"
        ):
            tags[contact_id] = (*tags.get(contact_id, ()), name)
        fitting = {
            names
            for names in set(tags.values())
            if _matches(trait, NOTHING_KNOWN._replace(tags=names))
        }
        return [contact_id for contact_id, names in tags.items() if names in fitting]


def _key(columns: Sequence[str]) -> str:
    """Return SQL for the facts that decide, as one text."""
    return f"json_array({', '.join(f'c.{name}' for name in columns)})"


def _matches(trait: Trait, facts: ContactFacts) -> bool:
    return match_trait(trait, facts).fit is Fit.MATCHED
