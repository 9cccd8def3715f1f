"""Compiles `*.po` catalogues into `*.mo` files beside them, when those are missing or older.

Used by the set-up script (as a program, with the environment's Babel) and by the build hook.
Not for collecting messages from the source.
"""

from __future__ import annotations

import sys
from pathlib import Path


def stale(folder: Path) -> list[Path]:
    """Return the catalogues in `folder` whose compiled file is missing or older, by name."""
    return [
        po
        for po in sorted(folder.glob("*.po"))
        if not po.with_suffix(".mo").exists()
        or po.with_suffix(".mo").stat().st_mtime_ns < po.stat().st_mtime_ns
    ]


def compile_catalogue(po: Path) -> Path:
    """Write the compiled form of `po` beside it and return its path.

    Raises:
        babel.messages.pofile.PoFileError: the catalogue can't be read; it names the line.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only an environment has Babel.
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.stem, abort_invalid=True)
    target = po.with_suffix(".mo")
    partial = target.with_suffix(".mo.new")
    with partial.open("wb") as compiled:
        write_mo(compiled, catalogue)
    partial.replace(target)
    return target


def compile_stale(folder: Path) -> list[Path]:
    """Compile what is `stale` in `folder`; return the compiled files."""
    return [compile_catalogue(po) for po in stale(folder)]


if __name__ == "__main__":
    for compiled_file in compile_stale(Path(sys.argv[1])):
        print(f"Compiled {compiled_file.name}")
