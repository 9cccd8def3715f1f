"""The page with figures: what may come, and what has come of it."""
