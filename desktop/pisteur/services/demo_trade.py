"""Who sells in the demonstration, what and to whom best.

So messages are signed, deals name an offer, and a qualification says what is known of the ideal
customer. Only where the user has said nothing of their own: a detail that is filled in, a list of
offers or of traits that holds anything, stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from pisteur.domain import settings
from pisteur.domain.offers import OfferUnit
from pisteur.domain.profile import TraitKind
from pisteur.services.settings import setting_row_id
from pisteur.storage.tables import ContactTrait, OfferRow, Opportunity, ProfileTrait, SettingRow

Told = Mapping[str, Any]
DETAILS = {
    "name": settings.MY_NAME,
    "company": settings.MY_COMPANY,
    "trade": settings.MY_TRADE,
    "phone": settings.MY_PHONE,
}


def bring_trade(session: Session, told: Told) -> dict[str, int]:
    """Fill in who sells what; returns the ids of the offers by their names."""
    for key, setting in DETAILS.items():
        row = _detail(session, setting.key)
        if row is None or json.loads(row.value) == setting.default:
            made = row or SettingRow(id=setting_row_id(setting.key), key=setting.key, value="")
            made.value = _written(told["me"][key])
            session.add(made)
    if session.exec(select(OfferRow).limit(1)).first() is None:
        for position, own in enumerate(told["offers"]):
            unit = OfferUnit(own["unit"]).value
            made_offer = OfferRow(name=own["name"], price_cents=own["price"], unit=unit)
            made_offer.position = position
            session.add(made_offer)
        session.flush()
    return {row.name: row.id for row in session.exec(select(OfferRow))}


def bring_ideal(session: Session, told: Told) -> list[int]:
    """Say who the best customer is; returns the ids of the traits that are asked in words."""
    if session.exec(select(ProfileTrait).limit(1)).first() is not None:
        return []
    rows = []
    for position, own in enumerate(told["ideal"]):
        kind, name, accepted = _trait(own)
        row = ProfileTrait(kind=kind, name=name, accepted=accepted, position=position)
        rows.append(row)
        session.add(row)
    session.flush()
    return [row.id for row in rows if row.kind == TraitKind.FREE.value]


def take_trade_back(session: Session, told: Iterable[Told]) -> None:
    """Take away what these two filled in, in any language, unless the user made it theirs."""
    for one in told:
        for key, setting in DETAILS.items():
            row = _detail(session, setting.key)
            if row is not None and row.value == _written(one["me"][key]):
                session.delete(row)
        for own in one["offers"]:
            found = session.exec(
                select(OfferRow).where(
                    OfferRow.name == own["name"],
                    OfferRow.price_cents == own["price"],
                    OfferRow.unit == own["unit"],
                )
            ).all()
            for offer in found:
                named = select(col(Opportunity.id)).where(Opportunity.offer_id == offer.id)
                if session.exec(named.limit(1)).first() is None:
                    session.delete(offer)
        for own in one["ideal"]:
            kind, name, accepted = _trait(own)
            same = select(ProfileTrait).where(
                ProfileTrait.kind == kind,
                ProfileTrait.name == name,
                ProfileTrait.accepted == accepted,
            )
            for trait in session.exec(same).all():
                known = select(col(ContactTrait.id)).where(ContactTrait.trait_id == trait.id)
                if session.exec(known.limit(1)).first() is None:
                    session.delete(trait)


def _detail(session: Session, key: str) -> SettingRow | None:
    return session.exec(select(SettingRow).where(SettingRow.key == key)).first()


def _trait(own: Told) -> tuple[str, str, str]:
    """Return kind, name and accepted values as they are stored."""
    accepted = json.dumps(own["accepted"], ensure_ascii=False)
    return TraitKind(own["kind"]).value, own["name"], accepted


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
