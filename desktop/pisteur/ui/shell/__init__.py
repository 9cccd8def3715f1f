"""The window itself: sidebar, pages, panel, menus, status bar."""
