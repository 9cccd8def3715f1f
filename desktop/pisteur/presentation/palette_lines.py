"""What the command palette shows: findings and commands as lines under headings.

Not for reading: `services.quick_search` finds; not for the look: `ui.palette.delegate`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pisteur.domain.contact_query import ContactQuery
from pisteur.domain.search import Findings, Hit, Marked, fitting, folded_words, marked
from pisteur.domain.words import InteractionKind, OpportunityState, Status
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation.formats import money, short_date

# Of the commands that fit; without a word typed, all are listed.
COMMANDS = 6
_NOTE_ICONS = {
    InteractionKind.CALL: "phone",
    InteractionKind.EMAIL: "mail",
    InteractionKind.MEETING: "calendar",
    InteractionKind.VISIT: "calendar",
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the window.

    Attributes:
        name: by which it is run.
        path: the menus that it is in, from the top.
        keys: its shortcut, empty for none.
    """

    name: str
    text: str
    path: tuple[str, ...]
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group."""

    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said when there is nothing to choose."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that Enter opens.

    Attributes:
        opens: a contact with its deal or None, the query of a table, or the name of a command.
        group: what it is, for those who hear it.
        aside: at the right: an amount or a day.
        pill: words in a pill at the right, and their kind.
        keys: the shortcut of a command.
        exchange: the line of the journal to show, None for none.
    """

    icon: str
    title: Marked
    opens: tuple[int, int | None] | ContactQuery | str
    group: str
    details: tuple[Marked, ...] = ()
    aside: str = ""
    pill: tuple[str, str] | None = None
    keys: str = ""
    exchange: int | None = None

    @property
    def spoken(self) -> str:
        """All of it, for those who hear it."""
        parts = [self.title.text, *(detail.text for detail in self.details)]
        parts += [self.pill[0] if self.pill else "", self.aside, self.keys]
        return f"{self.group}: {', '.join(part for part in parts if part)}"


Line = Heading | Advice | Choice


def lines_of(found: Findings, commands: Sequence[Command], today: date) -> list[Line]:
    """Return everything found, in groups; only commands that fit what was typed."""
    text = found.text.strip()
    groups = [
        (_("Contacts") if text else _("Recent"), map(_contact, found.contacts)),
        (_("Companies"), map(_company, found.companies)),
        (_("Deals"), map(_deal, found.deals)),
        (_("Commands"), _commands(commands, text)),
        (_("Journal"), (_note(hit, today) for hit in found.notes)),
    ]
    lines: list[Line] = []
    for heading, choices in groups:
        shown = list(choices)
        if shown:
            lines += [Heading(heading), *shown]
    if not lines:
        return [Advice(_("Nothing found for “{text}”.").format(text=text))]
    if found.contacts and text:
        lines.append(_everyone(text))
    return lines


def _contact(hit: Hit) -> Choice:
    return Choice(
        "contacts",
        hit.title,
        (hit.contact_id or 0, None),
        _("Contact"),
        hit.details,
        pill=(label(Status(hit.tag)), hit.tag),
    )


def _company(hit: Hit) -> Choice:
    text = ngettext("{count} contact", "{count} contacts", hit.count).format(count=hit.count)
    query = ContactQuery(text=hit.title.text)
    opens = query if hit.contact_id is None else (hit.contact_id, None)
    return Choice("company", hit.title, opens, _("Company"), (Marked(text),))


def _deal(hit: Hit) -> Choice:
    state = OpportunityState(hit.tag)
    pill = (hit.stage, "planned")
    if state is not OpportunityState.OPEN:
        pill = (label(state), "ok" if state is OpportunityState.WON else "planned")
    return Choice(
        "board",
        hit.title,
        (hit.contact_id or 0, hit.opportunity_id),
        _("Deal"),
        hit.details,
        money(hit.amount_cents) if hit.amount_cents is not None else "",
        pill,
    )


def _note(hit: Hit, today: date) -> Choice:
    kind = InteractionKind(hit.tag)
    return Choice(
        _NOTE_ICONS.get(kind, "note"),
        hit.title,
        (hit.contact_id or 0, hit.opportunity_id),
        label(kind),
        hit.details,
        short_date(hit.when.astimezone().date(), today) if hit.when else "",
        exchange=hit.interaction_id,
    )


def _commands(commands: Sequence[Command], text: str) -> Iterator[Choice]:
    words = folded_words(text)
    if text and not words:
        return
    fits = fitting(words)
    found = [each for each in commands if fits(" ".join((each.text, *each.path)))]
    # Those whose own words fit come before those that only are in a menu of that name.
    found.sort(key=lambda each: not fits(each.text))
    for each in found[: COMMANDS if text else None]:
        path = tuple(marked(menu, words) for menu in each.path)
        yield Choice(
            "chevron-right", marked(each.text, words), each.name, _("Command"), path, keys=each.keys
        )


def _everyone(text: str) -> Choice:
    title = _("Everyone found by “{text}”").format(text=text)
    return Choice("search", Marked(title), ContactQuery(text=text), _("Contacts"))


def command_texts(text: str) -> str:
    """Return the words of a menu without the marks of its keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
