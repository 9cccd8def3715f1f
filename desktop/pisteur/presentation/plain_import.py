"""Loads Qt, and takes PySide6's own `import` out of the way once it is there.

PySide6 replaces Python's `import` by one that knows `from __feature__ import …`, which Pisteur does
not use. To learn who might, it reads the source of every module that is imported from then on, and
`linecache` keeps all of it: 27 MiB by the end of a day. What it names for its own tools and for
errors only has stand-ins meanwhile: 2 MiB, and a part of each start.
"""

from __future__ import annotations

import builtins
import sys

from pisteur.presentation.kept_code import KeptCode, beside_compiled
from pisteur.stand_ins import stand_ins

# Nothing of them is asked for while Qt is loaded.
_SPARED = (
    *("argparse", "bz2", "importlib.util", "logging"),
    *("lzma", "shutil", "tempfile", "traceback"),
)


def take_back() -> None:
    """Load PySide6, and let what is imported from now on be imported as Python does."""
    with KeptCode(beside_compiled()), stand_ins({name: {} for name in _SPARED}):
        import PySide6.QtCore  # noqa: F401, PLC0415 - it puts its own `import` in place

    # As PySide6 keeps it; if a later version does otherwise, its own stays.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    # What it has read until here: sources of its own and of `enum`.
    if "linecache" in sys.modules:
        sys.modules["linecache"].clearcache()
