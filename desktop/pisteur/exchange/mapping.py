"""What each column of a list means: a plain value that the user may change."""

from __future__ import annotations

from dataclasses import dataclass

from pisteur.exchange.heading_table import USABLE_FIELDS, Field


@dataclass(frozen=True, slots=True)
class Target:
    """What one column means.

    Attributes:
        field: the field that its cells go to.
        label: `work`, `home`, `mobile`, `other`; for names `family_first`, `given_first` or
            `whole` when they are not to be split; for EXTRA `title` when it may stand for a name.
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
        return any(
            target and (target.field in USABLE_FIELDS or target.label == "title")
            for target in self.targets
        )
