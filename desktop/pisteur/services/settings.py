"""Changes settings."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlmodel import select

from pisteur.domain.settings import Setting
from pisteur.i18n import _
from pisteur.services.workspace import Done, Workspace
from pisteur.storage.tables import SettingRow

T = TypeVar("T")


class SettingsService:
    """Settings of the data file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get(self, setting: Setting[T]) -> T:
        """Return the value in force."""
        return self._workspace.setting(setting)

    def put(self, setting: Setting[T], value: T) -> Done[T]:
        """Store a value.

        Raises:
            DomainError: `setting.invalid`.
        """
        done = self.put_all(((setting, value),))
        return Done(value, done.changes)

    def put_all(self, values: Sequence[tuple[Setting[Any], object]]) -> Done[None]:
        """Store several values in one step, which all or none of them are part of.

        Raises:
            DomainError: `setting.invalid`.
        """
        texts = {
            setting.key: json.dumps(setting.check(value), ensure_ascii=False)
            for setting, value in values
        }
        undoable = any(setting.undoable for setting, _value in values)
        with self._workspace.db.step(_("Change a setting"), undoable=undoable) as step:
            for key, text in texts.items():
                found = step.session.exec(select(SettingRow).where(SettingRow.key == key)).first()
                row = found or SettingRow(id=setting_row_id(key), key=key, value=text)
                row.value = text
                step.session.add(row)
        return Done(None, step.changes)


def setting_row_id(key: str) -> int:
    """Return the id of a setting's row: its own for ever.

    With numbers given in turn, a setting that is no step of the Edit menu could take the number
    of an undone one, and stand in the way of its redo.
    """
    return zlib.crc32(key.encode())
