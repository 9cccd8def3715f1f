"""Ways to reach someone: e-mail addresses and phone numbers, as typed and as compared.

French numbers in their common spellings are read here; `pisteur.services.phones` hands the rest
to the phonenumbers library. Nothing is refused for being odd: a number that can't be read is
kept as typed.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_EMAIL = re.compile(r"^[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]{2,}$")
_SEPARATORS = re.compile(r"[\s.\-_/()  ]")
_FRENCH = re.compile(r"^(?:\+33|0033)?0?([1-9][0-9]{8})$")


def normalise_email(text: str) -> str | None:
    """Return the address in lower case, or None when it can't be one."""
    candidate = text.strip().removeprefix("mailto:").strip("<>").lower()
    return candidate if _EMAIL.match(candidate) else None


def normalise_french_phone(text: str) -> str | None:
    """Return E.164 for a French number in a common spelling, None for all else."""
    # Nearly all, and cheaper than the patterns, which say the same of them.
    bare = text.replace(" ", "").replace(".", "")
    if len(bare) == 10 and bare[0] == "0" != bare[1] and bare.isascii() and bare.isdecimal():
        return f"+33{bare[1:]}"
    compact = _SEPARATORS.sub("", text)
    if not compact.startswith(("0", "+33")):
        return None
    match = _FRENCH.match(compact)
    return f"+33{match.group(1)}" if match else None


def digits(text: str) -> str:
    """Return only the digits of `text`."""
    return "".join(filter(str.isdecimal, text))


def phone_link(number: str) -> str:
    """Return what the system opens to call `number`; codes of exchanges (*21#) are kept."""
    return f"tel:{''.join(c for c in number if c.isdecimal() or c in '+*#')}"


def blank_mail_link(address: str) -> str:
    """Return what the system opens to write to `address`, which can't add headers of its own."""
    return f"mailto:{quote(address, safe='@+')}"
