"""Pisteur: a CRM for one person working alone."""

__version__ = "0.1.0"
