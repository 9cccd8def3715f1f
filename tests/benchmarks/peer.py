"""Does a spreadsheet's version of the job in LibreOffice Calc, beside Pisteur's, in one run.

`python tests/benchmarks peer`: open ten thousand rows, change one and save, find one. Both show a
window on no screen. Calc is told what to do by a macro in a profile of its own; skipped, with the
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
  wanted(0).Value = False
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, wanted())
  createUnoService("com.sun.star.awt.Toolkit").processEventsToIdle()
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
    own = path.parent / "peer.db"
    make_file(own, size)
    starts: list[float] = []
    with tempfile.TemporaryDirectory(prefix="calc-", dir=path.parent) as made:
        calc = _Calc(office, Path(made))
        # In turns: what else the machine does then weighs on both.
        for _run in range(max(3, runs // 5)):
            if not calc.work():
                yield told("beside LibreOffice Calc", size, 0, skipped="soffice did not do it")
                return
            starts.append(_start(own))
    services = Services(open_data(own))
    moved, found = moves(services, 50), _finds(services)
    services.close()
    own.unlink()
    for name, what, times in (
        ("open", "start with ten thousand rows", starts),
        ("save", "change one, on disk", moved),
        ("find", "find one", found),
    ):
        calcs, ours = statistics.median(calc.took[name]), statistics.median(times)
        over = round(calcs / ours, 1) if ours else None
        yield told(what, size, ours, floor=round(calcs, 3), calc_over_pisteur=over)


def _start(path: Path) -> float:
    began = time.monotonic()
    return (float(run_child(path, APP).split()[0]) - began) * 1000


def _finds(services: Services) -> list[float]:
    times = []
    for number in range(9):
        began = time.perf_counter()
        services.contact_list.page(ContactQuery(text=f"{number * 1001 + 7}@exemple"))
        times.append((time.perf_counter() - began) * 1000)
    return times


class _Calc:
    """Calc with a book of as many rows, and what it took so far: milliseconds by kind of work."""

    def __init__(self, office: str, folder: Path) -> None:
        self.took: dict[str, list[float]] = {"open": [], "save": [], "find": []}
        profile = folder / "profile"
        book, self._said = folder / "book.ods", folder / "said.txt"
        self._opened = folder / "said.txt.open"
        write_list(folder / "book.csv", ROWS)
        basic = profile / "user" / "basic" / "Standard"
        start = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        convert = [*start, "--infilter=CSV:59,34,UTF8", "--convert-to", "ods", "--outdir", folder]
        # The first start makes the profile, which is not counted.
        _run([*map(str, convert), str(folder / "book.csv")])
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Module1.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        self._work = [*start, f'macro:///Standard.Module1.Work("{book.as_uri()}","{self._said}")']

    def work(self) -> bool:
        """Open the book, change and find; False when the macro did not run to its end."""
        began = time.time()
        _run(self._work)
        if not (self._said.exists() and self._opened.exists()):
            return False
        self.took["open"].append((self._opened.stat().st_mtime - began) * 1000)
        for line in self._said.read_text(encoding="utf-8").split("\n"):
            kind, _blank, ticks = line.strip().partition(" ")
            if kind in self.took:
                self.took[kind].append(float(ticks))
        self._said.unlink()
        self._opened.unlink()
        return True


def _run(command: list[str]) -> None:
    subprocess.run(
        command,
        check=False,
        timeout=TIMEOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
