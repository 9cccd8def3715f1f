"""What is asked, objected and written: operations of `operations.Person`."""

from __future__ import annotations

from datetime import date

from pisteur.domain.oppositions import Channel, Oppose
from pisteur.domain.writing import TemplateInput
from pisteur.services.services import Services
from pisteur.storage.change_log import ChangeSet

SAID = ("Trop cher", "Et les délais ?", "Déjà équipé", "")


class Talking:
    """Operations on questions, objections and templates."""

    _s: Services

    def _pick(self, table: str, number: int) -> int:
        raise NotImplementedError

    def _card(self, number: int) -> tuple[int, int]:
        raise NotImplementedError

    def op_concern(self, a: int, b: int, c: int) -> ChangeSet:
        card, contact = self._card(a)
        return self._s.concerns.add(contact, card if b % 2 else None, SAID[c % len(SAID)]).changes

    def op_settle_concern(self, a: int, b: int, c: int) -> ChangeSet:
        concern = self._pick("concerns", a)
        if b % 4 == 0:
            return self._s.concerns.delete(concern).changes
        if b % 4 == 1:
            return self._s.concerns.reopen(concern).changes
        return self._s.concerns.answer(concern, SAID[c % len(SAID)]).changes

    def op_oppose(self, a: int, b: int, c: int) -> ChangeSet:
        contact = self._pick("contacts", a)
        standing = self._s.oppositions.of(contact)
        if standing and b % 2:
            return self._s.oppositions.lift(standing[0].id).changes
        given = Oppose(contact, list(Channel)[c % 4], date(2026, 11, 20), SAID[b % len(SAID)])
        return self._s.oppositions.note(given).changes

    def op_template(self, a: int, b: int, c: int) -> ChangeSet:
        given = TemplateInput(f"Modèle {c}", "{affaire}", SAID[b % len(SAID)])
        if a % 4 == 0:
            return self._s.templates.add(given).changes
        if a % 4 == 1:
            return self._s.templates.remove(self._pick("templates", b)).changes
        if a % 4 == 2:
            return self._s.templates.edit(self._pick("templates", b), given).changes
        ids = [one.id for one in self._s.templates.templates()]
        at = b % len(ids) if ids else 0
        return self._s.templates.order(ids[at:] + ids[:at]).changes
