"""The command palette: finds anything, and every command of the window, as one types."""
