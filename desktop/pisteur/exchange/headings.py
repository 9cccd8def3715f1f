"""Guesses what each column of a list means, from its heading and, failing that, its content.

Not for the cells themselves: `leads` reads those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pisteur.domain.text import fold
from pisteur.exchange import content
from pisteur.exchange.heading_table import (
    ACTION_HEADINGS,
    ACTIVITY_PREFIXES,
    ACTIVITY_WORDS,
    ALIASES,
    CUSTOMER_HEADINGS,
    DEAL_FIELDS,
    DEAL_PREFIXES,
    DEAL_WORDS,
    LEADER_HEADINGS,
    ORGANISATION_PREFIXES,
    OWN_DERIVED,
    PLACED_FIELDS,
    PLACES,
    Field,
)
from pisteur.exchange.mapping import Mapping, Target
from pisteur.exchange.values import DateOrder, read_date

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_NUMBERED_LABEL = re.compile(r"^(e mail|phone|address|website) (\d+) (?:label|type)$")
_NUMBERED = re.compile(r"^(e mail|phone|address|website) (\d+) ")
_TITLE = "titre", "title"
_PERHAPS_DAYS = "rappel", "callback"
_OF_DEALS = DEAL_FIELDS | {Field.NEXT_ON, Field.NEXT_ACTION}


def fold_heading(heading: str) -> str:
    """Return `heading` without case, accents or punctuation: `N° Tél.*` gives `n tel`."""
    return " ".join(_NOT_ALPHANUMERIC.sub(" ", fold(heading.replace("°", " "))).split())


def recognise(heading: str) -> Target | None:
    """Return what one heading means by itself, or None when it is not known."""
    folded = fold_heading(heading)
    if not folded:
        return None
    return _exact(folded) or _numbered_label(folded) or _placed(folded) or _prefixed(heading)


def is_known(heading: str) -> bool:
    """Tell whether `heading` looks like one, which helps to find the row of headings."""
    return fold_heading(heading) in _TITLE or recognise(heading) is not None


def guess_mapping(headings: Sequence[str], sample: Sequence[Sequence[str]]) -> Mapping:
    """Guess the meaning of every column.

    Args:
        headings: as in the file; all empty when it has none.
        sample: some of the first filled rows.
    """
    folded = [fold_heading(heading) for heading in headings]
    targets = [recognise(heading) for heading in headings]
    if _is_own(folded):
        for index, heading in enumerate(folded):
            target = targets[index]
            if heading in OWN_DERIVED:
                targets[index] = Target(Field.IGNORED)
            elif target and target.field is Field.NAME:
                targets[index] = Target(Field.NAME, "whole")
    _settle_titles(folded, targets, sample)
    _settle_family_name(folded, targets)
    _settle_customer(folded, targets)
    _settle_state(folded, targets)
    _settle_actions(folded, targets, sample)
    _pair_labels(folded, targets)
    return Mapping(content.complete(targets, folded, sample))


def _is_own(folded: Sequence[str]) -> bool:
    return {"next action", "last exchange"} <= set(folded) or {
        "prochaine action",
        "dernier echange",
    } <= set(folded)


def _settle_titles(
    folded: Sequence[str], targets: list[Target | None], sample: Sequence[Sequence[str]]
) -> None:
    """`Titre` is a civility (Outlook), a job title, or the title of a deal (noCRM.io)."""
    places = [i for i, heading in enumerate(folded) if heading in _TITLE]
    if len(places) >= 2:
        targets[places[0]] = Target(Field.CIVILITY)
        targets[places[1]] = Target(Field.JOB_TITLE)
        return
    fields = {target.field for target in targets if target}
    for index in places:
        cells = [row[index] for row in sample if index < len(row) and row[index].strip()]
        if cells and all(content.is_civility(cell) for cell in cells):
            targets[index] = Target(Field.CIVILITY)
        elif {"etape", "step", "statut", "status", "montant", "amount"} & set(folded):
            targets[index] = Target(Field.DEAL)
        elif Field.JOB_TITLE in fields:
            targets[index] = Target(Field.CIVILITY)
        else:
            targets[index] = Target(Field.JOB_TITLE)


def _settle_family_name(folded: Sequence[str], targets: list[Target | None]) -> None:
    """`Nom` beside `Prénom` is the family name, and the whole name otherwise."""
    fields = {target.field for target in targets if target}
    if Field.GIVEN_NAME not in fields or Field.FAMILY_NAME in fields:
        return
    for index, heading in enumerate(folded):
        target = targets[index]
        if target and target.field is Field.NAME and heading.split()[-1:] in (["nom"], ["name"]):
            targets[index] = Target(Field.FAMILY_NAME)
            return


def _settle_customer(folded: Sequence[str], targets: list[Target | None]) -> None:
    """`Nom client` beside `Dirigeant` is the company, where no column says that it is."""
    if any(target and target.field is Field.COMPANY for target in targets):
        return
    if not LEADER_HEADINGS & set(folded):
        return
    for index, heading in enumerate(folded):
        if heading in CUSTOMER_HEADINGS:
            targets[index] = Target(Field.COMPANY)
            return


def _settle_state(folded: Sequence[str], targets: list[Target | None]) -> None:
    """`Statut` is that of a deal beside other columns of one, and anything elsewhere."""
    fields = {target.field for target in targets if target}
    if not (DEAL_FIELDS - {Field.OFFER}) & fields or Field.STATE in fields:
        return
    for index, heading in enumerate(folded):
        if DEAL_WORDS.get(heading) is Field.STATE:
            targets[index] = Target(Field.STATE)
            return


def _settle_actions(
    folded: Sequence[str], targets: list[Target | None], sample: Sequence[Sequence[str]]
) -> None:
    """`Relance` or `Prochaine action` is a day where its cells are, else what is to be done."""
    for index, heading in enumerate(folded):
        target = targets[index]
        if heading not in ACTION_HEADINGS:
            continue
        cells = [row[index] for row in sample if index < len(row) and row[index].strip()]
        days = sum(read_date(cell, DateOrder.DMY) is not None for cell in cells)
        known = target is not None and target.field in (Field.NEXT_ON, Field.NEXT_ACTION)
        if cells and days * 2 >= len(cells):
            if known or target is None or heading in _PERHAPS_DAYS:
                targets[index] = Target(Field.NEXT_ON)
        elif cells and known:
            targets[index] = Target(Field.NEXT_ACTION)


def _pair_labels(folded: Sequence[str], targets: list[Target | None]) -> None:
    labels = {
        (match.group(1), match.group(2)): index
        for index, heading in enumerate(folded)
        if (match := _NUMBERED_LABEL.match(heading))
    }
    for index, heading in enumerate(folded):
        target, match = targets[index], _NUMBERED.match(heading)
        if target and match and target.field in PLACED_FIELDS:
            column = labels.get((match.group(1), match.group(2)))
            targets[index] = replace(target, label_column=column)


def _exact(folded: str) -> Target | None:
    return _alias_index().get(folded)


def _numbered_label(folded: str) -> Target | None:
    return Target(Field.LABEL) if _NUMBERED_LABEL.match(folded) else None


def _placed(folded: str) -> Target | None:
    """Look up a heading without its number and word of place: `Téléphone 2 (bureau)`."""
    tokens = [token for token in folded.split() if not token.isdecimal()]
    target = _exact(" ".join(tokens))
    if target:
        return target
    places = _place_index()
    label = next((places[token] for token in tokens if token in places), "")
    rest = " ".join(token for token in tokens if token not in places)
    target = _exact(rest)
    if target is None or not label or target.field not in PLACED_FIELDS:
        return None
    return Target(target.field, target.label or label)


def _prefixed(heading: str) -> Target | None:
    """Look up the part after ` - ` of headings such as `Person - Email - Work`."""
    prefix, dash, rest = heading.partition(" - ")
    if not dash:
        return None
    owner, folded = fold_heading(prefix), fold_heading(rest)
    target = _exact(folded) or _placed(folded)
    if owner in ORGANISATION_PREFIXES and folded in ("name", "nom"):
        return Target(Field.COMPANY)
    if owner in ACTIVITY_PREFIXES and folded in ACTIVITY_WORDS:
        return Target(ACTIVITY_WORDS[folded])
    is_deal = owner in DEAL_PREFIXES
    if is_deal and folded in DEAL_WORDS:
        return Target(DEAL_WORDS[folded])
    if is_deal or owner in ACTIVITY_PREFIXES:
        kept = {Field.NAME, Field.COMPANY, Field.NOTES} | (_OF_DEALS if is_deal else set())
        return target if target and target.field in kept else Target(Field.EXTRA)
    return target


@cache
def _alias_index() -> dict[str, Target]:
    index: dict[str, Target] = {}
    for meaning, spellings in ALIASES.items():
        field, _colon, label = meaning.partition(":")
        for spelling in spellings.split("|"):
            index.setdefault(spelling.strip(), Target(Field(field), label))
    return index


@cache
def _place_index() -> dict[str, str]:
    return {word: label for label, words in PLACES.items() for word in words.split()}
