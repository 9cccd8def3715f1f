"""The page of the lists of leads."""
