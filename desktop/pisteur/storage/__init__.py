"""Where the data lives: SQLite file, tables, change log, migrations, backups."""
