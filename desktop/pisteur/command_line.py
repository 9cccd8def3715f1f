"""What the commands of the command line share: the data file that they name, and what they say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pisteur.services.opening import data_file, open_data
from pisteur.services.services import Services


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Services]:
    """Open the services on the data file that the options name, and close them after.

    Raises:
        StorageError: as `open_data`.
    """
    services = Services(open_data(data_file(options.data)))
    try:
        yield services
    finally:
        services.close()


def say(text: str) -> None:
    """Write a line for the user."""
    sys.stdout.write(text + "\n")


def end_with_json(options: argparse.Namespace, result: dict[str, object]) -> None:
    """Write the one line of JSON, if it was asked for."""
    if options.json:
        say(json.dumps(result, ensure_ascii=False))
