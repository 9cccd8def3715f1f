"""What a bundle runs before PyInstaller’s own preparation for Qt, which loads PySide6."""

from pisteur.presentation.plain_import import take_back

take_back()
