"""Segments of contacts, computed from sales, recommendations and facts; with what explains them.

For one contact (`contact`) and for all (`condition`, which the table of contacts asks for). What
takes reading many rows is kept until something changes. The rules are in `domain.segments`,
`domain.likeness` and `domain.dormancy`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import NamedTuple

from pisteur.domain.contact_query import ContactQuery, ContactRow
from pisteur.domain.dormancy import dormant_on
from pisteur.domain.errors import DomainError
from pisteur.domain.insights import Acquaintance, ContactInsight, NoteStanding
from pisteur.domain.money import parse_amount
from pisteur.domain.segments import (
    Frequency,
    Influence,
    SaleFact,
    Volume,
    VolumeLimits,
    find_frequency,
    find_influence,
    find_volume,
    turnover,
    volume_limits,
)
from pisteur.domain.settings import DORMANCY_MONTHS, VOLUME_HIGH_CENTS, VOLUME_MEDIUM_CENTS
from pisteur.i18n import _
from pisteur.services.dormancy import DormancyService
from pisteur.services.kept import Kept
from pisteur.services.likeness import LikenessService
from pisteur.services.settings import SettingsService
from pisteur.services.workspace import Done, Workspace, required
from pisteur.storage.tables import Contact

RECOMMENDED_SHOWN = 20
MANY = 5_000
_SALES = ("sales",)
_SALES_AND_LIMITS = ("sales", "settings")
_WITHIN = "c.id IN (SELECT value FROM json_each(:{name}))"
_INFLUENCE = {
    Influence.RECOMMENDS: "c.id IN (SELECT recommended_by_id FROM contacts"
    " WHERE recommended_by_id IS NOT NULL)",
    Influence.KNOWN_FIGURE: "c.known_figure = 1",
}


class Condition(NamedTuple):
    """An SQL condition on the contact row `c`, with its named parameters."""

    sql: str
    parameters: dict[str, object]


class SegmentsService:
    """Computes segments."""

    def __init__(
        self,
        workspace: Workspace,
        likeness: LikenessService,
        dormancy: DormancyService,
        settings: SettingsService,
    ) -> None:
        self._workspace = workspace
        self._rows = workspace.db.rows
        self._likeness = likeness
        self._dormancy = dormancy
        self._settings = settings
        self._kept = Kept(workspace)

    # One contact.

    def contact(self, contact_id: int) -> ContactInsight:
        """Return the segments of a contact with what explains them.

        Raises:
            DomainError: `record.gone`.
        """
        found = self._rows(
            "SELECT c.asked_on, c.known_figure, c.last_sale_on, r.id, r.display_name"
            " FROM contacts c LEFT JOIN contacts r ON r.id = c.recommended_by_id WHERE c.id = ?",
            (contact_id,),
        )
        if not found:
            raise DomainError("record.gone")
        asked_on, known_figure, last_sale, sender_id, sender = found[0]
        today = self._workspace.clock.today()
        sales = self._sales().get(contact_id, [])
        recommended, bought = self._recommended(contact_id)
        customers = self._likeness.customers()
        is_customer = contact_id in customers.ids
        day = self._dormant_on(_day(last_sale)) if is_customer else None
        soon = day is not None and (day - today).days <= self._dormancy.warning_days
        return ContactInsight(
            contact_id=contact_id,
            asked_on=_day(asked_on),
            recommended_by=Acquaintance(sender_id, sender) if sender_id else None,
            known_figure=bool(known_figure),
            recommended=recommended[:RECOMMENDED_SHOWN],
            frequency=find_frequency([sale.on for sale in sales], today),
            volume=find_volume(turnover(sales, today), self.volume_limits()),
            influence=find_influence(len(recommended), bought, known_figure=bool(known_figure)),
            likeness=None if is_customer else self._likeness.of(contact_id),
            common=customers.common,
            dormant_on=day,
            dormant_soon=soon,
        )

    def _dormant_on(self, last_sale_on: date | None) -> date | None:
        months = self._workspace.setting(DORMANCY_MONTHS)
        return None if last_sale_on is None else dormant_on(last_sale_on, months)

    def _recommended(self, contact_id: int) -> tuple[tuple[Acquaintance, ...], int]:
        """Return who came through a contact, and how many of them have bought."""
        found = self._rows(
            "SELECT id, display_name, last_sale_on IS NOT NULL FROM contacts"
            " WHERE recommended_by_id = ? ORDER BY sort_name, id",
            (contact_id,),
        )
        return tuple(Acquaintance(row[0], row[1]) for row in found), sum(row[2] for row in found)

    # All contacts.

    def condition(self, query: ContactQuery) -> Condition | None:
        """Return what the filters by segment ask of a contact, but for `many`; None for nothing."""
        parts: list[str] = []
        parameters: dict[str, object] = {}
        if query.frequency is not None:
            parameters["frequency"] = _among(_having(self._frequencies(), query.frequency))
        if query.volume is not None:
            parameters["volume"] = _among(_having(self._volumes(), query.volume))
        if query.alike and self.many(query) is None:
            parameters["alike"] = _among(self._likeness.alike())
        parts += [_WITHIN.format(name=name) for name in parameters]
        if query.influence is not None:
            parts.append(_INFLUENCE[query.influence])
        if query.dormant_soon:
            days = self._dormancy.sale_days()
            parts.append("c.last_sale_on BETWEEN :sold_from AND :sold_to")
            parameters["sold_from"] = days.first.isoformat() if days else ""
            parameters["sold_to"] = days.last.isoformat() if days else ""
        return Condition(" AND ".join(parts), parameters) if parts else None

    def many(self, query: ContactQuery) -> Set[int] | None:
        """Return those whom the filter by likeness leaves, if they are too many for a condition.

        To hand them over to SQL would take longer than to read everyone.
        """
        if not query.alike:
            return None
        alike = self._likeness.alike()
        return alike if len(alike) > MANY else None

    def fill(self, rows: Iterable[ContactRow]) -> tuple[ContactRow, ...]:
        """Return rows of the table with frequency and volume; only who has bought has them."""
        frequencies, volumes = self._frequencies(), self._volumes()
        return tuple(
            row
            if row.last_sale is None
            else row._replace(frequency=frequencies.get(row.id, ""), volume=volumes.get(row.id, ""))
            for row in rows
        )

    def _frequencies(self) -> dict[int, Frequency]:
        """Return the frequency of everyone who has bought."""
        return self._kept.get("frequencies", _SALES, self._find_frequencies)

    def _find_frequencies(self) -> dict[int, Frequency]:
        today = self._workspace.clock.today()
        found = {
            contact_id: find_frequency([sale.on for sale in sales], today).frequency
            for contact_id, sales in self._sales().items()
        }
        return {contact_id: segment for contact_id, segment in found.items() if segment}

    def _volumes(self) -> dict[int, Volume]:
        """Return the volume of everyone who has one."""
        return self._kept.get("volumes", _SALES_AND_LIMITS, self._find_volumes)

    def _find_volumes(self) -> dict[int, Volume]:
        today, limits = self._workspace.clock.today(), self.volume_limits()
        found = {
            contact_id: find_volume(turnover(sales, today), limits).volume
            for contact_id, sales in self._sales().items()
        }
        return {contact_id: segment for contact_id, segment in found.items() if segment}

    # What they are computed from.

    def volume_limits(self) -> VolumeLimits | None:
        """Return the user's limits, else those that the customers set; None while too few."""
        own = self._settings.get(VOLUME_HIGH_CENTS), self._settings.get(VOLUME_MEDIUM_CENTS)
        if own[0] is not None and own[1] is not None:
            return VolumeLimits(own[0], own[1])
        today = self._workspace.clock.today()
        return self._kept.get(
            "limits",
            _SALES_AND_LIMITS,
            lambda: volume_limits([turnover(sales, today) for sales in self._sales().values()]),
        )

    def _sales(self) -> dict[int, list[SaleFact]]:
        """Return the standing sales of every contact that has one."""
        return self._kept.get("sales", _SALES, self._read_sales)

    def _read_sales(self) -> dict[int, list[SaleFact]]:
        found: dict[int, list[SaleFact]] = {}
        for contact_id, accepted_on, cents in self._rows(
            "SELECT contact_id, accepted_on, amount_cents FROM sales WHERE cancelled_on IS NULL"
        ):
            sale = SaleFact(date.fromisoformat(accepted_on), cents)
            found.setdefault(contact_id, []).append(sale)
        return found

    # What the user sets.

    def set_volume_limits(self, high: str, medium: str) -> Done[None]:
        """Set from which turnover a volume is high, and medium; both empty to compute them.

        Raises:
            DomainError: beside `volume_high` or `volume_medium`: `amount.*`,
                `volume.limit_missing`, `volume.limits_crossed`.
        """
        typed = {"volume_high": high, "volume_medium": medium}
        limits = {name: parse_amount(text, field=name) for name, text in typed.items()}
        for name, cents in limits.items():
            if not cents and any(limits.values()):
                raise DomainError("volume.limit_missing", field=name)
        most, least = limits["volume_high"] or None, limits["volume_medium"] or None
        if most is not None and least is not None and most <= least:
            raise DomainError("volume.limits_crossed", field="volume_medium")
        return self._settings.put_all(((VOLUME_HIGH_CENTS, most), (VOLUME_MEDIUM_CENTS, least)))

    def note(self, given: NoteStanding) -> Done[None]:
        """Note when a contact asked to be contacted, who recommended them, whether they are known.

        Raises:
            DomainError: `contact.asked_in_future` beside `asked_on`; `contact.recommends_self`
                beside `recommended_by`; `record.gone`.
        """
        today = self._workspace.clock.today()
        if given.asked_on is not None and given.asked_on > today:
            raise DomainError("contact.asked_in_future", field="asked_on")
        if given.recommended_by == given.contact_id:
            raise DomainError("contact.recommends_self", field="recommended_by")
        with self._workspace.db.step("") as step:
            contact = required(step.session, Contact, given.contact_id)
            if given.recommended_by is not None:
                required(step.session, Contact, given.recommended_by)
            contact.asked_on = given.asked_on
            contact.recommended_by_id = given.recommended_by
            contact.known_figure = int(given.known_figure)
            contact.updated_at = self._workspace.clock.now()
            step.session.add(contact)
            step.label = _("Note where “{name}” comes from").format(name=contact.display_name)
        return Done(None, step.changes)


def _having(segments: Mapping[int, str], wanted: str) -> list[int]:
    return [contact_id for contact_id, segment in segments.items() if segment == wanted]


def _among(ids: Iterable[int]) -> str:
    """Return ids as `_WITHIN` takes them."""
    return json.dumps(list(ids))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
