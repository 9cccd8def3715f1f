"""The panel beside every page: one contact, one of its deals, and what to do next."""
