"""`python tests/benchmarks`: finds the packages of the checkout and measures."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(TESTS.parent / "desktop"), str(TESTS)]

if __name__ == "__main__":
    from benchmarks.measure import main

    raise SystemExit(main())
