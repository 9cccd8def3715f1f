"""The table of everyone."""
