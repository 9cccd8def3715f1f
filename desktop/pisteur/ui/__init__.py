"""The window: shell, pages, panel, dialogs, delegates, theme."""
