"""What most days do without is not loaded with the services: it would hold memory for good."""

from __future__ import annotations

import json

from support.processes import run_python

LATE = ("alembic", "icalendar", "openpyxl", "phonenumbers", "rapidfuzz", "stdnum", "vobject")


def test_libraries_of_rare_tasks_wait_for_them() -> None:
    script = (
        "import json, sys\nimport pisteur.services.services\n"
        f"print(json.dumps([name for name in {LATE!r} if name in sys.modules]))"
    )
    result = run_python(script)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == []
