"""Opens the window as quickly as can be: what is loaded, and in which order.

Not for what a window is made of (`pisteur.app`), nor for arguments (`pisteur.cli`), which a start
without any does not wait for.
"""

from __future__ import annotations

import gc


def open_window(data: str | None = None, language: str | None = None) -> int:
    """Open the window on `data`, or on the user's own file; returns the exit code."""
    # Until `Collector` takes over: no collection during the start, and none in a destructor.
    gc.disable()
    from pisteur.stand_ins import stand_ins  # noqa: PLC0415 - the first import of a start

    # Brings `ipaddress`, for addresses of the web.
    with stand_ins({"ipaddress": {}}):
        import pathlib  # noqa: F401, PLC0415 - as above
    # First what needs no Qt: PySide6 reads the source of every module that is imported after it.
    import pisteur.domain.calendar  # noqa: PLC0415
    import pisteur.presentation.board_moves  # noqa: PLC0415
    import pisteur.presentation.card_texts  # noqa: PLC0415
    import pisteur.presentation.row_changes  # noqa: PLC0415
    import pisteur.presentation.worker  # noqa: PLC0415
    import pisteur.services.board  # noqa: PLC0415
    import pisteur.services.opening  # noqa: PLC0415
    import pisteur.ui.theme.stylesheet  # noqa: PLC0415 - see above
    from pisteur import i18n  # noqa: PLC0415 - as above

    # A file that cannot be opened names no language, and that is said in one, too.
    i18n.set_language(language or i18n.guess_language())
    from pisteur.presentation.plain_import import take_back  # noqa: PLC0415 - loads Qt

    take_back()
    from pisteur.app import Options, run_window  # noqa: PLC0415 - as above

    return run_window(pisteur.services.opening.data_file(data), Options(language=language))
