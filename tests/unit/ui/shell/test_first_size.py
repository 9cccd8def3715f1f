"""The size of the window before anybody gave it one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from pisteur.ui.shell import window
from support.session import made_session

# By screen, without task bars. With a title bar above, and borders, all of it is seen.
SIZES = [
    (QSize(1280, 800), QSize(1264, 760)),
    (QSize(1366, 728), QSize(1350, 688)),
    (QSize(2560, 1440), QSize(1440, 900)),
]


@pytest.mark.parametrize("sizes", SIZES)
def test_the_first_window_leaves_room_for_its_frame(
    data_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    sizes: tuple[QSize, QSize],
) -> None:
    screen, size = sizes
    monkeypatch.setattr(window, "available_size", lambda _near: screen)
    with made_session(qapp, data_path) as made:
        assert made.window.size() == size
