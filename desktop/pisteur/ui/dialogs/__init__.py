"""Dialogs: each asks for one thing and hands over a frozen value; none writes anything itself."""
