"""What the cells of a row say of the next action; what can't be planned stays for the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pisteur.domain.records import ActionRecord
from pisteur.domain.text import clean_line, fold
from pisteur.exchange.cells import is_blank
from pisteur.exchange.deal_cells import first_day
from pisteur.exchange.heading_table import Field
from pisteur.exchange.mapping import Mapping
from pisteur.exchange.values import DateOrder, Spelling
from pisteur.i18n import _, plain

_LONGEST = 120
"""A longer text is a note, and the title its beginning."""
_TIME = re.compile(r"\d{1,2}[:h]\d{2}")
_MIDNIGHT = re.compile(r"(?<![:\d])0?0[:h]00(?!:00[.,]?0*[1-9])")
_DONE = frozenset({"1", "x", "oui", "yes", "true", "vrai", "done", "fait", "effectue", "termine"})


class ActionReader:
    """Reads the next actions of one file.

    Attributes:
        is_needed: whether any column is about them.
    """

    def __init__(self, names: Sequence[str], mapping: Mapping, spelling: Spelling) -> None:
        self._names = names
        self._days = mapping.columns(Field.NEXT_ON)
        self._texts = mapping.columns(Field.NEXT_ACTION)
        self._done = mapping.columns(Field.NEXT_DONE)
        self._order = spelling.order or DateOrder.DMY
        self._line = plain(_("{heading}: {text}"))
        self.is_needed = bool(self._days or self._texts)

    def read(
        self, cells: Sequence[str], deal: str
    ) -> tuple[ActionRecord | None, list[tuple[int, str]]]:
        """Return the action of a row, and the columns left for the notes with what is wrong.

        Args:
            cells: as wide as the headings.
            deal: title of the deal of the row.
        """
        left: list[tuple[int, str]] = []
        day = first_day(cells, self._days, self._order, left)
        texts = [index for index in self._texts if not is_blank(cells[index])]
        if day is None or any(_is_done(cells[index]) for index in self._done):
            told = {index for index, _wrong in left}
            days = [i for i in self._days if i not in told and not is_blank(cells[i])]
            left += [(index, "") for index in (*days, *texts)]
            return None, left
        left += [(index, "") for index in texts[1:]]
        whole = cells[texts[0]] if texts else ""
        title = clean_line(whole)
        notes = []
        if len(title) > _LONGEST:
            title = title[:_LONGEST].rsplit(" ", 1)[0] + "…"
            notes.append(whole)
        unread = {index for index, _wrong in left}
        said = next(i for i in self._days if i not in unread and not is_blank(cells[i]))
        if _TIME.search(cells[said]) and not _MIDNIGHT.search(cells[said]):
            notes.append(self._line.format(heading=self._names[said], text=cells[said]))
        return ActionRecord(day, title, "\n".join(notes), deal), left


def _is_done(text: str) -> bool:
    return fold(text).strip(" .!") in _DONE
