"""The sentences of the page: how many there are, how they are sorted, what was not found."""

from __future__ import annotations

from pisteur.domain.contact_query import ContactQuery, ContactSort
from pisteur.i18n import _, ngettext
from pisteur.labels import label
from pisteur.presentation import formats


def sort_title(sort: ContactSort) -> str:
    """Return the words for a sorting in a menu."""
    return {
        ContactSort.NAME: _("Name"),
        ContactSort.COMPANY: _("Company"),
        ContactSort.STATUS: _("Status"),
        ContactSort.HEAT: _("Heat"),
        ContactSort.NEXT_ACTION: _("Next action"),
        ContactSort.LAST_EXCHANGE: _("Last exchange"),
        ContactSort.SOURCE: _("Source"),
        ContactSort.CITY: _("City"),
    }[sort]


def sorted_by(sort: ContactSort) -> str:
    """Return how the table is sorted."""
    return {
        ContactSort.NAME: _("sorted by name"),
        ContactSort.COMPANY: _("sorted by company"),
        ContactSort.STATUS: _("sorted by status"),
        ContactSort.HEAT: _("sorted by heat"),
        ContactSort.NEXT_ACTION: _("sorted by next action"),
        ContactSort.LAST_EXCHANGE: _("sorted by last exchange"),
        ContactSort.SOURCE: _("sorted by source"),
        ContactSort.CITY: _("sorted by city"),
    }[sort]


def count_line(query: ContactQuery, total: int, selected: int) -> str:
    """Return `1,243 contacts · 2 selected · sorted by next action`."""
    if query.text or query.status is not None:
        words = ngettext("{count} contact found", "{count} contacts found", total)
    else:
        words = ngettext("{count} contact", "{count} contacts", total)
    parts = [formats.counted(words, total)]
    if selected > 1:
        chosen = ngettext("{count} selected", "{count} selected", selected)
        parts.append(formats.counted(chosen, selected))
    if total > 1:
        parts.append(sorted_by(query.sort))
    return " · ".join(parts)


def nothing_found(query: ContactQuery) -> tuple[str, str]:
    """Return title and text for a query that finds nobody."""
    text = query.text.strip()
    if not text and query.status is not None:
        return _("No contact has this status"), _("Filter: {status}").format(
            status=label(query.status)
        )
    title = _("Nothing found for “{text}”").format(text=text[:60])
    if query.status is not None:
        return title, _(
            "Searched among contacts with the status “{status}” only, "
            "in names, companies, places, phones, e-mails and notes."
        ).format(status=label(query.status))
    return title, _("Searched in names, companies, places, phones, e-mails and notes.")
