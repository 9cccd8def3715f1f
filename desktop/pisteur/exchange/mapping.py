"""What each column of a list means: a plain value that the user may change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pisteur.exchange.heading_table import USABLE_FIELDS, Field


@dataclass(frozen=True, slots=True)
class Target:
    """What one column means.

    Attributes:
        field: the field that its cells go to.
        label: `work`, `home`, `mobile`, `other`; for names `family_first`, `given_first` or
            `whole` when they are not to be split; for amounts a `DecimalMark` and for dates a
            `DateOrder`, where the user chose.
        label_column: index of the column that holds the label of each cell, or None.
    """

    field: Field
    label: str = ""
    label_column: int | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Meaning of each column, None for a column that is not taken."""

    targets: tuple[Target | None, ...]

    def columns(self, field: Field) -> list[int]:
        """Return the indexes of the columns that mean `field`."""
        return [i for i, target in enumerate(self.targets) if target and target.field is field]

    @property
    def is_usable(self) -> bool:
        """Tell whether at least one column names or reaches someone."""
        return any(target and target.field in USABLE_FIELDS for target in self.targets)


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """What the columns of a list mean, as it was kept under a name."""

    name: str
    mapping: Mapping


def same_headings(headings: Sequence[str]) -> str:
    """Return what headings are recognised by, as JSON: the same for those that differ in blanks
    and capitals only.
    """
    return json.dumps([" ".join(each.casefold().split()) for each in headings], ensure_ascii=False)


def mapping_to_text(mapping: Mapping) -> str:
    """Return a mapping as JSON: for each column null, or field, label and column of labels."""
    return json.dumps(
        [each and [each.field.value, each.label, each.label_column] for each in mapping.targets]
    )


def mapping_from_text(text: str) -> Mapping:
    """Read what `mapping_to_text` wrote.

    Raises:
        ValueError: when it is not that.
    """
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(text)
    return Mapping(tuple(None if each is None else _target_of(each, len(found)) for each in found))


def _target_of(each: object, width: int) -> Target:
    match each:
        case [str(field), str(label), None]:
            return Target(Field(field), label)
        case [str(field), str(label), int(column)] if 0 <= column < width:
            return Target(Field(field), label, column)
        case _:
            raise ValueError(each)


def headings_from_text(text: str) -> list[str]:
    """Read what `same_headings` wrote.

    Raises:
        ValueError: when it is not that.
    """
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError(text)
    return found
