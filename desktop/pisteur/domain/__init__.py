"""Words and rules of selling, in plain Python. Imports the standard library only."""
