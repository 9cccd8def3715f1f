"""Writes contacts as vCards, 4.0 (RFC 6350) or 3.0 (RFC 2426), for address books.

Version 4 is what current programs read; older phones and mail programs want 3. Each contact has
the UID that it has in Pisteur: an address book that is fed the file again changes the card that
it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Literal

from pisteur import __version__
from pisteur.domain.reach import normalise_french_phone
from pisteur.domain.records import ContactRecord, LabelledValue
from pisteur.exchange.content_lines import bare, fold, text_value, uid_value

Version = Literal["3.0", "4.0"]

_NOT_PHONE = re.compile(r"[^0-9+*#]")
_PHONE_TYPES = {
    "mobile": ("cell", "voice"),
    "work": ("work", "voice"),
    "home": ("home", "voice"),
    "fax": ("work", "fax"),
}
_EMAIL_TYPES: dict[str, tuple[str, ...]] = {"work": ("work",), "home": ("home",)}


def cards(records: Iterable[ContactRecord], *, version: Version = "4.0") -> Iterator[bytes]:
    """Return the contacts as a file of vCards, card by card."""
    for record in records:
        yield b"".join(map(fold, _card(record, version)))


def _card(record: ContactRecord, version: Version) -> Iterator[str]:
    latest = version == "4.0"
    person = bool(record.given_name or record.family_name or record.name)
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"PRODID:-//Pisteur//{__version__}//EN"
    if record.uid:
        uid = uid_value(record.uid)
        # Version 4 wants a URI where it can be one.
        yield f"UID:urn:uuid:{uid}" if latest and _is_uuid(uid) else f"UID:{uid}"
    if record.updated_at is not None:
        yield f"REV:{record.updated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if latest:
        yield "KIND:individual" if person or not record.company else "KIND:org"
    yield f"FN:{text_value(_shown_name(record))}"
    name = (record.family_name, record.given_name, "", record.civility, "")
    yield "N:" + ";".join(map(text_value, name))
    if record.company:
        yield f"ORG:{text_value(record.company)}"
    yield from _plain(record)
    yield from _points(record, latest=latest)
    place = (record.street, record.city, "", record.postal_code, record.country)
    if any(place):
        type_work = "TYPE=work" if latest else "TYPE=WORK"
        yield f"ADR;{type_work}:;;" + ";".join(map(text_value, place))
    yield "END:VCARD"


def _plain(record: ContactRecord) -> Iterator[str]:
    if record.job_title:
        yield f"TITLE:{text_value(record.job_title)}"
    if record.website:
        # Escaped as RFC 6350 3.4 says of all values: readers end it at a bare comma or semicolon.
        yield f"URL:{text_value(_uri(record.website))}"
    if record.tags:
        yield "CATEGORIES:" + ",".join(map(text_value, record.tags))
    if record.notes:
        yield f"NOTE:{text_value(record.notes)}"
    if record.siret:
        yield f"X-SIRET:{text_value(record.siret)}"


def _points(record: ContactRecord, *, latest: bool) -> Iterator[str]:
    for place, point in enumerate(record.phones):
        types = _PHONE_TYPES.get(point.label, ("voice",))
        if latest and (number := _tel(point)):
            yield f"TEL;VALUE=uri;{_parameters(types, place, latest=True)}:tel:{number}"
        else:
            yield f"TEL;{_parameters(types, place, latest=latest)}:{text_value(point.value)}"
    for place, point in enumerate(record.emails):
        kinds = _EMAIL_TYPES.get(point.label, ())
        found = _parameters(kinds if latest else ("internet", *kinds), place, latest=latest)
        yield f"EMAIL{';' if found else ''}{found}:{text_value(point.value)}"


def _parameters(types: tuple[str, ...], place: int, *, latest: bool) -> str:
    """Return the types, and that the first of a contact's points is the one to use."""
    if not latest:
        named = [*(kind.upper() for kind in types), *(["PREF"] if place == 0 else [])]
        return ";".join(f"TYPE={kind}" for kind in named)
    named = [f'TYPE="{",".join(types)}"' if len(types) > 1 else f"TYPE={types[0]}"] if types else []
    return ";".join([*named, *(["PREF=1"] if place == 0 else [])])


def _tel(point: LabelledValue) -> str:
    """Return the number of a `tel:` URI (RFC 3966); empty when it is none that calls anywhere."""
    number = normalise_french_phone(point.value) or _NOT_PHONE.sub("", point.value)
    number = "+" + number[2:] if number.startswith("00") else number
    # A number without its country is none for a URI.
    return number if re.fullmatch(r"\+[0-9]{6,15}", number) else ""


def _shown_name(record: ContactRecord) -> str:
    parts = " ".join(filter(None, (record.given_name, record.family_name)))
    points = [point.value for point in (*record.phones, *record.emails)]
    return next((text for text in (parts, record.name, record.company, *points) if text), "?")


def _uri(text: str) -> str:
    """Return a web address as one: with its scheme, and without what would end the line."""
    address = "".join(bare(text).split())
    return address if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", address) else f"https://{address}"


def _is_uuid(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
