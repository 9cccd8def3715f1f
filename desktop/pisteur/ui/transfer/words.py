"""The words of the import and export dialogs: kinds of rows, fields, errors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pisteur.domain.decisions import Decision, Difference, RowKind, Take
from pisteur.domain.errors import PisteurError
from pisteur.domain.transfer import PlannedRow
from pisteur.domain.words import Heat, Nature
from pisteur.error_texts import error_text
from pisteur.exchange.errors import ExchangeError, describe, describe_issue
from pisteur.exchange.heading_table import Field
from pisteur.i18n import _, isolated, ngettext, pgettext
from pisteur.labels import label
from pisteur.presentation import formats

# Named after what looks alike: all of them in small capitals.
PILLS = {
    RowKind.NEW: "customer",
    RowKind.IDENTICAL: "lead",
    RowKind.FILLS_GAP: "prospect",
    RowKind.CONFLICT: "dormant",
    RowKind.REJECTED: "lead",
}
TONES = {
    RowKind.NEW: "ok",
    RowKind.IDENTICAL: "",
    RowKind.FILLS_GAP: "accent",
    RowKind.CONFLICT: "warn",
    RowKind.REJECTED: "bad",
}


def problem(error: PisteurError) -> str:
    """Return one sentence for whatever went wrong with a file."""
    return describe(error) if isinstance(error, ExchangeError) else error_text(error)


def kind_title(kind: RowKind, count: int) -> str:
    """Return what `count` rows of a kind are called, without the figure."""
    return {
        RowKind.NEW: ngettext("new name", "new names", count),
        RowKind.IDENTICAL: ngettext("identical row", "identical rows", count),
        RowKind.FILLS_GAP: ngettext("to complete", "to complete", count),
        RowKind.CONFLICT: ngettext("conflict", "conflicts", count),
        RowKind.REJECTED: ngettext("unusable row", "unusable rows", count),
    }[kind]


def kind_word(kind: RowKind) -> str:
    """Return what one row of a kind is called."""
    return {
        RowKind.NEW: pgettext("row", "New"),
        RowKind.IDENTICAL: pgettext("row", "Identical"),
        RowKind.FILLS_GAP: pgettext("row", "Completes"),
        RowKind.CONFLICT: pgettext("row", "Conflict"),
        RowKind.REJECTED: pgettext("row", "Not usable"),
    }[kind]


def choices(kind: RowKind) -> tuple[tuple[Take, str], ...]:
    """Return what may be done with rows of a kind, the usual first; nothing for some kinds."""
    return {
        RowKind.NEW: (
            (Take.ALL, pgettext("row", "add")),
            (Take.NOTHING, pgettext("row", "leave out")),
        ),
        RowKind.FILLS_GAP: (
            (Take.ALL, pgettext("row", "complete")),
            (Take.NOTHING, pgettext("row", "leave as it is")),
        ),
        RowKind.CONFLICT: (
            (Take.NOTHING, _("keep what is stored")),
            (Take.GAPS, _("only fill what is missing")),
            (Take.ALL, _("take what the file says")),
        ),
    }.get(kind, ())


def what_happens(row: PlannedRow, given: Decision, *, absent: bool = False) -> str:
    """Return what the import will do with a row.

    Args:
        row: of a dry run.
        given: what is decided.
        absent: whether the new name that it adds to is left out.
    """
    match row.kind:
        case RowKind.IDENTICAL:
            return _("nothing to do")
        case RowKind.REJECTED:
            return _("is left out")
        case _ if absent:
            line = formats.number(row.same_as_line or 0)
            return _("not imported, like line {line}").format(line=line)
        case RowKind.NEW:
            return _("is not imported") if given.take is Take.NOTHING else _("is added")
        case _:
            return _what_is_taken(row, given)


def _what_is_taken(row: PlannedRow, given: Decision) -> str:
    taken = given.of(row.differences)
    if not taken:
        return _("stays as it is")
    if row.kind is RowKind.FILLS_GAP:
        return _("completes the contact")
    if given.take is Take.CHOSEN:
        text = ngettext(
            "{count} value of {all} is taken", "{count} values of {all} are taken", len(taken)
        )
        return formats.counted(text, len(taken), all=formats.number(len(row.differences)))
    if given.take is Take.ALL:
        return _("the file replaces")
    return _("what is missing is filled")


def detail(row: PlannedRow) -> str:
    """Return what there is to know about a row: why it is left out, or what differs, and what
    was mended or set aside; else how to reach whom it is about.
    """
    if row.issue is not None:
        return describe_issue(row.issue)
    said = [_difference(each) for each in (*row.kept, *row.differences)]
    if row.by_name:
        said.insert(0, _("same name and company") if row.company else _("same name and place"))
    if row.objected is not None:
        text = _("objected before to {channel}: it will be held")
        said.insert(0, text.format(channel=label(row.objected)))
    if row.same_as_line is not None and not said:
        said.append(_("same as line {line}").format(line=row.same_as_line))
    said += map(describe_issue, row.warnings)
    if row.reach and (row.has_namesake or not said):
        said.append(row.reach)
    return " · ".join(said)


def _difference(each: Difference) -> str:
    field = contact_field(each.field)
    given = " · ".join(map(isolated, value_word(each.field, each.file).splitlines()))
    if not each.stored:
        return _("{field}: + {file}").format(field=field, file=given)
    stored = value_word(each.field, each.stored)
    return _("{field}: {stored} ≠ {file}").format(field=field, stored=stored, file=given)


def value_word(field: str, value: str) -> str:
    """Return a value as one reads it: words for those that are stored as a key."""
    if field == "heat":
        return label(Heat(value))
    if field == "nature":
        return label(Nature(value))
    if field in ("amount", "sale"):
        return formats.money(int(Decimal(value) * 100))
    if field == "expected_on":
        return formats.full_date(date.fromisoformat(value))
    if field == "next_on":
        day, _space, title = value.partition(" ")
        return " · ".join(
            filter(None, (formats.full_date(date.fromisoformat(day)), isolated(title)))
        )
    return value


def contact_field(name: str) -> str:
    """Return the words for a field of a contact; `name` itself for one without."""
    words = {
        **{str(field.value): text for field, text in field_titles().items()},
        "tag": _("Tags"),
        "note": _("Notes"),
        "next_on": _("Next action"),
        "sale": _("Sale"),
    }
    return words.get(name, name)


def field_titles() -> dict[Field, str]:
    """Return the words for what a column may mean, in the order of the menu."""
    return {
        Field.CIVILITY: _("Salutation"),
        Field.GIVEN_NAME: _("Given name"),
        Field.MIDDLE_NAME: _("Middle name"),
        Field.FAMILY_NAME: _("Family name"),
        Field.NAME: _("Full name"),
        Field.COMPANY: _("Company"),
        Field.JOB_TITLE: _("Job title"),
        Field.PHONE: _("Phone"),
        Field.EMAIL: _("E-mail"),
        Field.STREET: _("Street"),
        Field.POSTAL_CODE: _("Postal code"),
        Field.CITY: _("City"),
        Field.REGION: _("Region"),
        Field.COUNTRY: _("Country"),
        Field.ADDRESS: _("Whole address"),
        Field.WEBSITE: _("Website"),
        Field.SIRET: _("SIRET"),
        Field.NAF: _("NAF code"),
        Field.NATURE: _("Private person or professional"),
        Field.HEAT: _("Heat"),
        Field.TAGS: _("Tags"),
        Field.SOURCE: _("Source"),
        Field.DEAL: _("Title of the deal"),
        Field.AMOUNT: _("Amount of the deal"),
        Field.CURRENCY: _("Currency"),
        Field.STAGE: _("Column of the board"),
        Field.STATE: _("Open, won or lost"),
        Field.EXPECTED_ON: _("Expected closing date"),
        Field.CLOSED_ON: _("Closing date"),
        Field.LOST_REASON: _("Reason for the loss"),
        Field.OFFER: _("Offer"),
        Field.NEXT_ON: _("Date of the next action"),
        Field.NEXT_ACTION: _("Next action"),
        Field.NEXT_DONE: _("Whether that action is done"),
        Field.NOTES: _("Notes"),
        Field.EXTRA: _("In the notes, with its heading"),
        Field.LABEL: _("Kind of the number beside it"),
    }


def delimiter_word(delimiter: str) -> str:
    """Return what separates the cells, in words."""
    words = {
        ";": _("semicolons"),
        ",": _("commas"),
        "\t": _("tabs"),
        "|": _("vertical bars"),
    }
    return words.get(delimiter, delimiter)


def encoding_word(encoding: str) -> str:
    """Return the name of an encoding as spreadsheets write it."""
    names = {
        "cp1252": "Windows-1252",
        "utf-8-sig": "UTF-8",
        "utf-8": "UTF-8",
        "mac-roman": "Mac Roman",
        "cp850": "MS-DOS 850",
        "iso8859-15": "ISO 8859-15",
    }
    return names.get(encoding.lower().replace("_", "-"), encoding.upper())
