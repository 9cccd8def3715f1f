"""The stored contacts without phone and e-mail: a row that gives one may be about them.

`matching` asks here about a row whose phones and e-mails lead to nobody. Rows without any are
recognised by name, company and place, of whoever; that is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pisteur.domain.text import fold
from pisteur.services.candidates import Candidate, called_key, identity_key
from pisteur.services.comparing import Profile, compare
from pisteur.services.crowds import CROWD
from pisteur.services.known import Found, Known

_PLACE = ("city", "postal_code")
# What may be said otherwise of the same person, or have changed since.
_LIGHT = frozenset(
    {"civility", "job_title", "nature", "heat", "street", "country", "website", "naf"}
)


class Unreachable:
    """Who is known by name and company alone, each for one row.

    What a row adds to somebody found here is taken at once, and what it says otherwise is left, so
    that its address leads there from then on. So the same file again finds nobody here; nor does a
    second row of the same name and company with another address, which is somebody else.
    """

    def __init__(self) -> None:
        self._called: dict[str, list[Known]] = {}

    def add(self, key: str, known: Known) -> None:
        """Take one in, by its `called_key`; oldest first."""
        self._called.setdefault(key, []).append(known)

    def near(self, candidate: Candidate) -> Sequence[Known]:
        """Return who is called like a row that has an address: no more than can be compared."""
        if not self._called or not candidate.points:
            return ()
        return self._called.get(called_key(candidate.fields), ())[:CROWD]

    def find(self, candidate: Candidate, profile_of: Callable[[Known], Profile]) -> Found | None:
        """Return whom a row is about, for no other row from then on, and what it says of them.

        Nobody whom it contradicts in more than light things, for a name says less than an
        address. Of several the oldest whose place is the same, else the only one whose place may
        be the same.
        """
        fitting: list[Found] = []
        for known in self.near(candidate):
            profile = profile_of(known)
            gaps, conflicts = compare(candidate, profile)
            if not _says_enough(candidate.fields, profile.fields):
                continue
            if any(each.field not in _LIGHT for each in conflicts):
                continue
            fitting.append((known, gaps, conflicts))
            if identity_key(profile.fields) == identity_key(candidate.fields):
                fitting = fitting[-1:]
                break
        if len(fitting) != 1:
            return None
        self._called[called_key(candidate.fields)].remove(fitting[0][0])
        return fitting[0]


def _says_enough(given: Mapping[str, str], stored: Mapping[str, str]) -> bool:
    """A name of a person or of a company alone says who is meant only together with a place."""
    if "name" in given and "company" in given:
        return True
    return any(each in given and fold(given[each]) == fold(stored.get(each, "")) for each in _PLACE)
