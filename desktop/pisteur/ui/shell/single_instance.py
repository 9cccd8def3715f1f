"""One window per data file: a second start raises the first window instead.

The file itself is guarded by SQLite's lock; this is only the messenger.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1_000


def server_name(path: Path) -> str:
    """Return the name under which the holder of a data file listens."""
    # Qt's own: Python's would load OpenSSL, 4 MiB.
    whole = str(path.resolve()).encode()
    digest = QCryptographicHash.hash(whole, QCryptographicHash.Algorithm.Sha256)
    return f"pisteur-{bytes(digest.data()).hex()[:16]}"


def raise_holder(path: Path) -> bool:
    """Ask the window that holds `path` to come to the front; False if none answers."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(path))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(b"raise\n")
    sent = socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return bool(sent)


class Listener(QObject):
    """Listens for a second start.

    Signals:
        raise_requested: someone started Pisteur again on this file.
    """

    raise_requested = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # A killed process leaves its socket behind.
        QLocalServer.removeServer(server_name(path))
        self._server.listen(server_name(path))
        self._server.newConnection.connect(self._answer)

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        self.raise_requested.emit()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
