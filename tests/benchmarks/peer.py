"""Does a spreadsheet's version of the job in LibreOffice Calc, beside Pisteur's, in one run.

`python tests/benchmarks peer`: open ten thousand rows, change one and save, find one. Calc runs
without a window and is told what to do by a macro in a profile of its own; skipped, with the
reason, where it is not installed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.children import APP
from benchmarks.data import Size, make_file
from benchmarks.growth import moves
from benchmarks.harness import Line, run_child, told
from benchmarks.lists import write_list
from pisteur.domain.contact_query import ContactQuery
from pisteur.services.opening import open_data
from pisteur.services.services import Services

ROWS = 10_000
TIMEOUT = 120

MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Work(source As String, target As String)
  Dim wanted(0) As New com.sun.star.beans.PropertyValue
  Dim began, times(60), found, place, number, text
  wanted(0).Name = "Hidden"
  wanted(0).Value = True
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, wanted())
  ' Said before the rest: how long it took from the start of the process.
  number = FreeFile
  Open target &amp; ".open" For Output As #number
  Print #number, "open"
  Close #number
  sheet = book.Sheets.getByIndex(0)
  text = ""
  For place = 1 To 9
    began = GetSystemTicks()
    sheet.getCellByPosition(6, place * 900).String = "Changé " &amp; place
    book.store()
    text = text &amp; "save " &amp; (GetSystemTicks() - began) &amp; Chr(10)
  Next place
  For place = 1 To 9
    asked = sheet.createSearchDescriptor()
    asked.SearchString = "liste" &amp; (place * 1001 - place * 2) &amp; "@"
    began = GetSystemTicks()
    found = sheet.findFirst(asked)
    text = text &amp; "find " &amp; (GetSystemTicks() - began) &amp; Chr(10)
  Next place
  number = FreeFile
  Open target For Output As #number
  Print #number, text
  Close #number
  book.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>
"""


def peer(path: Path, _size: Size, runs: int) -> Iterator[Line]:
    """Measure both, and say how they compare; a line that says why when Calc is not there."""
    size = Size(ROWS, ROWS, ROWS)
    office = shutil.which("soffice")
    if office is None:
        yield told("beside LibreOffice Calc", size, 0, skipped="soffice is not installed")
        return
    calc = _calc(office, path.parent)
    if calc is None:
        yield told("beside LibreOffice Calc", size, 0, skipped="soffice did not carry it out")
        return
    own = _own(path.parent, max(3, runs // 5))
    for name, what in (
        ("open", "start with ten thousand rows"),
        ("save", "change one, on disk"),
        ("find", "find one"),
    ):
        times = round(calc[name] / own[name], 1) if own[name] else None
        yield told(what, size, own[name], floor=round(calc[name], 3), calc_over_pisteur=times)


def _own(folder: Path, runs: int) -> dict[str, float]:
    path = folder / "peer.db"
    make_file(path, Size(ROWS, ROWS, ROWS))
    starts = []
    for _run in range(runs):
        began = time.monotonic()
        starts.append((float(run_child(path, APP).split()[0]) - began) * 1000)
    services = Services(open_data(path))
    moved = moves(services, 50)
    finds = []
    for number in range(9):
        began = time.perf_counter()
        services.contact_list.page(ContactQuery(text=f"{number * 1001 + 7}@exemple"))
        finds.append((time.perf_counter() - began) * 1000)
    services.close()
    path.unlink()
    median = statistics.median
    return {"open": median(starts), "save": median(moved), "find": median(finds)}


def _calc(office: str, folder: Path) -> dict[str, float] | None:
    """Return milliseconds by kind of work; None when the macro did not run to its end."""
    with tempfile.TemporaryDirectory(prefix="calc-", dir=folder) as made:
        profile = Path(made) / "profile"
        book, said = Path(made) / "book.ods", Path(made) / "said.txt"
        write_list(Path(made) / "book.csv", ROWS)
        basic = profile / "user" / "basic" / "Standard"
        start = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        convert = [*start, "--infilter=CSV:59,34,UTF8", "--convert-to", "ods", "--outdir", made]
        # The first start makes the profile, which is not counted.
        _run([*convert, str(Path(made) / "book.csv")])
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Module1.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        began = time.time()
        _run([*start, f'macro:///Standard.Module1.Work("{book.as_uri()}","{said}")'])
        opened = said.with_name(said.name + ".open")
        if not (said.exists() and opened.exists()):
            return None
        found: dict[str, list[float]] = {"save": [], "find": []}
        for line in said.read_text(encoding="utf-8").split("\n"):
            kind, _blank, ticks = line.strip().partition(" ")
            if kind in found:
                found[kind].append(float(ticks))
        times = {kind: statistics.median(ticks) for kind, ticks in found.items() if ticks}
        return {"open": (opened.stat().st_mtime - began) * 1000, **times}


def _run(command: list[str]) -> None:
    subprocess.run(
        command,
        check=False,
        timeout=TIMEOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
