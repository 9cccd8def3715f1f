"""What is known of a contact, what a row of a list adds to it, and what it contradicts.

Pure comparing: `matching` finds whom to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pisteur.domain.decisions import Difference
from pisteur.domain.text import fold
from pisteur.domain.words import PointKind
from pisteur.services.candidates import DEFAULTS, FIELDS, Candidate, Point, name_key
from pisteur.services.deal_matching import KnownDeal, compare_deals, take_deal
from pisteur.services.known_doings import KnownDoings, says_doings

_NAME_PARTS = ("given_name", "family_name", "name")
# Compared one by one; the parts of a name are one thing, and a first source stays.
_COMPARED = (
    *("civility", "company", "job_title", "street", "postal_code", "city", "country"),
    *("website", "siret", "naf"),
)


@dataclass(slots=True)
class Profile:
    """What is known of a contact, and what rows of the file added.

    Attributes:
        fields: the filled ones of FIELDS.
        keys: of its phones and e-mails.
        tag_names: folded.
        texts: the notes of its journal, oldest first.
        deals: in the order of their making.
        fields_changed, deals_changed: whether a row changed a field, or added or changed a deal.
        points, tags, notes: what rows added.
        doings: what is planned and sold; None where no row asks.
    """

    fields: dict[str, str]
    keys: set[str] = field(default_factory=set)
    tag_names: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    fields_changed: bool = False
    points: list[Point] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    deals: list[KnownDeal] = field(default_factory=list)
    deals_changed: bool = False
    doings: KnownDoings | None = None

    @classmethod
    def of(cls, candidate: Candidate) -> Profile:
        """Return the profile of the contact that a row makes."""
        profile = cls(dict(candidate.fields), {point.key for point in candidate.points})
        profile.texts.append(candidate.notes)
        for tag in candidate.tags:
            profile.add_tag(tag)
        if candidate.record.deal is not None:
            profile.deals.append(KnownDeal.of(candidate.record.deal))
        if says_doings(candidate.record):
            profile.doings = KnownDoings.of(candidate.record)
        return profile

    @property
    def is_changed(self) -> bool:
        """Whether rows added or changed anything."""
        added = self.points or self.tags or self.notes
        doings = self.doings is not None and self.doings.is_changed
        return bool(self.fields_changed or self.deals_changed or added or doings)

    def add_tag(self, name: str) -> None:
        """Note a tag that the contact has."""
        self.tag_names.add(fold(name))

    def holds(self, note: str) -> bool:
        """Tell whether the journal has `note`, or a list of its notes, however punctuated."""
        if not note or note in self.texts:
            return True
        return _bare(note) in "".join(map(_bare, self.texts))

    def copy(self) -> Profile:
        """Return one that may go its own way."""
        return Profile(
            dict(self.fields),
            set(self.keys),
            set(self.tag_names),
            list(self.texts),
            self.fields_changed,
            list(self.points),
            list(self.tags),
            list(self.notes),
            [replace(each) for each in self.deals],
            self.deals_changed,
            self.doings and self.doings.copy(),
        )

    def still_open(
        self, differences: Iterable[Difference], judged: Profile
    ) -> Iterable[Difference]:
        """Leave out what would fill a gap that another row has filled since with its own value.

        Args:
            differences: of a row, as it was compared with `judged`.
        """
        for each in differences:
            own = self.fields.get(each.field, "")
            if each.stored or not own or own == judged.fields.get(each.field):
                yield each

    def take(self, candidate: Candidate, differences: Iterable[Difference]) -> None:
        """Take over what `differences` name, from the row that they were found in."""
        differences = tuple(differences)
        self.deals_changed |= take_deal(candidate.record.deal, self.deals, differences)
        named: set[tuple[str, str]] = set()
        for difference in differences:
            named.add((difference.field, difference.file))
            name = difference.field
            if name == "name":
                for part in _NAME_PARTS:
                    self.fields.pop(part, None)
                    if part in candidate.fields:
                        self.fields[part] = candidate.fields[part]
            elif name in FIELDS:
                self.fields[name] = difference.file
            self.fields_changed |= name in FIELDS
        for point in candidate.points:
            if point.key not in self.keys and (point.kind.value, point.value) in named:
                self.keys.add(point.key)
                self.points.append(point)
        for tag in candidate.tags:
            if fold(tag) not in self.tag_names and ("tag", tag) in named:
                self.add_tag(tag)
                self.tags.append(tag)
        if says_doings(candidate.record):
            self.doings = self.doings or KnownDoings()
            self.doings.take(candidate.record, (name for name, _file in named))
        if ("note", candidate.notes) in named and not self.holds(candidate.notes):
            self.texts.append(candidate.notes)
            self.notes.append(candidate.notes)


def compare(candidate: Candidate, known: Profile) -> tuple[list[Difference], list[Difference]]:
    """Return what a row adds to a contact, and what it contradicts."""
    gaps: list[Difference] = []
    conflicts: list[Difference] = []
    _compare_names(candidate, known, gaps, conflicts)
    stored, given = known.fields, candidate.fields
    for name in _COMPARED:
        text, old = given.get(name), stored.get(name, "")
        if text and not old:
            gaps.append(Difference(name, "", text))
        elif text and text != old and fold(text) != fold(old):
            conflicts.append(Difference(name, old, text))
    for name, default in DEFAULTS.items():
        text, old = given.get(name, default), stored.get(name, default)
        if text not in (default, old):
            gap = old == default
            (gaps if gap else conflicts).append(Difference(name, "" if gap else old, text))
    if "source" in given and "source" not in stored:
        gaps.append(Difference("source", "", given["source"]))
    more, others = compare_deals(candidate.record.deal, known.deals)
    gaps.extend((*_additions(candidate, known), *more))
    if says_doings(candidate.record):
        gaps.extend((known.doings or KnownDoings()).compare(candidate.record))
    conflicts.extend(others)
    return gaps, conflicts


def _additions(candidate: Candidate, known: Profile) -> Iterable[Difference]:
    for point in candidate.points:
        if point.key not in known.keys:
            yield Difference(point.kind.value, "", point.value)
    for tag in candidate.tags:
        if fold(tag) not in known.tag_names:
            yield Difference("tag", "", tag)
    if not known.holds(candidate.notes):
        yield Difference("note", "", candidate.notes)


def _compare_names(
    candidate: Candidate, known: Profile, gaps: list[Difference], conflicts: list[Difference]
) -> None:
    """A name is one thing; its parts are a gain only when the file has them in columns."""
    given, stored = candidate.fields.get("name", ""), known.fields.get("name", "")
    if not given:
        return
    if not stored:
        gaps.append(Difference("name", "", given))
    elif given != stored and name_key(given) != name_key(stored):
        conflicts.append(Difference("name", stored, given))
    elif candidate.has_name_columns and "family_name" not in known.fields:
        gaps.append(Difference("name", "", given))


def may_be_same(candidate: Candidate, known: Profile) -> bool:
    """Two people behind one phone have other names and other e-mails."""
    given, stored = candidate.fields.get("name", ""), known.fields.get("name", "")
    if not given or not stored or given == stored or name_key(given) == name_key(stored):
        return True
    emails = {point.key for point in candidate.points if point.kind is PointKind.EMAIL}
    return not emails or not any("@" in key for key in known.keys)


def is_certainly_same(candidate: Candidate, known: Profile) -> bool:
    """Tell whether a row is about a contact whatever else becomes known of it: by an e-mail."""
    return any("@" in point.key and point.key in known.keys for point in candidate.points)


def _bare(text: str) -> str:
    """Return a note without what its spelling in another language may change."""
    return "".join(char for char in fold(text) if char.isalnum())
