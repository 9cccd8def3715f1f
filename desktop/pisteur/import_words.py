"""What is to be said of a whole list before it is brought in, in the window and on the command
line; the figures as the caller writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pisteur.counted_words import Counted, counted_words
from pisteur.domain.decisions import DECIDED, Decisions, RowKind
from pisteur.domain.transfer import ImportPlan
from pisteur.i18n import _, ngettext

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class ListFigures:
    """What a list leaves behind, and what it takes for granted.

    Attributes:
        crowd: number of open deals that stay off the board because they are many.
        sales: number of won deals that get no card because they are many.
        forced: number of deals that pass the first gate because the list says so.
        unused: filled columns that mean nothing.
        by_name: number of rows with an address that led to nobody, but name and company did.
        namesakes: number of names to add that somebody of the same company has already.
    """

    crowd: int = 0
    sales: int = 0
    forced: int = 0
    unused: tuple[str, ...] = ()
    by_name: int = 0
    namesakes: int = 0

    @classmethod
    def of(cls, plan: ImportPlan, decisions: Decisions, unused: tuple[str, ...]) -> ListFigures:
        """Return those of a dry run."""
        forced = plan.forced_deals(decisions)
        namesakes = plan.namesakes(decisions)
        return cls(plan.off_board, plan.bare_sales, forced, unused, plan.by_name, namesakes)


def list_remarks(given: ListFigures, counted: Counted) -> list[str]:
    """Return what there is to say of a whole list.

    Args:
        given: its figures.
        counted: writes a sentence with its figure.
    """
    crowd, sales, forced, by_name = given.crowd, given.sales, given.forced, given.by_name
    namesakes = given.namesakes
    said = counted_words(
        counted,
        (
            crowd,
            ngettext(
                "{count} open deal would flood the board: what the list says of it goes to the"
                " notes.",
                "{count} open deals would flood the board: what the list says of them goes to the"
                " notes.",
                crowd,
            ),
        ),
        (
            sales,
            ngettext(
                "{count} won deal would flood the board: its sale is recorded without a card.",
                "{count} won deals would flood the board: their sales are recorded without a card.",
                sales,
            ),
        ),
        (
            forced,
            ngettext(
                "{count} deal goes to PROSPECTS because the list says so.",
                "{count} deals go to PROSPECTS because the list says so.",
                forced,
            ),
        ),
        (
            by_name,
            ngettext(
                "{count} contact without phone and e-mail is recognised by name and company, or by"
                " name and place.",
                "{count} contacts without phone and e-mail are recognised by name and company, or"
                " by name and place.",
                by_name,
            ),
        ),
        (
            namesakes,
            ngettext(
                "{count} new name is that of somebody else of the same company: leave it out, or"
                " merge the two with “Find duplicates…” afterwards.",
                "{count} new names are those of others of the same company: leave them out, or"
                " merge them with “Find duplicates…” afterwards.",
                namesakes,
            ),
        ),
    )
    if unused := given.unused:
        text = ngettext(
            "{count} column is not brought in: {names}.",
            "{count} columns are not brought in: {names}.",
            len(unused),
        )
        more = ", …" if len(unused) > _MOST_NAMED else ""
        names = ", ".join(unused[:_MOST_NAMED]) + more
        said.append(counted(text, len(unused), names=names))
    return said


def nothing_to_import(counts: Mapping[RowKind, int]) -> str:
    """Return why a list with these rows has nothing to bring in; empty when it has."""
    if any(counts.get(kind, 0) for kind in DECIDED):
        return ""
    if not counts.get(RowKind.IDENTICAL, 0):
        return _("None of the rows can be used: nothing to import.")
    if counts.get(RowKind.REJECTED, 0):
        return _("Everything that can be used is already here: nothing to import.")
    return _("Everything is already here: nothing to import.")
