"""Takes PySide6's own `import` out of the way once Qt is loaded.

PySide6 replaces Python's `import` by one that knows `from __feature__ import …`, which Pisteur does
not use. To learn who might, it reads the source of every module that is imported from then on, and
`linecache` keeps all of it: 27 MiB by the end of a day.
"""

from __future__ import annotations

import builtins

from pisteur.presentation.kept_code import KeptCode, beside_compiled


def take_back() -> None:
    """Load PySide6, and let what is imported from now on be imported as Python does."""
    with KeptCode(beside_compiled()):
        import PySide6.QtCore  # noqa: F401, PLC0415 - it puts its own `import` in place

    # As PySide6 keeps it; if a later version does otherwise, its own stays.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
