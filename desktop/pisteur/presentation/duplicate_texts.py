"""Says in words why two contacts may be the same, and what each of them says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pisteur.domain.duplicates import PairView, Reason, ReasonKind
from pisteur.domain.merging import COLUMNS, MergeSide, Part
from pisteur.domain.traits import BuyerKind
from pisteur.domain.words import Heat, Nature
from pisteur.i18n import _, isolated, ngettext
from pisteur.labels import label
from pisteur.presentation import formats

_REASONS: Mapping[ReasonKind, Callable[[], str]] = {
    ReasonKind.EMAIL: lambda: _("same e-mail {value}"),
    ReasonKind.PHONE: lambda: _("same phone {value}"),
    ReasonKind.SIRET: lambda: _("same SIRET {value}"),
    ReasonKind.NAME_AND_COMPANY: lambda: _("close name and company"),
    ReasonKind.COMPANY: lambda: _("close name of the company"),
    ReasonKind.NAME: lambda: _("close name"),
}
_PARTS: Mapping[Part, Callable[[], str]] = {
    Part.NAME: lambda: _("Name"),
    Part.CIVILITY: lambda: _("Salutation"),
    Part.COMPANY: lambda: _("Company"),
    Part.JOB_TITLE: lambda: _("Job title"),
    Part.ADDRESS: lambda: _("Address"),
    Part.WEBSITE: lambda: _("Website"),
    Part.SIRET: lambda: _("SIRET"),
    Part.NATURE: lambda: _("Who buys"),
    Part.TRADE: lambda: _("Trade"),
    Part.HEADCOUNT: lambda: _("Headcount"),
    Part.HEAT: lambda: _("Heat"),
    Part.SOURCE: lambda: _("Source"),
    Part.LEAD_LIST: lambda: _("List"),
    Part.ASKED_ON: lambda: _("Asked on"),
    Part.RECOMMENDED_BY: lambda: _("Recommended by"),
    Part.KNOWN_FIGURE: lambda: _("Known figure"),
    Part.UNRELIABLE: lambda: _("Unreliable payer"),
}
_COUNTS: Mapping[str, Callable[[int], str]] = {
    "opportunities": lambda n: ngettext("{count} deal", "{count} deals", n),
    "interactions": lambda n: ngettext("{count} exchange", "{count} exchanges", n),
    "follow_ups": lambda n: ngettext("{count} action", "{count} actions", n),
    "sales": lambda n: ngettext("{count} sale", "{count} sales", n),
    "qualifications": lambda n: ngettext("{count} qualification", "{count} qualifications", n),
    "concerns": lambda n: ngettext(
        "{count} question or objection", "{count} questions or objections", n
    ),
}
NOTHING = "—"


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Return why two contacts may be the same."""
    return formats.sentence_start(" · ".join(_reason_text(reason) for reason in reasons))


def _reason_text(reason: Reason) -> str:
    phone = reason.kind is ReasonKind.PHONE
    value = formats.phone(reason.value) if phone else reason.value
    return _REASONS[reason.kind]().format(value=value)


def pair_title(view: PairView) -> str:
    """Return what the two of a pair are called."""
    return _("{one} and {other}").format(
        one=_called(view.first, view.first_company), other=_called(view.second, view.second_company)
    )


def _called(name: str, company: str) -> str:
    return f"{isolated(name)}, {isolated(company)}" if company and company != name else name


def score_text(score: int) -> str:
    """Return how sure it is, as a share of 100."""
    return _("{score}%").format(score=score)


def part_title(part: Part) -> str:
    """Return what a part is called."""
    return _PARTS[part]()


def part_text(side: MergeSide, part: Part) -> str:
    """Return what one side says on a part."""
    if not side.holds(part):
        return NOTHING
    values = [side.values[column] for column in COLUMNS[part]]
    made = _MADE.get(part)
    if made is not None:
        return made(values)
    if part in side.texts:
        return side.texts[part]
    return " · ".join(isolated(str(value)) for value in values if value)


def _name(values: list[object]) -> str:
    return str(values[2])


def _nature(values: list[object]) -> str:
    return label(BuyerKind(str(values[1]))) if values[1] else label(Nature(str(values[0])))


def _address(values: list[object]) -> str:
    street, code, city, country = map(str, values)
    return ", ".join(part for part in (street, f"{code} {city}".strip(), country) if part)


def _trade(values: list[object]) -> str:
    return " · ".join(isolated(str(value)) for value in values[:2] if value)


def _headcount(values: list[object]) -> str:
    return "–".join(dict.fromkeys(str(value) for value in values if value is not None))


def _yes(_values: list[object]) -> str:
    return _("Yes")


_MADE: Mapping[Part, Callable[[list[object]], str]] = {
    Part.NAME: _name,
    Part.NATURE: _nature,
    Part.ADDRESS: _address,
    Part.TRADE: _trade,
    Part.HEADCOUNT: _headcount,
    Part.HEAT: lambda values: label(Heat(str(values[0]))),
    Part.ASKED_ON: lambda values: formats.full_date(date.fromisoformat(str(values[0]))),
    Part.KNOWN_FIGURE: _yes,
    Part.UNRELIABLE: lambda values: str(values[1]),
}


def kept_text(left: MergeSide, right: MergeSide) -> str:
    """Return what comes along from both, whatever is chosen."""
    parts = []
    for table, words in _COUNTS.items():
        count = left.counts[table] + right.counts[table]
        if count:
            parts.append(formats.counted(words(count), count))
    parts.extend(dict.fromkeys((*left.points, *right.points)))
    parts.extend(f"#{tag}" for tag in dict.fromkeys((*left.tags, *right.tags)))
    return " · ".join(map(isolated, parts))
