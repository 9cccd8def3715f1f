"""Writes the JSON Schema of the archive, which is made from the tables, into the resources."""

from __future__ import annotations

import sys
from pathlib import Path

from pisteur.services.archive_schema import FILE, schema_text


def write(resources: Path) -> Path:
    """Write the schema under `resources`; returns the file."""
    path = resources / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(schema_text(), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]))} is up to date")
