"""The pages of the window; each is a widget constructed with a `UiContext`."""
