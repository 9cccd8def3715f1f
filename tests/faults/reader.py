"""Brings spoiled lists in, each in a process of its own that is forked for it.

Started with the path of a data file. Reads one JSON object a line: {"path", "write"}; answers
with one of {"outcome", "words", "seconds", "megabytes"}.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path

from pisteur import i18n
from pisteur.domain.transfer import ImportOptions
from pisteur.exchange import sheets, workbook
from pisteur.exchange.archive import read_archive
from pisteur.exchange.errors import ExchangeError, describe, describe_issue
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.services.opening import open_data
from pisteur.services.services import Services
from support.clock import FakeClock
from support.dumps import dump

MEMORY = 4 * 1024**3
WALL_SECONDS = 300
ASK = workbook.ask


def bring_in(data: Path, path: Path, *, write: bool) -> dict[str, str]:
    """Read a list; to write, go the whole way of an import, and take it back."""
    try:
        if path.suffix == ".json":
            read_archive(path)
        report = inspect_file(path)
        leads = parse_leads(path)
    except ExchangeError as error:
        words = describe(error)
        if path.name not in words:
            return {"outcome": "fault", "words": f"does not name the file: {words}"}
        return {"outcome": error.code, "words": words}
    if report.total != leads.total or leads.total != len(leads.records) + len(leads.rejected):
        return {"outcome": "fault", "words": "the counts don't add up"}
    for row in leads.rejected:
        describe_issue(row.issue)
    for record in leads.records:
        for issue in record.warnings:
            describe_issue(issue)
    if not write:
        return {"outcome": "taken", "words": str(len(leads.records))}
    services = Services(open_data(data), FakeClock(), "Europe/Paris")
    try:
        before = dump(services.db.raw)
        services.importing.plan(leads)
        changed = "the dry run" if dump(services.db.raw) != before else ""
        services.importing.save_rejected(leads, data.with_name("left-out.csv"))
        done = services.importing.apply(leads, ImportOptions(list_name="x", on_board=True))
        if done.changes:
            services.undo()
            changed = changed or ("the undo" if dump(services.db.raw) != before else "")
    finally:
        services.close()
    if changed:
        return {"outcome": "fault", "words": f"{changed} changed rows"}
    return {"outcome": "taken", "words": str(len(leads.records))}


def serve_one(data: Path, order: dict[str, object], answers: int) -> None:
    """Answer one order into the pipe; nothing but the own error may come out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(WALL_SECONDS)
    try:
        if order["apart"]:
            workbook.ask = ASK
        if order["broken"]:
            # To see that it is found out.
            1 / 0  # noqa: B018
        answer = bring_in(data, Path(str(order["path"])), write=bool(order["write"]))
    except BaseException:  # noqa: BLE001 - this is what is looked for
        answer = {"outcome": "fault", "words": traceback.format_exc()[-1500:]}
    with os.fdopen(answers, "w", encoding="utf-8") as pipe:
        json.dump(answer, pipe)


def main() -> None:
    """Serve until the orders end."""
    i18n.set_language("en")
    # Quicker by thousands; files made to do harm go the way of the app.
    workbook.ask = lambda request, progress=None: sheets.answer_to(request)
    data = Path(sys.argv[1])
    bring_in(data, Path(sys.argv[2]), write=True)
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            serve_one(data, json.loads(line), writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            said = pipe.read()
        _child, status, used = os.wait4(child, 0)
        answer = json.loads(said) if said else {"outcome": "fault", "words": f"ended by {status}"}
        answer["seconds"] = used.ru_utime + used.ru_stime
        answer["megabytes"] = used.ru_maxrss / 1024
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
