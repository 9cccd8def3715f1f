"""A row of a list as it would be stored, and what it is looked up by; `comparing` compares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pisteur.domain.reach import digits, normalise_email
from pisteur.domain.records import LeadRecord
from pisteur.domain.text import clean_block, clean_line, fold
from pisteur.domain.traits import normalise_naf
from pisteur.domain.words import Heat, Nature, PointKind
from pisteur.services.naming import full_name
from pisteur.services.phones import normalise_phone

FIELDS = (
    *("civility", "given_name", "family_name", "name", "company", "job_title", "nature", "heat"),
    *("street", "postal_code", "city", "country", "website", "siret", "source", "naf"),
)
_of_record = attrgetter(*FIELDS)
DEFAULTS = {"nature": Nature.UNKNOWN.value, "heat": Heat.COLD.value}


# Not frozen, nor is what follows: that takes three times as long to make, for each row.
@dataclass(slots=True)
class Point:
    """A phone or e-mail of a row, as it would be stored.

    Attributes:
        key: what it is compared by; never empty.
    """

    kind: PointKind
    value: str
    label: str
    normalised: str | None
    key: str

    @property
    def reversed_digits(self) -> str | None:
        """Return what a phone is searched by from its end, None for an e-mail."""
        return digits(self.value)[::-1] if self.kind is PointKind.PHONE else None


@dataclass(slots=True)
class Candidate:
    """A row, cleaned.

    Attributes:
        fields: the filled ones of FIELDS.
        points: phones before e-mails.
    """

    record: LeadRecord
    fields: dict[str, str]
    points: tuple[Point, ...]
    notes: str
    tags: tuple[str, ...]

    @property
    def has_name_columns(self) -> bool:
        """Whether given and family name came from columns of their own."""
        return not self.record.name and "family_name" in self.fields

    @property
    def title(self) -> str:
        """Return what the row is called."""
        return self.fields.get("name") or self.fields.get("company") or best_reach(self.points)

    @property
    def reach(self) -> str:
        """Return the first phone or e-mail of someone who is called by another word."""
        named = "name" in self.fields or "company" in self.fields
        return self.points[0].value if named and self.points else ""

    @property
    def employer(self) -> str:
        """Return the company of someone who has a name."""
        return self.fields.get("company", "") if "name" in self.fields else ""


def candidate_of(record: LeadRecord, region: str) -> Candidate:
    """Return a row as it would be stored.

    Args:
        record: as the file gives it.
        region: two letters of the country whose national phone numbers are understood.
    """
    fields = {}
    for name, text in zip(FIELDS, _of_record(record), strict=True):
        if text:
            cleaned = clean_line(text.replace("\n", ", ") if name == "street" else text)
            if cleaned:
                fields[name] = cleaned
    whole = full_name(fields.get("given_name", ""), fields.get("family_name", ""))
    if whole:
        fields["name"] = whole
    notes = clean_block(record.notes) if record.notes else ""
    if "naf" in fields:
        code = normalise_naf(fields.pop("naf"))
        if code is None:
            # Words, or several codes: kept where they can be read.
            notes = f"{notes}\nNAF : {clean_line(record.naf)}".strip()
        else:
            fields["naf"] = code
    tags = tuple(dict.fromkeys(filter(None, map(clean_line, record.tags))))
    return Candidate(record, fields, _points(record, region), notes, tags)


def _points(record: LeadRecord, region: str) -> tuple[Point, ...]:
    points = []
    for given in record.phones:
        value = clean_line(given.value)
        normalised = normalise_phone(value, region)
        key = phone_key(normalised, value)
        points.append(Point(PointKind.PHONE, value, given.label, normalised, key))
    for given in record.emails:
        value = clean_line(given.value)
        normalised = normalise_email(value)
        points.append(Point(PointKind.EMAIL, value, given.label, normalised, normalised or value))
    return tuple(points)


def keys_of(candidate: Candidate) -> list[str]:
    """Return what a row is looked up by, e-mails before phones, else what it is recognised by."""
    points = candidate.points
    if not points:
        return [identity_key(candidate.fields)]
    first = len(candidate.record.phones)
    return [point.key for point in (*points[first:], *points[:first])]


def keys_of_record(record: LeadRecord, region: str) -> list[str]:
    """Return `keys_of` a row as the file gives it, without cleaning more than that takes."""
    keys = []
    for each in record.emails:
        value = clean_line(each.value)
        keys.append(normalise_email(value) or value)
    for each in record.phones:
        value = clean_line(each.value)
        keys.append(phone_key(normalise_phone(value, region), value))
    return keys or [identity_key(candidate_of(record, region).fields)]


def phone_key(normalised: str | None, value: str) -> str:
    """Return E.164, or the digits of a number that can't be read."""
    return normalised or f"digits:{digits(value)}"


def identity_key(fields: dict[str, str]) -> str:
    """Return what someone without phone and e-mail is recognised by."""
    names = ("name", "company", "city", "postal_code")
    return "name:" + "|".join(fold(fields.get(name, "")) for name in names)


def called_key(fields: Mapping[str, str]) -> str:
    """Return what somebody is called by: name and company."""
    return f"{fold(fields.get('name', ''))}|{fold(fields.get('company', ''))}"


def called_of(record: LeadRecord) -> dict[str, str]:
    """Return name and company of `candidate_of` a row, without cleaning more than that takes."""
    whole = full_name(clean_line(record.given_name), clean_line(record.family_name))
    return {"name": whole or clean_line(record.name), "company": clean_line(record.company)}


def best_reach(points: Sequence[Point]) -> str:
    """Return the first e-mail, else the first phone, or nothing."""
    emails = (point.value for point in points if point.kind is PointKind.EMAIL)
    return next(emails, points[0].value if points else "")


def name_key(name: str) -> str:
    """Return what names are the same by, empty for none."""
    return " ".join(sorted(fold(name).replace("-", " ").split()))
