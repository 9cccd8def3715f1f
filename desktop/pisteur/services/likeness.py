"""Who resembles present customers (`domain.likeness`): one contact with its traits, or everyone.

Everyone is compared once, in SQL; after that only who was changed since. The profile that the user
wrote is `services.profile`'s.
"""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from typing import NamedTuple

from pisteur.domain.likeness import CommonTrait, Likeness, common_traits, is_alike, likeness
from pisteur.domain.profile import NOTHING_KNOWN, ContactFacts, Trait, TraitKind, match_trait
from pisteur.domain.settings import DORMANCY_MONTHS
from pisteur.domain.status import dormant_before
from pisteur.domain.traits import Fit
from pisteur.domain.words import Nature
from pisteur.services.profile import ProfileService, facts_from
from pisteur.services.workspace import Workspace

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


class _Compared(NamedTuple):
    """Who was found alike, and what that rests on."""

    alike: set[int]
    contacts: int
    tags: tuple[int, ...]
    customers: frozenset[int]
    traits: tuple[Trait, ...]


class _Known(NamedTuple):
    """Customers as they were read, and what that rests on."""

    customers: Customers
    contacts: int
    others: object


class LikenessService:
    """Compares contacts with present customers."""

    def __init__(self, workspace: Workspace, profile: ProfileService) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows
        self._profile = profile
        self._known: _Known | None = None
        self._compared: _Compared | None = None

    def customers(self) -> Customers:
        """Return the present customers and what they have in common; kept until one is changed."""
        db = self._workspace.db
        contacts = db.version("contacts")[0]
        others = (self._workspace.clock.today(), db.version("contact_tags", "tags", "settings"))
        known = self._known
        if known is None or known.others != others or self._other_customers(known):
            customers = self._find_customers()
        else:
            customers = known.customers
        self._known = _Known(customers, contacts, others)
        return customers

    def _other_customers(self, known: _Known) -> bool:
        """Return whether anyone was changed who was a customer, or is one."""
        changed = self._workspace.db.rows_since("contacts", known.contacts)
        if changed is None or not changed.isdisjoint(known.customers.ids):
            return True
        return bool(changed) and bool(
            self._rows(
                "SELECT 1 FROM contacts WHERE id IN (SELECT value FROM json_each(?))"
                " AND last_sale_on >= ? LIMIT 1",
                (json.dumps(sorted(changed)), self._customer_since()),
            )
        )

    def of(self, contact_id: int) -> Likeness:
        """Compare one contact.

        Raises:
            DomainError: `record.gone`.
        """
        ids, common = self.customers()
        return likeness(common, len(ids), self._profile.facts(contact_id))

    def alike(self) -> Set[int]:
        """Return everyone who resembles present customers without being one.

        Comparing all takes half a second for a hundred thousand; so only who was changed since
        the last time is compared anew, as long as customers have the same in common.
        """
        db, (ids, common) = self._workspace.db, self.customers()
        contacts, tags = db.version("contacts")[0], db.version("contact_tags", "tags")
        traits = tuple(each.trait for each in common)
        kept, changed = self._compared, None
        if kept is not None and kept.traits == traits:
            same_tags = kept.tags == tags or all(each.kind in _DECIDING for each in traits)
            changed = db.rows_since("contacts", kept.contacts) if same_tags else None
        if kept is None or changed is None:
            alike = set(self._find_alike())
        else:
            alike = kept.alike
            # Who became a customer is alike no more, who no longer is may be.
            changed |= kept.customers ^ ids
            alike -= changed
            alike |= self._alike_among(changed - ids)
        self._compared = _Compared(alike, contacts, tags, ids, traits)
        return alike

    def _alike_among(self, contact_ids: Set[int]) -> set[int]:
        """Return those who are alike, of some contacts that are no customers."""
        ids, common = self.customers()
        facts = self._profile.facts_of(tuple(sorted(contact_ids))) if contact_ids else {}
        found = {
            contact_id: likeness(common, len(ids), own).fit for contact_id, own in facts.items()
        }
        return {each for each, fit in found.items() if is_alike(fit.matched, fit.total)}

    def _customer_since(self) -> str:
        months = self._workspace.setting(DORMANCY_MONTHS)
        return dormant_before(self._workspace.clock.today(), months).isoformat()

    def _find_customers(self) -> Customers:
        since = self._customer_since()
        found = self._rows("SELECT id FROM contacts WHERE last_sale_on >= ?", (since,))
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
