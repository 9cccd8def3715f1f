"""Lists spoiled in every way that can be thought of, each the same whenever it is made.

`Mutants.make(number)` writes the file of that number, so that one which was found to break
something can be made again.
"""

from __future__ import annotations

import csv
import io
import random
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.workbooks import write_ods, write_xls, write_xlsx

LISTS = Path(__file__).parents[1] / "fixtures" / "lists"
KINDS = ("csv", "xlsx", "ods", "xls", "vcf")

_BYTES = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b'"', b"'", b"\r", b"\n", b"\r\n", b"\t"),
    *(b";", b",", b"|", b"=", b"\x1a", b"\x7f", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xf0\x9f\x92\xa9", b"\x1d\x1e end of file \x1e\x1d"),
)
_CELLS = (
    *("=cmd|'/c calc'!A1", "+33 6 39 98 00 01", "@SUM(1)", "-1", "\t", "\u202eevil", "\ud7ff"),
    *("9" * 400, "1e400", "nan", "inf", "-0", "٠٦٣٩٩٨٠٠٠١", "²³", "99/99/9999", "0000-00-00"),
    *("a@" + "b" * 300 + ".fr", "@", "a@b", "x" * 40_000, "é" * 5_000, "\x0b\x0c\x1c\x85", "{0}"),
    *("%s%n", "{path}", "\\", "''", "<b>x</b>", "'; DROP TABLE contacts; --", "\u0000", "\ufffe"),
    *("2024-02-30", "31/12/0001", "1900-01-00", "12:99", "€", "1 000 000 000 000 000 000,00 €"),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1252", "mac_roman", "cp037")
_CHARSETS = ("utf-7", "unicode_escape", "raw_unicode_escape", "utf-16", "idna", "zip", "rot13", "")
_CARD_LINES = (
    *("BEGIN:VCARD", "END:VCARD", "AGENT:", "PHOTO;ENCODING=b:" + "A" * 900, "N:" + ";" * 300),
    *("TEL;TYPE=" + ",".join("abcdef" * 50) + ":1", "item1.X-ABLabel:", ".:", ":", ";:", "NOTE"),
    *("EMAIL;" + ";" * 200 + ":a@b.fr", "KIND:group", " folded", "\tfolded", "FN:" + "\\" * 301),
    *("ADR:" + ";".join("a" * 50 for _n in range(60)), "X" * 5_000 + ":1", "VERSION:9.9", "="),
)
_NUMBERS = (b"0", b"-1", b"4294967295", b"18446744073709551616", b"1048576", b"1e9", b"NaN", b"")
_XML = (
    *(b"<c/>", b"<row>", b"</row>", b"<!--", b"]]>", b"<![CDATA[", b"&", b"&#0;", b"&#x110000;"),
    *(b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", b"&e;", b"<?xml ?>", b"</table>"),
    *(b"<a" * 3_000, b"<a>" * 3_000, b' t="s"', b' r="ZZZZ9"', b"\xff\xfe", b"<t xml:lang=''>"),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoiled list; `label` says what it was made of."""

    path: Path
    label: str


class Mutants:
    """Makes spoiled lists in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts = [path.read_bytes() for path in sorted(LISTS.glob("*.csv"))]
        self._cards = [path.read_bytes() for path in sorted(LISTS.glob("*.vcf"))]
        self._books = {kind: self._workbooks(kind) for kind in ("xlsx", "ods", "xls")}

    def _workbooks(self, kind: str) -> list[bytes]:
        found = []
        for number, name in enumerate(("generic_utf8_semicolon", "hubspot", "purchased_french")):
            text = (LISTS / f"{name}.csv").read_text(encoding="utf-8-sig", errors="replace")
            delimiter = ";" if text.count(";") > text.count(",") else ","
            rows = [
                [_typed(cell) for cell in row]
                for row in csv.reader(io.StringIO(text), delimiter=delimiter)
            ]
            path = self._folder / f"good-{number}.{kind}"
            if kind == "xls":
                write_xls(path, "A", rows)
            else:
                (write_ods if kind == "ods" else write_xlsx)(path, {"A": rows, "B": rows[:2]})
            found.append(path.read_bytes())
        return found

    def make(self, number: int) -> Mutant:
        """Write the spoiled list of this number."""
        dice = random.Random(number)  # noqa: S311 - to be repeatable
        kind = KINDS[number % len(KINDS)]
        done: list[str] = []
        if kind == "csv":
            content = _spoiled(dice, dice.choice(self._texts), _TEXT, done)
        elif kind == "vcf":
            content = _spoiled(dice, dice.choice(self._cards), _CARD, done)
        else:
            ways = _OLD if kind == "xls" else _PACKED
            content = _spoiled(dice, dice.choice(self._books[kind]), ways, done)
        path = self._folder / f"mutant.{kind}"
        path.write_bytes(content)
        return Mutant(path, f"{number}: {kind} {' '.join(done)}")


Way = Callable[[random.Random, bytes], bytes]


def _spoiled(dice: random.Random, content: bytes, ways: tuple[Way, ...], done: list[str]) -> bytes:
    for _time in range(dice.choice((1, 1, 1, 2, 3, 5))):
        way = dice.choice(ways)
        done.append(way.__name__.strip("_"))
        content = way(dice, content)
    return content


def _typed(cell: str) -> object:
    return float(cell) if cell.isdigit() and len(cell) < 12 and cell[0] != "0" else cell or None


# Any file.


def _flip(dice: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _time in range(dice.randint(1, 12)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _insert(dice: random.Random, content: bytes) -> bytes:
    place = dice.randint(0, len(content))
    return content[:place] + dice.choice(_BYTES) * dice.choice((1, 1, 2, 7, 300)) + content[place:]


def _cut(dice: random.Random, content: bytes) -> bytes:
    first, last = sorted(dice.randint(0, len(content)) for _end in range(2))
    return content[:first] + content[last:]


def _end_early(dice: random.Random, content: bytes) -> bytes:
    return content[: dice.randint(0, len(content))]


def _repeat(dice: random.Random, content: bytes) -> bytes:
    first = dice.randint(0, len(content))
    last = min(len(content), first + dice.choice((1, 10, 200)))
    return content[:last] + content[first:last] * dice.choice((1, 30, 500)) + content[last:]


def _double(dice: random.Random, content: bytes) -> bytes:
    return content * dice.choice((2, 3, 20))


_ANY: tuple[Way, ...] = (_flip, _insert, _cut, _end_early, _repeat, _double)


# Text.


def _cell(dice: random.Random, content: bytes) -> bytes:
    """Put a strange text in the place of a cell."""
    delimiter = b";" if content.count(b";") > content.count(b",") else b","
    cells = content.split(delimiter)
    for _time in range(dice.randint(1, 5)):
        cells[dice.randrange(len(cells))] = dice.choice(_CELLS).encode("utf-8", "surrogatepass")
    return delimiter.join(cells)


def _encode(dice: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(dice.choice(_ENCODINGS), "replace")


def _endings(dice: random.Random, content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(
        b"\n", dice.choice((b"\r", b"\n\r", b"\r\r\n", b"\x85"))
    )


def _widen(dice: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    place = dice.randrange(len(lines))
    lines[place] += dice.choice((b";", b",", b"\t")) * dice.choice((3, 499, 501, 5_000))
    return b"\n".join(lines)


def _shuffle(dice: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


_TEXT: tuple[Way, ...] = (*_ANY, _cell, _cell, _cell, _encode, _endings, _widen, _shuffle)


# Cards.


def _card_line(dice: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    for _time in range(dice.randint(1, 6)):
        lines.insert(dice.randint(0, len(lines)), dice.choice(_CARD_LINES).encode() + b"\r")
    return b"\n".join(lines)


def _card_value(dice: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    place = dice.randrange(len(lines))
    name = lines[place].partition(b":")[0]
    lines[place] = name + b":" + dice.choice(_CELLS).encode("utf-8", "surrogatepass") + b"\r"
    return b"\n".join(lines)


def _quoted(dice: random.Random, content: bytes) -> bytes:
    """Have a value decoded from a strange encoding."""
    lines = content.split(b"\n")
    name = dice.choice((b"FN", b"NOTE", b"ORG", b"TEL", b"ADR", b"EMAIL"))
    charset = dice.choice(_CHARSETS).encode()
    value = dice.choice(
        (b"=2BANgA-", rb"\ud800\udfff\x", b"=00=D8=41", b"+2AA-", b"a=", b"=ZZ=FF=C3")
    )
    line = name + b";ENCODING=QUOTED-PRINTABLE;CHARSET=" + charset + b":" + value
    lines.insert(dice.randint(1, len(lines)), line)
    return b"\n".join(lines)


def _nest(dice: random.Random, content: bytes) -> bytes:
    depth = dice.choice((1, 3, 19, 21, 400))
    within = (
        b"BEGIN:VCARD\r\nAGENT:\r\n" * depth + content + b"END:VCARD\r\n" * dice.randint(0, depth)
    )
    place = content.find(b"\n", dice.randrange(max(1, len(content)))) + 1
    return content[:place] + within + content[place:]


_CARD: tuple[Way, ...] = (
    *(*_ANY, _card_line, _card_line, _card_value, _card_value, _quoted, _quoted, _nest),
    *(_encode, _endings, _shuffle),
)


# Workbooks.


def _member(dice: random.Random, content: bytes) -> bytes:
    """Spoil what a part of the package holds, and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [(name, packed.read(name)) for name in packed.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return _flip(dice, content)
    except Exception:  # noqa: BLE001 - a package spoiled before; zlib and others raise their own
        return _flip(dice, content)
    if not parts:
        return _flip(dice, content)
    place = dice.randrange(len(parts))
    name, inside = parts[place]
    if dice.random() < 0.75:
        parts[place] = (
            name,
            dice.choice((_flip, _cut, _repeat, _xml, _xml, _number, _number))(dice, inside),
        )
    else:
        parts = _other_parts(dice, parts, place)
    made = io.BytesIO()
    how = dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", how) as packed:
        # Two parts of one name are wanted.
        warnings.simplefilter("ignore")
        for part_name, part in parts:
            packed.writestr(part_name, part)
    return made.getvalue()


def _other_parts(
    dice: random.Random, parts: list[tuple[str, bytes]], place: int
) -> list[tuple[str, bytes]]:
    name, inside = parts[place]
    others = parts[:place] + parts[place + 1 :]
    fate = dice.randrange(4)
    if fate == 0:
        return others
    if fate == 1:
        return [
            *others,
            (dice.choice(("../" + name, "/" + name, name.upper(), "é" + name)), inside),
        ]
    if fate == 2:
        return [(name, dice.choice(parts)[1]), *others]
    return [*others, (name, b""), ("xl/vbaProject.bin", inside)]


def _xml(dice: random.Random, content: bytes) -> bytes:
    place = dice.choice(
        (content.find(b">", dice.randint(0, len(content))) + 1, dice.randint(0, len(content)))
    )
    return content[:place] + dice.choice(_XML) + content[place:]


def _number(dice: random.Random, content: bytes) -> bytes:
    """Put a strange number where there is one."""
    places = [i for i, byte in enumerate(content) if 48 <= byte <= 57]
    if not places:
        return content
    place = dice.choice(places)
    return content[:place] + dice.choice(_NUMBERS) + content[place + 1 :]


def _sizes(dice: random.Random, content: bytes) -> bytes:
    """Write another size or check sum into a head of the package."""
    marks = [
        i
        for i in range(len(content) - 30)
        if content[i : i + 4] in (b"PK\3\4", b"PK\1\2", b"PK\5\6")
    ]
    if not marks:
        return content
    place = dice.choice(marks) + dice.randint(4, 29)
    wrong = dice.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x01\0\0\0", b"\xff\xff\xff\x7f"))
    return content[:place] + wrong + content[place + 4 :]


def _word(dice: random.Random, content: bytes) -> bytes:
    """Write another number into the records of an old workbook."""
    changed = bytearray(content)
    for _time in range(dice.randint(1, 6)):
        place = dice.randrange(max(1, len(changed) - 4))
        wrong = dice.choice((b"\xff\xff", b"\0\0", b"\xff\x7f", b"\xff\xff\xff\xff", b"\x01\0"))
        changed[place : place + len(wrong)] = wrong
    return bytes(changed)


_PACKED: tuple[Way, ...] = (*_ANY, *[_member] * 10, _sizes, _sizes)
_OLD: tuple[Way, ...] = (*_ANY, *[_word] * 6)
