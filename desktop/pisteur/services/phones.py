"""Phone numbers in E.164: the common French forms at once, all others by phonenumbers."""

from __future__ import annotations

from pisteur.domain.reach import normalise_french_phone


def normalise_phone(text: str, region: str = "FR") -> str | None:
    """Return E.164 for a possible number, None for what can't be one.

    Args:
        region: two letters of the country whose national forms are understood.
    """
    if region == "FR":
        quick = normalise_french_phone(text)
        if quick is not None:
            return quick
    # Imported late: its metadata is large, and most files never need it.
    import phonenumbers  # noqa: PLC0415

    try:
        # The library does not know the narrow space of French typography.
        number = phonenumbers.parse(text.replace("\u202f", " "), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
