"""A window to lie over, and a list to import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from pisteur.services.services import Services
from support.clock import FakeClock
from support.ground import Ground
from support.ui import make_context


@pytest.fixture
def ground(qtbot: QtBot, services: Services, clock: FakeClock) -> Iterator[Ground]:
    """Return a window with a context over real services."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 640)
    context, _flows = make_context(services, clock)
    with qtbot.waitExposed(window):
        window.show()
    yield Ground(window, context, services)
    for dialog in window.findChildren(QDialog):
        dialog.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    context.deleteLater()


@pytest.fixture
def leads_file(tmp_path: Path) -> Path:
    """Return a list of five rows in Windows-1252: three leads, one of nothing, one blank."""
    rows = (
        "Société;Prénom;Nom;Téléphone;E-mail;Ville;Effectif",
        "Boulangerie Ozan;Zoé;Ozan;04 65 71 11 11;;Ozan;12",
        ";Léa;Aubry;;lea@aubry.example;Lyon;",
        ";;;;;;7",
        ";;;;;;",
        ";;;06 39 98 00 41;;;",
    )
    path = tmp_path / "salon-2026.csv"
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path
