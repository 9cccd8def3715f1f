"""Bringing lists in and taking data out."""
