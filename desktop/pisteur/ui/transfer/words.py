"""The words of the import and export dialogs: kinds of rows, fields, errors."""

from __future__ import annotations

from pisteur.domain.errors import PisteurError
from pisteur.domain.transfer import Difference, OnConflict, PlannedRow, RowKind
from pisteur.error_texts import error_text
from pisteur.exchange.errors import ExchangeError, describe, describe_issue
from pisteur.exchange.heading_table import Field
from pisteur.i18n import _, ngettext, pgettext
from pisteur.labels import label

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
        RowKind.FILLS_GAP: ngettext("completed contact", "completed contacts", count),
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


def what_happens(row: PlannedRow, on_conflict: OnConflict) -> str:
    """Return what the import will do with a row."""
    match row.kind:
        case RowKind.NEW:
            return _("is added")
        case RowKind.FILLS_GAP:
            return _("completes the contact")
        case RowKind.CONFLICT:
            return _what_of_conflict(row, on_conflict)
        case RowKind.IDENTICAL:
            return _("nothing to do")
        case _:
            return _("is left out")


def _what_of_conflict(row: PlannedRow, on_conflict: OnConflict) -> str:
    if on_conflict is OnConflict.FILE:
        return _("the file replaces")
    if on_conflict is OnConflict.FILL and fills(row):
        return _("what is missing is filled")
    return _("stays as it is")


def fills(row: PlannedRow) -> bool:
    """Tell whether a row has something that its contact lacks."""
    return any(not each.stored for each in row.differences)


def detail(row: PlannedRow) -> str:
    """Return what there is to know about a row: why it is left out, or what differs, and what
    was mended or set aside.
    """
    if row.issue is not None:
        return describe_issue(row.issue)
    said = [_difference(each) for each in row.differences]
    if row.objected is not None:
        text = _("objected before to {channel}: it will be held")
        said.insert(0, text.format(channel=label(row.objected)))
    if row.objected is not None:
        text = _("objected before to {channel}: it will be held")
        said.insert(0, text.format(channel=label(row.objected)))
    if row.same_as_line is not None and not said:
        said.append(_("same as line {line}").format(line=row.same_as_line))
    return " · ".join([*said, *map(describe_issue, row.warnings)])


def _difference(each: Difference) -> str:
    field = contact_field(each.field)
    if not each.stored:
        return _("{field}: + {file}").format(field=field, file=each.file)
    return _("{field}: {stored} ≠ {file}").format(field=field, stored=each.stored, file=each.file)


def contact_field(name: str) -> str:
    """Return the words for a field of a contact; `name` itself for one without."""
    words = {
        **{str(field.value): text for field, text in field_titles().items()},
        "tag": _("Tags"),
        "note": _("Notes"),
    }
    return words.get(name, name)


def field_titles() -> dict[Field, str]:
    """Return the words for what a column may mean, in the order of the menu."""
    return {
        Field.CIVILITY: _("Civility"),
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
