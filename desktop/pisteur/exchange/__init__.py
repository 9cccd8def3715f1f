"""File formats: records in, records out. No database, no window."""
