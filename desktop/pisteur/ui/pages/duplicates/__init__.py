"""The page of contacts that may be the same."""
