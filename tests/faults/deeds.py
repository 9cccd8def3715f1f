"""What a worker does until it is killed: the n-th thing is the same in every process."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from unittest import mock

from pisteur.domain.records import LabelledValue, LeadRecord, ParsedLeads
from pisteur.domain.transfer import ImportOptions
from pisteur.services.services import Services
from support.clock import START, FakeClock
from support.operations import FREQUENT, Person

# The clock follows from the number of the deed, so waiting is none.
_DEEDS = (*(name for name in FREQUENT if name != "wait"), "undo", "undo", "redo")
ROWS = 1000


class Worker:
    """Does deeds on one data file, each a pure function of its number and of the file."""

    def __init__(self, services: Services, clock: FakeClock) -> None:
        self._services = services
        self._clock = clock
        self._person = Person(services, clock)

    def do(self, number: int) -> None:
        """Do the deed of this number; it is committed when this returns."""
        dice = random.Random(number)  # noqa: S311 - the same in every process
        self._clock.go_to((START + timedelta(hours=number)).date())
        with mock.patch.object(os, "urandom", dice.randbytes):
            name = dice.choice(_DEEDS)
            if name == "undo":
                self._services.undo()
            elif name == "redo":
                self._services.redo()
            else:
                self._person.do(name, *(dice.randrange(1000) for _ in range(3)))

    def import_list(self, number: int) -> None:
        """Import a list of a thousand rows."""
        dice = random.Random(number)  # noqa: S311 - the same in every process
        with mock.patch.object(os, "urandom", dice.randbytes):
            options = ImportOptions(list_name=f"List {number}", on_board=True)
            self._services.importing.apply(leads(number), options)


def leads(number: int) -> ParsedLeads:
    """Return a list of names that no other list has."""
    records = tuple(
        LeadRecord(
            line=line + 2,
            company=f"Atelier {number}-{line}",
            family_name=f"Morel {line}",
            emails=(LabelledValue(f"a{number}.{line}@exemple.fr"),),
            phones=(LabelledValue(f"06 39 98 {number % 100:02} {line % 100:02}"),)
            if line < 100
            else (),
            city="Sète",
            notes="vu au salon",
        )
        for line in range(ROWS)
    )
    return ParsedLeads(records, (), ROWS)
