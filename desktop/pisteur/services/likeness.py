"""Who resembles present customers (`domain.likeness`): one contact with its traits, or everyone.

The profile that the user wrote is `services.profile`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from pisteur.domain.likeness import CommonTrait, Likeness, common_traits, is_alike, likeness
from pisteur.domain.profile import Trait, TraitKind, match_trait
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.traits import Fit
from pisteur.services.kept import Kept
from pisteur.services.profile import FACTS, ProfileService, facts_from
from pisteur.services.workspace import Workspace

PEOPLE = ("contacts", "contact_tags", "tags", "sales", "settings")
"""Tables that customers, and who resembles them, are computed from."""

# What decides on each kind of trait that customers may have in common: places in a row of FACTS.
_DECIDING: dict[TraitKind, Callable[[Sequence[Any]], object]] = {
    TraitKind.BUYER: itemgetter(1, 2),
    TraitKind.SECTOR: itemgetter(1, 2, 3, 4, 5),
    TraitKind.SIZE: itemgetter(1, 2, 6, 7),
    TraitKind.AREA: itemgetter(8, 9),
}


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
        customers = self.customers()
        if not customers.common:
            return ()
        matchers = [_Matcher(common.trait) for common in customers.common]
        tags: dict[int, tuple[str, ...]] = {}
        for contact_id, name in self._rows(
            "SELECT l.contact_id, t.name FROM contact_tags l JOIN tags t ON t.id = l.tag_id"
            " ORDER BY t.name"
        ):
            tags[contact_id] = (*tags.get(contact_id, ()), name)
        return tuple(
            row[0]
            for row in self._rows(FACTS)
            if row[0] not in customers.ids
            and is_alike(
                sum(matcher.matches(row, tags.get(row[0], ())) for matcher in matchers),
                len(matchers),
            )
        )


class _Matcher:
    """Matches one trait; each distinct fact once, for there are few of them among many people."""

    def __init__(self, trait: Trait) -> None:
        self._trait = trait
        self._decides = _DECIDING.get(trait.kind)
        self._known: dict[object, bool] = {}

    def matches(self, row: Sequence[Any], tags: tuple[str, ...]) -> bool:
        """Say whether who has a row of FACTS, and these tags, has the trait."""
        key = tags if self._decides is None else self._decides(row)
        found = self._known.get(key)
        if found is None:
            fit = match_trait(self._trait, facts_from(row, tags)).fit
            found = self._known[key] = fit is Fit.MATCHED
        return found
