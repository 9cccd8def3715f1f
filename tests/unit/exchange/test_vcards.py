"""Address cards of the three versions become leads; each card is counted once."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from pisteur.domain.records import LabelledValue, LeadRecord
from pisteur.exchange.errors import ExchangeError, describe, describe_issue
from pisteur.exchange.leads import inspect_file, parse_leads
from pisteur.exchange.table import FileKind

LISTS = Path(__file__).parents[2] / "fixtures" / "lists"


def values(found: tuple[LabelledValue, ...]) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in found]


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "carnet.vcf"
    path.write_text("\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", "")), newline="")
    return path


def only(path: Path) -> LeadRecord:
    leads = parse_leads(path)
    assert (leads.total, leads.rejected) == (1, ())
    return leads.records[0]


def test_cards_of_a_telephone_version_3() -> None:
    maelys, phone, garage = parse_leads(LISTS / "cards_iphone.vcf").records
    assert (maelys.civility, maelys.given_name, maelys.family_name, maelys.name) == (
        "Mme",
        "Maëlys Anne",
        "Cœurderoy",
        "",
    )
    assert (maelys.company, maelys.job_title) == ("Atelier « L’Étoffe »", "Gérante, associée")
    assert values(maelys.emails) == [
        ("maelys@exemple.fr", "work"),
        ("maelys.perso@exemple.fr", "home"),
    ]
    assert values(maelys.phones) == [("06 39 98 40 01", "mobile"), ("01 99 00 40 02", "work")]
    assert (maelys.street, maelys.postal_code, maelys.city, maelys.country) == (
        "12 rue de l’Œuvre\nBâtiment B",
        "30000",
        "Nîmes",
        "France",
    )
    assert (maelys.website, maelys.tags) == ("https://exemple.fr", ("Couture", "Nîmes"))
    first, second, *rest = maelys.notes.split("\n")
    assert first == 'Dit "oui, peut-être"; à rappeler'
    assert second == "le lundi matin avant neuf heures, quand l’atelier est encore fermé"
    assert {"Department: Couture", "Other website: https://exemple.com/etoffe"} < set(rest)
    assert "Street (home): 3 place Vieille" in rest
    assert (phone.name, values(phone.phones)) == ("", [("06 39 98 40 04", "mobile")])
    assert (garage.company, garage.given_name, garage.name) == ("Garage Été", "", "")


def test_cards_of_an_old_telephone_version_2_1() -> None:
    zoe, marc = parse_leads(LISTS / "cards_android.vcf").records
    assert (zoe.given_name, zoe.family_name, zoe.company) == (
        "Zoé",
        "Lefèvre",
        "Boulangerie Cœur de Blé",
    )
    assert zoe.notes == "Dit «\u00a0oui\u00a0» ; à\nrappeler"
    assert values(zoe.phones) == [("0639984101", "mobile"), ("0199004102", "work")]
    # The card within his is his assistant's.
    assert (marc.line, marc.family_name, values(marc.phones)) == (
        16,
        "Vidal",
        [("0639984103", "mobile")],
    )


def test_cards_version_4_and_every_bad_one_named_by_number_and_reason() -> None:
    leads = parse_leads(LISTS / "cards_v4.vcf")
    yves, oeno = leads.records
    assert (yves.family_name, yves.job_title, yves.city) == ("Le Goff", "Formateur", "Vannes")
    assert values(yves.phones) == [("+33-6-39-98-42-01", "mobile"), ("+33199004202", "work")]
    assert oeno.company == "Œnologie Vidal SARL"
    assert leads.total == 5
    assert [(row.line, describe_issue(row.issue)) for row in leads.rejected] == [
        (14, "Card 2: The card is a group, not someone; it was not taken."),
        (20, "Card 3: The card has no end; it was not taken."),
        (29, "Card 5: The row holds no name, company, phone or e-mail."),
    ]
    assert leads.rejected[1].cells == ("VERSION:4.0\nFN:Inès Roche\nTEL:06 39 98 42 03",)


def test_the_preview_shows_filled_columns_only() -> None:
    report = inspect_file(LISTS / "cards_v4.vcf")
    assert (report.kind, report.total) == (FileKind.CARDS, 5)
    assert all(any(row[place] for row in report.sample) for place in range(len(report.headings)))


def test_several_phones_of_one_kind_are_all_taken(tmp_path: Path) -> None:
    phones = [f"TEL;TYPE=CELL:06 39 98 43 {n:02}" for n in range(5)]
    record = only(written(tmp_path, "VERSION:3.0", "FN:Marc Vidal", *phones))
    assert len(record.phones) == 5
    assert {phone.label for phone in record.phones} == {"mobile"}
    assert (record.given_name, record.family_name) == ("Marc", "Vidal")


@pytest.mark.parametrize("name", ["06 39 98 43 01", "+33639984301", "06.39.98.43.01"])
def test_a_card_named_by_its_number_in_any_spelling_names_nobody(tmp_path: Path, name: str) -> None:
    record = only(
        written(tmp_path, "VERSION:4.0", f"FN:{name}", "N:;;;;", "TEL;VALUE=uri:tel:+33639984301")
    )
    assert (record.name, record.company, record.family_name) == ("", "", "")
    assert len(record.phones) == 1


def test_escaped_separators_are_text(tmp_path: Path) -> None:
    record = only(
        written(
            tmp_path,
            "VERSION:3.0",
            r"N:Le\;Roi;A\\B;;;",
            r"ORG:X\, Y\; Z",
            "FN:x",
            "TEL:0639984401",
        )
    )
    assert (record.family_name, record.given_name, record.company) == ("Le;Roi", "A\\B", "X, Y; Z")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cards_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "carnet.vcf"
    path.write_bytes(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Noël;Hélène\r\nEND:VCARD\r\n".encode(encoding)
    )
    assert only(path).family_name == "Noël"


# Hostile files.


def test_a_huge_picture_is_passed_over(tmp_path: Path) -> None:
    picture = "\r\n".join(" " + "A" * 74 for _line in range(400_000))
    path = written(
        tmp_path, "VERSION:3.0", "FN:Marc", f"PHOTO;ENCODING=b:\r\n{picture}", "TEL:0639984501"
    )
    start = time.process_time()
    assert only(path).phones[0].value == "0639984501"
    assert time.process_time() - start < 5


def test_a_huge_picture_on_one_line_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "VERSION:3.0", "FN:Marc", "PHOTO;ENCODING=b:" + "A" * 5_000_000)
    with pytest.raises(ExchangeError, match="a line that is far too long"):
        parse_leads(path)


def test_a_text_that_never_ends_is_refused_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "VERSION:3.0", "NOTE:x", *[" " + "y" * 70] * 5_000)
    with pytest.raises(ExchangeError, match=r"far too long.*\(line 3\)"):
        parse_leads(path)


def test_cards_within_cards_within_cards_are_refused_as_one(tmp_path: Path) -> None:
    depth = 3_000
    path = tmp_path / "carnet.vcf"
    path.write_text("BEGIN:VCARD\nAGENT:\n" * depth + "N:Vidal\n" + "END:VCARD\n" * depth)
    start = time.process_time()
    leads = parse_leads(path)
    assert time.process_time() - start < 1
    assert [row.issue.code for row in leads.rejected] == ["card.nested"]


def test_a_card_with_thousands_of_lines_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "FN:Marc", *["TEL:0639984601"] * 2_000)
    assert [row.issue.code for row in parse_leads(path).rejected] == ["card.too_long"]


def test_cards_damaged_at_random_give_leads_or_the_import_s_own_error(tmp_path: Path) -> None:
    dice = random.Random(2026)  # noqa: S311 - the same damage each time
    originals = [path.read_bytes() for path in sorted(LISTS.glob("*.vcf"))]
    path = tmp_path / "carnet.vcf"
    for _round in range(300):
        content = bytearray(dice.choice(originals))
        for _hit in range(dice.randint(1, 12)):
            place = dice.randrange(len(content))
            content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        path.write_bytes(bytes(content))
        try:
            leads = parse_leads(path)
        except ExchangeError as error:
            assert "carnet.vcf" in describe(error)
        else:
            assert leads.total == len(leads.records) + len(leads.rejected)


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "zip", "no-such"])
def test_a_card_in_a_strange_encoding_gives_text_that_a_file_can_hold(
    tmp_path: Path, charset: str
) -> None:
    path = tmp_path / "a.vcf"
    name = rf"FN;ENCODING=QUOTED-PRINTABLE;CHARSET={charset}:Zoé +2AA- \ud800"
    path.write_text(f"BEGIN:VCARD\nVERSION:2.1\n{name}\nTEL:06 39 98 30 09\nEND:VCARD\n")
    leads = parse_leads(path)
    assert leads.total == 1
    repr(leads).encode("utf-8")
    for record in leads.records:
        assert record.phones
        f"{record.company}{record.family_name}{record.notes}".encode()


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["VERSION:3.0", "FN:Zoé Morel", "KIND:group"], "Zoé Morel"),
        (["VERSION:3.0", "FN:", "N:Morel;Zoé;;;", "KIND:group"], "Zoé Morel"),
        (["VERSION:3.0", "FN:"], "Card 1"),
    ],
)
def test_a_card_that_is_not_taken_goes_by_its_name(
    tmp_path: Path, lines: list[str], name: str
) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("\n".join(["BEGIN:VCARD", *lines, "END:VCARD"]) + "\n", encoding="utf-8")
    assert [row.name for row in parse_leads(path).rejected] == [name]
