"""Where the bundled program starts; a checkout starts with `python -m pisteur` instead."""

import sys

from pisteur.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
