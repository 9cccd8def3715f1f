"""Alembic's entry: runs the migrations on the connection that `pisteur.storage.schema` hands over.

There is no ini file and no URL; the caller owns the transaction.
"""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    transactional_ddl=False,
)
context.run_migrations()
