"""What a user does to criteria, ideal customer and offers: operations of `operations.Person`."""

from __future__ import annotations

from pisteur.domain.offers import OfferUnit
from pisteur.domain.profile import TraitKind
from pisteur.domain.selling_inputs import CriterionInput, OfferInput, TraitInput
from pisteur.domain.words import Answer
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet

TRAITS = (
    TraitInput(TraitKind.FREE, "Vend en ligne"),
    TraitInput(TraitKind.SECTOR, "Métiers de bouche", "56.10A, traiteur"),
    TraitInput(TraitKind.AREA, "", "35; 22"),
    TraitInput(TraitKind.SIZE, "", "1-9, 250-"),
)


class Catalogue:
    """Operations on lists that the user makes their own."""

    _s: Services

    def _pick(self, table: str, number: int) -> int:
        raise NotImplementedError

    def op_criteria(self, a: int, b: int, c: int) -> ChangeSet:
        name = ("Métier", "Âge", "Cœur de cible")[b % 3]
        given = CriterionInput(name, "Vraiment ?", "", "", "Et alors ?", "Demander", c % 2 == 0)
        if a % 4 == 0:
            return self._s.criteria.add(given).changes
        if a % 4 == 1:
            return self._s.criteria.edit(self._pick("criteria", b), given).changes
        if a % 4 == 2:
            return self._s.criteria.remove(self._pick("criteria", b)).changes
        ids = [one.id for one in self._s.qualification.criteria()]
        at = b % len(ids)
        return self._s.criteria.order(ids[at:] + ids[:at]).changes

    def op_profile(self, a: int, b: int, c: int) -> ChangeSet:
        given = TRAITS[c % len(TRAITS)]
        if a % 4 == 0:
            return self._s.profile.add(given).changes
        trait = self._pick("profile_traits", b)
        if a % 4 == 1:
            return self._s.profile.edit(trait, given).changes
        if a % 4 == 2:
            return self._s.profile.remove(trait).changes
        ids = [one.id for one in self._s.profile.traits()]
        return self._s.profile.order(ids[::-1]).changes

    def op_answer_trait(self, a: int, b: int, c: int) -> ChangeSet:
        contact, trait = self._pick("contacts", a), self._pick("profile_traits", b)
        return self._s.profile.answer(contact, trait, list(Answer)[c % 3]).changes

    def op_offers(self, a: int, b: int, c: int) -> ChangeSet:
        price = "" if c % 3 == 0 else str(c)
        given = OfferInput(f"Offre {c}", price, list(OfferUnit)[b % len(OfferUnit)], ("company",))
        if a % 4 == 0:
            return self._s.offers.add(given).changes
        offer = self._pick("offers", b)
        if a % 4 == 1:
            return self._s.offers.edit(offer, given).changes
        if a % 4 == 2:
            return self._s.offers.remove(offer).changes
        ids = [one.id for one in self._s.offers.offers()]
        return self._s.offers.order(ids[::-1]).changes
