"""The settings of the file."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class SettingRow(SQLModel, table=True):
    """One stored setting, as JSON."""

    __tablename__ = "settings"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    value: str
